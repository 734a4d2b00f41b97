import { findCustomer } from '../../customers/service.ts';
import { news } from '../record.ts';
import { customers } from '../sides.ts';
import type { ByHand } from '../settlement.ts';

/** Credits and advances of customers, used for what they owe. */
export const receivablesByHand: ByHand = {
  ...customers,
  docKinds: ['settlement', 'settlementBack'],
  sees: async (ctx, id) =>
    (await findCustomer(ctx.tx, ctx.actor, 'receivables.read', id)) !== undefined,
  used: (customerId, amountFen) => [
    { account: 'advanceReceived', amountFen, customerId },
    { account: 'receivable', amountFen: -amountFen, customerId },
  ],
  async record(ctx, action, { id, owner_id: customerId }, said) {
    const of = { action: `receivables.${action}`, entity: 'receivable', entityId: id, customerId };
    await ctx.audit({ ...of, ...said });
    await news(ctx, { entity: 'receivable', id, version: ctx.now }, customerId);
  },
};
