import { z } from 'zod';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { applyRules, followPaths } from './assign.ts';

const dated = z.object({ date: z.string() });

/** Assigns what rules and paths say by now; every step may be repeated. */
const assignJob: JobKind<z.output<typeof dated>> = {
  kind: 'training.assign',
  input: dated,
  needs: () => null,
  resumable: true,
  async run(job) {
    await job.step(async (ctx) => {
      await followPaths(ctx);
      return { done: await applyRules(ctx, null) };
    });
  },
};

/** Every night; after the server was off, once for the newest date: rules look at today alone. */
export const trainingNight: ScheduleKind = {
  key: 'training',
  at: '02:30',
  catchUp: 'newest',
  job: assignJob as JobKind<{ date: string }, never>,
};
