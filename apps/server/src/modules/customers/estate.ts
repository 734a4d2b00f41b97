import {
  customerCounts,
  customersMovedOn,
  customersToHand,
  handCustomers,
  lastChangeOfHands,
} from '@xinhang/db/repositories/customer-estate.ts';
import type { PassedBy } from '@xinhang/shared/pools.ts';
import type { Estate } from '../../registry/estate.ts';

/** Customers of somebody who leaves: stage, contacts, follow-ups and dates stay as they are. */
export const customerEstate: Estate = {
  async counts(ctx, userId) {
    const { live, away, planned } = await customerCounts(ctx.db, userId);
    return [
      { sort: 'customers', count: live, fate: 'moves' },
      { sort: 'customersArchived', count: away, fate: 'moves' },
      { sort: 'followUpPlans', count: planned, fate: 'follows' },
    ];
  },
  handing: {
    receiversNeed: 'customers.read',
    async rows(ctx, userId) {
      return (await customersToHand(ctx.db, userId)).map((row) => ({
        id: row.id,
        sort: row.archived_at === null ? 'customers' : 'customersArchived',
        follows: null,
        region: row.region,
        industry: row.industry,
        grade: row.chance_grade ?? '',
      }));
    },
    async hand(ctx, handover) {
      const { userId: byUserId } = ctx.actor;
      const by: PassedBy = handover.split ? { split: handover.split } : {};
      const handing = { ...handover, byUserId, at: ctx.now, detail: JSON.stringify(by) };
      return await handCustomers(ctx.tx, ctx.deps.db.search, handing);
    },
    mark: (ctx) => lastChangeOfHands(ctx.tx),
    movedOn: (ctx, handoverId, mark) => customersMovedOn(ctx.tx, handoverId, mark),
  },
};
