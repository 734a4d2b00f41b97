import { may, type Actor } from '@xinhang/db/actor.ts';
import {
  anyOpenJob,
  insertJob,
  jobById,
  jobsInState,
  updateJob,
  type JobRecord,
} from '@xinhang/db/repositories/jobs.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { Problem, problem, type ProblemCode } from '@xinhang/shared/problems.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { nobody, type WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import type { JobKind } from './kind.ts';
import { Pace } from './pace.ts';
import { actorOf, audienceOf, Cancelled, jobContext, jobRun, Stopped } from './run.ts';

/** Jobs of different people run side by side, those of one person one after the other. */
const AT_ONCE = 3;
const LOOK_AHEAD = 200;

type AnyKind = JobKind<unknown>;

/** Runs what takes longer than a request, in the person's name, in small steps. */
export class JobRunner {
  /** Told of each request, so that jobs stand back. */
  readonly pace: Pace;
  readonly #deps: Deps;
  readonly #hub: EventHub;
  readonly #log: FastifyBaseLogger;
  readonly #kinds = new Map<string, AnyKind>();
  readonly #running = new Map<number, { person: number; ended: Promise<void> }>();
  #filling: Promise<void> = Promise.resolve();
  #state: 'new' | 'started' | 'stopping' = 'new';

  constructor(deps: Deps, hub: EventHub, log: FastifyBaseLogger) {
    this.#deps = deps;
    this.pace = new Pace(deps.elapsed);
    this.#hub = hub;
    this.#log = log;
  }

  register<Input, Point>(kind: JobKind<Input, Point>): void {
    if (this.#kinds.has(kind.kind)) throw new Error(`There is a job kind "${kind.kind}" already.`);
    this.#kinds.set(kind.kind, kind as unknown as AnyKind);
  }

  /** Puts a job into the queue in the transaction of the command that asks for it. */
  async enqueue<Input>(
    ctx: WriteContext,
    kind: JobKind<Input, never>,
    input: Input,
    about: { title?: string; total?: number } = {},
  ): Promise<number> {
    const job = await insertJob(ctx.tx, {
      version: 1,
      kind: kind.kind,
      title: about.title ?? '',
      state: 'queued',
      cancel_requested: 0,
      progress: 0,
      total: about.total ?? 0,
      counts: '{}',
      error: null,
      input: JSON.stringify(input),
      point: null,
      row_count: 0,
      created_by: ctx.actor.userId || null,
      session_id: ctx.sessionId || null,
      address: ctx.address,
      created_at: ctx.now,
    });
    await ctx.audit({
      action: 'jobs.start',
      entity: 'job',
      entityId: job.id,
      after: { kind: job.kind, input },
    });
    await this.#tell(ctx, job);
    ctx.onCommit(() => this.#wake());
    return job.id;
  }

  /** Whether a job of this kind waits or runs. */
  async isOpen(db: Reader, kind: string): Promise<boolean> {
    return await anyOpenJob(db, kind);
  }

  /** Ends a queued job at once, a running one before its next step. */
  async cancel(ctx: WriteContext, job: JobRecord): Promise<JobRecord> {
    const waits = job.state === 'queued';
    if ((!waits && job.state !== 'running') || job.cancel_requested === 1) {
      throw problem('job-not-cancellable');
    }
    const after = await updateJob(ctx.tx, job.id, {
      cancel_requested: 1,
      ...(waits && { state: 'cancelled', finished_at: ctx.now }),
    });
    await ctx.audit({ action: 'jobs.cancel', entity: 'job', entityId: job.id });
    await this.#tell(ctx, after);
    return after;
  }

  /** Whether the person may read what the job found: who started it, while holding the right. */
  mayRead(actor: Actor, job: JobRecord): boolean {
    const kind = this.#kinds.get(job.kind);
    if (!kind || job.created_by !== actor.userId) return false;
    const input = kind.input.safeParse(JSON.parse(job.input));
    if (!input.success) return false;
    const needs = kind.needs(input.data);
    if (needs !== null && !may(actor, needs)) return false;
    const point: unknown = job.point === null ? null : JSON.parse(job.point);
    return kind.mayRead?.(actor, point) ?? true;
  }

  /** What its results name by `ref`; undefined where they carry their own labels. */
  rowsOf(job: JobRecord): string | undefined {
    return this.#kinds.get(job.kind)?.rowsOf;
  }

  /** Page of what it works on; null where the job's own page is all there is. */
  routeOf(job: JobRecord): string | null {
    const kind = this.#kinds.get(job.kind);
    const input = kind?.input.safeParse(JSON.parse(job.input));
    return input?.success ? (kind?.route?.(input.data) ?? null) : null;
  }

  /** Endpoint by which what an ended job did can be taken back; null where it did nothing, or is. */
  undoBy(job: JobRecord): string | null {
    const ended = job.state !== 'queued' && job.state !== 'running';
    const counts = JSON.parse(job.counts) as Record<string, number>;
    const able = ended && job.undone_by === null && (counts['changed'] ?? 0) > 0;
    return able ? (this.#kinds.get(job.kind)?.undoBy ?? null) : null;
  }

  /** At boot: what ran when the process ended goes on or fails, then the queue moves. */
  async start(): Promise<void> {
    for (const job of await jobsInState(this.#deps.db.read, 'running', LOOK_AHEAD)) {
      if (this.#kinds.get(job.kind)?.resumable) {
        await this.#command(job, async (ctx) => {
          await this.#tell(ctx, await updateJob(ctx.tx, job.id, { state: 'queued' }));
        });
      } else {
        await this.#finish(job.id, 'failed', 'job-interrupted');
      }
    }
    this.#state = 'started';
    this.#wake();
  }

  /** Resolves once nothing runs and nothing that could run waits. */
  async idle(): Promise<void> {
    for (;;) {
      await this.#filling;
      const [one] = this.#running.values();
      if (!one) return;
      await one.ended;
    }
  }

  /** Lets each running step end and starts no other; the next boot takes it from there. */
  async stop(): Promise<void> {
    this.#state = 'stopping';
    await this.idle();
  }

  #wake(): void {
    if (this.#state !== 'started') return;
    this.#filling = this.#filling
      .then(() => this.#fill())
      .catch((error: unknown) => this.#log.error({ err: error }, 'the job queue stands still'));
  }

  async #fill(): Promise<void> {
    const waiting = await jobsInState(this.#deps.db.read, 'queued', LOOK_AHEAD);
    for (const job of waiting) {
      if (this.#state !== 'started' || this.#running.size >= AT_ONCE) return;
      const person = job.created_by ?? 0;
      if ([...this.#running.values()].some((other) => other.person === person)) continue;
      const ended = this.#run(job.id)
        .catch((error: unknown) => this.#log.error({ err: error, job: job.id }, 'job lost'))
        .finally(() => {
          this.#running.delete(job.id);
          this.#wake();
        });
      this.#running.set(job.id, { person, ended });
    }
  }

  async #run(id: number): Promise<void> {
    const queued = await jobById(this.#deps.db.read, id);
    if (queued?.state !== 'queued') return;
    const kind = this.#kinds.get(queued.kind);
    if (!kind) return await this.#finish(id, 'failed', 'job-interrupted');
    try {
      const input = kind.input.parse(JSON.parse(queued.input));
      const needs = kind.needs(input);
      const job = await this.#command(queued, async (ctx) => {
        await actorOf(ctx.tx, queued, needs);
        const current = await jobById(ctx.tx, id);
        if (current?.state !== 'queued') throw new Stopped();
        const started = current.started_at ?? ctx.now;
        const after = await updateJob(ctx.tx, id, { state: 'running', started_at: started });
        await this.#tell(ctx, after);
        return after;
      });
      const stopping = () => this.#state === 'stopping';
      await kind.run(jobRun(this.#around(), job, input, needs, stopping) as never);
      await this.#finish(id, 'done', null);
    } catch (error) {
      if (error instanceof Stopped) return;
      if (error instanceof Cancelled) return await this.#finish(id, 'cancelled', null);
      const known = error instanceof Problem;
      if (!known) this.#log.error({ err: error, job: id }, 'job failed');
      await this.#finish(id, 'failed', known ? error.code : 'internal');
    }
  }

  async #finish(
    id: number,
    state: 'done' | 'failed' | 'cancelled',
    error: ProblemCode | null,
  ): Promise<void> {
    const job = await jobById(this.#deps.db.read, id);
    if (!job) return;
    await this.#command(job, async (ctx) => {
      const after = await updateJob(ctx.tx, id, { state, error, finished_at: ctx.now });
      await ctx.audit({
        action: 'jobs.finish',
        entity: 'job',
        entityId: id,
        after: { state, error, counts: JSON.parse(after.counts) as object },
      });
      await this.#tell(ctx, after);
      const kind = this.#kinds.get(after.kind);
      const input = kind?.input.safeParse(JSON.parse(after.input));
      if (input?.success) {
        await kind?.ended?.(ctx, input.data, JSON.parse(after.counts) as Record<string, number>);
      }
      const watched = input?.success && kind?.quiet?.(input.data);
      if (state === 'cancelled' || watched || after.created_by === null) return;
      await ctx.notify([after.created_by], {
        kind: state === 'failed' ? 'job-failed' : (kind?.notice ?? 'job-done'),
        params: { jobId: id, jobKind: after.kind, error },
        about: { entity: 'job', id },
        route: this.routeOf(after) ?? `/jobs/${id}`,
      });
    });
  }

  #around() {
    return { deps: this.#deps, hub: this.#hub, pace: this.pace };
  }

  /** Bookkeeping of a job, audited under its person's name. */
  async #command<T>(job: JobRecord, work: (ctx: WriteContext) => Promise<T>): Promise<T> {
    const actor = { ...nobody, userId: job.created_by ?? 0 };
    return await runCommand(this.#deps.db, this.#hub, (_tx, as) =>
      work(as(jobContext(this.#deps, job, actor))),
    );
  }

  async #tell(ctx: WriteContext, job: JobRecord): Promise<void> {
    await ctx.emit({
      entity: 'job',
      id: job.id,
      version: job.version,
      audience: audienceOf(job),
    });
  }
}
