import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedRequest = NonNullable<Awaited<ReturnType<typeof refundRequestById>>>;
export interface RequestLine {
  item_id: number;
  amount_fen: number;
}

const named = (db: Reader) =>
  db
    .selectFrom('refund_request')
    .innerJoin('customer', 'customer.id', 'refund_request.customer_id')
    .innerJoin('user as maker', 'maker.id', 'refund_request.made_by')
    .leftJoin('customer_refund', 'customer_refund.id', 'refund_request.refund_id')
    .selectAll('refund_request')
    .select(['customer.name as customer_name', 'maker.name as maker_name'])
    .select('customer_refund.no as refund_no');

/** Whoever may see it: inside the command or the approval that is about it. */
export async function refundRequestById(db: Reader, id: number) {
  return await named(db).where('refund_request.id', '=', id).executeTakeFirst();
}

const seen = (db: Reader, actor: Actor) =>
  named(db).where((eb) => inScope(actor, 'receivables.read')(eb as never));

export async function refundRequestInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedRequest | undefined> {
  return await seen(db, actor).where('refund_request.id', '=', id).executeTakeFirst();
}

/** A page of them, of customers in scope, the newest first. */
export async function listRefundRequests(
  db: Reader,
  actor: Actor,
  {
    states,
    after,
    limit,
  }: { states?: readonly string[] | undefined; after: number | null; limit: number },
): Promise<NamedRequest[]> {
  let query = seen(db, actor);
  if (states) query = query.where('refund_request.state', 'in', states);
  if (after !== null) query = query.where('refund_request.id', '<', after);
  return await query.orderBy('refund_request.id', 'desc').limit(limit).execute();
}

/** The one that a refund paid. */
export async function requestOfRefund(
  db: Reader,
  refundId: number,
): Promise<NamedRequest | undefined> {
  return await named(db).where('refund_request.refund_id', '=', refundId).executeTakeFirst();
}

/** What of which credit, with the number by which people know that. */
export async function refundRequestLines(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('refund_request_line as line')
    .innerJoin('ar_ledger as row', 'row.id', 'line.item_id')
    .selectAll('line')
    .select(['row.doc_no', 'row.doc_kind', 'row.kind', 'row.business_date'])
    .where('line.request_id', 'in', ids)
    .orderBy('line.request_id')
    .orderBy('line.sort')
    .execute();
}

export async function insertRefundRequest(
  tx: Tx,
  row: Omit<Insertable<DB['refund_request']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'refund_request', { ...row, version: 1 }, 'id');
}

export async function setRefundRequestLines(
  tx: Tx,
  requestId: number,
  lines: readonly RequestLine[],
): Promise<void> {
  await tx.deleteFrom('refund_request_line').where('request_id', '=', requestId).execute();
  await tx
    .insertInto('refund_request_line')
    .values(lines.map((line, sort) => ({ ...line, request_id: requestId, sort })))
    .execute();
}

/** Whether it was still in that version. */
export async function updateRefundRequest(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['refund_request']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('refund_request')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Names the approval that it waits for; no change of what is asked. */
export async function nameRequestApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('refund_request')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}
