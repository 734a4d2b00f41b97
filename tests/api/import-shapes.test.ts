import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let imports: ReturnType<typeof importer>;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  imports = importer(company, boss);
});
afterAll(async () => {
  await company.stop();
});

test.each<[string, string | Buffer, string]>([
  ['nothing', '', 'sheet-empty'],
  ['headers only', '名称,电话\n', 'sheet-empty'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'sheet-unreadable'],
  ['501 columns', `${'列,'.repeat(500)}列\n${'x,'.repeat(500)}x`, 'sheet-too-large'],
])('refused at the door: %s', async (_, content, code) => {
  const answer = await imports.upload('a.xlsx', content);
  expect(answer.json.code).toBe(code);
  expect((await company.call(boss, 'GET', '/imports')).json).toMatchObject({ rows: [] });
});

test.each<[string, string | Buffer, Partial<ImportBatch>]>([
  [
    'a list of names without a header',
    '华瑞\n大成\n',
    { rows: 2, header: [''], mapping: ['name'] },
  ],
  [
    'a title above the headers',
    '2026 年客户名单,,\n,,\n名称,电话,城市\n华瑞,1,深圳\n',
    { rows: 1, header: ['名称', '电话', '城市'], sample: [['华瑞', '1', '深圳']] },
  ],
  [
    'GB18030',
    Buffer.from('c3fbb3c62cb5e7bbb00abbaac8f02c31333830303133383030300a', 'hex'),
    { header: ['名称', '电话'], sample: [['华瑞', '13800138000']] },
  ],
  [
    'semicolons, a byte order mark, headers twice',
    '\ufeff名称;电话;电话\n华瑞;0755;1\n',
    { header: ['名称', '电话', '电话'], mapping: ['name', 'phone', null] },
  ],
  ['500 columns', `名称${',列'.repeat(499)}\n华瑞${',x'.repeat(499)}\n`, { rows: 1 }],
])('taken in: %s', async (_, content, expected) => {
  const answer = await imports.upload('名单.csv', content);
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject(expected);
});
