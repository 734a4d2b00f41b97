import { may } from '@xinhang/db/actor.ts';
import { countClaims } from '@xinhang/db/repositories/expense-claims.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';

/** Claims that wait for their money, on either desk of whoever pays; own ones that came back. */
export const expensesDue: DeskSource = {
  kind: 'expensesDue',
  async build(ctx, { whose }) {
    if (!may(ctx.actor, 'expenses.read')) return null;
    const pays = may(ctx.actor, 'expenses.pay');
    const toPay = pays ? await countClaims(ctx.db, ctx.actor, 'approved') : 0;
    // Drafts are their person's alone.
    const cameBack = whose === 'mine' ? await countClaims(ctx.db, ctx.actor, 'cameBack') : 0;
    if (toPay + cameBack === 0) return null;
    const count = Math.min(toPay + cameBack, COUNT_CAP);
    return { count, items: [], jobs: [], expenses: { toPay, cameBack } };
  },
};
