import { may } from '@xinhang/db/actor.ts';
import { dealsNamed, dealsOfCustomers } from '@xinhang/db/repositories/deal-search.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { customersFound } from '../customers/service.ts';
import { describeDeals } from './describe.ts';

/** Open deals by the beginning of their name, then those of the customers that are found. */
export const dealSource: SearchSource = {
  name: 'deals',
  async find(ctx, q, limit) {
    if (!may(ctx.actor, 'deals.read')) return [];
    const named = await dealsNamed(ctx.db, ctx.actor, nameKey(q), limit);
    const customers = named.length < limit ? await customersFound(ctx, q) : [];
    const others = await dealsOfCustomers(ctx.db, ctx.actor, customers, limit);
    const known = new Set(named.map((row) => row.id));
    const found = [...named, ...others.filter((row) => !known.has(row.id))].slice(0, limit);
    return (await describeDeals(ctx, found)).map((row) => ({
      source: 'deals',
      id: row.id,
      title: row.name,
      subtitle: [row.customer?.name, row.stage.name, row.owner.name].filter(Boolean).join(' · '),
      route: `/deals/${row.id}`,
    }));
  },
};
