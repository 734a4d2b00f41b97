import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { appraisalExport } from '@xinhang/shared/appraisals.ts';
import { resultWords, stateWords } from '@xinhang/shared/appraisal-words.ts';
import type { ResultRow } from '@xinhang/shared/appraisals.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
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
import { resultRows } from './results.ts';

type Input = z.output<typeof appraisalExport>;
interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}
const goesBy = ['appraisals.score'] as const;

const columns = [
  ['person', 12],
  ['dept', 16],
  ['post', 14],
  ['scheme', 20],
  ['period', 12],
  ['state', 14],
  ['selfTotal', 10],
  ['total', 10],
  ['before', 10],
  ['grade', 8],
  ['objected', 8],
] as const;
const numbers = new Set(['selfTotal', 'total', 'before']);

const columnsOf = (lang: Language): SheetColumn[] =>
  columns.map(([key, width]) => ({
    header: resultWords[key][lang],
    width,
    ...(numbers.has(key) ? { type: 'number' as const, format: '0.00' } : { type: 'text' as const }),
  }));

function cellsOf({ sheet, before }: ResultRow, lang: Language): SheetValue[] {
  const points = (value: number | null) => (value === null ? null : value / 100);
  return [
    sheet.person.name,
    sheet.dept.name,
    sheet.post,
    sheet.scheme,
    sheet.period,
    stateWords[sheet.state][lang],
    points(sheet.selfTotal),
    points(sheet.total),
    points(before),
    sheet.grade,
    sheetWords[sheet.objected ? 'yes' : 'no'][lang],
  ];
}

/**
 * The results of a period as a file: what its person may see at one moment. A file that was made
 * with more rights than those of today is not handed out.
 */
export const resultExport: JobKind<Input, Point> = {
  kind: 'appraisals.export',
  input: appraisalExport,
  needs: () => 'appraisals.score',
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { period, format, lang } = job.input;
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, goesBy);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const ctx = await job.look();
    const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
    const title = resultWords.title[lang];
    const name = `${title}-${period}-${today}.${format}`;
    await job.saveFile({ name, mime: sheetMimes[format] }, async (path) => {
      const most = await readSetting(ctx.db, 'exports.maxRows');
      const rows = await resultRows(ctx, period, most + 1);
      if (rows.length > most) throw problem('export-too-large');
      const cells = rows.map((row) => cellsOf(row, lang));
      // oxlint-disable-next-line require-await -- a block is what the writer takes
      const blocks = (async function* () {
        yield cells;
      })();
      await writeSheetInWorker(path, format, columnsOf(lang), blocks, { sheetName: title });
      // Audited with what the file holds, before anybody can have it.
      await job.step(async (step) => {
        if (!stillCovers(step.actor, rights)) throw problem('rights-changed');
        const after = { period, format, rows: rows.length };
        await step.audit({ action: 'appraisals.export', entity: 'job', entityId: job.id, after });
        return { done: rows.length, total: rows.length };
      });
    });
  },
};

export async function startResultExport(
  ctx: WriteContext,
  jobs: JobRunner,
  input: Input,
): Promise<number> {
  await assertSmall(ctx, async (most) => (await resultRows(ctx, input.period, most)).length);
  return await jobs.enqueue(ctx, resultExport, input);
}
