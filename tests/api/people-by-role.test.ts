import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let token = '';
beforeAll(async () => {
  company = await startCompany();
  token = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

interface People {
  rows: { login: string }[];
  count: number;
}

test('the holders of a role, several roles each, and together with the other filters', async () => {
  const roles = (await company.call(token, 'GET', '/roles')).json as {
    rows: { id: number; key: string; userCount: number }[];
  };
  const sales = roles.rows.find((role) => role.key === 'salesperson')!;
  const list = async (query: string) => {
    const { rows, count } = (await company.call(token, 'GET', `/users?${query}`)).json as People;
    return { logins: rows.map((row) => row.login), count };
  };
  expect(await list(`roleId=${sales.id}`)).toEqual({ logins: ['alice', 'bob', 'both'], count: 3 });
  expect(sales.userCount).toBe(3);
  expect(await list(`roleId=${sales.id}&q=ali`)).toEqual({ logins: ['alice'], count: 1 });
  expect(await list('roleId=999999')).toEqual({ logins: [], count: 0 });
  expect((await company.call(token, 'GET', '/users?roleId=x')).status).toBe(400);
});

test('whose roles show no customers is given none, and is offered to nobody as one to give to', async () => {
  const { call, users } = company;
  const picked = async (login: string, query: string) => {
    const { json } = await call(await company.login(login), 'GET', `/users/pick?${query}`);
    return (json as { rows: { name: string }[] }).rows.map(({ name }) => name);
  };
  const everybody = ['admin', 'alice', 'bob', 'boss', 'both', 'buyer', 'manager'];
  const seeing = ['alice', 'bob', 'boss', 'manager'];
  expect(await picked('boss', '')).toEqual(everybody);
  expect(await picked('boss', 'for=collaborator')).toEqual(seeing);
  expect(await picked('boss', 'for=owner')).toEqual(seeing);
  // Those to whom a manager may give, and who owns them already is named however he is.
  expect(await picked('manager', 'for=owner')).toEqual(['alice', 'manager']);
  expect(await picked('manager', `for=owner&id=${users['buyer']!}`)).toEqual(['buyer']);
  expect((await call(token, 'GET', '/users/pick?for=x')).status).toBe(400);

  const made = await call(token, 'POST', '/customers', { name: '湖州客户' });
  const { id, version } = made.json as { id: number; version: number };
  for (const login of ['buyer', 'both', 'admin']) {
    const ownerId = users[login]!;
    const refusal = (pointer: string) => ({
      code: 'sees-no-customers',
      params: { name: login },
      errors: [{ pointer, code: 'sees-no-customers', params: { name: login } }],
    });
    const tries: ['POST' | 'PUT', string, object, string][] = [
      ['POST', '/customers', { name: '嘉兴客户', ownerId }, '/ownerId'],
      ['POST', `/customers/${id}/assign`, { version, ownerId }, '/ownerId'],
      [
        'PUT',
        `/customers/${id}/collaborators`,
        { version, userIds: [users['bob'], ownerId] },
        '/userIds/1',
      ],
      [
        'POST',
        '/customers/bulk',
        { ids: [id], action: { kind: 'assign', ownerId } },
        '/action/ownerId',
      ],
    ];
    for (const [method, path, body, pointer] of tries) {
      const { status, json } = await call(token, method, path, body);
      expect([path, status, json]).toEqual([path, 422, expect.objectContaining(refusal(pointer))]);
    }
  }
  expect((await call(token, 'GET', `/customers/${id}`)).json).toMatchObject({
    version,
    owner: { name: 'boss' },
    collaborators: [],
  });
  // The negative control: whoever sees customers is given them by the same bodies.
  const given = await call(token, 'POST', `/customers/${id}/assign`, {
    version,
    ownerId: users['bob'],
  });
  expect(given.status).toBe(200);
});

test('who owns customers keeps a role that sees them; with none left, or all put away, it is taken', async () => {
  const { call, users } = company;
  const roles = (await call(token, 'GET', '/roles')).json as {
    rows: { id: number; version: number; key: string; grants: { permission: string }[] }[];
  };
  const role = (key: string) => roles.rows.find((one) => one.key === key)!;
  const bob = `/users/${users['bob']!}`;
  const change = async (roleIds: number[]) => {
    const { version } = (await call(token, 'GET', bob)).json as { version: number };
    return await call(token, 'PATCH', bob, { version, roleIds });
  };
  const still = { code: 'user-owns-customers', params: { name: 'bob', count: 1 } };
  expect((await change([role('warehouse').id])).json).toMatchObject(still);
  expect((await change([role('warehouse').id, role('salesperson').id])).status).toBe(200);
  // Whoever changes the role takes it from all who hold it.
  const sales = role('salesperson');
  const blind = {
    version: sales.version,
    grants: sales.grants.filter(({ permission }) => permission !== 'customers.read'),
  };
  expect((await call(token, 'PATCH', `/roles/${sales.id}`, blind)).json).toMatchObject(still);
  const state = { version: 99, state: 'left' };
  state.version = ((await call(token, 'GET', bob)).json as { version: number }).version;
  expect((await call(token, 'POST', `${bob}/state`, state)).json).toMatchObject(still);

  const { rows } = (await call(token, 'GET', `/customers?ownerId=${users['bob']!}`)).json as {
    rows: { id: number; version: number }[];
  };
  const { id, version } = rows[0]!;
  await call(token, 'POST', `/customers/${id}/archive`, { version, archived: true });
  expect((await change([role('warehouse').id])).status).toBe(200);

  // Taken back it would lie with somebody who cannot see it: it goes into the pool.
  const found = await call(token, 'GET', `/customers/${id}`);
  const away = (found.json as { version: number }).version;
  const back = await call(token, 'POST', `/customers/${id}/archive`, {
    version: away,
    archived: false,
  });
  expect(back.json).toMatchObject({ archived: false, owner: null, pooled: true });
  const told = (await call(token, 'GET', `/customers/${id}/timeline`)).json as {
    rows: { kind: string; data: object }[];
  };
  expect(told.rows.find(({ kind }) => kind === 'owner')?.data).toMatchObject({
    from: 'bob',
    to: null,
  });
  // The negative control: who may keep it has it as before.
  const own = (await call(token, 'POST', '/customers', { name: '衢州客户' })).json as {
    id: number;
  };
  for (const [version, archived] of [
    [1, true],
    [2, false],
  ] as const) {
    await call(token, 'POST', `/customers/${own.id}/archive`, { version, archived });
  }
  expect((await call(token, 'GET', `/customers/${own.id}`)).json).toMatchObject({
    archived: false,
    owner: { name: 'boss' },
  });
});

test('a bulk handover that is taken back tells row by row who may keep none by now', async () => {
  const { call, users, jobs } = company;
  const customer = async (name: string, ownerId?: number) =>
    (
      (await call(token, 'POST', '/customers', { name, ...(ownerId && { ownerId }) })).json as {
        id: number;
      }
    ).id;
  const ids = [await customer('台州客户'), await customer('丽水客户', users['alice'])];
  const away = await customer('温岭客户', users['alice']);
  await call(token, 'POST', `/customers/${away}/archive`, { version: 1, archived: true });
  const start = await call(token, 'POST', '/customers/bulk', {
    ids,
    action: { kind: 'assign', ownerId: users['manager'] },
  });
  await jobs.idle();
  const alice = `/users/${users['alice']!}`;
  const { version } = (await call(token, 'GET', alice)).json as { version: number };
  expect((await call(token, 'PATCH', alice, { version, roleIds: [] })).status).toBe(200);
  const undo = `/customers/bulk/${(start.json as { jobId: number }).jobId}/undo`;
  const undone = await call(token, 'POST', undo);
  await jobs.idle();
  const { rows } = (
    await call(token, 'GET', `/jobs/${(undone.json as { jobId: number }).jobId}/rows`)
  ).json as { rows: { outcome: string; code: string; params: object }[] };
  expect(rows.map(({ outcome, code, params }) => [outcome, code, params])).toEqual([
    ['changed', '', {}],
    ['refused', 'sees-no-customers', { name: 'alice', rule: 'sees-no-customers' }],
  ]);

  // What came back into the pool because she may keep none is put away again with her, also by
  // whoever reached it there alone.
  const lead = await company.login('manager');
  const stands = async () => {
    const { version: _version, ...row } = await company.db.read
      .selectFrom('customer')
      .selectAll()
      .where('id', '=', away)
      .executeTakeFirstOrThrow();
    return row;
  };
  const before = await stands();
  company.clock.now += 60_000;
  const back = { ids: [away], action: { kind: 'archive', archived: false } };
  const { jobId } = (await call(lead, 'POST', '/customers/bulk', back)).json as { jobId: number };
  await jobs.idle();
  expect(await stands()).toMatchObject({ archived_at: null, owner_id: null, pool_id: 1 });
  company.clock.now += 60_000;
  await call(lead, 'POST', `/customers/bulk/${jobId}/undo`);
  await jobs.idle();
  expect(await stands()).toEqual(before);
  const history = company.db.read
    .selectFrom('owner_history')
    .select(['from_owner_id', 'to_owner_id', 'reason'])
    .where('customer_id', '=', away);
  expect((await history.orderBy('id', 'desc').limit(2).execute()).map(Object.values)).toEqual([
    [null, users['alice'], 'undo'],
    [users['alice'], null, 'recycle'],
  ]);
});

test('an assistant registers for the colleague he works for, and gives away nothing else', async () => {
  const { call, users } = company;
  const roles = (await call(token, 'GET', '/roles')).json as {
    rows: { id: number; key: string }[];
  };
  const role = (key: string) => roles.rows.find((one) => one.key === key)!.id;
  const path = `/users/${users['buyer']!}`;
  const change = async (body: object) => {
    const { version } = (await call(token, 'GET', path)).json as { version: number };
    expect((await call(token, 'PATCH', path, { version, ...body })).status).toBe(200);
  };
  await change({ roleIds: [role('sales-assistant')], principalIds: [users['manager']] });
  const assistant = await company.login('buyer');
  const picked = async (purpose: string) => {
    const { json } = await call(assistant, 'GET', `/users/pick?for=${purpose}`);
    return (json as { rows: { name: string }[] }).rows.map(({ name }) => name);
  };
  expect(await picked('firstOwner')).toEqual(['buyer', 'manager']);
  expect(await picked('owner')).toEqual(['buyer']);
  const register = async (name: string, ownerId?: number | null) =>
    await call(assistant, 'POST', '/customers', {
      name,
      ...(ownerId !== undefined && { ownerId }),
    });
  const made = await register('金华客户', users['manager']);
  expect([made.status, made.json]).toMatchObject([201, { owner: { name: 'manager' } }]);
  expect((await register('舟山客户')).json).toMatchObject({ owner: { name: 'buyer' } });
  for (const ownerId of [users['boss']!, null]) {
    expect((await register('义乌客户', ownerId)).json).toMatchObject({
      errors: [{ pointer: '/ownerId', code: 'owner-out-of-reach' }],
    });
  }
  // No right to move what is there already.
  const { id, version } = made.json as { id: number; version: number };
  const moved = { version, ownerId: users['buyer'] };
  expect((await call(assistant, 'POST', `/customers/${id}/assign`, moved)).status).toBe(403);
  // Being named is not enough: the role must change that colleague's customers.
  await change({ roleIds: [role('salesperson')] });
  expect(await picked('firstOwner')).toEqual(['buyer']);
  expect((await register('余姚客户', users['manager'])).json).toMatchObject({
    errors: [{ pointer: '/ownerId', code: 'owner-out-of-reach' }],
  });
});
