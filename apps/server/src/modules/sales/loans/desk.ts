import { may } from '@xinhang/db/actor.ts';
import { loansDueFirst } from '@xinhang/db/repositories/loans.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { toLoanRow } from './describe.ts';

/** So many days ahead loans are shown on the desk. */
const AHEAD = 3;

/** Loans that are to come back today, in the next days, or should have come back before. */
export const loansDue: DeskSource = {
  kind: 'loansDue',
  async build(ctx, { whose, today, limit }) {
    if (!may(ctx.actor, 'deliveries.read') && !may(ctx.actor, 'deliveries.manage')) return null;
    const mine = whose === 'mine' && may(ctx.actor, 'salesOrders.read');
    const filter = {
      dueBefore: addDays(today, AHEAD + 1),
      ...(mine && { ownerId: ctx.actor.userId }),
    };
    const rows = await loansDueFirst(ctx.db, ctx.actor, filter, limit);
    if (rows.length === 0) return null;
    const loans = rows.map((row) => toLoanRow(row, today));
    return { count: rows.length, items: [], jobs: [], loans };
  },
};
