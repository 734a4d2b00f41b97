import type { Reader } from '@xinhang/db/database.ts';
import {
  batchById,
  clearImportRows,
  updateBatch,
  type BatchRecord,
} from '@xinhang/db/repositories/imports.ts';
import { importKinds, importNeeds } from '@xinhang/shared/import-kinds.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { inSlices } from '../../jobs/in-slices.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { storedFile } from '../../ops/paths.ts';
import { rowsBelow } from './file.ts';
import type { Mapping } from './headers.ts';
import { keep, recount } from './keep.ts';
import type { KindWalk } from './kind.ts';
import type { ImportKinds } from './kinds.ts';
import { kindOf } from './policy.ts';
import { tellImport } from './service.ts';

const input = z.object({
  batchId: z.int().positive(),
  /** Of the batch. */
  kind: z.enum(importKinds).default('customers'),
  /** Who gets what the file gives to nobody. */
  ownerId: z.int().positive().optional(),
  /** Started from the command line, which tells of its end itself. */
  quiet: z.literal(true).optional(),
});
type Input = z.output<typeof input>;
interface Point {
  /** Last row of the file that is done. */
  row: number;
}

/** Rows judged with one look at the database. */
const BLOCK = 16;
/** Rows of one step, where its slice of time allows for as many. */
const MOST = 20 * BLOCK;
const CLEARED = 250;
const SHEET_ROWS = 500;

const shared = {
  input,
  needs: ({ kind }: Input) => importNeeds[kind],
  route: ({ batchId }: Input) => `/imports/${batchId}`,
  quiet: ({ quiet }: Input) => quiet === true,
};

/** Dry run: a verdict per row. Killed, it is simply asked for again. */
export const checkJob = (deps: Deps, kinds: ImportKinds): JobKind<Input, Point> => ({
  ...shared,
  kind: 'imports.check',
  resumable: false,
  async run(job) {
    const batch = await needBatch(deps.db.read, job.input.batchId);
    await clear(job, batch);
    const walk = await walkOf(deps, kinds, batch, job.input);
    await through(job, { deps, batch, walk, after: 0, writes: false });
    await job.step(async (ctx) => {
      await tellImport(ctx, await updateBatch(ctx.tx, batch.id, { state: 'checked' }));
      return {};
    });
  },
});

/** The import: the same checks again, and each good row written in the step that judged it. */
export const importJob = (deps: Deps, kinds: ImportKinds): JobKind<Input, Point> => ({
  ...shared,
  kind: 'imports.run',
  resumable: true,
  notice: 'import-done',
  async run(job) {
    const batch = await needBatch(deps.db.read, job.input.batchId);
    if (job.point === null) {
      await clear(job, batch);
      await job.step(async (ctx) => {
        await updateBatch(ctx.tx, batch.id, { state: 'imported' });
        return { total: batch.row_count, point: { row: 0 } };
      });
    }
    const walk = await walkOf(deps, kinds, batch, job.input);
    const after = job.point?.row ?? 0;
    if (after > 0) await walk.recall(() => job.look());
    await through(job, { deps, batch, walk, after, writes: true });
    await job.step(async (ctx) => {
      const done = await needBatch(ctx.tx, batch.id);
      const { counts } = done;
      await tellImport(ctx, done);
      await ctx.audit({
        action: 'imports.run',
        entity: 'import',
        entityId: batch.id,
        after: { file: batch.file_name, counts: JSON.parse(counts) as object },
      });
      return {};
    });
  },
});

async function needBatch(db: Reader, id: number): Promise<BatchRecord> {
  const batch = await batchById(db, id);
  if (!batch) throw problem('not-found');
  return batch;
}

const walkOf = (deps: Deps, kinds: ImportKinds, batch: BatchRecord, { ownerId }: Input) =>
  kindOf(kinds, batch).walk(deps.db.read, batch, ownerId ?? null, () => rowsOf(deps, batch, 0));

/** The rows after one that is done, judged or written in steps. */
async function through(
  job: JobRun<Input, Point>,
  pass: { deps: Deps; batch: BatchRecord; walk: KindWalk; after: number; writes: boolean },
): Promise<void> {
  const { deps, batch, walk, after, writes } = pass;
  const told = { at: 0 };
  for await (const rows of rowsOf(deps, batch, after)) {
    await inSlices(job, rows, {
      size: BLOCK,
      most: MOST,
      memory: walk.memory,
      async block(ctx, block) {
        const judged = await walk.block(ctx, block, writes);
        await keep(ctx, batch.id, judged);
        return judged;
      },
      async end(ctx, judged) {
        await recount(ctx, batch.id, judged, told);
        if (!writes) return { done: judged.length, total: batch.row_count };
        await walk.news(ctx);
        return { done: judged.length, point: { row: judged.at(-1)!.row } };
      },
    });
  }
}

function rowsOf(deps: Deps, batch: BatchRecord, after: number) {
  const path = storedFile(deps.paths, batch.file_sha256);
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const mapped = mapping.findLastIndex((target) => target !== null) + 1;
  const span = { headerRow: batch.header_row, after, size: SHEET_ROWS, mapped };
  return rowsBelow(path, batch.file_name, span);
}

/** The verdicts before go, and with them the state that speaks of them. */
async function clear(job: JobRun<Input, Point>, batch: BatchRecord): Promise<void> {
  for (let more = true; more;) {
    await job.step(async (ctx) => {
      more = await clearImportRows(ctx.tx, batch.id, CLEARED);
      await updateBatch(ctx.tx, batch.id, { state: 'uploaded', counts: '{}', sums: '{}' });
      return {};
    });
  }
}
