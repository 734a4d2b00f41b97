import { localMinute } from '@xinhang/shared/business-date.ts';

export const backupKinds = ['daily', 'manual', 'migration', 'restore', 'retry'] as const;
export type BackupKind = (typeof backupKinds)[number];

export interface BackupName {
  readonly kind: BackupKind;
  /** `YYYY-MM-DD` in the company's zone. */
  readonly businessDate: string;
  readonly encrypted: boolean;
}

const NAME =
  /^xinhang-(\d{4})(\d{2})(\d{2})(?:-\d{6}-(manual|migration|restore|retry))?\.zip(\.age)?$/;

/** What the name of a finished backup says, null for any other file. */
export function parseBackupName(name: string): BackupName | null {
  const [, year, month, day, kind, age] = NAME.exec(name) ?? [];
  if (year === undefined) return null;
  return {
    kind: (kind as BackupKind | undefined) ?? 'daily',
    businessDate: `${year}-${month}-${day}`,
    encrypted: age !== undefined,
  };
}

/** `HHMMSS` on the clocks of the zone. */
function timeOfDay(ms: number, zone: string): string {
  const seconds = String(Math.floor(ms / 1000) % 60).padStart(2, '0');
  return localMinute(ms, zone).slice(11).replace(':', '') + seconds;
}

/**
 * The name of a backup that is made at `now` (UTC ms). A name that is taken is never used again:
 * the second file of a day says its time, and the time is counted on until the name is free.
 */
export function freeBackupName(
  wanted: { kind: BackupKind; businessDate: string; zone: string; encrypted: boolean },
  now: number,
  taken: (name: string) => boolean,
): string {
  const ending = wanted.encrypted ? '.zip.age' : '.zip';
  const day = `xinhang-${wanted.businessDate.replaceAll('-', '')}`;
  const isTaken = (name: string) =>
    taken(name) || taken(`${name}.part`) || taken(name.replace(/\.zip(\.age)?$/, otherOf));
  if (wanted.kind === 'daily') {
    const daily = `${day}${ending}`;
    if (!isTaken(daily)) return daily;
  }
  const kind = wanted.kind === 'daily' ? 'retry' : wanted.kind;
  for (let at = now; ; at += 1000) {
    const name = `${day}-${timeOfDay(at, wanted.zone)}-${kind}${ending}`;
    if (!isTaken(name)) return name;
  }
}

/** The same backup, had the choice of encryption been the other one. */
const otherOf = (_ending: string, age: string | undefined) => (age ? '.zip' : '.zip.age');
