import { listQuotations, sumQuotations } from '@xinhang/db/repositories/quotation-list.ts';
import { quotationVersions } from '@xinhang/db/repositories/quotations.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { QuotationVersion } from '@xinhang/shared/quotations.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { needQuotation } from './access.ts';
import { describeQuotation, toQuotationRow } from './describe.ts';
import { changeQuotation, createQuotation, discardQuotation } from './drafts.ts';
import { quotationFile } from './export.ts';
import { extendQuotation, moveQuotation, orderQuotation, reviseQuotation } from './moves.ts';
import { ownedQuotation, quotationPrintable, quotationUse } from './owned.ts';
import { sendBackQuotation, submitQuotation } from './submit.ts';
import { quotationTarget } from './target.ts';

/** What customers are offered: lists, drafts, versions, and what becomes of them. */
export function quotationRoutes(http: Http): void {
  http.owned.register(ownedQuotation);
  http.productUses.register(quotationUse);
  http.approvals.register(quotationTarget);
  http.printables.register(quotationPrintable);
  http.jobs.register(sheetExportJob(quotationFile));
  readRoutes(http);
  draftRoutes(http);
  moveRoutes(http);
}

function readRoutes(http: Http): void {
  const { quotations } = api;
  implement(http, quotations.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, customerId, dealId, from, to, limit, count } = query;
      const today = await todayOf(ctx);
      const filter = { states, today, text, customerId, dealId, from, to };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listQuotations(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const sums = count ? await sumQuotations(ctx.db, ctx.actor, filter, COUNT_CAP) : null;
      return {
        rows: rows.map((row) => toQuotationRow(row, today)),
        next,
        count: sums?.count ?? null,
        grossFen: sums?.grossFen ?? null,
      };
    },
  });
  implement(http, quotations.get, {
    run: async (ctx, { params }) =>
      await describeQuotation(
        ctx,
        await needQuotation(ctx.db, ctx.actor, 'quotations.read', params.id),
      ),
  });
  implement(http, quotations.versions, {
    async run(ctx, { params }) {
      const row = await needQuotation(ctx.db, ctx.actor, 'quotations.read', params.id);
      const kept = await quotationVersions(ctx.db, row.id);
      return { rows: kept.map(({ document }) => JSON.parse(document) as QuotationVersion) };
    },
  });
  implement(http, quotations.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, quotationFile, body),
    }),
  });
}

function draftRoutes(http: Http): void {
  const { quotations } = api;
  implement(http, quotations.create, {
    run: async (ctx, { body }) =>
      await describeQuotation(ctx, await createQuotation(ctx, http.lastPrices, body)),
  });
  implement(http, quotations.update, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await changeQuotation(ctx, http.lastPrices, params.id, body)),
  });
  implement(http, quotations.discard, {
    async run(ctx, { params, body }) {
      await discardQuotation(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, quotations.submit, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await submitQuotation(http, ctx, params.id, body)),
  });
  implement(http, quotations.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await sendBackQuotation(http, ctx, params.id, body)),
  });
}

function moveRoutes(http: Http): void {
  const { quotations } = api;
  const seenOf = ({ id }: { id: number }, { version }: { version: number }) => ({ id, version });
  implement(http, quotations.send, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await moveQuotation(ctx, seenOf(params, body), 'sent')),
  });
  implement(http, quotations.accept, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await moveQuotation(ctx, seenOf(params, body), 'accepted')),
  });
  implement(http, quotations.reject, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(
        ctx,
        await moveQuotation(ctx, seenOf(params, body), 'rejected', body.reason),
      ),
  });
  implement(http, quotations.extend, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await extendQuotation(ctx, seenOf(params, body), body.validTo)),
  });
  implement(http, quotations.revise, {
    run: async (ctx, { params, body }) =>
      await describeQuotation(ctx, await reviseQuotation(ctx, seenOf(params, body))),
  });
  implement(http, quotations.order, {
    run: async (ctx, { params, body }) => ({
      orderId: await orderQuotation(ctx, http.lastPrices, seenOf(params, body)),
    }),
  });
}
