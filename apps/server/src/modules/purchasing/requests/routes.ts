import { may } from '@xinhang/db/actor.ts';
import {
  countOpenRequestLines,
  listPurchaseRequests,
  openRequestLines,
  unitsRequested,
} from '@xinhang/db/repositories/purchase-requests.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { needRequest } from './access.ts';
import { describeOpenLines, describeRequest, describeRequests } from './describe.ts';
import { createRequest, discardRequest, updateRequest } from './drafts.ts';
import { closeRequest, purchaseRequestTarget, submitRequest, withdrawRequest } from './progress.ts';

/** What is approved and not ordered, on the desk of whoever buys. */
export const requestsToOrder: DeskSource = {
  kind: 'requestsToOrder',
  async build(ctx, { today }) {
    if (!may(ctx.actor, 'purchaseOrders.update')) return null;
    const { lines, late } = await countOpenRequestLines(ctx.db, today);
    if (lines === 0) return null;
    return { count: Math.min(lines, COUNT_CAP), items: [], jobs: [], requests: { lines, late } };
  },
};

/** What people ask to be bought. */
export function purchaseRequestRoutes(http: Http): void {
  http.approvals.register(purchaseRequestTarget);
  http.productUses.register({ unitsUsed: unitsRequested });
  readRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { purchaseRequests } = api;
  implement(http, purchaseRequests.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, open, mine, limit } = query;
      const others = !mine && may(ctx.actor, 'purchaseOrders.read');
      const filter = { readerId: ctx.actor.userId, others, states, open, text };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listPurchaseRequests(ctx.db, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: await describeRequests(ctx, rows), next, count: null };
    },
  });
  implement(http, purchaseRequests.get, {
    run: async (ctx, { params }) => await describeRequest(ctx, await needRequest(ctx, params.id)),
  });
  implement(http, purchaseRequests.openLines, {
    async run(ctx, { query }) {
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await openRequestLines(ctx.db, query.q, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.due_on,
        id: row.id,
      }));
      return { rows: await describeOpenLines(ctx, rows), next, count: null };
    },
  });
}

function writeRoutes(http: Http): void {
  const { purchaseRequests } = api;
  implement(http, purchaseRequests.create, {
    run: async (ctx, { body }) => await describeRequest(ctx, await createRequest(ctx, body)),
  });
  implement(http, purchaseRequests.update, {
    run: async (ctx, { params, body }) =>
      await describeRequest(ctx, await updateRequest(ctx, params.id, body)),
  });
  implement(http, purchaseRequests.discard, {
    async run(ctx, { params, body }) {
      await discardRequest(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, purchaseRequests.submit, {
    run: async (ctx, { params, body }) =>
      await describeRequest(ctx, await submitRequest(http, ctx, params.id, body.version)),
  });
  implement(http, purchaseRequests.withdraw, {
    run: async (ctx, { params, body }) =>
      await describeRequest(ctx, await withdrawRequest(http, ctx, params.id, body.version)),
  });
  implement(http, purchaseRequests.close, {
    run: async (ctx, { params, body }) =>
      await describeRequest(ctx, await closeRequest(ctx, params.id, body)),
  });
}
