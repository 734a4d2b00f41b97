import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { startCompany } from '../helpers/server.ts';

const HOUR = 3_600_000;
let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
let manager: string;
beforeEach(async () => {
  company = await startCompany();
  alice = await company.login('alice');
  manager = await company.login('manager');
});
afterEach(async () => {
  await company.stop();
});

interface Row {
  id: number;
  kind: string;
  params: { name?: string };
  route: string | null;
  seenAt: number | null;
}
async function list(token: string, query = '') {
  const answer = await company.call(token, 'GET', `/notifications${query}`);
  return answer.json as { rows: Row[]; unseen: number; next: string | null };
}
const mark = async (token: string, body: object) =>
  await company.call(token, 'POST', '/notifications/mark', body);

/** A customer of the manager, given to somebody. */
async function give(name: string, to: number, from = manager) {
  const created = await company.call(from, 'POST', '/customers', { name });
  const { id, version } = created.json;
  await company.call(from, 'POST', `/customers/${id}/assign`, { version, ownerId: to, note: '' });
  return id as number;
}

test('whoever is given a customer learns of it at once, nobody else does', async () => {
  const stream = await listenTo(company.app, alice);
  const id = await give('宁波海天', company.users['alice']!);
  await stream.next(({ event }) => event === 'notification');
  expect(await list(alice)).toMatchObject({
    unseen: 1,
    rows: [{ kind: 'customer-assigned', params: { name: '宁波海天' }, route: `/customers/${id}` }],
  });
  expect(await list(manager)).toMatchObject({ unseen: 0, rows: [] });
  stream.stop();
});

test('what the reader may no longer see loses its name and its way', async () => {
  const id = await give('温州客户', company.users['alice']!);
  const { version } = (await company.call(manager, 'GET', `/customers/${id}`)).json;
  const back = { version, ownerId: company.users['manager'], note: '' };
  await company.call(manager, 'POST', `/customers/${id}/assign`, back);
  const [row] = (await list(alice)).rows;
  expect(row).toMatchObject({ kind: 'customer-assigned', params: {}, route: null });
  expect(JSON.stringify(row)).not.toContain('温州');
});

test('seen ones stop counting; only the own ones are marked', async () => {
  await give('甲公司', company.users['alice']!);
  await give('乙公司', company.users['alice']!);
  const [newest, oldest] = (await list(alice)).rows;
  const foreign = await mark(manager, { ids: [newest!.id] });
  expect(foreign.json).toEqual({ unseen: 0 });
  expect((await list(alice)).unseen).toBe(2);
  expect((await mark(alice, { ids: [oldest!.id] })).json).toEqual({ unseen: 1 });
  expect((await list(alice)).rows.map((row) => row.seenAt === null)).toEqual([true, false]);
  expect((await mark(alice, { all: true })).json).toEqual({ unseen: 0 });
  expect((await list(alice)).rows[1]!.seenAt).toBe(company.clock.now);
});

test('a snoozed one is away until its time is up, and unseen again then', async () => {
  await give('甲公司', company.users['alice']!);
  const [row] = (await list(alice)).rows;
  await mark(alice, { all: true });
  const snoozeUntil = company.clock.now + HOUR;
  expect((await mark(alice, { ids: [row!.id], snoozeUntil })).json).toEqual({ unseen: 0 });
  expect((await list(alice)).rows).toEqual([]);
  company.clock.now += HOUR - 1;
  expect((await list(alice)).rows).toEqual([]);
  company.clock.now += 1;
  expect(await list(alice)).toMatchObject({ unseen: 1, rows: [{ id: row!.id, seenAt: null }] });
});

test('pages go back in time without a gap', async () => {
  for (const name of ['甲公司', '乙公司', '丙公司']) await give(name, company.users['alice']!);
  const first = await list(alice, '?limit=2');
  const second = await list(alice, `?limit=2&cursor=${first.next}`);
  const names = [...first.rows, ...second.rows].map((row) => row.params.name);
  expect(names).toEqual(['丙公司', '乙公司', '甲公司']);
  expect(second.next).toBeNull();
});

test.each([
  [{}, '/ids'],
  [{ ids: [1], all: true }, '/ids'],
  [{ all: true, snoozeUntil: 5 }, '/snoozeUntil'],
])('%j is refused', async (body, pointer) => {
  const answer = await mark(alice, body);
  expect([answer.status, answer.json.errors[0].pointer]).toEqual([422, pointer]);
});

test('unseen, snoozed and by what they are about: each is a list of its own', async () => {
  for (const name of ['甲公司', '乙公司', '丙公司']) await give(name, company.users['alice']!);
  const [newest, middle] = (await list(alice)).rows;
  await mark(alice, { ids: [newest!.id], snoozeUntil: company.clock.now + HOUR });
  await mark(alice, { ids: [middle!.id] });
  const names = async (query: string) => {
    const { rows, ...rest } = (await list(alice, `?count=1&${query}`)) as {
      rows: Row[];
      count?: number;
    };
    expect(rest.count).toBe(rows.length);
    return rows.map((row) => row.params.name);
  };
  expect(await names('')).toEqual(['乙公司', '甲公司']);
  expect(await names('show=unseen')).toEqual(['甲公司']);
  expect(await names('show=snoozed')).toEqual(['丙公司']);
  expect(await names('about=customers&about=server')).toEqual(['乙公司', '甲公司']);
  expect(await names('about=server')).toEqual([]);
  company.clock.now += HOUR;
  expect(await names('show=snoozed')).toEqual([]);
  expect(await names('show=unseen')).toEqual(['丙公司', '甲公司']);
});
