import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

const post = async (path: string, body: object) => await company.call(boss, 'POST', path, body);
const patch = async (path: string, body: object) => await company.call(boss, 'PATCH', path, body);

test('phones, e-mail and page come into one form, and nothing of them is lost', async () => {
  const made = await post('/customers', {
    name: '甲公司',
    phone: '０７５５－８８８８１１１１／13811110000',
    website: 'WWW。Jia。com',
    contact: {
      name: '王伟',
      phones: [
        { number: '１３８１２３４５６７８、0755-88882222转801', label: '工作' },
        { number: '+886 2 2345 6789' },
        { number: '0755-88883333', extension: '9' },
      ],
      email: '王伟 <Wang＠JIA.com>',
    },
  });
  expect(made.status, made.text).toBe(201);
  expect(made.json).toMatchObject({ phone: '0755-88881111/13811110000', website: 'www.jia.com' });
  const contacts = await company.call(boss, 'GET', `/customers/${made.json.id}/contacts`);
  expect(contacts.json.rows[0]).toMatchObject({
    email: 'Wang@jia.com',
    phones: [
      { number: '13812345678', extension: '', label: '工作' },
      { number: '0755-88882222', extension: '801', label: '工作' },
      { number: '+886 2 2345 6789', extension: '' },
      { number: '0755-88883333', extension: '9' },
    ],
  });
  for (const phone of ['13811110000', '0755 8888 1111', '13812345678']) {
    const path = `/customers/duplicates?phone=${encodeURIComponent(phone)}`;
    const found = await company.call(boss, 'GET', path);
    // The second number of a field is searched for and is no key.
    expect(found.json.matches.length, phone).toBe(phone === '13811110000' ? 0 : 1);
  }
});

test.each([
  [{ phone: '12' }, '/phone', 'phone-unreadable'],
  [{ website: 'javascript:alert(1)' }, '/website', 'website-unreadable'],
  [{ contact: { name: '李', email: 'li.example.com' } }, '/contact/email', 'email-unreadable'],
  [
    { contact: { name: '李', phones: [{ number: '138****0000' }] } },
    '/contact/phones/0/number',
    'phone-unreadable',
  ],
])('refused with the field named: %j', async (fields, pointer, code) => {
  const answer = await post('/customers', { name: '乙公司', ...fields });
  expect(answer.json).toMatchObject({ code: 'validation-failed', errors: [{ pointer, code }] });
  const found = await company.call(boss, 'GET', `/customers?q=${encodeURIComponent('乙公司')}`);
  expect(found.json.rows).toEqual([]);
});

test('the same holds for changes, addresses and titles', async () => {
  const { json } = await post('/customers', { name: '丙公司' });
  const path = `/customers/${json.id}`;
  const changed = await patch(path, { version: 1, phone: '无' });
  expect(changed.json.errors).toEqual([{ pointer: '/phone', code: 'phone-unreadable' }]);
  expect((await patch(path, { version: 1, phone: '', website: '' })).status).toBe(200);
  const address = await post(`${path}/addresses`, { address: '深圳', phone: 'x' });
  expect(address.json.errors).toEqual([{ pointer: '/phone', code: 'phone-unreadable' }]);
  const title = await post(`${path}/titles`, { title: '丙公司', phone: '０７５５-88884444' });
  expect(title.json).toMatchObject({ phone: '0755-88884444' });
});

test('in a file a bad address is the verdict of its row', async () => {
  const imports = importer(company, boss);
  const { checked, batch } = await imports.all(
    '客户.csv',
    [
      '客户名称,网站,联系人,邮箱,手机',
      '丁公司,WWW.DING.COM,丁一,ding＠ding.com,１３８１２３４９９９９',
      '戊公司,见名片,,,',
      '己公司,,己一,ji.com,',
    ].join('\n'),
  );
  expect(checked.map((row) => [row.verdict, row.code, row.params['field'] ?? null])).toEqual([
    ['create', 'new', null],
    ['invalid', 'website-unreadable', 'website'],
    ['invalid', 'email-unreadable', 'contactEmail'],
  ]);
  expect(batch.counts).toEqual({ create: 1, invalid: 2 });
  const found = await company.call(boss, 'GET', `/customers?q=${encodeURIComponent('丁公司')}`);
  const one = await company.call(boss, 'GET', `/customers/${found.json.rows[0].id}`);
  expect(one.json.website).toBe('www.ding.com');
  // Without an owner it lies in the pool, where nobody sees contacts.
  await company.call(boss, 'POST', `/customers/${one.json.id}/assign`, {
    version: one.json.version,
    ownerId: company.users['boss'],
  });
  const contacts = await company.call(boss, 'GET', `/customers/${one.json.id}/contacts`);
  expect(contacts.json.rows[0]).toMatchObject({
    email: 'ding@ding.com',
    phones: [{ number: '13812349999' }],
  });
});
