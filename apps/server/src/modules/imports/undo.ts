import {
  batchById,
  countVerdicts,
  rowsToTakeBack,
  updateBatch,
} from '@xinhang/db/repositories/imports.ts';
import { importKinds, importNeeds } from '@xinhang/shared/import-kinds.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { Move } from './kind.ts';
import type { ImportKinds } from './kinds.ts';
import { kindOf } from './policy.ts';
import { tellImport } from './service.ts';

const input = z.object({
  batchId: z.int().positive(),
  kind: z.enum(importKinds).default('customers'),
});
type Input = z.output<typeof input>;

/** Taken back with one look at the database, and of one step. */
const BLOCK = 8;
const MOST = 10 * BLOCK;

/** Takes an import back: what it made goes, unless somebody worked on it since. */
export const undoJob = (kinds: ImportKinds): JobKind<Input, { row: number }> => ({
  kind: 'imports.undo',
  input,
  needs: ({ kind }) => importNeeds[kind],
  route: ({ batchId }) => `/imports/${batchId}`,
  resumable: true,
  notice: 'import-undone',
  async run(job) {
    const { batchId } = job.input;
    let after = job.point?.row ?? 0;
    for (let more = true; more;) {
      let reached = after;
      await job.step(async (ctx, slice) => {
        let done = 0;
        reached = after;
        const kind = kindOf(kinds, (await batchById(ctx.tx, batchId))!);
        do {
          const page = { after: reached, limit: BLOCK };
          const rows = await rowsToTakeBack(ctx.tx, batchId, page);
          await recount(ctx, batchId, await kind.takeBack(ctx, batchId, rows));
          done += rows.length;
          reached = rows.at(-1)?.row ?? reached;
          more = rows.length === BLOCK;
        } while (more && done < MOST && !slice.over());
        return { done, point: { row: reached } };
      });
      after = reached;
    }
    await job.step(async (ctx) => {
      const counts = await countVerdicts(ctx.tx, batchId);
      const changes = { state: 'undone', counts: JSON.stringify(counts) };
      await tellImport(ctx, await updateBatch(ctx.tx, batchId, changes));
      const file = (await batchById(ctx.tx, batchId))?.file_name;
      await ctx.audit({
        action: 'imports.undo',
        entity: 'import',
        entityId: batchId,
        after: { file, counts },
      });
      return {};
    });
  },
});

/** An undo that is stopped halfway says what it did so far. */
async function recount(ctx: WriteContext, batchId: number, moves: readonly Move[]): Promise<void> {
  const batch = await batchById(ctx.tx, batchId);
  const counts = JSON.parse(batch?.counts ?? '{}') as Record<string, number>;
  for (const { from, to, rows } of moves) {
    counts[from] = (counts[from] ?? 0) - rows;
    counts[to] = (counts[to] ?? 0) + rows;
  }
  await updateBatch(ctx.tx, batchId, { counts: JSON.stringify(counts) });
}
