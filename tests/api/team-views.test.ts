import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Me } from '@xinhang/shared/auth.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { setDeptHead } from '@xinhang/db/repositories/company.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const customers: Record<string, number> = {};

async function ok<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
): Promise<T> {
  tokens[who] ??= await company.login(who);
  const { status, json } = await company.call(tokens[who], method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json as T;
}
interface Named {
  rows: { name: string }[];
  count: number | null;
}
/** Names of a list by each side, and how many it says there are. */
async function sides(who: string, list: string, more = '') {
  const found: Record<string, string> = {};
  for (const side of ['mine', 'team', 'all']) {
    const { rows, count } = await ok<Named>(who, 'GET', `${list}?count=1&view=${side}${more}`);
    expect(count).toBe(rows.length);
    found[side] = rows
      .map((row) => row.name)
      .toSorted()
      .join();
  }
  return found;
}

const withManager = () => [
  { userId: company.users['bob']!, shareBp: 6000 },
  { userId: company.users['manager']!, shareBp: 4000 },
];

beforeAll(async () => {
  company = await startCompany();
  // Sees everything and heads a branch: the two teams, and not who sells beside them.
  await company.db.transaction(async (tx) => {
    const depts = await tx.selectFrom('dept').select(['id', 'name', 'parent_id']).execute();
    const root = depts.find((dept) => dept.parent_id === null)!;
    const passwordHash = await quickHash();
    const hire = async (login: string, role: string) => {
      const person = { login, name: login, deptId: root.id, roleKeys: [role], passwordHash };
      company.users[login] = await addPerson(tx, person);
      return company.users[login];
    };
    const id = await hire('director', 'sales-director');
    await hire('carol', 'salesperson');
    await setDeptHead(tx, depts.find((dept) => dept.name === '华南')!.id, id);
    await setDeptHead(tx, root.id, company.users['boss']!);
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const { rows: pipelines } = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  for (const who of ['alice', 'bob', 'carol']) {
    const body = { name: `${who} 的客户`, duplicateReason: '测' };
    const made = await ok<{ id: number; version: number }>(who, 'POST', '/customers', body);
    customers[who] = made.id;
    const deal = {
      name: `${who} 的商机`,
      pipelineId: pipelines[0]!.id,
      customerId: made.id,
      amountFen: 1,
      // The manager of the other team helps here, and has a share.
      ...(who === 'bob' && { shares: withManager() }),
    };
    await ok<Deal>(who, 'POST', '/deals', deal);
    if (who !== 'bob') continue;
    await ok(who, 'PUT', `/customers/${made.id}/collaborators`, {
      version: made.version,
      userIds: [company.users['manager']!],
    });
  }
});
afterAll(async () => {
  await company.stop();
});

test('the team is whom one heads; beside it stands all that one sees', async () => {
  for (const [list, thing] of [
    ['/customers', '客户'],
    ['/deals', '商机'],
  ] as const) {
    const of = (...who: string[]) => who.map((one) => `${one} 的${thing}`).join();
    expect(await sides('manager', list)).toEqual({
      mine: '',
      team: of('alice'),
      all: of('alice', 'bob'),
    });
    expect(await sides('director', list)).toEqual({
      mine: '',
      team: of('alice', 'bob'),
      all: of('alice', 'bob', 'carol'),
    });
    // Who heads the company, and who heads nobody: both are the same.
    const everybody = of('alice', 'bob', 'carol');
    expect(await sides('boss', list)).toEqual({ mine: '', team: everybody, all: everybody });
    const own = of('alice');
    expect(await sides('alice', list)).toEqual({ mine: own, team: own, all: own });
    // A person who is asked for is looked for within it.
    const bob = `&ownerId=${company.users['bob']!}`;
    expect(await sides('manager', list, bob)).toEqual({ mine: '', team: '', all: of('bob') });
  }
  const heads = async (who: string) => (await ok<Me>(who, 'GET', '/auth/me')).headsTeam;
  expect([await heads('manager'), await heads('director')]).toEqual([true, true]);
  expect([await heads('boss'), await heads('alice'), await heads('admin')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('the board, the desk and the figures mean the same team', async () => {
  const { rows: pipelines } = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const board = async (view: string) => {
    const query = `pipelineId=${pipelines[0]!.id}&view=${view}`;
    const { columns } = await ok<{ columns: { count: number }[] }>(
      'manager',
      'GET',
      `/deals/board?${query}`,
    );
    return columns.reduce((sum, column) => sum + column.count, 0);
  };
  expect([await board('mine'), await board('team'), await board('all')]).toEqual([0, 1, 2]);
  const desk = async (who: string) => {
    const { blocks } = await ok<{ blocks: DeskBlock[] }>(who, 'GET', '/desk?whose=team');
    const { count, items } = blocks.find(({ kind }) => kind === 'newCustomers')!;
    return [count, items.map((item) => item.customerName).toSorted()];
  };
  expect(await desk('manager')).toEqual([1, ['alice 的客户']]);
  expect(await desk('director')).toEqual([2, ['alice 的客户', 'bob 的客户']]);
});

test('plans are told apart by the same people', async () => {
  for (const who of ['alice', 'bob', 'carol']) {
    await ok(who, 'POST', '/plans', {
      customerId: customers[who],
      dueOn: '2026-11-24',
      purpose: `${who} 去`,
    });
  }
  const plans = async (who: string, more = '') => {
    const { rows } = await ok<{ rows: { person: { name: string } }[] }>(
      who,
      'GET',
      `/plans?from=2026-11-23${more}`,
    );
    return rows.map(({ person }) => person.name).toSorted();
  };
  expect(await plans('director')).toEqual(['alice', 'bob', 'carol']);
  expect(await plans('director', '&team=1')).toEqual(['alice', 'bob']);
  const carol = `&personId=${company.users['carol']!}`;
  expect([await plans('director', carol), await plans('director', `&team=1${carol}`)]).toEqual([
    ['carol'],
    [],
  ]);
  expect(await plans('boss', '&team=1')).toEqual(['alice', 'bob', 'carol']);
});
