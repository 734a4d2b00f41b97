import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedRequest = NonNullable<Awaited<ReturnType<typeof purchaseRequestById>>>;
export type NamedRequestLine = Awaited<ReturnType<typeof requestLinesOf>>[number];
export type OpenRequestLine = Awaited<ReturnType<typeof openRequestLines>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('purchase_request')
    .innerJoin('user as requester', 'requester.id', 'purchase_request.requester_id')
    .innerJoin('dept', 'dept.id', 'purchase_request.dept_id')
    .selectAll('purchase_request')
    .select(['requester.name as requester_name', 'dept.name as dept_name']);

export async function purchaseRequestById(db: Reader, id: number) {
  return await named(db).where('purchase_request.id', '=', id).executeTakeFirst();
}

/** Of each line of a request what orders took of it, drafts as well, of the base unit. */
const ordered = (db: Reader) =>
  db
    .selectFrom('purchase_order_line as bought')
    .innerJoin('purchase_order', 'purchase_order.id', 'bought.order_id')
    .select('bought.request_line_id as id')
    .select(sql<number>`sum(coalesce(bought.qty_e4, 0) - bought.cancelled_e4)`.as('ordered_e4'))
    .select(sql<number>`sum(bought.received_e4 - bought.returned_e4)`.as('received_e4'))
    // When the next of it comes: without a supplier, for whoever asked.
    .select(
      sql<string | null>`min(case when purchase_order.state in ('confirmed', 'partly')
        and bought.qty_e4 - bought.received_e4 + bought.replace_e4 - bought.cancelled_e4 > 0
        then coalesce(bought.expected_date, purchase_order.expected_date) end)`.as('coming_on'),
    )
    .where('bought.request_line_id', 'is not', null)
    .where('purchase_order.state', '<>', 'void')
    .groupBy('bought.request_line_id');

const openE4 = sql<number>`(line.qty_e4 - line.cancelled_e4 - coalesce(ordered.ordered_e4, 0))`;

const lines = (db: Reader) =>
  db
    .selectFrom('purchase_request_line as line')
    .innerJoin('product', 'product.id', 'line.product_id')
    .innerJoin('unit', 'unit.id', 'line.unit_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin(ordered(db).as('ordered'), 'ordered.id', 'line.id')
    .selectAll('line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.tax_bp', 'product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['unit.name as unit_name', 'ordered.coming_on'])
    .select((eb) => [
      eb.fn.coalesce('ordered.ordered_e4', sql<number>`0`).as('ordered_e4'),
      eb.fn.coalesce('ordered.received_e4', sql<number>`0`).as('received_e4'),
    ]);

/** Lines of a request in their order, with what became of them. */
export async function requestLinesOf(db: Reader, requestId: number) {
  return await lines(db).where('line.request_id', '=', requestId).orderBy('line.sort').execute();
}

/** Lines of approved requests by their ids. */
export async function requestLinesByIds(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await lines(db)
    .innerJoin('purchase_request', 'purchase_request.id', 'line.request_id')
    .where('line.id', 'in', ids)
    .where('purchase_request.state', '=', 'approved')
    .execute();
}

const due = sql<string>`coalesce(line.needed_date, purchase_request.needed_date, ${sql.lit(NO_DATE)})`;

/** Lines of approved requests that nobody ordered yet, by the day they are needed. */
export async function openRequestLines(
  db: Reader,
  text: string | undefined,
  { after, limit }: { after: { value: string | number; id: number } | null; limit: number },
) {
  let query = lines(db)
    .innerJoin('purchase_request', 'purchase_request.id', 'line.request_id')
    .innerJoin('user as requester', 'requester.id', 'purchase_request.requester_id')
    .innerJoin('dept', 'dept.id', 'purchase_request.dept_id')
    .select(['purchase_request.no', 'purchase_request.reason', 'purchase_request.requester_id'])
    .select(['requester.name as requester_name', 'dept.name as dept_name'])
    .select(due.as('due_on'))
    .where('purchase_request.state', '=', 'approved')
    .where(openE4, '>', 0);
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb as never,
        ['purchase_request.no', 'requester.name', 'product.code', 'product.name'] as never,
        text,
      ),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb(due, '>', String(after.value)),
        eb.and([eb(due, '=', String(after.value)), eb('line.id', '>', after.id)]),
      ]),
    );
  }
  return await query.orderBy(due).orderBy('line.id').limit(limit).execute();
}

/** How many of those lines there are, and how many were needed before this day. */
export async function countOpenRequestLines(
  db: Reader,
  today: string,
): Promise<{ lines: number; late: number }> {
  const row = await db
    .selectFrom('purchase_request_line as line')
    .innerJoin('purchase_request', 'purchase_request.id', 'line.request_id')
    .leftJoin(ordered(db).as('ordered'), 'ordered.id', 'line.id')
    .select(sql<number>`count(*)`.as('lines'))
    .select(sql<number>`sum(case when ${due} < ${today} then 1 else 0 end)`.as('late'))
    .where('purchase_request.state', '=', 'approved')
    .where(openE4, '>', 0)
    .executeTakeFirstOrThrow();
  return { lines: Number(row.lines), late: Number(row.late ?? 0) };
}

export interface RequestFilter {
  /** Those of this person, and where `others` says so those of everybody that were handed in. */
  readerId: number;
  others: boolean;
  states?: readonly string[] | undefined;
  /** Something was not ordered yet. */
  open?: boolean | undefined;
  text?: string | undefined;
}

/** A page of requests, the newest first. */
export async function listPurchaseRequests(
  db: Reader,
  { readerId, others, states, open, text }: RequestFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedRequest[]> {
  let query = named(db);
  query = others
    ? query.where((eb) =>
        eb.or([
          eb('purchase_request.requester_id', '=', readerId),
          eb('purchase_request.state', '<>', 'draft'),
        ]),
      )
    : query.where('purchase_request.requester_id', '=', readerId);
  if (states) query = query.where('purchase_request.state', 'in', states);
  if (open) {
    query = query
      .where('purchase_request.state', '=', 'approved')
      .where((eb) =>
        eb(
          'purchase_request.id',
          'in',
          db
            .selectFrom('purchase_request_line as line')
            .leftJoin(ordered(db).as('ordered'), 'ordered.id', 'line.id')
            .select('line.request_id')
            .where(openE4, '>', 0),
        ),
      );
  }
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        ['purchase_request.no', 'purchase_request.reason', 'requester.name', 'dept.name'],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('purchase_request.id', '<', after);
  return await query.orderBy('purchase_request.id', 'desc').limit(limit).execute();
}

/** Of these requests how many lines were not ordered yet. */
export async function openLineCounts(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('purchase_request_line as line')
    .leftJoin(ordered(db).as('ordered'), 'ordered.id', 'line.id')
    .select('line.request_id as id')
    .select(sql<number>`count(*)`.as('count'))
    .where('line.request_id', 'in', ids)
    .where(openE4, '>', 0)
    .groupBy('line.request_id')
    .execute();
  return new Map(rows.map((row) => [row.id, Number(row.count)]));
}

export async function insertPurchaseRequest(
  tx: Tx,
  row: Omit<Insertable<DB['purchase_request']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'purchase_request', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updatePurchaseRequest(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['purchase_request'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('purchase_request')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Names the approval that was begun for it; no change of the request itself. */
export async function nameRequestApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('purchase_request')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

export type NewRequestLine = Omit<
  Selectable<DB['purchase_request_line']>,
  'id' | 'request_id' | 'sort'
>;

/** Puts these in the place of the lines there were, in this order. */
export async function setRequestLines(
  tx: Tx,
  requestId: number,
  rows: readonly NewRequestLine[],
): Promise<void> {
  await tx.deleteFrom('purchase_request_line').where('request_id', '=', requestId).execute();
  for (const [sort, line] of rows.entries()) {
    const row = { ...line, request_id: requestId, sort };
    await insertNumbered(tx, 'purchase_request_line', row, 'id');
  }
}

export async function updateRequestLine(
  tx: Tx,
  id: number,
  values: Updateable<Omit<DB['purchase_request_line'], 'id' | 'request_id'>>,
): Promise<void> {
  await tx.updateTable('purchase_request_line').set(values).where('id', '=', id).execute();
}

export async function deletePurchaseRequest(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('purchase_request_line').where('request_id', '=', id).execute();
  await tx.deleteFrom('purchase_request').where('id', '=', id).execute();
}

/** Units of a product in which requests count it. */
export async function unitsRequested(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('purchase_request_line')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}

/** Who asked for these lines: of each request once, with the first of its goods among them. */
export async function requestersOf(db: Reader, lineIds: readonly number[]) {
  if (lineIds.length === 0) return [];
  const rows = await db
    .selectFrom('purchase_request_line as line')
    .innerJoin('purchase_request', 'purchase_request.id', 'line.request_id')
    .innerJoin('product', 'product.id', 'line.product_id')
    .select(['line.request_id', 'purchase_request.requester_id', 'purchase_request.no'])
    .select('product.name')
    .where('line.id', 'in', lineIds)
    .orderBy('line.id')
    .execute();
  return [...new Map(rows.toReversed().map((row) => [row.request_id, row])).values()];
}
