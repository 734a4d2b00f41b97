import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ContactRecord = Selectable<DB['contact']>;
export type PhoneRecord = Pick<
  Selectable<DB['contact_phone']>,
  'contact_id' | 'number' | 'extension' | 'label'
>;
export interface PhoneValues {
  number: string;
  extension: string;
  label: string;
  phone_key: string;
}

/** Contacts of customers already found through the scope, the main one first, with their phones. */
export async function contactsOf(
  db: Reader,
  customerIds: readonly number[],
  primaryOnly = false,
): Promise<{ contacts: ContactRecord[]; phones: PhoneRecord[] }> {
  if (customerIds.length === 0) return { contacts: [], phones: [] };
  let query = db.selectFrom('contact').selectAll().where('customer_id', 'in', customerIds);
  if (primaryOnly) query = query.where('is_primary', '=', 1);
  const contacts = await query.orderBy('is_primary', 'desc').orderBy('id').execute();
  if (contacts.length === 0) return { contacts, phones: [] };
  const phones = await db
    .selectFrom('contact_phone')
    .select(['contact_id', 'number', 'extension', 'label'])
    .where(
      'contact_id',
      'in',
      contacts.map((contact) => contact.id),
    )
    .orderBy('id')
    .execute();
  return { contacts, phones };
}

export async function insertContact(
  tx: Tx,
  contact: Omit<Insertable<DB['contact']>, 'id' | 'version'>,
  phones: readonly PhoneValues[],
): Promise<number> {
  if (contact.is_primary === 1) {
    await tx
      .updateTable('contact')
      .set({ is_primary: 0 })
      .where('customer_id', '=', contact.customer_id)
      .execute();
  }
  const row = await tx
    .insertInto('contact')
    .values({ ...contact, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const phone of phones) {
    await tx
      .insertInto('contact_phone')
      .values({ ...phone, contact_id: row.id, customer_id: contact.customer_id })
      .execute();
  }
  return row.id;
}

export async function contactById(db: Reader, id: number): Promise<ContactRecord | undefined> {
  return await db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst();
}
