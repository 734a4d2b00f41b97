import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantRequestById, insertGrantRequest } from '@xinhang/db/repositories/grant-requests.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import type { GrantRequest } from '@xinhang/shared/grants.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { orgOf } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

/** What an administrator may not give alone waits for an owner. */

let company: Awaited<ReturnType<typeof startCompany>>;
let org: ReturnType<typeof orgOf>;
let boss: string;
let admin: string;
const roles: Record<string, number> = {};

beforeAll(async () => {
  company = await startCompany();
  org = orgOf(company);
  boss = await company.login('boss');
  admin = await company.login('admin');
  for (const key of ['salesperson', 'warehouse', 'administrator', 'owner']) {
    roles[key] = (await org.role(boss, key)).id;
  }
  roles['bare'] = (await company.call(boss, 'POST', '/roles', { name: '无权' })).json.id as number;
});
afterAll(async () => {
  await company.stop();
});

type Body = Record<string, unknown>;
const ask = async (command: string, body: Body, targetId?: number, token = admin) =>
  await company.call(token, 'POST', '/grant-requests', {
    command,
    body,
    ...(targetId && { targetId }),
  });
async function asked(command: string, body: Body, targetId?: number): Promise<GrantRequest> {
  const { status, json, text } = await ask(command, body, targetId);
  expect(status, text).toBe(201);
  return json as GrantRequest;
}
const decide = async (verb: 'confirm' | 'decline', request: GrantRequest, token = boss) => {
  const { id, version, seal } = request;
  const body = { version, ...(verb === 'confirm' && { seal }) };
  return await company.call(token, 'POST', `/grant-requests/${id}/${verb}`, body);
};
const list = async (token: string, query = '') =>
  (await company.call(token, 'GET', `/grant-requests${query}`)).json as {
    rows: GrantRequest[];
    next: string | null;
  };
const versionOf = async (login: string) =>
  ((await company.call(boss, 'GET', org.user(login))).json as { version: number }).version;
const told = async (token: string) =>
  ((await company.call(token, 'GET', '/notifications')).json as { rows: Notification[] }).rows;

test('an owner is asked in words, confirms, and the change is made with both names', async () => {
  const id = company.users['buyer']!;
  const body = { version: await versionOf('buyer'), roleIds: [roles['salesperson']!] };
  expect(await org.answer(admin, 'PATCH', org.user('buyer'), body)).toBe('403 grant-not-held');
  const request = await asked('org.updateUser', body, id);
  expect(request).toMatchObject({
    subject: 'buyer',
    state: 'open',
    by: { name: 'admin' },
    can: { confirm: false, decline: true },
    gains: [
      {
        person: 'buyer',
        role: null,
        roles: ['业务员'],
        permissions: expect.arrayContaining(['customers.read:self', 'customers.create']),
        wider: [],
        fields: ['phone:show', 'personal:show'],
      },
    ],
    more: 0,
  });
  // Nothing is changed by asking, and nobody else sees it.
  const before = await loadActor(company.db.read, id);
  expect(before!.reach.has('customers.read')).toBe(false);
  expect((await told(boss))[0]).toMatchObject({ kind: 'grant-asked', params: { name: 'buyer' } });
  const alice = await company.login('alice');
  expect((await company.call(alice, 'GET', '/grant-requests')).status).toBe(403);
  expect((await decide('confirm', request, admin)).status).toBe(403);

  const [seen] = (await list(boss, '?open=1')).rows;
  expect(seen).toMatchObject({ id: request.id, can: { confirm: true, decline: true } });
  expect((await decide('confirm', { ...seen!, seal: 'x' })).json).toMatchObject({
    code: 'grants-changed',
    data: { seal: seen!.seal },
  });
  const done = await decide('confirm', seen!);
  expect(done.status, done.text).toBe(200);
  expect(done.json).toMatchObject({
    firstPassword: null,
    request: { state: 'confirmed', decidedBy: { name: 'boss' }, can: { confirm: false } },
  });
  expect((await loadActor(company.db.read, id))!.reach.has('customers.read')).toBe(true);
  expect((await told(admin))[0]).toMatchObject({
    kind: 'grant-confirmed',
    params: { name: 'buyer' },
  });
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'after'])
    .where('action', 'in', ['grants.ask', 'grants.confirm', 'org.updateUser'])
    .orderBy('id', 'desc')
    .limit(3)
    .execute();
  const { boss: owner, admin: keeper } = company.users;
  expect(audit.map(({ action, actor_id: by }) => [action, by])).toEqual([
    ['grants.confirm', owner],
    ['org.updateUser', owner],
    ['grants.ask', keeper],
  ]);
  expect(JSON.parse(audit[0]!.after!)).toMatchObject({ askedBy: 'admin', subject: 'buyer' });
  expect((await decide('confirm', { ...seen!, version: 2 })).json).toMatchObject({
    code: 'state-refused',
  });
});

test('a new account is made when it is confirmed, and no password lies anywhere until then', async () => {
  const body = {
    login: 'wang',
    name: '王芳',
    deptId: await org.dept(boss, '一组'),
    roleIds: [roles['salesperson']!],
  };
  const request = await asked('org.createUser', body);
  expect(request.gains).toMatchObject([{ person: '王芳', roles: ['业务员'] }]);
  const count = () =>
    company.db.read.selectFrom('user').select('id').where('login', '=', 'wang').execute();
  expect(await count()).toEqual([]);
  const row = await company.db.read.selectFrom('grant_request').selectAll().execute();
  expect(JSON.stringify(row)).not.toMatch(/password/i);
  const done = await decide('confirm', request);
  const { firstPassword, validHours } = done.json as { firstPassword: string; validHours: number };
  expect(validHours).toBe(72);
  const login = { login: 'wang', password: firstPassword };
  expect((await company.call(null, 'POST', '/auth/login', login)).status).toBe(200);
  expect(await count()).toHaveLength(1);
});

test('an owner sees for which warehouses and accounts rights are given', async () => {
  const made = async (path: string, body: object) =>
    (await company.call(boss, 'POST', path, body)).json as { id: number; name: string };
  const store = await made('/locations', { name: '华南仓', kind: 'warehouse' });
  const till = await made('/cash-accounts', { name: '门店现金', kind: 'cash' });
  const one = { scope: 'all', deptIds: [], warehouseIds: null, cashAccountIds: null };
  const grants = [
    { ...one, permission: 'stock.read', warehouseIds: [store.id] },
    { ...one, permission: 'cash.read', cashAccountIds: [till.id] },
    { ...one, permission: 'receivables.read' },
  ];
  const role = await made('/roles', { name: '门店' });
  const filled = { version: 1, grants };
  expect((await company.call(boss, 'PATCH', `/roles/${role.id}`, filled)).status).toBe(200);
  const given = { version: await versionOf('bob'), roleIds: [roles['salesperson']!, role.id] };
  const request = await asked('org.updateUser', given, company.users['bob']!);
  expect(request.gains[0]!.narrowed).toEqual([
    { permission: 'stock.read', warehouses: ['华南仓'], accounts: null },
    { permission: 'cash.read', warehouses: null, accounts: ['门店现金'] },
  ]);
  expect((await decide('decline', request, admin)).status).toBe(200);
});

test('what was asked is judged again as it is then', async () => {
  const alice = company.users['alice']!;
  // Somebody else saved meanwhile.
  const wider = {
    version: await versionOf('alice'),
    roleIds: [roles['salesperson']!, roles['owner']!],
  };
  const late = await asked('org.updateUser', wider, alice);
  expect(await org.change(boss, org.user('alice'), { post: '组长' })).toBe('200');
  expect((await decide('confirm', late)).json).toMatchObject({ code: 'version-conflict' });
  // Asking the same again takes the place of it.
  const again = await asked(
    'org.updateUser',
    { ...wider, version: await versionOf('alice') },
    alice,
  );
  const states = async () => new Map((await list(boss)).rows.map((one) => [one.id, one.state]));
  expect((await states()).get(late.id)).toBe('withdrawn');
  // The role gives more by now than was shown: it is shown again, and confirmed as it is.
  const bob = company.users['bob']!;
  const service = await org.role(boss, 'service');
  const toService = {
    version: await versionOf('bob'),
    roleIds: [roles['salesperson']!, service.id],
  };
  const shown = await asked('org.updateUser', toService, bob);
  expect(shown.gains).toMatchObject([{ permissions: [], wider: ['customers.read:all,self'] }]);
  const grants = [...service.grants, { permission: 'customers.credit', scope: 'all' }];
  expect(await org.change(boss, `/roles/${service.id}`, { grants })).toBe('200');
  const more = (await decide('confirm', shown)).json as { code: string; data: GrantRequest };
  expect(more).toMatchObject({
    code: 'grants-changed',
    data: { gains: [{ permissions: ['customers.credit:all'] }] },
  });
  expect((await loadActor(company.db.read, bob))!.reach.get('customers.read')!.all).toBe(false);
  expect((await decide('confirm', { ...shown, seal: more.data.seal })).status).toBe(200);
  // What an administrator gives alone needs no owner.
  const withBare = {
    version: await versionOf('bob'),
    roleIds: [...toService.roleIds, roles['bare']!],
  };
  const bare = await ask('org.updateUser', withBare, bob);
  expect(bare.json).toMatchObject({ code: 'state-refused', params: { state: 'held' } });
  // It ends by itself.
  company.clock.now += 7 * 86_400_000;
  boss = await company.login('boss');
  admin = await company.login('admin');
  expect((await states()).get(again.id)).toBe('expired');
  expect((await decide('confirm', again)).json).toMatchObject({ code: 'state-refused' });
  expect((await list(boss, '?open=1')).rows).toEqual([]);
});

test('it is refused, or taken back, and by nobody else', async () => {
  const name = '外勤';
  const request = await asked('org.createRole', { name, copyOf: roles['salesperson']! });
  expect(request.gains).toMatchObject([
    { person: null, role: name, permissions: expect.arrayContaining(['customers.read:self']) },
  ]);
  const taken = await decide('decline', request, admin);
  expect(taken.json).toMatchObject({ state: 'withdrawn', decidedBy: { name: 'admin' } });
  const other = await asked('org.createRole', { name, copyOf: roles['salesperson']! });
  const no = await decide('decline', other);
  expect(no.json).toMatchObject({ state: 'refused', decidedBy: { name: 'boss' } });
  expect((await told(admin))[0]).toMatchObject({ kind: 'grant-refused', params: { name } });
  expect((await decide('confirm', other)).json).toMatchObject({ code: 'version-conflict' });
  expect((await company.call(boss, 'GET', '/roles')).text).not.toContain(name);
});

test('whoever lost the right to ask has asked for nothing, and bad input names its field', async () => {
  const bob = company.users['bob']!;
  const helper = await company.call(boss, 'POST', '/roles', { name: '人事' });
  const grants = [
    { permission: 'org.manage', scope: 'all' },
    { permission: 'org.read', scope: 'all' },
  ];
  expect(await org.change(boss, `/roles/${(helper.json as { id: number }).id}`, { grants })).toBe(
    '200',
  );
  const give = { roleIds: [roles['salesperson']!, (helper.json as { id: number }).id] };
  expect(await org.change(boss, org.user('bob'), give)).toBe('200');
  const token = await company.login('bob');
  const body = { version: await versionOf('buyer'), roleIds: [roles['administrator']!] };
  const { json } = await ask('org.updateUser', body, company.users['buyer']!, token);
  expect(json).toMatchObject({ state: 'open' });
  // Of roles he may ask nothing: that is another right.
  expect((await ask('org.createRole', { name: 'x' }, undefined, token)).status).toBe(403);
  expect(await org.change(boss, org.user('bob'), { roleIds: [roles['salesperson']!] })).toBe('200');
  expect((await decide('confirm', json as GrantRequest)).json).toMatchObject({
    code: 'state-refused',
    params: { state: 'asker-gone' },
  });
  const tries: [string, Body, number | undefined, string, string][] = [
    ['org.updateUser', { version: 1, roleIds: ['x'] }, bob, 'validation-failed', '/roleIds/0'],
    ['org.updateUser', { version: 1, password: 'geheim' }, bob, 'validation-failed', '/password'],
    ['org.updateUser', body, undefined, 'field-refused', '/targetId'],
    ['org.updateUser', { ...body, roleIds: [900_001] }, bob, 'version-conflict', ''],
    ['org.updateUser', { version: 1 }, bob, 'nothing-to-change', ''],
  ];
  const rows = await company.db.read.selectFrom('grant_request').select('id').execute();
  for (const [command, wanted, target, code, pointer] of tries) {
    const answer = await ask(command, wanted, target);
    const found = answer.json as { code: string; errors?: { pointer: string }[] };
    expect([wanted, found.code, found.errors?.[0]?.pointer ?? '']).toEqual([wanted, code, pointer]);
  }
  expect(await company.db.read.selectFrom('grant_request').select('id').execute()).toEqual(rows);
});

test('more than fit on a page are read page by page, each once, and confirmed on the last one', async () => {
  const walk = async (token: string, query: string) => {
    const pages: GrantRequest[][] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await list(token, `?limit=50${query}${next && `&cursor=${next}`}`);
      pages.push(page.rows);
      next = page.next;
    }
    return pages;
  };
  const ids = (pages: GrantRequest[][]) => pages.flat().map(({ id }) => id);
  const before = ids(await walk(boss, '&open=1'));
  const first = await asked('org.createUser', {
    login: 'first',
    name: '新人',
    deptId: await org.dept(boss, '一组'),
    roleIds: [roles['salesperson']!],
  });
  const mine = await company.db.transaction(async (tx) => {
    const { id, version: _version, ...row } = (await grantRequestById(tx, first.id))!;
    const more = [id];
    for (let n = 1; n < 52; n += 1) more.unshift((await insertGrantRequest(tx, row)).id);
    return more;
  });
  for (const token of [boss, admin]) {
    const pages = await walk(token, '&open=1');
    expect(pages[0]).toHaveLength(50);
    expect(ids(pages).slice(0, mine.length)).toEqual(mine);
  }
  expect(ids(await walk(boss, '&open=1'))).toEqual([...mine, ...before]);
  const all = ids(await walk(boss, ''));
  expect(all).toEqual([...new Set(all)].toSorted((a, b) => b - a));

  const oldest = (await walk(boss, '&open=1'))[1]!.find(({ id }) => id === first.id)!;
  expect((await decide('confirm', oldest)).json).toMatchObject({ login: 'first' });
  expect(ids(await walk(boss, '&open=1'))).toEqual([...mine.slice(0, -1), ...before]);
});
