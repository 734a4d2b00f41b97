import type { DataCommand } from '@xinhang/server/commands/command.ts';
import { preset as command } from '@xinhang/server/commands/preset.ts';
import { wholeHome } from '@xinhang/shared/dept-homes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of ['boss', 'manager', 'alice', 'bob', 'admin']) {
    tokens[name] = await company.login(name);
  }
});
afterAll(async () => {
  await company.stop();
});

type Method = 'GET' | 'POST' | 'PATCH';
async function well(who: string, method: Method, path: string, body?: object) {
  const answer = await company.call(tokens[who]!, method, path, body);
  if (answer.status >= 300) throw new Error(`${who} ${method} ${path}: ${answer.text}`);
  return answer.json;
}

interface Item {
  key: string;
  kind: string;
  state: string;
  name: string;
  value: number | string | null;
}
interface Rule {
  id: number;
  version: number;
  dept: { id: number } | null;
  kind: string;
  grades: string[];
  days: number;
  active: boolean;
}
interface Dept {
  id: number;
  version: number;
  name: string;
  parentId: number | null;
}
const depts = async () => (await well('boss', 'GET', '/depts')).rows as Dept[];
const root = async () => (await depts()).find((dept) => dept.parentId === null)!;
async function setDept(id: number, part: object) {
  const { version } = (await depts()).find((dept) => dept.id === id)!;
  await well('boss', 'PATCH', `/depts/${id}`, { version, ...part });
}
const preview = async (id: number, query = '') =>
  (await well('admin', 'GET', `/presets/${id}${query}`)) as {
    model: string;
    development: boolean;
    items: Item[];
  };
const states = (items: readonly Item[]) =>
  Object.fromEntries(items.map(({ key, state }) => [key, state]));
const apply = async (...deptIds: number[]) =>
  (await well('admin', 'POST', '/presets', { deptIds })).rows as { items: Item[] }[];
const rulesOf = async (deptId: number | null) =>
  ((await well('admin', 'GET', '/alert-rules')).rows as Rule[]).filter(
    (rule) => (rule.dept?.id ?? null) === deptId,
  );
const newDept = async (name: string, part: object = {}) =>
  (
    (await well('boss', 'POST', '/depts', {
      name,
      type: 'dept',
      parentId: (await root()).id,
      ...part,
    })) as Dept
  ).id;
const changed = (items: readonly Item[]) => items.filter(({ state }) => state !== 'kept');

test('a department gets what it lacks, once, and keeps what is there', async () => {
  const id = await newDept('大客户部', { salesModel: 'dev' });
  const before = await preview(id);
  expect([before.model, before.development]).toEqual(['dev', false]);
  expect(states(before.items)).toEqual({
    'pipeline:dev': 'kept',
    'alertRule:dev:customerIdle:A': 'new',
    'alertRule:dev:customerIdle:B': 'new',
    'alertRule:dev:customerIdle:C:none': 'new',
    'alertRule:dev:dealIdle': 'new',
    'alertRule:dev:dealBack': 'new',
    'alertRule:dev:dealSlipped': 'new',
    'alertRule:dev:dealOverdue': 'new',
    'pool:dev': 'new',
  });
  // What somebody made by hand stays, and nothing of its kind comes beside it.
  const own = { deptId: id, kind: 'dealIdle', days: 3 };
  await well('admin', 'POST', '/alert-rules', own);
  const [made] = await apply(id);
  expect(states(made!.items)).toMatchObject({
    'alertRule:dev:dealIdle': 'kept',
    'alertRule:dev:dealBack': 'new',
  });
  const rules = await rulesOf(id);
  expect(rules).toHaveLength(7);
  expect(rules.every((rule) => rule.active)).toBe(true);
  expect(rules.filter(({ kind }) => kind === 'dealIdle').map(({ days }) => days)).toEqual([3]);
  const pools = (await well('admin', 'GET', '/pools')).rows as {
    name: string;
    active: boolean;
    deptIds: number[];
    rules: { active: boolean }[];
  }[];
  expect(pools.find(({ deptIds }) => deptIds.includes(id))).toMatchObject({
    name: '大客户部公海',
    active: false,
    rules: [{ days: 20 }, { days: 30 }, { days: 45 }, { days: 180 }],
  });

  // What somebody changed afterwards, or switched off, is his.
  const idle = rules.find(({ kind, grades }) => kind === 'customerIdle' && grades.includes('A'))!;
  await well('admin', 'PATCH', `/alert-rules/${idle.id}`, { version: 1, days: 3, active: false });
  const [again] = await apply(id);
  expect(changed(again!.items)).toEqual([]);
  expect((await rulesOf(id)).find((rule) => rule.id === idle.id)).toMatchObject({
    days: 3,
    active: false,
  });
  expect(await rulesOf(id)).toHaveLength(7);
  const audit = (await well('boss', 'GET', '/audit?entity=dept&limit=50')).rows as {
    action: string;
    entityId: number;
  }[];
  const applied = audit.filter((row) => row.action === 'presets.apply' && row.entityId === id);
  expect(applied).toHaveLength(1);
});

test('another model switches off what the former brought and nobody changed, and back on', async () => {
  const id = await newDept('老客户部', { salesModel: 'dev' });
  await apply(id);
  const back = (await rulesOf(id)).find(({ kind }) => kind === 'dealOverdue')!;
  await well('admin', 'PATCH', `/alert-rules/${back.id}`, { version: back.version, days: 9 });
  await setDept(id, { salesModel: 'retain' });
  const { items } = await preview(id);
  expect(states(items)).toMatchObject({
    'pipeline:retain': 'kept',
    'alertRule:retain:customerIdle:A:B:C:D:none': 'new',
    'alertRule:dev:customerIdle:A': 'retired',
    'alertRule:dev:dealBack': 'retired',
  });
  expect(states(items)).not.toHaveProperty('alertRule:dev:dealOverdue');
  await apply(id);
  const active = async () =>
    (await rulesOf(id))
      .filter((rule) => rule.active)
      .map(({ kind, days }) => `${kind} ${days}`)
      .toSorted();
  expect(await active()).toEqual([
    'customerIdle 22',
    'dealIdle 10',
    'dealOverdue 2',
    'dealOverdue 9',
  ]);
  // S70: a retention department that develops has the rules of both.
  await setDept(id, { development: true });
  expect(changed((await preview(id)).items).every(({ state }) => state === 'again')).toBe(true);
  await apply(id);
  expect(await active()).toEqual([
    'customerIdle 10',
    'customerIdle 20',
    'customerIdle 22',
    'customerIdle 5',
    'dealBack 1',
    'dealIdle 10',
    'dealIdle 7',
    'dealOverdue 2',
    'dealOverdue 9',
    'dealSlipped 14',
  ]);
  expect(changed((await apply(id))[0]!.items)).toEqual([]);
});

test('the company takes over the rules that it came with, and the intervals of its model', async () => {
  const { id } = await root();
  const ready = await rulesOf(null);
  expect(ready.some((rule) => rule.active)).toBe(false);
  const touched = ready.find(({ kind }) => kind === 'dealBack')!;
  await well('admin', 'PATCH', `/alert-rules/${touched.id}`, { version: 1, headDays: 9 });
  const settings = (await well('admin', 'GET', '/settings')) as { version: number };
  await well('admin', 'PATCH', '/settings', {
    version: settings.version,
    values: { 'customers.idleDaysB': 20 },
  });
  const asIf = await preview(id, '?model=project');
  expect(states(asIf.items)).toMatchObject({
    'alertRule:project:dealBack': 'kept',
    'alertRule:project:dealIdle': 'new',
    'setting:project:customers.idleDaysA': 'new',
    'setting:project:customers.idleDaysB': 'kept',
  });
  expect((await preview(id)).model).toBe('dev');
  await setDept(id, { salesModel: 'project' });
  await apply(id);
  const rules = await rulesOf(null);
  expect(rules).toHaveLength(ready.length);
  expect(rules.filter(({ active }) => active).map(({ kind }) => kind)).toEqual([
    'customerIdle',
    'dealIdle',
    'dealSlipped',
    'dealOverdue',
  ]);
  const after = (await well('admin', 'GET', '/settings')).values as Record<string, number>;
  expect([after['customers.idleDaysA'], after['customers.idleDaysB']]).toEqual([14, 20]);
  expect(changed((await apply(id))[0]!.items)).toEqual([]);
  await setDept(id, { salesModel: null });
});

test('all of the departments or none, and only ones that are there', async () => {
  const id = await newDept('新部门', { salesModel: 'project' });
  const refused = await company.call(tokens['admin']!, 'POST', '/presets', {
    deptIds: [id, 99_999],
  });
  expect([refused.status, refused.json.errors]).toEqual([
    422,
    [{ pointer: '/deptIds/1', code: 'unknown-dept' }],
  ]);
  expect(await rulesOf(id)).toEqual([]);
  expect((await company.call(tokens['admin']!, 'GET', '/presets/99999')).status).toBe(404);
  for (const who of ['manager', 'alice']) {
    const answer = await company.call(tokens[who]!, 'POST', '/presets', { deptIds: [id] });
    expect(answer.status).toBe(403);
  }
});

test('a member sees by the model of the department, a head by those of his people', async () => {
  const models = async (who: string) => {
    const { salesModel, models } = (await well(who, 'GET', '/auth/me')) as {
      salesModel: string;
      models: string[];
    };
    return [salesModel, ...models];
  };
  const me = (await well('alice', 'GET', '/auth/me')) as { user: { dept: { id: number } } };
  const { id: customer } = (await well('alice', 'POST', '/customers', {
    name: '苏州远大机械',
  })) as {
    id: number;
  };
  const shown = async () => {
    const { effectiveModel, models } = (await well('alice', 'GET', `/customers/${customer}`)) as {
      effectiveModel: string;
      models: string[];
    };
    return [effectiveModel, ...models];
  };
  expect(await models('alice')).toEqual(['dev', 'dev']);
  await setDept(me.user.dept.id, { salesModel: 'retain' });
  expect(await models('alice')).toEqual(['retain', 'retain']);
  expect(await shown()).toEqual(['retain', 'retain']);
  await setDept(me.user.dept.id, { development: true });
  expect(await models('alice')).toEqual(['retain', 'retain', 'dev']);
  expect(await shown()).toEqual(['retain', 'retain', 'dev']);
  await setDept(me.user.dept.id, { development: false });
  expect(await models('alice')).toEqual(['retain', 'retain']);
  expect((await models('boss')).toSorted()).toEqual(['dev', 'dev', 'retain']);
  // Nothing is granted by it: who may open what stays what it was.
  const grants = ((await well('alice', 'GET', '/auth/me')) as { grants: object[] }).grants;
  await setDept(me.user.dept.id, { salesModel: 'project' });
  expect(((await well('alice', 'GET', '/auth/me')) as { grants: object[] }).grants).toEqual(grants);
});

test('whoever keeps customers gets plans of care and value grades, unless somebody said otherwise', async () => {
  const id = await newDept('关怀部', { salesModel: 'retain' });
  const plans = async () =>
    (await well('boss', 'GET', '/care-plans')).rows as {
      id: number;
      version: number;
      models: string[];
      trigger: string;
      valueGrades: string[];
    }[];
  // The preset of the other retention department made them; a second one finds them there.
  const found = (await plans()).filter(({ models }) => models.includes('retain'));
  expect(
    found.map(({ trigger, valueGrades }) => [trigger, ...valueGrades].join(' ')).toSorted(),
  ).toEqual(['birthday', 'contractEnd', 'interval A', 'interval B']);
  const care = (items: readonly Item[]) => items.filter(({ kind }) => kind === 'carePlan');
  expect(care((await preview(id)).items).map(({ state }) => state)).toEqual(
    Array.from({ length: 4 }, () => 'kept'),
  );
  const valueBy = async () =>
    ((await well('admin', 'GET', '/settings')).values as Record<string, string>)[
      'customers.valueBy'
    ];
  expect(await valueBy()).toBe('delivery');
  // What was switched off stays so, and what somebody set.
  const birthday = found.find(({ trigger }) => trigger === 'birthday')!;
  await well('boss', 'PATCH', `/care-plans/${birthday.id}`, { version: 1, active: false });
  const { version } = (await well('admin', 'GET', '/settings')) as { version: number };
  const values = { 'customers.valueBy': 'off' };
  await well('admin', 'PATCH', '/settings', { version, values });
  await apply(id);
  expect((await plans()).filter(({ models }) => models.includes('retain'))).toHaveLength(4);
  expect(await valueBy()).toBe('off');
  // A project department has others, and shows no value grade.
  const project = await newDept('项目部', { salesModel: 'project' });
  const { items } = await preview(project);
  expect(care(items).map(({ key }) => key)).toEqual([
    'carePlan:project:firstDeal',
    'carePlan:project:contractEnd',
  ]);
  expect(items.some(({ name }) => name === 'customers.valueBy')).toBe(false);
});

interface Home {
  version: number;
  models: string[];
  own: Record<string, unknown>;
  above: Record<string, unknown>;
  aboveFrom: Record<string, { id: number; name: string } | null>;
}
const homeOfDept = async (id: number) => (await well('admin', 'GET', `/depts/${id}/home`)) as Home;
const say = async (id: number, parts: object) =>
  (await well('admin', 'PATCH', `/depts/${id}/home`, {
    version: (await homeOfDept(id)).version,
    ...parts,
  })) as Home;

test('a department says its own home, those below take it over, and only what differs is kept', async () => {
  const above = await newDept('华北分公司', { salesModel: 'retain' });
  const below = (
    (await well('boss', 'POST', '/depts', {
      name: '北京一组',
      type: 'team',
      parentId: above,
    })) as Dept
  ).id;
  const nothing = { desk: null, menu: null, views: null, weekly: null, measures: null };
  expect(await homeOfDept(below)).toMatchObject({
    version: 0,
    models: ['retain'],
    own: nothing,
    above: nothing,
    aboveFrom: nothing,
  });
  const weekly = ['won', 'wonFen'];
  const measures = { achievement: 'wonCount', ranking: 'visits' };
  const said = await say(above, { weekly, measures });
  expect([said.version, said.own]).toEqual([1, { ...nothing, weekly, measures }]);
  expect(await homeOfDept(below)).toMatchObject({
    own: nothing,
    above: { weekly, measures, desk: null },
    aboveFrom: { weekly: { name: '华北分公司' }, desk: null },
  });
  // The same as above says is not said, and one's own goes before it, part by part.
  expect(await say(below, { weekly })).toMatchObject({ version: 0, own: nothing });
  const own = await say(below, { weekly: ['visits'] });
  expect(own).toMatchObject({ version: 1, own: { weekly: ['visits'], measures: null } });
  expect((await say(below, { weekly: null })).own).toEqual(nothing);
  // Whoever sells in a way of its own begins with the preset of that.
  await setDept(below, { development: true });
  expect(await homeOfDept(below)).toMatchObject({ models: ['retain', 'dev'], above: nothing });
  await setDept(below, { development: null });
  expect((await homeOfDept(below)).above).toMatchObject({ weekly });
  await setDept(below, { salesModel: 'project' });
  expect((await homeOfDept(below)).above).toEqual(nothing);
  // The preset itself, with every place named, is not said either.
  const preset = wholeHome(['project'], nothing);
  expect(await say(below, preset)).toMatchObject({ own: nothing });
  const desk = { ...preset.desk, away: ['birthdays'] };
  expect((await say(below, { ...preset, desk })).own).toEqual({ ...nothing, desk });
});

test('a home reaches the screens of its people and grants nothing; a stale one is refused', async () => {
  const me = async (who: string) =>
    (await well(who, 'GET', '/auth/me')) as {
      user: { dept: { id: number } };
      home: Record<string, unknown>;
      grants: object[];
    };
  const before = await me('alice');
  const id = before.user.dept.id;
  const menu = { order: ['stock', '/home'], more: ['/deals', '/pool'] };
  await say(id, { menu });
  const after = await me('alice');
  expect(after.home).toMatchObject({ menu, desk: null });
  expect(after.grants).toEqual(before.grants);
  expect((await company.call(tokens['alice']!, 'GET', '/pools')).status).toBe(
    (await company.call(tokens['bob']!, 'GET', '/pools')).status,
  );
  const { version } = await homeOfDept(id);
  const path = `/depts/${id}/home`;
  const stale = await company.call(tokens['admin']!, 'PATCH', path, {
    version: version - 1,
    views: ['hot'],
  });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  const refused = await Promise.all(
    [
      { menu: { order: ['/nowhere'], more: [] } },
      { menu: { order: [], more: ['/home'] } },
      { weekly: [] },
      { views: ['hot', 'hot'] },
    ].map((part) => company.call(tokens['admin']!, 'PATCH', path, { version, ...part })),
  );
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  for (const who of ['manager', 'alice']) {
    const answer = await company.call(tokens[who]!, 'PATCH', path, { version, menu: null });
    expect(answer.status).toBe(403);
  }
  const audit = (await well('boss', 'GET', '/audit?entity=dept&limit=50')).rows as {
    action: string;
    entityId: number;
  }[];
  expect(
    audit.filter((row) => row.action === 'org.updateDeptHome' && row.entityId === id),
  ).toHaveLength(1);
  await say(id, { menu: null });
  expect((await me('alice')).home).toMatchObject({ menu: null });
});

test('the command line shows and makes the same, by the names of departments', async () => {
  const own = command as unknown as DataCommand<object, { rows: { items: Item[] }[] }>;
  const typed = (...words: string[]) => {
    const call = { words, options: {}, data: '', json: false };
    return own.parse({ ...call, machine: {} as never });
  };
  const id = await newDept('命令行部门', { salesModel: 'project' });
  const place = placeOf(company);
  const shown = await own.run(place, typed('show', '命令行部门'));
  expect(shown.rows[0]!.items).toEqual((await preview(id)).items);
  expect(changed(shown.rows[0]!.items).length).toBeGreaterThan(0);
  const made = await own.run(place, typed('apply', '命令行部门'));
  expect(made.rows[0]!.items).toEqual(shown.rows[0]!.items);
  expect(own.show(made)).toContain('made\talertRule\tdealIdle 15 days');
  expect(changed((await preview(id)).items)).toEqual([]);
  await expect(own.run(place, typed('apply', '没有的部门'))).rejects.toThrow('no department');
  expect(() => typed('show', 'a', 'b')).toThrow('preset show');
});
