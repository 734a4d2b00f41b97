import { listPurchaseReturns } from '@xinhang/db/repositories/purchase-returns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { needReturn } from './access.ts';
import { confirmReturn, reverseReturn } from './confirm.ts';
import { describeReturn, toReturnRow } from './describe.ts';
import { createReturn, discardReturn, updateReturn } from './drafts.ts';

/** What goes back to suppliers. */
export function purchaseReturnRoutes(http: Http): void {
  const { purchaseReturns } = api;
  implement(http, purchaseReturns.list, {
    async run(ctx, { query }) {
      const {
        state: states,
        q: text,
        limit,
        supplierId,
        receiptNoteId,
        warehouseId,
        from,
        to,
      } = query;
      const filter = { states, text, supplierId, receiptNoteId, warehouseId, from, to };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listPurchaseReturns(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toReturnRow(ctx.actor, row)), next, count: null };
    },
  });
  implement(http, purchaseReturns.get, {
    run: async (ctx, { params }) => await describeReturn(ctx, await needReturn(ctx, params.id)),
  });
  implement(http, purchaseReturns.create, {
    run: async (ctx, { body }) => await describeReturn(ctx, await createReturn(ctx, body)),
  });
  implement(http, purchaseReturns.update, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await updateReturn(ctx, params.id, body)),
  });
  implement(http, purchaseReturns.discard, {
    async run(ctx, { params, body }) {
      await discardReturn(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, purchaseReturns.confirm, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await confirmReturn(ctx, params.id, body.version)),
  });
  implement(http, purchaseReturns.reverse, {
    run: async (ctx, { params, body }) =>
      await describeReturn(ctx, await reverseReturn(ctx, params.id, body)),
  });
}
