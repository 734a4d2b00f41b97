import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

// A file is written in a thread of its own, which has to be started.
vi.setConfig({ testTimeout: 120_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  // Somebody who reads the audit and sees the customers of the own team alone.
  await grantToManagers('system.audit');
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

async function grantToManagers(permission: string): Promise<void> {
  await company.db.transaction(async (tx) => {
    const role = tx.selectFrom('role').select('id').where('key', '=', 'sales-manager');
    const { id } = await role.executeTakeFirstOrThrow();
    const line = { scope: 'all', dept_ids: '[]', warehouse_ids: null, cash_account_ids: null };
    await tx
      .insertInto('role_grant')
      .values({ role_id: id, permission, ...line })
      .execute();
    await raiseOrgRevision(tx);
  });
}
const call = async (who: string, method: 'GET' | 'POST', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);
const start = async (who: string, body: object) =>
  await call(who, 'POST', '/audit/export', { format: 'csv', lang: 'en', ...body });
const job = async (who: string, id: number) => (await call(who, 'GET', `/jobs/${id}`)).json;

async function download(who: string, id: number) {
  const answer = await company.app.inject({
    url: `/api/v1/jobs/${id}/file`,
    headers: { authorization: `Bearer ${tokens[who]!}` },
  });
  return { status: answer.statusCode, bytes: answer.rawPayload };
}
/** The file that somebody gets: its job, its rows below the header, and its bytes. */
async function exported(who: string, body: object) {
  const answer = await start(who, body);
  expect(answer.status, answer.text).toBe(202);
  await company.jobs.idle();
  const { jobId } = answer.json as { jobId: number };
  expect(await job(who, jobId)).toMatchObject({ state: 'done' });
  const { bytes } = await download(who, jobId);
  const format = (body as { format?: string }).format ?? 'csv';
  return { jobId, bytes, rows: (await readSheet(bytes, `x.${format}`, {})).rows.slice(1) };
}
async function register(who: string, name: string, more: object = {}): Promise<number> {
  const answer = await call(who, 'POST', '/customers', { name, ...more });
  expect(answer.status, answer.text).toBe(201);
  return (answer.json as { id: number }).id;
}
const about = (id: number) => ({ filter: { entity: 'customer', entityId: id } });
const set = async (key: string, value: number) => {
  await company.db.transaction(async (tx) => {
    await tx.deleteFrom('setting').where('key', '=', key).execute();
    await tx
      .insertInto('setting')
      .values({ key, value: String(value) })
      .execute();
  });
};

test('who reads the audit takes it along, as it is filtered, newest first, in words', async () => {
  expect((await start('alice', {})).status).toBe(403);
  const id = await register('alice', '导出公司');
  const { rows } = await exported('boss', about(id));
  expect(rows).toEqual([
    [
      '2026-11-24 09:00:00',
      'alice',
      'Registered a customer',
      'Customer',
      String(id),
      '导出公司',
      '127.0.0.1',
      '',
      expect.stringContaining('"name":"导出公司"'),
      'No',
    ],
  ]);
  const list = (await call('boss', 'GET', '/audit?limit=200')).json as { rows: { at: number }[] };
  const all = await exported('boss', {});
  // Its own start is the one that the list did not have yet.
  expect(all.rows).toHaveLength(list.rows.length + 1);
  const bob = await exported('boss', { filter: { actorId: company.users['bob'] } });
  expect(new Set(bob.rows.map((row) => row[1]))).toEqual(new Set(['bob']));
  expect((await exported('boss', { filter: { from: '2026-11-25' } })).rows).toEqual([]);
});

test('what the list withholds is withheld in the file, and said to be so', async () => {
  const own = await register('alice', '一组机密', { phone: '13912345678' });
  const other = await register('bob', '二组机密');
  const admin = await exported('admin', { filter: { entity: 'customer' } });
  expect(admin.bytes.toString()).not.toMatch(/机密|139/);
  expect(new Set(admin.rows.map((row) => row.slice(5).join('|')))).toEqual(
    new Set(['|127.0.0.1||Not shown to you|Yes']),
  );
  expect((await exported('manager', about(own))).rows[0]).toMatchObject({ 5: '一组机密', 9: 'No' });
  expect((await exported('manager', about(other))).rows[0]).toMatchObject({
    5: '',
    8: 'Not shown to you',
    9: 'Yes',
  });
});

test.each(['csv', 'xlsx'] as const)('no cell of a %s file runs', async (format) => {
  const name = `=HYPERLINK("http://evil","${format}")`;
  const id = await register('alice', name);
  const { rows, bytes } = await exported('boss', { ...about(id), format });
  expect(rows[0]![5]).toBe(name);
  const parts = format === 'csv' ? [] : Object.entries(unzipSync(bytes));
  const raw =
    format === 'csv'
      ? bytes.toString()
      : parts.flatMap(([file, part]) => (file.endsWith('.xml') ? [strFromU8(part)] : [])).join('');
  expect(raw.replaceAll('&quot;', '"').replaceAll('""', '"')).toContain(`'${name}`);
  expect(raw).not.toMatch(/<f[ >]/);
});

test('it is on record with its filter and its rows, and is of its person alone', async () => {
  const { jobId } = await exported('admin', { filter: { action: 'auth.login' } });
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select(['actor_id', 'after'])
    .where('action', '=', 'audit.export')
    .where('entity_id', '=', jobId)
    .execute();
  expect(rows.map((row) => [row.actor_id, JSON.parse(row.after!)])).toEqual([
    [
      company.users['admin'],
      { filter: { action: 'auth.login' }, format: 'csv', rows: expect.any(Number) as number },
    ],
  ]);
  expect((await job('admin', jobId)).fileName).toBe('Audit-2026-11-24.csv');
  expect((await download('boss', jobId)).status).toBe(404);
});

test('many rows ask for the password, and more than the setting allows are refused', async () => {
  await set('exports.confirmRows', 3);
  company.clock.now += 5 * 60_000;
  const refused = await start('boss', {});
  expect([refused.status, refused.json.code]).toEqual([403, 'password-needed']);
  expect((await start('boss', { filter: { from: '2026-11-30' } })).status).toBe(202);
  await set('exports.confirmRows', 200_000);
  await set('exports.maxRows', 100);
  for (let n = 0; n < 101; n += 1) await register('bob', `杭州${n}号有限公司`);
  const tooMany = await start('boss', { filter: { action: 'customers.create' } });
  await company.jobs.idle();
  const { jobId } = tooMany.json as { jobId: number };
  expect(await job('boss', jobId)).toMatchObject({
    state: 'failed',
    error: 'export-too-large',
    fileName: null,
  });
});

test('a file that was made with more rights than those of today is not handed out', async () => {
  const { jobId } = await exported('manager', { filter: { action: 'auth.login' } });
  expect((await download('manager', jobId)).status).toBe(200);
  await company.db.transaction(async (tx) => {
    const grants = tx.updateTable('role_grant').where('permission', '=', 'customers.read');
    await grants.set({ scope: 'self' }).execute();
    await raiseOrgRevision(tx);
  });
  expect((await download('manager', jobId)).status).toBe(404);
  expect(await job('manager', jobId)).toMatchObject({ readable: false, fileName: null });
});
