import { alertsRan, anyAlertWork, putAlertRun } from '@xinhang/db/repositories/alert-rules.ts';
import { z } from 'zod';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, JobRun, ResultRow } from '../../jobs/kind.ts';
import { listJobRows } from '../system/service.ts';
import { BLOCK, nightOf, type Night } from './judging.ts';
import { customers, deals } from './new-ones.ts';
import { openOnes } from './open-ones.ts';

const MOST = 10 * BLOCK;
const PAGE = 1000;
const FAR = Number.MAX_SAFE_INTEGER;

const phases = ['open', 'customers', 'deals', 'tell'] as const;
interface Point {
  phase: (typeof phases)[number];
  /** Rows of the phase up to this id are done. */
  after: number;
}

/** Each person hears once how many there are. */
async function tell(job: JobRun<unknown, Point>, date: string): Promise<void> {
  await job.step(async (ctx) => {
    const counts = { opened: new Map<number, number>(), escalated: new Map<number, number>() };
    for (let after = 0; ;) {
      const page = { jobId: job.id, outcomes: ['opened', 'escalated'], after, limit: PAGE };
      const rows = await listJobRows(ctx.tx, page);
      for (const { outcome, params } of rows) {
        const { userId } = z.object({ userId: z.int() }).parse(JSON.parse(params));
        const of = counts[outcome as 'opened'];
        of.set(userId, (of.get(userId) ?? 0) + 1);
      }
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.seq;
    }
    for (const [outcome, people] of Object.entries(counts)) {
      for (const [userId, count] of people) {
        const kind = outcome === 'opened' ? 'alerts-opened' : 'alerts-escalated';
        await ctx.notify([userId], { kind, params: { count }, route: '/alerts' });
      }
    }
    await putAlertRun(ctx.tx, { date, at: ctx.now });
    return { point: { phase: 'tell', after: FAR } };
  });
}

/** Whether any rule in force asks for the walk. */
const wanted = ({ rules }: Night, phase: 'customers' | 'deals') =>
  rules.some((rule) => rule.active && (rule.kind === 'customerIdle') === (phase === 'customers'));

const walks = { open: openOnes, customers, deals } as const;

const dated = z.object({ date: z.string() });

/** Looks at all that is watched; after a kill it goes on where it was, and tells nobody twice. */
export const alertJob: JobKind<z.output<typeof dated>, Point> = {
  kind: 'alerts.night',
  input: dated,
  needs: () => null,
  resumable: true,
  async run(job) {
    const { date } = job.input;
    let point: Point = job.point ?? { phase: 'open', after: 0 };
    while (point.phase !== 'tell') {
      const { phase } = point;
      const walk = walks[phase];
      let next: Point = point;
      await job.step(async (ctx, slice) => {
        const night = await nightOf(ctx, date);
        const rows: ResultRow[] = [];
        let done = 0;
        let at = point.after;
        let more = phase === 'open' || (!night.quiet && wanted(night, phase));
        while (more && done < MOST) {
          const found = await walk(night, at);
          rows.push(...found.results);
          done += found.rows.length;
          at = found.rows.at(-1)?.id ?? at;
          more = found.rows.length === BLOCK;
          if (slice.over()) break;
        }
        next = more
          ? { phase, after: at }
          : { phase: phases[phases.indexOf(phase) + 1]!, after: 0 };
        return { done, rows, point: next };
      });
      point = next;
    }
    if (point.after !== FAR) await tell(job, date);
  },
};

/** Every morning; after the server was off, once for the newest date: the rest follows from dates. */
export const alertSchedule: ScheduleKind = {
  key: 'alerts',
  at: '06:30',
  catchUp: 'newest',
  waitAfterFailure: 600_000,
  job: alertJob as JobKind<{ date: string }, never>,
  isDone: async (db, _now, date) => !(await anyAlertWork(db)) || (await alertsRan(db, date)),
};
