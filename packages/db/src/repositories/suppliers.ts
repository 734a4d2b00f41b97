import type { Expression, ExpressionBuilder, Selectable, SqlBool, Updateable } from 'kysely';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type SupplierRecord = Selectable<DB['supplier']>;
export type SupplierContact = Pick<
  Selectable<DB['supplier_contact']>,
  'name' | 'post' | 'phone' | 'phone_key'
>;
export type NamedSupplier = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const sortColumns = { code: 'code_key', name: 'name_sort', createdAt: 'created_at' } as const;
export type SupplierSort = keyof typeof sortColumns;

export interface SupplierQuestion {
  /** Folded words, each of which must be found. */
  words?: readonly string[] | undefined;
  buyerId?: number | undefined;
  active?: boolean | undefined;
}

const named = (db: Reader) =>
  db
    .selectFrom('supplier')
    .innerJoin('user as buyer', 'buyer.id', 'supplier.buyer_id')
    .leftJoin('user as maker', 'maker.id', 'supplier.created_by')
    .leftJoin('payment_term', 'payment_term.id', 'supplier.term_id')
    .selectAll('supplier')
    .select([
      'buyer.name as buyer_name',
      'maker.name as created_by_name',
      'payment_term.name as term_name',
    ]);

function asked(
  eb: ExpressionBuilder<DB, 'supplier'>,
  { words = [], buyerId, active }: SupplierQuestion,
): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  if (active !== undefined) parts.push(eb('supplier.active', '=', active ? 1 : 0));
  if (buyerId !== undefined) parts.push(eb('supplier.buyer_id', '=', buyerId));
  for (const word of words) {
    const text = eb.ref('supplier.find_text');
    parts.push(eb(eb.fn<string>('replace', [text, eb.val(word), eb.val('')]), '!=', text));
  }
  return eb.and(parts);
}

export const supplierPlace = (sort: SupplierSort, row: SupplierRecord): string | number =>
  row[sortColumns[sort]];

/** A page of suppliers in this order. */
export async function listSuppliers(
  db: Reader,
  question: SupplierQuestion,
  page: { sort: SupplierSort; descending: boolean; after: Position | null; limit: number },
): Promise<NamedSupplier[]> {
  const column = `supplier.${sortColumns[page.sort]}` as const;
  const way = page.descending ? 'desc' : 'asc';
  let query = named(db).where((eb) => asked(eb as never, question));
  const { after } = page;
  if (after) {
    const beyond = page.descending ? '<' : '>';
    query = query.where((eb) =>
      eb.or([
        eb(column, beyond, after.value as never),
        eb.and([eb(column, '=', after.value as never), eb('supplier.id', beyond, after.id)]),
      ]),
    );
  }
  return await query.orderBy(column, way).orderBy('supplier.id', way).limit(page.limit).execute();
}

export async function countSuppliers(
  db: Reader,
  question: SupplierQuestion,
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('supplier')
    .select('supplier.id')
    .where((eb) => asked(eb, question));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

export async function supplierById(db: Reader, id: number): Promise<NamedSupplier | undefined> {
  return await named(db).where('supplier.id', '=', id).executeTakeFirst();
}

export async function supplierByName(
  db: Reader,
  nameKey: string,
): Promise<SupplierRecord | undefined> {
  return await db
    .selectFrom('supplier')
    .selectAll()
    .where('name_key', '=', nameKey)
    .orderBy('id')
    .executeTakeFirst();
}

export async function supplierByCode(
  db: Reader,
  codeKey: string,
): Promise<SupplierRecord | undefined> {
  return await db
    .selectFrom('supplier')
    .selectAll()
    .where('code_key', '=', codeKey)
    .executeTakeFirst();
}

const FEW = 50;

/** The highest number that the server gave: of this form, a letter with digits behind it. */
export async function highestSupplierCode(
  db: Reader,
  { letter, digits }: { letter: string; digits: number },
): Promise<number | undefined> {
  const rows = await db
    .selectFrom('supplier')
    .select('code_key')
    .where('code_key', '>=', letter + '0'.repeat(digits))
    .where('code_key', '<=', letter + '9'.repeat(digits))
    .where((eb) => eb(eb.fn<number>('length', ['code_key']), '=', digits + 1))
    .orderBy('code_key', 'desc')
    .limit(FEW)
    .execute();
  // What somebody typed may stand between them.
  const numbers = rows.map((row) => row.code_key.slice(1)).filter((text) => /^\d+$/.test(text));
  return numbers[0] === undefined ? undefined : Number(numbers[0]);
}

/** Suppliers of this name, tax number or phone, a few; an empty key finds none. */
export async function similarSuppliers(
  db: Reader,
  keys: { name: string; tax: string; phone: string },
  limit: number,
): Promise<(SupplierRecord & { phone_key: string | null })[]> {
  return await db
    .selectFrom('supplier')
    .leftJoin('supplier_contact', (join) =>
      join
        .onRef('supplier_contact.supplier_id', '=', 'supplier.id')
        .on('supplier_contact.phone_key', '=', keys.phone)
        .on('supplier_contact.phone_key', '<>', ''),
    )
    .selectAll('supplier')
    .select('supplier_contact.phone_key')
    .where((eb) =>
      eb.or([
        eb.and([eb('supplier.name_key', '=', keys.name), eb('supplier.name_key', '<>', '')]),
        eb.and([eb('supplier.tax_key', '=', keys.tax), eb('supplier.tax_key', '<>', '')]),
        eb('supplier_contact.id', 'is not', null),
      ]),
    )
    .orderBy('supplier.id')
    .limit(limit)
    .execute();
}

/** Persons at these suppliers, in their order. */
export async function contactsOfSuppliers(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('supplier_contact')
    .selectAll()
    .where('supplier_id', 'in', ids)
    .orderBy('supplier_id')
    .orderBy('sort')
    .execute();
}

export async function setSupplierContacts(
  tx: Tx,
  supplierId: number,
  rows: readonly SupplierContact[],
): Promise<void> {
  await tx.deleteFrom('supplier_contact').where('supplier_id', '=', supplierId).execute();
  if (rows.length === 0) return;
  const values = rows.map((row, sort) => ({ ...row, supplier_id: supplierId, sort }));
  await tx.insertInto('supplier_contact').values(values).execute();
}

export async function insertSupplier(
  tx: Tx,
  row: Omit<SupplierRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'supplier', { ...row, version: 1 }, 'id');
}

/** Changes a supplier of exactly this version; undefined when somebody was faster. */
export async function updateSupplier(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['supplier'], 'id' | 'version'>>,
): Promise<SupplierRecord | undefined> {
  return await tx
    .updateTable('supplier')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function namesOfSuppliers(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('supplier')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
