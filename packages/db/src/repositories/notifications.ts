import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type NotificationRecord = Selectable<DB['notification']>;

/** Rows per INSERT, well below the engines' limit of bound parameters. */
const ROWS_AT_ONCE = 500;

export async function insertNotifications(
  tx: Tx,
  rows: readonly Insertable<DB['notification']>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('notification')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

/** Which of a person's notifications: as the contract's `show` says, and of which kinds. */
export interface NotificationFilter {
  userId: number;
  now: number;
  show: 'awake' | 'unseen' | 'snoozed';
  /** Absent: of every kind. */
  kinds?: readonly string[] | undefined;
}

function filtered(db: Reader, { userId, now, show, kinds }: NotificationFilter) {
  let query =
    show === 'snoozed'
      ? db.selectFrom('notification').where('user_id', '=', userId).where('snoozed_until', '>', now)
      : awake(db, userId, now);
  if (show === 'unseen') query = query.where('seen_at', 'is', null);
  return kinds ? query.where('kind', 'in', kinds) : query;
}

/** One person's notifications, newest first. */
export function listNotifications(
  db: Reader,
  filter: NotificationFilter,
  page: { before: number | null; limit: number },
): Promise<NotificationRecord[]> {
  let query = filtered(db, filter).selectAll();
  if (page.before !== null) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** How many there are, counted no further than `cap`. */
export async function countNotifications(
  db: Reader,
  filter: NotificationFilter,
  cap: number,
): Promise<number> {
  return (await filtered(db, filter).select('id').limit(cap).execute()).length;
}

/** Awake ones that the person has not seen; counting stops at `cap`. */
export async function countUnseen(
  db: Reader,
  userId: number,
  now: number,
  cap: number,
): Promise<number> {
  const rows = await awake(db, userId, now)
    .select('id')
    .where('seen_at', 'is', null)
    .limit(cap)
    .execute();
  return rows.length;
}

function awake(db: Reader, userId: number, now: number) {
  return db
    .selectFrom('notification')
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<=', now)]));
}

/**
 * Marks a person's own notifications, the named ones or every awake one: as seen, or asleep until
 * an instant, after which they count as unseen again. Returns how many there were.
 */
export async function markNotifications(
  tx: Tx,
  mark: {
    userId: number;
    ids: readonly number[] | null;
    now: number;
    snoozeUntil: number | null;
  },
): Promise<number> {
  let query = tx
    .updateTable('notification')
    .set(
      mark.snoozeUntil === null
        ? { seen_at: mark.now, snoozed_until: null }
        : { seen_at: null, snoozed_until: mark.snoozeUntil },
    )
    .where('user_id', '=', mark.userId);
  if (mark.ids !== null) query = query.where('id', 'in', mark.ids);
  else {
    query = query.where((eb) =>
      eb.and([
        eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<=', mark.now)]),
        ...(mark.snoozeUntil === null ? [eb('seen_at', 'is', null)] : []),
      ]),
    );
  }
  const changed = await query.executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** People who have a notification that wakes after `from` and until `to`. */
export async function wokenBetween(db: Reader, from: number, to: number): Promise<number[]> {
  const rows = await db
    .selectFrom('notification')
    .select('user_id')
    .distinct()
    .where('snoozed_until', '>', from)
    .where('snoozed_until', '<=', to)
    .execute();
  return rows.map((row) => row.user_id);
}
