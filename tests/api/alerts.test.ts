import type { AlertRow, AlertRule } from '@xinhang/shared/alerts.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import { setDeptHead } from '@xinhang/db/repositories/company.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'admin'];
let first: number;
let deal: { id: number; version: number };
let stages: number[];

type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ask<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const { status, json } = await call<T>(who, method, path, body);
  expect(status, `${who} ${method} ${path}: ${JSON.stringify(json)}`).toBeLessThan(300);
  return json;
}
/** Nine in the morning of a date; the server was on, so that it looked at six thirty. */
async function morning(date: string): Promise<void> {
  company.clock.now = startOfDay(date, ZONE) + 9 * HOUR;
  await company.clockwork.tick();
  await company.jobs.idle();
}
async function logIn(): Promise<void> {
  for (const name of people) tokens[name] = await company.login(name);
}
/** Every morning from a date to a date, both included. */
async function mornings(from: string, to: string): Promise<void> {
  for (let date = from; date <= to; date = addDays(date, 1)) await morning(date);
  await logIn();
}
type List = { rows: AlertRow[]; count: number };
const list = async (who: string, query = '') => {
  const { rows, count } = await ask<List>(who, 'GET', `/alerts?count=1&${query}`);
  expect(count).toBe(rows.length);
  return rows;
};
/** `kind opened [who date …]` of open alerts. */
const said = async (who: string, query = 'whose=team') =>
  (await list(who, query)).map(({ kind, openedOn, chain }) =>
    [kind, openedOn, ...chain.map(({ person, on }) => `${person.name} ${on}`)].join(' '),
  );
const told = async (who: string, kind: string) =>
  (await ask<{ rows: Notification[] }>(who, 'GET', '/notifications')).rows.filter(
    (row) => row.kind === kind,
  ).length;
async function setRule(kind: string, change: object, at = 0): Promise<AlertRule> {
  const { rows } = await ask<{ rows: AlertRule[] }>('admin', 'GET', '/alert-rules');
  const rule = rows.filter((row) => row.kind === kind)[at]!;
  return await ask('admin', 'PATCH', `/alert-rules/${rule.id}`, {
    version: rule.version,
    ...change,
  });
}

beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  await company.db.transaction(async (tx) => {
    const root = await tx
      .selectFrom('dept')
      .select('id')
      .where('parent_id', 'is', null)
      .executeTakeFirstOrThrow();
    await setDeptHead(tx, root.id, company.users['boss']!);
  });
  company.clock.now = startOfDay('2026-09-21', ZONE) + 9 * HOUR;
  await logIn();
  for (const { key } of company.clockwork.kinds) {
    if (key !== 'alerts') {
      await ask('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
    }
  }
  first = (
    await ask<{ id: number }>('alice', 'POST', '/customers', { name: '甲公司', chanceGrade: 'A' })
  ).id;
  await ask('bob', 'POST', '/customers', { name: '乙公司', chanceGrade: 'D' });
  const { rows } = await ask<{ rows: { id: number; stages: { id: number }[] }[] }>(
    'boss',
    'GET',
    '/pipelines',
  );
  stages = rows[0]!.stages.map((stage) => stage.id);
  deal = await ask('alice', 'POST', '/deals', {
    pipelineId: rows[0]!.id,
    name: '甲的商机',
    customerId: first,
    expectedOn: '2026-12-01',
  });
});
afterAll(async () => {
  await company.stop();
});

test('rules are the administrator’s, off until he wants them, and say what is wrong', async () => {
  const { rows } = await ask<{ rows: AlertRule[] }>('admin', 'GET', '/alert-rules');
  expect(rows.map((rule) => [rule.kind, rule.active])).toEqual(
    [
      'customerIdle',
      'customerIdle',
      'dealIdle',
      'dealBack',
      'dealSlipped',
      'dealOverdue',
      'dealRival',
    ].map((kind) => [kind, false]),
  );
  expect((await call('manager', 'GET', '/alert-rules')).status).toBe(403);
  const rule = { deptId: null, kind: 'customerIdle', days: 5 };
  const bad = await call('admin', 'POST', '/alert-rules', rule);
  expect(bad.json.errors?.[0]).toMatchObject({ pointer: '/grades', code: 'required' });
  const nowhere = await call('admin', 'POST', '/alert-rules', {
    ...rule,
    grades: ['A'],
    deptId: 99,
  });
  expect(nowhere.json.errors?.[0]).toMatchObject({ pointer: '/deptId', code: 'unknown-dept' });
  const before = await setRule('customerIdle', { active: true });
  const same = await setRule('customerIdle', { active: true });
  expect(same.version).toBe(before.version);
  const stale = await call('admin', 'PATCH', `/alert-rules/${same.id}`, { version: 1, days: 9 });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
});

test('nothing opens on a holiday or the two working days after, and then goes up by dates', async () => {
  // Seven working days after 21 September is 6 of the holiday weeks later: 22 23 24 28 29 30, 8.
  await mornings('2026-09-22', '2026-10-09');
  expect(await said('alice')).toEqual([]);
  await mornings('2026-10-10', '2026-10-10');
  // A Saturday that is worked.
  expect(await said('alice')).toEqual(['customerIdle 2026-10-10']);
  expect(await told('alice', 'alerts-opened')).toBe(1);
  expect((await list('manager', `whose=team&customerId=${first}`)).length).toBe(1);
  expect((await list('manager', `whose=team&dealId=${deal.id}`)).length).toBe(0);
  expect((await list('manager', 'whose=mine')).length).toBe(0);
  expect((await list('manager', 'whose=team')).length).toBe(1);
  expect(await said('bob')).toEqual([]);
  const desk = await ask<{ blocks: DeskBlock[] }>('alice', 'GET', '/desk');
  const block = desk.blocks.find(({ kind }) => kind === 'alerts');
  expect(block?.alerts?.[0]).toMatchObject({ customer: { name: '甲公司' }, mine: true });
  // Off from the 13th: three working days after the 10th were over on the 14th.
  await mornings('2026-10-11', '2026-10-12');
  await morning('2026-10-16');
  await morning('2026-10-16');
  await logIn();
  expect(await said('alice')).toEqual(['customerIdle 2026-10-10 manager 2026-10-16']);
  expect(await told('manager', 'alerts-escalated')).toBe(1);
  expect((await list('manager', 'whose=mine&escalated=1')).length).toBe(1);
  await mornings('2026-10-17', '2026-10-20');
  expect((await list('boss', 'whose=mine')).length).toBe(0);
  await mornings('2026-10-21', '2026-10-21');
  expect(await said('boss', 'whose=mine')).toEqual([
    'customerIdle 2026-10-10 manager 2026-10-16 boss 2026-10-21',
  ]);
  expect([
    await told('boss', 'alerts-escalated'),
    await told('manager', 'alerts-escalated'),
  ]).toEqual([1, 1]);
  expect(await told('alice', 'alerts-opened')).toBe(1);
});

test('activity ends it at once, and the night writes it down', async () => {
  await ask('alice', 'POST', '/follow-ups', { customerId: first, content: '打过电话' });
  for (const who of ['alice', 'manager', 'boss']) expect(await said(who)).toEqual([]);
  await mornings('2026-10-22', '2026-10-22');
  const [closed] = await list('boss', 'whose=team&closed=1');
  expect(closed).toMatchObject({ state: 'resolved', handledBy: null, mine: false });
});

test('what is handled with words comes back after its days, and not before', async () => {
  // Talked to on Wednesday the 21st: seven working days are over on Friday the 30th.
  await mornings('2026-10-23', '2026-10-30');
  const [open] = await list('alice');
  expect(open).toMatchObject({ kind: 'customerIdle', openedOn: '2026-10-30', days: 9 });
  const path = `/alerts/${open!.id}/handle`;
  expect((await call('alice', 'POST', path, { note: ' ' })).status).toBe(400);
  expect((await call('bob', 'POST', path, { note: '我来' })).status).toBe(404);
  // The head sees it, and it has not come to him.
  expect((await call('manager', 'POST', path, { note: '我来' })).status).toBe(403);
  const done = await ask<AlertRow>('alice', 'POST', path, { note: '客户出国，月中再谈' });
  expect(done).toMatchObject({ state: 'handled', note: '客户出国，月中再谈', nextOn: null });
  expect((await call('alice', 'POST', path, { note: '又一次' })).json.code).toBe('state-refused');
  await mornings('2026-10-31', '2026-11-09');
  expect(await said('alice')).toEqual([]);
  await mornings('2026-11-10', '2026-11-10');
  expect(await said('alice')).toEqual(['customerIdle 2026-11-10']);
  // One that is off resolves what it opened.
  await setRule('customerIdle', { active: false });
  await mornings('2026-11-11', '2026-11-11');
  expect(await said('alice')).toEqual([]);
});

test('a deal that was moved back, put off or let lie is told of once each', async () => {
  for (const kind of ['dealBack', 'dealSlipped', 'dealOverdue'])
    await setRule(kind, { active: true });
  const move = async (stageId: number, reason: string) => {
    deal = await ask('alice', 'POST', `/deals/${deal.id}/stage`, {
      version: deal.version,
      stageId,
      ...(reason && { reason }),
    });
  };
  const expect_ = async (expectedOn: string) => {
    deal = await ask('alice', 'PATCH', `/deals/${deal.id}`, { version: deal.version, expectedOn });
  };
  await company.db.transaction(async (tx) => {
    // The gates of the way are no part of this.
    await tx.updateTable('gate_item').set({ active: 0 }).execute();
  });
  await move(stages[1]!, '');
  await move(stages[0]!, '预算被砍');
  await expect_('2026-12-05');
  await mornings('2026-11-12', '2026-11-12');
  expect(await said('manager')).toEqual(['dealBack 2026-11-12']);
  await expect_('2026-12-08');
  await mornings('2026-11-13', '2026-11-13');
  expect((await said('manager')).toSorted()).toEqual([
    'dealBack 2026-11-12',
    'dealSlipped 2026-11-13',
  ]);
  expect((await list('manager', 'whose=team&kind=dealSlipped'))[0]).toMatchObject({
    days: 7,
    deal: { name: '甲的商机' },
    customer: null,
  });
  await move(stages[1]!, '');
  const [slipped] = await list('alice', 'kind=dealSlipped');
  await ask('alice', 'POST', `/alerts/${slipped!.id}/handle`, { note: '和客户说好了' });
  await mornings('2026-11-14', '2026-12-11');
  // The date passed on the 8th; three working days later it is the only one.
  expect(await said('alice')).toEqual(['dealOverdue 2026-12-11']);
  await ask('alice', 'POST', `/deals/${deal.id}/close`, {
    version: deal.version,
    outcome: 'lost',
    reason: '价格',
  });
  expect(await said('alice')).toEqual([]);
});

test('whoever may not read the row is told nothing and finds nothing', async () => {
  await setRule('customerIdle', { active: true });
  await mornings('2026-12-14', '2026-12-14');
  const [alert] = await list('alice');
  expect(alert).toMatchObject({ kind: 'customerIdle' });
  const { version } = await ask<{ version: number }>('alice', 'GET', `/customers/${first}`);
  await ask('boss', 'POST', `/customers/${first}/assign`, {
    version,
    ownerId: company.users['bob'],
  });
  expect(await said('alice')).toEqual([]);
  expect((await call('alice', 'POST', `/alerts/${alert!.id}/handle`, { note: 'x' })).status).toBe(
    404,
  );
  // It begins anew with its new owner.
  await mornings('2026-12-15', '2026-12-15');
  expect(await said('bob')).toEqual([]);
  expect(await said('manager')).toEqual([]);
});

test('with another owner the days of a deal begin anew, and another grade ends what its rule opened', async () => {
  const { rows } = await ask<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const late = await ask<{ id: number; version: number }>('alice', 'POST', '/deals', {
    pipelineId: rows[0]!.id,
    name: '要交出去的商机',
    expectedOn: '2026-12-16',
  });
  await mornings('2026-12-16', '2026-12-24');
  const query = `whose=team&dealId=${late.id}`;
  // Three working days after the 16th, and three more to the head.
  expect(await said('alice', query)).toEqual(['dealOverdue 2026-12-21 manager 2026-12-24']);
  await ask('boss', 'POST', `/deals/${late.id}/assign`, {
    version: late.version,
    ownerId: company.users['bob'],
  });
  const before = await told('bob', 'alerts-opened');
  await mornings('2026-12-25', '2026-12-25');
  expect(await said('bob', query)).toEqual(['dealOverdue 2026-12-21']);
  expect(await told('bob', 'alerts-opened')).toBe(before + 1);
  const [anew] = await list('bob', query);
  expect(anew!.nextOn).toBe('2026-12-30');
  await mornings('2026-12-26', '2026-12-30');
  expect(await said('boss', query)).toEqual(['dealOverdue 2026-12-21 boss 2026-12-30']);
  // The rule is for A alone.
  const idle = `whose=team&customerId=${first}`;
  expect((await list('boss', idle)).length).toBe(1);
  const { version } = await ask<{ version: number }>('bob', 'GET', `/customers/${first}`);
  await ask('bob', 'PATCH', `/customers/${first}`, { version, chanceGrade: 'D' });
  await mornings('2026-12-31', '2026-12-31');
  expect(await said('boss', idle)).toEqual([]);
  const { version: now } = await ask<{ version: number }>('bob', 'GET', `/deals/${late.id}`);
  const end = { version: now, outcome: 'lost', reason: '价格' };
  await ask('bob', 'POST', `/deals/${late.id}/close`, end);
});

test('a change of competitors goes up at last to a director who heads no department', async () => {
  await setRule('customerIdle', { active: false });
  await setRule('dealRival', { active: true, headDays: 1, aboveDays: 1 });
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('dept')
      .set({ head_user_id: null })
      .where('parent_id', 'is', null)
      .execute();
    const { id } = await tx
      .selectFrom('role')
      .select('id')
      .where('key', '=', 'sales-director')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('user_role')
      .values({ user_id: company.users['bob']!, role_id: id })
      .execute();
    await tx.updateTable('company').set({ org_revision: 900 }).execute();
  });
  const { rows } = await ask<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  let met = await ask<{ id: number; version: number; events: object[] }>(
    'alice',
    'POST',
    '/deals',
    {
      pipelineId: rows[0]!.id,
      name: '有对手的商机',
    },
  );
  const rival = await ask<{ id: number }>('alice', 'POST', '/competitors', { name: '蓝海' });
  const meet = async (priceFen: number | null, note: string) => {
    met = await ask('alice', 'PATCH', `/deals/${met.id}`, {
      version: met.version,
      competitors: [{ competitorId: rival.id, priceFen, note }],
    });
  };
  await meet(null, '');
  await meet(1_200_000, '');
  // A note on one is no news.
  await meet(1_200_000, '交期也长');
  expect(met.events.slice(0, 2)).toMatchObject([
    { kind: 'competitor', from: '蓝海', to: '蓝海 ¥12,000.00' },
    { kind: 'competitor', from: '', to: '蓝海' },
  ]);
  await mornings('2027-01-11', '2027-01-11');
  expect(await said('alice')).toEqual(['dealRival 2027-01-11']);
  await mornings('2027-01-12', '2027-01-13');
  expect(await said('bob')).toEqual(['dealRival 2027-01-11 manager 2027-01-12 bob 2027-01-13']);
  expect(await told('bob', 'alerts-escalated')).toBe(1);
});

test('a deal that is moved on, or dated as it was, is off the list at once; one that was edited, too', async () => {
  await setRule('dealRival', { active: false });
  const workdays = false;
  await setRule('dealBack', { active: true, workdays });
  await setRule('dealSlipped', { active: true, days: 3, workdays });
  await setRule('dealIdle', { active: true, days: 5, workdays });
  const { rows } = await ask<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const make = async (name: string) =>
    await ask<{ id: number; version: number }>('alice', 'POST', '/deals', {
      pipelineId: rows[0]!.id,
      name,
      amountFen: 100,
      expectedOn: '2027-03-01',
    });
  const of = async (id: number) =>
    (await list('manager', `whose=team&dealId=${id}`)).map(({ kind }) => kind);
  type Change = { version?: number; stageId?: number; reason?: string; expectedOn?: string };
  const act = async (at: { id: number; version: number }, change: Change, stage = '') => {
    const path = `/deals/${at.id}${stage}`;
    const body = { version: at.version, ...change };
    return await ask<typeof at>('alice', stage ? 'POST' : 'PATCH', path, body);
  };
  let back = await make('退回的');
  back = await act(back, { stageId: stages[1]! }, '/stage');
  back = await act(back, { stageId: stages[0]!, reason: '预算被砍' }, '/stage');
  let late = await make('推迟的');
  late = await act(late, { expectedOn: '2027-03-09' });
  const still = await make('没有动静的');
  await mornings('2027-01-14', '2027-01-20');
  expect(await of(back.id)).toEqual(['dealIdle', 'dealBack']);
  expect(await of(late.id)).toEqual(['dealIdle', 'dealSlipped']);
  expect(await of(still.id)).toEqual(['dealIdle']);
  await act(back, { stageId: stages[1]! }, '/stage');
  await act(late, { expectedOn: '2027-03-01' });
  await act(still, { expectedOn: '2027-02-20' });
  for (const { id } of [back, late, still]) expect(await of(id)).toEqual([]);
});

test('no head is told of talks that he may not read', async () => {
  await setRule('dealIdle', { active: false });
  const rule = await setRule('customerIdle', { active: true, headDays: 1, aboveDays: null });
  expect(rule.grades).toContain('A');
  await company.db.transaction(async (tx) => {
    await tx
      .deleteFrom('role_grant')
      .where('permission', '=', 'followUps.read')
      .where(
        'role_id',
        'in',
        tx
          .selectFrom('user_role')
          .select('user_role.role_id')
          .where('user_id', '=', company.users['manager']!),
      )
      .execute();
    await tx.updateTable('company').set({ org_revision: 901 }).execute();
  });
  const made = await ask<{ id: number }>('alice', 'POST', '/customers', {
    name: '没人打电话的公司',
    chanceGrade: 'A',
  });
  await mornings('2027-01-21', '2027-02-05');
  expect(await said('manager', `whose=team&customerId=${made.id}`)).toEqual([]);
  const query = `whose=team&customerId=${made.id}`;
  const [seen] = await list('boss', query);
  expect(seen!.chain.map(({ person }) => person.name)).toEqual(['bob']);
});
