import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';

/** What only the machine knows. Everything else is given it, so that tests can say what it is. */
export interface Machine {
  /** UTC ms. */
  readonly now: () => number;
  /** So many bytes that nobody can guess. */
  readonly random: (bytes: number) => Buffer;
  /** Ms from some beginning, whatever is done to the clock: for durations. */
  readonly elapsed: () => number;
  /** Ms since the machine was switched on, sleep included. */
  readonly uptime: () => number;
}

/** The machine itself, for the entries of processes alone (tests/architecture/machine.ts). */
export const thisMachine: Machine = {
  now: () => Date.now(),
  random: randomBytes,
  elapsed: () => performance.now(),
  uptime: () => uptime() * 1000,
};
