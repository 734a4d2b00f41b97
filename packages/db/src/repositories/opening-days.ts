import type { Reader } from '../database.ts';

/**
 * The latest day of the openings that stand, null where there is none. Of a bill of before it is
 * the day of the opening of what was owed for it.
 */
export async function lastOpeningDay(db: Reader): Promise<string | null> {
  const days = await db
    .selectFrom('stock_document')
    .select((eb) => eb.fn.max<string | null>('business_date').as('day'))
    .where('kind', '=', 'otherIn')
    .where('reason', '=', 'opening')
    .where('state', '=', 'confirmed')
    .unionAll(
      db
        .selectFrom('ar_adjustment')
        .select((eb) => eb.fn.max<string | null>('business_date').as('day'))
        .where('kind', '=', 'opening')
        .where('state', '=', 'confirmed'),
    )
    .unionAll(
      db
        .selectFrom('ap_adjustment')
        .select((eb) => eb.fn.max<string | null>('business_date').as('day'))
        .where('kind', '=', 'opening')
        .where('state', '=', 'confirmed'),
    )
    .unionAll(
      db
        .selectFrom('cash_opening')
        .select((eb) => eb.fn.max<string | null>('business_date').as('day'))
        .where('state', '=', 'confirmed'),
    )
    .unionAll(
      db
        .selectFrom('opening_order')
        .innerJoin('sales_order', 'sales_order.id', 'opening_order.order_id')
        .select((eb) => eb.fn.max<string | null>('sales_order.business_date').as('day'))
        .where('sales_order.state', 'not in', ['void', 'draft']),
    )
    .unionAll(
      db
        .selectFrom('opening_purchase')
        .innerJoin('purchase_order', 'purchase_order.id', 'opening_purchase.order_id')
        .select((eb) => eb.fn.max<string | null>('purchase_order.business_date').as('day'))
        .where('purchase_order.state', 'not in', ['void', 'draft']),
    )
    .execute();
  return days.reduce<string | null>((last, { day }) => {
    if (day === null || (last !== null && last >= day)) return last;
    return day;
  }, null);
}
