import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { inScope } from '../scope.ts';

export type UnredLine = Awaited<ReturnType<typeof unredLines>>[number];

/**
 * Lines that came back without a delivery and want a red fapiao still, of customers in scope: no
 * order line counts them, so they are read by themselves.
 */
const unred = (db: Reader, actor: Actor) =>
  db
    .selectFrom('sales_return_line')
    .innerJoin('sales_return', 'sales_return.id', 'sales_return_line.return_id')
    .innerJoin('customer', 'customer.id', 'sales_return.customer_id')
    .where('sales_return_line.delivery_line_id', 'is', null)
    .where('sales_return_line.red_fapiao_id', 'is', null)
    .where('sales_return.state', '=', 'confirmed')
    .where(sql<boolean>`sales_return_line.net_fen + sales_return_line.tax_fen > 0`)
    .where((eb) => inScope(actor, 'fapiao.read')(eb as never));

export async function unredLines(
  db: Reader,
  actor: Actor,
  { customerId, ids }: { customerId?: number | undefined; ids?: readonly number[] | undefined },
) {
  let query = unred(db, actor)
    .innerJoin('product', 'product.id', 'sales_return_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .select(['sales_return_line.id', 'sales_return_line.return_id', 'sales_return_line.qty_e4'])
    .select(['sales_return_line.net_fen', 'sales_return_line.tax_fen', 'sales_return_line.tax_bp'])
    .select(['sales_return.no', 'sales_return.business_date', 'sales_return.entity_id'])
    .select(['sales_return.reason', 'customer.id as customer_id', 'customer.name as customer_name'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.fapiao_name', 'product.fapiao_unit', 'product.tax_code'])
    .select('unit.name as unit_name');
  if (customerId !== undefined) query = query.where('customer.id', '=', customerId);
  if (ids) query = query.where('sales_return_line.id', 'in', ids);
  return await query
    .orderBy('sales_return.business_date')
    .orderBy('sales_return_line.id')
    .execute();
}

/** What of it there is by customer, with tax. */
export async function unredCustomers(
  db: Reader,
  actor: Actor,
  { text, customerIds }: { text?: string | undefined; customerIds?: readonly number[] | undefined },
) {
  let query = unred(db, actor)
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select(['customer.id', 'customer.name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(sql<number>`sum(sales_return_line.net_fen + sales_return_line.tax_fen)`.as('fen'))
    .select((eb) => eb.fn.min<string>('sales_return.business_date').as('oldest'));
  if (customerIds) query = query.where('customer.id', 'in', customerIds);
  if (text) query = query.where((eb) => containsIn(eb, ['customer.name'], text));
  const rows = await query
    .groupBy(['customer.id', 'customer.name', 'customer.owner_id', 'owner.name'])
    .execute();
  return rows.map(({ fen, ...row }) => ({ ...row, earlyFen: Number(fen) }));
}

/** Says which red fapiao is for these lines; how many had none before. */
export async function nameRed(
  tx: Tx,
  lineIds: readonly number[],
  fapiaoId: number,
): Promise<number> {
  const done = await tx
    .updateTable('sales_return_line')
    .set({ red_fapiao_id: fapiaoId })
    .where('id', 'in', lineIds)
    .where('red_fapiao_id', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
