import type { Expression, ExpressionBuilder, Selectable, SqlBool, Updateable } from 'kysely';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered, listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type ProductRecord = Selectable<DB['product']>;
export type ListedProduct = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const sortColumns = { code: 'code_key', name: 'name_sort', createdAt: 'created_at' } as const;
export type ProductSort = keyof typeof sortColumns;

export interface ProductQuestion {
  /** Folded words, each of which must be found. */
  words?: readonly string[] | undefined;
  /** Path of a category: what stands in it or below. */
  categoryPath?: string | undefined;
  kinds?: readonly string[] | undefined;
  active?: boolean | undefined;
}

type Products = ExpressionBuilder<DB, 'product'>;

const named = (db: Reader) =>
  db
    .selectFrom('product')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('product_category', 'product_category.id', 'product.category_id')
    .selectAll('product')
    .select(['unit.name as unit_name', 'product_category.name as category_name']);

/** Runs hold letters, digits and marks: no sign in them means anything to `like`. */
const containing = (eb: Products, word: string) => eb('product.find_text', 'like', `%${word}%`);

function asked(eb: Products, question: ProductQuestion): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { words = [], categoryPath, kinds, active } = question;
  if (active !== undefined) parts.push(eb('product.active', '=', active ? 1 : 0));
  if (kinds) parts.push(eb('product.kind', 'in', kinds));
  if (categoryPath !== undefined) {
    const below = eb
      .selectFrom('product_category')
      .select('product_category.id')
      .where('product_category.path', '>=', categoryPath)
      .where('product_category.path', '<', `${categoryPath}\uffff`);
    parts.push(eb('product.category_id', 'in', below));
  }
  for (const word of words) parts.push(containing(eb, word));
  return eb.and(parts);
}

export const productPlace = (sort: ProductSort, row: ProductRecord): string | number =>
  row[sortColumns[sort]];

/** A page of products in this order. */
export async function listProducts(
  db: Reader,
  question: ProductQuestion,
  page: { sort: ProductSort; descending: boolean; after: Position | null; limit: number },
): Promise<ListedProduct[]> {
  const column = `product.${sortColumns[page.sort]}` as const;
  const way = page.descending ? 'desc' : 'asc';
  let query = named(db).where((eb) => asked(eb as never, question));
  const { after } = page;
  if (after) {
    const beyond = page.descending ? '<' : '>';
    query = query.where((eb) =>
      eb.or([
        eb(column, beyond, after.value as never),
        eb.and([eb(column, '=', after.value as never), eb('product.id', beyond, after.id)]),
      ]),
    );
  }
  return await query.orderBy(column, way).orderBy('product.id', way).limit(page.limit).execute();
}

export async function countProducts(
  db: Reader,
  question: ProductQuestion,
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('product')
    .select('product.id')
    .where((eb) => asked(eb, question));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** Products in use whose code begins so, by code: the index stops after a page. */
export async function productsByCode(
  db: Reader,
  codeKey: string,
  limit: number,
  active = true,
): Promise<ListedProduct[]> {
  if (codeKey === '') return [];
  return await named(db)
    .where('product.code_key', '>=', codeKey)
    .where('product.code_key', '<', `${codeKey}\uffff`)
    .where('product.active', '=', active ? 1 : 0)
    .orderBy('product.code_key')
    .limit(limit)
    .execute();
}

/**
 * Products in use, or out of use, that hold all of these folded words, by name: the index is read alone until a
 * page is full, and rows of those found only.
 */
export async function productsByWords(
  db: Reader,
  words: readonly string[],
  limit: number,
  active = true,
): Promise<ListedProduct[]> {
  const found = db
    .selectFrom('product')
    .select('product.id')
    .where('product.active', '=', active ? 1 : 0)
    .where((eb) => eb.and(words.map((word) => containing(eb, word))))
    .orderBy('product.name_sort')
    .orderBy('product.id')
    .limit(limit);
  return await named(db)
    .where('product.id', 'in', found)
    .orderBy('product.name_sort')
    .orderBy('product.id')
    .execute();
}

export async function productsByIds(db: Reader, ids: readonly number[]): Promise<ListedProduct[]> {
  if (ids.length === 0) return [];
  const values = padded(ids);
  const key = `productsByIds ${Object.keys(values).length}`;
  return await remembered(db, { key, values }, (slots) =>
    named(db).where('product.id', 'in', listed(slots)),
  );
}

export async function productById(db: Reader, id: number): Promise<ListedProduct | undefined> {
  return await named(db).where('product.id', '=', id).executeTakeFirst();
}

export async function productByCode(
  db: Reader,
  codeKey: string,
): Promise<ProductRecord | undefined> {
  return await db
    .selectFrom('product')
    .selectAll()
    .where('code_key', '=', codeKey)
    .executeTakeFirst();
}

/** A product of exactly this name and spec, the oldest. */
export async function productByName(
  db: Reader,
  { name, spec }: { name: string; spec: string },
): Promise<ProductRecord | undefined> {
  return await db
    .selectFrom('product')
    .selectAll()
    .where('name_sort', '=', pinyinKeys(name).sort)
    .where('name', '=', name)
    .where('spec', '=', spec)
    .orderBy('id')
    .executeTakeFirst();
}

/** Products of exactly this name, whatever their spec, those in use first. */
export async function productsNamed(db: Reader, name: string): Promise<ProductRecord[]> {
  return await db
    .selectFrom('product')
    .selectAll()
    .where('name_sort', '=', pinyinKeys(name).sort)
    .where('name', '=', name)
    .orderBy('active', 'desc')
    .orderBy('id')
    .execute();
}

/** Codes that are plain numbers of this many digits, the highest first. */
export async function highestCode(db: Reader, digits: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('product')
    .select('code_key')
    .where('code_key', '>=', '0'.repeat(digits))
    .where('code_key', '<=', '9'.repeat(digits))
    .where((eb) => eb(eb.fn<number>('length', ['code_key']), '=', digits))
    .orderBy('code_key', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.code_key;
}

export async function insertProduct(
  tx: Tx,
  row: Omit<ProductRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'product', { ...row, version: 1 }, 'id');
}

/** Changes a product of exactly this version; undefined when somebody was faster. */
export async function updateProduct(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['product'], 'id' | 'version'>>,
): Promise<ProductRecord | undefined> {
  return await tx
    .updateTable('product')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
