import { changesOfOrder } from '@xinhang/db/repositories/order-changes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { needOrder } from '../orders/access.ts';
import { describeChange } from './describe.ts';
import { createChange, discardChange, updateChange } from './drafts.ts';
import { applyByHand, sendBackChange, submitChange } from './submit.ts';
import { orderChangeTarget } from './target.ts';

/** Changes of orders that were confirmed already. */
export function orderChangeRoutes(http: Http): void {
  const { orderChanges } = api;
  http.approvals.register(orderChangeTarget);
  implement(http, orderChanges.list, {
    async run(ctx, { params }) {
      const order = await needOrder(ctx.db, ctx.actor, 'salesOrders.read', params.id);
      const rows: OrderChange[] = [];
      for (const change of await changesOfOrder(ctx.db, order.id)) {
        rows.push(await describeChange(ctx, change));
      }
      return { rows };
    },
  });
  implement(http, orderChanges.create, {
    run: async (ctx, { params, body }) =>
      await describeChange(ctx, await createChange(ctx, http.lastPrices, params.id, body)),
  });
  implement(http, orderChanges.update, {
    run: async (ctx, { params, body }) =>
      await describeChange(ctx, await updateChange(ctx, http.lastPrices, params.id, body)),
  });
  implement(http, orderChanges.discard, {
    async run(ctx, { params, body }) {
      await discardChange(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, orderChanges.submit, {
    run: async (ctx, { params, body }) =>
      await describeChange(ctx, await submitChange(http, ctx, params.id, body)),
  });
  implement(http, orderChanges.apply, {
    run: async (ctx, { params, body }) =>
      await describeChange(ctx, await applyByHand(http, ctx, params.id, body.version)),
  });
  implement(http, orderChanges.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeChange(ctx, await sendBackChange(http, ctx, params.id, body)),
  });
}
