import { may } from '@xinhang/db/actor.ts';
import { findReturn, listReturns } from '@xinhang/db/repositories/sales-returns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { Printable } from '../../../registry/printables.ts';
import { describeReturn, toReturnRow } from './describe.ts';
import { needReturn } from './access.ts';
import { confirmReturn } from './confirm.ts';
import { changeReturn, createReturn, discardReturn } from './drafts.ts';
import { changeFree, createFree, returnPrices, sendBackFree, submitFree } from './free.ts';
import { reverseReturn } from './reverse.ts';
import { returnTarget } from './target.ts';

/** Whoever reads a return that is confirmed prints it, with the prices that he sees. */
const printable: Printable = {
  kinds: ['salesReturn'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'deliveries.read') && !may(ctx.actor, 'deliveries.manage')) {
      throw problem('forbidden');
    }
    const row = await findReturn(ctx.db, ctx.actor, 'deliveries.read', docId);
    return row !== undefined && row.no !== null;
  },
};

/** What customers sent back. */
export function salesReturnRoutes(http: Http): void {
  const { salesReturns } = api;
  http.approvals.register(returnTarget);
  http.printables.register(printable);
  implement(http, salesReturns.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, customerId, deliveryId, from, to, limit } = query;
      const filter = { states, text, customerId, deliveryId, from, to };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listReturns(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toReturnRow(ctx.actor, row)), next, count: null };
    },
  });
  implement(http, salesReturns.get, {
    run: async (ctx, { params }) => await describeReturn(ctx, await needReturn(ctx, params.id)),
  });
  implement(http, salesReturns.create, {
    run: async (ctx, { body }) => await describeReturn(ctx, await createReturn(ctx, body)),
  });
  implement(http, salesReturns.createFree, {
    run: async (ctx, { body }) => await describeReturn(ctx, await createFree(http, ctx, body)),
  });
  implement(http, salesReturns.prices, {
    run: async (ctx, { params, query: { line = [] } }) => ({
      rows: await returnPrices(http, ctx, params.id, line),
    }),
  });
  implement(http, salesReturns.update, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await changeFree(http, ctx, params.id, body)),
  });
  implement(http, salesReturns.change, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await changeReturn(ctx, params.id, body)),
  });
  implement(http, salesReturns.submit, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await submitFree(http, ctx, params.id, body.version)),
  });
  implement(http, salesReturns.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await sendBackFree(http, ctx, params.id, body)),
  });
  implement(http, salesReturns.discard, {
    async run(ctx, { params, body }) {
      await discardReturn(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, salesReturns.confirm, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await confirmReturn(ctx, params.id, body.version)),
  });
  implement(http, salesReturns.reverse, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await reverseReturn(ctx, params.id, body)),
  });
}
