import type { Reader } from '@xinhang/db/database.ts';
import { placesOf } from '@xinhang/db/repositories/stock-on-hand.ts';
import type { Places } from '@xinhang/db/scope-places.ts';

/** What of these products lies in each place that is seen, by `product/place`, whoever it is kept for. */
export async function onHandAt(
  db: Reader,
  productIds: readonly number[],
  places: Places,
): Promise<Map<string, number>> {
  const rows = await placesOf(db, productIds, places);
  return new Map(rows.map((row) => [`${row.product_id}/${row.location_id}`, Number(row.qty_e4)]));
}
