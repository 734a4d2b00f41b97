import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type DealFileRecord = Selectable<DB['deal_file']>;

/** Files of a deal that the caller found through scope, the newest first. */
export async function filesOfDeal(db: Reader, dealId: number): Promise<DealFileRecord[]> {
  return await db
    .selectFrom('deal_file')
    .selectAll()
    .where('deal_id', '=', dealId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** A file that was not taken off; the caller asks for its deal through scope. */
export async function dealFileById(db: Reader, id: number): Promise<DealFileRecord | undefined> {
  return await db
    .selectFrom('deal_file')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** Whether any file hangs on a deal. */
export async function hasDealFile(db: Reader, dealId: number): Promise<boolean> {
  return (await filesOfDeal(db, dealId)).length > 0;
}

export async function insertDealFile(
  tx: Tx,
  row: Omit<DealFileRecord, 'id' | 'removed_at'>,
): Promise<DealFileRecord> {
  return await tx
    .insertInto('deal_file')
    .values({ ...row, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function takeOffDealFile(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('deal_file').set({ removed_at: now }).where('id', '=', id).execute();
}
