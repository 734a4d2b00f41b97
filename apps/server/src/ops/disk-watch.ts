import { statfs } from 'node:fs/promises';
import { peopleWho } from '@xinhang/db/repositories/rights.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { systemContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';

const EVERY_MS = 10_000;
const MEGABYTE = 1_048_576;

/** Bytes. */
export const diskLimits = {
  /** From here on the log is cut off at the next quiet moment. */
  shrinkLog: 64 * MEGABYTE,
  /** Somebody reads without end, so that the log cannot be cut off. */
  largeLog: 256 * MEGABYTE,
  lowSpace: 1024 * MEGABYTE,
  noSpace: 16 * MEGABYTE,
};

type Alarm = 'log-large' | 'disk-low' | 'writes-refused';

/** Looks after the disk below the database, and tells administrators what they must do about it. */
export class DiskWatch {
  readonly #deps: Deps;
  readonly #hub: EventHub;
  readonly #log: FastifyBaseLogger;
  readonly #limits: typeof diskLimits;
  /** Alarms that were raised and whose cause is still there. */
  readonly #raised = new Set<Alarm>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: Deps, hub: EventHub, log: FastifyBaseLogger, limits = diskLimits) {
    this.#deps = deps;
    this.#hub = hub;
    this.#log = log;
    this.#limits = limits;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), EVERY_MS);
    void this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Looks never overlap; one that fails waits for the next. */
  async look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#lookOnce())
      .catch((error: unknown) => this.#log.error({ err: error }, 'the disk was not looked at'));
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { storage } = this.#deps.db;
    if (!storage) return;
    const disk = await statfs(this.#deps.paths.store);
    const free = disk.bavail * disk.bsize;
    const stopped = storage.stopped !== null;
    const full = free < this.#limits.noSpace;
    this.#hub.tellDisk(stopped ? 'stopped' : full ? 'full' : 'well');
    if (storage.logBytes() > this.#limits.shrinkLog) await storage.shrinkLog();
    const log = storage.logBytes();
    // Told once writes are taken again: until then no notification can be written.
    await this.#raise('writes-refused', stopped || full, {});
    await this.#raise('log-large', log > this.#limits.largeLog, { megabytes: inMegabytes(log) });
    const low = free < this.#limits.lowSpace;
    await this.#raise('disk-low', low, { megabytes: inMegabytes(free) });
  }

  async #raise(alarm: Alarm, cause: boolean, params: Record<string, number>): Promise<void> {
    const known = this.#raised.has(alarm);
    if (!cause) {
      this.#raised.delete(alarm);
      if (known && alarm === 'writes-refused') await this.#tell(alarm, params);
      return;
    }
    if (known) return;
    this.#log.warn(params, alarm);
    if (alarm !== 'writes-refused') await this.#tell(alarm, params);
    this.#raised.add(alarm);
  }

  async #tell(alarm: Alarm, params: Record<string, number>): Promise<void> {
    const people = await peopleWho(this.#deps.db.read, 'system.settings');
    await runCommand(this.#deps.db, this.#hub, async (_tx, as) => {
      const ctx = as(systemContext(this.#deps, { requestId: 'disk', address: '' }));
      await ctx.notify(people, { kind: alarm, params, route: null });
    });
  }
}

const inMegabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
