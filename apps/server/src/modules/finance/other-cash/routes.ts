import { may } from '@xinhang/db/actor.ts';
import { listOtherCash, otherCashById } from '@xinhang/db/repositories/other-cash.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import type { ClosingDrafts } from '../../../registry/closings.ts';
import { addCashCategory, changeCashCategory, listCashCategories } from '../cash-categories.ts';
import { confirmOtherCash, undoOtherCash } from './confirm.ts';
import { partyOf, toOtherCash } from './describe.ts';
import { changeOtherCash, createOtherCash, discardOtherCash } from './drafts.ts';
import { otherCashFile } from './file.ts';

const drafts: ClosingDrafts = {
  areas: ['finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'cash.read')) return [];
    const page = { after: null, limit };
    const rows = await listOtherCash(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: row.kind === 'income' ? 'otherIncome' : 'otherPayment',
      docId: row.id,
      businessDate: row.business_date,
      party: partyOf(ctx, row).name || row.category_name,
      madeBy: row.maker_name,
    }));
  },
};

/** Money that comes and goes without goods, and the categories of it. */
export function otherCashRoutes(http: Http): void {
  http.closings.registerDrafts(drafts);
  http.jobs.register(sheetExportJob(otherCashFile));
  const { cashCategories } = api;
  implement(http, cashCategories.list, {
    run: async (ctx, { query }) => ({ rows: await listCashCategories(ctx, query.kind) }),
  });
  implement(http, cashCategories.create, {
    run: async (ctx, { body }) => await addCashCategory(ctx, body),
  });
  implement(http, cashCategories.update, {
    run: async (ctx, { params, body }) => await changeCashCategory(ctx, params.id, body),
  });
  documentRoutes(http);
}

function documentRoutes(http: Http): void {
  const { otherCash } = api;
  implement(http, otherCash.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, cursor: _, ...filter } = query;
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listOtherCash(ctx.db, ctx.actor, { ...filter, states, text }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toOtherCash(ctx, row)), next, count: null };
    },
  });
  implement(http, otherCash.get, {
    async run(ctx, { params }) {
      const row = await otherCashById(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return toOtherCash(ctx, row);
    },
  });
  implement(http, otherCash.create, {
    run: async (ctx, { body }) => toOtherCash(ctx, await createOtherCash(ctx, body)),
  });
  implement(http, otherCash.update, {
    run: async (ctx, { params, body }) =>
      toOtherCash(ctx, await changeOtherCash(ctx, params.id, body)),
  });
  implement(http, otherCash.discard, {
    async run(ctx, { params, body }) {
      await discardOtherCash(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, otherCash.confirm, {
    run: async (ctx, { params, body }) =>
      toOtherCash(ctx, await confirmOtherCash(ctx, params.id, body.version)),
  });
  implement(http, otherCash.reverse, {
    run: async (ctx, { params, body }) =>
      toOtherCash(ctx, await undoOtherCash(ctx, params.id, body)),
  });
  implement(http, otherCash.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, otherCashFile, body),
    }),
  });
}
