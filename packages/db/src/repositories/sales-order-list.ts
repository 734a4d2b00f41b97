import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import { listed, padded, prefixed, remembered } from '../remembered.ts';
import { NO_DATE } from '../no-date.ts';
import type { DB } from '../schema/database.ts';
import { eachOrderInScope, orderInScope } from '../scope-orders.ts';
import {
  aliveStates,
  namedOrders,
  openE4,
  undeliveredFen,
  type NamedSalesOrder,
} from './sales-orders.ts';

export interface SalesOrderFilter {
  states?: readonly string[] | undefined;
  customerId?: number | undefined;
  userId?: number | undefined;
  productId?: number | undefined;
  text?: string | undefined;
  /** End or whole of the number, or of the customer's. */
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Something open was asked for before this day. */
  overdueOn?: string | undefined;
}

type Orders = ExpressionBuilder<DB, 'sales_order'>;

const due = sql<string>`coalesce(sales_order_line.required_date, sales_order.required_date)`;

function asked(eb: Orders, filter: SalesOrderFilter): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { states, customerId, userId, productId, text, number, from, to, overdueOn } = filter;
  if (states) parts.push(eb('sales_order.state', 'in', states));
  if (customerId !== undefined) parts.push(eb('sales_order.customer_id', '=', customerId));
  if (from) parts.push(eb('sales_order.business_date', '>=', from));
  if (to) parts.push(eb('sales_order.business_date', '<=', to));
  if (userId !== undefined) {
    parts.push(
      eb(
        'sales_order.id',
        'in',
        eb.selectFrom('sales_order_share').select('order_id').where('user_id', '=', userId),
      ),
    );
  }
  if (productId !== undefined) {
    parts.push(
      eb(
        'sales_order.id',
        'in',
        eb.selectFrom('sales_order_line').select('order_id').where('product_id', '=', productId),
      ),
    );
  }
  if (number !== undefined) {
    const end = number.toUpperCase();
    const tail = eb.fn<string>('substr', [
      eb.fn.coalesce('sales_order.no', eb.val('')),
      sql<number>`length(coalesce(sales_order.no, '')) - ${sql.lit(end.length)} + 1`,
    ]);
    parts.push(eb.or([eb(tail, '=', end), eb('sales_order.customer_order_no', '=', number)]));
  }
  if (overdueOn !== undefined) {
    parts.push(eb('sales_order.state', 'in', aliveStates));
    parts.push(
      eb.exists(
        eb
          .selectFrom('sales_order_line')
          .select('sales_order_line.id')
          .whereRef('sales_order_line.order_id', '=', 'sales_order.id')
          .where(openE4, '>', 0)
          .where(due, '<', overdueOn),
      ),
    );
  }
  if (text !== undefined && text !== '') {
    parts.push(
      containsIn(eb, ['sales_order.no', 'sales_order.customer_order_no', 'sales_order.note'], text),
    );
  }
  return eb.and(parts);
}

/** A page of the orders that the actor sees, the newest first. */
export async function listSalesOrders(
  db: Reader,
  actor: Actor,
  filter: SalesOrderFilter,
  { after, limit }: { after: number | null; limit: number },
  permission: Permission = 'salesOrders.read',
): Promise<NamedSalesOrder[]> {
  let query = namedOrders(db)
    .where((eb) => orderInScope(actor, permission)(eb as never))
    .where((eb) => asked(eb as never, filter));
  if (after !== null) query = query.where('sales_order.id', '<', after);
  return await query.orderBy('sales_order.id', 'desc').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to with tax. */
export async function sumSalesOrders(
  db: Reader,
  actor: Actor,
  filter: SalesOrderFilter,
  cap: number,
): Promise<{ count: number; grossFen: number }> {
  const some = db
    .selectFrom('sales_order')
    .select(['sales_order.gross_fen'])
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb))
    .where((eb) => asked(eb, filter))
    .limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.gross_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), grossFen: Number(row.fen) };
}

/** Of these orders what is open, with tax, and the earliest day on which some of it is asked for. */
export async function openOfOrders(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, { openFen: number; dueOn: string | null }>> {
  if (ids.length === 0) return new Map();
  const values = padded(ids);
  const key = `openOfOrders ${Object.keys(values).length}`;
  const rows = await remembered(db, { key, values }, (slots) =>
    db
      .selectFrom('sales_order_line')
      .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
      .select('sales_order.id')
      .select(sql<number>`sum(${undeliveredFen})`.as('fen'))
      .select(sql<string | null>`min(case when ${openE4} > 0 then ${due} end)`.as('due_on'))
      .where('sales_order.id', 'in', listed(slots))
      .where('sales_order.state', 'in', aliveStates)
      .groupBy('sales_order.id'),
  );
  return new Map(
    rows.map((row) => [row.id, { openFen: Number(row.fen), dueOn: row.due_on ?? null }]),
  );
}

export interface OpenLineFilter {
  customerId?: number | undefined;
  productId?: number | undefined;
  warehouseId?: number | undefined;
  to?: string | undefined;
}

/** Lines with something open, by the day they are asked for; those without a day come last. */
export async function listOpenLines(
  db: Reader,
  actor: Actor,
  permission: Permission,
  filter: OpenLineFilter,
  { after, limit }: { after: { value: string | number; id: number } | null; limit: number },
) {
  const on = sql<string>`coalesce(sales_order_line.required_date, sales_order.required_date, ${NO_DATE})`;
  const { customerId, productId, warehouseId, to } = filter;
  let query = db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('location', 'location.id', 'sales_order.warehouse_id')
    .selectAll('sales_order_line')
    .select(['sales_order.no', 'sales_order.customer_id', 'sales_order.warehouse_id'])
    .select(['customer.name as customer_name', 'location.name as location_name'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['unit.id as base_unit_id', 'unit.name as base_unit_name', on.as('due_on')])
    .where('sales_order.state', 'in', aliveStates)
    .where(openE4, '>', 0)
    // What the supplier ships is not sent from here.
    .where('sales_order_line.drop_ship', '=', 0)
    .where((eb) => orderInScope(actor, permission)(eb as never));
  if (customerId !== undefined) query = query.where('sales_order.customer_id', '=', customerId);
  if (productId !== undefined) query = query.where('sales_order_line.product_id', '=', productId);
  if (warehouseId !== undefined) query = query.where('sales_order.warehouse_id', '=', warehouseId);
  if (to) query = query.where(on, '<=', to);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb(on, '>', String(after.value)),
        eb.and([eb(on, '=', String(after.value)), eb('sales_order_line.id', '>', after.id)]),
      ]),
    );
  }
  return await query.orderBy(on).orderBy('sales_order_line.id').limit(limit).execute();
}

/** The newest confirmed order of a customer that the caller found through scope. */
export async function lastOrderOf(db: Reader, customerId: number) {
  return await db
    .selectFrom('sales_order')
    .select(['id', 'no', 'business_date'])
    .where('customer_id', '=', customerId)
    .where('state', 'in', ['confirmed', 'partly', 'done', 'closed'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What this customer agreed to pay for these products in confirmed orders, the newest first. */
export async function orderedPrices(
  db: Reader,
  actor: Actor,
  customerId: number,
  productIds: readonly number[],
) {
  if (productIds.length === 0) return [];
  const products = prefixed('p', padded(productIds));
  const names = Object.keys(products);
  const values = { ...products, customerId };
  const asked = { owner: actor, key: `orderedPrices ${names.length}`, values };
  return await remembered(db, asked, (slots) =>
    db
      .selectFrom('sales_order')
      .innerJoin('sales_order_line', 'sales_order_line.order_id', 'sales_order.id')
      .innerJoin('unit', 'unit.id', 'sales_order_line.unit_id')
      .select(['sales_order_line.product_id', 'sales_order_line.price_e4'])
      .select(['sales_order_line.discount_bp', 'sales_order_line.unit_id'])
      .select(['unit.name as unit_name', 'sales_order.business_date', 'sales_order.no'])
      .select(['sales_order.id as order_id', 'sales_order.basis', 'sales_order_line.tax_bp'])
      .where('sales_order.customer_id', '=', slots.customerId)
      .where('sales_order.state', 'in', ['confirmed', 'partly', 'done', 'closed'])
      .where('sales_order_line.line_kind', 'in', ['goods', 'service'])
      .where('sales_order_line.product_id', 'in', listed(slots, names))
      .where((eb) => eachOrderInScope(actor, 'salesOrders.read')(eb as never))
      .orderBy('sales_order.business_date', 'desc')
      .orderBy('sales_order.id', 'desc'),
  );
}

/** Lines of the orders that the permission reaches, in the order of the list. */
export async function listOrderedLines(
  db: Reader,
  actor: Actor,
  permission: Permission,
  filter: SalesOrderFilter,
  limit: number,
) {
  return await db
    .selectFrom('sales_order')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('sales_order_line', 'sales_order_line.order_id', 'sales_order.id')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .leftJoin('unit', 'unit.id', 'sales_order_line.unit_id')
    .selectAll('sales_order_line')
    .select(['sales_order.no', 'sales_order.state', 'sales_order.business_date'])
    .select(['sales_order.required_date as order_required', 'customer.name as customer_name'])
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name'])
    .where((eb) => orderInScope(actor, permission)(eb as never))
    .where((eb) => asked(eb as never, filter))
    .orderBy('sales_order.id', 'desc')
    .orderBy('sales_order_line.sort')
    .limit(limit)
    .execute();
}
