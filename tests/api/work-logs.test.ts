import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Review } from '@xinhang/shared/reviews.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import type { LogEdit, WorkLog } from '@xinhang/shared/work-logs.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'buyer', 'admin'];

type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
/** Monday, 23 November 2026, unless said; a session ends after a day. */
async function at(date: string, hour: number): Promise<void> {
  company.clock.now = startOfDay(date, ZONE) + hour * HOUR;
  for (const name of people) tokens[name] = await company.login(name);
}
const register = async (who: string, name: string) =>
  (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
type Sheet = EndpointOutput<typeof api.workLogs.sheet>;
const sheet = async (who: string, query = '') =>
  (await call<Sheet>(who, 'GET', `/work-logs/sheet?${query}`)).json;
const write = async (who: string, body: object) =>
  await call<WorkLog & Refusal>(who, 'POST', '/work-logs', body);
const change = async (who: string, log: WorkLog, body: object) =>
  await call<WorkLog & Refusal>(who, 'PATCH', `/work-logs/${log.id}`, {
    version: log.version,
    ...body,
  });
type Read = EndpointOutput<typeof api.workLogs.get>;
const read = async (who: string, id: number) =>
  (await call<Read & Refusal>(who, 'GET', `/work-logs/${id}`)).json;
const list = async (who: string, query: string) =>
  (await call<{ rows: WorkLog[]; count: number }>(who, 'GET', `/work-logs?count=1&${query}`)).json;
type Missing = EndpointOutput<typeof api.workLogs.missing>;
const missing = async (who: string, query = '') => {
  const { rows } = (await call<Missing>(who, 'GET', `/work-logs/missing?${query}`)).json;
  return rows.map((row) => `${row.person.name} ${row.period.from}${row.overdue ? ' !' : ''}`);
};
const block = async (who: string, kind: string) => {
  const desk = (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk?whose=team')).json;
  return desk.blocks
    .find((one) => one.kind === kind)
    ?.logs?.map((row) => `${row.person.name} ${row.kind} ${row.from}`);
};

beforeAll(async () => {
  company = await startCompany();
  await at('2026-11-20', 9);
  await company.db.transaction(async (tx) => {
    const hired = tx.updateTable('user').set({ hired_on: '2026-01-05' });
    await hired.where('login', '!=', 'bob').execute();
  });
});
afterAll(async () => {
  await company.stop();
});

test('a sheet begins with what is due, and counts what was done and kept', async () => {
  const planned = await register('alice', '要拜访的公司');
  const agreed = await register('alice', '约好的公司');
  const plan = { customerId: planned, purpose: '送样品', dueOn: '2026-11-23' };
  const { id: planId } = (await call<{ id: number }>('alice', 'POST', '/plans', plan)).json;
  await call('alice', 'POST', '/follow-ups', {
    customerId: agreed,
    content: '周一再谈',
    nextOn: '2026-11-23',
  });
  await call('manager', 'POST', '/tasks', {
    toId: company.users['alice'],
    text: '整理报价',
    dueOn: '2026-11-23',
  });
  await write('alice', { kind: 'day', on: '2026-11-20', next: '打十个电话\n寄合同', submit: true });
  await at('2026-11-23', 17);
  const names = ({ suggested }: Sheet) =>
    suggested.map(({ about, text, done }) => [about?.kind ?? null, about?.name ?? text, done]);
  expect(names(await sheet('alice'))).toEqual([
    ['plan', '要拜访的公司', false],
    ['task', '整理报价', false],
    ['customer', '约好的公司', false],
    [null, '打十个电话', false],
    [null, '寄合同', false],
  ]);
  // What is done in the day stays on its plan, and shows as done.
  await call('alice', 'POST', '/follow-ups', {
    customerId: planned,
    content: '样品送到',
    type: 'visit',
    planId,
  });
  await call('alice', 'POST', '/follow-ups', {
    customerId: agreed,
    content: '谈过了',
    type: 'call',
    nextOn: '2026-12-01',
  });
  await register('alice', '新来的公司');
  const found = await sheet('alice');
  expect(names(found).map(([kind, , done]) => [kind, done])).toEqual([
    ['plan', true],
    ['task', false],
    ['customer', true],
    [null, false],
    [null, false],
  ]);
  expect(found.done).toMatchObject({ calls: 1, visits: 1, others: 0, newCustomers: 1 });
  const lines = [
    ...found.suggested
      .slice(0, 3)
      .map(({ about }) => ({ about: { kind: about!.kind, id: about!.id } })),
    { text: '打十个电话', done: true },
  ];
  const { json: log, status } = await write('alice', { kind: 'day', on: '2026-11-23', lines });
  expect([status, log.state, log.lines.map((line) => line.done)]).toEqual([
    201,
    'draft',
    [true, false, true, true],
  ]);
  expect((await read('alice', log.id)).done).toMatchObject({ planned: 4, kept: 3 });
  // One log of a person, kind and period; and a draft is its author's.
  expect((await write('alice', { kind: 'day', on: '2026-11-23' })).json.code).toBe(
    'already-exists',
  );
  for (const who of ['manager', 'bob', 'boss']) {
    expect((await read(who, log.id)).code).toBe('not-found');
  }
  expect((await list('manager', 'whose=team')).count).toBe(1);
});

test('it is submitted on time or late, and what is changed after that is marked', async () => {
  const { log } = await sheet('alice', 'on=2026-11-23');
  // Until ten of the next working day.
  expect(log!.period.dueAt).toBe(startOfDay('2026-11-24', ZONE) + 10 * HOUR);
  await at('2026-11-24', 9);
  const first = (await change('alice', log!, { results: '送了样品', submit: true })).json;
  expect([first.state, first.late, first.editedAt]).toEqual(['submitted', false, null]);
  const same = (await change('alice', first, { results: '送了样品' })).json;
  expect(same.version).toBe(first.version);
  const early = (await change('alice', first, { problems: '价格' })).json;
  expect([early.editedAt, early.editedLate]).toEqual([company.clock.now, false]);
  await at('2026-11-24', 11);
  const late = (await change('alice', early, { help: '请经理谈价格' })).json;
  expect([late.late, late.editedLate]).toEqual([false, true]);
  // Whoever may read it reads what was changed, the old beside the new, and what it is about as in the log.
  const kept = log!.lines.map(({ text, about, done }) => ({
    text,
    about: about && { kind: about.kind, id: about.id },
    done: about === null && done,
  }));
  const plan = [...kept, { text: '改写的计划' }];
  const planned = (await change('alice', late, { lines: plan })).json;
  const before = log!.lines.length;
  const path = `/work-logs/${planned.id}`;
  const [third, second, one] = (await call<{ edits: LogEdit[] }>('manager', 'GET', path)).json
    .edits;
  expect([third!.late, third!.texts, third!.lines?.before.length]).toEqual([true, [], before]);
  expect(third!.lines!.after.slice(0, -1)).toEqual(third!.lines!.before);
  expect(third!.lines!.after.at(-1)).toEqual({
    text: '改写的计划',
    about: null,
    hidden: false,
    done: false,
  });
  expect(second).toMatchObject({
    at: company.clock.now,
    late: true,
    texts: [{ field: 'help', before: '', after: '请经理谈价格' }],
    lines: null,
  });
  expect(one).toMatchObject({
    late: false,
    texts: [{ field: 'problems', before: '', after: '价格' }],
  });
  expect((await call('bob', 'GET', path)).status).toBe(404);
  const stale = await change('alice', early, { help: '旧的' });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  const bob = (await write('bob', { kind: 'day', on: '2026-11-23', results: '忘了', submit: true }))
    .json;
  expect([bob.state, bob.late]).toEqual(['submitted', true]);
  const audit = (
    await call<{ rows: { action: string }[] }>('boss', 'GET', '/audit?entity=workLog&limit=50')
  ).json.rows;
  expect(audit.map((row) => row.action).filter((action) => action.startsWith('workLogs'))).toEqual([
    'workLogs.submit',
    'workLogs.update',
    'workLogs.update',
    'workLogs.update',
    'workLogs.submit',
    'workLogs.create',
    'workLogs.submit',
  ]);
});

test('bad logs are refused with the field and the rule', async () => {
  const refusals = [
    [{ kind: 'day', on: '2026-11-25' }, '/on', 'in-the-future'],
    [{ kind: 'day', on: '2026-08-01' }, '/on', 'too-long-ago'],
    [{ kind: 'day', on: '2026-11-24', submit: true }, '/results', 'required'],
    [{ kind: 'day', on: '2026-11-24', lines: [{ text: '' }] }, '/lines/0/text', 'required'],
  ] as const;
  for (const [body, pointer, code] of refusals) {
    const { status, json } = await write('alice', body);
    expect([status, json.errors?.[0]]).toEqual([422, expect.objectContaining({ pointer, code })]);
  }
  const foreign = await register('bob', '别人的公司');
  const about = { kind: 'customer', id: foreign };
  const no = await write('alice', { kind: 'day', on: '2026-11-24', lines: [{ about }] });
  expect(no.status).toBe(404);
  expect((await write('buyer', { kind: 'day', on: '2026-11-24' })).status).toBe(403);
});

test('who has not submitted stands on the lists of his heads and on his own desk', async () => {
  // The manager owes one himself, which the boss sees and he does not.
  expect(await missing('manager', 'from=2026-11-20&to=2026-11-23')).toEqual([]);
  expect(await missing('boss', 'from=2026-11-20&to=2026-11-23')).toEqual([
    'both 2026-11-23 !',
    'manager 2026-11-23 !',
    'both 2026-11-20 !',
    'manager 2026-11-20 !',
    'bob 2026-11-20 !',
  ]);
  expect((await call('alice', 'GET', '/work-logs/missing')).status).toBe(403);
  expect(await block('alice', 'logsDue')).toEqual(['alice week 2026-11-16']);
  expect(await block('manager', 'logsDue')).toEqual([
    'manager day 2026-11-23',
    'manager week 2026-11-16',
  ]);
  expect(await block('manager', 'logsMissing')).toEqual(['alice week 2026-11-16']);
  // A log that nobody wrote is put off by itself, and not with the others of its person.
  const desk = (await call<{ blocks: DeskBlock[] }>('manager', 'GET', '/desk')).json;
  const [day] = desk.blocks.find((one) => one.kind === 'logsDue')!.logs!;
  const until = company.clock.now + HOUR;
  await call('manager', 'PUT', '/desk/snoozes', { kind: 'logsDue', id: day!.snoozeId, until });
  expect(await block('manager', 'logsDue')).toEqual(['manager week 2026-11-16']);
  // Whoever has no date of hiring owes nothing of the time before his account was made.
  const earlier = await missing('boss', 'from=2026-11-19&to=2026-11-19');
  expect(earlier.map((line) => line.split(' ')[0])).toEqual(['both', 'alice', 'manager']);
  // A week is due on the first working day after it; nothing is owed for days off.
  expect(await missing('boss', 'from=2026-11-21&to=2026-11-22')).toEqual([]);
  expect((await missing('boss', 'kind=week')).map((line) => line.split(' ')[1])).toEqual(
    expect.arrayContaining(['2026-11-16']),
  );
  await call('admin', 'PATCH', '/settings', {
    version: 1,
    values: { 'workLogs.kinds': 'day' },
  });
  expect(await missing('boss', 'kind=week')).toEqual([]);
  expect(await block('alice', 'logsDue')).toBeUndefined();
});

test('a manager reviews it, the author is told, acknowledges and answers in its thread', async () => {
  const [log] = (await list('manager', 'whose=team&state=submitted&from=2026-11-23')).rows;
  expect(log).toMatchObject({ author: { name: 'alice' }, mayReview: true, own: false });
  const review = async (who: string, body: object) =>
    await call<Review & Refusal>(who, 'POST', `/work-logs/${log!.id}/reviews`, body);
  expect((await review('bob', { rating: 3 })).status).toBe(403);
  expect((await review('alice', { rating: 5 })).status).toBe(403);
  expect((await review('manager', {})).json.errors?.[0]?.code).toBe('says-nothing');
  const given = await review('manager', { rating: 4, comment: '价格多少？', asks: true });
  expect(given.json).toMatchObject({ rating: 4, asks: true, acknowledgedAt: null });
  expect(await block('alice', 'logReviews')).toEqual(['alice day 2026-11-23']);
  // The line says what was said; what asks is not acknowledged without its answer.
  const lines = async () =>
    (await call<{ blocks: DeskBlock[] }>('alice', 'GET', '/desk')).json.blocks.find(
      ({ kind }) => kind === 'logReviews',
    )!.logs!;
  expect(await lines()).toMatchObject([{ note: 'manager · ★★★★ 价格多少？' }]);
  expect((await lines())[0]).not.toHaveProperty('unread');
  const notices = (await call<{ rows: Notification[] }>('alice', 'GET', '/notifications')).json
    .rows;
  expect(notices[0]).toMatchObject({ kind: 'log-asked', route: `/work-logs/${log!.id}` });
  const closed = await change('alice', (await read('alice', log!.id)).log, { results: '改' });
  expect([closed.status, closed.json.code]).toEqual([409, 'state-refused']);
  const path = `/work-log-reviews/${given.json.id}/acknowledge`;
  const { version } = given.json;
  const silent = await call('alice', 'POST', path, { version });
  expect(silent.json.errors?.[0]?.pointer).toBe('/answer');
  expect((await call('manager', 'POST', path, { version, answer: 'x' })).status).toBe(403);
  // She answers what she has read, once.
  const past = await call('alice', 'POST', path, { version: version + 1, answer: '八万' });
  expect([past.status, past.json.code]).toEqual([409, 'version-conflict']);
  const done = await call<Review>('alice', 'POST', path, { version, answer: '八万' });
  expect(done.status).toBe(200);
  const again = { version: done.json.version, answer: '九万' };
  expect((await call('alice', 'POST', path, again)).status).toBe(409);
  const thread = `/messages/workLog/${log!.id}`;
  const said = (await call<{ rows: { text: string }[] }>('manager', 'GET', thread)).json.rows;
  expect(said.map((row) => row.text)).toEqual(['八万']);
  expect((await call('bob', 'GET', thread)).status).toBe(404);
  expect(await block('alice', 'logReviews')).toBeUndefined();
  expect((await read('manager', log!.id)).log).toMatchObject({ state: 'reviewed', messages: 1 });
});

test('no line and no figure of it shows what its reader may not open', async () => {
  const [log] = (await list('manager', 'whose=team&from=2026-11-23')).rows;
  const given = log!.lines.find((line) => line.about?.kind === 'customer')!.about!;
  const { version } = (await call<{ version: number }>('alice', 'GET', `/customers/${given.id}`))
    .json;
  await call('boss', 'POST', `/customers/${given.id}/assign`, {
    version,
    ownerId: company.users['bob'],
  });
  for (const who of ['alice', 'manager']) {
    const { log: seen, done, edits } = await read(who, log!.id);
    expect(seen.lines.filter((line) => line.hidden)).toHaveLength(1);
    expect(JSON.stringify([seen, done, edits])).not.toContain('约好的公司');
    expect(done).toMatchObject({ calls: 0, visits: 1, planned: 4, kept: 2 });
  }
  expect((await read('boss', log!.id)).done).toMatchObject({ calls: 1, kept: 3 });
});

test('a holiday moves the deadline to the working day after it', async () => {
  await at('2026-09-30', 18);
  const { period } = await sheet('alice');
  expect(period.dueAt).toBe(startOfDay('2026-10-08', ZONE) + 10 * HOUR);
  const week = (await sheet('alice', 'kind=week')).period;
  expect([week.from, week.to]).toEqual(['2026-09-28', addDays('2026-09-28', 6)]);
});

test('counts go beyond what is listed, and a move says where it went then', async () => {
  await at('2026-12-21', 9);
  const pipeline = (
    await call<{ rows: { id: number; stages: { id: number; name: string }[] }[] }>(
      'alice',
      'GET',
      '/pipelines',
    )
  ).json.rows[0]!;
  await company.db.transaction(async (tx) => {
    await tx.updateTable('gate_item').set({ active: 0 }).execute();
  });
  type Deal = { id: number; version: number };
  const body = { pipelineId: pipeline.id, name: '走两步的商机' };
  let deal = (await call<Deal>('alice', 'POST', '/deals', body)).json;
  for (const stage of pipeline.stages.slice(1, 3)) {
    company.clock.now += 60_000;
    const to = { version: deal.version, stageId: stage.id };
    deal = (await call<Deal>('alice', 'POST', `/deals/${deal.id}/stage`, to)).json;
  }
  const first = await register('alice', '第一家');
  await company.db.transaction(async (tx) => {
    const { id: _id, ...row } = await tx
      .selectFrom('customer')
      .selectAll()
      .where('id', '=', first)
      .executeTakeFirstOrThrow();
    const more = Array.from({ length: 119 }, (_, nth) => ({ ...row, name: `又一家 ${nth}` }));
    await tx.insertInto('customer').values(more).execute();
  });
  const { done } = await sheet('alice');
  expect([done.newCustomers, done.customers.length]).toEqual([120, 100]);
  expect([done.dealsMoved, done.deals.map(({ stage }) => stage)]).toEqual([
    2,
    [pipeline.stages[2]!.name, pipeline.stages[1]!.name],
  ]);
});
