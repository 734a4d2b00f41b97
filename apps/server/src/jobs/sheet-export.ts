import { may } from '@xinhang/db/actor.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { z } from 'zod';
import type { ReadContext, WriteContext } from '../http/context.ts';
import { writeSheetInWorker } from '../sheets/in-worker.ts';
import { sheetMimes } from '../sheets/sheet-mimes.ts';
import type { SheetColumn, SheetValue } from '../sheets/write-sheet.ts';
import { assertSmall } from './export-limits.ts';
import { rightsOf, stillCovers } from './export-rights.ts';
import type { JobKind } from './kind.ts';
import type { JobRunner } from './runner.ts';

interface Asked {
  format: ExportFormat;
  lang: Language;
}

/** Figures or results that fit into one reading and can be had as a file; lists: list-export.ts. */
export interface SheetExport<Input extends Asked> {
  /** Kind of the job, and action of its audit. */
  kind: string;
  input: z.ZodType<Input>;
  /** The right that decides which rows the file may hold; of several any opens it. */
  needs: Permission | readonly Permission[];
  /** Of the sheet. */
  title(input: Input): string;
  /** Beginning of the name of the file; the title unless said. */
  nameOf?(input: Input): string;
  /** What the person may see now, no more rows than the limit. */
  sheet(
    ctx: ReadContext,
    input: Input,
    limit: number,
  ): Promise<{ columns: readonly SheetColumn[]; rows: readonly SheetValue[][] }>;
  /** What the audit says of it beside its format and rows. */
  told(input: Input): object;
}

interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}

/**
 * The sheet as a file: what its person may see at one moment. A file that was made with more
 * rights than those of today is not handed out.
 */
export const sheetExportJob = <Input extends Asked>(
  of: SheetExport<Input>,
): JobKind<Input, Point> => ({
  kind: of.kind,
  input: of.input,
  needs: () => (typeof of.needs === 'string' ? of.needs : null),
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { input } = job;
    const { format } = input;
    let rights = '';
    await job.step(async (ctx) => {
      const needs = [of.needs].flat();
      if (!needs.some((one) => may(ctx.actor, one))) throw problem('forbidden');
      rights = rightsOf(ctx.actor, needs);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const ctx = await job.look();
    const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
    const title = of.title(input);
    const name = `${of.nameOf?.(input) ?? title}-${today}.${format}`;
    await job.saveFile({ name, mime: sheetMimes[format] }, async (path) => {
      const most = await readSetting(ctx.db, 'exports.maxRows');
      const { columns, rows } = await of.sheet(ctx, input, most + 1);
      if (rows.length > most) throw problem('export-too-large');
      // oxlint-disable-next-line require-await -- a block is what the writer takes
      const blocks = (async function* () {
        yield rows;
      })();
      await writeSheetInWorker(path, format, columns, blocks, { sheetName: title });
      // Audited with what the file holds, before anybody can have it.
      await job.step(async (step) => {
        if (!stillCovers(step.actor, rights)) throw problem('rights-changed');
        const after = { ...of.told(input), format, rows: rows.length };
        await step.audit({ action: of.kind, entity: 'job', entityId: job.id, after });
        return { done: rows.length, total: rows.length };
      });
    });
  },
});

/** Starts it; a large one only after the password was said again. */
export async function startSheetExport<Input extends Asked>(
  ctx: WriteContext,
  jobs: JobRunner,
  of: SheetExport<Input>,
  input: Input,
): Promise<number> {
  await assertSmall(ctx, async (most) => (await of.sheet(ctx, input, most)).rows.length);
  return await jobs.enqueue(ctx, sheetExportJob(of), input);
}
