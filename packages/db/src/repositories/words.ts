import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertRemembered, listed, numbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type DictRecord = Selectable<DB['dict']>;
export type TagRecord = Selectable<DB['tag']>;
export type CustomFieldRecord = Selectable<DB['custom_field']>;

/** The tables of the company's own words: all are listed whole, added to, changed, switched off. */
export async function dicts(db: Reader): Promise<DictRecord[]> {
  return await db
    .selectFrom('dict')
    .selectAll()
    .orderBy('kind')
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export async function tags(db: Reader): Promise<TagRecord[]> {
  return await db.selectFrom('tag').selectAll().orderBy('name_key').execute();
}

export async function customFields(db: Reader): Promise<CustomFieldRecord[]> {
  return await db.selectFrom('custom_field').selectAll().orderBy('sort').orderBy('id').execute();
}

export async function dictById(db: Reader, id: number): Promise<DictRecord | undefined> {
  return await db.selectFrom('dict').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function tagById(db: Reader, id: number): Promise<TagRecord | undefined> {
  return await db.selectFrom('tag').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function customFieldById(
  db: Reader,
  id: number,
): Promise<CustomFieldRecord | undefined> {
  return await db.selectFrom('custom_field').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function dictByLabel(
  db: Reader,
  kind: string,
  label: string,
): Promise<DictRecord | undefined> {
  return await db
    .selectFrom('dict')
    .selectAll()
    .where('kind', '=', kind)
    .where('label', '=', label)
    .executeTakeFirst();
}

export async function tagByKey(db: Reader, nameKey: string): Promise<TagRecord | undefined> {
  return await db.selectFrom('tag').selectAll().where('name_key', '=', nameKey).executeTakeFirst();
}

export async function customFieldByLabel(
  db: Reader,
  labelKey: string,
): Promise<CustomFieldRecord | undefined> {
  return await db
    .selectFrom('custom_field')
    .selectAll()
    .where('label_key', '=', labelKey)
    .executeTakeFirst();
}

type NewDict = Omit<Insertable<DB['dict']>, 'id' | 'version' | 'active'>;

export async function insertDict(tx: Tx, dict: NewDict): Promise<DictRecord> {
  const [row] = await insertDicts(tx, [dict]);
  return row!;
}

export function insertDicts(tx: Tx, dicts: readonly NewDict[]): Promise<DictRecord[]> {
  const rows = dicts.map((dict) => ({ ...dict, version: 1, active: 1 }));
  return tx.insertInto('dict').values(rows).returningAll().execute();
}

export async function insertTag(
  tx: Tx,
  tag: Omit<Insertable<DB['tag']>, 'id' | 'version' | 'active'>,
): Promise<TagRecord> {
  return await tx
    .insertInto('tag')
    .values({ ...tag, version: 1, active: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertCustomField(
  tx: Tx,
  field: Omit<Insertable<DB['custom_field']>, 'id' | 'version' | 'active'>,
): Promise<CustomFieldRecord> {
  return await tx
    .insertInto('custom_field')
    .values({ ...field, version: 1, active: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

interface Row {
  id: number;
  version: number;
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateDict(
  tx: Tx,
  { id, version }: Row,
  changes: Updateable<DB['dict']>,
): Promise<DictRecord | undefined> {
  return await tx
    .updateTable('dict')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateTag(
  tx: Tx,
  { id, version }: Row,
  changes: Updateable<DB['tag']>,
): Promise<TagRecord | undefined> {
  return await tx
    .updateTable('tag')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateCustomField(
  tx: Tx,
  { id, version }: Row,
  changes: Updateable<DB['custom_field']>,
): Promise<CustomFieldRecord | undefined> {
  return await tx
    .updateTable('custom_field')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Tags of customers already found through the scope, by customer. */
export async function tagsOf(
  db: Reader,
  customerIds: readonly number[],
): Promise<Map<number, { id: number; name: string }[]>> {
  const found = new Map<number, { id: number; name: string }[]>();
  if (customerIds.length === 0) return found;
  const asked = { key: `tags,${customerIds.length}`, values: numbered(customerIds) };
  const rows = await remembered(db, asked, (slots) =>
    db
      .selectFrom('customer_tag')
      .innerJoin('tag', 'tag.id', 'customer_tag.tag_id')
      .select(['customer_tag.customer_id', 'tag.id', 'tag.name'])
      .where('customer_tag.customer_id', 'in', listed(slots))
      .orderBy('tag.name_key'),
  );
  for (const { customer_id, id, name } of rows) {
    const tagsOfOne = found.get(customer_id) ?? [];
    tagsOfOne.push({ id, name });
    found.set(customer_id, tagsOfOne);
  }
  return found;
}

export async function setTags(
  tx: Tx,
  customerId: number,
  tagIds: readonly number[],
): Promise<void> {
  await tx.deleteFrom('customer_tag').where('customer_id', '=', customerId).execute();
  for (const tagId of new Set(tagIds)) {
    await insertRemembered(tx, 'customer_tag', { customer_id: customerId, tag_id: tagId });
  }
}
