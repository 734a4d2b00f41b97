import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { orderInScope } from '../scope-orders.ts';

/** With tax; what came back is taken off there already. */
const delivered = sql<number>`coalesce(sum(sales_order_line.delivered_net_fen
  + sales_order_line.delivered_tax_fen), 0)`;

/** What was called off of each line of a contract, of the base unit, in orders that are not void. */
export async function calledOff(
  db: Reader,
  contractId: number,
  exceptOrderId = 0,
): Promise<Map<number, { orderedE4: number; deliveredE4: number }>> {
  const rows = await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('contract_line', 'contract_line.id', 'sales_order_line.contract_line_id')
    .select('contract_line.id')
    .select(
      sql<number>`coalesce(sum(sales_order_line.qty_e4 - sales_order_line.cancelled_e4), 0)`.as(
        'ordered',
      ),
    )
    .select(
      sql<number>`coalesce(sum(sales_order_line.delivered_e4 - sales_order_line.returned_e4), 0)`.as(
        'delivered',
      ),
    )
    .where('contract_line.contract_id', '=', contractId)
    .where('sales_order.state', '!=', 'void')
    .where('sales_order.id', '!=', exceptOrderId)
    .groupBy('contract_line.id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { orderedE4: Number(row.ordered), deliveredE4: Number(row.delivered) },
    ]),
  );
}

/** What all orders of a contract that are not void come to, with tax. */
export async function orderSums(db: Reader, contractId: number) {
  const row = await db
    .selectFrom('sales_order')
    .innerJoin('sales_order_line', 'sales_order_line.order_id', 'sales_order.id')
    .select(
      sql<number>`coalesce(sum(sales_order_line.net_fen + sales_order_line.tax_fen
        - sales_order_line.cancelled_net_fen - sales_order_line.cancelled_tax_fen), 0)`.as(
        'ordered',
      ),
    )
    .select(delivered.as('delivered'))
    .where('sales_order.contract_id', '=', contractId)
    .where('sales_order.state', '!=', 'void')
    .executeTakeFirstOrThrow();
  return { orderedFen: Number(row.ordered), deliveredFen: Number(row.delivered) };
}

/** A page of the orders of a contract that the actor sees, the newest first. */
export async function ordersOfContract(
  db: Reader,
  actor: Actor,
  contractId: number,
  { after, limit }: { after: number | null; limit: number },
) {
  let query = db
    .selectFrom('sales_order')
    .select(['sales_order.id', 'sales_order.no', 'sales_order.state'])
    .select(['sales_order.business_date', 'sales_order.gross_fen'])
    .select((eb) =>
      eb
        .selectFrom('sales_order_line')
        .select(delivered.as('fen'))
        .whereRef('sales_order_line.order_id', '=', 'sales_order.id')
        .as('delivered_fen'),
    )
    .where('sales_order.contract_id', '=', contractId)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb));
  if (after !== null) query = query.where('sales_order.id', '<', after);
  return await query.orderBy('sales_order.id', 'desc').limit(limit).execute();
}
