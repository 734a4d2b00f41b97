import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type GoingLiveRecord = Selectable<DB['going_live']>;

/** From which day on the books are kept here; undefined where nobody said it. */
export async function goingLive(db: Reader): Promise<GoingLiveRecord | undefined> {
  const [row] = await remembered(db, { key: 'goingLive', values: { id: 1 } }, ({ id }) =>
    db.selectFrom('going_live').selectAll().where('id', '=', id),
  );
  return row;
}

/** Writes the one row in the place of this version, 0 of none; whether nobody was faster. */
export async function putGoingLive(
  tx: Tx,
  version: number,
  changes: Partial<Omit<GoingLiveRecord, 'id' | 'version'>>,
): Promise<boolean> {
  if (version === 0) {
    const fresh = {
      id: 1,
      version: 1,
      go_live_date: '',
      state: 'preparing',
      old_totals: '{}',
      difference_reason: '',
      started_by: null,
      started_at: null,
      reopened_by: null,
      reopened_at: null,
      reopen_reason: '',
    };
    const done = await tx
      .insertInto('going_live')
      .values({ ...fresh, ...changes })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    return Number(done.numInsertedOrUpdatedRows ?? 0) === 1;
  }
  const done = await tx
    .updateTable('going_live')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', 1)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
