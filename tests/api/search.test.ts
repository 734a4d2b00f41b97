import { shared } from '@xinhang/server/modules/home/routes.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const ids: Record<string, number> = {};

const call = async (who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);

async function register(who: string, name: string, fields: object = {}) {
  const answer = await call(who, 'POST', '/customers', {
    name,
    duplicateReason: 'test',
    ...fields,
  });
  expect(answer.status).toBe(201);
  ids[name] = answer.json.id as number;
}

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  await register('alice', '深圳华瑞科技有限公司', {
    shortName: '小瑞',
    contact: { name: '王伟', phones: [{ number: '0755-88886666', extension: '8012' }] },
  });
  await register('alice', '重庆长安汽车', { phone: '+86 138 1234 5678' });
  await register('alice', '厦门银行');
  await register('alice', '3M China Ltd.', { contact: { name: '单田芳' } });
  await register('bob', '上海金丝雀科技', {
    contact: { name: '王伟', phones: [{ number: '13811112222' }] },
  });
  await register('boss', '公海华瑞', {
    ownerId: null,
    contact: { name: '池中人', phones: [{ number: '13899998888' }] },
  });
});
afterAll(async () => {
  await company.stop();
});

interface Hit {
  source: string;
  id: number;
  title: string;
  subtitle: string;
  route: string;
}
const box = async (who: string, q: string) =>
  (await call(who, 'GET', `/search?q=${encodeURIComponent(q)}`)).json.hits as Hit[];
const titles = async (who: string, q: string) => (await box(who, q)).map((hit) => hit.title);
const list = async (who: string, q: string) =>
  (
    (await call(who, 'GET', `/customers?sort=name&dir=asc&q=${encodeURIComponent(q)}`)).json
      .rows as { name: string }[]
  ).map((row) => row.name);
const contacts = async (who: string, q: string) =>
  (
    (await call(who, 'GET', `/contacts?q=${encodeURIComponent(q)}`)).json.rows as {
      name: string;
    }[]
  ).map((row) => row.name);

const huarui = '深圳华瑞科技有限公司';
describe.each([
  ['one character', '瑞', [huarui, '公海华瑞']],
  ['two characters', '科技', [huarui]],
  ['the middle of a name', '瑞科技有', [huarui]],
  ['the short name', '小瑞', [huarui]],
  ['initials', 'szhr', [huarui]],
  ['initials of the middle', 'hrkj', [huarui]],
  ['full pinyin', 'huarui', [huarui, '公海华瑞']],
  ['a polyphone read rightly', 'chongqing', ['重庆长安汽车']],
  ['a polyphone read otherwise', 'zhongqing', ['重庆长安汽车']],
  ['initials of a polyphone', 'cqca', ['重庆长安汽车']],
  ['a city that is read wrongly by others', 'xiamen', ['厦门银行']],
  ['a bank', 'xmyh', ['厦门银行']],
  ['a contact', '王伟', [huarui]],
  ['a contact in pinyin', 'wangwei', [huarui]],
  ['a surname that is read otherwise', 'shantianfang', ['3M China Ltd.']],
  ['digits inside a phone', '8866', [huarui]],
  ['a whole phone with its punctuation', '0755-8888 6666', [huarui]],
  ['a phone with its extension', '0755-88886666转8012', [huarui]],
  ['an extension', '8012', [huarui]],
  ['a phone without its country code', '13812345678', ['重庆长安汽车']],
  ['a phone with its country code', '+86 138-1234-5678', ['重庆长安汽车']],
  ['several words in any order', '王伟 深圳', [huarui]],
  ['words of name and phone', '华瑞 8888', [huarui]],
  ['Latin in any case', 'CHINA', ['3M China Ltd.']],
  ['full width', '３ｍ', ['3M China Ltd.']],
  ['a word that is nowhere', '华瑞 不存在', []],
  ['what is no word', '。、', []],
  ['letters of neighbouring names', '技上', []],
])('%s', (_, q, expected) => {
  test(`“${q}” in the list and in the box`, async () => {
    expect((await list('alice', q)).toSorted()).toEqual(expected.toSorted());
    const found = (await box('alice', q)).filter((hit) => hit.source === 'customers');
    expect(found.map((hit) => hit.title).toSorted()).toEqual(expected.toSorted());
  });
});

test('traditional characters find simplified ones, and the reverse', async () => {
  await register('alice', '臺灣積體電路', { contact: { name: '張忠謀' } });
  for (const q of ['台湾', '臺灣', '积体电', '積體', '张忠谋', '張忠']) {
    expect(await titles('alice', q), q).toContain('臺灣積體電路');
  }
  for (const q of ['華', '華瑞科', '廈門銀行', '單田芳']) {
    expect(await titles('alice', q), q).not.toEqual([]);
  }
});

test('contacts are hits of their own, found by their own name or phone', async () => {
  const hits = (await box('alice', '王伟 华瑞')).filter((hit) => hit.source === 'contacts');
  expect(hits).toEqual([
    {
      source: 'contacts',
      id: expect.any(Number),
      title: '王伟',
      subtitle: `${huarui} · 0755-88886666`,
      route: `/customers/${ids[huarui]}`,
    },
  ]);
  expect(await titles('alice', '88886666')).toEqual([huarui, '王伟']);
  expect(await titles('alice', '华瑞')).not.toContain('王伟');
  expect(await contacts('alice', '华瑞')).toEqual(['王伟']);
  expect(await contacts('alice', 'wangwei')).toEqual(['王伟']);
  expect(await contacts('alice', '王伟 重庆')).toEqual([]);
});

test('the name itself stands first', async () => {
  for (let n = 0; n < 3; n += 1) await register('boss', `新华瑞同名${n}号`);
  await register('boss', '华瑞');
  for (let n = 3; n < 6; n += 1) await register('boss', `老华瑞同名${n}号`);
  expect((await titles('boss', '华瑞'))[0]).toBe('华瑞');
});

test('nobody finds what is not theirs, by no word and in no count', async () => {
  for (const q of ['金丝雀', 'jinsique', '13811112222', '1111', '王伟 上海']) {
    expect([q, await titles('alice', q)]).toEqual([q, []]);
    expect([q, await list('alice', q)]).toEqual([q, []]);
    expect([q, await contacts('alice', q)]).toEqual([q, []]);
    const counted = await call('alice', 'GET', `/customers?count=1&q=${encodeURIComponent(q)}`);
    expect(counted.json.count).toBe(0);
  }
  expect(await list('bob', '金丝雀')).toEqual(['上海金丝雀科技']);
  expect((await call('buyer', 'GET', '/search?q=科技')).json.hits).toEqual([]);
  expect((await call('admin', 'GET', '/search?q=科技')).json.hits).toEqual([]);
});

test('in the pool a customer is found by its name alone', async () => {
  expect(await titles('alice', '公海华瑞')).toEqual(['公海华瑞']);
  for (const q of ['池中人', 'chizhongren', '13899998888', '9999', '公海华瑞 池中人']) {
    for (const who of ['alice', 'boss']) {
      expect([q, await titles(who, q)]).toEqual([q, []]);
      expect([q, await list(who, q)]).toEqual([q, []]);
    }
  }
  expect((await box('alice', '公海华瑞'))[0]!.subtitle).not.toMatch(/池中人|8999/);
  expect(await titles('boss', '公海华瑞')).toEqual(['公海华瑞']);
  expect(await list('boss', '公海华瑞')).toEqual(['公海华瑞']);
});

test('what was changed is found anew and no longer as before', async () => {
  const answer = await call('alice', 'GET', `/customers/${ids['厦门银行']}`);
  const { version } = answer.json as { version: number };
  const path = `/customers/${ids['厦门银行']}`;
  await call('alice', 'PATCH', path, { version, name: '厦门国际信托', duplicateReason: 'x' });
  expect(await list('alice', '厦门银行')).toEqual([]);
  expect(await list('alice', 'gjxt')).toEqual(['厦门国际信托']);
  const made = await call('alice', 'POST', `${path}/contacts`, { name: '欧阳锋' });
  expect(await list('alice', 'ouyang')).toEqual(['厦门国际信托']);
  const contact = `/contacts/${made.json.id}`;
  await call('alice', 'PATCH', contact, { version: 1, name: '慕容复' });
  expect(await list('alice', 'ouyang')).toEqual([]);
  expect(await list('alice', '慕容')).toEqual(['厦门国际信托']);
  await call('alice', 'PATCH', contact, { version: 2, left: true });
  expect(await list('alice', '慕容')).toEqual([]);
});

test('who is handed over or archived is found by the new owner, and in the archive', async () => {
  await register('alice', '移交搜索公司');
  const path = `/customers/${ids['移交搜索公司']}`;
  await call('boss', 'POST', `${path}/assign`, { version: 1, ownerId: company.users['bob'] });
  expect(await titles('alice', '移交搜索')).toEqual([]);
  expect(await titles('bob', '移交搜索')).toEqual(['移交搜索公司']);
  await call('boss', 'POST', `${path}/archive`, { version: 2, archived: true });
  expect(await titles('bob', '移交搜索')).toEqual([]);
  const archived = await call('bob', 'GET', '/customers?archived=1&q=yjss');
  expect(archived.json.rows).toHaveLength(1);
});

test('a collaborator finds the customer and its contacts, until no longer one', async () => {
  await register('alice', '共享远洋', { contact: { name: '苏东坡', phones: [] } });
  const id = ids['共享远洋']!;
  const share = async (userIds: number[]) => {
    const { version } = (await call('alice', 'GET', `/customers/${id}`)).json;
    const body = { version, userIds };
    const shared = await company.call(
      tokens['alice']!,
      'PUT',
      `/customers/${id}/collaborators`,
      body,
    );
    expect(shared.status).toBe(200);
  };
  const seen = async () => [
    await titles('bob', '远洋'),
    await list('bob', '共享'),
    await contacts('bob', '苏东坡'),
  ];
  expect(await seen()).toEqual([[], [], []]);
  await share([company.users['bob']!]);
  expect(await seen()).toEqual([['共享远洋'], ['共享远洋'], ['苏东坡']]);
  expect(await titles('bob', 'sdp')).toEqual(['苏东坡', '共享远洋'].toSorted());
  await share([]);
  expect(await seen()).toEqual([[], [], []]);
});

test('one or two digits are found where a number ends', async () => {
  await register('alice', '尾号客户', { phone: '0755-26431957' });
  expect(await list('alice', '57')).toEqual(['尾号客户']);
  expect(await list('alice', '643')).toEqual(['尾号客户']);
  expect(await list('alice', '64')).toEqual([]);
});

test('who sees no phones does not find by them', async () => {
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('role')
      .set({ phone_view: 'hide' })
      .where('key', '=', 'sales-manager')
      .execute();
    await tx.updateTable('company').set({ org_revision: 77 }).execute();
  });
  expect(await list('manager', '华瑞')).toContain(huarui);
  for (const q of ['88886666', '8866', '8012', '0755-88886666']) {
    expect([q, await list('manager', q)]).toEqual([q, []]);
    expect([q, await titles('manager', q)]).toEqual([q, []]);
    expect([q, await contacts('manager', q)]).toEqual([q, []]);
  }
  expect((await box('manager', '王伟'))[0]!.subtitle).not.toMatch(/\d/);
});

test('room is shared between the sources, and what one leaves free goes to the others', () => {
  expect(shared([['a', 'b', 'c'], ['x']], 3)).toEqual(['a', 'b', 'x']);
  expect(
    shared(
      [
        ['a', 'b', 'c'],
        ['x', 'y', 'z'],
      ],
      4,
    ),
  ).toEqual(['a', 'b', 'x', 'y']);
  expect(shared([[], ['x', 'y', 'z']], 2)).toEqual(['x', 'y']);
  expect(shared([['a'], ['x', 'y', 'z']], 3)).toEqual(['a', 'x', 'y']);
});

test('filters by department with those below, by days of registration, and by both', async () => {
  const { depts } = (await call('boss', 'GET', '/depts')).json as {
    depts?: { id: number; name: string }[];
    rows?: { id: number; name: string }[];
  };
  const all =
    depts ?? ((await call('boss', 'GET', '/depts')).json.rows as { id: number; name: string }[]);
  const dept = (name: string) => all.find((row) => row.name === name)!.id;
  const filtered = async (query: string) =>
    (
      (await call('boss', 'GET', `/customers?limit=200&${query}`)).json.rows as {
        owner: { name: string };
      }[]
    ).map((row) => row.owner.name);
  expect(new Set(await filtered(`deptId=${dept('一组')}`))).toEqual(new Set(['alice']));
  expect(new Set(await filtered(`deptId=${dept('华南')}`))).toEqual(new Set(['alice', 'bob']));
  const bob = company.users['bob'];
  expect(new Set(await filtered(`deptId=${dept('华南')}&ownerId=${bob}`))).toEqual(
    new Set(['bob']),
  );
  expect(await filtered(`deptId=${dept('一组')}&ownerId=${bob}`)).toEqual([]);
  expect(await filtered('deptId=99999')).toEqual([]);
  expect(await filtered('view=team&createdFrom=2026-11-25')).toEqual([]);
  expect(await filtered('view=team&createdTo=2026-11-23')).toEqual([]);
  const today = 'view=team&createdFrom=2026-11-24&createdTo=2026-11-24';
  expect((await filtered(today)).length).toBeGreaterThan(5);
});
