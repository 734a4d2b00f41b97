import type { Words } from '@xinhang/shared/words.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import type { Sums } from './aged-sums.ts';

const amounts = ['balance', 'current', 'aged0', 'aged1', 'aged2', 'aged3', 'overdue'] as const;
type Key = (typeof amounts)[number] | 'overdueDays' | 'advance';

/** A row of what is owed by age: whose it is, who looks after that, and the sums. */
export interface AgedRow extends Sums {
  party: string;
  keeper: string;
  /** The company's number of the party, where it has one. */
  code?: string;
  overdueDays: number;
}

const yuan = (fen: number): number => fen / 100;

/** What is owed by age as a sheet, of either side. */
export function agedSheet(
  found: readonly AgedRow[],
  names: readonly [party: Words, keeper: Words],
  words: Record<Key, Words> & { code?: Words },
  lang: keyof Words,
) {
  const numbers: readonly Key[] = [...amounts, 'overdueDays', 'advance'];
  const coded = words.code;
  const columns: SheetColumn[] = [
    ...(coded ? [{ header: coded[lang], type: 'text' as const }] : []),
    ...names.map((name): SheetColumn => ({ header: name[lang], type: 'text' })),
    ...numbers.map((key): SheetColumn => ({
      header: words[key][lang],
      type: 'number',
      format: key === 'overdueDays' ? '0' : '#,##0.00',
    })),
  ];
  const rows = found.map((row): SheetValue[] => [
    ...(coded ? [row.code ?? ''] : []),
    row.party,
    row.keeper,
    yuan(row.balanceFen),
    yuan(row.currentFen),
    ...row.agedFen.map(yuan),
    yuan(row.overdueFen),
    row.overdueDays,
    yuan(row.advanceFen),
  ]);
  return { columns, rows };
}
