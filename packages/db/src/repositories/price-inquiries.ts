import { sql, type Insertable, type Updateable } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedInquiry = NonNullable<Awaited<ReturnType<typeof priceInquiryById>>>;
export type InquiryValues = Updateable<Omit<DB['price_inquiry'], 'id' | 'version'>>;

const named = (db: Reader) =>
  db
    .selectFrom('price_inquiry')
    .innerJoin('user as asker', 'asker.id', 'price_inquiry.asker_id')
    .innerJoin('dept', 'dept.id', 'price_inquiry.dept_id')
    .leftJoin('product', 'product.id', 'price_inquiry.product_id')
    .leftJoin('unit', 'unit.id', 'price_inquiry.unit_id')
    .leftJoin('supplier', 'supplier.id', 'price_inquiry.supplier_id')
    .selectAll('price_inquiry')
    .select(['asker.name as asker_name', 'dept.name as dept_name'])
    .select(['product.code', 'product.name', 'product.spec as product_spec', 'product.tax_bp'])
    .select(['unit.name as unit_name', 'supplier.name as supplier_name']);

export async function priceInquiryById(db: Reader, id: number) {
  return await named(db).where('price_inquiry.id', '=', id).executeTakeFirst();
}

export interface InquiryFilter {
  /** Whose lines; null: of everybody. */
  askerIds: readonly number[] | null;
  states?: readonly string[] | undefined;
  text?: string | undefined;
}

/** A page of what was asked, the newest first; nothing that one side alone sees is searched. */
export async function listPriceInquiries(
  db: Reader,
  { askerIds, states, text }: InquiryFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedInquiry[]> {
  let query = named(db);
  if (askerIds !== null) query = query.where('price_inquiry.asker_id', 'in', askerIds);
  if (states) query = query.where('price_inquiry.state', 'in', states);
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb as never,
        [
          'price_inquiry.no',
          'price_inquiry.text',
          'price_inquiry.spec',
          'product.code',
          'product.name',
          'asker.name',
        ] as never,
        text,
      ),
    );
  }
  if (after !== null) query = query.where('price_inquiry.id', '<', after);
  return await query.orderBy('price_inquiry.id', 'desc').limit(limit).execute();
}

/** How many stand in these states and hold on this day, and how many of them were wanted before it. */
export async function countPriceInquiries(
  db: Reader,
  { askerId, states }: { askerId: number | null; states: readonly string[] },
  today: string,
): Promise<{ lines: number; late: number }> {
  let query = db
    .selectFrom('price_inquiry')
    .select(sql<number>`count(*)`.as('lines'))
    .select(sql<number>`sum(case when wanted_date < ${today} then 1 else 0 end)`.as('late'))
    .where('state', 'in', states)
    .where(sql<string>`coalesce(valid_to, ${sql.lit(NO_DATE)})`, '>=', today);
  if (askerId !== null) query = query.where('asker_id', '=', askerId);
  const row = await query.executeTakeFirstOrThrow();
  return { lines: Number(row.lines), late: Number(row.late ?? 0) };
}

export async function insertPriceInquiry(
  tx: Tx,
  row: Omit<Insertable<DB['price_inquiry']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'price_inquiry', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updatePriceInquiry(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: InquiryValues,
): Promise<boolean> {
  const done = await tx
    .updateTable('price_inquiry')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Units of a product in which it was asked for. */
export async function unitsInquired(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('price_inquiry')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .where('unit_id', 'is not', null)
    .execute();
  return rows.map((row) => row.unit_id!);
}
