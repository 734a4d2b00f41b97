// Entry of a worker thread: reads a list through its person's scope and writes it into a file.
import { writeFile } from 'node:fs/promises';
import type { Reader as Connection } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { customersAmong } from '@xinhang/db/repositories/customer-keys.ts';
import {
  countCustomers,
  listCustomers,
  type CustomerListRecord,
} from '@xinhang/db/repositories/customer-list.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { customFields } from '@xinhang/db/repositories/words.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import { writeCsv, writeXlsx, type SheetValue } from '../../sheets/write-sheet.ts';
import { parent } from '../../threads/parent.ts';
import { rightsOf } from '../../jobs/export-rights.ts';
import { loadActor } from '../org/service.ts';
import { describeRows } from './describe.ts';
import { outColumns, type OutColumn } from './export-cells.ts';
import { goesBy, type ExportTask, type FromExport, type ToExport } from './export-task.ts';
import { toConditions } from './filters.ts';
import { sortValue } from './sort.ts';

const PAGE = 500;
const PERMISSION = 'customers.export';
const { data: task, tell, heard, close } = parent<ExportTask, FromExport, ToExport>();
const { input } = task;

/** Chosen rows by their ids, in the order of the list. */
async function* chosen(db: Connection, actor: Actor, ids: readonly number[]) {
  const archived = input.filter.archived ?? false;
  const rows: CustomerRecord[] = [];
  for (let at = 0; at < ids.length; at += PAGE) {
    const some = { ids: ids.slice(at, at + PAGE), archived };
    rows.push(...(await customersAmong(db, actor, PERMISSION, some)));
  }
  const sign = input.dir === 'desc' ? -1 : 1;
  const value = sortValue[input.sort];
  rows.sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    return sign * (left < right ? -1 : left > right ? 1 : a.id - b.id);
  });
  for (let at = 0; at < rows.length; at += PAGE) {
    yield { rows: rows.slice(at, at + PAGE), total: rows.length };
  }
}

/** A list reads only what it shows; a file may want every column. */
async function whole(db: Connection, actor: Actor, found: readonly CustomerListRecord[]) {
  const archived = input.filter.archived ?? false;
  const some = { ids: found.map((row) => row.id), archived };
  const rows = await customersAmong(db, actor, PERMISSION, some);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap((row) => byId.get(row.id) ?? []);
}

/** The whole list page by page, as far as an export may go. */
async function* listed(db: Connection, actor: Actor, search: SearchIndex) {
  const asked = await toConditions({ db, actor, now: task.now, search }, input.filter);
  const conditions = { ...asked, reach: PERMISSION } as const;
  const total = await countCustomers(db, actor, conditions, task.maxRows + 1);
  if (total > task.maxRows) throw problem('export-too-large');
  const { sort } = input;
  const descending = input.dir === 'desc';
  let after: { value: string | number; id: number } | null = null;
  for (;;) {
    const page = { sort, descending, after, limit: PAGE };
    const found: CustomerListRecord[] = await listCustomers(db, actor, conditions, page);
    yield { rows: await whole(db, actor, found), total };
    const last = found.at(-1);
    if (!last || found.length < PAGE) return;
    after = { value: sortValue[sort](last), id: last.id };
  }
}

async function read(db: Connection, search: SearchIndex) {
  const actor = await loadActor(db, task.userId);
  if (!actor || rightsOf(actor, goesBy) !== task.rights) throw problem('rights-changed');
  const zone = (await company(db))!.time_zone;
  const columns = outColumns(input.columns, await customFields(db), input.lang);
  const reader = { actor, lang: input.lang, zone };
  const out: SheetValue[][] = [];
  const pages = input.ids ? chosen(db, actor, input.ids) : listed(db, actor, search);
  for await (const { rows, total } of pages) {
    const shown = await describeRows(db, actor, rows);
    for (const [at, record] of rows.entries()) {
      const custom = JSON.parse(record.custom) as Record<string, string | number | boolean | null>;
      const row = { record, shown: shown[at]!, custom };
      out.push(columns.map((column) => column.value(row, reader)));
    }
    tell({ kind: 'page', rows: rows.length, total });
    await heard();
  }
  return { columns, out };
}

async function bytesOf(columns: readonly OutColumn[], rows: readonly SheetValue[][]) {
  const plain = columns.map(({ value: _value, ...column }) => column);
  if (input.format === 'csv') return writeCsv(plain, rows);
  return await writeXlsx(plain, rows, { sheetName: sheetWords.customers[input.lang] });
}

try {
  const snapshot = openSnapshot(task.source);
  const { columns, out } = await snapshot
    .read((db) => read(db, snapshot.search))
    .finally(() => snapshot.close());
  await writeFile(task.path, await bytesOf(columns, out));
  tell({ kind: 'done', rows: out.length });
} catch (error) {
  // An error loses its class on the way between threads.
  if (error instanceof Problem) tell({ kind: 'refused', code: error.code });
  else {
    tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? '') : String(error) });
  }
} finally {
  close();
}
