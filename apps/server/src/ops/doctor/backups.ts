import { foundedAt } from '@xinhang/db/repositories/company.ts';
import { freeBytes } from '../backup/files.ts';
import { backupDirectory } from '../backup/office-of.ts';
import { newestVerified, RecordKeeper } from '../backup/record.ts';
import { wantedFree } from '../backup/retention.ts';
import { gigabytes, hint, wrong, type Check, type Examined } from './check.ts';

const DAY_MS = 86_400_000;
/** Days: one night may be missed, two are a fault. */
const OLD_DAYS = 2;
const COPY_DAYS = 7;

const days = (ms: number) => Math.floor(ms / DAY_MS);

/** The record is only read, so no chance is needed. */
const keeperOf = ({ paths }: Examined) =>
  new RecordKeeper(paths, backupDirectory(paths), (bytes) => Buffer.alloc(bytes));

const fresh: Check = {
  name: 'newest backup',
  part: 'backups',
  advice: 'Type "xinhang backup". The screen of the backups says why one failed.',
  async *run(examined) {
    const { db, now } = examined;
    const keeper = keeperOf(examined);
    const { failure } = keeper.read();
    if (failure) {
      const { businessDate: date, reason, problem } = failure;
      yield wrong('backup-failed', `the backup of ${date} failed: ${reason || problem}`, { date });
    }
    const newest = newestVerified(keeper.list());
    const { verifiedAt, madeAt } = newest?.seen ?? {};
    const since = now - (verifiedAt ?? madeAt ?? (await foundedAt(db)));
    if (days(since) >= OLD_DAYS) {
      const old = { days: days(since) };
      yield newest
        ? wrong(
            'backup-old',
            `the last backup that was proved is ${old.days} days old: ${newest.name}`,
            old,
          )
        : wrong(
            'backup-never',
            `no backup was proved in the ${old.days} days since the company was founded`,
            old,
          );
    } else if (!newest) yield hint('backup-none', 'there is no backup yet');
  },
};

const proved: Check = {
  name: 'proof of the backups',
  part: 'backups',
  advice: 'Take another backup; type "xinhang verify FILE" for what is wrong with this one.',
  async *run(examined) {
    for (const { name, seen } of keeperOf(examined).list()) {
      if (seen?.result === 'failed') {
        yield hint('backup-unproved', `${name} could not be proved: ${seen.reason}`, { name });
      } else if (seen === null) {
        yield hint('backup-foreign', `${name} was not made here, or was changed since`, { name });
      }
    }
  },
};

const taken: Check = {
  name: 'copies elsewhere',
  part: 'backups',
  advice: 'Plug in a USB drive and copy the newest backup to it; keep it in another room.',
  async *run(examined) {
    const { db, now } = examined;
    const { lastCopy } = keeperOf(examined).read();
    const since = days(now - (lastCopy?.at ?? (await foundedAt(db))));
    if (since < COPY_DAYS) return;
    yield lastCopy
      ? hint('copy-old', `the last copy was taken away ${since} days ago`, { days: since })
      : hint(
          'copy-never',
          'no copy was ever taken away: fire or theft would take the backups along',
        );
  },
};

const room: Check = {
  name: 'room for backups',
  part: 'backups',
  advice: 'Make room there, or name another disk as backup_directory in config.toml.',
  async *run(examined) {
    const keeper = keeperOf(examined);
    const free = freeBytes(keeper.directory);
    const wanted = wantedFree(newestVerified(keeper.list())?.size ?? 0);
    if (free >= wanted) return;
    const params = { free: gigabytes(free), wanted: gigabytes(wanted) };
    yield hint(
      'room-low',
      `${params.free} are free of the ${params.wanted} that should be`,
      params,
    );
  },
};

/** What would bring everything back. */
export const backupChecks: readonly Check[] = [fresh, proved, taken, room];
