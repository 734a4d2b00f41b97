import { may } from '@xinhang/db/actor.ts';
import { dealUnits, wonPrices } from '@xinhang/db/repositories/deal-prices.ts';
import type { LastPrice } from '@xinhang/shared/prices.ts';
import type { LastPriceSource } from '../../registry/last-prices.ts';
import type { ProductUse } from '../../registry/product-uses.ts';

/** What a customer paid in the last won deal, of those that the reader may open. */
export const lastWonPrice: LastPriceSource = {
  async find(ctx, customerId, productIds) {
    const newest = new Map<number, LastPrice>();
    if (!may(ctx.actor, 'deals.read')) return newest;
    for (const row of await wonPrices(ctx.db, ctx.actor, customerId, productIds)) {
      if (newest.has(row.product_id)) continue;
      newest.set(row.product_id, {
        priceE4: row.price_e4,
        unit: { id: row.unit_id, name: row.unit_name },
        on: row.closed_on,
        source: row.deal_name,
        route: `/deals/${row.deal_id}`,
      });
    }
    return newest;
  },
};

/** Lines of deals count products in units. */
export const dealUse: ProductUse = { unitsUsed: dealUnits };
