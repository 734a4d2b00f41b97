import { may } from '@xinhang/db/actor.ts';
import { findSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../../registry/printables.ts';

/** Orders that have a number, on paper: whoever reads them prints them. */
export const salesOrderPrintable: Printable = {
  kinds: ['salesOrder'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'salesOrders.read')) throw problem('forbidden');
    const order = await findSalesOrder(ctx.db, ctx.actor, 'salesOrders.read', docId);
    return order !== undefined && order.no !== null;
  },
};
