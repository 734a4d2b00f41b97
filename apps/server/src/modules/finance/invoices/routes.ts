import { listFapiao, sumFapiao } from '@xinhang/db/repositories/fapiao-list.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { needFapiao } from './access.ts';
import { correctFapiao } from './correct.ts';
import { describeFapiao, toFapiaoRow } from './describe.ts';
import { changeFapiao, discardFapiao, registerFapiao } from './drafts.ts';
import { fapiaoFile } from './file.ts';
import { issueFapiao, redFapiao } from './issue.ts';
import { redOfReturns } from './red-returns.ts';
import { markNoFapiao, notNeededOf, wantFapiao } from './no-fapiao.ts';
import { fapiaoDrafts, ownedFapiao } from './owned.ts';
import { earlyOf, invoicingOf, placeOf, uninvoicedOf } from './uninvoiced.ts';

/** The register of fapiao to customers, and what is delivered and not invoiced. */
export function fapiaoRoutes(http: Http): void {
  http.owned.register(ownedFapiao);
  http.closings.registerDrafts(fapiaoDrafts);
  http.jobs.register(sheetExportJob(fapiaoFile));
  readRoutes(http);
  openRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { fapiao } = api;
  implement(http, fapiao.list, {
    async run(ctx, { query }) {
      const { state: states, kind: kinds, q: text, limit, cursor: _, count, ...rest } = query;
      const filter = { ...rest, states, kinds, text };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listFapiao(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      if (!count) return { rows: rows.map(toFapiaoRow), next, count: null, totals: null };
      const { count: all, ...totals } = await sumFapiao(ctx.db, ctx.actor, filter, COUNT_CAP);
      return { rows: rows.map(toFapiaoRow), next, count: all, totals };
    },
  });
  implement(http, fapiao.get, {
    run: async (ctx, { params }) =>
      await describeFapiao(ctx, await needFapiao(ctx.db, ctx.actor, params.id)),
  });
  implement(http, fapiao.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, fapiaoFile, body),
    }),
  });
}

function openRoutes(http: Http): void {
  const { fapiao } = api;
  implement(http, fapiao.ofCustomer, {
    run: async (ctx, { params }) => await invoicingOf(ctx, params.id),
  });
  implement(http, fapiao.notNeeded, {
    run: async (ctx, { query }) => await notNeededOf(ctx, query),
  });
  implement(http, fapiao.uninvoiced, {
    async run(ctx, { query }) {
      const { rows, totals } = await uninvoicedOf(ctx, query.q);
      const start = startOf(query);
      const from = start === null ? 0 : rows.findIndex((row) => row.customer.id === start.id) + 1;
      const found = rows.slice(from, from + query.limit + 1);
      const page = cutPage(found, query.limit, ({ customer: { id } }) => ({ value: id, id }));
      return { ...page, count: rows.length, totals };
    },
  });
  implement(http, fapiao.early, {
    async run(ctx, { query }) {
      const { rows, totals } = await earlyOf(ctx, query.customerId);
      const start = startOf(query);
      const from = start === null ? 0 : rows.findIndex((row) => placeOf(row) === start.id) + 1;
      const found = rows.slice(from, from + query.limit + 1);
      const page = cutPage(found, query.limit, (row) => ({
        value: placeOf(row),
        id: placeOf(row),
      }));
      return { ...page, count: rows.length, totals };
    },
  });
}

function writeRoutes(http: Http): void {
  const { fapiao } = api;
  implement(http, fapiao.create, {
    run: async (ctx, { body }) => await describeFapiao(ctx, await registerFapiao(ctx, body)),
  });
  implement(http, fapiao.update, {
    run: async (ctx, { params, body }) =>
      await describeFapiao(ctx, await changeFapiao(ctx, params.id, body)),
  });
  implement(http, fapiao.correct, {
    run: async (ctx, { params, body }) =>
      await describeFapiao(ctx, await correctFapiao(ctx, params.id, body)),
  });
  implement(http, fapiao.discard, {
    async run(ctx, { params, body }) {
      await discardFapiao(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, fapiao.issue, {
    run: async (ctx, { params, body }) =>
      await describeFapiao(ctx, await issueFapiao(ctx, params.id, body.version)),
  });
  implement(http, fapiao.red, {
    run: async (ctx, { params, body }) =>
      await describeFapiao(ctx, await redFapiao(ctx, params.id, body)),
  });
  implement(http, fapiao.noFapiao, {
    run: async (ctx, { body }) => await markNoFapiao(ctx, body),
  });
  implement(http, fapiao.neededAgain, {
    run: async (ctx, { body }) => await wantFapiao(ctx, body),
  });
  implement(http, fapiao.redOfReturns, {
    run: async (ctx, { body }) => await describeFapiao(ctx, await redOfReturns(ctx, body)),
  });
}
