import type { Reader } from '@xinhang/db/database.ts';
import {
  openingCashOf,
  openingOrderRows,
  openingOwedRows,
  openingPurchaseRows,
  openingStockRows,
} from '@xinhang/db/repositories/openings.ts';
import { openingBillRows } from '@xinhang/db/repositories/opening-bill-list.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { OpeningList, OpeningRow } from '@xinhang/shared/going-live.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { describe, reopen, setDate, setTotals, start } from './state.ts';
import { seesOpenings } from './totals.ts';

/** As many as a list shows. */
const MOST = 500;

const rowsOf: Readonly<Record<OpeningList, (db: Reader) => Promise<OpeningRow[]>>> = {
  stock: openingStockRows,
  receivables: async (db) => await openingOwedRows(db, 'ar', 'owed'),
  advancesReceived: async (db) => await openingOwedRows(db, 'ar', 'advance'),
  payables: async (db) => await openingOwedRows(db, 'ap', 'owed'),
  advancesPaid: async (db) => await openingOwedRows(db, 'ap', 'advance'),
  billsReceived: async (db) => await openingBillRows(db, 'received', MOST),
  billsIssued: async (db) => await openingBillRows(db, 'issued', MOST),
  orders: openingOrderRows,
  purchases: openingPurchaseRows,
  async cash(db) {
    const accounts = await openingCashOf(db);
    const blank = { no: '', oldNo: '', date: '', dueDate: '', qtyE4: null };
    return accounts.flatMap(({ accountId: id, name: party, fen }) =>
      fen === null ? [] : [{ ...blank, id, party, fen }],
    );
  },
};

/** The way of a company from its books before to these. */
export function openingRoutes(http: Http): void {
  const { goingLive } = api;
  implement(http, goingLive.get, { run: async (ctx) => await describe(ctx) });
  implement(http, goingLive.setDate, { run: async (ctx, { body }) => await setDate(ctx, body) });
  implement(http, goingLive.setTotals, {
    run: async (ctx, { body }) => await setTotals(ctx, body),
  });
  implement(http, goingLive.start, { run: async (ctx, { body }) => await start(ctx, body) });
  implement(http, goingLive.reopen, { run: async (ctx, { body }) => await reopen(ctx, body) });
  implement(http, goingLive.openings, {
    async run(ctx, { query: { list } }) {
      if (!seesOpenings[list](ctx.actor)) throw problem('forbidden');
      return { rows: await rowsOf[list](ctx.db) };
    },
  });
}
