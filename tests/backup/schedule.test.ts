import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasDaily } from '@xinhang/server/ops/backup/keeping.ts';
import { RecordKeeper } from '@xinhang/server/ops/backup/record.ts';
import { freeBackupName, parseBackupName } from '@xinhang/server/ops/backup/names.ts';
import { dailyBackup } from '@xinhang/server/modules/system/backup-jobs.ts';
import type { ScheduleKind } from '@xinhang/server/jobs/clockwork.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';

/**
 * The real clock, schedule, job queue, names and record on 400 turned days; only the archive is a
 * file of one byte, because 400 real ones would take an hour.
 */
async function scene() {
  const company = await startCompany();
  await company.app.ready();
  const { paths, clock } = company;
  const office = company.app.backups;
  const made: { date: string; at: number; name: string }[] = [];
  let fail = 0;
  const real = dailyBackup(office);
  const keeper = new RecordKeeper(paths, paths.backups, (n) => Buffer.alloc(n));
  const kind: ScheduleKind = {
    ...real,
    key: 'backup-of-test',
    job: {
      ...real.job,
      kind: 'test.daily',
      input: z.object({ date: z.string() }),
      run(job) {
        const { date } = job.input;
        if (fail > 0) {
          fail -= 1;
          keeper.change((record) => {
            record.failure = { businessDate: date, at: clock.now, problem: 'x', reason: '' };
          });
          return Promise.reject(new Error('as the test wants'));
        }
        const name = freeBackupName(
          { kind: 'daily', businessDate: date, zone: ZONE, encrypted: false },
          clock.now,
          (other) => keeper.taken(other),
        );
        mkdirSync(paths.backups, { recursive: true });
        writeFileSync(join(paths.backups, name), 'x', { flag: 'wx' });
        made.push({ date, at: clock.now, name });
        keeper.change((record) => {
          record.failure = null;
          record.files[name] = {
            size: 1,
            sha256: '',
            madeAt: clock.now,
            madeInMs: 1,
            provedInMs: 1,
            result: 'verified',
            problem: null,
            reason: null,
            verifiedAt: clock.now,
            lost: 0,
            answered: 20,
            copiedAt: null,
          };
        });
        return Promise.resolve();
      },
    },
  };
  // The real one rests, so that no archive is made in earnest.
  const admin = await company.login('admin');
  const off = { version: 1, enabled: false };
  for (const key of ['backup', 'housekeeping']) {
    expect((await company.call(admin, 'PATCH', `/schedules/${key}`, off)).status).toBe(200);
  }
  company.clockwork.register(kind);
  const look = async (after: number) => {
    clock.now += after;
    await company.clockwork.tick();
    await company.jobs.idle();
  };
  return { company, made, look, keeper, failNext: (times: number) => (fail = times) };
}

test('400 days with nights off, sleep and a wandering clock: one backup per business date', async () => {
  const { company, made, look } = await scene();
  const { clock } = company;
  const first = businessDate(clock.now, ZONE);
  try {
    for (let day = 0; day < 400; day += 1) {
      const start = Date.parse(`${addDays(first, day)}T00:00:00Z`) - 8 * HOUR;
      // Every third day the machine is off from noon until the next morning.
      clock.now = start + 9 * HOUR;
      if (day % 3 === 0) await look(0);
      if (day % 3 === 2) continue;
      clock.now = start + 18.5 * HOUR;
      await look(0);
      if (day % 20 > 0) continue;
      // A minute later, and late in the evening, it is done.
      await look(MINUTE);
      await look(4 * HOUR);
    }
    clock.now += 12 * HOUR;
    await look(0);
    const dates = made.map(({ date }) => date);
    expect(new Set(dates).size).toBe(dates.length);
    const expected = Array.from({ length: 400 }, (_, day) => addDays(first, day));
    expect(dates).toEqual(expected);
    expect(made.every(({ name, date }) => name === `xinhang-${date.replaceAll('-', '')}.zip`)).toBe(
      true,
    );
    // Switched on in the morning it starts with the first look, within a minute.
    for (const [at, { date, at: when }] of made.entries()) {
      if (at % 3 !== 2) continue;
      const morning = Date.parse(`${addDays(date, 1)}T00:00:00Z`) + HOUR;
      expect(when - morning).toBeLessThanOrEqual(5 * MINUTE);
    }
  } finally {
    await company.stop();
  }
});

test('a clock that jumps 400 days ahead and back, or three days back, loses and overwrites nothing', async () => {
  const { company, made, look } = await scene();
  const { clock, paths } = company;
  const evening = clock.now + 10 * HOUR;
  try {
    clock.now = evening;
    await look(0);
    const today = businessDate(evening, ZONE);
    expect(made.map(({ date }) => date)).toEqual([today]);
    clock.now = evening + 400 * DAY;
    await look(0);
    clock.now = evening + DAY;
    await look(0);
    clock.now = evening - 3 * DAY;
    await look(0);
    clock.now = evening + 2 * DAY;
    await look(0);
    await look(MINUTE);
    const dates = made.map(({ date }) => date);
    expect(dates).toEqual([today, addDays(today, 400), addDays(today, 1), addDays(today, 2)]);
    const names = readdirSync(paths.backups);
    expect(names).toHaveLength(4);
    expect(names.every((name) => parseBackupName(name) !== null)).toBe(true);
  } finally {
    await company.stop();
  }
});

test('a backup that failed is tried again within the hour and not every minute', async () => {
  const { company, made, look, failNext, keeper } = await scene();
  try {
    failNext(2);
    company.clock.now += 10 * HOUR;
    await look(0);
    for (let minute = 0; minute < 50; minute += 10) await look(10 * MINUTE);
    expect(made).toEqual([]);
    expect(keeper.read().failure).not.toBeNull();
    // What comes next is said as it will be.
    const admin = await company.login('admin');
    const { json } = await company.call(admin, 'GET', '/schedules');
    const { rows } = json as { rows: { key: string; nextRunAt: number }[] };
    const next = rows.find(({ key }) => key === 'backup-of-test')!.nextRunAt;
    expect(next - company.clock.now).toBe(10 * MINUTE);
    await look(15 * MINUTE);
    await look(61 * MINUTE);
    expect(made).toHaveLength(1);
    expect(keeper.read().failure).toBeNull();
  } finally {
    await company.stop();
  }
});

test('a try by hand that failed does not put the daily backup off', async () => {
  const { company, made, look, keeper } = await scene();
  try {
    company.clock.now += 10 * HOUR;
    const failure = { businessDate: businessDate(company.clock.now, ZONE), at: company.clock.now };
    keeper.change((record) => {
      record.failure = { ...failure, problem: 'x', reason: '' };
    });
    await look(MINUTE);
    expect(made).toHaveLength(1);
  } finally {
    await company.stop();
  }
});

test('a clock that was set raises an alarm, and a machine that slept does not', async () => {
  let up = 0;
  const company = await startCompany({ uptime: () => up });
  await company.app.ready();
  const admin = await company.login('admin');
  const look = async (wall: number, slept = wall) => {
    company.clock.now += wall;
    up += slept;
    await company.clockwork.tick();
    await company.jobs.idle();
  };
  const alarms = async () => {
    const { json } = await company.call(admin, 'GET', '/notifications');
    return (json as { rows: { kind: string }[] }).rows.filter(({ kind }) => kind === 'clock-jumped')
      .length;
  };
  try {
    await look(MINUTE);
    await look(6 * HOUR);
    await look(5 * MINUTE, MINUTE);
    expect(await alarms()).toBe(0);
    await look(7 * MINUTE, MINUTE);
    expect(await alarms()).toBe(1);
    await look(-7 * MINUTE, MINUTE);
    expect(await alarms()).toBe(2);
  } finally {
    await company.stop();
  }
});

test('the control: asking what was done last instead of what is there loses the days after a jump', () => {
  expect(hasDaily([], '2026-11-24')).toBe(false);
  const one = { name: 'x', size: 1, kind: 'manual', businessDate: '2026-11-24', encrypted: false };
  // A backup by hand is no daily one, and neither is one that failed.
  const files = [{ ...one, seen: { result: 'verified' } }] as unknown as Parameters<
    typeof hasDaily
  >[0];
  expect(hasDaily(files, '2026-11-24')).toBe(false);
});
