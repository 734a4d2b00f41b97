import { setTimeout as pause } from 'node:timers/promises';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { DiskWatch, diskLimits } from '@xinhang/server/ops/disk-watch.ts';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const LARGE = 6 * 1_048_576;
let company: Awaited<ReturnType<typeof startCompany>>;
let watch: DiskWatch;
beforeEach(async () => {
  company = await startCompany();
  const { app, db, paths, clock } = company;
  const limits = { ...diskLimits, shrinkLog: 1_048_576, largeLog: LARGE, lowSpace: 0, noSpace: 0 };
  const deps = { db, paths, now: () => clock.now } as ConstructorParameters<typeof DiskWatch>[0];
  watch = new DiskWatch(deps, app.hub, app.log, limits);
});
afterEach(() => company.stop());

/** Enough to fill the log twice over what it may have. */
async function writeMuch(): Promise<void> {
  for (let n = 0; n < 120; n += 1) {
    await company.db.transaction(async (tx) => {
      const text = { entity: 'x', entity_id: n, version: 1, customer_id: null, at: 0 };
      await tx
        .insertInto('change_event')
        .values({ ...text, audience: 'x'.repeat(100_000) })
        .execute();
    });
  }
}

const alarms = async () =>
  await company.db.read
    .selectFrom('notification')
    .innerJoin('user', 'user.id', 'notification.user_id')
    .select(['user.login', 'notification.kind'])
    .execute();

test('whoever reads without end is named to the administrator, once; then the log is cut off', async () => {
  const reader = new BetterSqlite(company.paths.database, { readonly: true });
  reader.exec('begin');
  reader.prepare('select count(*) from user').get();
  await writeMuch();
  const grown = company.db.storage!.logBytes();
  expect(grown).toBeGreaterThan(LARGE);
  await watch.look();
  await watch.look();
  expect(await alarms()).toEqual([
    { login: 'boss', kind: 'log-large' },
    { login: 'admin', kind: 'log-large' },
  ]);
  expect(company.db.storage!.logBytes()).toBeGreaterThanOrEqual(grown);
  reader.close();
  await watch.look();
  expect(company.db.storage!.logBytes()).toBe(0);
});

test('without such a reader the same writes leave a small log and no alarm', async () => {
  await writeMuch();
  expect(company.db.storage!.logBytes()).toBeLessThan(LARGE);
  await watch.look();
  expect(await alarms()).toEqual([]);
});

test('our own readers may read for so long and no longer', async () => {
  const { db } = company;
  const patient = openSnapshot(db.source);
  await patient.read(async (reader) => {
    await reader.selectFrom('user').select('id').execute();
    await writeMuch();
    expect(await db.storage!.shrinkLog()).toBe(false);
  });
  await patient.close();

  const late = openSnapshot(db.source, 50);
  const endless = late.read(async (reader) => {
    for (;;) {
      await reader.selectFrom('user').select('id').execute();
      await pause(10);
    }
  });
  await expect(endless).rejects.toMatchObject({ code: 'timed-out' });
  // Its work never ended, and still nothing is held.
  expect(await db.storage!.shrinkLog()).toBe(true);
});
