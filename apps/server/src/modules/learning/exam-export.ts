import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { examExport } from '@xinhang/shared/attempts.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { examResultWords, outcomeOf, outcomeWords } from '@xinhang/shared/exam-words.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import { rightsOf, stillCovers } from '../../jobs/export-rights.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { jobById } from '../system/service.ts';
import { resultsFor } from './exam-results.ts';

type Input = z.output<typeof examExport>;
interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}
const goesBy = ['training.lead'] as const;

const columns = [
  ['person', 12],
  ['dept', 16],
  ['exam', 28],
  ['no', 8],
  ['closedAt', 18],
  ['score', 8],
  ['total', 8],
  ['percent', 10],
  ['passPercent', 12],
  ['result', 12],
] as const;
const formats: Readonly<Record<string, string>> = {
  no: '0',
  score: '0',
  total: '0',
  percent: '0.00',
  passPercent: '0',
};

const columnsOf = (lang: Language): SheetColumn[] =>
  columns.map(([key, width]) => {
    const header = examResultWords[key][lang];
    const format = formats[key];
    return format ? { header, width, type: 'number', format } : { header, width, type: 'text' };
  });

function cellsOf(row: AttemptRow, lang: Language, timeOf: (at: number) => string): SheetValue[] {
  return [
    row.person.name,
    row.dept,
    row.exam.name,
    row.no,
    timeOf(row.closedAt!),
    row.score,
    row.total,
    row.percentBp === null ? null : row.percentBp / 100,
    row.passPercent,
    outcomeWords[outcomeOf(row)][lang],
  ];
}

/** `2026-11-27 09:30` in a zone. */
function clockOf(zone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at: number) => format.format(at);
}

/** Results of exams as a file: what its person may see at one moment. */
export const examExportJob: JobKind<Input, Point> = {
  kind: 'exams.export',
  input: examExport,
  needs: () => 'training.lead',
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { format, lang, ...asked } = job.input;
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, goesBy);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const ctx = await job.look();
    const zone = (await company(ctx.db))!.time_zone;
    const title = examResultWords.title[lang];
    const name = `${title}-${businessDate(ctx.now, zone)}.${format}`;
    await job.saveFile({ name, mime: sheetMimes[format] }, async (path) => {
      const most = await readSetting(ctx.db, 'exports.maxRows');
      const rows = await resultsFor(ctx, asked, most + 1);
      if (rows.length > most) throw problem('export-too-large');
      const timeOf = clockOf(zone);
      const cells = rows.map((row) => cellsOf(row, lang, timeOf));
      // oxlint-disable-next-line require-await -- a block is what the writer takes
      const blocks = (async function* () {
        yield cells;
      })();
      await writeSheetInWorker(path, format, columnsOf(lang), blocks, { sheetName: title });
      // Audited with what the file holds, before anybody can have it.
      await job.step(async (step) => {
        if (!stillCovers(step.actor, rights)) throw problem('rights-changed');
        const after = { ...asked, format, rows: rows.length };
        await step.audit({ action: 'exams.export', entity: 'job', entityId: job.id, after });
        return { done: rows.length, total: rows.length };
      });
    });
  },
};

export async function startExamExport(
  ctx: WriteContext,
  jobs: JobRunner,
  input: Input,
): Promise<number> {
  await assertSmall(ctx, async (most) => (await resultsFor(ctx, input, most)).length);
  return await jobs.enqueue(ctx, examExportJob, input);
}
