import { bothPrices, type PriceBasis } from './price-resolver.ts';
import { priceE4, qtyE4, toBasePrice, toBaseQty, type Factor, type QtyE4 } from './quantity.ts';

const ONE_E4 = 10_000n;

/** What a supplier asks, as far as it decides between suppliers. */
export interface AskedPrice {
  readonly id: number;
  readonly factor: Factor;
  readonly priceE4: number;
  readonly basis: PriceBasis;
  /** From so many of its unit on. */
  readonly qtyFromE4: number;
  /** Invoices of the supplier are deductible, so that tax costs nothing. */
  readonly deductible: boolean;
}

export interface ChosenPrice<P extends AskedPrice> {
  readonly price: P;
  /** Whole units, as many as cover the need and no fewer than the price asks for. */
  readonly qtyE4: QtyE4;
}

/** Whole units that hold a quantity of the base unit. */
function wholeUnits(needE4: number, { num, den }: Factor): bigint {
  const [top, bottom] = [BigInt(needE4) * BigInt(den), BigInt(num) * ONE_E4];
  return (top + bottom - 1n) / bottom;
}

/** What a whole quantity of the base unit costs us by a price, in 1/10,000 yuan for one of it. */
export function costE4(
  price: Pick<AskedPrice, 'priceE4' | 'basis' | 'deductible' | 'factor'>,
  taxBp: number,
): number {
  const { netE4, grossE4 } = bothPrices(price.priceE4, price.basis, taxBp);
  return toBasePrice(priceE4(price.deductible ? netE4 : grossE4), price.factor);
}

/**
 * Of the prices in force the one that costs least for what is needed, of the base unit: without
 * tax where the invoice is deductible, else with. One that asks for more than is needed counts only
 * where there is no other, the smallest first. Null without prices.
 */
export function cheapestPrice<P extends AskedPrice>(
  prices: readonly P[],
  needE4: number,
  taxBp: number,
): ChosenPrice<P> | null {
  const offers = prices.map((price) => {
    const units = wholeUnits(needE4, price.factor);
    const least = divideUp(BigInt(price.qtyFromE4));
    const qty = qtyE4(Number((units > least ? units : least) * ONE_E4));
    return { price, qtyE4: qty, reached: units >= least, cost: costE4(price, taxBp) };
  });
  const [best] = offers.toSorted(
    (a, b) =>
      Number(b.reached) - Number(a.reached) ||
      (a.reached ? 0 : toBaseQty(a.qtyE4, a.price.factor) - toBaseQty(b.qtyE4, b.price.factor)) ||
      a.cost - b.cost ||
      b.price.id - a.price.id,
  );
  return best ? { price: best.price, qtyE4: best.qtyE4 } : null;
}

const divideUp = (value: bigint) => (value + ONE_E4 - 1n) / ONE_E4;
