import { existsSync, statSync } from 'node:fs';
import { foundedAt } from '@xinhang/db/repositories/company.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { freeBytes } from '../backup/files.ts';
import { backupDirectory } from '../backup/office-of.ts';
import { newestVerified, RecordKeeper } from '../backup/record.ts';
import { wantedFree } from '../backup/retention.ts';
import { diskLimits } from '../disk-watch.ts';
import { hint, wrong, type Check, type Examined } from './check.ts';

const DAY_MS = 86_400_000;
/** Days: one night may be missed, two are a fault. */
const OLD_DAYS = 2;
const COPY_DAYS = 7;

const days = (ms: number) => Math.floor(ms / DAY_MS);

/** The record is only read, so no chance is needed. */
const keeperOf = ({ paths }: Examined) =>
  new RecordKeeper(paths, backupDirectory(paths), (bytes) => Buffer.alloc(bytes));

const fresh: Check = {
  key: 'backup-fresh',
  part: 'backups',
  async *run(examined) {
    const { db, now } = examined;
    const keeper = keeperOf(examined);
    const { failure } = keeper.read();
    if (failure) {
      const { businessDate: date, reason, problem } = failure;
      yield wrong('backup-failed', { date }, reason || problem);
    }
    const newest = newestVerified(keeper.list());
    const { verifiedAt, madeAt } = newest?.seen ?? {};
    const since = now - (verifiedAt ?? madeAt ?? (await foundedAt(db)));
    if (days(since) >= OLD_DAYS) {
      const old = { days: days(since) };
      yield newest ? wrong('backup-old', old, newest.name) : wrong('backup-never', old);
    } else if (!newest) yield hint('backup-none');
  },
};

const proved: Check = {
  key: 'backup-proved',
  part: 'backups',
  async *run(examined) {
    const unknown: string[] = [];
    for (const { name, seen } of keeperOf(examined).list()) {
      if (seen?.result === 'failed') yield hint('backup-unproved', { name }, seen.reason ?? '');
      else if (seen === null) unknown.push(name);
    }
    // One matter, however many files: all of them are verified in the same place.
    const [name, ...others] = unknown;
    if (name === undefined) return;
    if (others.length === 0) yield hint('backup-foreign', { name });
    else yield hint('backups-foreign', { name, count: unknown.length });
  },
};

const taken: Check = {
  key: 'backup-taken',
  part: 'backups',
  async *run(examined) {
    const { db, now } = examined;
    const { lastCopy } = keeperOf(examined).read();
    const since = days(now - (lastCopy?.at ?? (await foundedAt(db))));
    if (since < COPY_DAYS) return;
    yield lastCopy ? hint('copy-old', { days: since }) : hint('copy-never');
  },
};

const room: Check = {
  key: 'backup-room',
  part: 'backups',
  async *run(examined) {
    const { paths } = examined;
    const keeper = keeperOf(examined);
    const free = freeBytes(keeper.directory);
    const wanted = wantedFree(newestVerified(keeper.list())?.size ?? 0);
    if (free >= wanted) return;
    // The disk of the data is told of as such, once.
    const { directory } = keeper;
    const same = existsSync(directory) && statSync(directory).dev === statSync(paths.store).dev;
    if (same && free < diskLimits.lowSpace) return;
    yield hint('room-low', { free: bytesText(free), wanted: bytesText(wanted) });
  },
};

/** What would bring everything back. */
export const backupChecks: readonly Check[] = [fresh, proved, taken, room];
