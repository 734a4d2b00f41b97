import type { Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type OptOutRecord = Selectable<DB['opt_out']>;
export type NamedOptOut = OptOutRecord & { by_name: string };

/** As noted by the actor and the people in reach, newest first. */
export async function listOptOuts(
  db: Reader,
  { userId, reach }: Actor,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedOptOut[]> {
  const right = reach.get('campaigns.create');
  let query = db
    .selectFrom('opt_out')
    .innerJoin('user', 'user.id', 'opt_out.by_user_id')
    .selectAll('opt_out')
    .select('user.name as by_name');
  if (!right?.all) query = query.where('by_user_id', 'in', [userId, ...(right?.ownerIds ?? [])]);
  if (before !== null) query = query.where('opt_out.id', '<', before);
  return await query.orderBy('opt_out.id', 'desc').limit(limit).execute();
}

/** Which of these numbers or addresses get nothing, whoever noted it. */
export async function optedOut(
  db: Reader,
  channel: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const out = new Set<string>();
  for (let from = 0; from < keys.length; from += 500) {
    const rows = await db
      .selectFrom('opt_out')
      .select('address_key')
      .where('channel', '=', channel)
      .where('address_key', 'in', keys.slice(from, from + 500))
      .execute();
    for (const row of rows) out.add(row.address_key);
  }
  return out;
}

export async function optOutById(db: Reader, id: number): Promise<OptOutRecord | undefined> {
  return await db.selectFrom('opt_out').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertOptOut(tx: Tx, row: Omit<OptOutRecord, 'id'>): Promise<number> {
  return await insertNumbered(tx, 'opt_out', row, 'id');
}

export async function deleteOptOut(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('opt_out').where('id', '=', id).execute();
}
