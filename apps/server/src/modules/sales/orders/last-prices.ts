import { may } from '@xinhang/db/actor.ts';
import { orderedPrices } from '@xinhang/db/repositories/sales-order-list.ts';
import type { LastPrice } from '@xinhang/shared/prices.ts';
import { discounted } from '@xinhang/shared/sales-order-rules.ts';
import type { LastPriceSource } from '../../../registry/last-prices.ts';

/** What a customer agreed to pay in the newest confirmed order that the reader may open; no gifts. */
export const lastOrderedPrice: LastPriceSource = {
  async find(ctx, customerId, productIds) {
    const newest = new Map<number, LastPrice>();
    if (!may(ctx.actor, 'salesOrders.read')) return newest;
    for (const row of await orderedPrices(ctx.db, ctx.actor, customerId, productIds)) {
      if (newest.has(row.product_id!)) continue;
      newest.set(row.product_id!, {
        priceE4: discounted(row.price_e4!, row.discount_bp),
        unit: { id: row.unit_id!, name: row.unit_name },
        on: row.business_date,
        source: row.no ?? '',
        route: `/sales-orders/${row.order_id}`,
      });
    }
    return newest;
  },
};
