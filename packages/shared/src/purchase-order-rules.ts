import { bothPrices, type PriceBasis } from './price-resolver.ts';
import { priceE4, toBasePrice, toUnitPrice, type Factor, type PriceE4 } from './quantity.ts';
import { openOf, stateOf } from './sales-order-rules.ts';

/** From `draft` to `confirmed` by whoever may; by receipts to `partly` and `done`. */
export const purchaseOrderStates = [
  'draft',
  'confirmed',
  'partly',
  'done',
  'closed',
  'void',
] as const;
export type PurchaseOrderState = (typeof purchaseOrderStates)[number];

export const receiptNoteStates = ['draft', 'confirmed', 'reversed'] as const;
export type ReceiptNoteState = (typeof receiptNoteStates)[number];

/** What became of a line that came: goods lie in stock, a service is part of their cost or an expense. */
export const receivedWays = ['goods', 'spread', 'expense'] as const;
export type ReceivedWay = (typeof receivedWays)[number];

/** How far a line is, as it is kept: in 1/10,000 of the base unit. */
export interface PurchaseProgress {
  readonly qty_e4: number | null;
  readonly received_e4: number;
  /** Went back and is to come again. */
  readonly replace_e4: number;
  readonly cancelled_e4: number;
}

const progress = (line: PurchaseProgress) => ({
  qtyE4: line.qty_e4 ?? 0,
  deliveredE4: line.received_e4,
  replaceE4: line.replace_e4,
  cancelledE4: line.cancelled_e4,
});

/** What is still to come of a line: the same rule as of orders of customers. */
export const openOfPurchase = (line: PurchaseProgress): number => openOf(progress(line));

/** The state of a confirmed order by how far its lines are. */
export const purchaseStateOf = (lines: readonly PurchaseProgress[]) => stateOf(lines.map(progress));

/** What a supplier asks for one of a unit, from so many of it on. */
export interface StatedPrice {
  readonly id: number;
  readonly unitId: number;
  /** How much of the base unit one of its unit is. */
  readonly factor: Factor;
  readonly priceE4: number;
  readonly basis: PriceBasis;
  /** Of its unit, in 1/10,000. */
  readonly qtyFromE4: number;
}

/**
 * What a supplier asks for one of a unit, in a basis: of the prices whose quantity is reached, one in
 * that unit before one of another, then the highest break, then the newest. Null where none is
 * reached: somebody must ask.
 */
export function askedPrice(
  prices: readonly StatedPrice[],
  asked: {
    unitId: number;
    factor: Factor;
    /** Of that unit, in 1/10,000. */
    qtyE4: number;
    basis: PriceBasis;
    taxBp: number;
  },
): PriceE4 | null {
  const base = (qty: number, { num, den }: Factor) =>
    (BigInt(qty) * BigInt(num) * 1000n) / BigInt(den);
  const wanted = base(asked.qtyE4, asked.factor);
  const [best] = prices
    .filter((price) => base(price.qtyFromE4, price.factor) <= wanted)
    .toSorted(
      (a, b) =>
        Number(b.unitId === asked.unitId) - Number(a.unitId === asked.unitId) ||
        Number(base(b.qtyFromE4, b.factor) - base(a.qtyFromE4, a.factor)) ||
        b.id - a.id,
    );
  if (!best) return null;
  const { netE4, grossE4 } = bothPrices(best.priceE4, best.basis, asked.taxBp);
  const stated = asked.basis === 'net' ? netE4 : grossE4;
  if (best.unitId === asked.unitId) return stated;
  return toUnitPrice(toBasePrice(priceE4(stated), best.factor), asked.factor);
}
