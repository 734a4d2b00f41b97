import { batchById, clearImportRows, deleteBatch } from '@xinhang/db/repositories/imports.ts';
import { importKinds, importNeeds } from '@xinhang/shared/import-kinds.ts';
import { z } from 'zod';
import type { JobKind } from '../../jobs/kind.ts';
import { tellImport } from './service.ts';

const input = z.object({
  batchId: z.int().positive(),
  kind: z.enum(importKinds).default('customers'),
});

const PAGE = 250;

/**
 * Throws an import away that was never run: its verdicts in small steps, because there may be
 * 200,000, then itself. The bytes of its file go with the garbage.
 */
export const discardJob: JobKind<z.output<typeof input>, never> = {
  kind: 'imports.discard',
  input,
  needs: ({ kind }) => importNeeds[kind],
  route: () => '/imports',
  resumable: true,
  // Whoever asked for it sees it go.
  quiet: () => true,
  async run(job) {
    const { batchId } = job.input;
    for (let more = true; more;) {
      await job.step(async (ctx) => {
        more = await clearImportRows(ctx.tx, batchId, PAGE);
        return {};
      });
    }
    await job.step(async (ctx) => {
      const batch = await batchById(ctx.tx, batchId);
      if (!batch) return {};
      await deleteBatch(ctx.tx, batchId);
      await ctx.audit({
        action: 'imports.discard',
        entity: 'import',
        entityId: batchId,
        before: { file: batch.file_name, sha256: batch.file_sha256, rows: batch.row_count },
      });
      await tellImport(ctx, batch);
      return {};
    });
  },
};
