import { divideRounded, fen, splitByWeights } from './money.ts';
import { mulQtyPrice, priceE4, qtyE4 } from './quantity.ts';

/** A line that takes its part: how much of it, and what it comes to before, in the basis of the document. */
export interface SpreadLine {
  readonly qtyE4: number;
  readonly amountFen: number;
}

const FEN_E8 = 1_000_000n;

/** The unit price that makes a line come to an amount, as near as 1/10,000 yuan allows. */
const priceFor = (quantity: number, amountFen: number): number =>
  Number(divideRounded(BigInt(amountFen) * FEN_E8, BigInt(quantity)));
const amountOf = (quantity: number, price: number): number =>
  mulQtyPrice(qtyE4(quantity), priceE4(price));

/**
 * Prices of lines, 1/10,000 yuan, so that together they come to `totalFen`: each takes its part by
 * largest remainder (domain.md, Tax). Prices have four decimals, so a line of more than a hundred may
 * miss its part by a fen or more; the smallest one that can takes what is missing. `restFen`: what
 * none of them could.
 */
export function spreadTotal(
  lines: readonly SpreadLine[],
  totalFen: number,
): { pricesE4: number[]; restFen: number } {
  const parts = splitByWeights(
    fen(totalFen),
    lines.map((line) => line.amountFen),
  );
  const pricesE4 = lines.map((line, at) => priceFor(line.qtyE4, parts[at]!));
  const came = lines.map((line, at) => amountOf(line.qtyE4, pricesE4[at]!));
  const restFen = totalFen - came.reduce((all, one) => all + one, 0);
  if (restFen === 0) return { pricesE4, restFen };
  const smallest = [...lines.keys()].toSorted((a, b) => lines[a]!.qtyE4 - lines[b]!.qtyE4);
  for (const at of smallest) {
    const wanted = came[at]! + restFen;
    if (wanted < 0) continue;
    const price = priceFor(lines[at]!.qtyE4, wanted);
    if (amountOf(lines[at]!.qtyE4, price) !== wanted) continue;
    return { pricesE4: pricesE4.with(at, price), restFen: 0 };
  }
  return { pricesE4, restFen };
}
