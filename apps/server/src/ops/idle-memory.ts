import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Database } from '@xinhang/db/database.ts';

/** Collects what V8 would leave lying until somebody asks again; about 50 ms, in which nobody does. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  gc();
}

/**
 * Gives memory back once nobody has asked anything for a while: what the work of a day has filled
 * stays with the process otherwise, until the next day fills it again.
 */
export class IdleMemory {
  readonly #db: Database;
  readonly #collect: () => void;
  /** Requests up to the last look, and whether it has been tidied up after them. */
  #seen = 0;
  #tidy = true;

  constructor(db: Database, collecting: () => void = collect) {
    this.#db = db;
    this.#collect = collecting;
  }

  /** One look a minute: `asked` counts the requests since the start. */
  async look(asked: number): Promise<void> {
    const quiet = asked === this.#seen;
    this.#seen = asked;
    if (!quiet) this.#tidy = false;
    if (!quiet || this.#tidy) return;
    this.#tidy = true;
    await this.#db.storage?.shrinkMemory();
    this.#collect();
  }
}
