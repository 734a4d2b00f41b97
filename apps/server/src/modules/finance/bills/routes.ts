import { listBills, sumBills, type BillFilter } from '@xinhang/db/repositories/bills.ts';
import type { BillSide } from '@xinhang/shared/bill-rules.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { describeBill, seenBy, toBillRow } from './describe.ts';
import { issuedBillFile, receivedBillFile } from './file.ts';
import { joinBill, splitBill } from './split.ts';
import { moveBill, undoBillMove } from './move.ts';

/** Bills of exchange: those that are held, those that were given, and what becomes of them. */
export function billRoutes(http: Http): void {
  const { bills } = api;
  http.jobs.register(sheetExportJob(receivedBillFile));
  http.jobs.register(sheetExportJob(issuedBillFile));
  implement(http, bills.received, {
    run: async (ctx, { query }) => await pageOf(ctx, 'received', query),
  });
  implement(http, bills.issued, {
    run: async (ctx, { query }) => await pageOf(ctx, 'issued', query),
  });
  implement(http, bills.get, {
    run: async (ctx, { params }) => await describeBill(ctx, params.id),
  });
  implement(http, bills.move, {
    async run(ctx, { params, body }) {
      await moveBill(ctx, params.id, body);
      return await describeBill(ctx, params.id);
    },
  });
  implement(http, bills.undo, {
    async run(ctx, { params, body }) {
      await undoBillMove(ctx, params.id, body);
      return await describeBill(ctx, params.id);
    },
  });
  implement(http, bills.split, {
    run: async (ctx, { params, body }) =>
      await describeBill(ctx, await splitBill(ctx, params.id, body)),
  });
  implement(http, bills.join, {
    run: async (ctx, { params, body }) =>
      await describeBill(ctx, await joinBill(ctx, params.id, body.version)),
  });
  implement(http, bills.exportReceived, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, receivedBillFile, body),
    }),
  });
  implement(http, bills.exportIssued, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, issuedBillFile, body),
    }),
  });
}

interface Query extends Omit<BillFilter, 'states' | 'text'> {
  state?: string[] | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  count?: boolean | undefined;
}

async function pageOf(ctx: ReadContext, side: BillSide, query: Query) {
  const { state: states, q: text, limit, count, transferable, dueFrom, dueTo } = query;
  const filter = { states, text, transferable, dueFrom, dueTo };
  const of = seenBy(ctx, side);
  const page = { after: startOf(query, 'string'), limit: limit + 1 };
  const found = await listBills(ctx.db, of, filter, page);
  const { rows, next } = cutPage(found, limit, ({ due_on: value, id }) => ({ value, id }));
  const sums = count ? await sumBills(ctx.db, of, filter, COUNT_CAP) : null;
  return {
    rows: rows.map((row) => toBillRow(ctx, row)),
    next,
    count: sums?.count ?? null,
    amountFen: sums?.amountFen ?? null,
  };
}
