import { may } from '@xinhang/db/actor.ts';
import {
  listSupplierInvoices,
  sumSupplierInvoices,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import type { ClosingDrafts } from '../../../registry/closings.ts';
import { needCost, needInvoice } from './access.ts';
import { certifyInvoice, confirmInvoice, reverseInvoice } from './confirm.ts';
import {
  describeInvoice,
  toInvoiceRow,
  uninvoicedBySupplier,
  uninvoicedOfSupplier,
} from './describe.ts';
import { changeInvoice, createInvoice, discardInvoice } from './drafts.ts';
import { supplierInvoiceFile } from './file.ts';
import { makeRed } from './red.ts';

/** Invoices of suppliers that are not confirmed. */
const drafts: ClosingDrafts = {
  areas: ['arap', 'finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'supplierInvoices.read')) return [];
    const page = { after: null, limit };
    const rows = await listSupplierInvoices(ctx.db, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'supplierInvoice',
      docId: row.id,
      businessDate: row.business_date,
      party: row.supplier_name,
      madeBy: row.maker_name,
    }));
  },
};

/** Invoices of suppliers, and what came and has none. */
export function supplierInvoiceRoutes(http: Http): void {
  http.closings.registerDrafts(drafts);
  http.jobs.register(sheetExportJob(supplierInvoiceFile));
  readRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { supplierInvoices } = api;
  implement(http, supplierInvoices.list, {
    async run(ctx, { query }) {
      needCost(ctx);
      const { state: states, q: text, limit, cursor: _, count, ...rest } = query;
      const filter = { ...rest, states, text };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listSupplierInvoices(ctx.db, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      if (!count) return { rows: rows.map(toInvoiceRow), next, count: null, totals: null };
      const { count: all, ...totals } = await sumSupplierInvoices(ctx.db, filter, COUNT_CAP);
      return { rows: rows.map(toInvoiceRow), next, count: all, totals };
    },
  });
  implement(http, supplierInvoices.get, {
    async run(ctx, { params }) {
      needCost(ctx);
      return await describeInvoice(ctx, await needInvoice(ctx.db, params.id));
    },
  });
  implement(http, supplierInvoices.ofSupplier, {
    run: async (ctx, { params }) => await uninvoicedOfSupplier(ctx, params.id),
  });
  implement(http, supplierInvoices.uninvoiced, {
    async run(ctx, { query }) {
      const { rows, totals } = await uninvoicedBySupplier(ctx, query.q);
      const start = startOf(query);
      const from = start === null ? 0 : rows.findIndex((row) => row.supplier.id === start.id) + 1;
      const found = rows.slice(from, from + query.limit + 1);
      const page = cutPage(found, query.limit, ({ supplier: { id } }) => ({ value: id, id }));
      return { ...page, count: rows.length, totals };
    },
  });
  implement(http, supplierInvoices.export, {
    async run(ctx, { body }) {
      needCost(ctx);
      return { jobId: await startSheetExport(ctx, http.jobs, supplierInvoiceFile, body) };
    },
  });
}

function writeRoutes(http: Http): void {
  const { supplierInvoices } = api;
  implement(http, supplierInvoices.create, {
    run: async (ctx, { body }) => await describeInvoice(ctx, await createInvoice(ctx, body)),
  });
  implement(http, supplierInvoices.update, {
    run: async (ctx, { params, body }) =>
      await describeInvoice(ctx, await changeInvoice(ctx, params.id, body)),
  });
  implement(http, supplierInvoices.discard, {
    async run(ctx, { params, body }) {
      await discardInvoice(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, supplierInvoices.confirm, {
    run: async (ctx, { params, body }) =>
      await describeInvoice(ctx, await confirmInvoice(ctx, params.id, body.version)),
  });
  implement(http, supplierInvoices.certify, {
    run: async (ctx, { params, body }) =>
      await describeInvoice(ctx, await certifyInvoice(ctx, params.id, body)),
  });
  implement(http, supplierInvoices.red, {
    run: async (ctx, { params, body }) =>
      await describeInvoice(ctx, await makeRed(ctx, params.id, body)),
  });
  implement(http, supplierInvoices.reverse, {
    run: async (ctx, { params, body }) =>
      await describeInvoice(ctx, await reverseInvoice(ctx, params.id, body)),
  });
}
