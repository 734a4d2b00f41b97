import { may } from '@xinhang/db/actor.ts';
import { listDeals } from '@xinhang/db/repositories/deal-list.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { describeDeals } from './describe.ts';
import { toDealConditions } from './filters.ts';

/** Deals by the beginning of their name, or through their customer: the newest open ones first. */
export const dealSource: SearchSource = {
  name: 'deals',
  async find(ctx, q, limit) {
    if (!may(ctx.actor, 'deals.read')) return [];
    const asked = await toDealConditions(ctx, { q, state: ['open'] });
    const page = { sort: 'createdAt', descending: true, after: null, limit } as const;
    const rows = await describeDeals(ctx, await listDeals(ctx.db, ctx.actor, asked, page));
    return rows.map((row) => ({
      source: 'deals',
      id: row.id,
      title: row.name,
      subtitle: [row.customer?.name, row.stage.name, row.owner.name].filter(Boolean).join(' · '),
      route: `/deals/${row.id}`,
    }));
  },
};
