import type { Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { moneyInScope, onAccounts } from '../scope-cash.ts';

export type BillRecord = Selectable<DB['bill']>;
export type BillStepRecord = Selectable<DB['bill_step']>;

/** A bill with the documents by which it came and went, and whom they name. */
export interface NamedBill extends BillRecord {
  receipt_id: number | null;
  receipt_no: string | null;
  customer_id: number | null;
  customer_name: string | null;
  payment_id: number | null;
  payment_no: string | null;
  supplier_id: number | null;
  supplier_name: string | null;
}

/**
 * Those that customers in scope gave, and to whom they were endorsed; drafts are their document's.
 * A bill lies on no account: who is narrowed to some of them sees none, on either side.
 */
const received = (db: Reader, actor: Actor) =>
  db
    .selectFrom('bill')
    .innerJoin('receipt', (join) =>
      // A part came by the receipt of the bill from which it was split off.
      join.on((eb) => eb('receipt.bill_id', '=', eb.fn.coalesce('bill.part_of', 'bill.id'))),
    )
    .leftJoin('customer', 'customer.id', 'receipt.customer_id')
    .leftJoin('payment', (join) =>
      join.onRef('payment.bill_id', '=', 'bill.id').on('payment.state', '=', 'confirmed'),
    )
    .leftJoin('supplier', 'supplier.id', 'payment.supplier_id')
    .selectAll('bill')
    .select(['receipt.id as receipt_id', 'receipt.no as receipt_no'])
    .select(['receipt.customer_id as customer_id', 'customer.name as customer_name'])
    .select(['payment.id as payment_id', 'payment.no as payment_no'])
    .select(['payment.supplier_id as supplier_id', 'supplier.name as supplier_name'])
    .where('bill.side', '=', 'received')
    .where('bill.state', '!=', 'draft')
    .where(moneyInScope(actor, 'receivables.read', null));

/** Those that suppliers were given; no customer knows of them. */
const issued = (db: Reader, actor: Actor) =>
  db
    .selectFrom('bill')
    .innerJoin('payment', 'payment.bill_id', 'bill.id')
    .innerJoin('supplier', 'supplier.id', 'payment.supplier_id')
    .selectAll('bill')
    .select((eb) => [
      eb.lit(null).as('receipt_id'),
      eb.lit(null).as('receipt_no'),
      eb.lit(null).as('customer_id'),
      eb.lit(null).as('customer_name'),
    ])
    .select(['payment.id as payment_id', 'payment.no as payment_no'])
    .select(['payment.supplier_id as supplier_id', 'supplier.name as supplier_name'])
    .where('bill.side', '=', 'issued')
    .where('bill.state', '!=', 'draft')
    .where(onAccounts(actor, 'payables.read', 'payment.account_id'));

export interface BillFilter {
  states?: readonly string[] | undefined;
  transferable?: boolean | undefined;
  /** Of the number, drawer, acceptor or the party. */
  text?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
}

type Some = SelectQueryBuilder<DB, 'bill', object>;
/** Whose bills: of customers in an actor's scope, or that suppliers were given. */
export interface BillsOf {
  side: 'received' | 'issued';
  actor: Actor;
}

function filtered(db: Reader, of: BillsOf, filter: BillFilter): Some {
  const { states, transferable, text, dueFrom, dueTo } = filter;
  let query = (of.side === 'received'
    ? received(db, of.actor)
    : issued(db, of.actor)) as unknown as Some;
  if (states) query = query.where('bill.state', 'in', states);
  if (transferable) query = query.where('bill.transferable', '=', 1);
  if (dueFrom) query = query.where('bill.due_on', '>=', dueFrom);
  if (dueTo) query = query.where('bill.due_on', '<=', dueTo);
  if (text !== undefined && text !== '') {
    const party = of.side === 'received' ? 'customer.name' : 'supplier.name';
    const columns = ['bill.no', 'bill.drawer', 'bill.acceptor', party] as 'bill.no'[];
    query = query.where((eb) => containsIn(eb, columns, text));
  }
  return query;
}

/** A page of them, the one due first first. */
export async function listBills(
  db: Reader,
  of: BillsOf,
  filter: BillFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedBill[]> {
  let query = filtered(db, of, filter);
  if (after !== null) {
    const { value, id } = after;
    const dueOn = String(value);
    query = query.where((eb) =>
      eb.or([
        eb('bill.due_on', '>', dueOn),
        eb.and([eb('bill.due_on', '=', dueOn), eb('bill.id', '>', id)]),
      ]),
    );
  }
  const rows = await query.orderBy('bill.due_on').orderBy('bill.id').limit(limit).execute();
  return rows as NamedBill[];
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumBills(
  db: Reader,
  of: BillsOf,
  filter: BillFilter,
  cap: number,
): Promise<{ count: number; amountFen: number }> {
  const some = filtered(db, of, filter).clearSelect().select('bill.amount_fen').limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.amount_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), amountFen: Number(row.fen) };
}

/** One of them that is seen that way. */
export async function findBill(
  db: Reader,
  of: BillsOf,
  id: number,
): Promise<NamedBill | undefined> {
  const found = await filtered(db, of, {}).where('bill.id', '=', id).executeTakeFirst();
  return found as NamedBill | undefined;
}

/** Bills by their ids, for the document that names them. */
export async function billsByIds(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, BillRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('bill').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function billById(db: Reader, id: number): Promise<BillRecord | undefined> {
  return (await billsByIds(db, [id])).get(id);
}

/** Another with that number and range that still stands on this side, in one of these states. */
export async function sameBill(
  db: Reader,
  of: Pick<BillRecord, 'side' | 'no' | 'sub_from'> & { id: number | null },
  states: readonly string[],
): Promise<boolean> {
  let query = db
    .selectFrom('bill')
    .select('id')
    .where('side', '=', of.side)
    .where('no', '=', of.no)
    .where('state', 'in', states);
  query =
    of.sub_from === null
      ? query.where('sub_from', 'is', null)
      : query.where('sub_from', '=', of.sub_from);
  if (of.id !== null) query = query.where('id', '!=', of.id);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

export async function insertBill(
  tx: Tx,
  row: Omit<Insertable<DB['bill']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'bill', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateBill(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['bill']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bill')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** One of a document that was thrown away or is paid otherwise. */
export async function deleteDraftBill(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('bill').where('id', '=', id).where('state', '=', 'draft').execute();
}

export async function insertBillStep(
  tx: Tx,
  row: Omit<Insertable<DB['bill_step']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'bill_step', row, 'id');
}

/** Everything that became of a bill, the newest first. */
export async function billSteps(db: Reader, billId: number) {
  return await db
    .selectFrom('bill_step')
    .innerJoin('user', 'user.id', 'bill_step.posted_by')
    .leftJoin('cash_account', 'cash_account.id', 'bill_step.account_id')
    .selectAll('bill_step')
    .select(['user.name as poster_name', 'cash_account.name as account_name'])
    .where('bill_step.bill_id', '=', billId)
    .orderBy('bill_step.id', 'desc')
    .execute();
}

/** The last step of a bill that stands: neither taken back nor taking back. */
export async function lastStep(db: Reader, billId: number): Promise<BillStepRecord | undefined> {
  return await db
    .selectFrom('bill_step')
    .selectAll()
    .where('bill_id', '=', billId)
    .where('reversal_of', 'is', null)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('bill_step as back')
        .select('back.reversal_of')
        .where('back.bill_id', '=', billId)
        .where('back.reversal_of', 'is not', null)
        .$narrowType<{ reversal_of: number }>(),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Who gave these bills, as far as the actor may see them, and whom they were given. */
export async function billParties(
  db: Reader,
  actor: Actor,
  { ids, buys }: { ids: readonly number[]; buys: boolean },
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const gave = await received(db, actor).where('bill.id', 'in', ids).execute();
  const got = buys ? await issued(db, actor).where('bill.id', 'in', ids).execute() : [];
  return new Map([
    ...gave.map((row) => [row.id, row.customer_name ?? ''] as const),
    ...got.map((row) => [row.id, row.supplier_name] as const),
  ]);
}

/** A bill and what was split off it, all that stand, in the order of their ranges. */
export async function partsOfBill(db: Reader, rootId: number): Promise<BillRecord[]> {
  return await db
    .selectFrom('bill')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', rootId), eb('part_of', '=', rootId)]))
    .where('state', 'not in', ['draft', 'void'])
    .orderBy('sub_from')
    .execute();
}
