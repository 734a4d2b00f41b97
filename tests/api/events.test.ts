import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { runCommand } from '@xinhang/server/http/command.ts';
import { systemContext } from '@xinhang/server/http/context.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenTo, type Heard } from '../helpers/event-stream.ts';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

type Stream = Awaited<ReturnType<typeof listenTo>>;
const call = async (who: string, method: 'POST' | 'PATCH' | 'PUT', path: string, body: object) =>
  (await company.call(tokens[who]!, method, path, body)).json as { id: number; version: number };
const register = (who: string, name: string) => call(who, 'POST', '/customers', { name });
const isReset = (one: Heard) => one.event === 'reset';
/** The first word of a stream that goes on where its client was. */
const isResumed = (one: Heard) => one.event === 'notification';
const changeOf = (id: number) => (one: Heard) => one.event === 'change' && one.data['id'] === id;
const changes = (heard: readonly Heard[]) =>
  heard.flatMap((one) => (one.event === 'change' ? [one.data['id']] : []));

test('who comes for the first time loads everything; who comes back is told what was missed', async () => {
  const stream = await listenTo(company.app, tokens['alice']!);
  await stream.next(isReset);
  const known = await register('alice', '断线前');
  const { id } = await stream.next(changeOf(known.id));
  stream.stop();
  await stream.ended;
  const missed = [await register('alice', '断线一'), await register('alice', '断线二')];
  await register('bob', '别人的');
  const again = await listenTo(company.app, tokens['alice']!, id);
  await again.next(isResumed);
  // In order, once, and nothing that is not hers.
  expect(changes(again.heard)).toEqual(missed.map((row) => row.id));
  expect(again.heard.some(isReset)).toBe(false);
  const live = await register('alice', '重连后');
  await again.next(changeOf(live.id));
  again.stop();
});

test('a gap, a foreign number and changed rights send everything anew', async () => {
  const start = async (lastEventId?: string) => {
    const stream = await listenTo(company.app, tokens['alice']!, lastEventId);
    const first = await stream.next((one) => isReset(one) || isResumed(one));
    stream.stop();
    return { event: first.event, id: first.id! };
  };
  const { id } = await start();
  expect((await start(id)).event).toBe('notification');
  const [revision, seq] = id.split('-').map(Number) as [number, number];
  expect((await start(`${revision}-${seq + 1000}`)).event).toBe('reset');
  expect((await start('nonsense')).event).toBe('reset');
  expect((await start(`${revision + 1}-${seq}`)).event).toBe('reset');
  // Cleared away meanwhile.
  await register('alice', '之后的');
  const now = await start();
  await company.db.transaction(async (tx) => {
    await tx
      .deleteFrom('change_event')
      .where('seq', '<=', seq + 1)
      .execute();
  });
  await register('alice', '再之后的');
  expect((await start(now.id)).event).toBe('notification');
  expect((await start(`${revision}-${seq - 1}`)).event).toBe('reset');
});

test('a session has thirty streams at most, and its newest go before its oldest', async () => {
  const first = await listenTo(company.app, tokens['alice']!);
  await first.next(isReset);
  const others = await Promise.all(
    Array.from({ length: 29 }, () => listenTo(company.app, tokens['alice']!)),
  );
  for (const stream of others) await stream.next(isReset);
  const bob = await listenTo(company.app, tokens['bob']!);
  await bob.next(isReset);
  const newest = await listenTo(company.app, tokens['alice']!);
  await newest.next(isReset);
  await first.ended;
  const made = await register('alice', '还听得见');
  for (const stream of [...others, newest]) await stream.next(changeOf(made.id));
  for (const stream of [...others, newest, bob]) stream.stop();
});

test('more than can be told one by one sends everything anew', async () => {
  const stream = await listenTo(company.app, tokens['alice']!);
  const { id } = await stream.next(isReset);
  stream.stop();
  await company.db.transaction(async (tx) => {
    for (let at = 0; at < 501; at += 1) {
      const row = { entity: 'customer', entity_id: 1, version: 1, customer_id: null };
      await tx
        .insertInto('change_event')
        .values({ ...row, audience: '[]', at: 0 })
        .execute();
    }
  });
  const again = await listenTo(company.app, tokens['alice']!, id);
  expect((await again.next((one) => isReset(one) || isResumed(one))).event).toBe('reset');
  again.stop();
});

test('of an import its person hears and who sees every import, and no head of a department', async () => {
  const streams = await Promise.all(
    ['admin', 'boss', 'manager'].map((who) => listenTo(company.app, tokens[who]!)),
  );
  for (const stream of streams) await stream.next(isReset);
  const ofImport = (one: Heard) => one.data['entity'] === 'import';
  const [admin, boss, manager] = streams as [Stream, Stream, Stream];
  await importer(company, tokens['admin']!).upload('a.csv', '客户名称\n甲公司\n');
  await admin.next(ofImport);
  await boss.next(ofImport);
  const after = await register('alice', '其后');
  await manager.next(changeOf(after.id));
  expect(manager.heard.some(ofImport)).toBe(false);
  for (const stream of streams) stream.stop();
});

test('words and settings are everybody’s, saved views their person’s alone', async () => {
  const alice = await listenTo(company.app, tokens['alice']!);
  const boss = await listenTo(company.app, tokens['boss']!);
  await alice.next(isReset);
  await boss.next(isReset);
  const view = await call('alice', 'POST', '/saved-views', { page: 'x', name: '甲', state: {} });
  await alice.next((one) => one.data['entity'] === 'savedView' && one.data['id'] === view.id);
  await call('admin', 'POST', '/tags', { name: '大客户' });
  await alice.next((one) => one.data['entity'] === 'tag');
  await boss.next((one) => one.data['entity'] === 'tag');
  await call('admin', 'PATCH', '/schedules/housekeeping', { version: 1, at: '04:00' });
  await boss.next((one) => one.data['entity'] === 'schedule');
  await call('admin', 'PUT', '/calendar/2030', { days: [], seen: [] });
  await alice.next((one) => one.data['entity'] === 'calendar');
  expect(alice.heard.some((one) => one.data['entity'] === 'schedule')).toBe(false);
  expect(boss.heard.some((one) => one.data['entity'] === 'savedView')).toBe(false);
  alice.stop();
  boss.stop();
});

test('what goes to the public pool is heard of by those who may look into it', async () => {
  const bob = await listenTo(company.app, tokens['bob']!);
  const buyer = await listenTo(company.app, tokens['buyer']!);
  await bob.next(isReset);
  await buyer.next(isReset);
  const { id, version } = await register('boss', '放入公海');
  await call('boss', 'POST', `/customers/${id}/assign`, { version, ownerId: null });
  const change = await bob.next(changeOf(id));
  // Of the registration for the boss he heard nothing: his first news is the second version.
  expect(change.data['version']).toBe(version + 1);
  await call('admin', 'POST', '/tags', { name: '之后' });
  await buyer.next((one) => one.data['entity'] === 'tag');
  expect(changes(buyer.heard)).not.toContain(id);
  bob.stop();
  buyer.stop();
});

test('of a transaction that is tried again only the attempt that stays is told', async () => {
  const { app, db, users } = company;
  const alice = await listenTo(app, tokens['alice']!);
  await alice.next(isReset);
  // What a serializable engine does when two commands get in each other's way.
  const twice: typeof db = {
    ...db,
    transaction: async (work) => {
      const first = db.transaction(async (tx) => {
        await work(tx);
        throw new Error('try again');
      });
      await expect(first).rejects.toThrow('try again');
      return await db.transaction(work);
    },
  };
  const ctx = systemContext({ db, now: () => company.clock.now } as never, {
    requestId: 'test',
    address: '',
  });
  const change = { id: 1, version: 1, audience: [users['alice']!] };
  let attempts = 0;
  await runCommand(twice, app.hub, async (_tx, as) => {
    attempts += 1;
    if (attempts === 1) await as(ctx).emit({ ...change, entity: 'job' });
  });
  await call('admin', 'POST', '/tags', { name: '第二次' });
  await alice.next((one) => one.data['entity'] === 'tag');
  expect(attempts).toBe(2);
  expect(alice.heard.some((one) => one.data['entity'] === 'job')).toBe(false);
  alice.stop();
});

test('a client that does not read is let go', async () => {
  const { hub, server } = company.app;
  const { port } = server.address() as AddressInfo;
  // Those of the tests before are ending.
  while (hub.size > 0) await new Promise((next) => setImmediate(next));
  const socket = connect(port, '127.0.0.1');
  const ended = once(socket, 'close');
  socket.write(
    `GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens['alice']}\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.pause();
  expect(hub.size).toBe(1);
  const change = {
    entity: 'customer',
    id: 1,
    version: 1,
    customerId: 1,
    audience: [company.users['alice']!],
  };
  for (let seq = 1_000_000; hub.size > 0 && seq < 1_500_000; seq += 1) {
    hub.publish(seq, change);
    if (seq % 1000 === 0) await new Promise((next) => setImmediate(next));
  }
  expect(hub.size).toBe(0);
  socket.resume();
  await ended;
});
