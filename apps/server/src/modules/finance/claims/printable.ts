import { may } from '@xinhang/db/actor.ts';
import { claimInReach } from '@xinhang/db/repositories/expense-claims.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../../registry/printables.ts';

/** A claim on paper: whoever reads it prints it. */
export const expensePrintable: Printable = {
  kinds: ['expenseClaim'],
  async reads(ctx, _kind, id) {
    if (!may(ctx.actor, 'expenses.read')) throw problem('forbidden');
    return (await claimInReach(ctx.db, ctx.actor, id)) !== undefined;
  },
};
