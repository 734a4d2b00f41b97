import type { Deal } from '@xinhang/shared/deals.ts';
import type {
  HandedRow,
  Handover,
  HandoverReport,
  SortCount,
  UserEstate,
} from '@xinhang/shared/handovers.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 60_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let alice: number;
let bob: number;
let manager: number;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ok<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
async function refused(who: string, path: string, body: object) {
  const answer = await call<{ code: string; errors?: { pointer: string; code: string }[] }>(
    who,
    'POST',
    path,
    body,
  );
  const [field] = answer.json.errors ?? [];
  return [answer.status, answer.json.code, ...(field ? [field.pointer, field.code] : [])];
}
beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  ({ alice, bob, manager } = company.users as Record<'alice' | 'bob' | 'manager', number>);
});
afterEach(async () => {
  await company.stop();
});

const half = (...userIds: number[]) => ({
  by: 'share',
  receivers: userIds.map((userId) => ({ userId, weight: 1 })),
});
const moving = (estate: UserEstate): SortCount[] =>
  estate.counts.flatMap(({ sort, count, fate }) =>
    fate === 'moves' && !['plans', 'tasks'].includes(sort) ? [{ sort, count }] : [],
  );
const estateOf = async (who: string, id: number) =>
  await ok<UserEstate>(who, 'GET', `/users/${id}/estate`);
const run = async (who: string, body: object) =>
  await ok<Handover>(who, 'POST', '/handovers', body);
async function hand(who: string, userId: number, plan: object, more: object = {}) {
  const seen = moving(await estateOf(who, userId));
  return await run(who, { userId, plan, seen, ...more });
}
const rowsOf = async (who: string, id: number) =>
  (await ok<{ rows: HandedRow[] }>(who, 'GET', `/handovers/${id}/rows?limit=200`)).rows;
/** How many rows of each sort each receiver got. */
const gained = (report: Handover) =>
  Object.fromEntries(
    report.receivers.map(({ user, counts }) => [
      user.name,
      Object.fromEntries(counts.map(({ sort, count }) => [sort, count])),
    ]),
  );

const regions = ['华南', '华东', ''];
let made = 0;
async function register(body: object = {}): Promise<{ id: number; version: number }> {
  made += 1;
  return await ok('alice', 'POST', '/customers', {
    name: `深圳第${made}客户`,
    region: regions[made % 3],
    chanceGrade: ['A', 'B', null][made % 3],
    ...body,
  });
}
async function open(customerId: number | null, body: object = {}): Promise<Deal> {
  made += 1;
  const { rows } = await ok<{ rows: Pipeline[] }>('alice', 'GET', '/pipelines');
  const pipeline = rows.find((one) => one.salesModel === 'dev')!;
  return await ok('alice', 'POST', '/deals', {
    name: `商机${made}`,
    pipelineId: pipeline.id,
    ...(customerId !== null && { customerId }),
    amountFen: 100_00,
    ...body,
  });
}
async function win(deal: Deal): Promise<void> {
  await ok('alice', 'POST', `/deals/${deal.id}/close`, { version: deal.version, outcome: 'won' });
}

/** Six live customers, one put away, an open and a won deal of the first, one deal without one. */
async function furnish() {
  const customers = [];
  for (let count = 0; count < 6; count += 1) customers.push(await register());
  const away = await register();
  await ok('manager', 'POST', `/customers/${away.id}/archive`, { version: 1, archived: true });
  const shared = await open(customers[0]!.id, {
    shares: [
      { userId: alice, shareBp: 6000 },
      { userId: bob, shareBp: 4000 },
    ],
  });
  const won = await open(customers[0]!.id);
  await win(won);
  const loose = await open(null);
  return { customers: customers.map(({ id }) => id), away: away.id, shared, won, loose };
}

/** Every column of what alice has or had but the versions. */
async function everything() {
  const { read } = company.db;
  const tables = ['customer', 'contact', 'follow_up', 'deal', 'deal_share'] as const;
  const found: Record<string, object[]> = {};
  for (const table of tables) {
    const rows = (await read.selectFrom(table).selectAll().execute()) as Record<string, unknown>[];
    found[table] = rows
      .map(({ version: _version, ...row }) => row)
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return found;
}

test('all goes in one piece, splits exactly, and comes back to every column', async () => {
  const { customers, away, shared, won } = await furnish();
  const before = await everything();
  const estate = await estateOf('boss', alice);
  expect(moving(estate)).toEqual([
    { sort: 'customers', count: 6 },
    { sort: 'customersArchived', count: 1 },
    { sort: 'campaigns', count: 0 },
    { sort: 'contracts', count: 0 },
    { sort: 'suppliers', count: 0 },
    { sort: 'dealsOpen', count: 2 },
    { sort: 'dealsEnded', count: 1 },
  ]);
  expect(estate.groups.filter(({ by }) => by === 'region')).toHaveLength(3);
  const query = `by=share&receiver=${bob}&receiver=${manager}&weight=1&weight=1`;
  const preview = await ok<{ rows: Handover['receivers'] }>(
    'boss',
    'GET',
    `/users/${alice}/estate/split?${query}`,
  );
  const report = await hand('boss', alice, half(bob, manager), { note: '调岗' });
  expect(report.receivers).toEqual(preview.rows);
  expect(gained(report)).toEqual({
    bob: { customers: 3, customersArchived: 1, dealsOpen: 2, dealsEnded: 1 },
    manager: { customers: 3 },
  });
  expect(moving(await estateOf('boss', alice)).every(({ count }) => count === 0)).toBe(true);

  // Deals go with their customer; the won one is still alice's result, and so are its shares.
  const [first] = customers;
  const { owner } = await ok<{ owner: { id: number; name: string } }>(
    'boss',
    'GET',
    `/customers/${first}`,
  );
  const seen = async (id: number) => await ok<Deal>('boss', 'GET', `/deals/${id}`);
  expect((await seen(shared.id)).owner.name).toBe(owner.name);
  expect((await seen(won.id)).owner.name).toBe(owner.name);
  expect((await seen(won.id)).shares.map(({ user }) => user.name)).toEqual(['alice']);
  expect((await seen(shared.id)).stage).toEqual(shared.stage);
  const outcomes = await ok<{ rows: { label?: string; key: string; won: number }[] }>(
    'boss',
    'GET',
    '/deals/outcomes?by=owner',
  );
  expect(outcomes.rows.filter((row) => row.won > 0).map((row) => row.key)).toEqual([String(alice)]);
  // The receiver finds it, and alice no more.
  const found = async (who: string) =>
    (await ok<{ rows: object[] }>(who, 'GET', `/customers?q=${encodeURIComponent('深圳第')}`)).rows
      .length;
  expect(await found('bob')).toBe(3);
  expect(await found('alice')).toBe(0);
  const told = await ok<{ rows: { kind: string; params: object }[] }>(
    'bob',
    'GET',
    '/notifications',
  );
  expect(told.rows.filter(({ kind }) => kind === 'handed-over')).toHaveLength(1);
  const history = await company.db.read
    .selectFrom('owner_history')
    .selectAll()
    .where('customer_id', '=', away)
    .where('reason', '=', 'handover')
    .execute();
  expect(history).toMatchObject([{ from_owner_id: alice, to_owner_id: bob, note: '调岗' }]);
  const lines = await company.db.read
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', 'handovers.run')
    .where('entity', '=', 'customer')
    .where('entity_id', '=', away)
    .execute();
  expect(lines).toMatchObject([{ before: `{"owner_id":${alice}}`, after: `{"owner_id":${bob}}` }]);

  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.state, back.wentBack, back.kept]).toEqual(['reverted', 10, 0]);
  expect(await everything()).toEqual(before);
  expect(await found('alice')).toBe(6);
  expect(await refused('boss', `/handovers/${report.id}/revert`, {})).toEqual([
    409,
    'state-refused',
  ]);
});

test('by a value each goes to whom it was given to, and the deal with its customer', async () => {
  const south = await register({ region: '华南' });
  await register({ region: '华东' });
  await register({ region: '' });
  const deal = await open(south.id);
  const plan = { by: 'region', receivers: [{ userId: bob, value: '华南' }], restId: manager };
  const report = await hand('boss', alice, plan);
  expect(gained(report)).toEqual({
    bob: { customers: 1, dealsOpen: 1 },
    manager: { customers: 2 },
  });
  const rows = await rowsOf('boss', report.id);
  expect(rows.find((row) => row.id === deal.id && row.kind === 'deal')).toMatchObject({
    to: { id: bob },
    outcome: 'handed',
  });
});

test('what went on by a handover that was taken back comes back, too', async () => {
  await furnish();
  const first = await hand('boss', alice, half(bob));
  const second = await hand('boss', bob, half(manager));
  await ok('boss', 'POST', `/handovers/${second.id}/revert`);
  const back = await ok<Handover>('boss', 'POST', `/handovers/${first.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([10, 0]);
});

test('a value is given to one receiver, and who gets nothing has a name', async () => {
  await register({ region: '华南' });
  const both = [
    { userId: bob, value: '华南' },
    { userId: manager, value: '华南' },
  ];
  const seen = moving(await estateOf('boss', alice));
  const plan = { by: 'region', receivers: both, restId: bob };
  expect(await refused('boss', '/handovers', { userId: alice, plan, seen })).toEqual([
    422,
    'field-refused',
    '/plan/receivers/1/value',
    'named-twice',
  ]);
  const query = `by=region&receiver=${bob}&value=${encodeURIComponent('华南')}&restId=${manager}`;
  const { rows } = await ok<{ rows: Handover['receivers'] }>(
    'boss',
    'GET',
    `/users/${alice}/estate/split?${query}`,
  );
  expect(rows.map(({ user, counts }) => [user.name, counts.length])).toEqual([
    ['bob', 1],
    ['manager', 0],
  ]);
});

test('what changed hands since is kept and named', async () => {
  const { customers, shared } = await furnish();
  const report = await hand('boss', alice, half(bob));
  const [moved] = customers;
  const { version } = await ok<{ version: number }>('boss', 'GET', `/customers/${moved}`);
  await ok('boss', 'POST', `/customers/${moved}/assign`, { version, ownerId: manager });
  // Edited, not given away: it goes back.
  const edited = customers[1]!;
  const now = await ok<{ version: number }>('bob', 'GET', `/customers/${edited}`);
  await ok('bob', 'PATCH', `/customers/${edited}`, { version: now.version, note: '已拜访' });
  // Shares that were divided anew stay as they are now.
  const deal = await ok<Deal>('bob', 'GET', `/deals/${shared.id}`);
  expect(deal.shares).toEqual([{ user: { id: bob, name: 'bob' }, shareBp: 10_000 }]);
  await ok('bob', 'PATCH', `/deals/${shared.id}`, {
    version: deal.version,
    shares: [
      { userId: bob, shareBp: 5000 },
      { userId: manager, shareBp: 5000 },
    ],
  });
  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([9, 1]);
  const kept = (await rowsOf('boss', report.id)).filter(({ outcome }) => outcome === 'kept');
  expect(kept).toMatchObject([{ kind: 'customer', id: moved, code: 'changed-hands' }]);
  const owner = async (id: number) =>
    (await ok<{ owner: { id: number } }>('boss', 'GET', `/customers/${id}`)).owner.id;
  expect([await owner(moved!), await owner(edited)]).toEqual([manager, alice]);
  const after = await ok<Deal>('boss', 'GET', `/deals/${shared.id}`);
  expect([after.owner.id, after.shares.length]).toEqual([alice, 2]);
  expect(after.shares.map(({ user }) => user.id)).not.toContain(alice);
});

test('a deal that was won in between stays the result of who won it, shares and all', async () => {
  const { shared } = await furnish();
  const report = await hand('boss', alice, half(bob));
  const { version } = await ok<Deal>('bob', 'GET', `/deals/${shared.id}`);
  await ok('bob', 'POST', `/deals/${shared.id}/close`, { version, outcome: 'won' });
  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([10, 0]);
  const after = await ok<Deal>('boss', 'GET', `/deals/${shared.id}`);
  expect(after.owner.id).toBe(alice);
  expect(after.shares).toEqual([{ user: { id: bob, name: 'bob' }, shareBp: 10_000 }]);
});

test('shares stay with the leaver where that is wished', async () => {
  const { shared } = await furnish();
  const before = shared.shares;
  await hand('boss', alice, half(manager), { shares: false });
  const deal = await ok<Deal>('boss', 'GET', `/deals/${shared.id}`);
  expect([deal.owner.id, deal.shares]).toEqual([manager, before]);
});

test('receivers who may not own are refused, and what is stale is asked again', async () => {
  await furnish();
  const seen = moving(await estateOf('boss', alice));
  const body = (plan: object, more: object = {}) => ({ userId: alice, plan, seen, ...more });
  const at = (pointer: string, code: string) => [422, 'field-refused', pointer, code];
  const first = '/plan/receivers/0/userId';
  expect(await refused('boss', '/handovers', body(half(alice)))).toEqual(
    at(first, 'the-person-himself'),
  );
  expect(await refused('boss', '/handovers', body(half(900_001)))).toEqual(
    at(first, 'unknown-user'),
  );
  expect(await refused('boss', '/handovers', body(half(company.users['admin']!)))).toEqual([
    422,
    'sees-no-customers',
    first,
    'sees-no-customers',
  ]);
  // The manager reaches her own team alone.
  expect(await refused('manager', '/handovers', body(half(bob)))).toEqual(
    at(first, 'owner-out-of-reach'),
  );
  expect(await refused('boss', '/handovers', body(half(bob), { seen: seen.slice(1) }))).toEqual([
    409,
    'handover-stale',
  ]);
  expect((await call('bob', 'GET', `/users/${alice}/estate`)).status).toBe(403);
  expect((await call('manager', 'GET', `/users/${bob}/estate`)).status).toBe(404);
  const report = await run('manager', body(half(manager)));
  expect((await call('bob', 'GET', `/handovers/${report.id}`)).status).toBe(403);
});

test('two at once: the second finds nothing as it saw it', async () => {
  await furnish();
  const seen = moving(await estateOf('boss', alice));
  const answers = await Promise.all(
    [bob, manager].map((to) =>
      call('boss', 'POST', '/handovers', { userId: alice, plan: half(to), seen }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const owners = await company.db.read
    .selectFrom('customer')
    .select('owner_id')
    .distinct()
    .execute();
  expect(owners).toHaveLength(1);
});

test('a failure on the way leaves nothing', async () => {
  await furnish();
  const before = await everything();
  const counted = await company.db.read
    .selectFrom('owner_history')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const seen = moving(await estateOf('boss', alice));
  // The account cannot end with a version that it has not: all of it is taken back.
  const leave = { version: 900 };
  expect(
    await refused('boss', '/handovers', { userId: alice, plan: half(bob), seen, leave }),
  ).toEqual([409, 'version-conflict']);
  expect(await everything()).toEqual(before);
  const after = await company.db.read
    .selectFrom('owner_history')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  expect(after).toEqual(counted);
  expect((await ok<{ rows: object[] }>('boss', 'GET', '/handovers')).rows).toEqual([]);
});

test('nobody leaves while he owns anything, and the office hands over without seeing a row', async () => {
  await furnish();
  const person = async () =>
    await ok<{ version: number; state: string }>('admin', 'GET', `/users/${alice}`);
  const { version } = await person();
  const no = await call<{ code: string; params: object; data: object }>(
    'admin',
    'POST',
    `/users/${alice}/state`,
    { version, state: 'left' },
  );
  expect([no.status, no.json.code, no.json.params]).toEqual([
    409,
    'user-owns-customers',
    { name: 'alice', count: 10 },
  ]);
  expect(no.json.data).toEqual({
    owned: [
      { sort: 'customers', count: 6 },
      { sort: 'customersArchived', count: 1 },
      { sort: 'dealsOpen', count: 2 },
      { sort: 'dealsEnded', count: 1 },
    ],
  });
  const estate = await estateOf('admin', alice);
  expect(estate.can).toEqual({ handOver: false, leave: true });
  const seen = moving(estate);
  const body = { userId: alice, plan: half(bob, manager), seen };
  expect(await refused('admin', '/handovers', body)).toEqual([403, 'forbidden']);
  const own = { ...body, plan: half(company.users['admin']!) };
  expect(await refused('admin', '/handovers', { ...own, leave: { version } })).toEqual([
    422,
    'field-refused',
    '/plan/receivers/0/userId',
    'owner-out-of-reach',
  ]);
  const report = await run('admin', { ...body, leave: { version } });
  expect((await person()).state).toBe('left');
  // Counts, and no name of a customer.
  expect(report.receivers.flatMap(({ counts }) => counts).length).toBeGreaterThan(0);
  expect(await rowsOf('admin', report.id)).toEqual([]);
  expect(await rowsOf('boss', report.id)).toHaveLength(10);
  // What the list leaves out is counted, sort by sort, so that it adds up to what was handed over.
  const unseenBy = async (who: string) =>
    (await ok<HandoverReport>(who, 'GET', `/handovers/${report.id}`)).unseen;
  expect(await unseenBy('admin')).toEqual(
    expect.arrayContaining(seen.filter(({ count }) => count > 0)),
  );
  expect(await unseenBy('boss')).toEqual([]);
  expect(
    (await unseenBy('manager')).reduce((sum, { count }) => sum + count, 0) +
      (await rowsOf('manager', report.id)).length,
  ).toBe(10);
  // A manager reads a report of the own team, and of it what is in reach.
  expect((await rowsOf('manager', report.id)).every(({ to }) => to.id === manager)).toBe(true);

  expect(await refused('boss', `/handovers/${report.id}/revert`, {})).toEqual([409, 'cannot-own']);
  const left = (await person()).version;
  await ok('admin', 'POST', `/users/${alice}/state`, { version: left, state: 'active' });
  const back = await ok<Handover>('admin', 'POST', `/handovers/${report.id}/revert`);
  expect([back.state, back.kept]).toEqual(['reverted', 0]);
  expect(moving(await estateOf('boss', alice))).toEqual(seen);
});

test('rows that the reader does not see leave no holes in the pages', async () => {
  await furnish();
  const report = await hand('boss', alice, half(bob, manager));
  // A manager sees what she got herself.
  const own = (await rowsOf('manager', report.id)).map(({ id }) => id);
  expect(own.length).toBeGreaterThan(1);
  const paged: number[] = [];
  let cursor = '';
  for (const [at] of own.entries()) {
    const { rows, next } = await ok<{ rows: HandedRow[]; next: string | null }>(
      'manager',
      'GET',
      `/handovers/${report.id}/rows?limit=1${cursor}`,
    );
    paged.push(...rows.map(({ id }) => id));
    expect([rows.length, next === null]).toEqual([1, at === own.length - 1]);
    cursor = `&cursor=${next}`;
  }
  expect(paged).toEqual(own);
});

test('one change tells everybody whom it concerns, and nobody else', async () => {
  await furnish();
  const [hers, strangers] = [
    await listenTo(company.app, tokens['bob']!),
    await listenTo(company.app, tokens['both']!),
  ];
  const changes = async () =>
    await company.db.read
      .selectFrom('change_event')
      .select(['entity', 'entity_id'])
      .orderBy('seq')
      .execute();
  const before = (await changes()).length;
  const report = await hand('boss', alice, half(bob));
  expect((await changes()).slice(before)).toEqual([{ entity: 'handover', entity_id: report.id }]);
  await hers.next(({ data }) => data['entity'] === 'handover');
  // What both hear comes after: what the other did not hear until then was not for him.
  await ok('boss', 'POST', '/tags', { name: '之后' });
  await strangers.next(({ data }) => data['entity'] === 'tag');
  expect(strangers.heard.map(({ data }) => data['entity'])).not.toContain('handover');
  hers.stop();
  strangers.stop();
});

test('after its days it stays', async () => {
  await furnish();
  const report = await hand('boss', alice, half(bob));
  company.clock.now = report.revertibleUntil + 1;
  tokens['boss'] = await company.login('boss');
  expect(await refused('boss', `/handovers/${report.id}/revert`, {})).toEqual([
    409,
    'handover-over',
  ]);
});
