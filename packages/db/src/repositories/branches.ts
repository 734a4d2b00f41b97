import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type BranchRecord = Selectable<DB['branch']>;

const MOST_LISTED = 1000;

/** Ranges of its own office. */
export const lanOf = ({ lan }: Pick<BranchRecord, 'lan'>) => JSON.parse(lan) as string[];

/** Those in use first, by name; with the name of who made them. */
export function listBranches(db: Reader) {
  return db
    .selectFrom('branch')
    .leftJoin('user', 'user.id', 'branch.made_by')
    .selectAll('branch')
    .select('user.name as made_by_name')
    .orderBy((eb) => eb.case().when('branch.revoked_at', 'is', null).then(0).else(1).end())
    .orderBy('branch.name')
    .orderBy('branch.id')
    .limit(MOST_LISTED)
    .execute();
}

/** Every branch that was not revoked, in the order of their numbers. */
export function liveBranches(db: Reader): Promise<BranchRecord[]> {
  return db
    .selectFrom('branch')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function branchById(db: Reader, id: number): Promise<BranchRecord | undefined> {
  return await db.selectFrom('branch').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What was ever given to a branch, and whether it still is. */
export async function branchPlaces(
  db: Reader,
): Promise<{ address: string; lan: string[]; live: boolean }[]> {
  const rows = await db.selectFrom('branch').select(['address', 'lan', 'revoked_at']).execute();
  return rows.map((row) => ({
    address: row.address,
    lan: lanOf(row),
    live: row.revoked_at === null,
  }));
}

export async function insertBranch(
  tx: Tx,
  branch: Omit<BranchRecord, 'id' | 'version' | 'revoked_at' | 'revoked_by'>,
): Promise<BranchRecord> {
  return await tx
    .insertInto('branch')
    .values({ version: 1, revoked_at: null, revoked_by: null, ...branch })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a branch of exactly this version; undefined where it has another. */
export async function changeBranch(
  tx: Tx,
  at: { id: number; version: number },
  changes: Updateable<DB['branch']>,
): Promise<BranchRecord | undefined> {
  return await tx
    .updateTable('branch')
    .set({ ...changes, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returningAll()
    .executeTakeFirst();
}

/** When somebody last worked through the tunnel, by the address he came from. */
export async function lastSeenThroughTunnel(
  db: Reader,
): Promise<{ address: string; at: number }[]> {
  const rows = await db
    .selectFrom('session')
    .select('address')
    .select((eb) => eb.fn.max<number>('last_seen_at').as('at'))
    .where('network', '=', 'vpn')
    .groupBy('address')
    .execute();
  return rows.map(({ address, at }) => ({ address, at: Number(at) }));
}
