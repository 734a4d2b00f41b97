import { cleanCell } from './cells.ts';

/** How other programs begin the sums below and between the lines of a list. */
const sums = new Set(
  '合计 总计 小计 累计 本页合计 本页小计 合計 總計 小計 累計 本頁合計 本頁小計 total totals subtotal grandtotal sum'.split(
    ' ',
  ),
);

/** Why a row is no line of its list: nothing stands in it, or it is a sum of others; null: it is one. */
export function noLine(cells: readonly string[]): 'empty-row' | 'total-row' | null {
  if (cells.every((cell) => cell === '')) return 'empty-row';
  const first = cells.map(cleanCell).find((cell) => cell !== '') ?? '';
  const word = first.normalize('NFKC').replaceAll(/[\s:]/g, '').toLowerCase();
  return sums.has(word) ? 'total-row' : null;
}
