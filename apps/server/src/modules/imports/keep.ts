import { batchById, putImportRows, updateBatch } from '@xinhang/db/repositories/imports.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { RowRecord } from './kind.ts';
import { tellImport } from './service.ts';

/** When those who see the import were told last how far it is, UTC ms. */
export interface Told {
  at: number;
}

const NEWS_EVERY_MS = 2000;

/** Puts the verdicts of rows down that follow each other in the file. */
export async function keep(
  ctx: WriteContext,
  batchId: number,
  rows: readonly RowRecord[],
): Promise<void> {
  await putImportRows(
    ctx.tx,
    rows.map(({ sums: _sums, ...row }) => ({ ...row, batch_id: batchId })),
  );
}

/** Counts the verdicts of a step, and says now and then how far it is. */
export async function recount(
  ctx: WriteContext,
  batchId: number,
  rows: readonly RowRecord[],
  told: Told,
): Promise<void> {
  const current = await batchById(ctx.tx, batchId);
  if (!current) throw problem('not-found');
  const counts = JSON.parse(current.counts) as Record<string, number>;
  const sums = JSON.parse(current.sums) as Record<string, number>;
  for (const { verdict, sums: more = {} } of rows) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
  }
  const after = await updateBatch(ctx.tx, batchId, {
    counts: JSON.stringify(counts),
    sums: JSON.stringify(sums),
  });
  if (ctx.now - told.at < NEWS_EVERY_MS) return;
  ctx.onCommit(() => (told.at = ctx.now));
  await tellImport(ctx, after);
}
