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

const get = async (who: string, path: string) => await company.call(tokens[who]!, 'GET', path);
const post = async (who: string, path: string, body: object) =>
  await company.call(tokens[who]!, 'POST', path, body);
const patch = async (who: string, path: string, body: object) =>
  await company.call(tokens[who]!, 'PATCH', path, body);
/** A customer of alice's, or of whoever registers it. */
async function register(name: string, fields: object = {}, who = 'alice') {
  return (await post(who, '/customers', { name, ...fields })).json as {
    id: number;
    version: number;
    completeness: number;
  };
}

test('the first contact is the main one, another may take its place, and who leaves gives it up', async () => {
  const { id } = await register('主要联系人公司');
  const path = `/customers/${id}/contacts`;
  const first = await post('alice', path, { name: '张三' });
  expect(first.status).toBe(201);
  expect(first.json).toMatchObject({ name: '张三', primary: true, version: 1 });
  const second = await post('alice', path, { name: '李四' });
  expect(second.json.primary).toBe(false);
  await patch('alice', `/contacts/${second.json.id}`, { version: 1, primary: true });
  const main = async () =>
    ((await get('alice', path)).json.rows as { name: string; primary: boolean }[])
      .filter((row) => row.primary)
      .map((row) => row.name);
  expect(await main()).toEqual(['李四']);
  const gone = await patch('alice', `/contacts/${second.json.id}`, { version: 2, left: true });
  expect(gone.json).toMatchObject({ leftAt: company.clock.now, primary: false });
  expect(await main()).toEqual(['张三']);
  const asMain = { version: 3, primary: true };
  const refused = await patch('alice', `/contacts/${second.json.id}`, asMain);
  expect(refused.json).toMatchObject({ errors: [{ pointer: '/primary', code: 'contact-left' }] });
  const names = (await get('alice', path)).json.rows as { name: string }[];
  expect(names.map((row) => row.name)).toEqual(['张三', '李四']);
  await patch('alice', `/contacts/${second.json.id}`, { version: 3, left: false });
  await patch('alice', `/contacts/${first.json.id}`, { version: 1, primary: false });
  expect(await main()).toEqual(['李四']);
});

test('absent is unchanged, null clears, phones are replaced as a whole', async () => {
  const { id } = await register('档案公司');
  const created = await post('alice', `/customers/${id}/contacts`, {
    name: '王五',
    phones: [{ number: '138 0000 1111', label: '手机' }],
    birthday: { calendar: 'lunar', month: 8, day: 15 },
    hobbies: '钓鱼',
  });
  expect(created.json.birthday).toEqual({
    calendar: 'lunar',
    month: 8,
    day: 15,
    leap: false,
    year: null,
  });
  const path = `/contacts/${created.json.id}`;
  const phones = [{ number: '0755-88886666', extension: '8012' }];
  const changed = await patch('alice', path, { version: 1, phones, birthday: null });
  expect(changed.json).toMatchObject({
    hobbies: '钓鱼',
    birthday: null,
    phones: [{ number: '0755-88886666', extension: '8012', label: '' }],
  });
});

test.each([
  [{ calendar: 'solar', month: 2, day: 30 }],
  [{ calendar: 'solar', month: 2, day: 29, year: 1999 }],
  [{ calendar: 'solar', month: 4, day: 31 }],
  [{ calendar: 'lunar', month: 1, day: 31 }],
  [{ calendar: 'solar', month: 6, day: 1, leap: true }],
])('a birthday that does not exist is refused: %o', async (birthday) => {
  const { id } = await register(`生日公司${JSON.stringify(birthday)}`);
  const answer = await post('alice', `/customers/${id}/contacts`, { name: '某人', birthday });
  expect(answer.status).toBe(400);
  expect(answer.json.errors[0].pointer).toMatch(/^\/birthday\//);
  expect((await get('alice', `/customers/${id}/contacts`)).json.rows).toEqual([]);
});

test('completeness follows the contacts and says what is missing', async () => {
  const { id, completeness } = await register('完整度公司');
  expect(completeness).toBe(15);
  const body = { name: '赵六', phones: [{ number: '13800002222' }] };
  const contact = await post('alice', `/customers/${id}/contacts`, body);
  const row = async () => (await get('alice', `/customers/${id}`)).json;
  expect(await row()).toMatchObject({ completeness: 50, version: 1 });
  expect((await row()).missing).not.toContain('phone');
  const left = { version: 1, left: true };
  await patch('alice', `/contacts/${contact.json.id}`, left);
  expect(await row()).toMatchObject({ completeness: 15 });
  await patch('alice', `/customers/${id}`, { version: 1, industry: '软件', phone: '0755-1234567' });
  expect(await row()).toMatchObject({ completeness: 40 });
  // A grade is a judgement and no part of the file: not every sales model knows one.
  const graded = { customerId: id, content: '有预算', chanceGrade: 'A' };
  await post('alice', '/follow-ups', graded);
  expect(await row()).toMatchObject({ completeness: 40, chanceGrade: 'A' });
  expect((await row()).missing).toEqual(['contact', 'region', 'source', 'address', 'taxNo']);
  await patch('alice', `/customers/${id}`, { version: 3, address: '科技园 1 号', taxNo: 'T1' });
  expect(await row()).toMatchObject({ completeness: 65 });
});

test('a stale contact is refused with what differs, in the words of the contract', async () => {
  const { id } = await register('冲突公司');
  const made = await post('alice', `/customers/${id}/contacts`, { name: '甲', post: '采购' });
  const path = `/contacts/${made.json.id}`;
  await patch('alice', path, { version: 1, post: '总监', nativePlace: '长沙' });
  const stale = await patch('alice', path, { version: 1, post: '经理', name: '甲', left: true });
  expect(stale.status).toBe(409);
  expect(stale.json.data).toEqual({
    version: 2,
    fields: [
      { field: 'post', current: '总监', yours: '经理' },
      { field: 'left', current: false, yours: true },
    ],
  });
});

test('contacts of others do not exist; a collaborator reads and changes nothing', async () => {
  const { id, version } = await register('别人的客户', {}, 'bob');
  const made = await post('bob', `/customers/${id}/contacts`, { name: '金丝雀联系人' });
  const path = `/contacts/${made.json.id}`;
  for (const answer of [
    await patch('alice', path, { version: 1, name: 'x' }),
    await patch('alice', `/contacts/999999`, { version: 1, name: 'x' }),
    await post('alice', `/customers/${id}/contacts`, { name: 'x' }),
    await get('alice', `/customers/${id}/addresses`),
    await post('alice', `/customers/${id}/addresses`, { address: 'x' }),
    await post('alice', `/customers/${id}/titles`, { title: 'x' }),
  ]) {
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('金丝雀');
  }
  await company.app.inject({
    method: 'PUT',
    url: `/api/v1/customers/${id}/collaborators`,
    headers: { authorization: `Bearer ${tokens['bob']}`, 'idempotency-key': 'share-contact' },
    payload: { version, userIds: [company.users['alice']] },
  });
  expect((await get('alice', `/customers/${id}/contacts`)).json.rows).toHaveLength(1);
  expect((await patch('alice', path, { version: 1, name: 'x' })).status).toBe(403);
  expect((await post('alice', `/customers/${id}/contacts`, { name: 'x' })).status).toBe(403);
  expect((await get('bob', `/customers/${id}/contacts`)).json.rows[0].name).toBe('金丝雀联系人');
});

test('in the pool contact data is masked for everybody, and comes with the owner', async () => {
  const boss = company.users['boss'];
  const secrets = ['海底人', '13811112222', '海底路1号', '91440300MA5SEABED', '海底街2号'];
  const contact = { name: '海底人', phones: [{ number: '13811112222' }] };
  const made = await register(
    '公海联系人公司',
    { ownerId: null, contact, address: secrets[4], taxNo: secrets[3] },
    'boss',
  );
  const { id } = made;
  const path = `/customers/${id}`;
  const take = async (who: string, ownerId: unknown) => {
    const { version } = (await get('boss', path)).json;
    const answer = await post(who, `${path}/assign`, { version, ownerId });
    expect(answer.status).toBe(200);
  };
  // Whoever may give it to somebody, himself too, reads it from then on.
  await take('boss', boss);
  const [{ id: contactId }] = (await get('boss', `${path}/contacts`)).json.rows;
  const address = await post('boss', `${path}/addresses`, { address: '海底路1号' });
  await post('boss', '/follow-ups', { customerId: id, contactId, content: '下潜' });
  await take('boss', null);

  for (const who of ['alice', 'boss']) {
    const seen = [
      await get(who, path),
      await get(who, `${path}/page`),
      await get(who, `${path}/contacts`),
      await get(who, `${path}/addresses`),
      await get(who, `${path}/timeline`),
      await get(who, '/customers?view=pool'),
      await get(who, '/contacts?q=海底'),
      await get(who, '/search?q=海底人'),
      await get(who, '/search?q=13811112222'),
      await get(who, '/customers?q=13811112222'),
    ];
    if (who === 'boss') seen.push(await get(who, `/follow-ups?customerId=${id}`));
    for (const { status, text } of seen) {
      expect(status).toBe(200);
      for (const secret of secrets)
        expect([who, secret, text.includes(secret)]).toEqual([who, secret, false]);
    }
    expect(seen[0]!.json).toMatchObject({ mainContact: null, mainPhone: '138****2222', taxNo: '' });
  }
  expect((await get('boss', `${path}/timeline`)).text).toContain('下潜');

  // What nobody sees nobody overwrites; the rest is changed as before.
  const { version } = (await get('boss', path)).json;
  for (const [field, value] of [
    ['phone', '13900000000'],
    ['address', ''],
    ['taxNo', ''],
  ]) {
    const answer = await patch('boss', path, { version, [field!]: value });
    expect(answer.json.errors).toEqual([{ pointer: `/${field}`, code: 'hidden-from-you' }]);
  }
  for (const who of ['alice', 'boss']) {
    const renamed = await patch(who, `/contacts/${contactId}`, { version: 1, post: 'x' });
    const moved = await patch(who, `/addresses/${address.json.id}`, { version: 1, carrier: 'x' });
    const added = await post(who, `${path}/contacts`, { name: 'x' });
    expect([renamed.status, moved.status, added.status]).toEqual([404, 404, 403]);
  }
  expect((await patch('boss', path, { version, region: '海南' })).status).toBe(200);

  await take('boss', company.users['alice']);
  expect((await get('alice', '/contacts?q=海底')).json.rows[0]).toMatchObject({
    name: '海底人',
    phone: '13811112222',
    customer: { id },
  });
  expect((await get('boss', path)).json).toMatchObject({
    address: secrets[4],
    taxNo: secrets[3],
    mainPhone: '13811112222',
  });
});

test('an archived customer keeps its contacts as they are', async () => {
  const { id, version } = await register('归档联系人公司');
  const contact = await post('alice', `/customers/${id}/contacts`, { name: '存档人' });
  await post('manager', `/customers/${id}/archive`, { version, archived: true });
  for (const answer of [
    await post('alice', `/customers/${id}/contacts`, { name: 'x' }),
    await patch('alice', `/contacts/${contact.json.id}`, { version: 1, name: 'x' }),
    await post('alice', `/customers/${id}/titles`, { title: 'x' }),
  ]) {
    expect(answer.json.code).toBe('customer-archived');
  }
  expect((await get('alice', '/contacts?q=存档人')).json.rows).toEqual([]);
});

test('addresses and invoice titles are added, changed with a version, and switched off', async () => {
  const { id } = await register('地址公司');
  const made = await post('alice', `/customers/${id}/addresses`, {
    address: '深圳市南山区科技园1号',
    receiver: '收货人',
    phone: '13900003333',
    freightPayer: 'customer',
  });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ freightPayer: 'customer', active: true, carrier: '' });
  const path = `/addresses/${made.json.id}`;
  const off = await patch('alice', path, { version: 1, active: false, carrier: '顺丰' });
  expect(off.json).toMatchObject({ active: false, carrier: '顺丰', receiver: '收货人' });
  const stale = await patch('alice', path, { version: 1, freightPayer: 'us', carrier: '顺丰' });
  expect(stale.json.data.fields).toEqual([
    { field: 'freightPayer', current: 'customer', yours: 'us' },
  ]);
  const title = await post('alice', `/customers/${id}/titles`, {
    title: '地址公司有限公司',
    taxNo: '91440300MA5EXAMPLE',
  });
  const changed = await patch('alice', `/titles/${title.json.id}`, { version: 1, bank: '工行' });
  expect(changed.json).toMatchObject({ taxNo: '91440300MA5EXAMPLE', bank: '工行', version: 2 });
  const places = await get('manager', `/customers/${id}/addresses`);
  expect(places.json).toMatchObject({
    addresses: [{ id: made.json.id }],
    titles: [{ id: title.json.id }],
  });
  expect((await get('buyer', `/customers/${id}/addresses`)).status).toBe(403);
});

test('who sees no phones neither reads nor overwrites nor searches them', async () => {
  await company.db.transaction(async (tx) => {
    const role = tx.updateTable('role').set({ phone_view: 'mask' });
    await role.where('key', '=', 'sales-manager').execute();
    await tx.updateTable('company').set({ org_revision: 99 }).execute();
  });
  const { id } = await register('遮盖公司', { phone: '0755-26268888' });
  const contact = await post('alice', `/customers/${id}/contacts`, {
    name: '遮盖人',
    phones: [{ number: '13712349876' }],
    wechat: 'wx-secret',
  });
  const seen = await get('manager', `/customers/${id}/contacts`);
  expect(seen.json.rows[0]).toMatchObject({ phones: [{ number: '137****9876' }], wechat: '' });
  const path = `/contacts/${contact.json.id}`;
  for (const body of [{ phones: [] }, { wechat: '' }]) {
    const answer = await patch('manager', path, { version: 1, ...body });
    expect(answer.json.errors[0].code).toBe('hidden-from-you');
  }
  const customer = await patch('manager', `/customers/${id}`, { version: 1, phone: '110' });
  expect(customer.json.errors[0]).toEqual({ pointer: '/phone', code: 'hidden-from-you' });
  const stale = await patch('manager', path, { version: 7, phones: [], wechat: 'mine' });
  expect(stale.status).toBe(409);
  expect(stale.text).not.toMatch(/13712349876|wx-secret/);
  expect((await get('manager', '/contacts?q=13712349876')).json.rows).toEqual([]);
  expect((await get('alice', '/contacts?q=13712349876')).json.rows).toHaveLength(1);
  expect((await get('manager', '/contacts?q=遮盖人')).json.rows[0].phone).toBe('137****9876');
});

test('who sees no personal files neither reads nor overwrites them', async () => {
  const file = {
    nativePlace: '湘潭隐私',
    family: '两个女儿隐私',
    hobbies: '钓鱼隐私',
    relations: '王总的同学隐私',
    taboos: '不谈政治隐私',
  };
  const { id } = await register('乌贼贸易', {
    contact: { name: '档案人', ...file, birthday: { calendar: 'solar', month: 5, day: 6 } },
  });
  const [mine] = (await get('alice', `/customers/${id}/contacts`)).json.rows;
  expect(mine).toMatchObject({ ...file, birthday: { month: 5 } });
  await company.db.transaction(async (tx) => {
    const roles = tx.updateTable('user_role').where('user_id', '=', company.users['buyer']!);
    const service = await tx
      .selectFrom('role')
      .select('id')
      .where('key', '=', 'service')
      .executeTakeFirstOrThrow();
    await roles.set({ role_id: service.id }).execute();
    await tx
      .updateTable('role')
      .set({ personal_view: 'hide' })
      .where('key', '=', 'sales-manager')
      .execute();
    await tx.updateTable('company').set({ org_revision: 120 }).execute();
  });
  for (const who of ['buyer', 'manager']) {
    const seen = await get(who, `/customers/${id}/contacts`);
    const empty = Object.fromEntries(Object.keys(file).map((key) => [key, '']));
    expect(seen.json.rows[0]).toMatchObject({ name: '档案人', birthday: null, ...empty });
    for (const path of [`/customers/${id}/page`, '/desk?whose=team', '/search?q=隐私']) {
      expect((await get(who, path)).text).not.toMatch(/隐私|"birthday":\{/);
    }
  }
  const path = `/contacts/${mine.id}`;
  for (const body of [{ family: '' }, { birthday: null }, { taboos: 'x' }]) {
    const answer = await patch('manager', path, { version: 1, ...body });
    const pointer = `/${Object.keys(body)[0]}`;
    expect(answer.json.errors).toEqual([{ pointer, code: 'hidden-from-you' }]);
  }
  const stale = await patch('manager', path, { version: 7, hobbies: 'x' });
  expect([stale.status, stale.text.includes('隐私')]).toEqual([409, false]);
  expect((await patch('manager', path, { version: 1, dept: '采购' })).status).toBe(200);
  expect((await get('alice', `/customers/${id}/contacts`)).json.rows[0]).toMatchObject(file);
});

test('the list of all contacts visits each once, page by page, inside the scope', async () => {
  for (let n = 0; n < 5; n += 1) {
    const { id } = await register(`翻页客户${n}号`, { contact: { name: `翻页${n}甲` } });
    await post('alice', `/customers/${id}/contacts`, { name: `翻页${n}乙` });
  }
  await register('别组翻页客户', { contact: { name: '翻页别组' } }, 'bob');
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await get('alice', `/contacts?q=翻页&limit=3${after}`);
    seen.push(...(page.json.rows as { name: string }[]).map((row) => row.name));
    cursor = page.json.next as string | null;
  }
  const expected = Array.from({ length: 5 }, (_, n) => [`翻页${n}甲`, `翻页${n}乙`]).flat();
  expect(seen.toSorted()).toEqual(expected.toSorted());
  expect((await get('alice', '/contacts?cursor=abc')).json.code).toBe('bad-cursor');
  const crafted = btoa(encodeURIComponent(JSON.stringify(['x', 1])));
  expect((await get('alice', `/contacts?cursor=${crafted}`)).json.code).toBe('bad-cursor');
});

test('contacts are counted when asked, and a search where its page holds all of it', async () => {
  const bob = await company.login('bob');
  const before = (await company.call(bob, 'GET', '/contacts?limit=1&count=1')).json as {
    count: number;
  };
  for (const name of ['数一公司', '数二公司']) {
    const contact = { name: `${name}经理` };
    expect((await company.call(bob, 'POST', '/customers', { name, contact })).status).toBe(201);
  }
  const count = async (query: string) =>
    ((await company.call(bob, 'GET', `/contacts?${query}`)).json as { count: number | null }).count;
  expect(await count('limit=1')).toBe(null);
  expect(await count('limit=1&count=1')).toBe(before.count + 2);
  expect(await count(`count=1&q=${encodeURIComponent('数一')}`)).toBe(1);
  expect(await count(`limit=1&count=1&q=${encodeURIComponent('公司经理')}`)).toBe(null);
});
