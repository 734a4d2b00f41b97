import { may } from '@xinhang/db/actor.ts';
import { listQuotations } from '@xinhang/db/repositories/quotation-list.ts';
import type { SearchSource } from '../../../registry/boot.ts';
import { todayOf } from '../../../http/today.ts';

/** Below this many signs a number says too little. */
const LEAST = 4;

/** Quotations by their number, whole or its end. */
export const quotationSource: SearchSource = {
  name: 'quotations',
  async find(ctx, q, limit) {
    const number = q.trim();
    if (!may(ctx.actor, 'quotations.read') || number.length < LEAST || !/\d/.test(number)) {
      return [];
    }
    const page = { after: null, limit };
    const filter = { number, today: await todayOf(ctx) };
    const rows = await listQuotations(ctx.db, ctx.actor, filter, page);
    return rows.map((row) => ({
      source: 'quotations',
      id: row.id,
      title: row.no ?? '',
      subtitle: `${row.customer_name} · ${row.business_date}`,
      route: `/quotations/${row.id}`,
    }));
  },
};
