import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer, isIP } from 'node:net';
import { newestEventAt } from '@xinhang/db/repositories/audit.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { listed, readConfig } from '../config.ts';
import { freeBytes } from '../backup/files.ts';
import { diskLimits } from '../disk-watch.ts';
import { temporaryFile } from '../paths.ts';
import { readAuthority, readServerPair } from '../tls/office-keys.ts';
import { ownNames } from '../tls/own-names.ts';
import { assertSafePlace, UnsafePlaceError } from '../unsafe-place.ts';
import { hint, wrong, type Check } from './check.ts';

const DAY_MS = 86_400_000;

const place: Check = {
  key: 'place',
  part: 'environment',
  async *run({ paths }) {
    try {
      assertSafePlace(paths.root);
    } catch (error) {
      if (!(error instanceof UnsafePlaceError)) throw error;
      yield wrong('unsafe-place', {}, error.message);
    }
  },
};

const space: Check = {
  key: 'space',
  part: 'environment',
  async *run({ paths }) {
    const free = freeBytes(paths.store);
    if (free < diskLimits.lowSpace) yield wrong('disk-low', { free: bytesText(free) });
  },
};

const SYNCS = 16;
const PAGE = Buffer.alloc(4096, 1);
/** Ms: from here on people feel it at every saving. */
const SLOW_SYNC_MS = 50;

/** How long this disk takes to keep a page for good, in ms: the median of several. */
function syncTime(file: string, elapsed: () => number): number {
  const handle = openSync(file, 'wx', 0o600);
  try {
    const times: number[] = [];
    for (let at = 0; at < SYNCS; at += 1) {
      const begun = elapsed();
      writeSync(handle, PAGE);
      fsyncSync(handle);
      times.push(elapsed() - begun);
    }
    return times.toSorted((a, b) => a - b)[SYNCS / 2]!;
  } finally {
    closeSync(handle);
    rmSync(file, { force: true });
  }
}

const syncs: Check = {
  key: 'syncs',
  part: 'environment',
  async *run({ paths, elapsed }) {
    const median = syncTime(temporaryFile(paths, `doctor-${process.pid}`), elapsed);
    if (median < SLOW_SYNC_MS) return;
    yield hint('disk-slow', { ms: Math.round(median) });
  },
};

/** Clocks of two machines, and of one before and after a start, may differ by so much, in ms. */
const CLOCK_MS = 120_000;

const clock: Check = {
  key: 'clock',
  part: 'environment',
  async *run({ db, now }) {
    const newest = await newestEventAt(db);
    if (newest === null || newest <= now + CLOCK_MS) return;
    yield wrong(
      'clock-back',
      {},
      `the clock says ${new Date(now).toISOString()}, and something happened at ${new Date(newest).toISOString()} already`,
    );
  },
};

const scanner: Check = {
  key: 'scanner',
  part: 'environment',
  async *run({ paths }) {
    if (process.platform !== 'win32') return;
    yield hint('scanner', { directory: paths.root });
  },
};

/** Whether nobody listens there yet. */
async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function isXinhang(host: string, port: number): Promise<boolean> {
  const address = host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${address}:${port}/api/handshake`, {
      signal: AbortSignal.timeout(2000),
    });
    return ((await answer.json()) as { product?: string }).product === 'xinhang';
  } catch {
    return false;
  }
}

const port: Check = {
  key: 'port',
  part: 'environment',
  async *run({ paths }) {
    const { host, port: number } = readConfig(paths.config, process.env, {});
    if ((await isFree(host, number)) || (await isXinhang(host, number))) return;
    yield wrong('port-taken', { port: number, host });
  },
};

/** The authority cannot be renewed by itself, because every machine of the office knows it. */
const certificates: Check = {
  key: 'certificates',
  part: 'environment',
  async *run({ paths, now }) {
    const there = new Set([...ownNames(), '0.0.0.0', '::']);
    for (const host of listed(readConfig(paths.config, process.env, {}).tls_host)) {
      if (isIP(host) !== 0 && !there.has(host)) yield wrong('address-missing', { host });
    }
    const authority = readAuthority(paths)?.certificate;
    const server = readServerPair(paths)?.certificate;
    if (authority) {
      const days = Math.floor((authority.validToDate.getTime() - now) / DAY_MS);
      if (days < 365) yield wrong('authority-ends', { days });
      if (now < authority.validFromDate.getTime()) {
        yield wrong('clock-back', {}, 'the clock is before the authority');
      }
    }
    if (server && server.validToDate.getTime() < now) {
      yield wrong('certificate-ended');
    }
  },
};

/** What a server that runs may be asked at any time: nothing of it keeps anybody waiting. */
export const quickEnvironmentChecks: readonly Check[] = [
  place,
  space,
  clock,
  scanner,
  certificates,
];

/** The machine below the data. */
export const environmentChecks: readonly Check[] = [
  place,
  space,
  syncs,
  clock,
  scanner,
  port,
  certificates,
];
