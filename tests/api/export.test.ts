import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { exportColumns } from '@xinhang/shared/customer-work.ts';
import type { Grant } from '@xinhang/shared/permissions.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

// A file is written in a thread of its own, which has to be started.
vi.setConfig({ testTimeout: 120_000 });

type Company = Awaited<ReturnType<typeof startCompany>>;
let company: Company;
const tokens: Record<string, string> = {};
beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterEach(async () => {
  await company.stop();
});

async function register(who: string, name: string, more: object = {}): Promise<number> {
  const answer = await company.call(tokens[who]!, 'POST', '/customers', { name, ...more });
  expect(answer.status, answer.text).toBe(201);
  return (answer.json as { id: number }).id;
}
const start = async (who: string, body: object) =>
  await company.call(tokens[who]!, 'POST', '/customers/export', {
    columns: ['name'],
    format: 'csv',
    ...body,
  });
const job = async (who: string, id: number) =>
  (await company.call(tokens[who]!, 'GET', `/jobs/${id}`)).json;

async function download(who: string, id: number) {
  const answer = await company.app.inject({
    url: `/api/v1/jobs/${id}/file`,
    headers: { authorization: `Bearer ${tokens[who]!}` },
  });
  return { status: answer.statusCode, bytes: answer.rawPayload, text: answer.body };
}
/** Rows of the file below its header. */
async function exported(who: string, body: object): Promise<string[][]> {
  const answer = await start(who, body);
  expect(answer.status, answer.text).toBe(202);
  await company.jobs.idle();
  const { jobId } = answer.json as { jobId: number };
  const { bytes, status } = await download(who, jobId);
  expect([status, await job(who, jobId)]).toMatchObject([200, { state: 'done' }]);
  const format = (body as { format?: string }).format ?? 'csv';
  return (await readSheet(bytes, `x.${format}`, {})).rows.slice(1);
}
/** What lies in the newest file, unpacked. */
async function rawText(format: 'csv' | 'xlsx'): Promise<string> {
  const newest = company.db.read.selectFrom('job').select('id').orderBy('id', 'desc');
  const { bytes } = await download('boss', (await newest.executeTakeFirstOrThrow()).id);
  if (format === 'csv') return bytes.toString();
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.xml'));
  return parts.map(([, part]) => strFromU8(part)).join('\n');
}
const names = async (who: string, body: object = {}) =>
  (await exported(who, body)).map((row) => row[0]);

async function setRight(who: string, grant: { permission: string; scope: string }) {
  await company.db.transaction(async (tx) => {
    const { role_id: roleId } = await tx
      .selectFrom('user_role')
      .select('role_id')
      .where('user_id', '=', company.users[who]!)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('role_grant')
      .set({ scope: grant.scope })
      .where('role_id', '=', roleId)
      .where('permission', '=', grant.permission)
      .execute();
    await raiseOrgRevision(tx);
  });
}

test('a salesperson exports the own customers and no other row, whatever is asked for', async () => {
  const own = await register('alice', '深圳市宏达机械有限公司');
  const other = await register('bob', '上海远大贸易有限公司');
  const pool = await register('boss', '成都公海有限公司', { ownerId: null });
  expect(await names('alice')).toEqual(['深圳市宏达机械有限公司']);
  expect(await names('alice', { ids: [own, other, pool] })).toEqual(['深圳市宏达机械有限公司']);
});

test('a ready role that exports does so as far as it reads', () => {
  const scopeOf = (grants: readonly Grant[], permission: string) =>
    grants.find((grant) => grant.permission === permission)?.scope;
  const found = readyRoles.map(({ key, grants }) => ({
    key,
    exports: scopeOf(grants, 'customers.export'),
    reads: scopeOf(grants, 'customers.read'),
  }));
  const exporting = found.filter((role) => role.exports !== undefined);
  expect(exporting.filter((role) => role.exports !== role.reads)).toEqual([]);
  expect(exporting).toContainEqual({ key: 'salesperson', exports: 'self', reads: 'self' });
});

test('the file holds what the right to export reaches, in the order and by the filters of the list', async () => {
  await register('alice', '深圳甲有限公司', { stage: 'dealing' });
  await register('alice', '深圳乙有限公司');
  await register('manager', '深圳丙有限公司');
  await register('bob', '金丝雀有限公司');
  await register('boss', '公海有限公司', { ownerId: null });
  const byName = { sort: 'name', dir: 'asc' };
  expect(await names('manager', byName)).toEqual([
    '深圳丙有限公司',
    '深圳甲有限公司',
    '深圳乙有限公司',
  ]);
  expect(await names('manager', { filter: { view: 'mine' } })).toEqual(['深圳丙有限公司']);
  expect(await names('manager', { filter: { stage: ['dealing'] } })).toEqual(['深圳甲有限公司']);
  expect(await names('manager', { filter: { q: '金丝雀' } })).toEqual([]);
  expect(await names('manager', { filter: { view: 'pool' } })).toEqual([]);
  expect(await names('boss')).toHaveLength(5);
  for (const who of ['buyer', 'both', 'admin']) {
    const answer = await start(who, {});
    expect([who, answer.status, answer.json.code]).toEqual([who, 403, 'forbidden']);
  }
});

test('chosen rows are exported in the order of the list, those out of reach never', async () => {
  const ids = [
    await register('alice', '深圳乙有限公司'),
    await register('bob', '金丝雀有限公司'),
    await register('alice', '深圳甲有限公司'),
  ];
  await register('alice', '深圳丙有限公司');
  const body = { ids, sort: 'name', dir: 'asc', filter: { stage: ['lost'] } };
  expect(await names('manager', body)).toEqual(['深圳甲有限公司', '深圳乙有限公司']);
  expect(await names('manager', { ids, filter: { archived: 'true' } })).toEqual([]);
});

test.each(['csv', 'xlsx'] as const)(
  'every column in a %s file, and none that runs',
  async (format) => {
    const field = { label: '合同号', type: 'text' };
    const custom = await company.call(tokens['boss']!, 'POST', '/custom-fields', field);
    const { key } = custom.json as { key: string };
    await register('boss', '=HYPERLINK("http://evil","x")', {
      note: '@SUM(1)',
      phone: '0755-88886666',
      taxNo: '91440300MA5DXXXX0X',
      creditLimitFen: 1_234_567,
      custom: { [key]: '+86' },
      contact: { name: '-王伟', phones: [{ number: '13812345678' }] },
      ownerId: company.users['manager'],
    });
    const { id } = await company.db.read
      .selectFrom('customer')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const days = { validFrom: '2026-11-24', validTo: '2026-12-31' };
    const given = { ...days, limitFen: 7_654_321, reason: '旺季' };
    const path = `/customers/${id}/temporary-limits`;
    expect((await company.call(tokens['boss']!, 'POST', path, given)).status).toBe(201);
    const columns = [...exportColumns, `custom:${key}`];
    const [boss] = await exported('boss', { columns, format, lang: 'en' });
    const cell = (row: string[], column: string) => row[columns.indexOf(column)];
    const texts = ['=HYPERLINK("http://evil","x")', '@SUM(1)', '-王伟', '+86'];
    expect(['name', 'note', 'mainContact', `custom:${key}`].map((one) => cell(boss!, one))).toEqual(
      texts,
    );
    // Our own reader takes the guard off again; in the file every one of them has it.
    const raw = (await rawText(format)).replaceAll('&quot;', '"').replaceAll('""', '"');
    for (const text of texts) expect(raw).toContain(`'${text}`);
    expect(raw).not.toMatch(/<f[ >]/);
    expect(cell(boss!, 'stage')).toBe('Potential');
    expect([cell(boss!, 'temporaryLimit'), cell(boss!, 'temporaryLimitTo')]).toEqual([
      '76543.21',
      '2026-12-31',
    ]);
    expect([cell(boss!, 'creditLimit'), cell(boss!, 'mainPhone')]).toEqual([
      '12345.67',
      '13812345678',
    ]);
    expect(cell(boss!, 'createdAt')).toMatch(/^2026-11-24 09:00/);
    const [manager] = await exported('manager', { columns, format, lang: 'en' });
    expect(cell(manager!, 'mainPhone')).toBe('13812345678');
    // Whose fields hide the limit reads that, and not that there is none.
    await company.db.transaction(async (tx) => {
      await tx.updateTable('role').set({ phone_view: 'mask', credit_view: 'hide' }).execute();
      await raiseOrgRevision(tx);
    });
    const [masked] = await exported('manager', { columns, format, lang: 'en' });
    expect([cell(masked!, 'creditLimit'), cell(masked!, 'mainPhone')]).toEqual([
      'Not shown to you',
      '138****5678',
    ]);
    expect(JSON.stringify(masked)).not.toMatch(
      /1234567[^0-9]|12345\.67|76543\.21|2026-12-31|13812345678|88886666/,
    );
    const gone = await start('boss', { columns: ['name', 'custom:none'] });
    expect(gone.json).toMatchObject({ errors: [{ pointer: '/columns/1', code: 'unknown-field' }] });
  },
);

test('an export is on record with its filter and its rows, and its file goes after seven days', async () => {
  await register('alice', '深圳甲有限公司');
  const answer = await start('manager', { filter: { q: '深圳' } });
  await company.jobs.idle();
  const { jobId } = answer.json as { jobId: number };
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['actor_id', 'after'])
    .where('action', '=', 'customers.export')
    .execute();
  expect(audit.map((row) => [row.actor_id, JSON.parse(row.after!)])).toEqual([
    [
      company.users['manager'],
      { filter: { q: '深圳' }, ids: null, columns: ['name'], format: 'csv', rows: 1 },
    ],
  ]);
  expect((await job('manager', jobId)).fileName).toBe('客户-2026-11-24.csv');
  expect((await download('boss', jobId)).status).toBe(404);
  company.clock.now += 7 * 86_400_000;
  tokens['manager'] = await company.login('manager');
  expect((await download('manager', jobId)).status).toBe(404);
});

test('more rows than the setting allows is refused, and nothing is kept', async () => {
  await company.db.transaction(async (tx) => {
    await tx.insertInto('setting').values({ key: 'exports.maxRows', value: '100' }).execute();
  });
  for (let n = 0; n < 101; n += 1) await register('boss', `杭州${n}号有限公司`);
  const answer = await start('boss', {});
  await company.jobs.idle();
  const { jobId } = answer.json as { jobId: number };
  expect(await job('boss', jobId)).toMatchObject({
    state: 'failed',
    error: 'export-too-large',
    fileName: null,
  });
  expect(await names('boss', { filter: { q: '杭州7号' } })).toHaveLength(1);
});

test('a right that is lost while it runs stops it; a file made with more rights is not handed out', async () => {
  for (let n = 0; n < 3; n += 1) await register('alice', `杭州${n}号有限公司`);
  const finished = await start('manager', {});
  await company.jobs.idle();
  const first = (finished.json as { jobId: number }).jobId;
  expect((await download('manager', first)).status).toBe(200);

  // Narrowed between two looks: the step after the first page finds it.
  let narrowed: Promise<void> | null = null;
  const transaction = company.db.transaction.bind(company.db);
  const watched = start('manager', {});
  Object.assign(company.db, {
    transaction: async (work: (tx: never) => Promise<unknown>) => {
      const state = await company.db.read
        .selectFrom('job')
        .select('total')
        .where('id', '>', first)
        .executeTakeFirst();
      if (state && state.total > 0 && !narrowed) {
        Object.assign(company.db, { transaction });
        narrowed = setRight('manager', { permission: 'customers.read', scope: 'self' });
        await narrowed;
      }
      return await transaction(work as never);
    },
  });
  const second = ((await watched).json as { jobId: number }).jobId;
  await company.jobs.idle();
  expect(narrowed).not.toBeNull();
  expect(await job('manager', second)).toMatchObject({
    state: 'failed',
    error: 'rights-changed',
    fileName: null,
  });
  // The one from before names rows that are out of reach now.
  expect((await download('manager', first)).status).toBe(404);
  expect(await job('manager', first)).toMatchObject({ readable: false, fileName: null });
  expect(await names('manager')).toEqual([]);
});
