import type { Deps } from '../../deps.ts';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { customFields } from '@xinhang/db/repositories/words.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { WriteContext } from '../../http/context.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { listExportJob } from '../../jobs/list-export.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { workerEntry } from '../../threads/converse.ts';
import { toConditions } from './filters.ts';
import { exportInput, goesBy, type ExportInput } from './export-task.ts';

/** The list of customers as a file. */
export const exportJob = (deps: Deps): JobKind<ExportInput, never> =>
  listExportJob(deps, {
    kind: 'customers.export',
    input: exportInput,
    goesBy,
    words: sheetWords.customers,
    entry: workerEntry(import.meta.url, './export-worker.ts', 'export-worker'),
  }) as JobKind<ExportInput, never>;

async function rowsOf(ctx: WriteContext, { ids, filter }: ExportInput, most: number) {
  if (ids) return new Set(ids).size;
  const asked = { db: ctx.tx, actor: ctx.actor, now: ctx.now, search: ctx.deps.db.search };
  const conditions = { ...(await toConditions(asked, filter)), reach: 'customers.export' } as const;
  return await countCustomers(ctx.tx, ctx.actor, conditions, most);
}

/** Puts an export into the queue; columns that are not there are refused. */
export async function startExport(
  ctx: WriteContext,
  jobs: JobRunner,
  kind: JobKind<ExportInput, never>,
  input: ExportInput,
): Promise<number> {
  const keys = new Set((await customFields(ctx.tx)).map((field) => `custom:${field.key}`));
  const at = input.columns.findIndex((column) => column.startsWith('custom:') && !keys.has(column));
  if (at >= 0) throw fieldRefused(`/columns/${at}`, 'unknown-field');
  await assertSmall(ctx, (most) => rowsOf(ctx, input, most));
  return await jobs.enqueue(ctx, kind, input);
}
