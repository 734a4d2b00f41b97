import type { Reader, Tx } from '../database.ts';

/** A setting of a person as JSON text; undefined where the person never set it. */
export async function readPreference(
  db: Reader,
  userId: number,
  key: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('user_preference')
    .select('value')
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

/** `value` is JSON text. */
export async function savePreference(
  tx: Tx,
  preference: { user_id: number; key: string; value: string; at: number },
): Promise<void> {
  const { value, at } = preference;
  await tx
    .insertInto('user_preference')
    .values(preference)
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet({ value, at }))
    .execute();
}

export async function countPreferences(db: Reader, userId: number): Promise<number> {
  const rows = await db
    .selectFrom('user_preference')
    .select('key')
    .where('user_id', '=', userId)
    .execute();
  return rows.length;
}
