import { countDeals } from '@xinhang/db/repositories/deal-list.ts';
import { dealsSheet } from '@xinhang/shared/deal-sheet-words.ts';
import type { Deps } from '../../deps.ts';
import type { WriteContext } from '../../http/context.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { listExportJob } from '../../jobs/list-export.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { workerEntry } from '../../threads/converse.ts';
import { dealExportInput, goesBy, type DealExportInput } from './export-task.ts';
import { askerOf, toDealConditions } from './filters.ts';

/** The list of deals as a file. */
export const dealExportJob = (deps: Deps): JobKind<DealExportInput, never> =>
  listExportJob(deps, {
    kind: 'deals.export',
    input: dealExportInput,
    goesBy,
    words: dealsSheet,
    entry: workerEntry(import.meta.url, './export-worker.ts', 'deal-export-worker'),
  }) as JobKind<DealExportInput, never>;

async function rowsOf(ctx: WriteContext, { ids, filter }: DealExportInput, most: number) {
  if (ids) return new Set(ids).size;
  const asked = await toDealConditions(askerOf(ctx), filter);
  return await countDeals(ctx.tx, ctx.actor, { ...asked, reach: 'deals.export' }, most);
}

/** Puts an export into the queue. */
export async function startDealExport(
  ctx: WriteContext,
  jobs: JobRunner,
  kind: JobKind<DealExportInput, never>,
  input: DealExportInput,
): Promise<number> {
  await assertSmall(ctx, (most) => rowsOf(ctx, input, most));
  return await jobs.enqueue(ctx, kind, input);
}
