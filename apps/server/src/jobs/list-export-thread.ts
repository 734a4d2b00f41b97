import { writeFile } from 'node:fs/promises';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader as Connection } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import type { Words } from '@xinhang/shared/words.ts';
import { writeCsv, writeXlsx, type SheetColumn, type SheetValue } from '../sheets/write-sheet.ts';
import { parent } from '../threads/parent.ts';
import { rightsOf } from './export-rights.ts';
import type { AskedList, ExportTask, FromExport, ToExport } from './list-export.ts';

/** What the rows of one list are read by, at one moment. */
export interface ListReader<Input> {
  db: Connection;
  actor: Actor;
  search: SearchIndex;
  task: ExportTask<Input>;
  /** Time zone of the company. */
  zone: string;
}

/** Columns of the file, and the rows page by page with how many there are in all. */
export interface ReadList {
  columns: readonly SheetColumn[];
  pages: AsyncIterable<{ rows: readonly SheetValue[][]; total: number }>;
}

interface Thread<Input> {
  goesBy: readonly Permission[];
  sheetName: Words;
  loadActor: (db: Connection, userId: number) => Promise<Actor | null>;
  read: (reader: ListReader<Input>) => Promise<ReadList>;
}

/** Does the work of an export in its own thread: reads through the person's scope, writes a file. */
export async function runListExport<Input extends AskedList>(of: Thread<Input>): Promise<void> {
  const { data: task, tell, heard, close } = parent<ExportTask<Input>, FromExport, ToExport>();
  const { input } = task;
  const gather = async (db: Connection, search: SearchIndex) => {
    const actor = await of.loadActor(db, task.userId);
    if (!actor || rightsOf(actor, of.goesBy) !== task.rights) throw problem('rights-changed');
    const zone = (await company(db))!.time_zone;
    const { columns, pages } = await of.read({ db, actor, search, task, zone });
    const out: SheetValue[][] = [];
    for await (const { rows, total } of pages) {
      out.push(...rows);
      tell({ kind: 'page', rows: rows.length, total });
      await heard();
    }
    return { columns, out };
  };
  try {
    const snapshot = openSnapshot(task.source);
    const { columns, out } = await snapshot
      .read((db) => gather(db, snapshot.search))
      .finally(() => snapshot.close());
    const sheetName = of.sheetName[input.lang];
    const bytes =
      input.format === 'csv'
        ? writeCsv(columns, out)
        : await writeXlsx(columns, out, { sheetName });
    await writeFile(task.path, bytes);
    tell({ kind: 'done', rows: out.length });
  } catch (error) {
    // An error loses its class on the way between threads.
    if (error instanceof Problem) tell({ kind: 'refused', code: error.code });
    else {
      const message = error instanceof Error ? (error.stack ?? '') : String(error);
      tell({ kind: 'failed', message });
    }
  } finally {
    close();
  }
}
