import type { Language } from '@xinhang/shared/auth.ts';
import { cashWords } from '@xinhang/shared/cash-words.ts';
import type { SheetColumn } from '../../sheets/write-sheet.ts';

const numbers = new Set<string>(['amount', 'fee', 'opening', 'in', 'out', 'closing', 'balance']);
const dates = new Set<string>(['date', 'submitted', 'paidOn']);

export const yuan = (fen: number): number => fen / 100;

/** A column of a file of the cash side by its word. */
export const columnOf = (key: keyof typeof cashWords, lang: Language): SheetColumn => ({
  header: cashWords[key][lang],
  ...(dates.has(key)
    ? { type: 'date' as const }
    : numbers.has(key)
      ? { type: 'number' as const, format: '#,##0.00' }
      : { type: 'text' as const }),
});
