import { may } from '@xinhang/db/actor.ts';
import { listSalesOrders } from '@xinhang/db/repositories/sales-order-list.ts';
import type { SearchSource } from '../../../registry/boot.ts';

/** Below this many signs a number says too little. */
const LEAST = 4;

/** Orders by their number, whole or its end, and by the customer's number. */
export const salesOrderSource: SearchSource = {
  name: 'salesOrders',
  async find(ctx, q, limit) {
    const text = q.trim();
    if (!may(ctx.actor, 'salesOrders.read') || text.length < LEAST || !/\d/.test(text)) return [];
    const page = { after: null, limit };
    const rows = await listSalesOrders(ctx.db, ctx.actor, { number: text }, page);
    return rows.map((row) => ({
      source: 'salesOrders',
      id: row.id,
      title: row.no ?? row.customer_order_no,
      subtitle: [row.customer_name, row.business_date, row.customer_order_no]
        .filter(Boolean)
        .join(' · '),
      route: `/sales-orders/${row.id}`,
    }));
  },
};
