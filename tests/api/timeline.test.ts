import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

interface Item {
  kind: string;
  id: number;
  at: number;
  by: { name: string } | null;
  text: string;
  data: Record<string, unknown>;
}
const call = async (who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);

async function register(name: string, fields: object = {}, who = 'alice') {
  const answer = await call(who, 'POST', '/customers', { name, ...fields });
  return answer.json as { id: number; version: number };
}

async function timeline(who: string, id: number, limit = 50): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call(who, 'GET', `/customers/${id}/timeline?limit=${limit}${after}`);
    expect(page.status).toBe(200);
    items.push(...(page.json.rows as Item[]));
    cursor = page.json.next as string | null;
  }
  return items;
}

/** A life with everything in it; several things bear the same instant. */
async function aLife(name: string) {
  const { id } = await register(name, { contact: { name: '首位联系人' } });
  await call('alice', 'POST', `/customers/${id}/contacts`, { name: '新联系人' });
  const sent = await company.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${id}/files?name=${encodeURIComponent('报价单.pdf')}`,
    headers: {
      authorization: `Bearer ${tokens['alice']}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `a-file-of-${name}`.replaceAll(/[^a-z-]/g, '').padEnd(16, `${id}`),
    },
    payload: Buffer.from('%PDF'),
  });
  expect(sent.statusCode).toBe(201);
  company.clock.now += 1000;
  await call('alice', 'POST', '/follow-ups', {
    customerId: id,
    type: 'visit',
    content: '上门拜访',
    result: '有兴趣',
    nextOn: '2026-12-01',
    stage: 'intent',
  });
  company.clock.now += 1000;
  await call('alice', 'PATCH', `/customers/${id}`, { version: 2, stage: 'dealing', note: 'x' });
  await call('alice', 'PATCH', `/customers/${id}`, { version: 3, note: 'y' });
  company.clock.now += 1000;
  const boss = async (path: string, body: object) =>
    await call('boss', 'POST', `/customers/${id}/${path}`, body);
  await boss('assign', { version: 4, ownerId: company.users['bob'], note: '调整片区' });
  await boss('archive', { version: 5, archived: true });
  await boss('archive', { version: 6, archived: false });
  return id;
}

test('everything that happened, newest first, with who and what', async () => {
  const id = await aLife('时间线公司');
  const items = await timeline('bob', id);
  expect(items.map(({ kind, by, text, data }) => [kind, by?.name, text, data])).toEqual([
    ['archived', 'boss', '', { archived: false }],
    ['archived', 'boss', '', { archived: true }],
    ['owner', 'boss', '调整片区', { from: 'alice', to: 'bob', reason: 'assign' }],
    ['stage', 'alice', '', { from: 'intent', to: 'dealing' }],
    [
      'followUp',
      'alice',
      '上门拜访',
      { type: 'visit', result: '有兴趣', nextOn: '2026-12-01', contact: null, version: 1 },
    ],
    ['stage', 'alice', '', { from: 'potential', to: 'intent' }],
    ['file', 'alice', '', { name: '报价单.pdf' }],
    ['contact', 'alice', '', { name: '新联系人' }],
    ['created', 'alice', '', {}],
  ]);
  expect((await call('alice', 'GET', `/customers/${id}/timeline`)).status).toBe(404);
});

test('pages of any size visit every entry once and in the same order', async () => {
  const id = await aLife('翻页的客户');
  const whole = await timeline('boss', id);
  expect(whole).toHaveLength(9);
  for (const limit of [1, 2, 3, 7]) expect(await timeline('boss', id, limit)).toEqual(whole);
  const bad = await call('boss', 'GET', `/customers/${id}/timeline?cursor=zzz`);
  expect(bad.json.code).toBe('bad-cursor');
});

test('follow-ups appear only to those who may read them', async () => {
  const id = await aLife('权限内外的客户');
  const kinds = async (who: string) => (await timeline(who, id)).map((item) => item.kind);
  expect(await kinds('bob')).toContain('followUp');
  await company.db.transaction(async (tx) => {
    const grants = tx.deleteFrom('role_grant').where('permission', '=', 'followUps.read');
    await grants
      .where('role_id', 'in', (eb) =>
        eb.selectFrom('role').select('id').where('key', '=', 'salesperson'),
      )
      .execute();
    await tx.updateTable('company').set({ org_revision: 50 }).execute();
  });
  expect(await kinds('bob')).not.toContain('followUp');
  expect(await kinds('boss')).toContain('followUp');
});

test('the first owner of an imported customer is its first, and comes from no pool', async () => {
  const made = await call('boss', 'POST', '/customers', { name: '早年登记的客户' });
  const { id, version } = made.json as { id: number; version: number };
  await company.db.transaction(async (tx) => {
    // As an import that knows when it was registered.
    await tx.updateTable('customer').set({ created_at: 1 }).where('id', '=', id).execute();
  });
  await call('boss', 'POST', `/customers/${id}/assign`, { version, ownerId: company.users['bob'] });
  const owners = (await timeline('boss', id)).filter((item) => item.kind === 'owner');
  expect(owners.map(({ data }) => [data['from'], data['to'], data['first'] ?? false])).toEqual([
    ['boss', 'bob', false],
    [null, 'boss', true],
  ]);
});

test('through the pool neither contacts nor follow-ups are told', async () => {
  const id = await aLife('放回公海的客户');
  await call('boss', 'POST', `/customers/${id}/assign`, { version: 7, ownerId: null });
  const kinds = (await timeline('alice', id)).map((item) => item.kind);
  expect(kinds).toContain('owner');
  expect(kinds).not.toContain('contact');
  expect(kinds).not.toContain('followUp');
  const answer = await call('alice', 'GET', `/customers/${id}/timeline`);
  expect(answer.text).not.toMatch(/新联系人|上门拜访|报价单/);
  // Who reads everything reads what was done, and with whom nobody.
  const told = await call('boss', 'GET', `/customers/${id}/timeline`);
  expect(told.text).toContain('上门拜访');
  expect(told.text).not.toContain('新联系人');
});

test('stages are listed with since when, and customers by how long they stand in theirs', async () => {
  const { clock } = company;
  const begun = clock.now;
  const id = await aLife('阶段历程的客户');
  const [intentAt, dealingAt] = [begun + 1000, begun + 2000];
  const { stages, customer } = (await call('boss', 'GET', `/customers/${id}/page`)).json as {
    stages: object[];
    customer: { stageSince: number };
  };
  expect(stages).toEqual([
    { stage: 'dealing', since: dealingAt, until: null },
    { stage: 'intent', since: intentAt, until: dealingAt },
    { stage: 'potential', since: begun, until: intentAt },
  ]);
  expect(customer.stageSince).toBe(dealingAt);
  const fresh = await register('刚登记的客户');
  const order = async (dir: string) => {
    const answer = await call('boss', 'GET', `/customers?sort=stageSince&dir=${dir}`);
    const ids = (answer.json.rows as { id: number }[]).map((row) => row.id);
    return ids.filter((one) => one === id || one === fresh.id);
  };
  expect(await order('asc')).toEqual([id, fresh.id]);
  expect(await order('desc')).toEqual([fresh.id, id]);
  // Saying the stage again that it stands in begins nothing.
  clock.now += 1000;
  await call('boss', 'PATCH', `/customers/${id}`, { version: 7, stage: 'dealing', note: 'z' });
  const after = (await call('boss', 'GET', `/customers/${id}`)).json;
  expect([after.note, after.stageSince]).toEqual(['z', dealingAt]);
  await call('boss', 'POST', `/customers/${id}/assign`, { version: 8, ownerId: null });
  expect((await call('alice', 'GET', `/customers/${id}/page`)).json.stages).toHaveLength(3);
});

test('a change that did not take leaves no trace on the timeline', async () => {
  const { id } = await register('前后冲突的客户');
  await call('alice', 'PATCH', `/customers/${id}`, { version: 9, stage: 'lost' });
  await call('bob', 'PATCH', `/customers/${id}`, { version: 1, stage: 'lost' });
  expect((await timeline('alice', id)).map((item) => item.kind)).toEqual(['created']);
});
