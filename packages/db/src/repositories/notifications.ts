import type { Insertable } from 'kysely';
import type { Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export async function insertNotifications(
  tx: Tx,
  rows: readonly Insertable<DB['notification']>[],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto('notification').values(rows).execute();
}
