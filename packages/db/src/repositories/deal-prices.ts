import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { listed, padded, prefixed, remembered } from '../remembered.ts';
import { dealInScope } from '../scope-deals.ts';

export interface WonPrice {
  product_id: number;
  price_e4: number;
  unit_id: number;
  unit_name: string;
  closed_on: string;
  deal_id: number;
  deal_name: string;
}

/** What this customer paid for these products in won deals that the actor sees, newest first. */
export async function wonPrices(
  db: Reader,
  actor: Actor,
  customerId: number,
  productIds: readonly number[],
): Promise<WonPrice[]> {
  if (productIds.length === 0) return [];
  const products = prefixed('p', padded(productIds));
  const names = Object.keys(products);
  const values = { ...products, customerId };
  const asked = { owner: actor, key: `wonPrices ${names.length}`, values };
  const rows = await remembered(db, asked, (slots) =>
    db
      .selectFrom('deal')
      .innerJoin('deal_line', 'deal_line.deal_id', 'deal.id')
      .innerJoin('product', 'product.id', 'deal_line.product_id')
      .innerJoin('unit', (join) =>
        join.on((eb) => eb('unit.id', '=', eb.fn.coalesce('deal_line.unit_id', 'product.unit_id'))),
      )
      .select([
        'deal_line.product_id',
        'deal_line.price_e4',
        'unit.id as unit_id',
        'unit.name as unit_name',
        'deal.closed_on',
        'deal.id as deal_id',
        'deal.name as deal_name',
      ])
      .where('deal.customer_id', '=', slots.customerId)
      .where('deal.state', '=', 'won')
      .where('deal_line.product_id', 'in', listed(slots, names))
      .where((eb) => dealInScope(actor, 'deals.read')(eb as never))
      .orderBy('deal.closed_on', 'desc')
      .orderBy('deal.id', 'desc'),
  );
  return rows.map((row) => ({ ...row, product_id: row.product_id! }));
}

/** Units of a product in which lines of deals count it. */
export async function dealUnits(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('deal_line')
    .innerJoin('product', 'product.id', 'deal_line.product_id')
    .select((eb) => eb.fn.coalesce('deal_line.unit_id', 'product.unit_id').as('unit_id'))
    .distinct()
    .where('deal_line.product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}
