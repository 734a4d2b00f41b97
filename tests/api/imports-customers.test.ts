import { readdirSync } from 'node:fs';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let imports: ReturnType<typeof importer>;
beforeEach(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  imports = importer(company, boss);
});
afterEach(async () => {
  await company.stop();
});

const get = async (token: string, path: string) => (await company.call(token, 'GET', path)).json;
async function names(token: string, query = ''): Promise<string[]> {
  const { rows } = (await get(token, `/customers?sort=createdAt&dir=asc${query}`)) as {
    rows: { name: string }[];
  };
  return rows.map((row) => row.name);
}

const list = `客户名称,行业,阶段,等级,电话,业务员,联系人,手机,跟进时间,跟进人,跟进内容,下次跟进,登记时间
深圳华瑞科技有限公司,电子,意向客户,A级,0755-88888888转8,alice,王芳,13800138000,2026-11-20 15:30,alice,要样品,2026-12-01,2024-01-02
,,,,,,李娜,13900139000,2026-11-21,bob,改了地址,,
广州大成贸易,,,,,bob,,,,,,,
北京小成,,,,找王总,,,,,,,,
上海中成,,,,,没这人,,,,,,,
`;

test('a file comes in with contacts, history, owners and dates', async () => {
  const { batch, checked, done } = await imports.all('名单.csv', list);
  expect(short(checked)).toEqual([
    '2 create new',
    '3 create new-contact',
    '4 create new',
    '5 invalid phone-unreadable',
    '6 create new-without-owner',
  ]);
  expect(short(done)).toEqual(short(checked));
  expect(batch).toMatchObject({
    state: 'imported',
    rows: 5,
    counts: { create: 4, invalid: 1 },
    undoable: true,
    by: { name: 'boss' },
  });
  expect(done[3]).toMatchObject({
    label: '北京小成',
    params: { field: 'phone', value: '找王总' },
    customerId: null,
  });

  const alice = await company.login('alice');
  expect(await names(alice, '&view=mine')).toEqual(['深圳华瑞科技有限公司']);
  const id = done[0]!.customerId!;
  expect(await get(alice, `/customers/${id}`)).toMatchObject({
    stage: 'intent',
    chanceGrade: 'A',
    phone: '0755-88888888-8',
    owner: { name: 'alice' },
    createdAt: Date.UTC(2024, 0, 1, 16),
    lastFollowAt: Date.UTC(2026, 10, 20, 16),
    nextFollowOn: '2026-12-01',
  });
  const contacts = (await get(alice, `/customers/${id}/contacts`)) as { rows: object[] };
  expect(contacts.rows).toMatchObject([
    { name: '王芳', primary: true, phones: [{ number: '13800138000' }] },
    { name: '李娜', primary: false, phones: [{ number: '13900139000' }] },
  ]);
  const talks = (await get(alice, `/follow-ups?customerId=${id}`)) as { rows: object[] };
  expect(talks.rows).toMatchObject([
    { content: '改了地址', author: { name: 'bob' }, contact: { name: '李娜' } },
    { content: '要样品', author: { name: 'alice' }, at: Date.UTC(2026, 10, 20, 7, 30) },
  ]);
  expect(await names(boss, '&view=pool')).toEqual(['上海中成']);
  // One audit row for the import, none per customer.
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'entity'])
    .where('action', 'not like', 'auth.%')
    .execute();
  expect(audit.filter((row) => row.entity === 'customer')).toEqual([]);
  expect(audit.filter((row) => row.action === 'imports.run')).toHaveLength(1);
});

test('a check writes no customer, and the import sees what changed since', async () => {
  const { json } = await imports.upload('名单.csv', list);
  await imports.start('check', json);
  expect(await names(boss)).toEqual([]);
  const alice = await company.login('alice');
  await company.call(alice, 'POST', '/customers', { name: '广州大成贸易有限公司' });
  await imports.start('run', json);
  const row = (await imports.rows(json.id)).find((one) => one.row === 4)!;
  expect(row).toMatchObject({
    verdict: 'duplicate',
    code: 'duplicate-name',
    params: { name: '广州大成贸易有限公司', owner: 'alice' },
  });
});

test('the same file again changes nothing, in any order and shape', async () => {
  await imports.all('名单.csv', list);
  const before = await company.db.read.selectFrom('customer').selectAll().execute();
  const again = await imports.all('again.csv', list);
  expect(again.batch.counts).toEqual({ same: 4, invalid: 1 });
  const columns = list
    .trim()
    .split('\n')
    .map((line) => line.split(',').toReversed().join('\t'));
  const turned = await imports.all('turned.txt', columns.join('\n'));
  expect(turned.batch.counts).toEqual({ same: 4, invalid: 1 });
  expect(await company.db.read.selectFrom('customer').selectAll().execute()).toEqual(before);
  const talks = await company.db.read.selectFrom('follow_up').select('id').execute();
  expect(talks).toHaveLength(2);
});

test('the error file holds what was left out, can be mended and dropped in again', async () => {
  const file = `名称,联系人,备注
华瑞,,
,王芳,
大成,,${'长'.repeat(2001)}
,李娜,
华瑞,,
`;
  const { batch } = await imports.all('名单.csv', file);
  const answer = await company.app.inject({
    url: `/api/v1/imports/${batch.id}/error-file?lang=zh-TW`,
    headers: { authorization: `Bearer ${boss}` },
  });
  expect(answer.statusCode).toBe(200);
  const { rows } = await readSheet(answer.rawPayload, 'errors.xlsx');
  expect(rows).toEqual([
    ['名称', '联系人', '备注', '未匯入原因'],
    ['大成', '', '长'.repeat(2001), '備註超過 2000 個字'],
    ['大成', '李娜', '', '上方的客戶（第 4 列）未匯入'],
    ['华瑞', '', '', '與檔案第 2 列重複'],
  ]);
  const mended = rows.map((row) => row.map((cell) => cell.slice(0, 20)).join('\t')).join('\n');
  const again = await imports.all('mended.txt', mended);
  expect(short(again.done)).toEqual([
    '2 create new',
    '3 create new-contact',
    '4 same imported-before',
  ]);
});

test('undo takes back what nobody touched, and lists the rest', async () => {
  const { batch, done } = await imports.all(
    '名单.csv',
    '名称,业务员,联系人,手机\n华瑞,alice,王芳,13800138000\n大成,alice,李娜,\n,,张伟,\n小成,alice,,\n',
  );
  const alice = await company.login('alice');
  const worked = done[1]!.customerId!;
  await company.call(alice, 'POST', '/follow-ups', { customerId: worked, content: '打过电话' });
  expect((await imports.start('undo', batch)).status).toBe(202);
  expect(short(await imports.rows(batch.id))).toEqual([
    '2 undone undone',
    '3 kept worked-on-since',
    '4 kept worked-on-since',
    '5 undone undone',
  ]);
  expect(await imports.get(batch.id)).toMatchObject({
    state: 'undone',
    counts: { undone: 2, kept: 2 },
    undoable: false,
  });
  expect(await names(alice)).toEqual(['大成']);
  for (const table of ['customer_search', 'owner_history', 'contact', 'contact_phone'] as const) {
    const rows = await company.db.read
      .selectFrom(table as 'contact')
      .selectAll()
      .execute();
    expect([table, rows.length]).toEqual([
      table,
      { contact: 2, contact_phone: 0 }[table as string] ?? 1,
    ]);
  }
  expect((await imports.start('undo', batch)).json).toMatchObject({ code: 'state-refused' });
  // What was taken back may come in again; what was kept is known.
  const again = await imports.all(
    'again.csv',
    '名称,业务员,联系人,手机\n华瑞,alice,王芳,13800138000\n大成,alice,李娜,\n',
  );
  expect(short(again.done)).toEqual(['2 create new', '3 same imported-before']);
});

test('only undo may delete the history of an owner', async () => {
  const { done } = await imports.all('名单.csv', '名称\n华瑞\n');
  const id = done[0]!.customerId!;
  const remove = async () =>
    await company.db.transaction(async (tx) => {
      await tx.deleteFrom('owner_history').where('customer_id', '=', id).execute();
    });
  await expect(remove()).rejects.toThrow('append-only');
});

test('contacts go to customers that exist, and undo takes them off again', async () => {
  const alice = await company.login('alice');
  const created = await company.call(alice, 'POST', '/customers', {
    name: '华瑞科技',
    contact: { name: '王芳', phones: [{ number: '13800138000' }] },
  });
  const { id } = created.json as { id: number };
  const bare = await company.call(alice, 'POST', '/customers', { name: '大成贸易' });
  const { id: empty } = bare.json as { id: number };
  const file =
    '名称,联系人,手机\n华瑞科技有限公司,王芳,138 0013 8000\n,李娜,13900139000\n大成贸易,孙七,\n';
  expect((await imports.all('a.csv', file)).batch.counts).toEqual({ duplicate: 3 });
  const { batch, done } = await imports.all('a.csv', file, { duplicates: 'addContact' });
  expect(short(done)).toEqual([
    '2 same nothing-new',
    '3 addContact new-contact',
    '4 addContact new-contact',
  ]);
  const contacts = async (of: number) => {
    const found = await get(alice, `/customers/${of}/contacts`);
    return (found as { rows: { name: string; primary: boolean }[] }).rows.map((row) => [
      row.name,
      row.primary,
    ]);
  };
  expect((await contacts(id)).map(([name]) => name)).toEqual(['王芳', '李娜']);
  await company.call(alice, 'POST', `/customers/${empty}/contacts`, { name: '赵六' });
  expect(await contacts(empty)).toEqual([
    ['孙七', true],
    ['赵六', false],
  ]);
  await imports.start('undo', batch);
  expect(await contacts(id)).toEqual([['王芳', true]]);
  // Who came after the first one that goes is the main one now.
  expect(await contacts(empty)).toEqual([['赵六', true]]);
  expect(await names(alice)).toEqual(['华瑞科技', '大成贸易']);
});

test('undo gives a customer the last and next contact back that it had before', async () => {
  const alice = await company.login('alice');
  const made = await company.call(alice, 'POST', '/customers', { name: '华瑞科技' });
  const fresh = await company.call(alice, 'POST', '/customers', { name: '大成贸易' });
  const [known, never] = [made, fresh].map(({ json }) => (json as { id: number }).id);
  const logged = { customerId: known, content: '打过电话', nextOn: '2026-12-24' };
  await company.call(alice, 'POST', '/follow-ups', logged);
  const contact = async (id: number | undefined) => {
    const { lastFollowAt, nextFollowOn } = (await get(alice, `/customers/${id}`)) as Record<
      string,
      unknown
    >;
    return { lastFollowAt, nextFollowOn };
  };
  const before = await contact(known);
  company.clock.now += 2 * 3_600_000;
  const { batch } = await imports.all(
    'a.csv',
    `名称,联系人,跟进时间,跟进内容,下次跟进
华瑞科技,王芳,2026-11-24 10:30,来过,2026-11-30
大成贸易,李娜,2024-01-01,旧事,2024-02-01
`,
    { duplicates: 'addContact' },
  );
  expect(await contact(known)).toMatchObject({ nextFollowOn: '2026-11-30' });
  expect(await contact(never)).toMatchObject({ nextFollowOn: '2024-02-01' });
  await imports.start('undo', batch);
  expect(await contact(known)).toEqual(before);
  expect(await contact(never)).toEqual({ lastFollowAt: null, nextFollowOn: null });
});

test('an administrator imports for everybody, and sees counts and verdicts only', async () => {
  const alice = await company.login('alice');
  await company.call(alice, 'POST', '/customers', { name: '秘密华瑞科技', phone: '13811112222' });
  const token = await company.login('admin');
  const own = importer(company, token);
  const { batch, checked } = await own.all(
    '名单.csv',
    '名称,业务员,手机\n大成,bob,\n秘密华瑞科技,,\n小成,,13811112222\n坏的,,找王总\n',
  );
  expect(batch).toMatchObject({ counts: { create: 1, duplicate: 2, invalid: 1 }, sample: [] });
  expect(checked.map(({ label, params, customerId }) => ({ label, params, customerId }))).toEqual([
    { label: '', params: {}, customerId: null },
    { label: '', params: {}, customerId: null },
    { label: '', params: {}, customerId: null },
    { label: '', params: { field: 'phone' }, customerId: null },
  ]);
  expect((await company.call(token, 'GET', '/customers')).status).toBe(403);
  const file = await company.app.inject({
    url: `/api/v1/imports/${batch.id}/error-file`,
    headers: { authorization: `Bearer ${token}` },
  });
  const read = await readSheet(file.rawPayload, 'x.xlsx', {});
  expect(read.rows).toEqual([
    ['行号', '未导入原因'],
    ['3', '已有同名客户'],
    ['4', '已有相同电话的客户'],
    ['5', '电话不是电话号码'],
  ]);
  const bob = await company.login('bob');
  expect(await names(bob, '&view=mine')).toEqual(['大成']);
  const me = await own.upload('b.csv', '名称\n中成\n');
  // Of the file itself not a row, at no time: its columns are told apart by their headers.
  expect(me.json).toMatchObject({ state: 'uploaded', header: ['名称'], sample: [] });
  await own.start('check', me.json);
  expect(await own.get(me.json.id)).toMatchObject({ state: 'checked', sample: [] });
  // Whoever may read it does: the same file, looked at by an owner.
  expect(await imports.get(me.json.id)).toMatchObject({ sample: [['中成']] });
  const refused = await own.start('check', me.json, { ownerless: 'me' });
  expect(refused.json).toMatchObject({ code: 'field-refused' });
});

test('imports of others do not exist, but for those who see every customer', async () => {
  const admin = importer(company, await company.login('admin'));
  const mine = await imports.upload('名单.csv', '名称\n华瑞\n');
  const theirs = await admin.upload('名单.csv', '名称\n华瑞\n');
  expect((await admin.start('check', mine.json)).status).toBe(404);
  expect((await admin.start('undo', mine.json)).status).toBe(404);
  expect((await admin.get(mine.json.id)) as object).toMatchObject({ code: 'not-found' });
  expect(await imports.get(theirs.json.id)).toMatchObject({ state: 'uploaded' });
  const alice = importer(company, await company.login('alice'));
  expect((await alice.upload('名单.csv', '名称\n华瑞\n')).status).toBe(403);
  expect(readdirSync(company.paths.tmp)).toEqual([]);
});

test('the mapping is remembered by the headers', async () => {
  const file = '甲,乙,丙\n华瑞,x,深圳\n';
  const first = await imports.upload('a.csv', file);
  expect(first.json).toMatchObject({ header: ['甲', '乙', '丙'], mapping: [null, null, null] });
  expect((await imports.start('check', first.json)).json).toMatchObject({
    code: 'mapping-incomplete',
    params: { target: 'name' },
  });
  const twice = await imports.start('check', first.json, { mapping: ['name', 'city', 'city'] });
  expect(twice.json).toMatchObject({ code: 'field-refused', errors: [{ pointer: '/mapping/2' }] });
  await imports.start('check', first.json, { mapping: ['name', null, 'city'], ownerless: 'me' });
  const second = await imports.upload('b.csv', file);
  expect(second.json).toMatchObject({ mapping: ['name', null, 'city'], ownerless: 'me' });
  // What was left out comes back with its reasons, and becomes the same.
  const mended = await imports.upload('c.csv', '甲,乙,丙,未匯入原因\n华瑞,x,深圳,y\n');
  expect(mended.json.mapping).toEqual(['name', null, 'city', null]);
  const other = await imports.upload('d.csv', '甲,乙,丙,丁\n华瑞,x,深圳,y\n');
  expect(other.json.mapping).toEqual([null, null, null, null]);
});

test('an import goes where its state allows', async () => {
  const { json } = await imports.upload('a.csv', '名称\n华瑞\n');
  expect((await imports.start('run', json)).json).toMatchObject({ code: 'state-refused' });
  expect((await imports.start('undo', json)).json).toMatchObject({ code: 'state-refused' });
  await imports.start('check', json);
  await imports.start('run', json);
  expect((await imports.start('check', json)).json).toMatchObject({ code: 'state-refused' });
  expect((await imports.start('run', json)).json).toMatchObject({ code: 'state-refused' });
});

test('after a kill the import goes on where it was, and nothing comes in twice', async () => {
  const lines = Array.from({ length: 60 }, (_, n) => `客户${n},\n,联系人${n}`);
  const { json } = await imports.upload('a.csv', ['名称,联系人', ...lines].join('\n'));
  await imports.start('check', json);
  // The state of the database at a kill: a job that runs, its last step committed.
  let steps = 0;
  const { db, jobs } = company;
  const real = db.transaction.bind(db);
  const broken = async (work: never) => {
    const writes = await real(work);
    const made = await db.read.selectFrom('customer').select('id').execute();
    if (made.length > 20 && steps++ === 0) throw new Error('killed');
    return writes;
  };
  Object.assign(db, { transaction: broken });
  await imports.start('run', json);
  Object.assign(db, { transaction: real });
  const half = await db.read.selectFrom('customer').select('id').execute();
  expect(half.length).toBeGreaterThan(20);
  expect(half.length).toBeLessThan(60);
  await real(async (tx) => {
    await tx.updateTable('job').set({ state: 'running' }).where('state', '=', 'failed').execute();
  });
  await jobs.start();
  await jobs.idle();
  expect(await imports.get(json.id)).toMatchObject({ counts: { create: 120 }, state: 'imported' });
  for (const table of ['customer', 'contact'] as const) {
    const rows = await db.read.selectFrom(table).select('name').execute();
    expect(new Set(rows.map((row) => row.name)).size).toBe(60);
    expect(rows).toHaveLength(60);
  }
});

test('a step that is tried again begins where its first try began', async () => {
  const { db } = company;
  const real = db.transaction.bind(db);
  class TriedAgain extends Error {}
  /** As after a serialization failure: everything was done, and none of it is there. */
  const twice = async (work: Parameters<typeof real>[0]) => {
    const first = real(async (tx) => {
      await work(tx);
      throw new TriedAgain();
    });
    await expect(first).rejects.toThrow(TriedAgain);
    return await real(work);
  };
  const lines = Array.from({ length: 40 }, (_, n) => [
    `再试${n}厂,0755-660000${10 + n},联系人${n},1380066${1000 + n}`,
    `,,又一人${n},`,
  ]).flat();
  const content = [
    '名称,公司电话,联系人,手机',
    ...lines,
    '再试重复一,0755-66000010,,',
    '再试0厂,,联系人0,13800661000',
    '再试相似电子科技,,,',
    '再试相似电子,,,',
  ].join('\n');
  Object.assign(db, { transaction: twice });
  const { batch, checked, done } = await imports.all('再试.csv', content);
  Object.assign(db, { transaction: real });
  const expected = [
    ...lines.map((line) => (line.startsWith(',') ? 'create new-contact' : 'create new')),
    'duplicate duplicate-in-file',
    'duplicate duplicate-in-file',
    'create new',
    'create similar-in-file',
  ];
  const told = (rows: typeof done) =>
    rows.map(({ verdict, code }) => `${verdict.replace('similar', 'create')} ${code}`);
  expect(told(checked)).toEqual(expected);
  expect(told(done)).toEqual(expected);
  expect(batch.counts).toEqual({ create: 82, duplicate: 2 });
  const { json } = await company.call(boss, 'GET', `/jobs/${batch.jobId!}`);
  expect(json).toMatchObject({ progress: 84, total: 84 });
  expect(await db.read.selectFrom('contact').select('id').execute()).toHaveLength(80);
});
