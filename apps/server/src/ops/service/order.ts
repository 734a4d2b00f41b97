/** What a service runs, and as whom; the unit of systemd and the file of WinSW say the same. */
export interface ServiceOrder {
  /** Node, absolute. */
  readonly node: string;
  /** The command line of the server, absolute. */
  readonly entry: string;
  /** Data directory, absolute. */
  readonly data: string;
  /** Where backups go, absolute. */
  readonly backups: string;
  /** The account of the system that it runs as. */
  readonly account: string;
}

/** A path or a name that a service cannot carry; the message names it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}

/** Young objects of requests fit into little memory (docs/PERFORMANCE.md). */
export const serviceFlags = ['--max-semi-space-size=4'];

/** Threads that wait for a disk, and no memory kept apart for each of them. */
export const serviceEnvironment = {
  UV_THREADPOOL_SIZE: '16',
  MALLOC_ARENA_MAX: '2',
  NODE_NO_WARNINGS: '1',
} as const;

/** Seconds in which a stop must have ended; the server itself gives up after 30. */
export const STOP_SECONDS = 60;
/** Seconds before it is started again after it ended by itself. */
export const RESTART_SECONDS = 5;

/** Throws for a text that would break out of its line, whoever typed it. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) {
    throw new ServiceError(`A service cannot name ${JSON.stringify(text)}.`);
  }
  return text;
}

/** An account of the system, as `useradd` takes it. */
export function accountName(text: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,30}$/.test(text)) {
    throw new ServiceError(`"${text}" is no name for an account of the system.`);
  }
  return text;
}
