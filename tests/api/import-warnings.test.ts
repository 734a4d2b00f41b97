import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
beforeEach(async () => {
  company = await startCompany();
  boss = await company.login('boss');
});
afterEach(async () => {
  await company.stop();
});

async function set(name: string, value: string) {
  const { json } = await company.call(boss, 'GET', '/settings');
  const version = (json as { version: number }).version;
  const body = { version, values: { [name]: value } };
  const { status, text } = await company.call(boss, 'PATCH', '/settings', body);
  expect(status, text).toBe(200);
}
async function register(name: string) {
  const { status, text } = await company.call(boss, 'POST', '/customers', { name });
  expect(status, text).toBe(201);
}

const file = '客户名称\n深圳市华瑞科技有限公司\n大成机械\n比亚迪汽车\n深圳比亚迪汽车销售公司\n';

test('a likely duplicate is a warning of the check with whom it resembles, and is imported', async () => {
  await register('北京华瑞科技有限公司');
  const { checked, done, batch } = await importer(company, boss).all('a.csv', file);
  expect(short(checked)).toEqual([
    '2 similar similar-name',
    '3 create new',
    '4 create new',
    '5 similar similar-in-file',
  ]);
  expect(checked[0]!.params).toEqual({ name: '北京华瑞科技有限公司', owner: 'boss' });
  expect(checked[3]!.params).toEqual({ row: 4 });
  expect(short(done)).toEqual([
    '2 create similar-name',
    '3 create new',
    '4 create new',
    '5 create similar-in-file',
  ]);
  expect(batch.counts).toEqual({ create: 4 });
});

test('where a likely duplicate is refused it is left out', async () => {
  await register('北京华瑞科技有限公司');
  await set('customers.similarName', 'refuse');
  const { batch } = await importer(company, boss).all('a.csv', file);
  expect(batch.counts).toEqual({ create: 2, duplicate: 2 });
  await set('customers.similarName', 'off');
  const again = await importer(company, boss).all('b.csv', '客户名称\n华瑞科技广州公司\n');
  expect(short(again.checked)).toEqual(['2 create new']);
});

test('an administrator, who has no customers, is told of a likeness and not of whom', async () => {
  await register('北京华瑞科技有限公司');
  const admin = await company.login('admin');
  const { checked } = await importer(company, admin).all('a.csv', file);
  expect(checked.map(({ verdict }) => verdict)).toEqual(['similar', 'create', 'create', 'similar']);
  expect(JSON.stringify(checked)).not.toContain('华瑞');
});

test('a field that every customer must have is asked of a file too', async () => {
  const body = { label: '预算', type: 'number', required: true };
  expect((await company.call(boss, 'POST', '/custom-fields', body)).status).toBe(201);
  const csv = '客户名称,预算,联系人\n甲公司,5,\n乙公司,,王芳\n,,李娜\n';
  const { checked, batch } = await importer(company, boss).all('a.csv', csv);
  expect(short(checked)).toEqual([
    '2 create new',
    '3 invalid custom-missing',
    '4 invalid customer-above-left-out',
  ]);
  expect(checked[1]!.params).toEqual({ field: '预算' });
  expect(batch.counts).toEqual({ create: 1, invalid: 2 });
  const without = await importer(company, boss).all('b.csv', '客户名称\n丙公司\n');
  expect(short(without.checked)).toEqual(['2 invalid custom-missing']);
});

test('what was sent and not imported can be thrown away, checked or not; nothing else', async () => {
  const imports = importer(company, boss);
  const discard = async (token: string, { id }: ImportBatch) => {
    const answer = await company.call(token, 'DELETE', `/imports/${id}`);
    await company.jobs.idle();
    return [answer.status, (answer.json as { code?: string }).code];
  };
  const list = async () => {
    const { json } = await company.call(boss, 'GET', '/imports');
    return (json as { rows: ImportBatch[] }).rows.map(({ fileName }) => fileName);
  };
  const { json: sent } = await imports.upload('sent.csv', file);
  const { json: checked } = await imports.upload('checked.csv', file);
  await imports.start('check', checked);
  const { batch: imported } = await imports.all('imported.csv', '客户名称\n丁公司\n');

  const admin = await company.login('admin');
  expect(await discard(admin, sent)).toEqual([404, 'not-found']);
  expect(await discard(boss, imported)).toEqual([409, 'state-refused']);
  expect(await list()).toEqual(['imported.csv', 'checked.csv', 'sent.csv']);
  expect(await discard(boss, sent)).toEqual([202, undefined]);
  expect(await discard(boss, checked)).toEqual([202, undefined]);
  expect(await discard(boss, checked)).toEqual([404, 'not-found']);
  expect(await list()).toEqual(['imported.csv']);
  const rows = await company.db.read.selectFrom('import_row').select('batch_id').execute();
  expect(new Set(rows.map((row) => row.batch_id))).toEqual(new Set([imported.id]));
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['entity_id', 'actor_id', 'before'])
    .where('action', '=', 'imports.discard')
    .orderBy('id')
    .execute();
  expect(audit.map(({ entity_id: id, actor_id: by }) => [id, by])).toEqual([
    [sent.id, company.users['boss']],
    [checked.id, company.users['boss']],
  ]);
  expect(audit[1]!.before).toContain('checked.csv');
});

test('who sees an import hears of its steps, and nobody else', async () => {
  const imports = importer(company, boss);
  await imports.all('a.csv', file);
  const heard = await company.db.read
    .selectFrom('change_event')
    .select(['entity_id', 'audience'])
    .where('entity', '=', 'import')
    .execute();
  // Sent, check begun and ended, import begun and ended, and how far it was in between.
  expect(heard.length).toBeGreaterThanOrEqual(5);
  expect(new Set(heard.map(({ audience }) => audience))).toEqual(
    new Set([JSON.stringify([company.users['boss']])]),
  );
});
