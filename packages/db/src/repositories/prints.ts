import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type PrintTemplateRecord = Selectable<DB['print_template']>;

export async function printTemplates(db: Reader): Promise<PrintTemplateRecord[]> {
  return await db
    .selectFrom('print_template')
    .selectAll()
    .orderBy('kind')
    .orderBy('name_key')
    .execute();
}

export async function insertPrintTemplate(
  tx: Tx,
  row: Omit<PrintTemplateRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'print_template', { ...row, version: 1 }, 'id');
}

/** Changes a template of exactly this version; undefined when somebody was faster. */
export async function updatePrintTemplate(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['print_template'], 'id' | 'version'>>,
): Promise<PrintTemplateRecord | undefined> {
  return await tx
    .updateTable('print_template')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function removePrintTemplate(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('print_template').where('id', '=', id).execute();
}

export async function insertPrintRun(
  tx: Tx,
  row: Omit<Selectable<DB['print_run']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'print_run', row, 'id');
}

/** How often a document was printed. */
export async function countPrintRuns(db: Reader, kind: string, docId: number): Promise<number> {
  const { count } = await db
    .selectFrom('print_run')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('doc_id', '=', docId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The last prints of a document, the newest first. */
export async function lastPrintRuns(db: Reader, kind: string, docId: number, limit: number) {
  return await db
    .selectFrom('print_run')
    .innerJoin('user', 'user.id', 'print_run.printed_by')
    .select(['print_run.template', 'print_run.printed_at', 'user.id as user_id', 'user.name'])
    .where('print_run.kind', '=', kind)
    .where('print_run.doc_id', '=', docId)
    .orderBy('print_run.id', 'desc')
    .limit(limit)
    .execute();
}
