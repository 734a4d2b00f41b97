import type { Reader } from '../database.ts';

/** Who ordered what suppliers ship for these lines of sales orders, of what is on order yet. */
export async function buyersOfLines(db: Reader, salesLineIds: readonly number[]) {
  if (salesLineIds.length === 0) return [];
  return await db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .innerJoin('product', 'product.id', 'purchase_order_line.product_id')
    .select(['purchase_order.id', 'purchase_order.no', 'purchase_order.made_by'])
    .select(['purchase_order_line.sales_line_id', 'product.name'])
    .where('purchase_order_line.sales_line_id', 'in', salesLineIds)
    .where('purchase_order.state', 'in', ['draft', 'confirmed', 'partly'])
    .orderBy('purchase_order_line.id')
    .execute();
}
