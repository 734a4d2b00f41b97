import { company } from '@xinhang/db/repositories/company.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { wokenBetween } from '@xinhang/db/repositories/notifications.ts';
import {
  putSchedule,
  scheduleByKey,
  type ScheduleRecord,
} from '@xinhang/db/repositories/schedules.ts';
import { holdersOf } from '@xinhang/db/repositories/rights.ts';
import { touchDevices } from '@xinhang/db/repositories/devices.ts';
import { touchSessions } from '@xinhang/db/repositories/sessions.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { systemContext, type WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import type { Sessions } from '../http/session.ts';
import { IdleMemory } from '../ops/idle-memory.ts';
import { ClockWatch } from './clock-watch.ts';
import { dueDates, instantOf, newestDue } from './due.ts';
import type { JobKind } from './kind.ts';
import type { JobRunner } from './runner.ts';

const TICK_MS = 60_000;

/** What runs by the clock: a job per business date. */
export interface ScheduleKind {
  readonly key: string;
  /** Local time `HH:MM` unless the company changed it. */
  readonly at: string;
  /** After the machine was off: every date that was missed, or the newest alone. */
  readonly catchUp: 'each' | 'newest';
  readonly job: JobKind<{ date: string }, never>;
  /**
   * Whether there is nothing to do for the newest date. Where it is said, only this is asked and
   * not what was done before: the answer then holds whatever the clock did meanwhile.
   */
  isDone?(db: Reader, now: number, date: string, since: number): Promise<boolean>;
  /** Ms after a run that failed before the date is tried again; at the next look unless said. */
  readonly waitAfterFailure?: number;
  /** What it must not run beside is under way: it is looked at again in a minute. */
  busy?(): boolean;
}

/** What runs whenever there is something to do, whatever the hour; looked at once a minute. */
export interface Watch {
  /** `now` in UTC ms. */
  isDue(db: Reader, now: number): Promise<boolean>;
  run(ctx: WriteContext): Promise<void>;
}

/** A schedule as stored, or as it is before anything was stored. */
export async function scheduleOf(db: Reader, kind: ScheduleKind): Promise<ScheduleRecord> {
  const stored = await scheduleByKey(db, kind.key);
  return (
    stored ?? {
      key: kind.key,
      version: 1,
      at: kind.at,
      enabled: 1,
      last_done_on: null,
      job_id: null,
    }
  );
}

async function due(
  ctx: WriteContext,
  kind: ScheduleKind,
  row: ScheduleRecord,
  zone: string,
): Promise<string[]> {
  if (!kind.isDone) {
    const schedule = { at: row.at, lastDoneOn: row.last_done_on };
    return dueDates(ctx.now, schedule, zone, kind.catchUp);
  }
  const last = row.job_id === null ? undefined : await jobById(ctx.tx, row.job_id);
  if (last?.state === 'queued' || last?.state === 'running') return [];
  if (kind.busy?.() || (await waitsUntil(ctx.tx, ctx.now, { kind, row, zone })) !== null) return [];
  const date = newestDue(ctx.now, row.at, zone);
  return (await lastDone(ctx.tx, ctx.now, { kind, row, zone })) === date ? [] : [date];
}

/**
 * When the newest date is tried again after its run failed (UTC ms); null where nothing is waited
 * for. A run that the end of the process cut off is repeated at once.
 */
export async function waitsUntil(
  db: Reader,
  now: number,
  { kind, row, zone }: { kind: ScheduleKind; row: ScheduleRecord; zone: string },
): Promise<number | null> {
  const { waitAfterFailure: wait } = kind;
  if (wait === undefined || row.job_id === null) return null;
  const last = await jobById(db, row.job_id);
  if (last?.state !== 'failed' || last.error === 'job-interrupted' || !last.finished_at)
    return null;
  const { date } = JSON.parse(last.input) as { date?: string };
  // A clock that was set back must not make it wait for long.
  const waits = Math.abs(now - last.finished_at) < wait;
  return waits && date === newestDue(now, row.at, zone) ? last.finished_at + wait : null;
}

/** The last business date that needs nothing more; null where the newest does. */
export async function lastDone(
  db: Reader,
  now: number,
  { kind, row, zone }: { kind: ScheduleKind; row: ScheduleRecord; zone: string },
): Promise<string | null> {
  if (!kind.isDone) return row.last_done_on;
  const date = newestDue(now, row.at, zone);
  return (await kind.isDone(db, now, date, instantOf(date, row.at, zone))) ? date : null;
}

/**
 * Looks at the clock once a minute instead of setting timers, which drift and are lost in sleep.
 * The caller starts it; tests turn the clock and call `tick`.
 */
export class Clockwork {
  readonly #deps: Deps;
  readonly #hub: EventHub;
  readonly #jobs: JobRunner;
  readonly #sessions: Sessions;
  readonly #log: FastifyBaseLogger;
  readonly #kinds = new Map<string, ScheduleKind>();
  readonly #watches: Watch[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  readonly #clock = new ClockWatch();
  #lastTick: number;
  readonly #memory: IdleMemory;

  constructor(
    deps: Deps,
    parts: { hub: EventHub; jobs: JobRunner; sessions: Sessions; log: FastifyBaseLogger },
  ) {
    this.#deps = deps;
    this.#hub = parts.hub;
    this.#jobs = parts.jobs;
    this.#sessions = parts.sessions;
    this.#log = parts.log;
    this.#lastTick = deps.now();
    this.#memory = new IdleMemory(deps.db);
  }

  /** Registers the schedule and the kind of its jobs. */
  register(kind: ScheduleKind): void {
    if (this.#kinds.has(kind.key)) throw new Error(`There is a schedule "${kind.key}" already.`);
    this.#kinds.set(kind.key, kind);
    this.#jobs.register(kind.job);
  }

  watch(watch: Watch): void {
    this.#watches.push(watch);
  }

  get kinds(): ScheduleKind[] {
    return [...this.#kinds.values()];
  }

  kind(key: string): ScheduleKind | undefined {
    return this.#kinds.get(key);
  }

  /** First look at once: what was missed while the machine was off is due now. */
  start(): void {
    this.#timer = setInterval(() => void this.tick(), TICK_MS);
    void this.tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
    await this.#keepSeen();
  }

  /** One look at the clock; looks never overlap, and a failure waits for the next one. */
  async tick(): Promise<void> {
    this.#ticking = this.#ticking
      .then(async () => {
        await this.#keepSeen();
        const now = this.#deps.now();
        await this.#watchClock(now);
        await this.#hub.closeUnless((id, actor) => this.#sessions.stands(id, actor, now));
        await this.#wake();
        for (const kind of this.#kinds.values()) await this.#run(kind);
        for (const watch of this.#watches) await this.#look(watch);
        if (this.#deps.gentle) await this.#memory.look(this.#jobs.pace.requests);
      })
      .catch((error: unknown) => this.#log.error({ err: error }, 'the clockwork failed'));
    await this.#ticking;
  }

  /** Dates and backups go by the clock, so that whoever looks after them hears that it was set. */
  async #watchClock(now: number): Promise<void> {
    const jump = this.#deps.uptime ? this.#clock.look(now, this.#deps.uptime()) : 0;
    if (jump === 0) return;
    this.#log.warn({ minutes: Math.round(jump / 60_000) }, 'the clock of the machine was set');
    await runCommand(this.#deps.db, this.#hub, async (tx, as) => {
      const ctx = as(systemContext(this.#deps, { requestId: 'clock', address: '' }));
      const params = { minutes: Math.round(jump / 60_000) };
      const notice = { kind: 'clock-jumped' as const, params, route: null };
      await ctx.notify(await holdersOf(tx, 'system.backup'), notice);
    });
  }

  /** Last requests of sessions, so that a restart does not make idle ones young or busy ones old. */
  async #keepSeen(): Promise<void> {
    const seen = this.#sessions.takeSeen();
    if (seen.length === 0) return;
    await this.#deps.db.transaction(async (tx) => {
      await touchSessions(tx, seen);
      await touchDevices(tx, seen);
    });
  }

  /** Notifications whose sleep is over come back on the screen. */
  async #wake(): Promise<void> {
    const now = this.#deps.now();
    this.#hub.notify(await wokenBetween(this.#deps.db.read, this.#lastTick, now));
    this.#lastTick = now;
  }

  async #look(watch: Watch): Promise<void> {
    const now = this.#deps.now();
    if (!(await watch.isDue(this.#deps.db.read, now))) return;
    await runCommand(this.#deps.db, this.#hub, async (_tx, as) => {
      await watch.run(as(systemContext(this.#deps, { requestId: 'clock', address: '', now })));
    });
  }

  async #run(kind: ScheduleKind): Promise<void> {
    await runCommand(this.#deps.db, this.#hub, async (tx, as) => {
      const firm = await company(tx);
      const row = await scheduleOf(tx, kind);
      if (!firm || row.enabled === 0) return;
      const ctx = as(systemContext(this.#deps, { requestId: 'clock', address: '' }));
      const dates = await due(ctx, kind, row, firm.time_zone);
      for (const date of dates) {
        row.job_id = await this.#jobs.enqueue(ctx, kind.job, { date }, { title: date });
        row.last_done_on = date;
      }
      if (dates.length > 0) await putSchedule(tx, row);
    });
  }
}
