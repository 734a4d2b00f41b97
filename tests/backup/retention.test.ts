import {
  LEAST_VERIFIED,
  reasonsToKeep,
  thin,
  wantedFree,
  type KeptFile,
} from '@xinhang/server/ops/backup/retention.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const GB = 1_000_000_000;
const START = '2026-01-01';
const YEARS = 10;

interface Office {
  /** Bytes of the first backup, and how much each day adds. */
  size: number;
  growth: number;
  disk: number;
  /** One in so many fails, or was never proved. */
  failsOneIn: number;
  unknownOneIn: number;
  /** Days at the end of which others fill or free the disk. */
  others: number[];
}

const office = fc.record<Office>({
  size: fc.integer({ min: 10_000_000, max: 2 * GB }),
  growth: fc.integer({ min: 0, max: 2_000_000 }),
  disk: fc.integer({ min: 20 * GB, max: 900 * GB }),
  failsOneIn: fc.integer({ min: 5, max: 200 }),
  unknownOneIn: fc.integer({ min: 50, max: 1000 }),
  others: fc.array(fc.integer({ min: 0, max: 8 * GB }), { minLength: 4, maxLength: 12 }),
});

const numbers = new Map<string, number>();
/** Days since 1970; remembered, because ten years ask for them millions of times. */
function dayOf(date: string): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(date) / 86_400_000;
  numbers.set(date, day);
  return day;
}
const ageOf = (file: KeptFile, today: string) => dayOf(today) - dayOf(file.businessDate);

const spanOf = (file: KeptFile, today: string) => {
  const age = ageOf(file, today);
  if (age <= 90) return file.name;
  // 1970 began on a Thursday.
  if (age > 730) return file.businessDate.slice(0, 7);
  return `week ${Math.floor((dayOf(file.businessDate) + 3) / 7)}`;
};

/** Everything that the rules promise, said without the rules. */
function broken(before: readonly KeptFile[], after: readonly KeptFile[], today: string): string[] {
  const left = new Set(after.map(({ name }) => name));
  const gone = before.filter(({ name }) => !left.has(name));
  const verified = (files: readonly KeptFile[]) =>
    files.filter(({ state }) => state === 'verified');
  const wrong: string[] = [];
  const newest = verified(before).toSorted((a, b) => b.madeAt - a.madeAt)[0];
  if (newest && !left.has(newest.name)) wrong.push('the newest verified one went');
  if (verified(after).length < Math.min(LEAST_VERIFIED, verified(before).length)) {
    wrong.push('fewer than thirty verified ones');
  }
  if (gone.some(({ state }) => state === 'unknown')) wrong.push('an unknown one went');
  for (const file of gone) {
    const age = ageOf(file, today);
    if (file.state === 'verified' && age <= 90) wrong.push(`one of ${age} days went`);
  }
  const spans = new Set(verified(after).map((file) => spanOf(file, today)));
  for (const file of verified(before)) {
    if (!spans.has(spanOf(file, today))) wrong.push(`${spanOf(file, today)} has none any more`);
  }
  return wrong;
}

/** Ten years of days; answers what was broken, and how often something went. */
function live({ size, growth, disk, failsOneIn, unknownOneIn, others }: Office) {
  let files: KeptFile[] = [];
  const wrong: string[] = [];
  let removals = 0;
  let used = 0;
  for (let day = 0; day < YEARS * 365; day += 1) {
    const today = addDays(START, day);
    const bytes = size + growth * day;
    const state =
      day % unknownOneIn === 3 ? 'unknown' : day % failsOneIn === 1 ? 'failed' : 'verified';
    files.push({ name: today, size: bytes, businessDate: today, madeAt: day, state });
    used += bytes;
    const free = Math.max(0, disk - used - others[day % others.length]!);
    const { remove, stillLow, freed } = thin(files, today, { free, wanted: wantedFree(bytes) });
    if (remove.length === 0) {
      if (!stillLow && free < wantedFree(bytes)) wrong.push(`${today}: low and nobody says so`);
      continue;
    }
    removals += 1;
    if (free >= wantedFree(bytes)) wrong.push(`${today}: something went although there is room`);
    const last = remove.at(-1)!.size;
    if (free + freed - last >= wantedFree(bytes)) wrong.push(`${today}: more went than had to`);
    const names = new Set(remove.map(({ name }) => name));
    const after = files.filter(({ name }) => !names.has(name));
    wrong.push(...broken(files, after, today).map((what) => `${today}: ${what}`));
    if (wrong.length > 0) break;
    files = after;
    used -= freed;
  }
  return { wrong, removals };
}

test('over ten years the rules keep what they promise, whatever the disk does', () => {
  let removals = 0;
  fc.assert(
    fc.property(office, (one) => {
      const lived = live(one);
      removals += lived.removals;
      expect(lived.wrong).toEqual([]);
    }),
    { numRuns: 6 },
  );
  expect(removals).toBeGreaterThan(20);
}, 300_000);

test('the control: rules that keep nothing but the newest are found out', () => {
  const files = Array.from({ length: 200 }, (_, day): KeptFile => {
    const date = addDays(START, day);
    return { name: date, size: 1, businessDate: date, madeAt: day, state: 'verified' };
  });
  const today = addDays(START, 199);
  expect(broken(files, files.slice(-1), today).length).toBeGreaterThan(3);
  expect(broken(files, files, today)).toEqual([]);
});

test('what nobody proved here is never removed, and thirty stay even if all are of one month', () => {
  const of = (at: number, state: KeptFile['state']): KeptFile => ({
    name: `${state}-${at}`,
    size: GB,
    businessDate: '2020-05-01',
    madeAt: at,
    state,
  });
  const files = [
    ...Array.from({ length: 40 }, (_, at) => of(at, 'verified')),
    of(90, 'unknown'),
    of(91, 'failed'),
  ];
  const { remove, stillLow } = thin(files, '2026-01-01', { free: 0, wanted: 100 * GB });
  expect(remove.map(({ name }) => name)).toEqual([
    'failed-91',
    ...Array.from({ length: 10 }, (_, at) => `verified-${at}`),
  ]);
  expect(stillLow).toBe(true);
  expect(reasonsToKeep(files, '2026-01-01').get('unknown-90')).toBe('unknown');
});
