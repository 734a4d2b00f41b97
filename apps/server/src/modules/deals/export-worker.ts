// Entry of a worker thread: reads the list of deals through its person's scope into a file.
import { dealsAmong, hangingOnDeals } from '@xinhang/db/repositories/deal-export.ts';
import { countDeals, dealPlace, listDeals } from '@xinhang/db/repositories/deal-list.ts';
import type { DealRecord } from '@xinhang/db/repositories/deals.ts';
import { pipelines } from '@xinhang/db/repositories/pipelines.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { dealsSheet } from '@xinhang/shared/deal-sheet-words.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { runListExport, type ListReader, type ReadList } from '../../jobs/list-export-thread.ts';
import { loadActor } from '../org/service.ts';
import { describeDeals } from './describe.ts';
import { outColumns, type ExportRow } from './export-cells.ts';
import { goesBy, type DealExportInput } from './export-task.ts';
import { toDealConditions } from './filters.ts';

const PAGE = 500;
const PERMISSION = 'deals.export';
type Reading = ListReader<DealExportInput>;

/** Chosen rows by their ids, in the order of the list. */
async function* chosen({ db, actor, task }: Reading, ids: readonly number[]) {
  const { sort, dir } = task.input;
  const rows: DealRecord[] = [];
  for (let at = 0; at < ids.length; at += PAGE) {
    rows.push(...(await dealsAmong(db, actor, PERMISSION, ids.slice(at, at + PAGE))));
  }
  const sign = dir === 'desc' ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [dealPlace(sort, a), dealPlace(sort, b)];
    return sign * (left < right ? -1 : left > right ? 1 : a.id - b.id);
  });
  for (let at = 0; at < rows.length; at += PAGE) {
    yield { rows: rows.slice(at, at + PAGE), total: rows.length };
  }
}

/** The whole list page by page, as far as an export may go. */
async function* listed({ db, actor, search, task }: Reading) {
  const { input, now, maxRows } = task;
  const asked = await toDealConditions({ db, actor, now, search }, input.filter);
  const conditions = { ...asked, reach: PERMISSION } as const;
  const total = await countDeals(db, actor, conditions, maxRows + 1);
  if (total > maxRows) throw problem('export-too-large');
  const { sort } = input;
  let after: { value: string | number; id: number } | null = null;
  for (;;) {
    const page = { sort, descending: input.dir === 'desc', after, limit: PAGE };
    const rows: DealRecord[] = await listDeals(db, actor, conditions, page);
    yield { rows, total };
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = { value: dealPlace(sort, last), id: last.id };
  }
}

async function read(reading: Reading): Promise<ReadList> {
  const { db, actor, task, zone } = reading;
  const { input, now } = task;
  const columns = outColumns(input.columns, input.lang);
  const reader = { lang: input.lang, zone, today: businessDate(now, zone) };
  const names = new Map((await pipelines(db)).map((one) => [one.id, one.name]));
  async function* pages() {
    const found = input.ids ? chosen(reading, input.ids) : listed(reading);
    for await (const { rows, total } of found) {
      const shown = await describeDeals({ db, actor, now }, rows);
      const ids = rows.map((row) => row.id);
      const hanging = await hangingOnDeals(db, ids);
      const lines = Map.groupBy(hanging.lines, (line) => line.deal_id);
      const shares = Map.groupBy(hanging.shares, (share) => share.deal_id);
      const rivals = Map.groupBy(hanging.competitors, (one) => one.deal_id);
      const cells = rows.map((record, at) => {
        const of = <T>(map: Map<number, T[]>) => map.get(record.id) ?? [];
        const row: ExportRow = {
          record,
          shown: shown[at]!,
          pipeline: names.get(record.pipeline_id) ?? '',
          products: of(lines).map((line) => `${line.product} ×${line.qty_e4 / 10_000}`),
          shares: of(shares).map((share) => `${share.name} ${share.share_bp / 100}%`),
          competitors: of(rivals).map((one) => one.name),
        };
        return columns.map((column) => column.value(row, reader));
      });
      yield { rows: cells, total };
    }
  }
  return { columns: columns.map(({ value: _value, ...column }) => column), pages: pages() };
}

await runListExport<DealExportInput>({ goesBy, sheetName: dealsSheet, loadActor, read });
