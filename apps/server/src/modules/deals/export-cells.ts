import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate, daysBetween, localMinute } from '@xinhang/shared/business-date.ts';
import type { DealColumn } from '@xinhang/shared/deal-bulk.ts';
import { dealColumnWords, dealStateWords } from '@xinhang/shared/deal-sheet-words.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';

/** What the cells of a deal are made of: as stored, as a list shows it, and what hangs on it. */
export interface ExportRow {
  record: DealRecord;
  shown: DealRow;
  pipeline: string;
  products: readonly string[];
  shares: readonly string[];
  competitors: readonly string[];
}

export interface Reader {
  lang: Language;
  /** Time zone of the company, and the business date of the file. */
  zone: string;
  today: string;
}

interface Cell extends Omit<SheetColumn, 'header'> {
  value: (row: ExportRow, reader: Reader) => SheetValue;
}

const text = (value: Cell['value'], width?: number): Cell => ({
  type: 'text',
  value,
  ...(width && { width }),
});
const day = (value: (row: DealRecord) => string): Cell => ({
  type: 'date',
  width: 12,
  value: ({ record }) => (value(record) === NO_DATE ? null : value(record)),
});
const joined = (values: readonly string[]) => values.join('、');

/** Plain decimal yuan; empty where it is not known. */
function yuan(fen: number | null): string | null {
  if (fen === null) return null;
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Of an open deal alone: an ended one stands in no stage any more. */
function daysIn({ record }: ExportRow, { zone, today }: Reader): number | null {
  if (record.state !== 'open') return null;
  return Math.max(0, daysBetween(businessDate(record.stage_since, zone), today));
}

const cells: Readonly<Record<DealColumn, Cell>> = {
  name: text(({ record }) => record.name, 32),
  customer: text(({ shown }) => shown.customer?.name, 32),
  owner: text(({ shown }) => shown.owner.name),
  pipeline: text(({ pipeline }, { lang }) => shownStage(pipeline, lang)),
  stage: text(({ shown }, { lang }) => shownStage(shown.stage.name, lang)),
  waiting: text(
    ({ shown }, { lang }) => shown.waiting && shownStage(shown.waiting.stage.name, lang),
  ),
  state: text(({ record }, { lang }) => dealStateWords[record.state]?.[lang] ?? record.state),
  amount: {
    type: 'number',
    format: '#,##0.00',
    width: 16,
    value: ({ record }) => yuan(record.amount_fen),
  },
  chance: { type: 'number', format: '0', value: ({ shown }) => shown.chance },
  expectedOn: day((row) => row.expected_on),
  firstExpectedOn: day((row) => row.first_expected_on),
  daysInStage: { type: 'number', format: '0', value: daysIn },
  source: text(({ record }) => record.source),
  products: text(({ products }) => joined(products), 32),
  shares: text(({ shares }) => joined(shares), 24),
  competitors: text(({ competitors }) => joined(competitors), 24),
  closedOn: day((row) => row.closed_on),
  closeReason: text(({ record }) => record.close_reason),
  closeNote: text(({ record }) => record.close_note, 32),
  grade: text(({ record }) => record.grade),
  note: text(({ record }) => record.note, 40),
  externalNo: text(({ record }) => record.external_no),
  createdAt: {
    type: 'datetime',
    width: 17,
    value: ({ record }, { zone }) => localMinute(record.created_at, zone),
  },
};

/** A column of the file, with the cell that it takes out of a row. */
export type OutColumn = SheetColumn & Pick<Cell, 'value'>;

export function outColumns(keys: readonly DealColumn[], lang: Language): OutColumn[] {
  return [...new Set(keys)].map((key) => ({ ...cells[key], header: dealColumnWords[key][lang] }));
}
