import type { Deal } from '@xinhang/shared/deals.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';

/** A line as it is typed: nothing, or numbers that may be none (NaN). */
export interface LineDraft {
  product: string;
  /** The product of the company, where it is one. */
  productId: number | null;
  unitId: number | null;
  qtyE4: number | null;
  priceE4: number | null;
}
export type DealLine = Pick<
  Deal['lines'][number],
  'product' | 'productId' | 'unitId' | 'qtyE4' | 'priceE4'
>;

export const blankLine: LineDraft = {
  product: '',
  productId: null,
  unitId: null,
  qtyE4: null,
  priceE4: null,
};

const isBlank = (line: LineDraft) =>
  line.product.trim() === '' && line.qtyE4 === null && line.priceE4 === null;
const isNumber = (value: number | null): value is number =>
  value !== null && Number.isSafeInteger(value);

/** Amount of a line in fen; null while something is missing, or the product is past all amounts. */
export function lineAmount(line: Pick<LineDraft, 'qtyE4' | 'priceE4'>): number | null {
  if (!isNumber(line.qtyE4) || !isNumber(line.priceE4)) return null;
  try {
    return mulQtyPrice(qtyE4(line.qtyE4), priceE4(line.priceE4));
  } catch {
    return null;
  }
}

/** Sum of what is known, in fen. */
export function linesTotal(lines: readonly Pick<LineDraft, 'qtyE4' | 'priceE4'>[]): number {
  return lines.reduce((sum, line) => sum + (lineAmount(line) ?? 0), 0);
}

/** The lines to be saved, without those left empty; null while one of them is not whole. */
export function wholeLines(drafts: readonly LineDraft[]): DealLine[] | null {
  const lines = drafts.filter((line) => !isBlank(line));
  const whole = lines.every(
    (line) => line.product.trim() !== '' && (line.qtyE4 ?? 0) > 0 && lineAmount(line) !== null,
  );
  return whole ? (lines as DealLine[]) : null;
}
