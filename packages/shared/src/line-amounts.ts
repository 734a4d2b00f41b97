import { divideRounded, fen, type Fen } from './money.ts';
import type { PriceBasis } from './price-resolver.ts';
import { mulQtyPrice, type PriceE4, type QtyE4 } from './quantity.ts';

/** What a line of a document comes to; net and tax sum to gross, to the fen. */
export interface LineAmounts {
  readonly netFen: Fen;
  readonly taxFen: Fen;
  readonly grossFen: Fen;
}

/** In fen. */
export interface PartAmounts {
  readonly netFen: number;
  readonly taxFen: number;
}

const WHOLE_BP = 10_000n;
/** Of a line, in fen: the sums of the longest document stay whole numbers. */
const MOST_FEN = 10n ** 13n;

/** Whether a quantity at a price comes to an amount that a line may have. */
export const amountFits = (quantity: number, price: number): boolean =>
  divideRounded(BigInt(quantity) * BigInt(price), 1_000_000n) <= MOST_FEN;

/**
 * Amounts of a line whose price is without tax or with it (domain.md, Tax): the side that is priced
 * is quantity times price less the discount, rounded once, and so is the tax, halves away from zero.
 */
export function lineAmounts(
  quantity: QtyE4,
  price: PriceE4,
  { basis, taxBp, discountBp = 0 }: { basis: PriceBasis; taxBp: number; discountBp?: number },
): LineAmounts {
  const priced = mulQtyPrice(quantity, price, discountBp);
  const rate = BigInt(taxBp);
  const part = basis === 'gross' ? WHOLE_BP + rate : WHOLE_BP;
  const taxFen = fen(Number(divideRounded(BigInt(priced) * rate, part)));
  return basis === 'gross'
    ? { netFen: fen(priced - taxFen), taxFen, grossFen: priced }
    : { netFen: priced, taxFen, grossFen: fen(priced + taxFen) };
}

/**
 * What a part of a line comes to: the share of all that is done by now, rounded, less what was
 * posted before, so that the parts sum to the line to the fen (domain.md, Parts of a line).
 * RangeError for a whole of nothing.
 */
export function partOfLine(
  whole: Fen,
  { doneE4, ofE4, postedFen }: { doneE4: number; ofE4: number; postedFen: number },
): Fen {
  if (ofE4 <= 0) throw new RangeError(`a part of ${ofE4}`);
  const cumulative = divideRounded(BigInt(whole) * BigInt(doneE4), BigInt(ofE4));
  return fen(Number(cumulative) - postedFen);
}

/**
 * What a part of a line comes to, net and tax: the side that is priced and the tax are cut as
 * `partOfLine` cuts, the other side is what they leave, so that a price with tax times a quantity
 * is what the part comes to. After something was taken back out of turn a part may be less than
 * nothing; then it is nothing.
 */
export function partOfAmounts(
  whole: PartAmounts,
  {
    basis,
    doneE4,
    ofE4,
    posted,
  }: { basis: PriceBasis; doneE4: number; ofE4: number; posted: PartAmounts },
): PartAmounts {
  const part = (all: number, postedFen: number) =>
    Math.max(0, partOfLine(fen(all), { doneE4, ofE4, postedFen }));
  const taxFen = part(whole.taxFen, posted.taxFen);
  if (basis === 'net') return { netFen: part(whole.netFen, posted.netFen), taxFen };
  const grossFen = part(whole.netFen + whole.taxFen, posted.netFen + posted.taxFen);
  return { netFen: Math.max(0, grossFen - taxFen), taxFen };
}

/** How far a line of an order is, in quantity and in amounts. */
export interface LineProgress {
  readonly basis: PriceBasis;
  readonly ofE4: number;
  /** Gone out and not to be sent again. */
  readonly doneE4: number;
  readonly cancelledE4: number;
  readonly whole: PartAmounts;
  readonly posted: PartAmounts;
  readonly cancelled: PartAmounts;
}

/**
 * What so much more of a line comes to; what closes it takes the rest, so that its parts and what
 * was cancelled sum to it (domain.md, Parts of a line).
 */
export function partOfProgress(line: LineProgress, moreE4: number): PartAmounts {
  const { basis, ofE4, whole, posted, cancelled } = line;
  const doneE4 = line.doneE4 + moreE4;
  if (doneE4 + line.cancelledE4 === ofE4) {
    return {
      netFen: whole.netFen - cancelled.netFen - posted.netFen,
      taxFen: whole.taxFen - cancelled.taxFen - posted.taxFen,
    };
  }
  return partOfAmounts(whole, { basis, doneE4, ofE4, posted });
}

/** The same line once that part of it is posted. */
export const afterPart = (line: LineProgress, moreE4: number): LineProgress => {
  const part = partOfProgress(line, moreE4);
  return {
    ...line,
    doneE4: line.doneE4 + moreE4,
    posted: {
      netFen: line.posted.netFen + part.netFen,
      taxFen: line.posted.taxFen + part.taxFen,
    },
  };
};

/** What an amount with tax comes to without it; the tax is rounded once, halves away from zero. */
export function netOfGross(gross: number, taxBp: number): Fen {
  const rate = BigInt(taxBp);
  return fen(gross - Number(divideRounded(BigInt(gross) * rate, WHOLE_BP + rate)));
}
