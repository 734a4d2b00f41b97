import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { fileColumns } from '@xinhang/db/repositories/housekeeping.ts';
import { findSession } from '@xinhang/db/repositories/sessions.ts';
import { storedFile, temporaryFile } from '@xinhang/server/ops/paths.ts';
import { hashToken } from '@xinhang/server/http/session.ts';
import type { JobKind } from '@xinhang/server/jobs/kind.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { listenTo } from '../helpers/event-stream.ts';
import { startCompany } from '../helpers/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let company: Awaited<ReturnType<typeof startCompany>>;
beforeEach(async () => {
  company = await startCompany();
  await company.app.ready();
});
afterEach(async () => {
  await company.stop();
});

/** A look at the clock, and everything that follows from it. */
async function tick() {
  await company.clockwork.tick();
  await company.jobs.idle();
}

const dates: string[] = [];
/** A schedule of the test at noon that notes its dates. */
function register(run: (date: string) => void = () => undefined) {
  dates.length = 0;
  const job: JobKind<{ date: string }> = {
    kind: 'test.daily',
    input: z.object({ date: z.string() }),
    needs: () => null,
    resumable: true,
    async run(one) {
      await one.step(async () => {
        dates.push(one.input.date);
        run(one.input.date);
        return { done: 1 };
      });
    },
  };
  company.clockwork.register({ key: 'daily', at: '12:00', catchUp: 'each', job });
}

test('each business date runs once, and what was missed is caught up in order', async () => {
  register();
  // 24 November, 09:00 in Shanghai: the date whose time came last is the 23rd.
  await tick();
  await tick();
  expect(dates).toEqual(['2026-11-23']);
  company.clock.now += 3 * HOUR;
  await tick();
  expect(dates).toEqual(['2026-11-23', '2026-11-24']);
  company.clock.now += 3 * DAY;
  await Promise.all([company.clockwork.tick(), company.clockwork.tick()]);
  await tick();
  expect(dates.slice(2)).toEqual(['2026-11-25', '2026-11-26', '2026-11-27']);
  company.clock.now -= 10 * DAY;
  await tick();
  expect(dates).toHaveLength(5);
});

test('schedules are listed and changed by whoever runs the system', async () => {
  register(() => {
    throw new Error('broken');
  });
  await tick();
  const admin = await company.login('admin');
  const list = async () => {
    const answer = await company.call(admin, 'GET', '/schedules');
    return (answer.json.rows as { key: string }[]).find((row) => row.key === 'daily');
  };
  expect(await list()).toEqual({
    key: 'daily',
    at: '12:00',
    enabled: true,
    version: 1,
    lastDoneOn: '2026-11-23',
    lastState: 'failed',
    nextRunAt: Date.UTC(2026, 10, 24, 4),
  });
  const change = async (body: object) =>
    await company.call(admin, 'PATCH', '/schedules/daily', body);
  const later = await change({ version: 1, at: '23:30' });
  expect(later.json).toMatchObject({ version: 2, nextRunAt: Date.UTC(2026, 10, 24, 15, 30) });
  const stale = await change({ version: 1, at: '10:00' });
  expect([stale.status, stale.json.data]).toEqual([
    409,
    { version: 2, fields: [{ field: 'at', current: '23:30', yours: '10:00' }] },
  ]);
  expect((await change({ version: 2, at: '24:00' })).status).toBe(400);
  await change({ version: 2, enabled: false });
  expect(await list()).toMatchObject({ enabled: false, nextRunAt: null });
  company.clock.now += 2 * DAY;
  await tick();
  expect(dates).toHaveLength(1);
  expect(
    (
      await company.call(await company.login('admin'), 'PATCH', '/schedules/none', {
        version: 1,
        enabled: true,
      })
    ).status,
  ).toBe(404);
  const alice = await company.login('alice');
  expect((await company.call(alice, 'GET', '/schedules')).status).toBe(403);
  expect((await company.call(alice, 'PATCH', '/schedules/daily', { version: 3 })).status).toBe(403);
});

test('a notification whose sleep is over is told to its person', async () => {
  const alice = await company.login('alice');
  const stream = await listenTo(company.app, alice);
  const until = company.clock.now + HOUR;
  await company.db.transaction(async (tx) => {
    const row = { kind: 'x', params: '{}', route: null, at: 1, seen_at: null, entity: null };
    await tx
      .insertInto('notification')
      .values({ ...row, entity_id: null, user_id: company.users['alice']!, snoozed_until: until })
      .execute();
  });
  await tick();
  company.clock.now = until;
  await tick();
  await stream.next(({ event }) => event === 'notification');
  await tick();
  expect(stream.heard.filter(({ event }) => event === 'notification')).toHaveLength(1);
  stream.stop();
});

test('the last use of a session survives a restart', async () => {
  const alice = await company.login('alice');
  company.clock.now += HOUR;
  await company.call(alice, 'GET', '/auth/me');
  const stored = async () =>
    (await findSession(company.db.read, { tokenHash: hashToken(alice) }))!.lastSeenAt;
  expect(await stored()).toBe(company.clock.now - HOUR);
  await tick();
  expect(await stored()).toBe(company.clock.now);
});

const rows = async (table: 'session' | 'idempotency_key' | 'change_event' | 'attachment') =>
  (
    await company.db.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

test('housekeeping takes away what is old and nothing else', async () => {
  const alice = await company.login('alice');
  const { id } = (await company.call(alice, 'POST', '/customers', { name: '杭州客户' })).json;
  expect(await rows('session')).toBe(1);
  const before = await rows('idempotency_key');
  expect(before).toBeGreaterThan(0);
  expect(await rows('change_event')).toBeGreaterThan(0);
  company.clock.now += 8 * DAY;
  await tick();
  expect([await rows('session'), await rows('idempotency_key')]).toEqual([1, before]);
  const entities = await company.db.read.selectFrom('change_event').select('entity').execute();
  expect(entities.some(({ entity }) => entity === 'customer')).toBe(false);
  company.clock.now += 23 * DAY;
  await tick();
  expect([await rows('session'), await rows('idempotency_key')]).toEqual([0, 0]);
  const again = await company.login('alice');
  expect((await company.call(again, 'GET', `/customers/${id}`)).status).toBe(200);
});

test('bytes that nothing refers to go after an hour, referred ones stay', async () => {
  const alice = await company.login('alice');
  const { id } = (await company.call(alice, 'POST', '/customers', { name: '杭州客户' })).json;
  const upload = async (name: string, query = '') => {
    const answer = await company.app.inject({
      method: 'POST',
      url: `/api/v1/customers/${id}/files?name=${name}${query}`,
      headers: {
        authorization: `Bearer ${alice}`,
        'content-type': 'application/octet-stream',
        'idempotency-key': `upload-${name}`,
      },
      payload: name,
    });
    return answer.json() as { id: number; sha256: string };
  };
  const files = {
    kept: await upload('kept'),
    removed: await upload('removed'),
    draft: await upload('draft', '&draft=1'),
  };
  const there = () =>
    Object.values(files).map(({ sha256 }) => existsSync(storedFile(company.paths, sha256)));
  await company.call(alice, 'DELETE', `/files/${files.removed.id}`);
  const part = temporaryFile(company.paths, 'left-by-a-kill');
  writeFileSync(part, 'x');
  utimesSync(part, new Date(company.clock.now), new Date(company.clock.now));
  await tick();
  expect(there()).toEqual([true, true, true]);
  company.clock.now += DAY + HOUR;
  await tick();
  expect(there()).toEqual([true, false, false]);
  expect(existsSync(part)).toBe(false);
  const again = await company.login('alice');
  const kept = await company.call(again, 'GET', `/customers/${id}/files`);
  expect(kept.json.rows).toMatchObject([{ name: 'kept' }]);
});

test('garbage collection knows every column that names bytes', async () => {
  const { db } = company;
  const tables = await db.read.introspection.getTables();
  const found = tables.flatMap(({ name, columns }) =>
    columns
      .filter((column) => /sha256/.test(column.name))
      .map((column) => `${name}.${column.name}`),
  );
  const advice = 'add the column to referredHashes in packages/db/src/repositories/housekeeping.ts';
  const known = fileColumns.map((pair) => pair.join('.'));
  expect(found.toSorted(), advice).toEqual(known.toSorted());
});

test('what needs nothing for its newest date runs next on the day after', async () => {
  const admin = await company.login('admin');
  let done = true;
  company.clockwork.register({
    key: 'looked-up',
    at: '12:00',
    catchUp: 'newest',
    job: {
      kind: 'test.looked-up',
      input: z.object({ date: z.string() }),
      needs: () => null,
      resumable: true,
      run: () => Promise.resolve(),
    },
    isDone: () => Promise.resolve(done),
  });
  const next = async () => {
    const answer = await company.call(admin, 'GET', '/schedules');
    const rows = answer.json.rows as { key: string; nextRunAt: number }[];
    return rows.find((row) => row.key === 'looked-up')!.nextRunAt;
  };
  expect(await next()).toBeGreaterThan(company.clock.now);
  done = false;
  expect(await next()).toBeLessThanOrEqual(company.clock.now);
});
