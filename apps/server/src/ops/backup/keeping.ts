import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@xinhang/shared/business-date.ts';
import { hashFile } from '../file-store.ts';
import { freeBytes } from './files.ts';
import { parseBackupName } from './names.ts';
import type { BackupOffice } from './office.ts';
import type { BackupFile } from './record.ts';
import { thin, wantedFree, type KeptFile, type Thinning } from './retention.ts';

/** The files of a directory as the rules of keeping see them. */
export function keptFiles(files: readonly BackupFile[]): KeptFile[] {
  return files.map(({ name, size, businessDate, seen }) => ({
    name,
    size,
    businessDate,
    madeAt: seen?.madeAt ?? Date.parse(`${businessDate}T00:00:00Z`),
    state:
      seen?.result === 'verified' ? 'verified' : seen?.result === 'failed' ? 'failed' : 'unknown',
  }));
}

export interface Space {
  /** Bytes. */
  readonly free: number;
  readonly wanted: number;
}

/** What is free beside the backups and what should be. */
export function spaceOf(office: BackupOffice, files: readonly BackupFile[]): Space {
  const last = office.newestVerified(files);
  return { free: freeBytes(office.directory), wanted: wantedFree(last?.size ?? 0) };
}

const PART_KEPT_MS = 86_400_000;

/** Removes halves of backups that a killed process left behind a day ago or earlier. */
export function removeOldHalves(office: BackupOffice, now: number): void {
  for (const name of readdirSync(office.directory)) {
    if (!name.endsWith('.part') || parseBackupName(name.slice(0, -5)) === null) continue;
    const path = join(office.directory, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && stat.mtimeMs < now - PART_KEPT_MS) rmSync(path, { force: true });
  }
}

/** Removes what the rules give up, as far as space runs out. `today` is the business date. */
export function thinOut(office: BackupOffice, today: string): Thinning {
  const files = office.records.list();
  const thinning = thin(keptFiles(files), today, spaceOf(office, files));
  for (const { name } of thinning.remove) rmSync(join(office.directory, name), { force: true });
  if (thinning.remove.length > 0) {
    office.records.change((record) => {
      for (const { name } of thinning.remove) delete record.files[name];
    });
  }
  return thinning;
}

/**
 * Files that are not what they were when they were verified: any whose size differs, and the
 * newest `read` of the others whose bytes do.
 */
export async function changedFiles(office: BackupOffice, read: number): Promise<string[]> {
  const { files } = office.records.read();
  const known = Object.entries(files)
    .filter(([, seen]) => seen.result === 'verified')
    .toSorted(([, a], [, b]) => b.madeAt - a.madeAt);
  const changed: string[] = [];
  let looked = 0;
  for (const [name, seen] of known) {
    const path = join(office.directory, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    const same =
      stat.size === seen.size &&
      ((looked += 1) > read || (await hashFile(path)).sha256 === seen.sha256);
    if (!same) changed.push(name);
  }
  if (changed.length > 0) {
    office.records.change((record) => {
      for (const name of changed) record.files[name]!.result = 'failed';
    });
  }
  return changed;
}

/**
 * Whether a business date has its verified backup. What the directory holds decides, and not what
 * a clock remembers.
 */
export function hasDaily(files: readonly BackupFile[], date: string): boolean {
  return files.some(
    ({ businessDate, kind, seen }) =>
      businessDate === date &&
      (kind === 'daily' || kind === 'retry') &&
      seen?.result === 'verified',
  );
}

/** No verified backup of any kind since the day before the newest date that was due. */
export function isOverdue(files: readonly BackupFile[], newestDue: string): boolean {
  const since = addDays(newestDue, -1);
  return !files.some(
    ({ businessDate, seen }) => seen?.result === 'verified' && businessDate > since,
  );
}
