import { endedBefore } from '@xinhang/db/repositories/attempts.ts';
import { z } from 'zod';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { GRACE_MS } from './attempt-view.ts';
import { closeEnded } from './taking.ts';

const dated = z.object({ date: z.string() });

const closeJob: JobKind<z.output<typeof dated>> = {
  kind: 'exams.close',
  input: dated,
  needs: () => null,
  resumable: true,
  async run(job) {
    let ended = 1;
    while (ended > 0) {
      await job.step(async (ctx) => {
        ended = await closeEnded(ctx);
        return { done: ended };
      });
    }
  },
};

/** Attempts whose time is over are ended with the next look at the clock, within a minute. */
export const examClock: ScheduleKind = {
  key: 'exams',
  at: '00:00',
  catchUp: 'newest',
  job: closeJob as JobKind<{ date: string }, never>,
  isDone: async (db, now) => (await endedBefore(db, now - GRACE_MS, 1)).length === 0,
};
