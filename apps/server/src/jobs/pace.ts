import { setImmediate as othersFirst, setTimeout as rest } from 'node:timers/promises';

/** So long a step of a job may hold the thread that serves people, ms; its commit comes on top. */
const SLICE_MS = 8;
/** The same while nobody asks: the first who does waits no longer than this. */
const QUIET_SLICE_MS = 40;
/** Whoever asked within so many ms is likely to ask again. */
const ABOUT_MS = 200;
const LONGEST_REST_MS = 40;

/** How long a step has worked. */
export interface Slice {
  /** Whether it should end with what it has done so far. */
  over(): boolean;
}

/**
 * Lets jobs work at full speed while nobody asks anything, and half of the time while somebody
 * does. `elapsed` counts ms; where nothing counts them, every step ends as soon as it may.
 */
export class Pace {
  readonly #elapsed: (() => number) | undefined;
  readonly #rest: (ms: number) => Promise<unknown>;
  #asked = Number.NEGATIVE_INFINITY;
  #requests = 0;
  #worked = 0;

  constructor(elapsed: (() => number) | undefined, wait: (ms: number) => Promise<unknown> = rest) {
    this.#elapsed = elapsed;
    this.#rest = wait;
  }

  /** Somebody asks the server for something. */
  asked(): void {
    this.#requests += 1;
    if (this.#elapsed) this.#asked = this.#elapsed();
  }

  /** How often somebody has asked. */
  get requests(): number {
    return this.#requests;
  }

  /** Between two steps, of whichever jobs. */
  async giveWay(): Promise<void> {
    await othersFirst();
    const worked = Math.min(this.#worked, LONGEST_REST_MS);
    this.#worked = 0;
    if (worked > 0 && this.#someAbout()) await this.#rest(worked);
  }

  /** Measures the work of a step. */
  async slice<T>(work: (slice: Slice) => Promise<T>): Promise<T> {
    const elapsed = this.#elapsed;
    if (!elapsed) return await work({ over: () => true });
    const began = elapsed();
    try {
      const longest = this.#someAbout() ? SLICE_MS : QUIET_SLICE_MS;
      return await work({ over: () => elapsed() - began >= longest });
    } finally {
      this.#worked += elapsed() - began;
    }
  }

  #someAbout(): boolean {
    return this.#elapsed !== undefined && this.#elapsed() - this.#asked < ABOUT_MS;
  }
}
