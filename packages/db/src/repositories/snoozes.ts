import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';

export interface SnoozeRecord {
  kind: string;
  row_id: number;
  /** UTC ms. */
  until: number;
}

/** What this person put off and has not come back at `now`. */
export async function snoozesOf(db: Reader, userId: number, now: number): Promise<SnoozeRecord[]> {
  const asked = { key: 'snoozes', values: { userId, now } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('desk_snooze')
      .select(['kind', 'row_id', 'until'])
      .where('user_id', '=', values.userId)
      .where('until', '>', values.now),
  );
}

/** Puts a line off, or to another time; what came back long ago is forgotten with it. */
export async function putSnooze(
  tx: Tx,
  snooze: SnoozeRecord & { user_id: number },
  now: number,
): Promise<void> {
  await tx
    .deleteFrom('desk_snooze')
    .where('user_id', '=', snooze.user_id)
    .where('until', '<=', now)
    .execute();
  const { until } = snooze;
  await tx
    .insertInto('desk_snooze')
    .values(snooze)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'kind', 'row_id']).doUpdateSet({ until }),
    )
    .execute();
}

/** Brings back what was put off of a block; answers how many lines. */
export async function dropSnoozes(tx: Tx, userId: number, kind: string): Promise<number> {
  const gone = await tx
    .deleteFrom('desk_snooze')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
