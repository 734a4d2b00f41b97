import { may } from '@xinhang/db/actor.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { customerBlock } from '../customers/service.ts';

/** The work list: further down than this nobody comes in a day. */
const WORK_LIST = 200;

/** Customers whose next date has come: overdue first, then today's. */
export const followUpsDue: DeskSource = {
  kind: 'followUpsDue',
  shows: WORK_LIST,
  async build(ctx, { whose, today, limit, cap }) {
    const { actor } = ctx;
    if (!may(actor, 'followUps.read')) return null;
    const conditions = {
      reach: 'followUps.read' as const,
      view: whose,
      archived: false,
      nextTo: today,
    };
    const page = { sort: 'nextFollowOn' as const, limit, cap };
    return await customerBlock(ctx, conditions, page, (row) => ({ on: row.next_follow_on }));
  },
};
