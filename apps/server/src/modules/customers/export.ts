import type { Deps } from '../../deps.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { customFields } from '@xinhang/db/repositories/words.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { WriteContext } from '../../http/context.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import { rightsOf, stillCovers } from '../../jobs/export-rights.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import { converse, workerEntry } from '../../threads/converse.ts';
import { jobById } from '../system/service.ts';
import { toConditions } from './filters.ts';
import { exportInput, goesBy, type ExportInput, type ExportTask } from './export-task.ts';
import type { FromExport, ToExport } from './export-task.ts';

interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}

/**
 * The list as a file, read and written in a thread of its own. It is what its person may see at
 * one moment: when they lose a right while it runs it stops, and a file made with more rights than
 * those of today is not handed out.
 */
export const exportJob = (deps: Deps): JobKind<ExportInput, Point> => ({
  kind: 'customers.export',
  input: exportInput,
  needs: () => 'customers.export',
  // Nothing is kept of an unfinished file: it begins again.
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, goesBy);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const { format, lang } = job.input;
    const { db, now, actor } = await job.look();
    const zone = (await company(db))!.time_zone;
    const name = `${sheetWords.customers[lang]}-${businessDate(now, zone)}.${format}`;
    const maxRows = await readSetting(db, 'exports.maxRows');
    const rest = { source: deps.db.source, userId: actor.userId, rights, now, maxRows };
    await job.saveFile({ name, mime: sheetMimes[format] }, async (path) => {
      await write(job, { ...rest, input: job.input, path });
    });
  },
});

async function write(job: JobRun<ExportInput, Point>, task: ExportTask): Promise<void> {
  const same = (ctx: WriteContext) => {
    if (!stillCovers(ctx.actor, task.rights)) throw problem('rights-changed');
  };
  const entry = workerEntry(import.meta.url, './export-worker.ts', 'export-worker');
  const tooMuch = () => problem('export-too-large');
  for await (const { message, reply } of converse<FromExport, ToExport>(
    { entry, data: task, tooMuch },
    {},
  )) {
    if (message.kind === 'refused') throw problem(message.code);
    if (message.kind === 'failed') throw new Error(message.message);
    // Audited with what the file holds, before anybody can have it.
    await job.step(async (ctx) => {
      same(ctx);
      if (message.kind === 'page') return { done: message.rows, total: message.total };
      const { filter, ids, columns, format } = task.input;
      const after = { filter, ids: ids ?? null, columns, format, rows: message.rows };
      await ctx.audit({ action: 'customers.export', entity: 'job', entityId: job.id, after });
      return {};
    });
    if (message.kind === 'done') return;
    reply({ kind: 'next' });
  }
}

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
