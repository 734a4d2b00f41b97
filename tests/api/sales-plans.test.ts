import type { Customer } from '@xinhang/shared/customers.ts';
import type { SalesPlan, SalesPlanRow } from '@xinhang/shared/sales-plans.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let depts: Record<string, number>;
type Refusal = { code: string };

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ok<T>(...[who, method, path, body]: Parameters<typeof call>): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refused = async (...[who, method, path, body]: Parameters<typeof call>) => {
  const { status, json } = await call<Refusal>(who, method, path, body);
  return [status, json.code];
};
const begin = async (who: string, dept: string) =>
  await ok<SalesPlan>(who, 'POST', '/sales-plans', {
    deptId: depts[dept],
    span: 'quarter',
    on: '2026-11-24',
  });
const write = (plan: SalesPlan, more: object = {}) => ({
  version: plan.version,
  strategy: '先做模具行业，再铺华南。',
  segments: [{ name: '华南模具', industries: ['模具'], regions: ['华南'], grades: ['A', 'B'] }],
  ...more,
});
const listed = async (who: string) =>
  (await ok<{ rows: SalesPlanRow[] }>(who, 'GET', '/sales-plans?year=2026')).rows.map(
    (row) => row.dept.name,
  );

beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const { rows } = await ok<{ rows: { id: number; name: string; parentId: number | null }[] }>(
    'boss',
    'GET',
    '/depts',
  );
  depts = Object.fromEntries(
    rows.map((row) => [row.parentId === null ? 'root' : row.name, row.id]),
  );
  await company.db.transaction((tx) =>
    tx
      .updateTable('dept')
      .set({ head_user_id: company.users['boss']! })
      .where('id', '=', depts['root']!)
      .execute(),
  );
});
afterEach(async () => {
  await company.stop();
});

test('a plan is written, approved, read by its department, and begun anew', async () => {
  const plan = await begin('manager', '一组');
  expect([plan.from, plan.to, plan.state]).toEqual(['2026-10-01', '2026-12-31', 'draft']);
  expect(
    await refused('manager', 'POST', '/sales-plans', {
      deptId: depts['一组'],
      span: 'quarter',
      on: '2026-10-01',
    }),
  ).toEqual([409, 'already-exists']);
  const saved = await ok<SalesPlan>('manager', 'PUT', `/sales-plans/${plan.id}`, write(plan));
  // A draft is nobody's but of those who lead.
  expect([await listed('alice'), await listed('boss')]).toEqual([[], ['一组']]);
  expect((await call('alice', 'GET', `/sales-plans/${plan.id}`)).status).toBe(404);
  const again = await ok<SalesPlan>('manager', 'PUT', `/sales-plans/${plan.id}`, write(saved));
  expect(again.version).toBe(saved.version);
  expect(await refused('manager', 'PUT', `/sales-plans/${plan.id}`, write(plan))).toEqual([
    409,
    'version-conflict',
  ]);
  const sent = await ok<SalesPlan>('manager', 'POST', `/sales-plans/${plan.id}/submit`, {
    version: saved.version,
  });
  expect(sent.state).toBe('submitted');
  const { rows } = await ok<{ rows: { id: number; kind: string }[] }>('boss', 'GET', '/approvals');
  const page = await ok<ApprovalPage>(
    'boss',
    'GET',
    `/approvals/${rows.find((row) => row.kind === 'salesPlan')!.id}`,
  );
  expect(page.lines).toEqual([{ name: 'text', text: '先做模具行业，再铺华南。', fen: null }]);
  const task = page.tasks.findLast((row) => row.state === 'pending')!;
  await ok('boss', 'POST', `/approval-tasks/${task.id}/decide`, {
    decision: 'approve',
    comment: '',
  });
  // What holds is read by the department, and by nobody beside it.
  expect([await listed('alice'), await listed('bob')]).toEqual([['一组'], []]);
  const held = await ok<SalesPlan>('alice', 'GET', `/sales-plans/${plan.id}`);
  expect([held.lockedBy?.name, held.can]).toEqual([
    'boss',
    { update: false, submit: false, reopen: false, act: false },
  ]);
  expect(await refused('manager', 'PUT', `/sales-plans/${plan.id}`, write(held))).toEqual([
    409,
    'state-refused',
  ]);
  const open = await ok<SalesPlan>('manager', 'POST', `/sales-plans/${plan.id}/reopen`, {
    version: held.version,
  });
  expect([open.state, await listed('alice')]).toEqual(['draft', []]);
  const traces = company.db.read.selectFrom('audit_event').select('action');
  const actions = (await traces.orderBy('id').execute()).map((row) => row.action);
  expect(actions.at(-1)).toBe('salesPlans.reopen');
});

test('a segment counts the customers of the department that its reader may open', async () => {
  const register = async (who: string, name: string, more: object) =>
    await ok<Customer>(who, 'POST', '/customers', { name, duplicateReason: '测试', ...more });
  const fits = { industry: '模具', region: '华南', chanceGrade: 'A' };
  await register('alice', '甲模具厂', fits);
  await register('manager', '乙模具厂', { ...fits, chanceGrade: 'B' });
  await register('alice', '丙模具厂', { ...fits, chanceGrade: 'D' });
  await register('bob', '丁模具厂', fits);
  const plan = await begin('manager', '一组');
  const saved = await ok<SalesPlan>('manager', 'PUT', `/sales-plans/${plan.id}`, write(plan));
  expect(saved.segments[0]).toMatchObject({ name: '华南模具', customers: 2 });
  // The boss opens those of bob as well, who is not of the department.
  const { segments } = await ok<SalesPlan>('boss', 'GET', `/sales-plans/${plan.id}`);
  expect(segments[0]!.customers).toBe(2);
});

test('an action is an instruction, and stands in the plan', async () => {
  const plan = await begin('manager', '一组');
  const body = { toId: company.users['alice'], text: '拜访十家模具厂', dueOn: '2026-12-10' };
  const acted = await ok<SalesPlan>('manager', 'POST', `/sales-plans/${plan.id}/actions`, body);
  expect(acted.actions).toMatchObject([
    { to: { name: 'alice' }, text: '拜访十家模具厂', dueOn: '2026-12-10', state: 'given' },
  ]);
  const { rows } = await ok<{ rows: Task[] }>('alice', 'GET', '/tasks');
  expect(rows.map((row) => row.text)).toEqual(['拜访十家模具厂']);
  await ok('alice', 'POST', `/tasks/${rows[0]!.id}/done`, { note: '去了十二家' });
  // What was said is between the two; the others see that it is done.
  const noteFor = async (who: string) => {
    const { actions } = await ok<SalesPlan>(who, 'GET', `/sales-plans/${plan.id}`);
    return [actions[0]!.state, actions[0]!.note];
  };
  expect(await noteFor('manager')).toEqual(['done', '去了十二家']);
  expect(await noteFor('boss')).toEqual(['done', '']);
  // Somebody out of reach is given nothing, and nothing of it is kept.
  expect(
    (
      await call('manager', 'POST', `/sales-plans/${plan.id}/actions`, {
        ...body,
        toId: company.users['bob'],
      })
    ).status,
  ).toBe(422);
  expect(
    await refused('manager', 'POST', `/sales-plans/${plan.id}/discard`, {
      version: plan.version,
    }),
  ).toEqual([409, 'state-refused']);
});

test('a plan that says nothing is not handed in, and one word or one action is enough', async () => {
  const empty = async (version: number) => {
    const { status, json } = await call<Refusal & { errors?: object[] }>(
      'manager',
      'POST',
      `/sales-plans/${plan.id}/submit`,
      { version },
    );
    return [status, json.errors];
  };
  const plan = await begin('manager', '一组');
  const says = [{ pointer: '/strategy', code: 'plan-says-nothing' }];
  expect(await empty(plan.version)).toEqual([422, says]);
  const path = `/sales-plans/${plan.id}`;
  const blank = write(plan, { strategy: ' \n ', segments: [] });
  const { version } = await ok<SalesPlan>('manager', 'PUT', path, blank);
  expect(await empty(version)).toEqual([422, says]);
  expect((await ok<SalesPlan>('manager', 'GET', path)).state).toBe('draft');
  await ok('manager', 'POST', `${path}/actions`, {
    toId: company.users['alice'],
    text: '走一遍老客户',
    dueOn: null,
  });
  const { version: now } = await ok<SalesPlan>('manager', 'GET', path);
  expect((await empty(now))[0]).toBe(200);
});

test('a plan of another team does not exist, and who leads nobody makes none', async () => {
  const other = await begin('boss', '二组');
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PUT', '', write(other)],
    ['POST', '/submit', { version: 1 }],
    ['POST', '/discard', { version: 1 }],
    ['POST', '/actions', { toId: company.users['alice'], text: 'x', dueOn: null }],
  ] as const) {
    expect(await refused('manager', method, `/sales-plans/${other.id}${path}`, body)).toEqual([
      404,
      'not-found',
    ]);
  }
  expect(
    await refused('manager', 'POST', '/sales-plans', {
      deptId: depts['二组'],
      span: 'year',
      on: '2026-01-01',
    }),
  ).toEqual([404, 'not-found']);
  expect(
    (
      await call('alice', 'POST', '/sales-plans', {
        deptId: depts['一组'],
        span: 'year',
        on: '2026-01-01',
      })
    ).status,
  ).toBe(403);
  expect((await call('buyer', 'GET', '/sales-plans')).status).toBe(403);
  await ok('boss', 'POST', `/sales-plans/${other.id}/discard`, { version: other.version });
  expect(await listed('boss')).toEqual([]);
});
