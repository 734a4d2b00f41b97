import { divideRounded, fen, ZERO_FEN, type Fen } from './money.ts';
import { qtyE4, type QtyE4 } from './quantity.ts';

/**
 * What the company has of one product and what it cost: one pool per legal person and product,
 * moved in the order of posting (domain.md, "Posting order is the cost order").
 */
export interface CostPool {
  readonly qtyE4: QtyE4;
  readonly valueFen: Fen;
}

export const emptyPool: CostPool = { qtyE4: 0 as QtyE4, valueFen: ZERO_FEN };

/** RangeError unless the quantity is more than nothing. */
function some(quantity: QtyE4): QtyE4 {
  if (qtyE4(quantity) <= 0) throw new RangeError(`no quantity: ${quantity}`);
  return quantity;
}

/** The pool after goods came in at their value. RangeError for less than nothing of either. */
export function takeIn(pool: CostPool, quantity: QtyE4, value: Fen): CostPool {
  if (fen(value) < 0) throw new RangeError(`negative value: ${value}`);
  return {
    qtyE4: qtyE4(pool.qtyE4 + some(quantity)),
    valueFen: fen(pool.valueFen + value),
  };
}

/**
 * What so much of the pool costs at its average: `round(value × quantity ÷ pool)`, and the last of
 * it takes the rest. RangeError for more than there is.
 */
export function averageCost(pool: CostPool, quantity: QtyE4): Fen {
  if (some(quantity) > pool.qtyE4) throw new RangeError(`${quantity} of ${pool.qtyE4}`);
  if (quantity === pool.qtyE4) return pool.valueFen;
  const value = BigInt(pool.valueFen) * BigInt(quantity);
  return fen(Number(divideRounded(value, BigInt(pool.qtyE4))));
}

/**
 * What leaves the pool when goods go back at the value with which they came: that value, where so
 * much is there; else their average, so that nothing is ever worth less than nothing. The last of
 * the pool takes the rest, whatever it came for.
 */
export function costGoingBack(pool: CostPool, quantity: QtyE4, came: Fen): Fen {
  const average = averageCost(pool, quantity);
  return quantity === pool.qtyE4 || came > pool.valueFen ? average : came;
}

/** The pool after goods left it at this cost. RangeError where that would leave less than nothing. */
export function takeOut(pool: CostPool, quantity: QtyE4, cost: Fen): CostPool {
  const left = {
    qtyE4: qtyE4(pool.qtyE4 - some(quantity)),
    valueFen: fen(pool.valueFen - cost),
  };
  if (left.qtyE4 < 0 || left.valueFen < 0) throw new RangeError('less than nothing is left');
  if (left.qtyE4 === 0 && left.valueFen !== 0) throw new RangeError('value without goods');
  return left;
}

/**
 * Value of goods that come in without a price (a surplus that was counted): at the average of the
 * pool; of an empty one nothing is known and it is null.
 */
export function valueAtAverage(pool: CostPool, quantity: QtyE4): Fen | null {
  if (pool.qtyE4 === 0) return null;
  const value = BigInt(pool.valueFen) * BigInt(some(quantity));
  return fen(Number(divideRounded(value, BigInt(pool.qtyE4))));
}

/** The same by what so much of it cost the last time. */
export function atPrice(last: { qty_e4: number; value_fen: number }, quantity: number): Fen {
  return fen(Number(divideRounded(BigInt(last.value_fen) * BigInt(quantity), BigInt(last.qty_e4))));
}

/** Average cost of one base unit in 1/10,000 yuan, for show alone; null of nothing. */
export function averagePriceE4({ valueFen, qtyE4: quantity }: CostPool): number | null {
  if (quantity === 0) return null;
  return Number(divideRounded(BigInt(valueFen) * 1_000_000n, BigInt(quantity)));
}
