import { may } from '@xinhang/db/actor.ts';
import { listRefundRequests, type NamedRequest } from '@xinhang/db/repositories/refund-requests.ts';
import {
  customerRefundInScope,
  listCustomerRefunds,
  listSupplierRefunds,
  supplierRefundInReach,
} from '@xinhang/db/repositories/refunds.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { Printable } from '../../../registry/printables.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';
import { refundOfSupplier, toSupplierRefund, undoSupplierRefund } from './from-suppliers.ts';
import {
  discardRefund,
  payRequest,
  refundTarget,
  requestRefund,
  resubmitRefund,
  toRequests,
  withdrawRefund,
} from './requests.ts';
import { refundCustomer, toCustomerRefund, undoCustomerRefund } from './to-customers.ts';

const byId = ({ id }: { id: number }) => ({ value: id, id });

/** Whoever reads the list prints what stands there. */
const printable: Printable = {
  kinds: ['customerRefund', 'supplierRefund'],
  async reads(ctx, kind, id) {
    const ofCustomer = kind === 'customerRefund';
    if (!may(ctx.actor, ofCustomer ? 'receivables.read' : 'payables.read')) {
      throw problem('forbidden');
    }
    const found = ofCustomer
      ? customerRefundInScope(ctx.db, ctx.actor, id)
      : supplierRefundInReach(ctx.db, ctx.actor, id);
    return (await found) !== undefined;
  },
};

/** Money that goes back: advances and credits that are paid out instead of used. */
export function refundRoutes(http: Http): void {
  const { customerRefunds, supplierRefunds } = api;
  http.printables.register(printable);
  http.owned.register({
    kind: 'customerRefund',
    sight: (ctx, ids) => sightOf(ctx, 'receivables.read', ids),
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'customer_refund', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'customer_refund', ids, way),
    },
  });
  implement(http, customerRefunds.list, {
    async run(ctx, { query }) {
      const { customerId, limit } = query;
      const page = { customerId, after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listCustomerRefunds(ctx.db, ctx.actor, page);
      const { rows, next } = cutPage(found, limit, byId);
      return { rows: rows.map((row) => toCustomerRefund(ctx, row)), next, count: null };
    },
  });
  implement(http, customerRefunds.create, {
    run: async (ctx, { body }) => await refundCustomer(ctx, body),
  });
  implement(http, customerRefunds.reverse, {
    run: async (ctx, { params, body }) => await undoCustomerRefund(ctx, params.id, body),
  });
  implement(http, supplierRefunds.list, {
    async run(ctx, { query }) {
      const { supplierId, limit } = query;
      const page = { supplierId, after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listSupplierRefunds(ctx.db, ctx.actor, page);
      const { rows, next } = cutPage(found, limit, byId);
      return { rows: rows.map((row) => toSupplierRefund(ctx, row)), next, count: null };
    },
  });
  implement(http, supplierRefunds.create, {
    run: async (ctx, { body }) => await refundOfSupplier(ctx, body),
  });
  implement(http, supplierRefunds.reverse, {
    run: async (ctx, { params, body }) => await undoSupplierRefund(ctx, params.id, body),
  });
  requestRoutes(http);
}

/** Refunds that are asked for before they are paid. */
function requestRoutes(http: Http): void {
  const { refundRequests } = api;
  http.approvals.register(refundTarget);
  http.owned.register({
    kind: 'refundRequest',
    sight: (ctx, ids) => sightOf(ctx, 'receivables.read', ids),
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'refund_request', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'refund_request', ids, way),
    },
  });
  const one = async (ctx: ReadContext, row: NamedRequest) => (await toRequests(ctx, [row]))[0]!;
  implement(http, refundRequests.list, {
    async run(ctx, { query }) {
      const { state: states, limit } = query;
      const page = { states, after: startOf(query)?.id ?? null, limit: limit + 1 };
      const { rows, next } = cutPage(
        await listRefundRequests(ctx.db, ctx.actor, page),
        limit,
        byId,
      );
      return { rows: await toRequests(ctx, rows), next, count: null };
    },
  });
  implement(http, refundRequests.create, {
    run: async (ctx, { body }) => await one(ctx, await requestRefund(http, ctx, body)),
  });
  implement(http, refundRequests.submit, {
    run: async (ctx, { params, body }) =>
      await one(ctx, await resubmitRefund(http, ctx, params.id, body)),
  });
  implement(http, refundRequests.withdraw, {
    run: async (ctx, { params, body }) =>
      await one(ctx, await withdrawRefund(http, ctx, params.id, body.version)),
  });
  implement(http, refundRequests.discard, {
    run: async (ctx, { params, body }) =>
      await one(ctx, await discardRefund(ctx, params.id, body.version)),
  });
  implement(http, refundRequests.pay, {
    run: async (ctx, { params, body }) => await one(ctx, await payRequest(ctx, params.id, body)),
  });
}
