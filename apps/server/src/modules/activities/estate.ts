import {
  handPlans,
  plansEnded,
  plansMovedOn,
  plansToHand,
} from '@xinhang/db/repositories/plan-estate.ts';
import { todayOf } from '../../http/today.ts';
import type { Estate } from '../../registry/estate.ts';

/** Open plans of somebody who leaves: each goes to whoever has its customer from now on. */
export const planEstate: Estate = {
  async counts(ctx, userId) {
    const { length: count } = await plansToHand(ctx.db, userId);
    return [{ sort: 'plans', count, fate: 'moves' }];
  },
  handing: {
    receiversNeed: 'customers.read',
    async rows(ctx, userId) {
      return (await plansToHand(ctx.db, userId)).map((row) => ({
        id: row.id,
        sort: 'plans',
        follows: { kind: 'customer', id: row.customer_id },
        ...(row.owner_id !== null && row.owner_id !== userId && { ownerOfThat: row.owner_id }),
        region: row.region,
        industry: row.industry,
        grade: row.chance_grade ?? '',
      }));
    },
    async hand(ctx, handover) {
      const handing = { ...handover, byUserId: ctx.actor.userId, at: ctx.now };
      return await handPlans(ctx.tx, handing, await todayOf(ctx));
    },
    mark: () => Promise.resolve(0),
    movedOn: (ctx, handoverId) => plansMovedOn(ctx.tx, handoverId),
    ended: (ctx, handoverId) => plansEnded(ctx.tx, handoverId),
  },
};
