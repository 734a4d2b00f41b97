import { may } from '@xinhang/db/actor.ts';
import { sumSalesOrders } from '@xinhang/db/repositories/sales-order-list.ts';
import { orderUnits, salesOrderNames } from '@xinhang/db/repositories/sales-orders.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import type { ProductUse } from '../../../registry/product-uses.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';

/** Orders, as lower modules speak of them: they are the customer's, whoever owns that. */
export const ownedSalesOrder: OwnedKind = {
  kind: 'salesOrder',
  names: (ctx, ids) => salesOrderNames(ctx.db, ctx.actor, ids),
  sight: (ctx, customerIds) => sightOf(ctx, 'salesOrders.read', customerIds),
  follows: {
    async count(ctx, customerId) {
      if (!may(ctx.actor, 'salesOrders.read')) return null;
      return (await sumSalesOrders(ctx.db, ctx.actor, { customerId }, COUNT_CAP)).count;
    },
    ids: (ctx, customerId) => idsHanging(ctx.db, 'sales_order', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'sales_order', ids, way),
  },
};

/** Lines of orders count products in units. */
export const orderUse: ProductUse = { unitsUsed: orderUnits };
