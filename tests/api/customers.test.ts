import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;
let company: Company;
const tokens: Record<string, string> = {};
const CANARY = '金丝雀秘密';
let alices = 0;
let bobs = 0;

async function register(who: string, body: object) {
  return await company.call(tokens[who]!, 'POST', '/customers', body);
}

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const first = await register('alice', {
    name: '深圳华瑞科技有限公司',
    contact: { name: '王伟', phones: [{ number: '138-1234-5678' }] },
  });
  alices = first.json.id as number;
  const second = await register('bob', { name: `${CANARY}有限公司`, phone: '0755-88886666' });
  bobs = second.json.id as number;
  await register('alice', { name: '公海里的客户', phone: '13900001111', ownerId: null });
  await register('boss', { name: '公海样本', phone: '13900001111', ownerId: null });
});
afterAll(async () => {
  await company.stop();
});

const names = async (who: string, query = '') =>
  (
    (await company.call(tokens[who]!, 'GET', `/customers?sort=name&dir=asc${query}`)).json as {
      rows: { name: string }[];
    }
  ).rows.map((row) => row.name);

test('each sees the own company: self, subtree, all, and the pool', async () => {
  expect(await names('alice', '&view=team')).toEqual(['深圳华瑞科技有限公司']);
  expect(await names('manager', '&view=team')).toEqual(['深圳华瑞科技有限公司']);
  expect(await names('bob', '&view=mine')).toEqual([`${CANARY}有限公司`]);
  expect((await names('boss', '&view=team')).length).toBe(2);
  expect(await names('alice', '&view=pool')).toEqual(['公海样本']);
});

test('a salesperson cannot put a customer into the pool without the right to assign', async () => {
  const answer = await register('alice', { name: '想扔进公海', ownerId: null });
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({ code: 'field-refused', errors: [{ pointer: '/ownerId' }] });
});

test('rows of others do not exist, in no answer and no count', async () => {
  for (const who of ['alice', 'manager']) {
    const token = tokens[who]!;
    for (const answer of [
      await company.call(token, 'GET', `/customers/${bobs}`),
      await company.call(token, 'GET', `/customers/${bobs}/contacts`),
      await company.call(token, 'PATCH', `/customers/${bobs}`, { version: 1, note: 'x' }),
      await company.call(token, 'POST', '/follow-ups', { customerId: bobs, content: 'x' }),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain(CANARY);
    }
    const list = await company.call(token, 'GET', '/customers?count=1&view=team');
    expect(list.json.count).toBe(1);
    expect(list.text).not.toContain(CANARY);
  }
});

test('the wall and the administrator: no business rows at all', async () => {
  for (const who of ['buyer', 'both', 'admin']) {
    const answer = await company.call(tokens[who]!, 'GET', '/customers');
    expect([who, answer.status]).toEqual([who, 403]);
  }
});

test('a colleague out of scope gets the duplicate masked, and a reason lets it pass', async () => {
  const probe = await company.call(
    tokens['alice']!,
    'GET',
    `/customers/duplicates?name=${encodeURIComponent(`${CANARY}公司`)}`,
  );
  expect(probe.json).toMatchObject({
    verdict: 'reason',
    matches: [{ customerId: null, ownerName: 'bob', state: 'owned', strength: 'certain' }],
  });
  expect(probe.text).not.toContain(CANARY);
  const refused = await register('alice', { name: CANARY });
  expect(refused.status).toBe(409);
  expect(refused.json.code).toBe('duplicate-customer');
  const phone = await register('alice', { name: '另一家公司', phone: '075588886666' });
  expect(phone.json.data.matches[0].on).toEqual(['phone']);
});

test('in the pool, phones are masked for everybody', async () => {
  const list = await company.call(tokens['alice']!, 'GET', '/customers?view=pool');
  expect(list.json.rows[0].mainPhone).toBe('139****1111');
  expect(list.text).not.toContain('13900001111');
  const all = await company.call(tokens['boss']!, 'GET', '/customers?view=pool');
  expect(all.json.rows[0].mainPhone).toBe('139****1111');
});

test('a follow-up moves last and next contact in the same transaction', async () => {
  company.clock.now += 60_000;
  const logged = await company.call(tokens['alice']!, 'POST', '/follow-ups', {
    customerId: alices,
    content: '电话沟通,约下周拜访',
    nextOn: '2026-12-01',
    stage: 'intent',
  });
  expect(logged.status).toBe(201);
  const customer = await company.call(tokens['manager']!, 'GET', `/customers/${alices}`);
  expect(customer.json).toMatchObject({
    lastFollowAt: company.clock.now,
    nextFollowOn: '2026-12-01',
    stage: 'intent',
    mainContact: '王伟',
  });
  const seen = await company.call(tokens['manager']!, 'GET', '/follow-ups');
  expect(seen.json.rows).toHaveLength(1);
  expect((await company.call(tokens['bob']!, 'GET', '/follow-ups')).json.rows).toHaveLength(0);
});

test('a stale version is refused with what differs, and changes nothing', async () => {
  const before = await company.call(tokens['alice']!, 'GET', `/customers/${alices}`);
  const stale = await company.call(tokens['alice']!, 'PATCH', `/customers/${alices}`, {
    version: 1,
    region: '广东',
  });
  expect(stale.status).toBe(409);
  expect(stale.json.data.fields).toEqual([{ field: 'region', current: '', yours: '广东' }]);
  const after = await company.call(tokens['alice']!, 'GET', `/customers/${alices}`);
  expect(after.json).toEqual(before.json);
});

test('the same command twice happens once; the same key for another is refused', async () => {
  const key = { 'idempotency-key': 'lost-reply-0001' };
  const body = { name: '幂等测试公司' };
  const token = tokens['alice']!;
  const first = await company.call(token, 'POST', '/customers', body, key);
  const again = await company.call(token, 'POST', '/customers', body, key);
  expect(again.text).toBe(first.text);
  const other = await company.call(token, 'POST', '/customers', { name: '别的' }, key);
  expect(other.json.code).toBe('idempotency-key-reused');
});

test('handing over moves the whole customer; the old owner sees it no more', async () => {
  const { json } = await register('alice', { name: '要移交的客户' });
  const given = await company.call(tokens['boss']!, 'POST', `/customers/${json.id}/assign`, {
    version: json.version,
    ownerId: company.users['bob'],
  });
  expect(given.status).toBe(200);
  expect((await company.call(tokens['alice']!, 'GET', `/customers/${json.id}`)).status).toBe(404);
  expect((await company.call(tokens['bob']!, 'GET', `/customers/${json.id}`)).status).toBe(200);
});

test('pages by keyset visit every row once', async () => {
  for (let n = 0; n < 7; n += 1) await register('alice', { name: `翻页公司${n}号` });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await company.call(tokens['boss']!, 'GET', `/customers?limit=3${after}`);
    seen.push(...(page.json.rows as { name: string }[]).map((row) => row.name));
    cursor = page.json.next as string | null;
  }
  const count = (await company.call(tokens['boss']!, 'GET', '/customers?count=1')).json.count;
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(count);
});

test('a collaborator sees and logs, but changes nothing; taken off, sees nothing', async () => {
  const { json } = await register('alice', { name: '协作客户' });
  const path = `/customers/${json.id}`;
  const share = async (version: number, userIds: number[]) =>
    await company.app.inject({
      method: 'PUT',
      url: `/api/v1${path}/collaborators`,
      headers: {
        authorization: `Bearer ${tokens['alice']}`,
        'idempotency-key': `share-${version}-x`,
      },
      payload: { version, userIds },
    });
  const bob = company.users['bob']!;
  expect((await company.call(tokens['bob']!, 'GET', path)).status).toBe(404);
  const shared = await share(json.version as number, [bob]);
  expect(shared.statusCode).toBe(200);
  const seen = await company.call(tokens['bob']!, 'GET', path);
  expect(seen.json.can).toEqual({
    update: false,
    assign: false,
    archive: false,
    merge: false,
    credit: false,
    followUp: true,
    receivables: false,
    trading: false,
    fapiao: false,
  });
  const log = { customerId: json.id, content: '协助拜访' };
  expect((await company.call(tokens['bob']!, 'POST', '/follow-ups', log)).status).toBe(201);
  const change = { version: 3, note: 'x' };
  expect((await company.call(tokens['bob']!, 'PATCH', path, change)).status).toBe(403);
  expect((await share(3, [])).statusCode).toBe(200);
  expect((await company.call(tokens['bob']!, 'GET', path)).status).toBe(404);
});

test('an owner who shares a customer with himself keeps nothing of it when it goes', async () => {
  const { json } = await register('alice', { name: '自己协作' });
  const path = `/customers/${json.id}`;
  const userIds = [company.users['alice'], company.users['manager']];
  const body = { version: json.version, userIds };
  const shared = await company.call(tokens['alice']!, 'PUT', `${path}/collaborators`, body);
  expect(shared.json.collaborators).toMatchObject([{ name: 'manager' }]);
  const given = { version: shared.json.version, ownerId: company.users['bob'] };
  expect((await company.call(tokens['boss']!, 'POST', `${path}/assign`, given)).status).toBe(200);
  expect((await company.call(tokens['alice']!, 'GET', path)).status).toBe(404);
  // Whoever helped before helps on, as an owner too.
  const { version } = (await company.call(tokens['manager']!, 'GET', path)).json;
  const back = { version, ownerId: company.users['manager'] };
  await company.call(tokens['boss']!, 'POST', `${path}/assign`, back);
  const kept = { version: version + 1, userIds: [company.users['manager']] };
  const again = await company.call(tokens['manager']!, 'PUT', `${path}/collaborators`, kept);
  expect(again.json.collaborators).toMatchObject([{ name: 'manager' }]);
});

test('an archived customer leaves the list, takes no changes, and comes back', async () => {
  const { json } = await register('alice', { name: '归档客户' });
  const path = `/customers/${json.id}`;
  const archive = async (who: string, version: number, archived: boolean) =>
    await company.call(tokens[who]!, 'POST', `${path}/archive`, { version, archived });
  expect((await archive('alice', 1, true)).status).toBe(403);
  expect((await archive('manager', 1, true)).json.archived).toBe(true);
  expect(await names('alice', '&view=mine')).not.toContain('归档客户');
  expect(await names('alice', '&archived=1')).toContain('归档客户');
  const change = await company.call(tokens['alice']!, 'PATCH', path, { version: 2, note: 'x' });
  expect(change.json.code).toBe('customer-archived');
  expect((await archive('manager', 2, false)).json.archived).toBe(false);
});
