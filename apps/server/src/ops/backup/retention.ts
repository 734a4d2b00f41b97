/** A backup as the rules of keeping see it. */
export interface KeptFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly businessDate: string;
  /** UTC ms; orders the files of a day. */
  readonly madeAt: number;
  /** `unknown`: nobody proved it here, so nobody may say that it can go. */
  readonly state: 'verified' | 'failed' | 'unknown';
}

export type KeepReason =
  | 'newest'
  | 'few'
  | 'recent'
  | 'weekly'
  | 'monthly'
  | 'unknown'
  /** Goes when space runs out. */
  | 'thinned'
  /** Never was a backup, and is old. */
  | 'failed';

const GIGABYTE = 1_000_000_000;
export const LEAST_FREE = 10 * GIGABYTE;
const ALL_DAYS = 90;
const WEEKLY_DAYS = 730;
/** So many verified ones stay whatever happens. */
export const LEAST_VERIFIED = 30;
const FAILED_DAYS = 7;

/** Bytes that should be free: ten gigabytes, or room for three more of the last size. */
export function wantedFree(lastSize: number): number {
  return Math.max(LEAST_FREE, 3 * lastSize);
}

const DAY_MS = 86_400_000;
/** Days since 1970, a Thursday; thousands of them are compared, so they are plain numbers. */
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
/** Weeks begin on Mondays. */
const weekOf = (date: string) => `week ${Math.floor((dayOf(date) + 3) / 7)}`;
const monthOf = (date: string) => date.slice(0, 7);

/**
 * What each file is kept for, by name: everything of 90 days, then the last verified one of each
 * week for two years, then of each month. The newest verified one and thirty in all always stay.
 */
export function reasonsToKeep(files: readonly KeptFile[], today: string): Map<string, KeepReason> {
  const newestFirst = files.toSorted((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
  const reasons = new Map<string, KeepReason>();
  const taken = new Set<string>();
  const now = dayOf(today);
  for (const file of newestFirst) {
    const age = now - dayOf(file.businessDate);
    if (file.state === 'unknown') {
      reasons.set(file.name, 'unknown');
      continue;
    }
    if (file.state === 'failed') {
      reasons.set(file.name, age > FAILED_DAYS ? 'failed' : 'recent');
      continue;
    }
    const span =
      age <= ALL_DAYS
        ? null
        : age <= WEEKLY_DAYS
          ? weekOf(file.businessDate)
          : monthOf(file.businessDate);
    const reason = age <= ALL_DAYS ? 'recent' : age <= WEEKLY_DAYS ? 'weekly' : 'monthly';
    if (span !== null && taken.has(span)) reasons.set(file.name, 'thinned');
    else reasons.set(file.name, reason);
    if (span !== null) taken.add(span);
  }
  return guarded(newestFirst, reasons);
}

/** The newest verified one stays, and of the others so many that there are thirty in all. */
function guarded(
  newestFirst: readonly KeptFile[],
  reasons: Map<string, KeepReason>,
): Map<string, KeepReason> {
  const verified = newestFirst.filter((file) => file.state === 'verified');
  const newest = verified[0];
  if (newest) reasons.set(newest.name, 'newest');
  let kept = verified.filter(({ name }) => reasons.get(name) !== 'thinned').length;
  for (const { name } of verified) {
    if (kept >= LEAST_VERIFIED) break;
    if (reasons.get(name) !== 'thinned') continue;
    reasons.set(name, 'few');
    kept += 1;
  }
  return reasons;
}

export interface Thinning {
  /** In the order in which they go: what never was a backup first, then the oldest. */
  readonly remove: readonly KeptFile[];
  readonly freed: number;
  /** Even then too little is free, and nothing else may go. */
  readonly stillLow: boolean;
}

/** What goes so that `wanted` bytes are free; nothing while they are. */
export function thin(
  files: readonly KeptFile[],
  today: string,
  space: { free: number; wanted: number },
): Thinning {
  if (space.free >= space.wanted) return { remove: [], freed: 0, stillLow: false };
  const reasons = reasonsToKeep(files, today);
  const rank = (file: KeptFile) => (reasons.get(file.name) === 'failed' ? 0 : 1);
  const candidates = files
    .filter(({ name }) => ['failed', 'thinned'].includes(reasons.get(name) ?? ''))
    .toSorted((a, b) => rank(a) - rank(b) || a.madeAt - b.madeAt);
  const remove: KeptFile[] = [];
  let freed = 0;
  for (const file of candidates) {
    if (space.free + freed >= space.wanted) break;
    remove.push(file);
    freed += file.size;
  }
  return { remove, freed, stillLow: space.free + freed < space.wanted };
}
