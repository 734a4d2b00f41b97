import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Reader } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
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
const posting = [
  'delivery',
  'salesReturn',
  'fapiao',
  'receipt',
  'arAdjustment',
  'customerRefund',
  'netting',
] as const;

/**
 * Rows of a customer that cannot be another's than these rows: contracts and orders of a quotation,
 * orders of a contract, deliveries and returns of an order, fapiao for them, what they posted, and
 * what settles that; and what each of these was made of. Changes of an order have no customer of
 * their own.
 */
export async function tiedRows(
  db: Reader,
  customerId: number,
  rows: RowsByKind,
): Promise<TiedRow[]> {
  const as = (kind: string) => (row: { id: number; no: string | null; at: number }) => ({
    ...row,
    kind,
    no: row.no ?? '',
  });
  const ids: ChainIds = {
    quotations: idsOf(rows, 'quotation'),
    contracts: idsOf(rows, 'contract'),
    orders: idsOf(rows, 'salesOrder'),
    deliveries: idsOf(rows, 'delivery'),
    returns: idsOf(rows, 'salesReturn'),
    fapiao: idsOf(rows, 'fapiao'),
  };
  return [
    ...(await quotationsOf(db, customerId, ids)).map(as('quotation')),
    ...(await contractsOf(db, customerId, ids)).map(as('contract')),
    ...(await ordersOf(db, customerId, ids)).map(as('salesOrder')),
    ...(await deliveriesOf(db, customerId, ids)).map(as('delivery')),
    ...(await returnsOf(db, customerId, ids)).map(as('salesReturn')),
    ...(await fapiaoOf(db, customerId, ids)).map(as('fapiao')),
    ...(await itemsOf(db, customerId, rows)).map(as('arItem')),
    ...(await postersOf(db, 'receipt', customerId, rows)),
    ...(await byBillsOf(db, customerId, rows)).map(as('receipt')),
    ...(await postersOf(db, 'arAdjustment', customerId, rows)),
    ...(await postersOf(db, 'customerRefund', customerId, rows)),
    ...(await postersOf(db, 'netting', customerId, rows)),
  ];
}

type Ids = readonly number[];
type ChainIds = Readonly<
  Record<'quotations' | 'contracts' | 'orders' | 'deliveries' | 'returns' | 'fapiao', Ids>
>;

/** Never none, which no engine takes for a list: no row has this id. */
const NONE = [0];
function idsOf(rows: RowsByKind, kind: string): Ids {
  const ids = [...(rows.get(kind) ?? [])];
  return ids.length > 0 ? ids : NONE;
}

const quotationsOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('quotation')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          eb.selectFrom('sales_order').select('quotation_id').where('id', 'in', of.orders),
        ),
        eb(
          'id',
          'in',
          eb.selectFrom('contract').select('quotation_id').where('id', 'in', of.contracts),
        ),
      ]),
    )
    .execute();

const contractsOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('contract')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb('quotation_id', 'in', of.quotations),
        eb('amends_id', 'in', of.contracts),
        eb(
          'id',
          'in',
          eb
            .selectFrom('contract as own')
            .select('own.amends_id')
            .where('own.id', 'in', of.contracts),
        ),
        eb(
          'id',
          'in',
          eb.selectFrom('sales_order').select('contract_id').where('id', 'in', of.orders),
        ),
      ]),
    )
    .execute();

const ordersOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('sales_order')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb('quotation_id', 'in', of.quotations),
        eb('contract_id', 'in', of.contracts),
        eb(
          'id',
          'in',
          eb
            .selectFrom('delivery_line')
            .select('order_id')
            .where('delivery_id', 'in', of.deliveries),
        ),
        eb(
          'id',
          'in',
          eb.selectFrom('fapiao_line').select('order_id').where('fapiao_id', 'in', of.fapiao),
        ),
      ]),
    )
    .execute();

const deliveriesOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('delivery')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          eb.selectFrom('delivery_line').select('delivery_id').where('order_id', 'in', of.orders),
        ),
        eb(
          'id',
          'in',
          eb.selectFrom('sales_return').select('delivery_id').where('id', 'in', of.returns),
        ),
      ]),
    )
    .execute();

const returnsOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('sales_return')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb('delivery_id', 'in', of.deliveries),
        // Without a delivery: by the red fapiao for it.
        eb(
          'id',
          'in',
          eb
            .selectFrom('sales_return_line')
            .select('return_id')
            .where('red_fapiao_id', 'in', of.fapiao),
        ),
      ]),
    )
    .execute();

/** Red ones name the order lines of theirs, and so are found by the orders; or by returns. */
const fapiaoOf = (db: Reader, customerId: number, of: ChainIds) =>
  db
    .selectFrom('fapiao')
    .select(['id', 'number as no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          eb.selectFrom('fapiao_line').select('fapiao_id').where('order_id', 'in', of.orders),
        ),
        eb(
          'id',
          'in',
          eb
            .selectFrom('sales_return_line')
            .select('red_fapiao_id')
            .where('return_id', 'in', of.returns),
        ),
      ]),
    )
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
        .where(takesNothingBack('made.reversal_of'))
        .where(standsIn('ar_allocation', 'made.id')),
    );
  const posted = posting.map((kind) =>
    eb.and([eb('row.doc_kind', '=', kind), eb('row.doc_id', 'in', idsOf(rows, kind))]),
  );
  // A dishonoured bill makes whoever paid by it owe again.
  const again = eb.and([
    eb('row.doc_kind', '=', 'billDishonour'),
    eb(
      'row.doc_id',
      'in',
      eb
        .selectFrom('bill')
        .innerJoin('receipt', (join) =>
          join.on((on) => on('receipt.bill_id', '=', on.fn.coalesce('bill.part_of', 'bill.id'))),
        )
        .select('bill.id')
        .where('receipt.id', 'in', idsOf(rows, 'receipt')),
    ),
  ]);
  return eb.or([
    ...posted,
    again,
    settled('owed_id', 'paid_id'),
    settled('paid_id', 'owed_id'),
  ]) as never;
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

/** Receipts of which the bill came back and posted these rows. */
const byBillsOf = (db: Reader, customerId: number, rows: RowsByKind) =>
  db
    .selectFrom('receipt')
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where('bill_id', 'in', (eb) =>
      eb
        .selectFrom('ar_ledger')
        .innerJoin('bill', 'bill.id', 'ar_ledger.doc_id')
        .select((sub) => sub.fn.coalesce('bill.part_of', 'bill.id').as('id'))
        .where('ar_ledger.doc_kind', '=', 'billDishonour')
        .where('ar_ledger.id', 'in', idsOf(rows, 'arItem')),
    )
    .execute();

const tables = {
  receipt: 'receipt',
  arAdjustment: 'ar_adjustment',
  customerRefund: 'customer_refund',
  netting: 'netting',
} as const;

/** Documents that posted these rows. */
async function postersOf(
  db: Reader,
  kind: keyof typeof tables,
  customerId: number,
  rows: RowsByKind,
): Promise<TiedRow[]> {
  const found = await db
    .selectFrom(tables[kind])
    .select(['id', 'no', 'made_at as at'])
    .where('customer_id', '=', customerId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('ar_ledger')
        .select('doc_id')
        .where('doc_kind', '=', kind)
        .where('id', 'in', idsOf(rows, 'arItem')),
    )
    .execute();
  return found.map((row) => ({ ...row, kind, no: row.no ?? '' }));
}
