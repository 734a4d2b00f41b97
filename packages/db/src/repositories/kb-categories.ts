import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type CategoryRecord = Selectable<DB['kb_category']>;

export async function allCategories(db: Reader): Promise<CategoryRecord[]> {
  return await db.selectFrom('kb_category').selectAll().orderBy('sort').orderBy('id').execute();
}

export async function insertCategory(
  tx: Tx,
  row: Omit<CategoryRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'kb_category', { ...row, version: 1 }, 'id');
}

/** Changes a category of exactly this version; undefined when somebody was faster. */
export async function updateCategory(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['kb_category'], 'id' | 'version'>>,
): Promise<CategoryRecord | undefined> {
  return await tx
    .updateTable('kb_category')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Whether an article, published or written, stands in it. */
export async function categoryInUse(db: Reader, id: number): Promise<boolean> {
  const article = await db
    .selectFrom('kb_article')
    .select('id')
    .where('category_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  const draft = await db
    .selectFrom('kb_draft')
    .select('article_id')
    .where('category_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return article !== undefined || draft !== undefined;
}

export async function removeCategory(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('kb_category').where('id', '=', id).execute();
}
