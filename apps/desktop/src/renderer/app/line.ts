/** What the server says by itself every two seconds (`HEARTBEAT_MS`) may be missing so long. */
const SILENT_MS = 4500;
const LOOK_MS = 500;
/** A stream that is being opened may wait behind what a page loads at first. */
const OPENING_MS = 15_000;
/** While the line is dead the system waits twice as long before each try; a page cannot wait so. */
const TRY_EVERY_MS = 1500;
const MOST_TRIES = 3;

/** Requests under way, all of which can be cut: what waits on a dead line waits for the system. */
export class Requests {
  readonly #running = new Map<AbortController, number>();

  /** Runs one; cut, it fails as it would over a line that broke. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
    const cut = new AbortController();
    this.#running.set(cut, performance.now());
    try {
      return await work(outer ? AbortSignal.any([outer, cut.signal]) : cut.signal);
    } finally {
      this.#running.delete(cut);
    }
  }

  /** Cuts those that were begun so many ms ago or earlier. */
  cut(olderThanMs = 0): void {
    const before = performance.now() - olderThanMs;
    for (const [cut, since] of this.#running) if (since <= before) cut.abort();
  }
}

/**
 * Tells once when a stream that beats has gone silent. Opened, it may be silent until its first
 * beat: an older server says nothing by itself.
 */
export class Silence {
  #since: number | null = performance.now();
  #limit = OPENING_MS;
  #missed = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(onSilence: () => void) {
    this.#timer = setInterval(() => {
      const silent = this.#since !== null && performance.now() - this.#since > this.#limit;
      this.#missed = silent ? this.#missed + 1 : 0;
      // Twice: a page that was held up itself hears first what had come meanwhile.
      if (this.#missed < 2) return;
      this.stop();
      onSilence();
    }, LOOK_MS);
  }

  opened(): void {
    this.#since = null;
    this.#limit = SILENT_MS;
  }

  /** Something came; `beat` where it is what comes by itself. */
  heard(beat = false): void {
    if (beat || this.#since !== null) this.#since = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/**
 * Asks until somebody answers, or until `stop`. A new try begins beside those that wait, over a
 * connection of its own: the first one that the returned line takes is answered.
 */
export function untilAnswered(
  ask: (signal: AbortSignal) => Promise<boolean>,
  stop: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const tries = new Set<AbortController>();
    const end = () => {
      clearInterval(timer);
      stop.removeEventListener('abort', end);
      for (const one of tries) one.abort();
      resolve();
    };
    const begin = () => {
      const [oldest] = tries;
      if (oldest && tries.size >= MOST_TRIES) {
        oldest.abort();
        tries.delete(oldest);
      }
      const own = new AbortController();
      tries.add(own);
      void ask(own.signal).then((answered) => {
        tries.delete(own);
        if (answered) end();
      });
    };
    const timer = setInterval(begin, TRY_EVERY_MS);
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
    else begin();
  });
}

/** Whether somebody answers in a time in which a line that lives does. */
export async function answersSoon(
  ask: (signal: AbortSignal) => Promise<boolean>,
): Promise<'yes' | 'no' | 'dead'> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), SILENT_MS);
  const answered = await ask(limit.signal);
  clearTimeout(timer);
  if (answered) return 'yes';
  return limit.signal.aborted ? 'dead' : 'no';
}
