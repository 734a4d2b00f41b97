import { may } from '@xinhang/db/actor.ts';
import {
  findDelivery,
  listDeliveries,
  sumDeliveries,
} from '@xinhang/db/repositories/deliveries.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { todayOf } from '../../../http/today.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { Printable } from '../../../registry/printables.ts';
import { needDelivery } from './access.ts';
import { deliveryBoard, noteDelay } from './board.ts';
import { checkDelivery } from './check.ts';
import { confirmDelivery, reverseDelivery } from './confirm.ts';
import { describeDelivery, toDeliveryRow } from './describe.ts';
import { createDelivery, discardDraft, updateDraft } from './drafts.ts';
import { ownedDeliveries } from './owned.ts';
import { askRelease, isReleased, releaseDelivery, stopOf, withdrawRelease } from './release.ts';
import { signDelivery } from './sign.ts';
import { deliveryReleaseTarget } from './target.ts';

/** Whoever reads a delivery prints it, with the prices that he sees. */
const printable: Printable = {
  kinds: ['delivery'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'deliveries.read') && !may(ctx.actor, 'deliveries.manage')) {
      throw problem('forbidden');
    }
    return (await findDelivery(ctx.db, ctx.actor, 'deliveries.read', docId)) !== undefined;
  },
};

/** What goes out to customers: the board, the documents, and why something is late. */
export function deliveryRoutes(http: Http): void {
  for (const kind of ownedDeliveries) http.owned.register(kind);
  http.printables.register(printable);
  http.approvals.register(deliveryReleaseTarget);
  readRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { deliveries } = api;
  implement(http, deliveries.board, {
    run: async (ctx, { query }) => await deliveryBoard(ctx, http.lineSupplies, query),
  });
  implement(http, deliveries.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, customerId, orderId, warehouseId } = query;
      const { from, to, late } = query;
      const filter = { states, text, customerId, orderId, warehouseId, from, to, late };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listDeliveries(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const sums =
        query.count && may(ctx.actor, 'deliveries.read')
          ? await sumDeliveries(ctx.db, ctx.actor, filter, COUNT_CAP)
          : null;
      return {
        rows: rows.map((row) => toDeliveryRow(ctx.actor, row)),
        next,
        count: sums?.count ?? null,
        grossFen: sums?.grossFen ?? null,
      };
    },
  });
  implement(http, deliveries.get, {
    run: async (ctx, { params }) => await describeDelivery(ctx, await needDelivery(ctx, params.id)),
  });
  implement(http, deliveries.check, {
    async run(ctx, { params }) {
      const row = await needDelivery(ctx, params.id);
      const stopped = row.state === 'draft' && !isReleased(row, await todayOf(ctx));
      const check = await checkDelivery(ctx, row);
      return await stopOf(ctx, row, stopped ? check : { ...check, reasons: [] });
    },
  });
}

function writeRoutes(http: Http): void {
  const { deliveries } = api;
  implement(http, deliveries.delay, {
    run: async (ctx, { params, body }) => await noteDelay(ctx, params.id, body),
  });
  implement(http, deliveries.create, {
    run: async (ctx, { body }) => await describeDelivery(ctx, await createDelivery(ctx, body)),
  });
  implement(http, deliveries.update, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await updateDraft(ctx, params.id, body)),
  });
  implement(http, deliveries.discard, {
    async run(ctx, { params, body }) {
      await discardDraft(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, deliveries.confirm, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await confirmDelivery(ctx, params.id, body.version)),
  });
  implement(http, deliveries.release, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await releaseDelivery(ctx, params.id, body)),
  });
  implement(http, deliveries.askRelease, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await askRelease(http, ctx, params.id, body)),
  });
  implement(http, deliveries.withdrawRelease, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await withdrawRelease(http, ctx, params.id, body.version)),
  });
  implement(http, deliveries.sign, {
    async run(ctx, { params, body }) {
      const { row, shortReturnId } = await signDelivery(ctx, params.id, body);
      return { ...(await describeDelivery(ctx, row)), shortReturnId };
    },
  });
  implement(http, deliveries.reverse, {
    run: async (ctx, { params, body }) =>
      await describeDelivery(ctx, await reverseDelivery(ctx, params.id, body)),
  });
}
