import type { DeskBlock, DeskItem } from '@xinhang/shared/activities.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
/** Tokens of the present moment: turning the clock ends sessions. */
const tokens = new Map<string, string>();
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

/** Turns the clock to a moment of the company's time zone. */
function turnTo(local: string) {
  company.clock.now = Date.parse(`${local}+08:00`);
  tokens.clear();
}
async function call(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return await company.call(tokens.get(who)!, method, path, body);
}
async function register(name: string, fields: object = {}, who = 'alice') {
  const body = { name, duplicateReason: 'desk', ...fields };
  const answer = await call(who, 'POST', '/customers', body);
  expect([name, answer.status]).toEqual([name, 201]);
  return answer.json as { id: number; version: number };
}
const log = async (id: number, fields: object, who = 'alice') =>
  await call(who, 'POST', '/follow-ups', { customerId: id, content: '电话沟通', ...fields });
/** Talked to, with a date for the next talk that has passed since. */
async function missed(id: number, nextOn: string, who = 'alice') {
  expect((await log(id, {}, who)).status).toBe(201);
  await company.db.transaction(async (tx) => {
    await tx.updateTable('customer').set({ next_follow_on: nextOn }).where('id', '=', id).execute();
  });
}

async function desk(who: string, whose = 'mine') {
  const answer = await call(who, 'GET', `/desk?whose=${whose}`);
  expect(answer.status).toBe(200);
  return answer.json as { today: string; blocks: DeskBlock[] };
}
async function block(who: string, kind: DeskBlock['kind'], whose = 'mine') {
  return (await desk(who, whose)).blocks.find((one) => one.kind === kind);
}
const names = async (who: string, kind: DeskBlock['kind'], whose = 'mine') =>
  ((await block(who, kind, whose))?.items ?? []).map((item) => item.customerName);

test('follow-ups due: overdue first, then today, and tomorrow’s from midnight on', async () => {
  turnTo('2026-11-24T09:00');
  const [today, late, later, none] = [
    await register('今天到期', {
      contact: { name: '李经理', phones: [{ number: '13812345678' }] },
    }),
    await register('逾期'),
    await register('明天到期'),
    await register('没有约定'),
  ];
  await log(today.id, { nextOn: '2026-11-24', content: '约了今天再谈' });
  await missed(late.id, '2026-11-20');
  await log(later.id, { nextOn: '2026-11-25' });
  await log(none.id, { nextOn: null });
  expect((await desk('alice')).today).toBe('2026-11-24');
  const due = await block('alice', 'followUpsDue');
  expect(due?.count).toBe(2);
  expect(due?.items.map(({ customerName, on }) => [customerName, on])).toEqual([
    ['逾期', '2026-11-20'],
    ['今天到期', '2026-11-24'],
  ]);
  expect(due?.items[1]).toMatchObject({
    customerId: today.id,
    contactName: '李经理',
    phone: '13812345678',
    ownerName: 'alice',
    lastText: '约了今天再谈',
    lastFollowAt: company.clock.now,
  });
  // From a day on: who has no next date stands behind no date.
  const ahead = await call('alice', 'GET', '/customers?view=mine&nextFollowFrom=2026-11-24');
  expect((ahead.json.rows as { name: string }[]).map(({ name }) => name).toSorted()).toEqual(
    ['今天到期', '明天到期'].toSorted(),
  );
  turnTo('2026-11-24T23:59:59.999');
  expect(await names('alice', 'followUpsDue')).toEqual(['逾期', '今天到期']);
  company.clock.now += 1;
  expect((await desk('alice')).today).toBe('2026-11-25');
  expect(await names('alice', 'followUpsDue')).toEqual(['逾期', '今天到期', '明天到期']);
  // Worked off: it leaves the list.
  await log(late.id, { nextOn: '2026-12-31' });
  expect(await names('alice', 'followUpsDue')).toEqual(['今天到期', '明天到期']);
});

test('mine are the own, the team’s are those in reach; nobody sees another team', async () => {
  const { id } = await register('二组的客户', {}, 'bob');
  await missed(id, '2026-11-20', 'bob');
  expect(await names('bob', 'followUpsDue')).toEqual(['二组的客户']);
  expect(await names('alice', 'followUpsDue', 'team')).toEqual(['今天到期', '明天到期']);
  expect(await names('manager', 'followUpsDue')).toEqual([]);
  expect(await names('manager', 'followUpsDue', 'team')).toEqual(['今天到期', '明天到期']);
  expect(await names('boss', 'followUpsDue', 'team')).toEqual([
    '二组的客户',
    '今天到期',
    '明天到期',
  ]);
  // Whoever has no customers has no such blocks.
  expect((await desk('buyer', 'team')).blocks).toEqual([]);
  const kinds = (await desk('admin', 'team')).blocks.map(({ kind }) => kind);
  expect(kinds).toEqual(['backups']);
  await company.db.transaction(async (tx) => {
    await tx
      .insertInto('customer_collaborator')
      .values({ customer_id: id, user_id: company.users['alice']! })
      .execute();
  });
  expect(await names('alice', 'followUpsDue', 'team')).toContain('二组的客户');
  expect(await names('alice', 'followUpsDue')).not.toContain('二组的客户');
});

test('what lies in the pool or was put away is nobody’s work', async () => {
  const pooled = await register('公海里的客户', {}, 'boss');
  await missed(pooled.id, '2026-11-20', 'boss');
  const archived = await register('归档的客户');
  await missed(archived.id, '2026-11-20');
  const version = async (id: number) =>
    ((await call('boss', 'GET', `/customers/${id}`)).json as { version: number }).version;
  await call('boss', 'POST', `/customers/${pooled.id}/assign`, {
    version: await version(pooled.id),
    ownerId: null,
  });
  await call('boss', 'POST', `/customers/${archived.id}/archive`, {
    version: await version(archived.id),
    archived: true,
  });
  turnTo('2027-01-10T09:00');
  const late = await call('boss', 'GET', '/customers?overdue=1&limit=200');
  expect((late.json.rows as { pooled: boolean }[]).some(({ pooled }) => pooled)).toBe(false);
  for (const kind of ['followUpsDue', 'idleCustomers', 'newCustomers'] as const) {
    const shown = await names('boss', kind, 'team');
    expect(shown).not.toContain('公海里的客户');
    expect(shown).not.toContain('归档的客户');
  }
});

test('customers without contact for as many days as the company says, longest first', async () => {
  turnTo('2027-02-01T10:00');
  const fresh = await register('昨天才谈过');
  const idle = await register('一直没谈');
  await log(fresh.id, { content: '刚谈' });
  await log(idle.id, { content: '刚谈' });
  const setIdle = async (days: number) => {
    const { version } = (await call('admin', 'GET', '/settings')).json as { version: number };
    const values = { 'customers.idleDays': days };
    await call('admin', 'PATCH', '/settings', { version, values });
  };
  await setIdle(3);
  // As an import leaves it: registered today, spoken to two years ago.
  const old = await register('两年前谈过');
  await company.db.transaction(async (tx) => {
    const talk = { last_follow_at: Date.UTC(2025, 0, 1) };
    await tx.updateTable('customer').set(talk).where('id', '=', old.id).execute();
  });
  expect(await names('alice', 'idleCustomers')).toContain('两年前谈过');
  const shown = async () =>
    (await names('alice', 'idleCustomers')).filter((name) => /昨天才|一直没/.test(name));
  turnTo('2027-02-03T23:59:59.999');
  expect(await shown()).toEqual([]);
  await log(fresh.id, { content: '又谈' });
  turnTo('2027-02-04T00:00');
  expect(await shown()).toEqual(['一直没谈']);
  // The list that "all" opens says the same.
  const list = await call('alice', 'GET', '/customers?view=mine&overdue=1&count=1');
  expect(list.json.count).toBe((await block('alice', 'idleCustomers'))?.count);
  await setIdle(30);
  expect(await shown()).toEqual([]);
});

test('each grade has its own longest time without contact, and a list in their order', async () => {
  turnTo('2027-03-01T10:00');
  const graded: [string, string | null][] = [
    ['紫荆花贸易', 'D'],
    ['白玉兰贸易', null],
    ['红杜鹃贸易', 'A'],
    ['黄木棉贸易', 'B'],
  ];
  for (const [name, chanceGrade] of graded) {
    const { id } = await register(name, { chanceGrade });
    await log(id, { content: '谈过' });
  }
  const ours = new Set(graded.map(([name]) => name));
  const idle = async (query = '') => {
    const path = `/customers?view=mine&overdue=1&limit=200${query}`;
    const { rows } = (await call('alice', 'GET', path)).json as { rows: { name: string }[] };
    return rows.map((row) => row.name).filter((name) => ours.has(name));
  };
  turnTo('2027-03-07T23:59');
  expect(await idle()).toEqual([]);
  turnTo('2027-03-08T00:00');
  expect(await idle()).toEqual(['红杜鹃贸易']);
  expect(await names('alice', 'idleCustomers')).toContain('红杜鹃贸易');
  turnTo('2027-03-31T00:00');
  expect(await idle('&sort=grade&dir=asc')).toEqual(['红杜鹃贸易', '黄木棉贸易', '白玉兰贸易']);
  turnTo('2027-04-30T00:00');
  expect(await idle('&sort=grade&dir=asc')).toEqual([
    '红杜鹃贸易',
    '黄木棉贸易',
    '紫荆花贸易',
    '白玉兰贸易',
  ]);
  // Page by page it is the same order.
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call(
      'alice',
      'GET',
      `/customers?view=mine&sort=grade&dir=asc&limit=3${after}`,
    );
    seen.push(...(page.json.rows as { name: string }[]).map((row) => row.name));
    cursor = page.json.next as string | null;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((name) => ours.has(name))).toEqual(await idle('&sort=grade&dir=asc'));
});

const born = (name: string, birthday: object) => ({ contact: { name, birthday } });
const kept = async (who = 'alice') =>
  ((await block(who, 'birthdays', 'team'))?.items ?? []).map(
    (item: DeskItem) =>
      `${item.contactName} ${item.on} ${item.birthday?.moved === true ? 'moved' : 'own day'}`,
  );

test('birthdays of today by the sun and by the moon, with 29 February and leap months', async () => {
  // Of today alone: the days ahead stand behind them otherwise.
  const { version } = (await call('admin', 'GET', '/settings')).json as { version: number };
  const values = { 'care.birthdayDays': 0 };
  expect((await call('admin', 'PATCH', '/settings', { version, values })).status).toBe(200);
  turnTo('2025-01-02T09:00');
  const solar = (month: number, day: number) => ({ calendar: 'solar', month, day });
  const lunar = (month: number, day: number, leap = false) => ({
    calendar: 'lunar',
    month,
    day,
    leap,
  });
  await register('二月公司', born('廿八', solar(2, 28)));
  await register('闰日公司', born('廿九', solar(2, 29)));
  await register('中秋公司', born('中秋', lunar(8, 15)));
  await register('六月公司', born('六月', lunar(6, 1)));
  await register('闰六月公司', born('闰六', lunar(6, 1, true)));
  await register('十二月公司', born('三十', lunar(12, 30)));
  await register('别组公司', born('别组', solar(2, 28)), 'bob');

  turnTo('2027-02-28T08:00');
  expect(await kept()).toEqual(['廿八 2027-02-28 own day', '廿九 2027-02-28 moved']);
  turnTo('2028-02-28T08:00');
  expect(await kept()).toEqual(['廿八 2028-02-28 own day']);
  turnTo('2028-02-29T08:00');
  expect(await kept()).toEqual(['廿九 2028-02-29 own day']);
  turnTo('2026-09-24T23:59:59.999');
  expect(await kept()).toEqual([]);
  company.clock.now += 1;
  expect(await kept()).toEqual(['中秋 2026-09-25 own day']);
  // 2025 has a leap sixth month, 2026 has none.
  turnTo('2025-06-25T08:00');
  expect(await kept()).toEqual(['六月 2025-06-25 own day']);
  turnTo('2025-07-25T08:00');
  expect(await kept()).toEqual(['闰六 2025-07-25 own day']);
  turnTo('2026-07-14T08:00');
  expect(await kept()).toEqual(['六月 2026-07-14 own day', '闰六 2026-07-14 moved']);
  // The twelfth month of that year ends with the 29th.
  turnTo('2026-02-16T08:00');
  expect(await kept()).toEqual(['三十 2026-02-16 moved']);
  const [item] = (await block('alice', 'birthdays'))!.items;
  expect(item?.birthday).toMatchObject({ calendar: 'lunar', month: 12, day: 30 });
});

test('new customers: registered or handed over within seven dates, once each', async () => {
  turnTo('2029-03-01T09:00');
  const { id, version } = await register('转手的客户', {}, 'boss');
  await register('自己登记的客户');
  await call('boss', 'POST', `/customers/${id}/assign`, {
    version,
    ownerId: company.users['alice'],
    note: '请跟进',
  });
  const block1 = await block('alice', 'newCustomers');
  expect(block1?.items.map(({ customerName, on, note }) => [customerName, on, note])).toEqual([
    ['转手的客户', '2029-03-01', '请跟进'],
    ['自己登记的客户', '2029-03-01', 'desk'],
  ]);
  expect(block1?.count).toBe(2);
  expect(await names('boss', 'newCustomers')).toEqual([]);
  expect(await names('boss', 'newCustomers', 'team')).toEqual(['转手的客户', '自己登记的客户']);
  turnTo('2029-03-07T23:59:59.999');
  expect(await names('alice', 'newCustomers')).toHaveLength(2);
  company.clock.now += 1;
  expect(await names('alice', 'newCustomers')).toEqual([]);
});

test('a block shows eight and counts the rest; phones are masked as the role says', async () => {
  turnTo('2029-04-01T09:00');
  for (let at = 0; at < 10; at += 1) {
    await register(`新客户 ${at}`, { phone: `1391234000${at}` });
  }
  const shown = (await block('alice', 'newCustomers'))!;
  expect([shown.count, shown.items.length]).toEqual([10, 8]);
  expect(shown.items[0]?.phone).toBe('13912340009');
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('role')
      .set({ phone_view: 'mask' })
      .where('key', '=', 'salesperson')
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  expect((await block('alice', 'newCustomers'))?.items[0]?.phone).toBe('139****0009');
});

test('jobs that failed stand on the desk of their starter and of who looks after jobs', async () => {
  const { insertJob } = await import('@xinhang/db/repositories/jobs.ts');
  const fail = async (who: string | null, kind: string) =>
    await company.db.transaction((tx) =>
      insertJob(tx, {
        version: 1,
        kind,
        title: '机密标题',
        state: 'failed',
        cancel_requested: 0,
        progress: 0,
        total: 0,
        counts: '{}',
        error: 'internal',
        input: '{}',
        point: null,
        row_count: 0,
        created_by: who === null ? null : company.users[who]!,
        session_id: null,
        address: '',
        created_at: company.clock.now,
        finished_at: company.clock.now,
      }),
    );
  await fail('alice', 'customers.export');
  await fail(null, 'system.housekeeping');
  const kinds = async (who: string, whose = 'mine') =>
    (await block(who, 'jobsFailed', whose))?.jobs.map((job) => job.kind);
  expect(await kinds('alice')).toEqual(['customers.export']);
  expect(await kinds('bob')).toBeUndefined();
  expect(await kinds('admin')).toEqual(['system.housekeeping']);
  expect(await kinds('admin', 'team')).toEqual(['system.housekeeping', 'customers.export']);
  expect(JSON.stringify(await desk('admin', 'team'))).not.toContain('机密标题');
});

test('the day begins with the own customers, and for who leads and has none with the team’s', async () => {
  const whose = async (who: string) =>
    ((await call(who, 'GET', '/desk')).json as unknown as { whose: string }).whose;
  expect(await whose('alice')).toBe('mine');
  expect(await whose('admin')).toBe('mine');
  expect(await whose('manager')).toBe('team');
  await register('主管自己的客户', {}, 'manager');
  expect(await whose('manager')).toBe('mine');
});

test('a follow-up ends what was due, and keeps what lies ahead', async () => {
  turnTo('2026-11-24T09:00');
  const [due, ahead] = [await register('到期办完'), await register('以后再说')];
  await log(due.id, { nextOn: '2026-11-24' });
  await log(ahead.id, { nextOn: '2026-11-25' });
  expect(await names('alice', 'followUpsDue')).toContain('到期办完');
  await log(due.id, {});
  await log(ahead.id, {});
  expect(await names('alice', 'followUpsDue')).not.toContain('到期办完');
  const next = async (id: number) =>
    (await call('alice', 'GET', `/customers/${id}`)).json.nextFollowOn;
  expect([await next(due.id), await next(ahead.id)]).toEqual([null, '2026-11-25']);
  await log(ahead.id, { nextOn: null });
});
