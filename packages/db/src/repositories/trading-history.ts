import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import { orderInScope } from '../scope-orders.ts';
import { moved, sums, toSums, type SalesQuestion, type SoldSums } from './sales-figures.ts';
import { moneyInScope } from '../scope-cash.ts';

const agreed = ['confirmed', 'partly', 'done', 'closed'];

/** What a customer ordered on each day since then, with tax, as the list of orders adds it up. */
export async function orderedByDay(db: Reader, actor: Actor, customerId: number, from: string) {
  const rows = await db
    .selectFrom('sales_order')
    .select('sales_order.business_date as date')
    .select((eb) => eb.fn.sum<number>('sales_order.gross_fen').as('fen'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('sales_order.customer_id', '=', customerId)
    .where('sales_order.state', 'in', agreed)
    .where('sales_order.business_date', '>=', from)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb))
    .groupBy('sales_order.business_date')
    .execute();
  return rows.map((row) => ({ date: row.date, fen: Number(row.fen), n: Number(row.n) }));
}

/** The newest order of a customer by its date. */
export async function newestOrder(db: Reader, actor: Actor, customerId: number) {
  return await db
    .selectFrom('sales_order')
    .select(['sales_order.id', 'sales_order.no', 'sales_order.business_date as date'])
    .where('sales_order.customer_id', '=', customerId)
    .where('sales_order.state', 'in', agreed)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb))
    .orderBy('sales_order.business_date', 'desc')
    .orderBy('sales_order.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * What went out on each day (`kind` 0) and what came back (1), of the question's customer; what was
 * sold before the company kept its books here (2) apart from what came back then.
 */
export async function salesByDay(
  db: Reader,
  actor: Actor,
  question: SalesQuestion & { customerId: number },
): Promise<(SoldSums & { date: string; kind: number })[]> {
  const rows = await db
    .selectFrom(moved(db, actor, question).as('moved'))
    .select(['moved.date', 'moved.kind', ...sums])
    .groupBy(['moved.date', 'moved.kind', sql`case when moved.net_fen < 0 then 1 else 0 end`])
    .execute();
  return rows.map((row) => ({ date: row.date, kind: Number(row.kind), ...toSums(row) }));
}

/** What a customer paid on each day since then, of receipts that stand and that the actor may see. */
export async function receivedByDay(db: Reader, actor: Actor, customerId: number, from: string) {
  const rows = await db
    .selectFrom('receipt')
    .innerJoin('customer', 'customer.id', 'receipt.customer_id')
    .where(moneyInScope(actor, 'receivables.read', 'receipt.account_id'))
    .select('receipt.business_date as date')
    .select((eb) => eb.fn.sum<number>('receipt.amount_fen').as('fen'))
    .where('receipt.customer_id', '=', customerId)
    .where('receipt.state', '=', 'confirmed')
    .where('receipt.business_date', '>=', from)
    .groupBy('receipt.business_date')
    .execute();
  return rows.map((row) => ({ date: row.date, fen: Number(row.fen) }));
}

/**
 * What a customer came to owe and fell due since then, with what settled it and when. Rows that
 * were taken back, and what took them back, are left out; so are settlements that were.
 */
export async function settledOf(db: Reader, customerId: number, from: string) {
  const owed = await db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .select(['row.id', 'row.business_date', 'row.due_date', 'row.amount_fen'])
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', customerId)
    .where('row.amount_fen', '>', 0)
    .where('row.due_date', '>=', from)
    .where(takesNothingBack('row.reversal_of'))
    .where(standsIn('ar_ledger', 'row.id'))
    .execute();
  const settled = await db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .innerJoin('ar_allocation as made', 'made.owed_id', 'row.id')
    .innerJoin('ar_ledger as paid', 'paid.id', 'made.paid_id')
    .select(['made.owed_id', 'paid.business_date', 'paid.doc_kind'])
    .select(sql<number>`sum(made.amount_fen)`.as('amount_fen'))
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', customerId)
    .where('row.due_date', '>=', from)
    .groupBy(['made.owed_id', 'made.paid_id', 'paid.business_date', 'paid.doc_kind'])
    .execute();
  return {
    owed,
    settled: settled.map((row) => ({ ...row, amount_fen: Number(row.amount_fen) })),
  };
}
