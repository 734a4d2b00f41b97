import { listApAdjustments, openOfClaims } from '@xinhang/db/repositories/ap-adjustments.ts';
import { listPayments, paymentInReach } from '@xinhang/db/repositories/payments.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { supplierById } from '../purchasing/service.ts';
import { billsOf } from './bills/shown.ts';
import { adjustPayable, toApAdjustment, undoApAdjustment } from './payables/adjust.ts';
import { payableFile } from './payables/file.ts';
import { payablesOf } from './payables/list.ts';
import { payablesByHand } from './payables/settle.ts';
import { payablesOfSupplier } from './payables/supplier.ts';
import { confirmPayment, undoPayment } from './payments/confirm.ts';
import { describePayment, toPaymentRow } from './payments/describe.ts';
import { changePayment, createPayment, discardPayment } from './payments/drafts.ts';
import { paymentFile } from './payments/file.ts';
import { payablePrintable } from './printable.ts';
import { settleBy, unsettleBy } from './settlement.ts';
import { propose } from './settling.ts';
import { suppliers } from './sides.ts';
import { supplierStatementFile } from './statement-file.ts';

/** What suppliers are owed, and what they are paid. */
export function payableRoutes(http: Http): void {
  for (const file of [payableFile, paymentFile, supplierStatementFile] as const) {
    http.jobs.register(sheetExportJob(file as typeof payableFile));
  }
  http.printables.register(payablePrintable);
  paymentRoutes(http);
  accountRoutes(http);
  adjustmentRoutes(http);
}

function paymentRoutes(http: Http): void {
  const { payments } = api;
  implement(http, payments.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, cursor: _, ...filter } = query;
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listPayments(ctx.db, ctx.actor, { ...filter, states, text }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const bills = await billsOf(ctx, rows);
      return { rows: rows.map((row) => toPaymentRow(row, bills(row))), next, count: null };
    },
  });
  implement(http, payments.get, {
    async run(ctx, { params }) {
      const row = await paymentInReach(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return await describePayment(ctx, row);
    },
  });
  implement(http, payments.proposal, {
    async run(ctx, { params, query }) {
      const supplier = await supplierById(ctx.db, params.id);
      if (!supplier) throw problem('not-found');
      const { bank: payeeBank, bank_account: payeeAccount } = supplier;
      const proposed = await propose(ctx, suppliers, params.id, query.amountFen);
      return { ...proposed, payeeBank, payeeAccount };
    },
  });
  implement(http, payments.create, {
    run: async (ctx, { body }) => await describePayment(ctx, await createPayment(ctx, body)),
  });
  implement(http, payments.update, {
    run: async (ctx, { params, body }) =>
      await describePayment(ctx, await changePayment(ctx, params.id, body)),
  });
  implement(http, payments.discard, {
    async run(ctx, { params, body }) {
      await discardPayment(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, payments.confirm, {
    run: async (ctx, { params, body }) =>
      await describePayment(ctx, await confirmPayment(ctx, params.id, body.version)),
  });
  implement(http, payments.reverse, {
    run: async (ctx, { params, body }) =>
      await describePayment(ctx, await undoPayment(ctx, params.id, body)),
  });
  implement(http, payments.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, paymentFile, body),
    }),
  });
}

function accountRoutes(http: Http): void {
  const { payables } = api;
  implement(http, payables.list, {
    async run(ctx, { query }) {
      const { limit, on, buyerId, overdue, q: text } = query;
      const asked = { on, buyerId, overdue, text };
      const { rows, totals } = await payablesOf(ctx, asked, on ?? (await todayOf(ctx)));
      const start = startOf(query);
      const from = start === null ? 0 : rows.findIndex((row) => row.supplier.id === start.id) + 1;
      const found = rows.slice(from, from + limit + 1);
      const page = cutPage(found, limit, ({ supplier: { id } }) => ({ value: id, id }));
      return { ...page, count: rows.length, totals };
    },
  });
  implement(http, payables.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, payableFile, body),
    }),
  });
  implement(http, payables.ofSupplier, {
    run: async (ctx, { params, query }) => await payablesOfSupplier(ctx, params.id, query),
  });
  implement(http, payables.statement, {
    async run(ctx, { body }) {
      if (!(await supplierById(ctx.tx, body.supplierId))) throw problem('not-found');
      return { jobId: await startSheetExport(ctx, http.jobs, supplierStatementFile, body) };
    },
  });
  implement(http, payables.settle, {
    async run(ctx, { body }) {
      await settleBy(ctx, payablesByHand, body);
      return { ok: true } as const;
    },
  });
  implement(http, payables.unsettle, {
    async run(ctx, { body }) {
      await unsettleBy(ctx, payablesByHand, body.allocationId);
      return { ok: true } as const;
    },
  });
}

function adjustmentRoutes(http: Http): void {
  const { payables } = api;
  implement(http, payables.adjustments, {
    async run(ctx, { query }) {
      const { supplierId, claims, limit } = query;
      const page = { supplierId, claims, after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listApAdjustments(ctx.db, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const open = await openOfClaims(
        ctx.db,
        rows.map((row) => row.id),
      );
      return { rows: rows.map((row) => toApAdjustment(ctx, row, open)), next, count: null };
    },
  });
  implement(http, payables.adjust, {
    run: async (ctx, { body }) => await adjustPayable(ctx, body),
  });
  implement(http, payables.reverseAdjustment, {
    run: async (ctx, { params, body }) => await undoApAdjustment(ctx, params.id, body),
  });
}
