import { addDays } from '@xinhang/shared/business-date.ts';
import { describe, expect, test } from 'vitest';
import { dueDates, instantOf, nextRunAt } from './due.ts';

const ZONE = 'Asia/Shanghai';
/** 03:00 in Shanghai is 19:00 of the day before in UTC. */
const at = (date: string, time: string) => instantOf(date, time, ZONE);

test('a local time is an instant of its date', () => {
  expect(at('2026-11-24', '03:00')).toBe(Date.UTC(2026, 10, 23, 19));
});

describe('dates that are due', () => {
  const due = (now: number, lastDoneOn: string | null, catchUp: 'each' | 'newest' = 'each') =>
    dueDates(now, { at: '03:00', lastDoneOn }, ZONE, catchUp);

  test('today from its time on, and never twice', () => {
    expect(due(at('2026-11-24', '03:00') - 1, '2026-11-23')).toEqual([]);
    expect(due(at('2026-11-24', '03:00'), '2026-11-23')).toEqual(['2026-11-24']);
    expect(due(at('2026-11-24', '23:59'), '2026-11-24')).toEqual([]);
  });

  test('after days without power each of them, or the newest alone', () => {
    const now = at('2026-11-24', '09:00');
    expect(due(now, '2026-11-21')).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
    expect(due(now, '2026-11-21', 'newest')).toEqual(['2026-11-24']);
    expect(due(now, null)).toEqual(['2026-11-24']);
  });

  test('a clock that was set back makes nothing due again', () => {
    expect(due(at('2026-11-20', '09:00'), '2026-11-24')).toEqual([]);
  });

  test('400 days with a machine that sleeps, wakes and jumps: each date exactly once', () => {
    const done: string[] = [];
    let last: string | null = null;
    let now = at('2026-01-01', '12:00');
    const end = addDays('2026-01-01', 400);
    for (let n = 0; now < at(end, '12:00'); n += 1) {
      for (const date of due(now, last)) {
        done.push(date);
        last = date;
      }
      // Up to four days asleep, and every eleventh time the clock is three days behind.
      now += ((n * 7919) % 96) * 3_600_000 - (n % 11 === 0 ? 72 : 0) * 3_600_000;
    }
    expect(new Set(done).size).toBe(done.length);
    expect(done).toEqual(done.toSorted());
    expect(done.at(0)).toBe('2026-01-01');
    expect(addDays(done[0]!, done.length - 1)).toBe(done.at(-1));
  });
});

test('the next run is the next date that was not done', () => {
  const now = at('2026-11-24', '09:00');
  const next = (lastDoneOn: string | null) => nextRunAt(now, { at: '03:00', lastDoneOn }, ZONE);
  expect(next('2026-11-24')).toBe(at('2026-11-25', '03:00'));
  expect(next('2026-11-20')).toBe(at('2026-11-24', '03:00'));
  expect(next(null)).toBe(at('2026-11-24', '03:00'));
});
