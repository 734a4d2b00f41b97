import { may } from '@xinhang/db/actor.ts';
import { countEnrolments, listEnrolments } from '@xinhang/db/repositories/enrolments.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { describeEnrolments } from './study.ts';

/** Rows of a block. */
const SHOWN = 8;
/** Due within so many days. */
const AHEAD_DAYS = 7;

async function block(
  ctx: ReadContext,
  asked: { userIds?: readonly number[] | undefined; overdueOn: string },
) {
  const rows = await listEnrolments(ctx.db, asked, SHOWN);
  if (rows.length === 0) return null;
  return {
    count: await countEnrolments(ctx.db, asked),
    items: [],
    jobs: [],
    enrolments: await describeEnrolments(ctx, rows),
  };
}

/** Own courses that are overdue or due within the week. */
export const trainingDue: DeskSource = {
  kind: 'trainingDue',
  build: async (ctx, { today }) =>
    await block(ctx, { userIds: [ctx.actor.userId], overdueOn: addDays(today, AHEAD_DAYS + 1) }),
};

/** Of the own people, what is overdue. */
export const trainingOverdue: DeskSource = {
  kind: 'trainingOverdue',
  async build(ctx, { today }) {
    const reach = ctx.actor.reach.get('training.lead');
    if (!may(ctx.actor, 'training.lead') || !reach) return null;
    const others = reach.ownerIds.filter((id) => id !== ctx.actor.userId);
    if (!reach.all && others.length === 0) return null;
    return await block(ctx, { userIds: reach.all ? undefined : others, overdueOn: today });
  },
};
