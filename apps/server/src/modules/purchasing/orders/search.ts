import { may } from '@xinhang/db/actor.ts';
import { listPurchaseOrders } from '@xinhang/db/repositories/purchase-orders.ts';
import type { SearchSource } from '../../../registry/boot.ts';

/** Shorter is the end of too many numbers. */
const SHORTEST = 3;

/** Orders to suppliers by a part of their number or the supplier's. */
export const purchaseOrderSource: SearchSource = {
  name: 'purchaseOrders',
  async find(ctx, q, limit) {
    const text = q.trim();
    if (!may(ctx.actor, 'purchaseOrders.read') || text.length < SHORTEST) return [];
    const found = await listPurchaseOrders(ctx.db, { text }, { after: null, limit });
    return found.map((row) => ({
      source: 'purchaseOrders',
      id: row.id,
      title: row.no ?? row.supplier_name,
      subtitle: [row.no === null ? '' : row.supplier_name, row.business_date]
        .filter(Boolean)
        .join(' · '),
      route: `/purchase-orders/${row.id}`,
    }));
  },
};
