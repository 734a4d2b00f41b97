import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type OrgMove = Selectable<DB['org_move']>;

export async function insertOrgMove(
  tx: Tx,
  move: Omit<Insertable<DB['org_move']>, 'id'>,
): Promise<void> {
  await tx.insertInto('org_move').values(move).execute();
}

/** All moves of departments and people, in the order in which they were made. */
export async function orgMoves(db: Reader): Promise<OrgMove[]> {
  return await db.selectFrom('org_move').selectAll().orderBy('id').execute();
}
