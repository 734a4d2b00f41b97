import type { Reader } from '@xinhang/db/database.ts';
import { placesOf } from '@xinhang/db/repositories/stock-on-hand.ts';

/** What of these products lies in each place, by `product/place`, whoever it is kept for. */
export async function onHandAt(
  db: Reader,
  productIds: readonly number[],
): Promise<Map<string, number>> {
  const rows = await placesOf(db, productIds);
  return new Map(rows.map((row) => [`${row.product_id}/${row.location_id}`, Number(row.qty_e4)]));
}
