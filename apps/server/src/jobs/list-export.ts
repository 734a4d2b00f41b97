import type { SnapshotSource } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem, type ProblemCode } from '@xinhang/shared/problems.ts';
import type { Words } from '@xinhang/shared/words.ts';
import type { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { WriteContext } from '../http/context.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { sheetMimes } from '../sheets/sheet-mimes.ts';
import { converse } from '../threads/converse.ts';
import { rightsOf, stillCovers } from './export-rights.ts';
import type { JobKind, JobRun } from './kind.ts';

/** What every export of a list is asked with, as it lies in its job. */
export interface AskedList {
  filter: object;
  /** Chosen rows instead of the filter. */
  ids?: number[] | undefined;
  columns: string[];
  format: ExportFormat;
  lang: Language;
}

/** The work of the thread that reads and writes it; plain data. */
export interface ExportTask<Input> {
  source: SnapshotSource;
  userId: number;
  /** `rightsOf` the person when the job last looked. */
  rights: string;
  /** UTC ms; what "idle for so many days" counts from. */
  now: number;
  maxRows: number;
  input: Input;
  path: string;
}
export type FromExport =
  | { kind: 'page'; rows: number; total: number }
  | { kind: 'done'; rows: number }
  | { kind: 'refused'; code: ProblemCode }
  | { kind: 'failed'; message: string };
export interface ToExport {
  kind: 'next';
}

/** A list that can be had as a file. */
export interface ListExport<Input> {
  /** Kind of the job, action of its audit and permission in one. */
  kind: Permission;
  input: z.ZodType<Input>;
  /** The rights that decide which rows and cells the file may hold. */
  goesBy: readonly Permission[];
  /** Beginning of the name of the file. */
  words: Words;
  /** Entry of the thread. */
  entry: URL;
}

interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}

/**
 * The list as a file, read and written in a thread of its own. It is what its person may see at
 * one moment: when they lose a right while it runs it stops, and a file made with more rights than
 * those of today is not handed out.
 */
export const listExportJob = <Input extends AskedList>(
  deps: Deps,
  list: ListExport<Input>,
): JobKind<Input, Point> => ({
  kind: list.kind,
  input: list.input,
  needs: () => list.kind,
  // Nothing is kept of an unfinished file: it begins again.
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, list.goesBy);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const { format, lang } = job.input;
    const { db, now, actor } = await job.look();
    const zone = (await company(db))!.time_zone;
    const name = `${list.words[lang]}-${businessDate(now, zone)}.${format}`;
    const maxRows = await readSetting(db, 'exports.maxRows');
    const rest = { source: deps.db.source, userId: actor.userId, rights, now, maxRows };
    await job.saveFile({ name, mime: sheetMimes[format] }, async (path) => {
      await write(job, list, { ...rest, input: job.input, path });
    });
  },
});

async function write<Input extends AskedList>(
  job: JobRun<Input, Point>,
  { kind, entry }: ListExport<Input>,
  task: ExportTask<Input>,
): Promise<void> {
  const same = (ctx: WriteContext) => {
    if (!stillCovers(ctx.actor, task.rights)) throw problem('rights-changed');
  };
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
      await ctx.audit({ action: kind, entity: 'job', entityId: job.id, after });
      return {};
    });
    if (message.kind === 'done') return;
    reply({ kind: 'next' });
  }
}
