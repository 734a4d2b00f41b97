// Entry of a worker thread: reads the list of customers through its person's scope into a file.
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader as Connection } from '@xinhang/db/database.ts';
import { customersAmong } from '@xinhang/db/repositories/customer-keys.ts';
import {
  countCustomers,
  listCustomers,
  type CustomerListRecord,
} from '@xinhang/db/repositories/customer-list.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { customFields } from '@xinhang/db/repositories/words.ts';
import { temporaryLimitsOn } from '@xinhang/db/repositories/temporary-limits.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { ExportTask } from '../../jobs/list-export.ts';
import { runListExport, type ListReader, type ReadList } from '../../jobs/list-export-thread.ts';
import { loadActor } from '../org/service.ts';
import { describeRows } from './describe.ts';
import { outColumns } from './export-cells.ts';
import { goesBy, type ExportInput } from './export-task.ts';
import { toConditions } from './filters.ts';
import { raises } from './limits.ts';
import { sortValue } from './sort.ts';

const PAGE = 500;
const PERMISSION = 'customers.export';
type Task = ExportTask<ExportInput>;

/** Chosen rows by their ids, in the order of the list. */
async function* chosen({ input }: Task, db: Connection, actor: Actor, ids: readonly number[]) {
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
async function whole(
  { input }: Task,
  db: Connection,
  actor: Actor,
  found: readonly CustomerListRecord[],
) {
  const archived = input.filter.archived ?? false;
  const some = { ids: found.map((row) => row.id), archived };
  const rows = await customersAmong(db, actor, PERMISSION, some);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap((row) => byId.get(row.id) ?? []);
}

/** The whole list page by page, as far as an export may go. */
async function* listed(task: Task, db: Connection, actor: Actor, search: SearchIndex) {
  const { input } = task;
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
    yield { rows: await whole(task, db, actor, found), total };
    const last = found.at(-1);
    if (!last || found.length < PAGE) return;
    after = { value: sortValue[sort](last), id: last.id };
  }
}

/** Temporary limits that raise the standing one on a day, by customer. */
async function raisedOn(db: Connection, rows: readonly CustomerRecord[], today: string) {
  const standing = new Map(rows.map((row) => [row.id, row.credit_limit_fen]));
  const found = await temporaryLimitsOn(db, [...standing.keys()], today);
  const rising = found.filter((row) => raises(row.limit_fen, standing.get(row.customer_id)!));
  return new Map(rising.map((row) => [row.customer_id, row]));
}

async function read({ db, actor, search, task, zone }: ListReader<ExportInput>): Promise<ReadList> {
  const { input } = task;
  const columns = outColumns(input.columns, await customFields(db), input.lang);
  const reader = { actor, lang: input.lang, zone };
  const raised = input.columns.some((one) => one.startsWith('temporaryLimit'));
  async function* pages() {
    const found = input.ids ? chosen(task, db, actor, input.ids) : listed(task, db, actor, search);
    for await (const { rows, total } of found) {
      const shown = await describeRows(db, actor, rows);
      const temporary = raised ? await raisedOn(db, rows, businessDate(task.now, zone)) : undefined;
      const cells = rows.map((record, at) => {
        const custom = JSON.parse(record.custom) as Record<
          string,
          string | number | boolean | null
        >;
        const row = {
          record,
          shown: shown[at]!,
          custom,
          temporary: temporary?.get(record.id),
        };
        return columns.map((column) => column.value(row, reader));
      });
      yield { rows: cells, total };
    }
  }
  return { columns: columns.map(({ value: _value, ...column }) => column), pages: pages() };
}

await runListExport<ExportInput>({ goesBy, sheetName: sheetWords.customers, loadActor, read });
