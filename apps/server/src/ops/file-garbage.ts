import { lstatSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from './paths.ts';

/** What was written lately may wait for the row that will refer to it. */
const YOUNG_MS = 3_600_000;
const DAY_MS = 86_400_000;
const PART_KEPT_MS = DAY_MS;

function removeOld(path: string, before: number): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.mtimeMs >= before) return false;
  unlinkSync(path);
  return true;
}

/**
 * When bytes written at `since` go, if nothing refers to them and the clearing runs at `next` (now
 * where that is past) and every day after; all in UTC ms.
 */
export function clearedAt(since: number, now: number, next: number): number {
  let at = Math.max(now, next);
  while (since >= at - YOUNG_MS) at += DAY_MS;
  return at;
}

/** Names of the directories of the store, one per first byte of a hash. */
export function storeDirectories(paths: Paths): string[] {
  return readdirSync(paths.files).toSorted();
}

/** Hashes of the bytes that lie in one of them. */
export function hashesIn(paths: Paths, directory: string): string[] {
  return readdirSync(join(paths.files, directory)).filter((name) => name.length === 64);
}

/**
 * Takes away the bytes of one directory of the store that nothing refers to and that are older
 * than an hour. Looking and taking away is one synchronous step, so that an upload of the same
 * bytes either makes them young before it or finds them gone.
 */
export async function collectGarbage(
  paths: Paths,
  directory: string,
  now: number,
  referred: (hashes: readonly string[]) => Promise<Set<string>>,
): Promise<number> {
  const hashes = hashesIn(paths, directory);
  const used = await referred(hashes);
  return hashes.filter(
    (hash) => !used.has(hash) && removeOld(join(paths.files, directory, hash), now - YOUNG_MS),
  ).length;
}

/** Copies that whoever holds the directory works on: a backup, or its rehearsal. */
const OWN_COPY = /^(backup|rehearsal)-[0-9a-f]+$/;
/** The same of whoever only reads beside it. */
const COPY = /^(backup|rehearsal|verify)-[0-9a-f]+$/;

function removeOldCopy(path: string, before: number): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory() || found.mtimeMs >= before) return false;
  rmSync(path, { recursive: true, force: true });
  return true;
}

/** Temporary files and copies that a process left behind when it was killed. */
export function removeOldParts(paths: Paths, now: number): number {
  const before = now - PART_KEPT_MS;
  return readdirSync(paths.tmp).filter((name) => {
    const path = join(paths.tmp, name);
    return removeOld(path, before) || (COPY.test(name) && removeOldCopy(path, before));
  }).length;
}

/**
 * Copies of a process that was killed: each is as large as the database, and a machine that is
 * switched off in its backup every evening must not fill its disk with them. Only for whoever holds
 * the directory and has not begun to work.
 */
export function removeLeftCopies(paths: Paths): void {
  for (const name of readdirSync(paths.tmp).filter((one) => OWN_COPY.test(one))) {
    try {
      rmSync(join(paths.tmp, name), { recursive: true, force: true });
    } catch {
      // Somebody still reads it; the housekeeping takes it away after a day.
    }
  }
}
