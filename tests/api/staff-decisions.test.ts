import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { User } from '@xinhang/shared/people.ts';
import type { Probation, ProbationRow } from '@xinhang/shared/probation.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import type { WatchCase, WatchRow, WatchRule } from '@xinhang/shared/watch.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'admin'];
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
type Method = 'GET' | 'POST' | 'PATCH';
async function call<T = Refusal>(who: string, method: Method, path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ask<T>(who: string, method: Method, path: string, body?: object) {
  const answer = await call<T>(who, method, path, body);
  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
  return answer.json;
}
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
async function at(ms: number) {
  company.clock.now = ms;
  for (const name of people) tokens[name] = await company.login(name);
}
async function night(ms: number) {
  await at(ms);
  await company.clockwork.tick();
  await company.jobs.idle();
}
const told = async (who: string) =>
  (await ask<{ rows: Notification[] }>(who, 'GET', '/notifications?show=unseen')).rows.map(
    (row) => row.kind,
  );
const user = async (name: string) =>
  await ask<User>('boss', 'GET', `/users/${company.users[name]}`);
async function setUser(name: string, changes: object) {
  const { version } = await user(name);
  await ask('boss', 'PATCH', `/users/${company.users[name]}`, { version, ...changes });
}
const reviews = async (who: string, query = '') =>
  (await ask<{ rows: ProbationRow[]; count: number }>(who, 'GET', `/probation?count=1${query}`))
    .rows;
const cases = async (who: string, query = '') =>
  (await ask<{ rows: WatchRow[] }>(who, 'GET', `/watch?count=1${query}`)).rows;
const block = async (who: string, kind: string) =>
  (await ask<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).blocks.find((one) => one.kind === kind);

beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  await at(company.clock.now);
  for (const { key } of company.clockwork.kinds) {
    if (key === 'staff' || key === 'appraisals') continue;
    await ask('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
  }
});
afterAll(async () => {
  await company.stop();
});

const DAY = 86_400_000;
/** Six in the morning in Shanghai. */
const morning = (month: number, day: number) => Date.UTC(2026, month - 1, day, 22) - DAY;

test('a review falls due fourteen days before the end, follows other dates, and is the head’s', async () => {
  await setUser('alice', { hiredOn: '2026-09-14', probationEndsOn: '2026-12-14' });
  await night(morning(11, 29));
  expect(await reviews('manager')).toEqual([]);
  await night(morning(11, 30));
  const [due] = await reviews('manager');
  expect([due?.person.name, due?.endsOn, due?.mayDecide]).toEqual(['alice', '2026-12-14', true]);
  expect(await told('manager')).toEqual(['probation-due']);
  expect((await block('manager', 'probationDue'))?.probation?.map((row) => row.id)).toEqual([
    due!.id,
  ]);
  expect(await block('boss', 'probationDue')).toBeUndefined();
  for (const who of ['alice', 'bob', 'admin']) {
    expect((await call(who, 'GET', `/probation/${due!.id}`)).status).toBe(403);
  }
  // Other dates: later than the notice it waits again, nearer it is told by its new end.
  await setUser('alice', { probationEndsOn: '2027-02-01' });
  await night(morning(12, 1));
  expect(await reviews('manager')).toEqual([]);
  await setUser('alice', { probationEndsOn: '2026-12-10' });
  await night(morning(12, 2));
  await night(morning(12, 3));
  expect((await reviews('manager')).map((row) => row.endsOn)).toEqual(['2026-12-10']);
  expect((await reviews('manager', '&closed=1')).map((row) => row.state)).toEqual(['void']);
});

test('extended it comes again, and regularised the date stands at the person, who is told', async () => {
  const { id } = await ask<{ id: number }>('alice', 'POST', '/customers', { name: '试用公司' });
  await ask('alice', 'POST', '/follow-ups', { customerId: id, content: 'x' });
  const [open] = await reviews('manager');
  const path = `/probation/${open!.id}`;
  const seen = await ask<Probation>('manager', 'GET', path);
  expect(seen.from).toBe('2026-09-14');
  expect(seen.figures.find(({ key }) => key === 'followUps')?.value).toBe(1);
  const decide = async (who: string, body: object, to = path) =>
    await call<Probation & Refusal>(who, 'POST', `${to}/decide`, { version: 1, ...body });
  const extend = { decision: 'extend', on: '2026-12-20', note: '再看十天' };
  expect(pointers(await decide('manager', { ...extend, note: '' }))).toEqual([
    ['/note', 'required'],
  ]);
  expect(pointers(await decide('manager', { ...extend, on: '2026-12-10' }))).toEqual([
    ['/on', 'not-after-probation'],
  ]);
  for (const [decision, on] of [
    ['extend', '2999-12-20'],
    ['regularise', '2099-01-01'],
    ['end', '2099-01-01'],
  ]) {
    expect(pointers(await decide('manager', { ...extend, decision, on }))).toEqual([
      ['/on', 'too-far-ahead'],
    ]);
  }
  expect((await decide('manager', { ...extend, version: 7 })).json.code).toBe('version-conflict');
  const extended = await decide('manager', extend);
  expect([extended.json.state, extended.json.decidedBy?.name]).toEqual(['extended', 'manager']);
  expect((await user('alice')).probationEndsOn).toBe('2026-12-20');
  expect(await told('alice')).toContain('probation-extended');
  expect((await decide('manager', extend)).json.code).toBe('state-refused');
  await night(morning(12, 7));
  const [again] = await reviews('manager');
  expect(again?.endsOn).toBe('2026-12-20');
  // What was counted then stays with the first one.
  await ask('alice', 'POST', '/follow-ups', { customerId: id, content: 'y' });
  const first = await ask<Probation>('manager', 'GET', path);
  expect(first.figures.find(({ key }) => key === 'followUps')?.value).toBe(1);
  const done = await decide(
    'boss',
    { decision: 'regularise', on: '2026-12-21' },
    `/probation/${again!.id}`,
  );
  expect(done.json.state).toBe('regularised');
  expect((await user('alice')).regularisedOn).toBe('2026-12-21');
  expect(await told('alice')).toContain('probation-regularised');
  await night(morning(12, 8));
  expect(await reviews('manager')).toEqual([]);
});

test('where a flow is in use nothing happens before it is approved, and a refusal opens it again', async () => {
  const node = {
    key: 'n1',
    name: '老板',
    approver: { rule: 'users', userIds: [company.users['boss']] },
  };
  const flow = { kind: 'probation', name: '转正审批', nodes: [node] };
  const made = await call<Refusal & { id: number; version: number }>(
    'boss',
    'POST',
    '/approval-flows',
    flow,
  );
  expect(made.status, JSON.stringify(made.json)).toBe(201);
  await setUser('alice', { regularisedOn: null, probationEndsOn: '2026-12-22' });
  await night(morning(12, 9));
  const [open] = await reviews('manager');
  const end = { decision: 'end', on: '2026-12-31', note: '没有成单' };
  const path = `/probation/${open!.id}`;
  const asked = await ask<Probation>('manager', 'POST', `${path}/decide`, {
    version: open!.version,
    ...end,
  });
  expect([asked.state, (await user('alice')).state]).toEqual(['asked', 'active']);
  interface Approval {
    id: number;
    title: string | null;
    version: number;
    taskId: number;
  }
  const waiting = async () =>
    (await ask<{ rows: Approval[] }>('boss', 'GET', '/approvals?box=todo')).rows[0]!;
  const answer = async (decision: 'approve' | 'reject') => {
    const { id } = await waiting();
    const page = await ask<Approval>('boss', 'GET', `/approvals/${id}`);
    expect(page.title).toBe('alice');
    const path = `/approval-tasks/${page.taskId}/decide`;
    return await call('boss', 'POST', path, { decision, comment: '再想想' });
  };
  const refused = await answer('reject');
  expect(refused.status, JSON.stringify(refused.json)).toBe(200);
  const [back] = await reviews('manager');
  expect([back?.state, back?.decision]).toEqual(['open', null]);
  await ask('manager', 'POST', `${path}/decide`, { version: back!.version, ...end });
  expect((await answer('approve')).status).toBe(200);
  const alice = await user('alice');
  // On the way out, and not a step further: what she owns is still hers to hand over.
  expect([alice.state, alice.leftOn]).toEqual(['leaving', '2026-12-31']);
  expect(await told('alice')).toContain('employment-ends');
  const left = await call('boss', 'POST', `/users/${alice.id}/state`, {
    version: alice.version,
    state: 'left',
  });
  expect(left.json.code).toBe('user-owns-customers');
  await ask('boss', 'POST', `/users/${alice.id}/state`, {
    version: alice.version,
    state: 'active',
  });
  await setUser('alice', { regularisedOn: '2026-12-22' });
});

const rule = {
  name: '跟进太少',
  deptIds: [],
  basis: 'figure',
  figure: 'followUps',
  span: 'month',
  bound: 1,
  periods: 2,
};

test('a rule proposes whoever was worse in so many periods, with what was found, and nobody twice', async () => {
  expect(pointers(await call('boss', 'POST', '/watch/rules', { ...rule, figure: 'x' }))).toEqual([
    ['/figure', 'unknown-figure'],
  ]);
  const made = await ask<WatchRule>('boss', 'POST', '/watch/rules', rule);
  expect((await call('manager', 'GET', '/watch/rules')).status).toBe(403);
  // bob does nothing; the manager is on probation, alice was hired within.
  await setUser('manager', { probationEndsOn: '2027-06-30' });
  await setUser('bob', { hiredOn: '2020-01-01' });
  await setUser('alice', { hiredOn: '2026-12-05', probationEndsOn: null, regularisedOn: null });
  // December is the first period that ends after the rule was made.
  await night(morning(12, 31));
  expect(await cases('boss')).toEqual([]);
  await night(Date.UTC(2026, 11, 31, 22));
  // Whoever has no such work (buyer, admin) is not asked for it, and owners are judged by nobody.
  expect((await cases('boss')).map((row) => row.person.name)).toEqual(['bob']);
  const [row] = (await cases('boss')).filter((one) => one.person.name === 'bob');
  const seen = await ask<WatchCase>('boss', 'GET', `/watch/${row!.id}`);
  expect(seen.evidence).toEqual([
    { period: '2026-11', value: 0 },
    { period: '2026-12', value: 0 },
  ]);
  expect((await call('bob', 'GET', `/watch/${row!.id}`)).status).toBe(403);
  expect((await call('manager', 'GET', `/watch/${row!.id}`)).status).toBe(404);
  expect(await told('bob')).toEqual([]);
  const before = (await cases('boss')).length;
  await night(Date.UTC(2027, 0, 1, 22));
  expect((await cases('boss')).length).toBe(before);
  expect(made.unit).toBe('count');
});

test('watched with measures as instructions, then lifted; dismissed people are spared a while', async () => {
  const [row] = (await cases('boss')).filter((one) => one.person.name === 'bob');
  const path = `/watch/${row!.id}/decide`;
  const decide = async (body: object) =>
    await call<WatchCase & Refusal>('boss', 'POST', path, body);
  const watch = {
    version: row!.version,
    decision: 'watch',
    untilOn: '2027-01-20',
    reason: '',
    measures: [{ text: '每天两个电话', dueOn: '2027-01-10' }],
  };
  expect(pointers(await decide({ ...watch, untilOn: null }))).toEqual([['/untilOn', 'required']]);
  // A slip of the year is none.
  expect(pointers(await decide({ ...watch, untilOn: '2127-01-20' }))).toEqual([
    ['/untilOn', 'too-far-ahead'],
  ]);
  expect(pointers(await decide({ ...watch, decision: 'dismiss', measures: [] }))).toEqual([
    ['/reason', 'required'],
  ]);
  expect((await decide({ ...watch, decision: 'lift', reason: 'x' })).json.code).toBe(
    'state-refused',
  );
  const watched = await decide(watch);
  expect([watched.json.state, watched.json.due]).toEqual(['watching', false]);
  expect(watched.json.steps[0]?.measures).toEqual(['每天两个电话']);
  expect((await told('bob')).toSorted()).toEqual(['task-given', 'watch-begins']);
  expect(await block('boss', 'watchDue')).toBeUndefined();
  await night(Date.UTC(2027, 0, 20, 2));
  expect((await block('boss', 'watchDue'))?.watch?.map((one) => one.id)).toEqual([row!.id]);
  const { version } = watched.json;
  const lifted = await decide({ version, decision: 'lift', reason: '有进步' });
  expect(lifted.json.state).toBe('lifted');
  expect(await cases('boss', '&closed=1')).toHaveLength(1);
  // January is bad, too; it is proposed again once two other periods have passed.
  await night(Date.UTC(2027, 0, 31, 22));
  const names = async () => (await cases('boss')).map((one) => one.person.name);
  expect(await names()).not.toContain('bob');
  // Away for half of a month: nothing is asked of him.
  const away = {
    toUserId: company.users['boss'],
    fromOn: '2027-02-05',
    toOn: '2027-02-25',
    note: '',
  };
  await ask('bob', 'POST', '/approval-delegations', away);
  await night(Date.UTC(2027, 1, 28, 22));
  expect(await names()).not.toContain('bob');
  await night(Date.UTC(2027, 3, 30, 22));
  expect(await names()).toContain('bob');
});
