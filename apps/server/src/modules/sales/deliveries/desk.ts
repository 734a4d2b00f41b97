import { may } from '@xinhang/db/actor.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { boardCounts, boardRight } from './board.ts';

/**
 * What is to go out today and what should have gone before, as the board counts it: of the own orders
 * for whoever sells, of all of them in the warehouse (S59).
 */
export const deliveriesDue: DeskSource = {
  kind: 'deliveriesDue',
  async build(ctx, { whose, today }) {
    if (!may(ctx.actor, boardRight(ctx))) return null;
    const mine = whose === 'mine' && may(ctx.actor, 'salesOrders.read');
    const counts = await boardCounts(ctx, mine ? { mine } : {}, today);
    const { overdue, today: due, tomorrow } = counts;
    if (overdue + due + tomorrow === 0) return null;
    const count = Math.min(overdue + due, COUNT_CAP);
    return { count, items: [], jobs: [], deliveries: { overdue, today: due, tomorrow } };
  },
};
