import type { Language } from '@xinhang/shared/auth.ts';
import { stockWords } from '@xinhang/shared/stock-words.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';

export type Key = keyof typeof stockWords;
export interface Sheet {
  keys: readonly Key[];
  rows: SheetValue[][];
  /** Places, each with a column of quantities behind the others. */
  places?: readonly string[];
}

const texts = new Set<Key>([
  'code',
  'name',
  'spec',
  'category',
  'unit',
  'date',
  'doc',
  'no',
  'from',
  'to',
  'batch',
  'serial',
  'place',
  'by',
  'provisional',
  'state',
  'came',
  'corrections',
]);
const days = new Set<Key>(['date', 'cameOn', 'movedOn']);
const cost = new Set<Key>([
  'average',
  'value',
  'took',
  'openValue',
  'real',
  'difference',
  'openingValue',
  'inValue',
  'outValue',
  'closingValue',
]);
export const e4 = (value: number | null) => (value === null ? null : value / 10_000);
export const yuan = (value: number | null) => (value === null ? null : value / 100);

/** The same without the columns that its reader may not see. */
export function shown({ keys, rows, places }: Sheet, costs: boolean): Sheet {
  const hidden = keys.map((key) => !costs && cost.has(key));
  return {
    keys: keys.filter((_, at) => !hidden[at]),
    rows: rows.map((row) => row.filter((_, at) => !hidden[at])),
    ...(places && { places }),
  };
}

const quantity = { type: 'number', format: '#,##0.####' } as const;

export const columnsOf = ({ keys, places = [] }: Sheet, lang: Language): SheetColumn[] => [
  ...keys.map((key) => ({
    header: stockWords[key][lang],
    ...(days.has(key)
      ? { type: 'date' as const }
      : texts.has(key)
        ? { type: 'text' as const }
        : { ...quantity, ...(cost.has(key) && { format: '#,##0.00' }) }),
  })),
  ...places.map((header) => ({ header, ...quantity })),
];
