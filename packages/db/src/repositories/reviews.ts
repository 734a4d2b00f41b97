import type { ExpressionBuilder, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type ReviewRecord = Selectable<DB['follow_up_review']>;
type NamedReview = ReviewRecord & { reviewer_name: string };

/** What lies in a queue: the records of a day by people whom the actor reviews. */
export interface QueueFilter {
  /** First instant and the one after the last, UTC ms. */
  since: number;
  before: number;
  authorId?: number | undefined;
  /** Only what nobody has reviewed. */
  open: boolean;
}

/** Of follow-ups those that nobody has reviewed. */
export const unreviewed = (eb: ExpressionBuilder<DB, 'follow_up'>) =>
  eb.not(
    eb.exists(
      eb
        .selectFrom('follow_up_review')
        .select('follow_up_review.id')
        .whereRef('follow_up_review.follow_up_id', '=', 'follow_up.id'),
    ),
  );

/**
 * Written by somebody in reach, not by the actor, on a customer whose follow-ups he reads. The
 * CROSS JOIN tells SQLite to walk the day and not the customers.
 */
function queued(db: Reader, actor: Actor, { since, before, authorId, open }: QueueFilter) {
  const reach = actor.reach.get('reviews.create');
  let query = db
    .selectFrom('follow_up')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'follow_up.customer_id')
    .where('follow_up.at', '>=', since)
    .where('follow_up.at', '<', before)
    .where('follow_up.author_id', '!=', actor.userId)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never));
  if (!reach?.all) query = query.where('follow_up.author_id', 'in', reach?.ownerIds ?? []);
  if (authorId !== undefined) query = query.where('follow_up.author_id', '=', authorId);
  return open ? query.where((eb) => unreviewed(eb as never)) : query;
}

/** A page of a queue, oldest first. */
export async function queuePage(
  db: Reader,
  actor: Actor,
  filter: QueueFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<{ id: number; at: number }[]> {
  let query = queued(db, actor, filter);
  if (after) {
    const at = Number(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('follow_up.at', '>', at),
        eb.and([eb('follow_up.at', '=', at), eb('follow_up.id', '>', after.id)]),
      ]),
    );
  }
  return await query
    .select(['follow_up.id', 'follow_up.at'])
    .orderBy('follow_up.at')
    .orderBy('follow_up.id')
    .limit(limit)
    .execute();
}

/** When the newest of a queue was written (UTC ms); null where it is empty. */
export async function newestInQueue(
  db: Reader,
  actor: Actor,
  filter: QueueFilter,
): Promise<number | null> {
  const row = await queued(db, actor, filter)
    .select('follow_up.at')
    .orderBy('follow_up.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** How many lie in a queue, counted no further than `cap`. */
export async function countQueue(
  db: Reader,
  actor: Actor,
  filter: QueueFilter,
  cap: number,
): Promise<number> {
  const arm = queued(db, actor, filter).select('follow_up.id');
  const counted = await cappedCount(db, [arm as never], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** Whose reviews, and which of them. */
interface ReceivedFilter {
  open: boolean;
  /** Only where the author sees the customer now. */
  seen?: boolean;
}

const received = (db: Reader, actor: Actor, { open, seen = false }: ReceivedFilter) => {
  let query = db
    .selectFrom('follow_up_review')
    .innerJoin('follow_up', 'follow_up.id', 'follow_up_review.follow_up_id')
    .innerJoin('customer', 'customer.id', 'follow_up.customer_id')
    .where('follow_up_review.author_id', '=', actor.userId);
  if (seen) query = query.where((eb) => inScope(actor, 'followUps.read')(eb as never));
  return open ? query.where('follow_up_review.acknowledged_at', 'is', null) : query;
};

/** Reviews of the actor's own follow-ups, which they are addressed to; newest first. */
export async function receivedReviews(
  db: Reader,
  actor: Actor,
  filter: ReceivedFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedReview[]> {
  let query = received(db, actor, filter);
  if (before !== null) query = query.where('follow_up_review.id', '<', before);
  return await query
    .innerJoin('user', 'user.id', 'follow_up_review.reviewer_id')
    .selectAll('follow_up_review')
    .select('user.name as reviewer_name')
    .orderBy('follow_up_review.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countReceived(
  db: Reader,
  actor: Actor,
  filter: ReceivedFilter,
  cap: number,
): Promise<number> {
  const arm = received(db, actor, filter).select('follow_up_review.id');
  const counted = await cappedCount(db, [arm as never], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** Reviews of follow-ups that the caller found through scope, oldest first. */
export async function reviewsOf(
  db: Reader,
  followUpIds: readonly number[],
): Promise<NamedReview[]> {
  if (followUpIds.length === 0) return [];
  return await db
    .selectFrom('follow_up_review')
    .innerJoin('user', 'user.id', 'follow_up_review.reviewer_id')
    .selectAll('follow_up_review')
    .select('user.name as reviewer_name')
    .where('follow_up_id', 'in', followUpIds)
    .orderBy('follow_up_review.id')
    .execute();
}

/** One review by its id. */
export async function reviewById(db: Reader, id: number): Promise<NamedReview | undefined> {
  return await db
    .selectFrom('follow_up_review')
    .innerJoin('user', 'user.id', 'follow_up_review.reviewer_id')
    .selectAll('follow_up_review')
    .select('user.name as reviewer_name')
    .where('follow_up_review.id', '=', id)
    .executeTakeFirst();
}

export async function insertReview(
  tx: Tx,
  review: Omit<ReviewRecord, 'id' | 'version'>,
): Promise<ReviewRecord> {
  const row = { ...review, version: 1 };
  return { ...row, id: await insertNumbered(tx, 'follow_up_review', row, 'id') };
}

/** Changes a review of exactly this version; undefined when somebody was faster. */
export async function updateReview(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['follow_up_review'], 'id' | 'version'>>,
): Promise<ReviewRecord | undefined> {
  return await tx
    .updateTable('follow_up_review')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
