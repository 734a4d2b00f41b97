import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, insertRemembered, listed, numbered, remembered } from '../remembered.ts';
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

export interface FoundContacts {
  contacts: ContactRecord[];
  phones: PhoneRecord[];
}

/** Contacts of customers already found through the scope, the main one first, with their phones. */
export async function contactsOf(
  db: Reader,
  customerIds: readonly number[],
): Promise<FoundContacts> {
  if (customerIds.length === 0) return { contacts: [], phones: [] };
  const asked = { key: `contacts,${customerIds.length}`, values: numbered(customerIds) };
  const contacts = await remembered(db, asked, (slots) =>
    db
      .selectFrom('contact')
      .selectAll()
      .where('customer_id', 'in', listed(slots))
      .orderBy('is_primary', 'desc')
      .orderBy('id'),
  );
  if (contacts.length === 0) return { contacts, phones: [] };
  const ids = contacts.map((contact) => contact.id);
  const theirs = { key: `phones,${ids.length}`, values: numbered(ids) };
  const phones = await remembered(db, theirs, (slots) =>
    db
      .selectFrom('contact_phone')
      .select(['contact_id', 'number', 'extension', 'label'])
      .where('contact_id', 'in', listed(slots))
      .orderBy('id'),
  );
  return { contacts, phones };
}

export interface MainContact {
  customer_id: number;
  name: string;
  /** The first of its phones, null where it has none. */
  number: string | null;
}

/** Main contacts of customers already found through the scope, by customer. */
export async function mainContactsOf(
  db: Reader,
  customerIds: readonly number[],
): Promise<Map<number, MainContact>> {
  if (customerIds.length === 0) return new Map();
  const asked = { key: `mainContacts,${customerIds.length}`, values: numbered(customerIds) };
  const rows = await remembered(db, asked, (slots) =>
    db
      .selectFrom('contact')
      .select((eb) => [
        'contact.customer_id',
        'contact.name',
        eb
          .selectFrom('contact_phone')
          .select('contact_phone.number')
          .whereRef('contact_phone.contact_id', '=', 'contact.id')
          .orderBy('contact_phone.id')
          .limit(1)
          .as('number'),
      ])
      .where('contact.customer_id', 'in', listed(slots))
      .where('contact.is_primary', '=', 1),
  );
  return new Map(rows.map((row) => [row.customer_id, row]));
}

/** Phones of one contact in the order they were given. */
export async function phonesOf(db: Reader, contactId: number): Promise<PhoneRecord[]> {
  return await db
    .selectFrom('contact_phone')
    .select(['contact_id', 'number', 'extension', 'label'])
    .where('contact_id', '=', contactId)
    .orderBy('id')
    .execute();
}

async function unsetPrimary(tx: Tx, customerId: number): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ is_primary: 0 })
    .where('customer_id', '=', customerId)
    .where('is_primary', '=', 1)
    .execute();
}

async function insertPhones(
  tx: Tx,
  contact: { id: number; customer_id: number },
  phones: readonly PhoneValues[],
): Promise<void> {
  for (const phone of phones) {
    await insertRemembered(tx, 'contact_phone', {
      ...phone,
      contact_id: contact.id,
      customer_id: contact.customer_id,
    });
  }
}

/** Adds a contact; a main one takes the place of the main one before. */
export async function insertContact(
  tx: Tx,
  contact: Omit<ContactRecord, 'id' | 'version'>,
  phones: readonly PhoneValues[],
): Promise<ContactRecord> {
  if (contact.is_primary === 1) await unsetPrimary(tx, contact.customer_id);
  return await insertFirstContact(tx, contact, phones);
}

/** The same for the only contact of a customer. */
export async function insertFirstContact(
  tx: Tx,
  contact: Omit<ContactRecord, 'id' | 'version'>,
  phones: readonly PhoneValues[],
): Promise<ContactRecord> {
  const values = { ...contact, version: 1 };
  const row = { ...values, id: await insertNumbered(tx, 'contact', values, 'id') };
  await insertPhones(tx, row, phones);
  return row;
}

/** Changes a contact of exactly this version; undefined when somebody was faster. */
export async function updateContact(
  tx: Tx,
  contact: { id: number; version: number; customer_id: number },
  changes: Updateable<DB['contact']>,
  phones: readonly PhoneValues[] | undefined,
): Promise<ContactRecord | undefined> {
  if (changes.is_primary === 1) await unsetPrimary(tx, contact.customer_id);
  const row = await tx
    .updateTable('contact')
    .set({ ...changes, version: contact.version + 1 })
    .where('id', '=', contact.id)
    .where('version', '=', contact.version)
    .returningAll()
    .executeTakeFirst();
  if (row && phones) {
    await tx.deleteFrom('contact_phone').where('contact_id', '=', row.id).execute();
    await insertPhones(tx, row, phones);
  }
  return row;
}

/**
 * A customer that has contacts has a main one: where it left or was unset, the oldest of the
 * others takes its place, or the one itself where there is no other.
 */
export async function ensurePrimary(
  tx: Tx,
  customerId: number,
  otherThan: number | null,
): Promise<void> {
  const present = await tx
    .selectFrom('contact')
    .select(['id', 'is_primary'])
    .where('customer_id', '=', customerId)
    .where('left_at', 'is', null)
    .orderBy('id')
    .execute();
  if (present.some((contact) => contact.is_primary === 1)) return;
  const next = present.find((contact) => contact.id !== otherThan) ?? present[0];
  if (!next) return;
  await tx.updateTable('contact').set({ is_primary: 1 }).where('id', '=', next.id).execute();
}

export async function contactById(db: Reader, id: number): Promise<ContactRecord | undefined> {
  return await db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst();
}
