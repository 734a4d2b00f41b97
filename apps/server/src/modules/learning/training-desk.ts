import { may } from '@xinhang/db/actor.ts';
import {
  countEnrolments,
  listEnrolments,
  type EnrolmentFilter,
} from '@xinhang/db/repositories/enrolments.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { describeEnrolments } from './study.ts';

/** Due within so many days. */
const AHEAD_DAYS = 7;

async function block(ctx: ReadContext, asked: EnrolmentFilter, limit: number) {
  const rows = await listEnrolments(ctx.db, asked, limit);
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
  async build(ctx, { today, limit }) {
    const asked = { userIds: [ctx.actor.userId], overdueOn: addDays(today, AHEAD_DAYS + 1) };
    return await block(ctx, asked, limit);
  },
};

/** Of the own people, what is overdue. */
export const trainingOverdue: DeskSource = {
  kind: 'trainingOverdue',
  async build(ctx, { today, limit }) {
    const reach = ctx.actor.reach.get('training.lead');
    if (!may(ctx.actor, 'training.lead') || !reach) return null;
    const others = reach.ownerIds.filter((id) => id !== ctx.actor.userId);
    if (!reach.all && others.length === 0) return null;
    const userIds = reach.all ? undefined : others;
    const asked = { userIds, overdueOn: today, staying: true };
    return await block(ctx, asked, limit);
  },
};
