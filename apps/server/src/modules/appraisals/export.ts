import { appraisalExport } from '@xinhang/shared/appraisals.ts';
import { resultWords, stateWords } from '@xinhang/shared/appraisal-words.ts';
import type { ResultRow } from '@xinhang/shared/appraisals.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { resultRows } from './results.ts';

type Input = z.output<typeof appraisalExport>;

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

/** The results of a period as a file. */
export const resultExport: SheetExport<Input> = {
  kind: 'appraisals.export',
  input: appraisalExport,
  needs: 'appraisals.score',
  title: ({ lang }) => resultWords.title[lang],
  nameOf: ({ period, lang }) => `${resultWords.title[lang]}-${period}`,
  async sheet(ctx, { period, lang }, limit) {
    const rows = await resultRows(ctx, period, limit);
    return { columns: columnsOf(lang), rows: rows.map((row) => cellsOf(row, lang)) };
  },
  told: ({ period }) => ({ period }),
};
