import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** Ids of rows by their kind in the log of a merge. */
export type RowsByKind = ReadonlyMap<string, ReadonlySet<number>>;

/** A row that is tied to others, with the number by which people know it, and when it came. */
export interface TiedRow {
  kind: string;
  id: number;
  no: string;
  at: number;
}

/** Documents that post what is owed, by their kind in the ledger. */
const posting = ['delivery', 'salesReturn', 'receipt', 'arAdjustment'] as const;

/**
 * Rows of a customer that cannot be another's than these rows: orders of a quotation, deliveries and
 * returns of an order, what they posted, and what settles that.
 */
export async function tiedRows(
  db: Reader,
  customerId: number,
  rows: RowsByKind,
): Promise<TiedRow[]> {
  const of = (kind: string) => idsOf(rows, kind);
  const [orders, deliveries, returns] = [of('salesOrder'), of('delivery'), of('salesReturn')];
  const as = (kind: string) => (row: { id: number; no: string | null; at: number }) => ({
    ...row,
    kind,
    no: row.no ?? '',
  });
  return [
    ...(await ordersOf(db, customerId, of('quotation'), deliveries)).map(as('salesOrder')),
    ...(await deliveriesOf(db, customerId, orders, returns)).map(as('delivery')),
    ...(await returnsOf(db, customerId, deliveries)).map(as('salesReturn')),
    ...(await itemsOf(db, customerId, rows)).map(as('arItem')),
    ...(await postersOf(db, 'receipt', customerId, of('arItem'))).map(as('receipt')),
    ...(await postersOf(db, 'ar_adjustment', customerId, of('arItem'))).map(as('arAdjustment')),
  ];
}

type Ids = readonly number[];

/** Never none, which no engine takes for a list: no row has this id. */
const NONE = [0];
function idsOf(rows: RowsByKind, kind: string): Ids {
  const ids = [...(rows.get(kind) ?? [])];
  return ids.length > 0 ? ids : NONE;
}

const ordersOf = (db: Reader, customerId: number, quotations: Ids, deliveries: Ids) =>
  db
    .selectFrom('sales_order')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb('quotation_id', 'in', quotations),
        eb(
          'id',
          'in',
          eb.selectFrom('delivery_line').select('order_id').where('delivery_id', 'in', deliveries),
        ),
      ]),
    )
    .execute();

const deliveriesOf = (db: Reader, customerId: number, orders: Ids, returns: Ids) =>
  db
    .selectFrom('delivery')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          eb.selectFrom('delivery_line').select('delivery_id').where('order_id', 'in', orders),
        ),
        eb(
          'id',
          'in',
          eb.selectFrom('sales_return').select('delivery_id').where('id', 'in', returns),
        ),
      ]),
    )
    .execute();

const returnsOf = (db: Reader, customerId: number, deliveries: Ids) =>
  db
    .selectFrom('sales_return')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where('delivery_id', 'in', deliveries)
    .execute();

type Items = ExpressionBuilder<DB & { item: DB['ar_item']; row: DB['ar_ledger'] }, 'item' | 'row'>;

/** Rows that these documents posted, and those that are settled with these rows. */
function isTied(eb: Items, rows: RowsByKind): ExpressionWrapper<DB, never, SqlBool> {
  const items = idsOf(rows, 'arItem');
  const settled = (one: 'owed_id' | 'paid_id', other: 'owed_id' | 'paid_id') =>
    eb(
      'item.id',
      'in',
      eb
        .selectFrom('ar_allocation as made')
        .select(`made.${one}`)
        .where(`made.${other}`, 'in', items)
        .where('made.reversal_of', 'is', null)
        .where((made) =>
          made.not(
            made.exists(
              made
                .selectFrom('ar_allocation as taken')
                .select('taken.id')
                .whereRef('taken.reversal_of', '=', 'made.id'),
            ),
          ),
        ),
    );
  const posted = posting.map((kind) =>
    eb.and([eb('row.doc_kind', '=', kind), eb('row.doc_id', 'in', idsOf(rows, kind))]),
  );
  return eb.or([...posted, settled('owed_id', 'paid_id'), settled('paid_id', 'owed_id')]) as never;
}

const itemsOf = (db: Reader, customerId: number, rows: RowsByKind) =>
  db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .select(['item.id', 'row.doc_no as no', 'row.posted_at as at'])
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', customerId)
    .where((eb) => isTied(eb as never, rows))
    .execute();

const postersOf = (
  db: Reader,
  table: 'receipt' | 'ar_adjustment',
  customerId: number,
  items: Ids,
) =>
  db
    .selectFrom(table)
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('ar_ledger')
        .select('doc_id')
        .where('doc_kind', '=', table === 'receipt' ? 'receipt' : 'arAdjustment')
        .where('id', 'in', items),
    )
    .execute();
