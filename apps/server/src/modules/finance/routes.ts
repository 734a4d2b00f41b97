import { listAdjustments } from '@xinhang/db/repositories/ar-adjustments.ts';
import { listReceipts, receiptInScope, sumReceipts } from '@xinhang/db/repositories/receipts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { needCustomer } from '../customers/service.ts';
import { cashSideRoutes } from './cash-routes.ts';
import { billsOf } from './bills/shown.ts';
import { billRoutes } from './bills/routes.ts';
import { collectionRoutes } from './collections/routes.ts';
import { paymentDrafts, receiptDrafts } from './closing.ts';
import { sellAtOnce } from './direct-sales/sell.ts';
import { fapiaoRoutes } from './invoices/routes.ts';
import { withUninvoiced } from './invoices/uninvoiced.ts';
import { supplierInvoiceRoutes } from './supplier-invoices/routes.ts';
import { ownedMoney } from './owned.ts';
import { nettingRoutes } from './nettings/routes.ts';
import { statementRoutes } from './statements/routes.ts';
import { supplierStatementRoutes } from './statements/supplier-routes.ts';
import { refundRoutes } from './refunds/routes.ts';
import { payableRoutes } from './payable-routes.ts';
import { statementPrintable } from './printable.ts';
import { statementFile } from './statement-file.ts';
import { claimReceipt, confirmReceipt, undoReceipt } from './receipts/confirm.ts';
import { describeReceipt, toReceiptRow } from './receipts/describe.ts';
import { changeReceipt, createReceipt, discardReceipt } from './receipts/drafts.ts';
import { ageing } from './receivables/ageing.ts';
import { debtsByOwner } from './receivables/by-owner.ts';
import { adjust, toAdjustment, undoAdjustment } from './receivables/adjust.ts';
import { receivablesOfCustomer } from './receivables/customer.ts';
import { receivableFile } from './receivables/file.ts';
import { receivablesByHand } from './receivables/settle.ts';
import { settleBy, unsettleBy } from './settlement.ts';
import { propose } from './settling.ts';
import { customers } from './sides.ts';

/** Accounts of money, what customers owe and paid, and what suppliers are owed and were paid. */
export function financeRoutes(http: Http): void {
  for (const kind of ownedMoney) http.owned.register(kind);
  http.printables.register(statementPrintable);
  http.ownerDebts.register(debtsByOwner);
  http.closings.registerDrafts(receiptDrafts);
  http.closings.registerDrafts(paymentDrafts);
  http.jobs.register(sheetExportJob(statementFile));
  http.jobs.register(sheetExportJob(receivableFile));
  cashSideRoutes(http);
  receiptRoutes(http);
  receivableRoutes(http);
  collectionRoutes(http);
  refundRoutes(http);
  statementRoutes(http);
  supplierStatementRoutes(http);
  nettingRoutes(http);
  billRoutes(http);
  implement(http, api.directSales.create, {
    run: async (ctx, { body }) => await sellAtOnce(http, ctx, body),
  });
  payableRoutes(http);
  fapiaoRoutes(http);
  supplierInvoiceRoutes(http);
}

function receiptRoutes(http: Http): void {
  const { receipts } = api;
  implement(http, receipts.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, count, cursor: _, ...more } = query;
      const filter = { ...more, states, text };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listReceipts(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const bills = await billsOf(ctx, rows);
      const sums = count ? await sumReceipts(ctx.db, ctx.actor, filter, COUNT_CAP) : null;
      return {
        rows: rows.map((row) => toReceiptRow(row, bills(row))),
        next,
        count: sums?.count ?? null,
        amountFen: sums?.amountFen ?? null,
      };
    },
  });
  implement(http, receipts.get, {
    async run(ctx, { params }) {
      const row = await receiptInScope(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return await describeReceipt(ctx, row);
    },
  });
  implement(http, receipts.proposal, {
    async run(ctx, { params, query }) {
      await needCustomer(ctx.db, ctx.actor, 'receivables.read', params.id);
      return await propose(ctx, customers, params.id, query.amountFen);
    },
  });
  implement(http, receipts.create, {
    run: async (ctx, { body }) => await describeReceipt(ctx, await createReceipt(ctx, body)),
  });
  implement(http, receipts.update, {
    run: async (ctx, { params, body }) =>
      await describeReceipt(ctx, await changeReceipt(ctx, params.id, body)),
  });
  implement(http, receipts.discard, {
    async run(ctx, { params, body }) {
      await discardReceipt(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, receipts.confirm, {
    run: async (ctx, { params, body }) =>
      await describeReceipt(ctx, await confirmReceipt(ctx, params.id, body.version)),
  });
  implement(http, receipts.reverse, {
    run: async (ctx, { params, body }) =>
      await describeReceipt(ctx, await undoReceipt(ctx, params.id, body)),
  });
  implement(http, receipts.claim, {
    run: async (ctx, { params, body }) =>
      await describeReceipt(ctx, await claimReceipt(ctx, params.id, body)),
  });
}

function receivableRoutes(http: Http): void {
  const { receivables } = api;
  implement(http, receivables.list, {
    async run(ctx, { query }) {
      const { limit, on, ownerId, overdue, q: text } = query;
      const found = await ageing(ctx, {
        question: { on, ownerId, overdue, text },
        on: on ?? (await todayOf(ctx)),
        after: startOf(query)?.id ?? null,
        limit,
      });
      const page = cutPage(found.rows, limit, ({ customer: { id } }) => ({ value: id, id }));
      const shown = await withUninvoiced(ctx, page.rows);
      return { ...page, rows: shown, count: found.count, totals: found.totals };
    },
  });
  implement(http, receivables.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, receivableFile, body),
    }),
  });
  implement(http, receivables.ofCustomer, {
    run: async (ctx, { params, query }) => await receivablesOfCustomer(ctx, params.id, query),
  });
  implement(http, receivables.statement, {
    async run(ctx, { body }) {
      await needCustomer(ctx.tx, ctx.actor, 'receivables.read', body.customerId);
      return { jobId: await startSheetExport(ctx, http.jobs, statementFile, body) };
    },
  });
  implement(http, receivables.settle, {
    async run(ctx, { body }) {
      await settleBy(ctx, receivablesByHand, body);
      return { ok: true } as const;
    },
  });
  implement(http, receivables.unsettle, {
    async run(ctx, { body }) {
      await unsettleBy(ctx, receivablesByHand, body.allocationId);
      return { ok: true } as const;
    },
  });
  implement(http, receivables.adjustments, {
    async run(ctx, { query }) {
      const { customerId, limit } = query;
      const after = startOf(query)?.id ?? null;
      const page = { customerId, after, limit: limit + 1 };
      const found = await listAdjustments(ctx.db, ctx.actor, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toAdjustment(ctx, row)), next, count: null };
    },
  });
  implement(http, receivables.adjust, {
    run: async (ctx, { body }) => await adjust(ctx, body),
  });
  implement(http, receivables.reverseAdjustment, {
    run: async (ctx, { params, body }) => await undoAdjustment(ctx, params.id, body),
  });
}
