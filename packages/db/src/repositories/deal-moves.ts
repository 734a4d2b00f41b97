import { sql, type Insertable, type Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { dealInScope } from '../scope-deals.ts';

export type MoveRecord = Selectable<DB['deal_move']>;

export async function insertMove(
  tx: Tx,
  row: Omit<Insertable<DB['deal_move']>, 'id' | 'state' | 'approval_id'>,
): Promise<MoveRecord> {
  return await tx
    .insertInto('deal_move')
    .values({ ...row, state: 'waiting', approval_id: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function nameApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx.updateTable('deal_move').set({ approval_id: approvalId }).where('id', '=', id).execute();
}

/** Ends the waiting, once; undefined where it waits no more. */
export async function settleMove(
  tx: Tx,
  id: number,
  state: 'approved' | 'rejected' | 'withdrawn',
): Promise<MoveRecord | undefined> {
  return await tx
    .updateTable('deal_move')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
}

export async function moveById(db: Reader, id: number): Promise<MoveRecord | undefined> {
  return await db.selectFrom('deal_move').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What waits for an approval, by the deals that the caller found through scope. */
export async function waitingMoves(
  db: Reader,
  dealIds: readonly number[],
): Promise<Map<number, MoveRecord>> {
  if (dealIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('deal_move')
    .selectAll()
    .where('deal_id', 'in', dealIds)
    .where('state', '=', sql.lit('waiting'))
    .execute();
  return new Map(rows.map((row) => [row.deal_id, row]));
}

/** How many deals wait to come into each of these stages, whoever may see them. */
export async function waitingInto(
  db: Reader,
  stageIds: readonly number[],
): Promise<Map<number, number>> {
  if (stageIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('deal_move')
    .select(['to_stage_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('to_stage_id', 'in', stageIds)
    .where('state', '=', sql.lit('waiting'))
    .groupBy('to_stage_id')
    .execute();
  return new Map(rows.map((row) => [row.to_stage_id, Number(row.n)]));
}

/** Those of these moves whose deal the actor sees, with the deal and the customer's name. */
export async function movesSeen(db: Reader, actor: Actor, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('deal')
    .innerJoin('deal_move', 'deal_move.deal_id', 'deal.id')
    .innerJoin('pipeline_stage as from', 'from.id', 'deal_move.from_stage_id')
    .innerJoin('pipeline_stage as to', 'to.id', 'deal_move.to_stage_id')
    .leftJoin('customer', 'customer.id', 'deal.customer_id')
    .select([
      'deal_move.id as id',
      'deal.id as deal_id',
      'deal.name as name',
      'deal.amount_fen as amount_fen',
      'deal.expected_on as expected_on',
      'from.name as from_name',
      'to.name as to_name',
      'customer.name as customer_name',
    ])
    .where('deal_move.id', 'in', ids)
    .where((eb) => dealInScope(actor, 'deals.read')(eb as never))
    .execute();
}
