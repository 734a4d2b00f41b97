import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type InquiryFileRecord = Selectable<DB['inquiry_file']>;

/** Files of an inquiry of both sides, the newest first; the caller keeps to what its reader sees. */
export async function filesOfInquiry(db: Reader, inquiryId: number): Promise<InquiryFileRecord[]> {
  return await db
    .selectFrom('inquiry_file')
    .selectAll()
    .where('inquiry_id', '=', inquiryId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** A file that was not taken off; the caller asks for its inquiry. */
export async function inquiryFileById(
  db: Reader,
  id: number,
): Promise<InquiryFileRecord | undefined> {
  return await db
    .selectFrom('inquiry_file')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function insertInquiryFile(
  tx: Tx,
  row: Omit<InquiryFileRecord, 'id' | 'removed_at'>,
): Promise<InquiryFileRecord> {
  return await tx
    .insertInto('inquiry_file')
    .values({ ...row, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function changeInquiryFile(
  tx: Tx,
  id: number,
  values: { released: number } | { removed_at: number },
): Promise<void> {
  await tx.updateTable('inquiry_file').set(values).where('id', '=', id).execute();
}
