import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { holdLock, type Holder } from '@xinhang/db/sqlite/lock.ts';
import type { Machine } from '../machine.ts';
import type { Paths } from '../ops/paths.ts';
import { VERSION } from '../version.ts';

/** Bytes of a socket's path: 108 on Linux and 104 on macOS, one of them for the end. */
const LONGEST_SOCKET = 103;

/** Somebody else works in the data directory; the message says who. */
export class DirectoryHeldError extends Error {
  override readonly name = 'DirectoryHeldError';
  readonly holder: Holder;
  constructor(paths: Paths, holder: Holder) {
    super(`${paths.root} is in use: ${describe(holder)}.`);
    this.holder = holder;
  }
}

export function describe({ what, pid, host, since }: Holder): string {
  if (pid === 0) return what;
  return `${what} (process ${pid} on ${host}, since ${new Date(since).toISOString()})`;
}

/** A place to listen at: in the data directory, or where its path is short enough for a socket. */
export function socketFor(paths: Paths, { random }: Machine, temporary = tmpdir()): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\xinhang-${random(16).toString('hex')}`;
  }
  const inside = join(paths.root, 'server.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET) return inside;
  const short = Buffer.byteLength(temporary) < 60 ? temporary : '/tmp';
  // Made for its owner alone, under a name that nobody could take before.
  return join(mkdtempSync(join(short, 'xinhang-')), 'server.sock');
}

const unwritable = /^(EROFS|EACCES|EPERM|SQLITE_(READONLY|CANTOPEN))/;

function tryHold(paths: Paths, holder: Holder) {
  try {
    return holdLock(paths.lock, holder);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!unwritable.test(code)) throw error;
    throw new Error(`${paths.root} cannot be written: ${message}.`, { cause: error });
  }
}

export interface Held {
  readonly holder: Holder;
  release(): void;
}

/** Takes the data directory for this process, or throws `DirectoryHeldError`. */
export function holdDirectory(
  paths: Paths,
  what: string,
  machine: Machine,
  socket: string | null = null,
): Held {
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: machine.now(),
    what,
    version: VERSION,
    socket,
    secret: socket === null ? null : machine.random(32).toString('base64url'),
  };
  const elsewhere = socket !== null && socket.endsWith('.sock') && dirname(socket) !== paths.root;
  const forgetSocket = () => {
    if (elsewhere) rmSync(dirname(socket), { recursive: true, force: true });
  };
  const hold = tryHold(paths, holder);
  if ('heldBy' in hold) {
    forgetSocket();
    throw new DirectoryHeldError(paths, hold.heldBy);
  }
  return {
    holder,
    release() {
      hold.release();
      forgetSocket();
    },
  };
}
