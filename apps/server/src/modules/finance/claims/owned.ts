import { claimInReach } from '@xinhang/db/repositories/expense-claims.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import { hangRows, idsHanging } from '../../customers/service.ts';

/** Claims stay their person's, who gets the money; for whom it was spent follows in a merge. */
export const ownedClaims: OwnedKind = {
  kind: 'expenseClaim',
  async names(ctx, ids) {
    const names = new Map<number, string>();
    for (const id of ids) {
      const row = await claimInReach(ctx.db, ctx.actor, id);
      if (row) names.set(id, [row.no, row.title].filter(Boolean).join(' '));
    }
    return names;
  },
  follows: {
    count: () => Promise.resolve(null),
    ids: (ctx, customerId) => idsHanging(ctx.db, 'expense_line', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'expense_line', ids, way),
  },
};
