import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { insertJob, jobById } from '@xinhang/db/repositories/jobs.ts';
import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import type { JobKind, JobRun } from '@xinhang/server/jobs/kind.ts';
import { runCommand } from '@xinhang/server/http/command.ts';
import { systemContext } from '@xinhang/server/http/context.ts';
import { EventHub } from '@xinhang/server/http/events.ts';
import { buildApp } from '@xinhang/server/app.ts';
import { storedFile } from '@xinhang/server/ops/paths.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { listenTo } from '../helpers/event-stream.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
beforeEach(async () => {
  company = await startCompany();
  alice = await company.login('alice');
});
afterEach(async () => {
  await company.stop();
});

const input = z.object({ steps: z.int() });
type Input = z.output<typeof input>;
type Run = JobRun<Input, number>;

/** A kind of the test; counts in its point, so that a resumed one goes on. */
function kind(run: (job: Run) => Promise<void>, more: Partial<JobKind<Input, number>> = {}) {
  const made: JobKind<Input, number> = {
    kind: 'test.count',
    input,
    needs: () => 'customers.update',
    resumable: true,
    run,
    ...more,
  };
  return made;
}

/** Starts a job as a command of that person would. */
async function start(login: string, of: JobKind<Input, number>, steps = 3): Promise<number> {
  const { app, db, users, clock } = company;
  const actor = (await loadActor(db.read, users[login]!))!;
  const ctx = systemContext({ db, now: () => clock.now } as never, {
    actor,
    requestId: 'test',
    address: '127.0.0.1',
  });
  const id = await runCommand(db, new EventHub(), (_tx, as) =>
    app.jobs.enqueue(as(ctx), of, { steps }, { title: 'list.xlsx', total: steps }),
  );
  return id;
}

const get = async (token: string, path: string) => await company.call(token, 'GET', path);

async function counting(job: Run): Promise<void> {
  for (let n = (job.point ?? 0) + 1; n <= job.input.steps; n += 1) {
    await job.step(async () => ({
      done: 1,
      point: n,
      rows: [{ ref: String(n), label: `row ${n}`, outcome: n % 2 ? 'done' : 'skipped' }],
    }));
  }
}

/** A promise that the test opens. */
function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('a job counts its steps, keeps a row each, and says when it is done', async () => {
  const stream = await listenTo(company.app, alice);
  const counter = kind(counting);
  company.jobs.register(counter);
  const id = await start('alice', counter);
  await company.jobs.idle();
  const job = await get(alice, `/jobs/${id}`);
  expect(job.json).toMatchObject({
    state: 'done',
    title: 'list.xlsx',
    progress: 3,
    total: 3,
    counts: { done: 2, skipped: 1 },
    error: null,
    cancellable: false,
    readable: true,
    by: { name: 'alice' },
  });
  const rows = await get(alice, `/jobs/${id}/rows?outcome=done&limit=1`);
  expect(rows.json.rows).toMatchObject([{ seq: 1, ref: '1', label: 'row 1', outcome: 'done' }]);
  const more = await get(alice, `/jobs/${id}/rows?outcome=done&cursor=${rows.json.next}`);
  expect(more.json.rows.map((row: { ref: string }) => row.ref)).toEqual(['3']);
  await stream.next(({ event }) => event === 'notification');
  const versions = stream.heard.filter(({ data }) => data['entity'] === 'job');
  expect(versions.at(-1)?.data).toMatchObject({ entity: 'job', id });
  stream.stop();
});

test('others are served between two steps', async () => {
  const order: string[] = [];
  let write: Promise<unknown> | null = null;
  const slow = kind(async (job) => {
    for (let n = 1; n <= 2; n += 1) {
      await job.step(async () => {
        order.push(`step ${n}`);
        const body = { name: `杭州客户${n}有限公司` };
        write ??= company
          .call(alice, 'POST', '/customers', body)
          .then(({ status }) => order.push(`write ${status}`));
        return { done: 1 };
      });
      // What waited for the writer has it now, long before a second step may ask.
      if (n === 1) await write;
    }
  });
  company.jobs.register(slow);
  await start('alice', slow);
  await company.jobs.idle();
  expect(order).toEqual(['step 1', 'write 201', 'step 2']);
});

test('a running job is cancelled between two steps and keeps what it did', async () => {
  const [inside, go] = [gate(), gate()];
  const waits = kind(async (job) => {
    await job.step(async () => ({ done: 1 }));
    inside.open();
    await go.opened;
    await job.step(async () => ({ done: 1 }));
  });
  company.jobs.register(waits);
  const id = await start('alice', waits);
  const second = await start('alice', waits);
  await inside.opened;
  const cancelled = await company.call(alice, 'POST', `/jobs/${id}/cancel`);
  expect(cancelled.json).toMatchObject({ state: 'running', cancellable: false });
  // The second of the same person has not begun: it ends at once.
  const waiting = await company.call(alice, 'POST', `/jobs/${second}/cancel`);
  expect(waiting.json).toMatchObject({ state: 'cancelled' });
  go.open();
  await company.jobs.idle();
  expect((await get(alice, `/jobs/${id}`)).json).toMatchObject({ state: 'cancelled', progress: 1 });
  expect((await get(alice, `/jobs/${second}`)).json).toMatchObject({ progress: 0 });
  const again = await company.call(alice, 'POST', `/jobs/${id}/cancel`);
  expect([again.status, again.json.code]).toEqual([409, 'job-not-cancellable']);
});

test.each([
  ['the right is taken away', 'forbidden', 'roles'],
  ['the account is locked', 'job-person-gone', 'lock'],
])('a job stops when %s', async (_when, code, how) => {
  const person = company.users['alice']!;
  const stopped = kind(async (job) => {
    await job.step(async () => ({ done: 1, rows: [{ ref: '1', label: 'x', outcome: 'done' }] }));
    await company.db.transaction(async (tx) => {
      if (how === 'lock') {
        await tx.updateTable('user').set({ state: 'locked' }).where('id', '=', person).execute();
      } else {
        await tx.deleteFrom('user_role').where('user_id', '=', person).execute();
      }
      await raiseOrgRevision(tx);
    });
    await job.step(async () => {
      throw new Error('must not be reached');
    });
  });
  company.jobs.register(stopped);
  const id = await start('alice', stopped);
  await company.jobs.idle();
  const job = await jobById(company.db.read, id);
  expect(job).toMatchObject({ state: 'failed', error: code, progress: 1 });
  if (how === 'roles') {
    const rows = await get(alice, `/jobs/${id}/rows`);
    expect([rows.status, rows.json.code]).toEqual([404, 'not-found']);
    expect((await get(alice, `/jobs/${id}`)).json).toMatchObject({ readable: false, title: '' });
  }
});

test('a refused row takes back its own writes and no others', async () => {
  const stream = await listenTo(company.app, alice);
  const rows = kind(async (job) => {
    await job.step(async (ctx) => {
      const put = (key: string) => ctx.tx.insertInto('setting').values({ key, value: '1' });
      await put('kept').execute();
      const failed = await ctx.attempt(async () => {
        await put('lost').execute();
        await ctx.emit({ entity: 'lost', id: 1, version: 1, audience: [ctx.actor.userId] });
        throw problem('duplicate-customer');
      });
      const fine = await ctx.attempt(async () => await put('also kept').execute());
      await ctx.emit({ entity: 'kept', id: 1, version: 1, audience: [ctx.actor.userId] });
      return {
        rows: [failed, fine].map((one, at) => ({
          ref: String(at),
          label: '',
          outcome: one.ok ? 'done' : 'refused',
          code: one.ok ? '' : one.problem.code,
        })),
      };
    });
  });
  company.jobs.register(rows);
  const id = await start('alice', rows);
  await company.jobs.idle();
  expect((await get(alice, `/jobs/${id}/rows`)).json.rows).toMatchObject([
    { outcome: 'refused', code: 'duplicate-customer' },
    { outcome: 'done', code: '' },
  ]);
  const keys = await company.db.read.selectFrom('setting').select('key').execute();
  expect(keys.map(({ key }) => key).filter((key) => /kept|lost/.test(key))).toHaveLength(2);
  expect(keys.some(({ key }) => key === 'lost')).toBe(false);
  await stream.next(({ data }) => data['entity'] === 'kept');
  expect(stream.heard.some(({ data }) => data['entity'] === 'lost')).toBe(false);
  stream.stop();
});

test('a job belongs to its starter: others see nothing, system.jobs sees no result', async () => {
  const bossStream = await listenTo(company.app, await company.login('boss'));
  const counter = kind(async (job) => {
    await job.saveFile({ name: '客户.csv', mime: 'text/csv' }, async (path) =>
      writeFileSync(path, 'a'),
    );
    await counting(job);
  });
  company.jobs.register(counter);
  const id = await start('alice', counter);
  await company.jobs.idle();
  const bob = await company.login('bob');
  for (const path of ['', '/rows', '/file']) {
    const answer = await get(bob, `/jobs/${id}${path}`);
    const none = await get(bob, `/jobs/${id + 999}${path}`);
    expect([answer.status, answer.json.code]).toEqual([404, 'not-found']);
    expect(answer.json).toEqual({ ...none.json, instance: answer.json.instance });
  }
  expect((await company.call(bob, 'POST', `/jobs/${id}/cancel`)).status).toBe(404);
  expect((await get(bob, '/jobs')).json.rows).toEqual([]);
  expect((await get(bob, '/jobs?all=1')).status).toBe(403);
  const admin = await company.login('admin');
  const all = await get(admin, '/jobs?all=1');
  expect(all.json.rows).toMatchObject([
    { id, title: '', fileName: null, readable: false, state: 'done', by: { name: 'alice' } },
  ]);
  expect((await get(admin, '/jobs')).json.rows).toEqual([]);
  expect((await get(admin, `/jobs/${id}/rows`)).status).toBe(404);
  expect((await get(admin, `/jobs/${id}/file`)).status).toBe(404);
  expect(bossStream.heard.some(({ data }) => data['entity'] === 'job')).toBe(false);
  bossStream.stop();
});

test('its file is downloaded whole or in part, for seven days, and never when damaged', async () => {
  const text = '名称,电话\n杭州客户,13800001111\n';
  const writer = kind(async (job) => {
    await job.saveFile({ name: '客户 (1).csv', mime: 'text/csv' }, async (path) =>
      writeFileSync(path, text),
    );
  });
  company.jobs.register(writer);
  const id = await start('alice', writer);
  await company.jobs.idle();
  const fetchFile = (headers: Record<string, string> = {}) =>
    company.app.inject({
      url: `/api/v1/jobs/${id}/file`,
      headers: { authorization: `Bearer ${alice}`, ...headers },
    });
  const whole = await fetchFile();
  expect([whole.statusCode, whole.body]).toEqual([200, text]);
  expect(whole.headers).toMatchObject({
    'content-type': 'text/csv',
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(text)),
    'content-disposition':
      `attachment; filename="__ (1).csv"; ` + `filename*=UTF-8''%E5%AE%A2%E6%88%B7%20%281%29.csv`,
  });
  const part = await fetchFile({ range: 'bytes=0-5' });
  expect([part.statusCode, part.body]).toEqual([206, '名称']);
  expect(part.headers['content-range']).toBe(`bytes 0-5/${Buffer.byteLength(text)}`);
  const changed = await fetchFile({ range: 'bytes=0-5', 'if-range': '"other"' });
  expect([changed.statusCode, changed.body]).toEqual([200, text]);
  const tail = await fetchFile({ range: 'bytes=-1' });
  expect([tail.statusCode, tail.body]).toEqual([206, '\n']);
  const beyond = await fetchFile({ range: 'bytes=9999-' });
  expect([beyond.statusCode, beyond.json().code]).toEqual([416, 'range-not-satisfiable']);
  const known = await fetchFile({ 'if-none-match': String(whole.headers['etag']) });
  expect([known.statusCode, known.body]).toEqual([304, '']);

  const job = await jobById(company.db.read, id);
  const stored = storedFile(company.paths, job!.file_sha256!);
  writeFileSync(stored, text.replace('1', '2'));
  utimesSync(stored, 1, 1);
  const damaged = await fetchFile();
  expect([damaged.statusCode, damaged.json().code]).toEqual([500, 'file-damaged']);
  appendFileSync(stored, 'x');
  expect((await fetchFile()).json().code).toBe('file-damaged');

  writeFileSync(stored, text);
  company.clock.now += 7 * 86_400_000;
  alice = await company.login('alice');
  expect((await fetchFile()).statusCode).toBe(404);
});

test('what ran when the process ended goes on where it was, or fails with a code', async () => {
  const steps: number[] = [];
  const [resumes, fails, go] = [gate(), gate(), gate()];
  const halting = (resumable: boolean) =>
    kind(
      async (job) => {
        if (job.point === null) {
          await job.step(async () => ({ done: 2, point: 2 }));
          (resumable ? resumes : fails).open();
          await go.opened;
        }
        const from = job.point ?? 2;
        for (let n = from + 1; n <= job.input.steps; n += 1) {
          await job.step(async () => {
            steps.push(n);
            return { done: 1, point: n };
          });
        }
      },
      { resumable, kind: resumable ? 'test.resumes' : 'test.fails' },
    );
  company.jobs.register(halting(true));
  company.jobs.register(halting(false));
  const resumed = await start('alice', halting(true), 4);
  const failing = await start('bob', halting(false), 4);
  // Both run: one that only waits in the queue begins after the restart instead of failing.
  await Promise.all([resumes.opened, fails.opened]);
  const closing = company.app.close();
  go.open();
  await closing;
  expect(steps).toEqual([]);
  const { db, paths, clock } = company;
  await db.transaction(async (tx) => {
    const job = (await jobById(tx, resumed))!;
    await insertJob(tx, { ...job, id: 77, kind: 'test.forgotten', state: 'running' });
  });
  const app = await buildApp({
    db,
    paths,
    now: () => clock.now,
    random: (count) => Buffer.alloc(count, 7),
    version: '0',
    screens: null,
    log: false,
  });
  app.jobs.register(halting(true));
  app.jobs.register(halting(false));
  await app.ready();
  await app.jobs.idle();
  expect(steps).toEqual([3, 4]);
  expect(await jobById(db.read, resumed)).toMatchObject({ state: 'done', progress: 4 });
  for (const id of [failing, 77]) {
    expect(await jobById(db.read, id)).toMatchObject({ state: 'failed', error: 'job-interrupted' });
  }
  const notices = await db.read.selectFrom('notification').select(['kind', 'user_id']).execute();
  expect(notices).toContainEqual({ kind: 'job-failed', user_id: company.users['bob'] });
  await app.close();
});

test('an error of the program fails the job and tells its person', async () => {
  const broken = kind(async (job) => {
    await job.step(async (ctx) => {
      await ctx.tx.insertInto('setting').values({ key: 'half', value: '1' }).execute();
      throw new TypeError('bug');
    });
  });
  company.jobs.register(broken);
  const id = await start('alice', broken);
  await company.jobs.idle();
  expect((await get(alice, `/jobs/${id}`)).json).toMatchObject({
    state: 'failed',
    error: 'internal',
  });
  const half = await company.db.read
    .selectFrom('setting')
    .selectAll()
    .where('key', '=', 'half')
    .execute();
  expect(half).toEqual([]);
});

test('jobs of one person run one after the other, of several side by side', async () => {
  const at: string[] = [];
  const both = gate();
  let inside = 0;
  const meets = kind(async (job) => {
    const { actor } = await job.look();
    at.push(`${actor.name} starts`);
    if ((inside += 1) === 2) both.open();
    await both.opened;
    at.push(`${actor.name} ends`);
  });
  company.jobs.register(meets);
  await start('alice', meets);
  await start('alice', meets);
  await start('bob', meets);
  await company.jobs.idle();
  const ofAlice = at.filter((entry) => entry.startsWith('alice'));
  expect(ofAlice).toEqual(['alice starts', 'alice ends', 'alice starts', 'alice ends']);
  expect(at.slice(0, 2).toSorted()).toEqual(['alice starts', 'bob starts']);
});
