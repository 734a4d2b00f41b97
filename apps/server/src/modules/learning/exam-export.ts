import { company } from '@xinhang/db/repositories/company.ts';
import { examExport } from '@xinhang/shared/attempts.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { examResultWords, outcomeOf, outcomeWords } from '@xinhang/shared/exam-words.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { resultsFor } from './exam-results.ts';

type Input = z.output<typeof examExport>;

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

/** Results of exams as a file. */
export const examResultExport: SheetExport<Input> = {
  kind: 'exams.export',
  input: examExport,
  needs: 'training.lead',
  title: ({ lang }) => examResultWords.title[lang],
  async sheet(ctx, { format: _format, lang, ...asked }, limit) {
    const timeOf = clockOf((await company(ctx.db))!.time_zone);
    const rows = await resultsFor(ctx, asked, limit);
    return { columns: columnsOf(lang), rows: rows.map((row) => cellsOf(row, lang, timeOf)) };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
