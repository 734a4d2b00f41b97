import { sql, type ExpressionBuilder } from 'kysely';
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
  { since, before }: Span,
): Promise<(Tally & { type: string })[]> {
  const reach = actor.reach.get('followUps.read');
  let query = db
    .selectFrom('follow_up')
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before);
  // Whoever reaches all of them needs no customer to be told so.
  if (!reach?.all) {
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

/** Customers by who registered them with his own hands: what an import brought is nobody's work. */
export async function registeredBy(
  db: Reader,
  actor: Actor,
  { since, before }: Span,
): Promise<Tally[]> {
  const rows = await db
    .selectFrom('customer')
    .where('customer.created_at', '>=', since)
    .where('customer.created_at', '<', before)
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where((eb) => byHand(eb as never))
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

/** How often people did something in each of several spans, in their order. */
export interface Tallies {
  userId: number;
  counts: number[];
}

const spanned = (column: string, { since, before }: Span) =>
  sql<number>`sum(case when ${sql.ref(column)} >= ${since} and ${sql.ref(column)} < ${before}
    then 1 else 0 end)`;

function tallies(rows: readonly object[], spans: readonly Span[]): Tallies[] {
  return rows.flatMap((row) => {
    const of = row as Record<string, number | string | null>;
    if (of['user_id'] === null) return [];
    const counts = spans.map((_, at) => Number(of[`n${at}`]));
    return counts.some((n) => n > 0) ? [{ userId: Number(of['user_id']), counts }] : [];
  });
}

/** The same counts over several spans in one walk, by who did it: of what the actor may open. */
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

/** So many spans lie apart, and each is walked by itself; more are months of a year in a row. */
const APART = 3;

async function tallied(
  db: Reader,
  actor: Actor | null,
  work: CountedWork,
  spans: readonly Span[],
): Promise<Tallies[]> {
  if (spans.length === 0 || spans.length > APART) return await walked(db, actor, work, spans);
  const people = new Map<number, number[]>();
  for (const [at, span] of spans.entries()) {
    for (const { userId, counts } of await walked(db, actor, work, [span])) {
      const own = people.get(userId) ?? spans.map(() => 0);
      own[at] = counts[0]!;
      people.set(userId, own);
    }
  }
  return [...people].map(([userId, counts]) => ({ userId, counts }));
}

async function walked(
  db: Reader,
  actor: Actor | null,
  work: CountedWork,
  spans: readonly Span[],
): Promise<Tallies[]> {
  if (spans.length === 0) return [];
  const since = Math.min(...spans.map((span) => span.since));
  const before = Math.max(...spans.map((span) => span.before));
  if (work === 'newCustomers')
    return tallies(await registered(db, actor, { since, before }, spans), spans);
  const reach = actor?.reach.get('followUps.read');
  let query = db
    .selectFrom('follow_up')
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before);
  if (work !== 'followUps') {
    query = query.where('follow_up.type', '=', work === 'visits' ? 'visit' : 'call');
  }
  // Whoever reaches all of them needs no customer to be told so.
  if (actor && !reach?.all) {
    // As in talksBy(): the span of time is walked, and not the customers.
    query = query
      .crossJoin('customer')
      .whereRef('customer.id', '=', 'follow_up.customer_id')
      .where((eb) => inScope(actor, 'followUps.read')(eb as never))
      .where('follow_up.author_id', 'in', reach?.ownerIds ?? []) as never;
  }
  const rows = await query
    .select('follow_up.author_id as user_id')
    .select(spans.map((span, at) => spanned('follow_up.at', span).as(`n${at}`)))
    .groupBy('follow_up.author_id')
    .execute();
  return tallies(rows, spans);
}

async function registered(
  db: Reader,
  actor: Actor | null,
  { since, before }: Span,
  spans: readonly Span[],
): Promise<object[]> {
  let query = db
    .selectFrom('customer')
    .where('customer.created_at', '>=', since)
    .where('customer.created_at', '<', before)
    .where((eb) => byHand(eb as never));
  if (actor) query = query.where((eb) => inScope(actor, 'customers.read')(eb as never));
  return await query
    .select('customer.created_by as user_id')
    .select(spans.map((span, at) => spanned('customer.created_at', span).as(`n${at}`)))
    .groupBy('customer.created_by')
    .execute();
}
