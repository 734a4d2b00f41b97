import { sql, type SqlBool } from 'kysely';
import type { Reader, Tx } from '../database.ts';

/** Standing openings of a party under the number of an old document, what is owed first. */
export async function standingOwed(
  db: Reader,
  side: 'ar' | 'ap',
  { partyId, oldNo }: { partyId: number; oldNo: string },
): Promise<{ id: number; version: number; amount_fen: number }[]> {
  const ofCustomer = () => db.selectFrom('ar_adjustment').where('customer_id', '=', partyId);
  const ofSupplier = () => db.selectFrom('ap_adjustment').where('supplier_id', '=', partyId);
  // Both tables have the columns that are asked for.
  const query = side === 'ar' ? ofCustomer() : ofSupplier();
  return await (query as ReturnType<typeof ofCustomer>)
    .select(['id', 'version', 'amount_fen'])
    .where('kind', '=', 'opening')
    .where('state', '=', 'confirmed')
    .where('old_no', '=', oldNo)
    .orderBy('amount_fen', 'desc')
    .execute();
}

const openingStock = (db: Reader) =>
  db
    .selectFrom('stock_document')
    .innerJoin('stock_document_line as line', 'line.document_id', 'stock_document.id')
    .where('stock_document.kind', '=', 'otherIn')
    .where('stock_document.reason', '=', 'opening')
    .where('stock_document.state', '=', 'confirmed');

/** Standing openings of a product in a place and batch, with what they are worth. */
export async function openingStockAt(
  db: Reader,
  { productId, placeId, batch }: { productId: number; placeId: number; batch: string },
): Promise<{ id: number; version: number; value_fen: number | null }[]> {
  return await openingStock(db)
    .select(['stock_document.id', 'stock_document.version', 'line.value_fen'])
    .where('line.product_id', '=', productId)
    .where('line.batch', '=', batch)
    .where('stock_document.to_location_id', '=', placeId)
    .orderBy('stock_document.id')
    .execute();
}

/** The order that stands for one of the books before. */
export async function openingOrderOf(
  db: Reader,
  { customerId, oldNo }: { customerId: number; oldNo: string },
): Promise<{ id: number; version: number } | undefined> {
  return await db
    .selectFrom('opening_order')
    .innerJoin('sales_order', 'sales_order.id', 'opening_order.order_id')
    .select(['sales_order.id', 'sales_order.version'])
    .where('opening_order.old_no', '=', oldNo)
    .where('sales_order.customer_id', '=', customerId)
    .where('sales_order.state', '!=', 'void')
    .executeTakeFirst();
}

export async function insertOpeningOrder(tx: Tx, orderId: number, oldNo: string): Promise<void> {
  await tx.insertInto('opening_order').values({ order_id: orderId, old_no: oldNo }).execute();
}

/** The order to a supplier that stands for one of the books before. */
export async function openingPurchaseOf(
  db: Reader,
  { supplierId, oldNo }: { supplierId: number; oldNo: string },
): Promise<{ id: number; version: number } | undefined> {
  return await openingPurchases(db)
    .select(['purchase_order.id', 'purchase_order.version'])
    .where('opening_purchase.old_no', '=', oldNo)
    .where('purchase_order.supplier_id', '=', supplierId)
    .executeTakeFirst();
}

export async function insertOpeningPurchase(tx: Tx, orderId: number, oldNo: string): Promise<void> {
  await tx.insertInto('opening_purchase').values({ order_id: orderId, old_no: oldNo }).execute();
}

/** Those that stand. */
const openingPurchases = (db: Reader) =>
  db
    .selectFrom('opening_purchase')
    .innerJoin('purchase_order', 'purchase_order.id', 'opening_purchase.order_id')
    .where('purchase_order.state', 'not in', ['void', 'draft']);

export async function openingPurchaseSums(db: Reader): Promise<OpeningSums> {
  const row = await openingPurchases(db)
    .select((eb) => [
      eb.fn.count<number>('purchase_order.id').as('n'),
      eb.fn.sum<number | null>('purchase_order.gross_fen').as('fen'),
    ])
    .executeTakeFirst();
  return sums(row);
}

/** Sums of what was there before, as it stands now. */
export interface OpeningSums {
  count: number;
  fen: number;
}
const sums = (
  row: { n: number | string; fen: number | string | null } | undefined,
): OpeningSums => ({
  count: Number(row?.n ?? 0),
  fen: Number(row?.fen ?? 0),
});

export async function openingStockSums(db: Reader): Promise<OpeningSums & { qtyE4: number }> {
  const row = await openingStock(db)
    .select((eb) => [
      eb.fn.count<number>('stock_document.id').as('n'),
      eb.fn.sum<number | null>('line.value_fen').as('fen'),
      eb.fn.sum<number | null>('line.qty_e4').as('qty'),
    ])
    .executeTakeFirst();
  return { ...sums(row), qtyE4: Number(row?.qty ?? 0) };
}

/** Owed for a bill of before, which stands in its place. */
const byBill = (side: 'ar' | 'ap', id: string) =>
  sql<SqlBool>`exists (select 1 from opening_bill join bill on bill.id = opening_bill.bill_id
    where opening_bill.adjustment_id = ${sql.ref(id)} and bill.state not in ('void', 'draft')
      and bill.side = ${sql.lit(side === 'ar' ? 'received' : 'issued')})`;

/** What is owed by openings, or was paid in advance; both above 0. */
export async function openingOwedSums(
  db: Reader,
  side: 'ar' | 'ap',
  what: 'owed' | 'advance',
): Promise<OpeningSums> {
  const table = side === 'ar' ? 'ar_adjustment' : 'ap_adjustment';
  const row = await db
    .selectFrom(table)
    .select((eb) => [
      eb.fn.count<number>('id').as('n'),
      eb.fn.sum<number | null>('amount_fen').as('fen'),
    ])
    .where('kind', '=', 'opening')
    .where('state', '=', 'confirmed')
    .where('amount_fen', what === 'owed' ? '>' : '<', 0)
    .where((eb) => eb.not(byBill(side, `${table}.id`)))
    .executeTakeFirst();
  const { count, fen } = sums(row);
  return { count, fen: Math.abs(fen) };
}

export async function openingCashOf(
  db: Reader,
): Promise<{ accountId: number; name: string; fen: number | null }[]> {
  const rows = await db
    .selectFrom('cash_account')
    .leftJoin('cash_opening', (join) =>
      join
        .onRef('cash_opening.account_id', '=', 'cash_account.id')
        .on('cash_opening.state', '=', 'confirmed'),
    )
    .select(['cash_account.id as accountId', 'cash_account.name', 'cash_opening.amount_fen as fen'])
    .orderBy('cash_account.sort')
    .orderBy('cash_account.id')
    .execute();
  return rows.map((row) => ({ ...row, fen: row.fen === null ? null : Number(row.fen) }));
}

export async function openingOrderSums(db: Reader): Promise<OpeningSums> {
  const row = await db
    .selectFrom('opening_order')
    .innerJoin('sales_order', 'sales_order.id', 'opening_order.order_id')
    .select((eb) => [
      eb.fn.count<number>('sales_order.id').as('n'),
      eb.fn.sum<number | null>('sales_order.gross_fen').as('fen'),
    ])
    .where('sales_order.state', 'not in', ['void', 'draft'])
    .executeTakeFirst();
  return sums(row);
}

/** What all vouchers say of the equity with which the books began; a credit is below 0. */
export async function openingEquityFen(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('voucher_line')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('fen'))
    .where('account', '=', 'equityOpening')
    .executeTakeFirst();
  return Number(row?.fen ?? 0);
}

/** How many rows there are of what a company begins with. */
export async function baseCounts(
  db: Reader,
): Promise<Record<'products' | 'customers' | 'suppliers', number>> {
  const count = async (table: 'product' | 'customer' | 'supplier') => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirst();
    return Number(row?.n ?? 0);
  };
  return {
    products: await count('product'),
    customers: await count('customer'),
    suppliers: await count('supplier'),
  };
}

/** A row of what was there before, of any kind. */
export interface OpeningRow {
  id: number;
  no: string;
  oldNo: string;
  party: string;
  date: string;
  dueDate: string;
  qtyE4: number | null;
  fen: number;
}

const MOST = 500;

/** Openings of stock, the newest first. */
export async function openingStockRows(db: Reader): Promise<OpeningRow[]> {
  const rows = await openingStock(db)
    .innerJoin('product', 'product.id', 'line.product_id')
    .innerJoin('location', 'location.id', 'stock_document.to_location_id')
    .select([
      'stock_document.id',
      'stock_document.no',
      'stock_document.business_date as date',
      'product.name as party',
      'location.name as place',
      'line.batch',
      'line.qty_e4 as qtyE4',
      'line.value_fen as fen',
    ])
    .orderBy('stock_document.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ place, batch, ...row }) => ({
    ...row,
    no: row.no ?? '',
    fen: Number(row.fen ?? 0),
    oldNo: [place, batch].filter(Boolean).join(' '),
    dueDate: '',
  }));
}

export async function openingOwedRows(
  db: Reader,
  side: 'ar' | 'ap',
  what: 'owed' | 'advance',
): Promise<OpeningRow[]> {
  const named =
    side === 'ar'
      ? db
          .selectFrom('ar_adjustment as one')
          .innerJoin('customer as party', 'party.id', 'one.customer_id')
      : db
          .selectFrom('ap_adjustment as one')
          .innerJoin('supplier as party', 'party.id', 'one.supplier_id');
  const rows = await (named as ReturnType<typeof ofCustomers>)
    .select([
      'one.id',
      'one.no',
      'one.old_no as oldNo',
      'party.name as party',
      'one.business_date as date',
      'one.due_date as dueDate',
      'one.amount_fen as fen',
    ])
    .where('one.kind', '=', 'opening')
    .where('one.state', '=', 'confirmed')
    .where('one.amount_fen', what === 'owed' ? '>' : '<', 0)
    .where((eb) => eb.not(byBill(side, 'one.id')))
    .orderBy('one.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({ ...row, no: row.no ?? '', fen: Math.abs(row.fen), qtyE4: null }));
}
const ofCustomers = (db: Reader) =>
  db
    .selectFrom('ar_adjustment as one')
    .innerJoin('customer as party', 'party.id', 'one.customer_id');

export async function openingOrderRows(db: Reader): Promise<OpeningRow[]> {
  const rows = await db
    .selectFrom('opening_order')
    .innerJoin('sales_order', 'sales_order.id', 'opening_order.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .select([
      'sales_order.id',
      'sales_order.no',
      'opening_order.old_no as oldNo',
      'customer.name as party',
      'sales_order.business_date as date',
      'sales_order.required_date as dueDate',
      'sales_order.gross_fen as fen',
    ])
    .where('sales_order.state', 'not in', ['void', 'draft'])
    .orderBy('sales_order.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    ...row,
    no: row.no ?? '',
    dueDate: row.dueDate ?? '',
    qtyE4: null,
  }));
}

export async function openingPurchaseRows(db: Reader): Promise<OpeningRow[]> {
  const rows = await openingPurchases(db)
    .innerJoin('supplier', 'supplier.id', 'purchase_order.supplier_id')
    .select([
      'purchase_order.id',
      'purchase_order.no',
      'opening_purchase.old_no as oldNo',
      'supplier.name as party',
      'purchase_order.business_date as date',
      'purchase_order.expected_date as dueDate',
      'purchase_order.gross_fen as fen',
    ])
    .orderBy('purchase_order.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    ...row,
    no: row.no ?? '',
    dueDate: row.dueDate ?? '',
    qtyE4: null,
  }));
}
