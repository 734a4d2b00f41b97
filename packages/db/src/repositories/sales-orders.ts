import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { changeRemembered, insertNumbered, listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { eachOrderInScope, orderInScope } from '../scope-orders.ts';

export type SalesOrderRecord = Selectable<DB['sales_order']>;
export type SalesLineRecord = Selectable<DB['sales_order_line']>;
export type NamedSalesOrder = NonNullable<Awaited<ReturnType<typeof salesOrderById>>>;
export type NamedSalesLine = Awaited<ReturnType<typeof salesLinesOf>>[number];

export const namedOrders = (db: Reader) =>
  db
    .selectFrom('sales_order')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('user as maker', 'maker.id', 'sales_order.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'sales_order.confirmed_by')
    .selectAll('sales_order')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name']);

/** An order by its id, whoever may see it. */
export async function salesOrderById(db: Reader, id: number) {
  const [row] = await remembered(db, { key: 'salesOrderById', values: { id } }, (values) =>
    namedOrders(db).where('sales_order.id', '=', values.id),
  );
  return row;
}

/** An order if the permission reaches it. */
export async function findSalesOrder(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedSalesOrder | undefined> {
  const asked = { owner: actor, key: `findSalesOrder ${permission}`, values: { id } };
  const [row] = await remembered(db, asked, (values) =>
    namedOrders(db)
      .where('sales_order.id', '=', values.id)
      .where((eb) => eachOrderInScope(actor, permission)(eb as never)),
  );
  return row;
}

/** Names of those among these orders that the actor sees. */
export async function salesOrderNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await namedOrders(db)
    .where('sales_order.id', 'in', ids)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.no, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Lines of an order in their order, with what is shown of their products. */
export async function salesLinesOf(db: Reader, orderId: number) {
  return await remembered(db, { key: 'salesLinesOf', values: { orderId } }, (values) =>
    db
      .selectFrom('sales_order_line')
      .leftJoin('product', 'product.id', 'sales_order_line.product_id')
      .leftJoin('unit', 'unit.id', 'sales_order_line.unit_id')
      .leftJoin('unit as base', 'base.id', 'product.unit_id')
      .leftJoin('user as deviator', 'deviator.id', 'sales_order_line.deviated_by')
      .selectAll('sales_order_line')
      .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
      .select(['product.kind as product_kind', 'product.category_id'])
      .select(['product.tracks_batch', 'product.tracks_serial'])
      .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
      .select(['unit.name as unit_name', 'deviator.name as deviator_name'])
      .where('sales_order_line.order_id', '=', values.orderId)
      .orderBy('sales_order_line.sort'),
  );
}

/** Who has a share in each of these orders, the biggest first. */
export async function salesShares(db: Reader, orderIds: readonly number[]) {
  if (orderIds.length === 0) return [];
  const values = padded(orderIds);
  const key = `salesShares ${Object.keys(values).length}`;
  return await remembered(db, { key, values }, (ids) =>
    db
      .selectFrom('sales_order_share')
      .innerJoin('user', 'user.id', 'sales_order_share.user_id')
      .selectAll('sales_order_share')
      .select('user.name')
      .where('sales_order_share.order_id', 'in', listed(ids))
      .orderBy('sales_order_share.share_bp', 'desc')
      .orderBy('sales_order_share.user_id'),
  );
}

export async function insertSalesOrder(
  tx: Tx,
  row: Omit<Insertable<DB['sales_order']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'sales_order', { ...row, version: 1 }, 'id');
}

/** Changes an order of exactly this version; false when somebody was faster. */
export async function updateSalesOrder(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['sales_order'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('sales_order')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Notes which approval an order waits for; nobody's copy of it is stale because of that. */
export async function nameOrderApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('sales_order')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

/** Nothing of a new line is invoiced, or wants no fapiao. */
type OfFapiao = `${'invoiced' | 'no_fapiao'}_${'e4' | 'net_fen' | 'tax_fen'}`;
export type NewSalesLine = Omit<SalesLineRecord, 'id' | 'order_id' | 'sort' | OfFapiao>;

/** Puts these in the place of the lines there were, in this order. */
export async function setSalesLines(
  tx: Tx,
  orderId: number,
  lines: readonly NewSalesLine[],
): Promise<void> {
  await tx.deleteFrom('sales_order_line').where('order_id', '=', orderId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'sales_order_line', { ...line, order_id: orderId, sort }, 'id');
  }
}

/** Adds a line to those of an order. */
export async function insertSalesLine(
  tx: Tx,
  orderId: number,
  sort: number,
  line: NewSalesLine,
): Promise<void> {
  await insertNumbered(tx, 'sales_order_line', { ...line, order_id: orderId, sort }, 'id');
}

export async function updateSalesLine(
  tx: Tx,
  id: number,
  changes: Updateable<Omit<DB['sales_order_line'], 'id' | 'order_id'>>,
): Promise<void> {
  await changeRemembered(tx, 'sales_order_line', id, changes);
}

/** Lines that one statement changes; as many texts are kept of it. */
const LINES_AT_ONCE = 20;

/** Keeps so much of each of these lines (of the base unit, in 1/10,000), which nothing else changes. */
export async function setReserved(
  tx: Tx,
  lines: readonly { id: number; reservedE4: number }[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const part = lines.slice(from, from + LINES_AT_ONCE);
    const values = Object.fromEntries(
      part.flatMap(({ id, reservedE4 }, at) => [
        [`id${at}`, id],
        [`to${at}`, reservedE4],
      ]),
    );
    await remembered(tx, { key: `setReserved ${part.length}`, values }, (slots) => {
      const cases = part.map(
        (_, at) => sql`when ${slots[`id${at}`]} then cast(${slots[`to${at}`]} as bigint)`,
      );
      return tx
        .updateTable('sales_order_line')
        .set({ reserved_e4: sql<number>`case id ${sql.join(cases, sql` `)} end` })
        .where(
          'id',
          'in',
          listed(
            slots,
            part.map((_, at) => `id${at}`),
          ),
        );
    });
  }
}

/** The day for which each line is asked stays known, whatever becomes of it. */
export async function keepRequiredDates(
  tx: Tx,
  orderId: number,
  required: string | null,
): Promise<void> {
  const asked = { key: 'keepRequiredDates', values: { orderId, required } };
  await remembered(tx, asked, (values) =>
    tx
      .updateTable('sales_order_line')
      .set((eb) => ({
        original_required_date: eb.fn.coalesce('required_date', eb.val(values.required)),
      }))
      .where('order_id', '=', values.orderId),
  );
}

export async function setSalesShares(
  tx: Tx,
  orderId: number,
  shares: readonly { userId: number; shareBp: number }[],
): Promise<void> {
  await tx.deleteFrom('sales_order_share').where('order_id', '=', orderId).execute();
  if (shares.length === 0) return;
  const rows = shares.map(({ userId, shareBp }) => ({
    order_id: orderId,
    user_id: userId,
    share_bp: shareBp,
  }));
  await tx.insertInto('sales_order_share').values(rows).execute();
}

export async function deleteSalesOrder(tx: Tx, id: number): Promise<void> {
  // Offers that were taken into it are free again.
  await tx
    .updateTable('price_inquiry')
    .set((eb) => ({ state: 'priced', sales_order_id: null, version: eb('version', '+', 1) }))
    .where('sales_order_id', '=', id)
    .execute();
  await tx.deleteFrom('sales_order_share').where('order_id', '=', id).execute();
  await tx.deleteFrom('sales_order_line').where('order_id', '=', id).execute();
  await tx.deleteFrom('sales_order').where('id', '=', id).execute();
}

/** States in which something of an order may be open. */
export const aliveStates = ['confirmed', 'partly'] as const;

/** What is not delivered yet of a line, with tax, as it counts against the credit. */
export const undeliveredFen = sql<number>`(sales_order_line.net_fen + sales_order_line.tax_fen
  - sales_order_line.delivered_net_fen - sales_order_line.delivered_tax_fen
  - sales_order_line.cancelled_net_fen - sales_order_line.cancelled_tax_fen
  - sales_order_line.returned_net_fen - sales_order_line.returned_tax_fen)`;

/** What is open of a line, of the base unit; the same as `openOf` of the rules. */
export const openE4 = sql<number>`(sales_order_line.qty_e4 - sales_order_line.delivered_e4
  + sales_order_line.replace_e4 - sales_order_line.cancelled_e4)`;

/** Confirmed and not delivered to these customers, with tax; lines asked for later than a day left out. */
export async function undeliveredOf(
  db: Reader,
  customerIds: readonly number[],
  upTo: string | null,
): Promise<number> {
  let query = db
    .selectFrom('sales_order')
    .innerJoin('sales_order_line', 'sales_order_line.order_id', 'sales_order.id')
    .select(sql<number>`coalesce(sum(${undeliveredFen}), 0)`.as('fen'))
    .where('sales_order.customer_id', 'in', customerIds)
    .where('sales_order.state', 'in', aliveStates);
  if (upTo !== null) {
    const due = sql<string>`coalesce(sales_order_line.required_date, sales_order.required_date)`;
    query = query.where((eb) => eb.or([eb(due, 'is', null), eb(due, '<=', upTo)]));
  }
  return Number((await query.executeTakeFirst())!.fen);
}

/** Orders whose customer's number begins so: their ids by it, and whether anything was ever sent. */
export async function ordersNumbered(
  db: Reader,
  prefix: string,
): Promise<Map<string, { id: number; sent: boolean }>> {
  const rows = await db
    .selectFrom('sales_order')
    .select(['id', 'customer_order_no'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('sales_order_line')
            .innerJoin('delivery_line', 'delivery_line.order_line_id', 'sales_order_line.id')
            .select(sql<number>`1`.as('one'))
            .whereRef('sales_order_line.order_id', '=', 'sales_order.id'),
        )
        .as('sent'),
    )
    .where('customer_order_no', '>=', prefix)
    .where('customer_order_no', '<', `${prefix}\uffff`)
    .execute();
  return new Map(
    rows.map((row) => [row.customer_order_no, { id: row.id, sent: Boolean(row.sent) }]),
  );
}

/** Terms of payment of a customer. */
export async function termOfCustomer(db: Reader, customerId: number): Promise<number | null> {
  const row = await db
    .selectFrom('customer_terms')
    .select('term_id')
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row?.term_id ?? null;
}

export async function termById(db: Reader, id: number) {
  return await db
    .selectFrom('payment_term')
    .select(['id', 'name', 'active'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function allTerms(db: Reader) {
  return await db
    .selectFrom('payment_term')
    .select(['id', 'name', 'active'])
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

/** Units of a product in which lines of orders count it. */
export async function orderUnits(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('sales_order_line')
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .select((eb) => [eb.fn.coalesce('sales_order_line.unit_id', 'product.unit_id').as('unit_id')])
    .select('product.unit_id as base_id')
    .distinct()
    .where('sales_order_line.product_id', '=', productId)
    .execute();
  return rows.flatMap((row) => [row.unit_id, row.base_id]);
}
