import { may } from '@xinhang/db/actor.ts';
import {
  customerRefundInScope,
  listCustomerRefunds,
  listSupplierRefunds,
  supplierRefundById,
} from '@xinhang/db/repositories/refunds.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { Printable } from '../../../registry/printables.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';
import { refundOfSupplier, toSupplierRefund, undoSupplierRefund } from './from-suppliers.ts';
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
      : supplierRefundById(ctx.db, id);
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
      const found = await listSupplierRefunds(ctx.db, page);
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
}
