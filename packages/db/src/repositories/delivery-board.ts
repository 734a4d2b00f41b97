import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type Expression, type SqlBool } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import { eachOrderInScope, orderInScope } from '../scope-orders.ts';
import { aliveStates, openE4 } from './sales-orders.ts';

export interface BoardQuestion {
  customerId?: number | undefined;
  warehouseId?: number | undefined;
  /** Who has a share in the order. */
  userId?: number | undefined;
  text?: string | undefined;
}

const due = sql<string | null>`coalesce(sales_order_line.required_date, sales_order.required_date)`;
const undatedLast = (day: Expression<unknown>) => sql`case when ${day} is null then 1 else 0 end`;

const FEW_OWNERS = 3;

/** As the indexes of what is open have it, word for word. */
const alive = sql<SqlBool>`sales_order.state in (${sql.join(aliveStates.map((one) => sql.lit(one)))})`;
const open = sql<SqlBool>`${openE4} > 0`;

/**
 * Open lines of goods in the reader's scope, as they stand on the board. Two indexes hold all that
 * is asked of them, so that nothing is joined before a page of them is chosen.
 */
function openLines(
  db: Pick<Reader, 'selectFrom'>,
  actor: Actor,
  permission: Permission,
  asked: BoardQuestion,
) {
  const { customerId, warehouseId, userId, text } = asked;
  const owners = actor.reach.get(permission)?.ownerIds.length ?? 0;
  // A list of the customers of many costs more than a look at those of the orders that are alive.
  const inReach = (owners > FEW_OWNERS ? eachOrderInScope : orderInScope)(actor, permission);
  let query = db
    .selectFrom('sales_order')
    .innerJoin('sales_order_line', 'sales_order_line.order_id', 'sales_order.id')
    .where(alive)
    .where(open)
    .where('sales_order_line.product_id', 'is not', null)
    .where((eb) => inReach(eb as never));
  if (customerId !== undefined) query = query.where('sales_order.customer_id', '=', customerId);
  if (warehouseId !== undefined) query = query.where('sales_order.warehouse_id', '=', warehouseId);
  if (userId !== undefined) {
    // Asked of each order: as a list beside that of the customers, both would be walked crosswise.
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('sales_order_share')
          .select('sales_order_share.order_id')
          .whereRef('sales_order_share.order_id', '=', 'sales_order.id')
          .where('sales_order_share.user_id', '=', userId),
      ),
    );
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      eb.or([
        containsIn(eb, ['sales_order.no'], text),
        eb.exists(
          eb
            .selectFrom('customer')
            .select('customer.id')
            .whereRef('customer.id', '=', 'sales_order.customer_id')
            .where((one) => containsIn(one, ['customer.name'], text)),
        ),
        eb.exists(
          eb
            .selectFrom('product')
            .select('product.id')
            .whereRef('product.id', '=', 'sales_order_line.product_id')
            .where((one) => containsIn(one, ['product.name', 'product.code'], text)),
        ),
      ]),
    );
  }
  return query;
}

/** Days between which a line is asked for, both included; null: no end, or with `undated` no day. */
export interface BoardSpan {
  from: string | null;
  to: string | null;
  undated: boolean;
}

const within = ({ from, to, undated }: BoardSpan) =>
  undated
    ? sql<SqlBool>`${due} is null`
    : from === null
      ? sql<SqlBool>`${due} <= ${to}`
      : to === null
        ? sql<SqlBool>`${due} >= ${from}`
        : sql<SqlBool>`${due} between ${from} and ${to}`;

/** How many open lines are asked for within each of the spans, in their order. */
export async function countWithin(
  db: Reader,
  actor: Actor,
  permission: Permission,
  asked: BoardQuestion,
  spans: readonly BoardSpan[],
): Promise<number[]> {
  // One walk that adds up: rows grouped by their day would be sorted first, which costs as much again.
  const counts = await openLines(db, actor, permission, asked)
    .select((eb) =>
      spans.map((span, at) => eb.fn.countAll<number>().filterWhere(within(span)).as(`n${at}`)),
    )
    .executeTakeFirstOrThrow();
  return spans.map((_span, at) => Number(counts[`n${at}`]));
}

/** Of the open lines within a span, or of all, as many as `limit`, the earliest first. */
export async function boardPage(
  db: Reader,
  actor: Actor,
  permission: Permission,
  asked: BoardQuestion,
  span: BoardSpan | null,
  limit: number,
): Promise<number[]> {
  let query = openLines(db, actor, permission, asked).select('sales_order_line.id');
  if (span) query = query.where(within(span));
  const rows = await query
    .orderBy(undatedLast(due))
    .orderBy(due)
    .orderBy('sales_order_line.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Open lines by their ids, which a page of the board chose, in its order. */
export async function boardLines(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('location', 'location.id', 'sales_order.warehouse_id')
    .leftJoin('order_line_delay as delay', (join) =>
      join.on('delay.id', '=', (eb) =>
        eb
          .selectFrom('order_line_delay as last')
          .select((sub) => sub.fn.max('last.id').as('id'))
          .whereRef('last.order_line_id', '=', 'sales_order_line.id'),
      ),
    )
    .leftJoin('user as noter', 'noter.id', 'delay.noted_by')
    .selectAll('sales_order_line')
    .select(['sales_order.no', 'sales_order.customer_id', 'sales_order.warehouse_id'])
    .select(['customer.name as customer_name', 'location.name as location_name'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['unit.id as base_unit_id', 'unit.name as base_unit_name', due.as('due_on')])
    .select(['delay.cause', 'delay.note as delay_note', 'delay.noted_by', 'delay.noted_at'])
    .select('noter.name as noter_name')
    .where('sales_order_line.id', 'in', ids)
    .orderBy(undatedLast(due))
    .orderBy(due)
    .orderBy('sales_order_line.id')
    .execute();
}

/** An open line of an order in the reader's scope. */
export async function openLineInScope(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
) {
  return await openLines(db, actor, permission, {})
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .where('sales_order_line.id', '=', id)
    .select(['sales_order_line.id', 'sales_order.customer_id', 'sales_order.no'])
    .select(['sales_order.id as order_id', 'customer.owner_id', 'sales_order.version'])
    .executeTakeFirst();
}

export async function insertDelay(
  tx: Tx,
  row: {
    order_line_id: number;
    cause: string;
    note: string;
    noted_by: number;
    noted_at: number;
  },
): Promise<number> {
  return await insertNumbered(tx, 'order_line_delay', row, 'id');
}
