import {
  allSchemes,
  insertMade,
  madePeriods,
  type SchemeRecord,
} from '@xinhang/db/repositories/appraisal-schemes.ts';
import {
  periodsEnded,
  type AppraisalPeriod,
  type AppraisalSpan,
} from '@xinhang/shared/appraisal-rules.ts';
import { z } from 'zod';
import type { Http } from '../../http/implement.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { forWhom, makeSheets } from './make.ts';

/** Sheets that are made together in one step. */
const BLOCK = 20;

const dated = z.object({ date: z.string() });
type Dated = z.output<typeof dated>;

async function makePeriod(
  http: Pick<Http, 'figures'>,
  job: JobRun<Dated, unknown>,
  scheme: SchemeRecord,
  period: AppraisalPeriod,
): Promise<void> {
  const { db } = await job.look();
  const active = (await allSchemes(db)).filter((one) => one.active === 1);
  const people = (await forWhom(db, active)).get(scheme.id) ?? [];
  for (let at = 0; at <= people.length; at += BLOCK) {
    const some = people.slice(at, at + BLOCK);
    await job.step(async (ctx) => {
      const made = await makeSheets(http, ctx, scheme, period, some);
      const last = at + BLOCK > people.length;
      const done = { scheme_id: scheme.id, period: period.key, at: ctx.now };
      if (last) await insertMade(ctx.tx, done);
      return { done: made };
    });
  }
}

/**
 * Sheets of every period that is over and was not made: of several, where the server was off. What
 * a kill cut off goes on, as nobody has two sheets of one period.
 */
const makeJob = (http: Pick<Http, 'figures'>): JobKind<Dated> => ({
  kind: 'appraisals.make',
  input: dated,
  needs: () => null,
  resumable: true,
  quiet: () => true,
  async run(job) {
    const ctx = await job.look();
    for (const scheme of await allSchemes(ctx.db)) {
      if (scheme.active === 0) continue;
      const made = await madePeriods(ctx.db, scheme.id);
      const asked = { since: scheme.since_on, before: job.input.date };
      for (const period of periodsEnded(scheme.span as AppraisalSpan, asked)) {
        if (!made.has(period.key)) await makePeriod(http, job, scheme, period);
      }
    }
  },
});

export const makingSheets = (http: Pick<Http, 'figures'>): ScheduleKind => ({
  key: 'appraisals',
  at: '05:00',
  catchUp: 'newest',
  job: makeJob(http) as JobKind<{ date: string }, never>,
});
