import { suppliers } from '../sides.ts';
import type { ByHand } from '../settlement.ts';

/** Credits of suppliers and advances to them, used for what is owed. */
export const payablesByHand: ByHand = {
  ...suppliers,
  docKinds: ['apSettlement', 'apSettlementBack'],
  // Whoever may do this at all reads every supplier's account.
  sees: () => Promise.resolve(true),
  used: (supplierId, amountFen) => [
    { account: 'payable', amountFen, supplierId },
    { account: 'advancePaid', amountFen: -amountFen, supplierId },
  ],
  async record(ctx, action, { id }, said) {
    await ctx.audit({ action: `payables.${action}`, entity: 'payable', entityId: id, ...said });
    await ctx.emit({ entity: 'payable', id, version: ctx.now, audience: [] });
  },
};
