import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { listed, numbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type AttachmentRecord = Selectable<DB['attachment']>;

export async function insertAttachment(
  tx: Tx,
  row: Insertable<DB['attachment']>,
): Promise<AttachmentRecord> {
  return await tx.insertInto('attachment').values(row).returningAll().executeTakeFirstOrThrow();
}

/** A file that was not taken off. */
export async function attachmentById(
  db: Reader,
  id: number,
): Promise<AttachmentRecord | undefined> {
  return await db
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** Files of one customer that hang on rows of these kinds, newest first. */
export async function attachmentsOfCustomer(
  db: Reader,
  customerId: number,
  kinds: readonly string[],
): Promise<AttachmentRecord[]> {
  const asked = { key: `attachments of ${kinds.join()}`, values: { customerId } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('attachment')
      .selectAll()
      .where('customer_id', '=', values.customerId)
      .where('owner_kind', 'in', kinds)
      .where('removed_at', 'is', null)
      .orderBy('id', 'desc'),
  );
}

/** Files of rows of one kind. */
export async function attachmentsOf(
  db: Reader,
  kind: string,
  ownerIds: readonly number[],
): Promise<AttachmentRecord[]> {
  if (ownerIds.length === 0) return [];
  const asked = {
    key: `attachmentsOf ${ownerIds.length}`,
    values: { ...numbered(ownerIds), kind } as Record<string, number> & { kind: string },
  };
  return await remembered(db, asked, ({ kind: ofKind, ...ids }) =>
    db
      .selectFrom('attachment')
      .selectAll()
      .where('owner_kind', '=', ofKind)
      .where('owner_id', 'in', listed(ids))
      .where('removed_at', 'is', null)
      .orderBy('id'),
  );
}

export async function moveAttachment(
  tx: Tx,
  id: number,
  owner: { kind: string; id: number },
): Promise<void> {
  await tx
    .updateTable('attachment')
    .set({ owner_kind: owner.kind, owner_id: owner.id })
    .where('id', '=', id)
    .execute();
}

export async function removeAttachment(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('attachment').set({ removed_at: now }).where('id', '=', id).execute();
}
