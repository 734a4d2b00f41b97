import { sql, type Insertable, type Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type MergeRecord = Selectable<DB['customer_merge']>;

/** Tables whose rows hang on a customer by `customer_id` alone. */
export type HangingTable =
  | 'contact'
  | 'customer_address'
  | 'customer_title'
  | 'attachment'
  | 'follow_up'
  | 'plan'
  | 'care_item'
  | 'gift'
  | 'promise'
  | 'work_log_line'
  | 'campaign_outbox'
  | 'receipt'
  | 'fapiao'
  | 'ar_adjustment'
  | 'collection_note'
  | 'customer_refund'
  | 'refund_request'
  | 'sales_fact'
  | 'account_statement'
  | 'netting'
  | 'other_cash'
  | 'expense_line'
  | 'delivery'
  | 'sales_return'
  | 'loan'
  | 'deal'
  | 'location'
  | 'sales_order'
  | 'quotation'
  | 'contract'
  | 'price_rule'
  | 'price_adjustment';

const versionless: ReadonlySet<HangingTable> = new Set([
  'attachment',
  'work_log_line',
  'expense_line',
  'sales_fact',
]);

export async function countHanging(
  db: Reader,
  table: HangingTable,
  customerId: number,
): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function idsHanging(
  db: Reader,
  table: HangingTable,
  customerId: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Hangs these rows on another customer, those of them that hang on `from` now; answers which did.
 * Whoever saw one before has to read it again where it has a version.
 */
export async function hangRows(
  tx: Tx,
  table: HangingTable,
  ids: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<number[]> {
  if (ids?.length === 0) return [];
  const rows = await tx
    .updateTable(table)
    .set({
      customer_id: to,
      ...(versionless.has(table) ? {} : { version: sql<number>`version + 1` }),
    })
    .where('id', 'in', ids)
    .where('customer_id', '=', from)
    .returning('id')
    .execute();
  await hangFurther(tx, table, ids, { from, to });
  return rows.map((row) => row.id);
}

/** The customer stands in further columns of a few tables. */
async function hangFurther(
  tx: Tx,
  table: HangingTable,
  ids: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<void> {
  if (table === 'contact') {
    const phones = tx.updateTable('contact_phone').set({ customer_id: to });
    await phones.where('contact_id', 'in', ids).where('customer_id', '=', from).execute();
  }
  if (table === 'attachment') {
    const files = tx.updateTable('attachment').set({ owner_id: to });
    const own = files.where('id', 'in', ids).where('owner_kind', '=', 'customer');
    await own.where('owner_id', '=', from).execute();
  }
}

/** Customers right below `from` in its group go below `to`; answers which did. */
export async function regroup(
  tx: Tx,
  { from, to, ids }: { from: number; to: number; ids?: readonly number[] },
): Promise<number[]> {
  if (ids?.length === 0) return [];
  let query = tx
    .updateTable('customer')
    .set({ parent_id: to, version: sql<number>`version + 1` })
    .where('parent_id', '=', from)
    .where('id', '<>', to);
  if (ids) query = query.where('id', 'in', ids);
  const rows = await query.returning('id').execute();
  return rows.map((row) => row.id);
}

export async function countBelow(db: Reader, parentId: number): Promise<number> {
  const { n } = await db
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('parent_id', '=', parentId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Which of these contacts are the main ones. */
export async function mainAmong(db: Reader, ids: readonly number[]): Promise<number[]> {
  if (ids?.length === 0) return [];
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('id', 'in', ids)
    .where('is_primary', '=', 1)
    .execute();
  return rows.map((row) => row.id);
}

export async function setMain(tx: Tx, ids: readonly number[], main: boolean): Promise<void> {
  if (ids.length === 0) return;
  const set = tx.updateTable('contact').set({ is_primary: main ? 1 : 0 });
  await set.where('id', 'in', ids).execute();
}

export async function insertMerge(
  tx: Tx,
  row: Omit<Insertable<DB['customer_merge']>, 'id' | 'undone_at' | 'undone_by'>,
  moved: ReadonlyMap<string, readonly number[]>,
): Promise<number> {
  const { id } = await tx
    .insertInto('customer_merge')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = [...moved].flatMap(([kind, ids]) =>
    ids.map((rowId) => ({ merge_id: id, kind, row_id: rowId })),
  );
  for (let at = 0; at < rows.length; at += 500) {
    const some = rows.slice(at, at + 500);
    await tx.insertInto('customer_merge_row').values(some).execute();
  }
  return id;
}

export async function mergeById(db: Reader, id: number): Promise<MergeRecord | undefined> {
  return await db.selectFrom('customer_merge').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Merges into a customer that the caller found through scope(), the newest first. */
export async function mergesInto(
  db: Reader,
  keptId: number,
  limit: number,
): Promise<MergeRecord[]> {
  return await db
    .selectFrom('customer_merge')
    .selectAll()
    .where('kept_id', '=', keptId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function movedBy(db: Reader, mergeId: number): Promise<Map<string, number[]>> {
  const rows = await db
    .selectFrom('customer_merge_row')
    .select(['kind', 'row_id'])
    .where('merge_id', '=', mergeId)
    .execute();
  const moved = new Map<string, number[]>();
  for (const { kind, row_id: rowId } of rows) {
    moved.set(kind, [...(moved.get(kind) ?? []), rowId]);
  }
  return moved;
}

/** Marks a merge as taken back; false where somebody was faster. */
export async function endMerge(
  tx: Tx,
  id: number,
  { by, at }: { by: number; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('customer_merge')
    .set({ undone_at: at, undone_by: by })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A customer and every entry that became part of it, through however many merges. */
export async function entriesOf(db: Reader, customerId: number): Promise<number[]> {
  const found = [customerId];
  for (let last = found; last.length > 0;) {
    const rows = await db
      .selectFrom('customer')
      .select('id')
      .where('merged_into_id', 'in', last)
      .execute();
    last = rows.map((row) => row.id).filter((id) => !found.includes(id));
    found.push(...last);
  }
  return found;
}
