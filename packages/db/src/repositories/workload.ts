import type { ExpressionBuilder } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

/** First instant and the one after the last, UTC ms. */
interface Span {
  since: number;
  before: number;
}

/** How often a person did something in a span. */
export interface Tally {
  userId: number;
  n: number;
}

const toTally = (row: { user_id: number | null; n: number | string | bigint }): Tally[] =>
  row.user_id === null ? [] : [{ userId: row.user_id, n: Number(row.n) }];

/*
 * Each counts what the actor can open, by the condition of the list: a sum never holds more. The
 * CROSS JOINs tell SQLite to walk the span of time and not the customers.
 */

/** Follow-ups by author and type, of authors in reach. */
export async function talksBy(
  db: Reader,
  actor: Actor,
  span: Span,
): Promise<(Tally & { type: string })[]> {
  return await talked(db, actor, span);
}

/** The same of one type; without an actor everybody's, whoever may open them. */
async function talked(
  db: Reader,
  actor: Actor | null,
  { since, before }: Span,
  type?: string,
): Promise<(Tally & { type: string })[]> {
  const reach = actor?.reach.get('followUps.read');
  let query = db
    .selectFrom('follow_up')
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before);
  if (type !== undefined) query = query.where('follow_up.type', '=', type);
  // Whoever reaches all of them needs no customer to be told so.
  if (actor && !reach?.all) {
    query = query
      .crossJoin('customer')
      .whereRef('customer.id', '=', 'follow_up.customer_id')
      .where((eb) => inScope(actor, 'followUps.read')(eb as never))
      .where('follow_up.author_id', 'in', reach?.ownerIds ?? []) as never;
  }
  const rows = await query
    .select(['follow_up.author_id', 'follow_up.type'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy(['follow_up.author_id', 'follow_up.type'])
    .execute();
  return rows.map((row) => ({ userId: row.author_id, type: row.type, n: Number(row.n) }));
}

/** Of customers those that somebody registered himself, and no import brought. */
export const byHand = (eb: ExpressionBuilder<DB, 'customer'>) =>
  eb.not(
    eb.exists(
      eb
        .selectFrom('import_row')
        .select('import_row.row')
        .whereRef('import_row.customer_id', '=', 'customer.id')
        .where('import_row.made', '=', 1),
    ),
  );

/**
 * Customers by who registered them with his own hands: what an import brought is nobody's work.
 * Without an actor everybody's, whoever may open them.
 */
export async function registeredBy(
  db: Reader,
  actor: Actor | null,
  { since, before }: Span,
): Promise<Tally[]> {
  let query = db
    .selectFrom('customer')
    .where('customer.created_at', '>=', since)
    .where('customer.created_at', '<', before)
    .where((eb) => byHand(eb as never));
  if (actor) query = query.where((eb) => inScope(actor, 'customers.read')(eb as never));
  const rows = await query
    .select('customer.created_by as user_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('customer.created_by')
    .execute();
  return rows.flatMap(toTally);
}

/** Reviews by reviewer, of follow-ups that the actor reads. */
export async function reviewsBy(
  db: Reader,
  actor: Actor,
  { since, before }: Span,
): Promise<Tally[]> {
  const rows = await db
    .selectFrom('follow_up_review')
    .crossJoin('follow_up')
    .crossJoin('customer')
    .whereRef('follow_up.id', '=', 'follow_up_review.follow_up_id')
    .whereRef('customer.id', '=', 'follow_up.customer_id')
    .where('follow_up_review.at', '>=', since)
    .where('follow_up_review.at', '<', before)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .select('follow_up_review.reviewer_id as user_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('follow_up_review.reviewer_id')
    .execute();
  return rows.flatMap(toTally);
}

/** Kinds of work that records tell of. */
export type CountedWork = 'newCustomers' | 'followUps' | 'visits' | 'calls';

/** Of which type the talks are; of any where it says nothing. */
const types = { followUps: undefined, visits: 'visit', calls: 'call' } as const;

/** How often people did something in each of several spans, in their order. */
export interface Tallies {
  userId: number;
  counts: number[];
}

/** The same counts over several spans, by who did it: of what the actor may open. */
export async function workIn(
  db: Reader,
  actor: Actor,
  work: CountedWork,
  spans: readonly Span[],
): Promise<Tallies[]> {
  return await tallied(db, actor, work, spans);
}

/** The same of everybody in one span, whoever may open the records: for the published ranking alone. */
export async function workPublished(db: Reader, work: CountedWork, span: Span): Promise<Tallies[]> {
  return await tallied(db, null, work, [span]);
}

/** Each span is walked by itself, by its index; to weigh every row against every span costs more. */
async function tallied(
  db: Reader,
  actor: Actor | null,
  work: CountedWork,
  spans: readonly Span[],
): Promise<Tallies[]> {
  const people = new Map<number, number[]>();
  for (const [at, span] of spans.entries()) {
    const found =
      work === 'newCustomers'
        ? await registeredBy(db, actor, span)
        : await talked(db, actor, span, types[work]);
    for (const { userId, n } of found) {
      const own = people.get(userId) ?? spans.map(() => 0);
      own[at]! += n;
      people.set(userId, own);
    }
  }
  return [...people].map(([userId, counts]) => ({ userId, counts }));
}
