import { may } from '@xinhang/db/actor.ts';
import { failedJobs as jobsThatFailed } from '@xinhang/db/repositories/jobs.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../registry/boot.ts';

/** Business dates, today among them, during which a failure stays on the desk. */
const SHOWN_DAYS = 7;

/**
 * Own jobs that failed; whoever looks after the jobs also sees those of the clock, and in the
 * team's view everybody's. Somebody without failures has no such block.
 */
export const failedJobs: DeskSource = {
  kind: 'jobsFailed',
  async build(ctx, { whose, today, zone, limit }) {
    const keeper = may(ctx.actor, 'system.jobs');
    const found = await jobsThatFailed(ctx.db, {
      person: keeper && whose === 'team' ? null : ctx.actor.userId,
      clock: keeper,
      since: startOfDay(addDays(today, 1 - SHOWN_DAYS), zone),
      limit: COUNT_CAP,
    });
    if (found.length === 0) return null;
    const jobs = found
      .slice(0, limit)
      .map(({ id, kind, error, finished_at: at }) => ({ id, kind, error, finishedAt: at ?? 0 }));
    return { count: found.length, items: [], jobs };
  },
};
