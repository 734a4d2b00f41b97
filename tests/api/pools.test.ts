import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeEach(async () => {
  company = await startCompany();
  // Monday, 2 November 2026, 09:00 in Shanghai.
  company.clock.now = Date.UTC(2026, 10, 2, 1);
  await company.app.ready();
  for (const name of ['boss', 'manager', 'alice', 'bob', 'admin']) {
    tokens[name] = await company.login(name);
  }
  // What else is due at night is no part of this, and makes a backup for each day.
  for (const { key } of company.clockwork.kinds) {
    const body = { version: 1, enabled: false };
    if (key !== 'recycling') await well('admin', 'PATCH', `/schedules/${key}`, body);
  }
});
afterEach(async () => {
  await company.stop();
});

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
async function ask(who: string, method: Method, path: string, body?: object) {
  return await company.call(tokens[who]!, method, path, body);
}
async function well(who: string, method: Method, path: string, body?: object) {
  const answer = await ask(who, method, path, body);
  if (answer.status >= 300) throw new Error(`${who} ${method} ${path}: ${answer.text}`);
  return answer.json;
}

/** Some days later, with everybody logged in again. */
async function later(days: number) {
  company.clock.now += days * DAY;
  for (const name of Object.keys(tokens)) tokens[name] = await company.login(name);
}
/** The night's work of the newest date. */
async function night() {
  await company.clockwork.tick();
  await company.jobs.idle();
}

interface Pool {
  id: number;
  version: number;
  rules: { id: number }[];
}
async function setPool(part: object) {
  const [pool] = (await well('admin', 'GET', '/pools')).rows as Pool[];
  const { id, version } = pool!;
  const saved = (await well('admin', 'PATCH', `/pools/${id}`, { version, ...part })) as Pool;
  await company.jobs.idle();
  return saved;
}
const rule = (part: object = {}) => ({
  cause: 'lastFollowUp',
  grades: ['A', 'B', 'C', 'D', 'none'],
  days: 10,
  warnDays: 3,
  sparesOpenDeals: false,
  active: true,
  ...part,
});

let no = 0;
async function customer(who: string, part: object = {}): Promise<number> {
  no += 1;
  const name = `公海第${String(no).padStart(4, '〇')}号客户${'甲乙丙丁戊己庚辛壬癸'[no % 10]}`;
  return (await well(who, 'POST', '/customers', { name, duplicateReason: 'test', ...part })).id;
}
async function read(id: number, who = 'boss') {
  return (await well(who, 'GET', `/customers/${id}`)) as {
    version: number;
    pooled: boolean;
    owner: { name: string } | null;
    stage: string;
    nextFollowOn: string | null;
    collaborators: { name: string }[];
  };
}
const standing = (id: number, who = 'boss') => well(who, 'GET', `/customers/${id}/standing`);
const versionOf = async (id: number) => (await read(id)).version;
async function give(id: number, ownerId: number | null) {
  const body = { version: await versionOf(id), ownerId };
  await well('boss', 'POST', `/customers/${id}/assign`, body);
}
const history = async (id: number) =>
  await company.db.read
    .selectFrom('owner_history')
    .select(['reason', 'note', 'from_owner_id', 'to_owner_id', 'pool_rule_id'])
    .where('customer_id', '=', id)
    .orderBy('id')
    .execute();

test('a pool is changed by whoever keeps the settings, and says what it refuses', async () => {
  const { id, version, rules } = await setPool({ rules: [rule()] });
  expect(rules).toHaveLength(1);
  const refused = async (body: object) => {
    const answer = await ask('admin', 'PATCH', `/pools/${id}`, { version, ...body });
    return [answer.status, answer.json.errors?.[0].pointer, answer.json.errors?.[0].code];
  };
  expect(await refused({ rules: [rule({ warnDays: 10 })] })).toEqual([
    422,
    '/rules/0/warnDays',
    'warns-before',
  ]);
  expect(await refused({ rules: [rule({ id: 999 })] })).toEqual([
    422,
    '/rules/0/id',
    'unknown-rule',
  ]);
  expect(await refused({ rules: [rule({ grades: [] })] })).toEqual([
    400,
    '/rules/0/grades',
    'too_small',
  ]);
  expect(await refused({ deptIds: [999] })).toEqual([422, '/deptIds/0', 'unknown-dept']);
  expect(await refused({ active: false })).toEqual([422, '/active', 'pool-for-everybody']);
  const dept = (await well('admin', 'GET', '/depts')).rows[0].id as number;
  expect(await refused({ deptIds: [dept] })).toEqual([422, '/deptIds', 'pool-for-everybody']);
  const twice = await ask('admin', 'POST', '/pools', { name: '公海' });
  expect([twice.status, twice.json.code]).toEqual([409, 'already-exists']);
  const stale = await ask('admin', 'PATCH', `/pools/${id}`, { version: 1, coolDownDays: 4 });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  expect((await ask('alice', 'PATCH', `/pools/${id}`, { version, coolDownDays: 4 })).status).toBe(
    403,
  );
});

test('who was not talked to drops in the night, with everything else as it was', async () => {
  const saved = await setPool({ rules: [rule()] });
  const idle = await customer('alice', { stage: 'intent', chanceGrade: 'B' });
  const talked = await customer('alice');
  await well('alice', 'PUT', `/customers/${idle}/collaborators`, {
    version: 1,
    userIds: [company.users['bob']!],
  });
  expect((await standing(idle)).drop).toEqual({
    on: '2026-11-12',
    warnOn: '2026-11-09',
    cause: 'lastFollowUp',
    days: 10,
    workdays: false,
  });
  await later(8);
  await well('alice', 'POST', '/follow-ups', { customerId: talked, content: '谈了' });
  await later(1);
  await night();
  expect((await read(idle)).pooled).toBe(false);
  await later(1);
  await night();
  expect(await read(idle)).toMatchObject({ pooled: true, owner: null, stage: 'intent' });
  expect((await read(idle)).collaborators.map((one) => one.name)).toEqual(['bob']);
  expect((await read(talked)).pooled).toBe(false);
  expect((await history(idle)).at(-1)).toEqual({
    reason: 'recycle',
    note: '',
    from_owner_id: company.users['alice']!,
    to_owner_id: null,
    pool_rule_id: saved.rules[0]!.id,
  });
  const audit = await well('boss', 'GET', `/audit?entity=customer&entityId=${idle}`);
  expect(audit.rows[0]).toMatchObject({ action: 'poolWork.recycle', actor: null });
});

test('a contract that ended drops its customer, unless it goes on or another follows', async () => {
  interface Agreed {
    id: number;
    version: number;
    approvalId: number;
  }
  const saved = await setPool({ rules: [rule({ cause: 'contractEnd', days: 6, warnDays: 2 })] });
  const ids = {
    never: await customer('alice'),
    ended: await customer('alice'),
    draft: await customer('alice'),
    waiting: await customer('alice'),
    endless: await customer('alice'),
    stopped: await customer('alice'),
    stoppedBefore: await customer('alice'),
    followed: await customer('alice'),
  };
  const line = { kind: 'service', text: '维护', qtyE4: 10_000, priceE4: 1_000_000 };
  const step = async (
    who: string,
    id: number,
    what: string,
    body: object = {},
  ): Promise<Agreed> => {
    const { version } = (await well(who, 'GET', `/contracts/${id}`)) as Agreed;
    return await well(who, 'POST', `/contracts/${id}/${what}`, { version, ...body });
  };
  const approve = async (waits: Agreed) => {
    const { tasks } = (await well('manager', 'GET', `/approvals/${waits.approvalId}`)) as {
      tasks: { id: number; state: string }[];
    };
    const { id } = tasks.find((task) => task.state === 'pending')!;
    const decision = { decision: 'approve', comment: '' };
    await well('manager', 'POST', `/approval-tasks/${id}/decide`, decision);
  };
  const draft = async (customerId: number, endOn: string | null, startOn = '2026-11-02') => {
    const body = { customerId, title: '维护合同', startOn, endOn, lines: [line] };
    return ((await well('alice', 'POST', '/contracts', body)) as Agreed).id;
  };
  const agree = async (...of: Parameters<typeof draft>) => {
    const id = await draft(...of);
    await approve(await step('alice', id, 'submit'));
    return id;
  };
  const first = await agree(ids.ended, '2026-11-03');
  await agree(ids.draft, '2026-11-03');
  await agree(ids.waiting, '2026-11-03');
  await agree(ids.endless, '2026-11-03');
  const stopped = await agree(ids.stopped, '2026-12-31');
  await agree(ids.followed, '2026-11-03');
  await agree(ids.followed, '2026-11-30', '2026-11-20');
  await draft(ids.draft, '2026-12-31');
  await step('alice', await draft(ids.waiting, '2026-12-31'), 'submit');
  await agree(ids.endless, null);
  await step('manager', stopped, 'terminate', { reason: '停产' });
  const before = await agree(ids.stoppedBefore, '2026-12-31', '2026-12-01');
  await step('manager', before, 'terminate', { reason: '没有开始' });
  const drops = async () => {
    const on: Record<string, string | null> = {};
    for (const [name, id] of Object.entries(ids)) on[name] = (await standing(id)).drop?.on ?? null;
    return on;
  };
  expect(await drops()).toEqual({
    never: null,
    ended: '2026-11-09',
    draft: '2026-11-09',
    waiting: '2027-01-06',
    endless: null,
    stopped: '2026-11-09',
    stoppedBefore: null,
    followed: '2026-12-07',
  });
  await later(3);
  await night();
  const warned = async () => (await well('alice', 'GET', '/pool-forecast?mine=1')).rows as object[];
  const why = { on: '2026-11-09', warnOn: '2026-11-07', cause: 'contractEnd', days: 6 };
  const named = (id: number) =>
    expect.objectContaining({
      customer: expect.objectContaining({ id }),
      drop: { ...why, workdays: false },
    });
  expect(await warned()).toEqual([named(ids.ended), named(ids.draft), named(ids.stopped)]);
  // Prolonged during the day: it is off the list at once, as soon as that is handed in.
  const amendment = await step('alice', first, 'amend', { reason: '延期' });
  const { id, version } = amendment;
  await well('alice', 'PATCH', `/contracts/${id}`, { version, endOn: '2026-11-25' });
  expect(await warned()).toHaveLength(3);
  const waits = await step('alice', id, 'submit');
  expect(await warned()).toEqual([named(ids.draft), named(ids.stopped)]);
  await approve(waits);
  expect(await warned()).toEqual([named(ids.draft), named(ids.stopped)]);
  expect((await standing(ids.ended)).drop.on).toBe('2026-12-01');
  await later(4);
  await night();
  const pooled: string[] = [];
  for (const [name, one] of Object.entries(ids)) if ((await read(one)).pooled) pooled.push(name);
  expect(pooled).toEqual(['draft', 'stopped']);
  expect((await history(ids.stopped)).at(-1)).toMatchObject({
    reason: 'recycle',
    pool_rule_id: saved.rules[0]!.id,
  });
});

test('a former owner hears once how many dropped', async () => {
  await setPool({ rules: [rule()] });
  for (let n = 0; n < 3; n += 1) await customer('alice');
  await customer('bob');
  await later(10);
  await night();
  await night();
  const told = async (who: string) =>
    (await well(who, 'GET', '/notifications')).rows
      .filter((one: { kind: string }) => one.kind === 'customers-recycled')
      .map((one: { params: object }) => one.params);
  expect([await told('alice'), await told('bob'), await told('manager')]).toEqual([
    [{ count: 3 }],
    [{ count: 1 }],
    [],
  ]);
});

test('a new rule warns before it takes anything', async () => {
  const old = await customer('alice');
  await later(40);
  await setPool({ rules: [rule()] });
  await night();
  expect((await standing(old)).drop).toMatchObject({ on: '2026-12-15', warnOn: '2026-12-12' });
  await later(2);
  await night();
  expect((await read(old)).pooled).toBe(false);
  await later(1);
  await night();
  expect((await read(old)).pooled).toBe(true);
});

test('grades, deals and locks keep customers from dropping', async () => {
  const pipeline = (await well('boss', 'GET', '/pipelines')).rows[0];
  const deal = async (customerId: number) =>
    await well('alice', 'POST', '/deals', {
      name: `商机${customerId}`,
      pipelineId: pipeline.id,
      customerId,
      amountFen: 100,
    });
  await setPool({
    rules: [
      rule({ grades: ['A'], days: 5 }),
      rule({ grades: ['B'], sparesOpenDeals: true }),
      rule({ cause: 'noDeal', grades: ['C', 'none'], days: 12 }),
    ],
  });
  const ids = {
    a: await customer('alice', { chanceGrade: 'A' }),
    d: await customer('alice', { chanceGrade: 'D' }),
    b: await customer('alice', { chanceGrade: 'B' }),
    bOpen: await customer('alice', { chanceGrade: 'B' }),
    c: await customer('alice', { chanceGrade: 'C' }),
    cWon: await customer('alice', { chanceGrade: 'C' }),
    dealing: await customer('alice', { stage: 'dealing' }),
    locked: await customer('alice', { chanceGrade: 'A' }),
    until: await customer('alice', { chanceGrade: 'A' }),
  };
  await deal(ids.bOpen);
  const won = await deal(ids.cWon);
  await well('alice', 'POST', `/deals/${won.id}/close`, { version: won.version, outcome: 'won' });
  const lock = async (id: number, part: object | null, who = 'manager') =>
    await ask(who, 'PUT', `/customers/${id}/lock`, { version: await versionOf(id), lock: part });
  expect((await lock(ids.locked, { reason: '年度大客户', untilOn: null })).status).toBe(200);
  expect((await lock(ids.until, { reason: '出差', untilOn: '2026-11-11' })).status).toBe(200);
  expect((await lock(ids.a, { reason: '自己锁', untilOn: null }, 'alice')).status).toBe(403);
  const past = await lock(ids.a, { reason: '昨天', untilOn: '2026-11-01' });
  expect([past.status, past.json.errors[0].code]).toEqual([422, 'before-today']);
  const far = await lock(ids.a, { reason: '一百年', untilOn: '2126-11-01' });
  expect([far.status, far.json.errors[0].code]).toEqual([422, 'too-far-ahead']);
  expect((await standing(ids.locked, 'alice')).lock).toMatchObject({
    reason: '年度大客户',
    untilOn: null,
    by: { name: 'manager' },
  });
  // A talk does not help where no deal was won.
  await well('alice', 'POST', '/follow-ups', { customerId: ids.c, content: '谈了' });
  const dropped: Record<string, number> = {};
  for (let day = 1; day <= 14; day += 1) {
    await later(1);
    await night();
    for (const [name, id] of Object.entries(ids)) {
      if (!(name in dropped) && (await read(id)).pooled) dropped[name] = day;
    }
  }
  // The 7th and 14th are Saturdays: what is due then drops on Monday.
  expect(dropped).toEqual({ a: 7, until: 10, b: 10, c: 14 });
  expect((await lock(ids.locked, null)).status).toBe(200);
  await later(1);
  await night();
  expect((await read(ids.locked)).pooled).toBe(true);
});

test('a locked customer is not given back, and what comes into the pool is locked no more', async () => {
  const id = await customer('alice');
  const lock = async (part: object | null) =>
    await well('manager', 'PUT', `/customers/${id}/lock`, {
      version: await versionOf(id),
      lock: part,
    });
  const giveBack = async () =>
    await ask('alice', 'POST', `/customers/${id}/give-back`, {
      version: await versionOf(id),
      reason: '不做了',
    });
  await lock({ reason: '年度大客户', untilOn: null });
  const no = await giveBack();
  expect([no.status, no.json.code, no.json.params]).toEqual([
    409,
    'customer-locked',
    { name: 'manager' },
  ]);
  await lock({ reason: '出差', untilOn: '2026-11-03' });
  await later(3);
  expect((await giveBack()).status).toBe(200);
  await well('bob', 'POST', `/customers/${id}/claim`);
  expect((await standing(id, 'bob')).lock).toBeNull();
});

test('a handover that is taken back leaves the clock of the pool as it was', async () => {
  await setPool({ rules: [rule({ days: 10 })] });
  const id = await customer('alice');
  const before = (await standing(id)).drop;
  expect(before.on).toMatch(/^2026-11/);
  await later(4);
  const alice = company.users['alice']!;
  const estate = await well('boss', 'GET', `/users/${alice}/estate`);
  const seen = estate.counts.filter((one: { fate: string }) => one.fate === 'moves');
  const report = await well('boss', 'POST', '/handovers', {
    userId: alice,
    plan: { by: 'share', receivers: [{ userId: company.users['bob'], weight: 1 }] },
    seen: seen.map(({ sort, count }: { sort: string; count: number }) => ({ sort, count })),
  });
  expect((await standing(id)).drop.on).not.toBe(before.on);
  await well('boss', 'POST', `/handovers/${report.id}/revert`);
  expect((await standing(id)).drop).toEqual(before);
});

test('working days are counted where the pool says so', async () => {
  await setPool({ workdays: true, rules: [rule({ days: 5, warnDays: 1 })] });
  const id = await customer('alice');
  expect((await standing(id)).drop).toMatchObject({ on: '2026-11-09', warnOn: '2026-11-06' });
  await setPool({ workdays: false });
  expect((await standing(id)).drop).toMatchObject({ on: '2026-11-09', warnOn: '2026-11-08' });
});

test('the pool of the nearest department takes a customer, and its people alone claim', async () => {
  const depts = (await well('admin', 'GET', '/depts')).rows as { id: number; name: string }[];
  const team = depts.find((dept) => dept.name === '一组')!.id;
  const made = await well('admin', 'POST', '/pools', { name: '一组公海', deptIds: [team] });
  const [mine, other] = [await customer('alice'), await customer('bob')];
  await give(mine, null);
  await give(other, null);
  expect((await standing(mine)).pool).toEqual({ id: made.id, name: '一组公海' });
  expect((await standing(other)).pool).toMatchObject({ name: '公海' });
  const refused = await ask('bob', 'POST', `/customers/${mine}/claim`);
  expect([refused.status, refused.json.code, refused.json.params]).toEqual([
    403,
    'pool-not-yours',
    { pool: '一组公海' },
  ]);
  expect((await standing(mine, 'bob')).claimRefusal).toMatchObject({ code: 'pool-not-yours' });
  expect((await ask('alice', 'POST', `/customers/${other}/claim`)).status).toBe(200);
});

test('a claim makes it the own: log, history, next date, and nobody who helped before', async () => {
  const id = await customer('bob');
  await well('bob', 'PUT', `/customers/${id}/collaborators`, {
    version: 1,
    userIds: [company.users['manager']!],
  });
  await give(id, null);
  await well('alice', 'POST', `/customers/${id}/claim`);
  expect(await read(id, 'alice')).toMatchObject({
    pooled: false,
    owner: { name: 'alice' },
    nextFollowOn: '2026-11-02',
    collaborators: [],
  });
  expect((await history(id)).at(-1)).toMatchObject({ reason: 'claim', from_owner_id: null });
  const log = await company.db.read.selectFrom('claim_log').selectAll().execute();
  expect(log).toMatchObject([
    { customer_id: id, user_id: company.users['alice']!, on_date: '2026-11-02' },
  ]);
  const late = await ask('bob', 'POST', `/customers/${id}/claim`);
  expect([late.status, late.json.code, late.json.params]).toEqual([
    409,
    'already-claimed',
    { name: 'alice', mine: false },
  ]);
  await later(2);
  // Whoever never had it on the screen is told nothing.
  expect((await ask('bob', 'POST', `/customers/${id}/claim`)).status).toBe(404);
});

test('of many who claim at once one gets it, and the others learn who', async () => {
  const id = await customer('boss', { ownerId: null });
  const who = ['alice', 'bob', 'manager', 'boss'];
  const answers = await Promise.all(who.map((one) => ask(one, 'POST', `/customers/${id}/claim`)));
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const winner = (await read(id)).owner!.name;
  for (const [at, { status, json }] of answers.entries()) {
    if (status === 200) continue;
    expect([who[at], status, json.code, json.params.name]).toEqual([
      who[at],
      409,
      'already-claimed',
      winner,
    ]);
  }
  expect(await company.db.read.selectFrom('claim_log').selectAll().execute()).toHaveLength(1);
  expect((await history(id)).filter(({ reason }) => reason === 'claim')).toHaveLength(1);
});

test('cool-down, claims of a day and the holding cap are refused with their numbers', async () => {
  await setPool({ coolDownDays: 7, claimsPerDay: 2 });
  const own = await customer('alice');
  const body = { version: 1, reason: '暂时没有需求' };
  expect((await ask('bob', 'POST', `/customers/${own}/give-back`, body)).status).toBe(404);
  expect((await ask('manager', 'POST', `/customers/${own}/give-back`, body)).status).toBe(403);
  await well('alice', 'POST', `/customers/${own}/give-back`, body);
  expect((await history(own)).at(-1)).toMatchObject({ reason: 'return', note: '暂时没有需求' });
  const claim = async (id: number, who = 'alice') => {
    const { status, json } = await ask(who, 'POST', `/customers/${id}/claim`);
    return status === 200 ? 'claimed' : [json.code, json.params];
  };
  expect(await claim(own)).toEqual(['claim-cooling', { until: '2026-11-09' }]);
  await later(6);
  expect(await claim(own)).toEqual(['claim-cooling', { until: '2026-11-09' }]);
  await later(1);
  expect(await claim(own)).toBe('claimed');
  const [second, third] = [
    await customer('boss', { ownerId: null }),
    await customer('boss', { ownerId: null }),
  ];
  expect(await claim(second)).toBe('claimed');
  expect(await claim(third)).toEqual(['claims-used', { max: 2 }]);
  await setPool({ claimsPerDay: null, holdCap: 2 });
  expect(await claim(third)).toEqual(['holding-full', { owned: 2, max: 2 }]);
  // A manager may give more than one may claim.
  await give(third, company.users['alice']!);
  const fourth = await customer('boss', { ownerId: null });
  expect(await claim(fourth)).toEqual(['holding-full', { owned: 3, max: 2 }]);
  await well('alice', 'POST', `/customers/${second}/give-back`, {
    version: await versionOf(second),
    reason: '放回',
  });
  await well('boss', 'POST', `/customers/${third}/archive`, {
    version: await versionOf(third),
    archived: true,
  });
  expect(await claim(fourth)).toBe('claimed');
});

test('pages of the pool are opened as often as its cap allows', async () => {
  await setPool({ viewsPerDay: 2 });
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.push(await customer('boss', { ownerId: null }));
  const open = async (id: number, who = 'alice') => {
    const { status, json } = await ask(who, 'GET', `/customers/${id}/page`);
    return status === 200 ? 200 : [status, json.code, json.params];
  };
  const [first, second, third] = ids as [number, number, number];
  expect([await open(first), await open(second), await open(first)]).toEqual([200, 200, 200]);
  expect(await open(third)).toEqual([403, 'pool-views-used', { max: 2 }]);
  for (const part of ['', '/timeline', '/standing']) {
    expect((await ask('alice', 'GET', `/customers/${third}${part}`)).status).toBe(403);
    expect((await ask('alice', 'GET', `/customers/${second}${part}`)).status).toBe(200);
  }
  // Whoever keeps the pool looks where he must.
  for (const id of ids) expect(await open(id, 'boss')).toBe(200);
  expect((await ask('alice', 'POST', `/customers/${third}/claim`)).status).toBe(200);
  expect(await open(third)).toBe(200);
  await later(1);
  expect(await open(second)).toBe(200);
});

test('the forecast names who drops, within the reach of whoever asks', async () => {
  await setPool({ rules: [rule(), rule({ cause: 'noDeal', grades: ['A'], days: 60 })] });
  const mine = await customer('alice');
  await customer('bob');
  await later(8);
  const fresh = await customer('alice');
  await night();
  const names = async (who: string, query = '') => {
    const { rows, count } = await well(who, 'GET', `/pool-forecast?count=1${query}`);
    const shown = rows.map((row: { owner: { name: string }; drop: { on: string } }) =>
      [row.owner.name, row.drop.on].join(' '),
    );
    expect(count).toBe(shown.length);
    return shown;
  };
  expect(await names('boss')).toEqual(['alice 2026-11-12', 'bob 2026-11-12', 'alice 2026-11-20']);
  const own = ['alice 2026-11-12', 'alice 2026-11-20'];
  expect([await names('manager'), await names('alice')]).toEqual([own, own]);
  expect(await names('alice', '&until=2026-11-12')).toEqual(['alice 2026-11-12']);
  expect(await names('boss', '&until=2026-11-11')).toEqual([]);
  expect(await names('boss', `&ownerId=${company.users['bob']}`)).toEqual(['bob 2026-11-12']);
  expect(await names('alice', `&ownerId=${company.users['bob']}`)).toEqual([]);
  expect(await names('boss', '&mine=1')).toEqual([]);
  const desk = async (who: string, whose = 'mine') =>
    (await well(who, 'GET', `/desk?whose=${whose}`)).blocks.find(
      (block: { kind: string }) => block.kind === 'poolWarning',
    );
  expect(await desk('alice')).toMatchObject({
    count: 1,
    items: [
      {
        customerId: mine,
        on: '2026-11-12',
        drop: { cause: 'lastFollowUp', days: 10, workdays: false },
      },
    ],
  });
  expect(await desk('manager')).toBeUndefined();
  expect((await desk('manager', 'team')).count).toBe(1);
  // A talk takes it off at once, before any night.
  await well('alice', 'POST', '/follow-ups', { customerId: mine, content: '谈了' });
  expect([await desk('alice'), await names('alice')]).toEqual([undefined, own.slice(1)]);
  expect((await standing(fresh)).drop).toMatchObject({ on: '2026-11-20' });
});

test('a forecast is read page by page', async () => {
  await setPool({ rules: [rule()] });
  const ids = [];
  for (let n = 0; n < 5; n += 1) ids.push(await customer('alice'));
  await later(8);
  await night();
  const seen: number[] = [];
  let cursor = '';
  do {
    const page = await well('alice', 'GET', `/pool-forecast?limit=2${cursor}`);
    seen.push(...page.rows.map((row: { customer: { id: number } }) => row.customer.id));
    cursor = page.next ? `&cursor=${page.next}` : '';
  } while (cursor);
  expect(seen).toEqual(ids);
});
