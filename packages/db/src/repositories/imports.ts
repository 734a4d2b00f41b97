import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertRemembered, listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type BatchRecord = Selectable<DB['import_batch']>;
export type ImportRowRecord = Selectable<DB['import_row']>;

export async function insertBatch(
  tx: Tx,
  batch: Omit<Insertable<DB['import_batch']>, 'id' | 'version'>,
): Promise<BatchRecord> {
  return await tx
    .insertInto('import_batch')
    .values({ ...batch, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function batchById(db: Reader, id: number): Promise<BatchRecord | undefined> {
  const [row] = await remembered(db, { key: 'batchById', values: { id } }, (values) =>
    db.selectFrom('import_batch').selectAll().where('id', '=', values.id),
  );
  return row;
}

export async function updateBatch(
  tx: Tx,
  id: number,
  changes: Omit<Updateable<DB['import_batch']>, 'version'>,
): Promise<BatchRecord> {
  return await tx
    .updateTable('import_batch')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Newest first; of each kind those of one person, or of everybody. */
export function listBatches(
  db: Reader,
  page: {
    kinds: readonly { kind: string; createdBy: number | null }[];
    before: number | null;
    limit: number;
  },
): Promise<BatchRecord[]> {
  let query = db
    .selectFrom('import_batch')
    .selectAll()
    .where((eb) =>
      eb.or(
        page.kinds.map(({ kind, createdBy }) =>
          createdBy === null
            ? eb('kind', '=', kind)
            : eb.and([eb('kind', '=', kind), eb('created_by', '=', createdBy)]),
        ),
      ),
    );
  if (page.before !== null) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** The newest mapping that somebody used for a file of this kind with headers like these. */
export async function rememberedMapping(db: Reader, kind: string, signature: string) {
  return await db
    .selectFrom('import_batch')
    .select(['mapping', 'ownerless', 'duplicates'])
    .where('signature', '=', signature)
    .where('kind', '=', kind)
    .where('state', '!=', 'uploaded')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** Puts the results of these rows, which follow each other, in the place of earlier ones. */
export async function putImportRows(tx: Tx, rows: readonly ImportRowRecord[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const span = { batch: first.batch_id, from: first.row, to: rows.at(-1)!.row };
  await remembered(tx, { key: 'clearRows', values: span }, ({ batch, from, to }) =>
    tx
      .deleteFrom('import_row')
      .where('batch_id', '=', batch)
      .where('row', '>=', from)
      .where('row', '<=', to),
  );
  // One by one: a text for many rows costs more to build than SQLite takes to run it.
  for (const row of rows) await insertRemembered(tx, 'import_row', row);
}

export function listImportRows(
  db: Reader,
  batchId: number,
  page: { verdicts: readonly string[] | undefined; after: number; limit: number },
): Promise<ImportRowRecord[]> {
  let query = db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('row', '>', page.after);
  if (page.verdicts) query = query.where('verdict', 'in', page.verdicts);
  return query.orderBy('row').limit(page.limit).execute();
}

export async function countVerdicts(db: Reader, batchId: number): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('import_row')
    .select(['verdict', (eb) => eb.fn.countAll<number>().as('n')])
    .where('batch_id', '=', batchId)
    .groupBy('verdict')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.verdict, Number(row.n)]));
}

/** Customers that other imports made or added to with rows that say the same. */
export async function importedRows(
  db: Reader,
  batchId: number,
  fingerprints: readonly string[],
): Promise<{ fingerprint: string; customerId: number }[]> {
  if (fingerprints.length === 0) return [];
  const list = padded(fingerprints);
  const key = `importedRows,${Object.keys(list).length}`;
  const rows = await remembered(db, { key, values: { ...list, batchId } }, (slots) => {
    const { batchId: batch, ...prints } = slots;
    return db
      .selectFrom('import_row')
      .innerJoin('import_batch', 'import_batch.id', 'import_row.batch_id')
      .select(['fingerprint', 'customer_id as customerId'])
      .where('fingerprint', 'in', listed(prints as Record<string, string>))
      .where('batch_id', '!=', batch)
      .where('verdict', 'in', ['create', 'addContact', 'kept'])
      .where('import_batch.state', '!=', 'uploaded')
      .where('customer_id', 'is not', null);
  });
  return rows.flatMap((row) =>
    row.customerId === null ? [] : [{ ...row, customerId: row.customerId }],
  );
}

/** Customers that this import made, by row. */
export async function customersMade(db: Reader, batchId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('import_row')
    .select('customer_id')
    .where('batch_id', '=', batchId)
    .where('made', '=', 1)
    .where('customer_id', 'is not', null)
    .orderBy('row')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => row.customer_id ?? []);
}

/** Rows of this import that made these customers. */
export async function rowsThatMade(
  db: Reader,
  batchId: number,
  customerIds: readonly number[],
): Promise<Map<number, number>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('import_row')
    .select(['customer_id', 'row'])
    .where('customer_id', 'in', customerIds)
    .where('batch_id', '=', batchId)
    .where('made', '=', 1)
    .execute();
  return new Map(rows.map((row) => [row.customer_id!, row.row]));
}

/** Those of the customers that somebody worked on beside this import: by hand, or by another one. */
export async function workedOn(
  db: Reader,
  batchId: number,
  customerIds: readonly number[],
): Promise<Set<number>> {
  if (customerIds.length === 0) return new Set();
  const audited = await db
    .selectFrom('audit_event')
    .select('customer_id')
    .distinct()
    .where('customer_id', 'in', customerIds)
    .execute();
  const imported = await db
    .selectFrom('import_row')
    .select('customer_id')
    .distinct()
    .where('customer_id', 'in', customerIds)
    .where('batch_id', '!=', batchId)
    .where('verdict', 'in', ['create', 'addContact', 'kept'])
    .execute();
  return new Set([...audited, ...imported].map((row) => row.customer_id!));
}

/** Rows of an import that wrote something and are not taken back, in the order of the file. */
export function rowsToTakeBack(
  db: Reader,
  batchId: number,
  page: { after: number; limit: number },
): Promise<ImportRowRecord[]> {
  return db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('row', '>', page.after)
    .where((eb) =>
      eb.or([
        eb.and([eb('verdict', '=', 'create'), eb('made', '=', 1)]),
        eb('verdict', 'in', ['addContact', 'update']),
      ]),
    )
    .orderBy('row')
    .limit(page.limit)
    .execute();
}

/** Says what became of the rows of these customers whose import is taken back; counts them. */
export async function markCustomersUndone(
  tx: Tx,
  batchId: number,
  customerIds: readonly number[],
  result: { verdict: string; code: string },
): Promise<number> {
  if (customerIds.length === 0) return 0;
  const changed = await tx
    .updateTable('import_row')
    .set({ ...result, params: '{}' })
    .where('batch_id', '=', batchId)
    .where('customer_id', 'in', customerIds)
    .where('verdict', '=', 'create')
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

export async function markRowUndone(
  tx: Tx,
  batchId: number,
  row: number,
  result: { verdict: string; code: string },
): Promise<void> {
  await tx
    .updateTable('import_row')
    .set({ ...result, params: '{}' })
    .where('batch_id', '=', batchId)
    .where('row', '=', row)
    .execute();
}

/** Forgets the verdicts of up to so many rows; answers whether there may be more. */
export async function clearImportRows(tx: Tx, batchId: number, limit: number): Promise<boolean> {
  const found = await tx
    .selectFrom('import_row')
    .select('row')
    .where('batch_id', '=', batchId)
    .orderBy('row')
    .limit(limit)
    .execute();
  const last = found.at(-1);
  if (!last) return false;
  await tx
    .deleteFrom('import_row')
    .where('batch_id', '=', batchId)
    .where('row', '<=', last.row)
    .execute();
  return found.length === limit;
}

/** After its rows are gone. */
export async function deleteBatch(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('import_batch').where('id', '=', id).execute();
}

/** Customers that the rows up to here have made, for going on after a kill. */
export function madeSoFar(db: Reader, batchId: number, page: { after: number; limit: number }) {
  return db
    .selectFrom('import_row')
    .select(['row', 'customer_key', 'label', 'verdict', 'code', 'params', 'customer_id', 'made'])
    .where('batch_id', '=', batchId)
    .where('row', '>', page.after)
    .orderBy('row')
    .limit(page.limit)
    .execute();
}

const KNOWN_ERROR_FILES = 1000;

/** Hashes of the error files that commands wrote to places of the machine, the newest of them. */
export async function errorFilesWritten(db: Reader): Promise<Set<string>> {
  const rows = await db
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'imports.errorFile')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(KNOWN_ERROR_FILES)
    .execute();
  return new Set(
    rows.flatMap(({ after }) => (JSON.parse(after ?? '{}') as { sha256?: string }).sha256 ?? []),
  );
}
