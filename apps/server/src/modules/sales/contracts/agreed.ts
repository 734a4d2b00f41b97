import type { Reader } from '@xinhang/db/database.ts';
import { calledOff } from '@xinhang/db/repositories/contract-orders.ts';
import { agreedPrices } from '@xinhang/db/repositories/contracts.ts';

interface Quantities {
  unit_qty_e4: number | null;
  qty_e4: number | null;
}

/**
 * What is open of a line, in 1/10,000 of its unit, of which so much of the base unit was called off;
 * null of a line without a quantity. What does not come out even in the unit is rounded.
 */
export function openUnits({ unit_qty_e4: qty, qty_e4: base }: Quantities, orderedE4: number) {
  if (!qty || !base) return null;
  return Math.max(0, qty - Math.round((orderedE4 * qty) / base));
}

/** What a contract still promises to an order: its prices, of what no other order called off. */
export async function agreedFor(db: Reader, contractId: number, orderId: number) {
  const called = await calledOff(db, contractId, orderId);
  return (await agreedPrices(db, contractId)).map((line) => ({
    ...line,
    unit_qty_e4: openUnits(line, called.get(line.id)?.orderedE4 ?? 0),
  }));
}
