import { jobsUnderway, newestJob, type JobRecord } from '@xinhang/db/repositories/jobs.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { diagnosis, worstOf, type CheckKey, type Examination } from '@xinhang/shared/doctor.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { followed } from '../../jobs/followed.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { diskLimits } from '../../ops/disk-watch.ts';
import { examineInChild } from '../../ops/doctor/child.ts';
import { userNames } from '../org/service.ts';

const KIND = 'server.examine';
const LOG_EVERY_MS = 1000;
const JOBS_LOOKED_AT = 200;

/** What the job leaves behind it. */
const found = z.object({ checks: z.array(diagnosis) });
type Found = z.output<typeof found>;

/**
 * Ends the work where the log of the database grows too large meanwhile: it cannot be cut off
 * while somebody reads. Answers what ends the watch.
 */
function watchLog({ storage }: Deps['db'], stop: AbortController): () => void {
  const timer = setInterval(() => {
    if ((storage?.logBytes() ?? 0) > diskLimits.largeLog) stop.abort(problem('overloaded'));
  }, LOG_EVERY_MS);
  return () => clearInterval(timer);
}

/** Every check of the doctor as a job, and what it found last. */
class Examinations {
  readonly #deps: Deps;
  /** What is looked at now: news for whoever waits, and worth nothing afterwards. */
  #check: CheckKey | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get kind(): JobKind<object, Found> {
    return {
      kind: KIND,
      input: z.object({}),
      needs: () => 'system.settings',
      resumable: false,
      route: () => '/server',
      run: (job) => this.#run(job),
      ended: () => {
        this.#check = null;
        return Promise.resolve();
      },
    };
  }

  async #run(job: JobRun<object, Found>): Promise<void> {
    const { db, paths } = this.#deps;
    const { now } = await job.look();
    const all = await followed(job as JobRun<unknown, never>, (tell, signal) => {
      const tooLarge = new AbortController();
      const unwatch = watchLog(db, tooLarge);
      return examineInChild(
        { source: db.source, paths, now },
        {
          signal: AbortSignal.any([signal, tooLarge.signal]),
          report: ({ check, percent }) => {
            this.#check = check;
            tell(percent);
          },
        },
      ).finally(unwatch);
    });
    // Details are for whoever mends it at the command line: they hold values of the office.
    const { checks } = found.parse({ checks: all });
    const state = worstOf(checks);
    await job.step(async (ctx) => {
      await ctx.audit({
        action: 'server.examine',
        entity: 'job',
        entityId: job.id,
        after: { state, codes: codesOf(checks) },
      });
      return { point: { checks } };
    });
  }

  async #running(ctx: ReadContext): Promise<JobRecord | undefined> {
    const jobs = await jobsUnderway(ctx.db, JOBS_LOOKED_AT);
    return jobs.find(({ kind }) => kind === KIND);
  }

  async needIdle(ctx: ReadContext): Promise<void> {
    if (await this.#running(ctx)) throw problem('examination-busy');
  }

  async describe(ctx: ReadContext): Promise<Examination> {
    const running = await this.#running(ctx);
    const last = await newestJob(ctx.db, KIND, 'done');
    const people = [running, last].flatMap((job) => job?.created_by ?? []);
    const names = await userNames(ctx.db, people);
    const by = (job: JobRecord) => names.get(job.created_by ?? 0) ?? '';
    const result = found.safeParse(JSON.parse(last?.point ?? 'null'));
    return {
      running: running
        ? {
            jobId: running.id,
            check: this.#check,
            percent: Math.min(running.progress, 100),
            by: by(running),
            own: running.created_by === ctx.actor.userId,
          }
        : null,
      last:
        last && result.success
          ? {
              at: last.finished_at ?? last.created_at,
              durationMs: (last.finished_at ?? 0) - (last.started_at ?? 0),
              by: by(last),
              state: worstOf(result.data.checks),
              checks: result.data.checks,
            }
          : null,
    };
  }
}

/** Which findings there were, without what they are about. */
const codesOf = (checks: Found['checks']) => [
  ...new Set(checks.flatMap(({ findings }) => findings.map(({ code }) => code))),
];

export function examinationRoutes(http: Http): void {
  const { jobs, deps } = http;
  const examinations = new Examinations(deps);
  const { kind } = examinations;
  jobs.register(kind);

  implement(http, api.server.examine, {
    async run(ctx) {
      await examinations.needIdle(ctx);
      return { jobId: await jobs.enqueue(ctx, kind as JobKind<object, never>, {}) };
    },
  });
  implement(http, api.server.lastExamination, { run: (ctx) => examinations.describe(ctx) });
}
