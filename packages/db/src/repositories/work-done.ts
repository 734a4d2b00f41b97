import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import { dealInScope } from '../scope-deals.ts';
import { byHand } from './workload.ts';

/** What one person did in a span: first instant and the one after the last, UTC ms. */
interface Asked {
  userId: number;
  since: number;
  before: number;
}

/* Each shows what the actor can open, by the condition of the list. */

/** Follow-ups of one author by type. */
export async function talkTypesOf(
  db: Reader,
  actor: Actor,
  { userId, since, before }: Asked,
): Promise<{ type: string; n: number }[]> {
  const rows = await db
    .selectFrom('follow_up')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'follow_up.customer_id')
    .where('follow_up.author_id', '=', userId)
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .select('follow_up.type')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('follow_up.type')
    .execute();
  return rows.map((row) => ({ type: row.type, n: Number(row.n) }));
}

/** Of these customers those whom the person talked to in the span. */
export async function talkedTo(
  db: Reader,
  actor: Actor,
  { userId, since, before }: Asked,
  customerIds: readonly number[],
): Promise<Set<number>> {
  if (customerIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('follow_up')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'follow_up.customer_id')
    .where('follow_up.author_id', '=', userId)
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before)
    .where('follow_up.customer_id', 'in', customerIds)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .select('follow_up.customer_id')
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.customer_id));
}

function registered(db: Reader, actor: Actor, { userId, since, before }: Asked) {
  return db
    .selectFrom('customer')
    .where('customer.created_by', '=', userId)
    .where('customer.created_at', '>=', since)
    .where('customer.created_at', '<', before)
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where((eb) => byHand(eb as never));
}

/** Customers whom the person registered with his own hands, newest first. */
export async function customersRegistered(
  db: Reader,
  actor: Actor,
  asked: Asked,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  return await registered(db, actor, asked)
    .select(['customer.id', 'customer.name'])
    .orderBy('customer.created_at', 'desc')
    .orderBy('customer.id', 'desc')
    .limit(limit)
    .execute();
}

function dealMoves(db: Reader, actor: Actor, { userId, since, before }: Asked) {
  return db
    .selectFrom('deal_event')
    .innerJoin('deal', 'deal.id', 'deal_event.deal_id')
    .where('deal_event.by_user_id', '=', userId)
    .where('deal_event.at', '>=', since)
    .where('deal_event.at', '<', before)
    .where('deal_event.kind', 'in', ['stage', 'closed', 'reopened'])
    .where((eb) => dealInScope(actor, 'deals.read')(eb as never));
}

/** Moves, ends and reopenings of deals by the hand of the person, newest first. */
export async function dealMovesBy(db: Reader, actor: Actor, asked: Asked, limit: number) {
  return await dealMoves(db, actor, asked)
    .leftJoin('pipeline_stage', (join) =>
      // Where it went then, not where it stands now.
      join.on(sql`cast(pipeline_stage.id as text)`, '=', sql.ref('deal_event.to_value')),
    )
    .select([
      'deal.id',
      'deal.name',
      'deal_event.kind',
      'deal_event.to_value',
      'deal_event.back',
      'deal_event.at',
      'pipeline_stage.name as stage',
    ])
    .orderBy('deal_event.at', 'desc')
    .orderBy('deal_event.id', 'desc')
    .limit(limit)
    .execute();
}

function finished(db: Reader, actor: Actor, { userId, since, before }: Asked) {
  return db
    .selectFrom('task')
    .where('to_user_id', '=', userId)
    .where('state', '=', 'done')
    .where('closed_at', '>=', since)
    .where('closed_at', '<', before)
    .where((eb) =>
      eb.or([eb('to_user_id', '=', actor.userId), eb('from_user_id', '=', actor.userId)]),
    );
}

/** Instructions that the person finished, as far as the actor gave or received them. */
export async function tasksFinished(
  db: Reader,
  actor: Actor,
  asked: Asked,
  limit: number,
): Promise<{ id: number; text: string; note: string }[]> {
  return await finished(db, actor, asked)
    .select(['id', 'text', 'note'])
    .orderBy('closed_at', 'desc')
    .limit(limit)
    .execute();
}

const many = sql<number>`count(*)`.as('n');

type Whose = [db: Reader, actor: Actor, asked: Asked];

const counted = {
  customers: async (...of: Whose) =>
    await registered(...of)
      .select(many)
      .execute(),
  deals: async (...of: Whose) =>
    await dealMoves(...of)
      .select(many)
      .execute(),
  tasks: async (...of: Whose) =>
    await finished(...of)
      .select(many)
      .execute(),
};

/** How many there are of these, however many are listed. */
export async function countDone(
  db: Reader,
  actor: Actor,
  asked: Asked,
  what: keyof typeof counted,
): Promise<number> {
  const [row] = await counted[what](db, actor, asked);
  return Number(row?.n ?? 0);
}

/**
 * Customers of the actor for whom a follow-up was agreed for these business dates, as it stood
 * before the span began: what was talked meanwhile does not take them off the plan.
 */
export async function customersAgreed(
  db: Reader,
  actor: Actor,
  { from, to, since }: { from: string; to: string; since: number },
  limit: number,
): Promise<{ id: number; name: string }[]> {
  return await db
    .selectFrom('customer')
    .crossJoin('follow_up')
    .whereRef('follow_up.customer_id', '=', 'customer.id')
    .where('customer.owner_id', '=', actor.userId)
    .where('customer.archived_at', 'is', null)
    .where('follow_up.next_on', '>=', from)
    .where('follow_up.next_on', '<=', to)
    .where('follow_up.at', '<', since)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('follow_up as later')
            .select('later.id')
            .whereRef('later.customer_id', '=', 'customer.id')
            .whereRef('later.at', '>', 'follow_up.at')
            .where('later.at', '<', since),
        ),
      ),
    )
    .select(['customer.id', 'customer.name'])
    .distinct()
    .orderBy('customer.id')
    .limit(limit)
    .execute();
}

/** Instructions to the actor that are due on these business dates and not withdrawn. */
export async function tasksDue(
  db: Reader,
  actor: Actor,
  { from, to }: { from: string; to: string },
  limit: number,
): Promise<{ id: number; text: string }[]> {
  return await db
    .selectFrom('task')
    .select(['id', 'text'])
    .where('to_user_id', '=', actor.userId)
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .where('state', '!=', 'withdrawn')
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Of these instructions those that the actor gave or received. */
export async function tasksSeen(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, Pick<DB['task'], 'text' | 'state' | 'closed_at'>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('task')
    .select(['id', 'text', 'state', 'closed_at'])
    .where('id', 'in', ids)
    .where((eb) =>
      eb.or([eb('to_user_id', '=', actor.userId), eb('from_user_id', '=', actor.userId)]),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
