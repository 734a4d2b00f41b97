import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type AddressRecord = Selectable<DB['customer_address']>;
export type TitleRecord = Selectable<DB['customer_title']>;

export async function addressesOf(db: Reader, customerId: number): Promise<AddressRecord[]> {
  return await remembered(db, { key: 'addresses', values: { customerId } }, (values) =>
    db
      .selectFrom('customer_address')
      .selectAll()
      .where('customer_id', '=', values.customerId)
      .orderBy('active', 'desc')
      .orderBy('id'),
  );
}

export async function titlesOf(db: Reader, customerId: number): Promise<TitleRecord[]> {
  return await remembered(db, { key: 'titles', values: { customerId } }, (values) =>
    db
      .selectFrom('customer_title')
      .selectAll()
      .where('customer_id', '=', values.customerId)
      .orderBy('active', 'desc')
      .orderBy('id'),
  );
}

export async function addressById(db: Reader, id: number): Promise<AddressRecord | undefined> {
  return await db
    .selectFrom('customer_address')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function titleById(db: Reader, id: number): Promise<TitleRecord | undefined> {
  return await db.selectFrom('customer_title').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertAddress(
  tx: Tx,
  address: Omit<Insertable<DB['customer_address']>, 'id' | 'version' | 'active'>,
): Promise<AddressRecord> {
  return await tx
    .insertInto('customer_address')
    .values({ ...address, version: 1, active: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertTitle(
  tx: Tx,
  title: Omit<Insertable<DB['customer_title']>, 'id' | 'version' | 'active'>,
): Promise<TitleRecord> {
  return await tx
    .insertInto('customer_title')
    .values({ ...title, version: 1, active: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateAddress(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<DB['customer_address']>,
): Promise<AddressRecord | undefined> {
  return await tx
    .updateTable('customer_address')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateTitle(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<DB['customer_title']>,
): Promise<TitleRecord | undefined> {
  return await tx
    .updateTable('customer_title')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
