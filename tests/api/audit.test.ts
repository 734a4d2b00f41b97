import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  // Somebody who reads the audit and sees the own customers alone.
  await company.db.transaction(async (tx) => {
    const role = async (key: string) =>
      await tx.selectFrom('role').select('id').where('key', '=', key).executeTakeFirstOrThrow();
    await tx
      .insertInto('role_grant')
      .values({
        role_id: (await role('sales-manager')).id,
        permission: 'system.audit',
        scope: 'all',
        dept_ids: '[]',
        warehouse_ids: null,
        cash_account_ids: null,
      })
      .execute();
  });
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

interface Row {
  id: number;
  at: number;
  actor: { name: string } | null;
  action: string;
  entity: string;
  entityId: number | null;
  subject: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  withheld: boolean;
}
const call = async (who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);
async function audit(who: string, query = ''): Promise<Row[]> {
  const answer = await call(who, 'GET', `/audit?limit=200${query}`);
  expect(answer.status).toBe(200);
  return answer.json.rows as Row[];
}
const register = async (who: string, name: string, fields: object = {}) =>
  (await call(who, 'POST', '/customers', { name, ...fields })).json as {
    id: number;
    version: number;
  };
const about = (id: number, entity = 'customer') => `&entity=${entity}&entityId=${id}`;

test('who may read it, and who acted is said by name', async () => {
  expect((await call('alice', 'GET', '/audit')).status).toBe(403);
  const { id } = await register('alice', '审计公司');
  const [row] = await audit('boss', about(id));
  expect(row).toMatchObject({
    actor: { id: company.users['alice'], name: 'alice' },
    action: 'customers.create',
    subject: '审计公司',
    before: null,
    withheld: false,
  });
  // Names instead of ids; nothing that is only made from other fields.
  expect(row?.after).toMatchObject({ name: '审计公司', owner_id: 'alice', created_by: 'alice' });
  expect(row?.after).not.toHaveProperty('name_key');
});

test('a change shows what differs and nothing else', async () => {
  const { id, version } = await register('alice', '差异公司', { website: 'a.cn', note: '旧' });
  await call('alice', 'PATCH', `/customers/${id}`, { version, note: '新' });
  const [row] = await audit('boss', `${about(id)}&action=customers.update`);
  expect([row?.before, row?.after]).toEqual([{ note: '旧' }, { note: '新' }]);
});

test('an administrator sees that something happened, and no business data', async () => {
  const { id } = await register('alice', '机密客户', {
    phone: '13912345678',
    contact: { name: '机密联系人' },
  });
  await call('alice', 'POST', '/follow-ups', { customerId: id, content: '机密跟进' });
  const rows = await audit('admin');
  expect(rows.some((row) => row.entityId === id && row.action === 'followUps.create')).toBe(true);
  for (const row of rows.filter((one) => one.entity === 'customer')) {
    expect(row).toMatchObject({ subject: null, before: null, after: null, withheld: true });
  }
  expect(JSON.stringify(rows)).not.toMatch(/机密|139/);
  // What is the administrator's own business is shown.
  await call('admin', 'POST', '/tags', { name: '大客户' });
  const [tag] = await audit('admin', '&action=settings.createTag');
  expect(tag).toMatchObject({ subject: '大客户', after: { name: '大客户' }, withheld: false });
});

test('before and after are shown inside the reader’s own scope alone', async () => {
  const mine = await register('alice', '一组客户');
  const other = await register('bob', '二组客户');
  const [seen] = await audit('manager', about(mine.id));
  expect(seen).toMatchObject({ subject: '一组客户', withheld: false });
  const [hidden] = await audit('manager', about(other.id));
  expect(hidden).toMatchObject({ subject: null, before: null, after: null, withheld: true });
  // Handed over: what was written before goes with the customer.
  await call('boss', 'POST', `/customers/${mine.id}/assign`, {
    version: mine.version,
    ownerId: company.users['bob'],
  });
  const [gone] = await audit('manager', about(mine.id));
  expect(gone).toMatchObject({ subject: null, after: null, withheld: true });
});

test('a phone and a credit limit are masked as the reader’s roles say', async () => {
  const { id } = await register('alice', '电话客户', { phone: '13812345678' });
  const view = async (column: 'phone_view' | 'credit_view', value: string) =>
    await company.db.transaction(async (tx) => {
      const role = tx.updateTable('role').where('key', '=', 'sales-manager');
      await role.set({ [column]: value }).execute();
      await tx
        .updateTable('company')
        .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
        .execute();
    });
  const phone = async () => (await audit('manager', about(id)))[0];
  await view('phone_view', 'show');
  expect((await phone())?.after).toMatchObject({ phone: '13812345678' });
  await view('phone_view', 'mask');
  expect(await phone()).toMatchObject({ withheld: true, after: { phone: '138****5678' } });
  await view('phone_view', 'hide');
  expect((await phone())?.after).not.toHaveProperty('phone');
  expect(JSON.stringify(await phone())).not.toContain('5678');
});

test('nobody ever reads a password or a token, and saved views are their person’s', async () => {
  await call('alice', 'POST', '/saved-views', { page: 'x', name: '甲', state: { q: '机密词' } });
  await company.db.transaction(async (tx) => {
    await tx
      .insertInto('audit_event')
      .values({
        at: company.clock.now,
        actor_id: null,
        session_id: null,
        request_id: 'test',
        address: '',
        action: 'test.secret',
        entity: 'user',
        entity_id: company.users['alice']!,
        customer_id: null,
        before: null,
        after: JSON.stringify({ name: 'alice', password_hash: '$argon2$', token: 'abc' }),
      })
      .execute();
  });
  const [row] = await audit('boss', '&action=test.secret');
  expect(row).toMatchObject({ subject: 'alice', after: { name: 'alice' }, withheld: true });
  expect(JSON.stringify(row)).not.toMatch(/argon2|abc/);
  const [saved] = await audit('boss', '&action=settings.createSavedView');
  expect(saved).toMatchObject({ after: null, withheld: true });
});

test('pages neither repeat nor lose a row, and filters narrow by person, action and date', async () => {
  const all = await audit('boss');
  const paged: number[] = [];
  let cursor = '';
  for (;;) {
    const { json } = await call('boss', 'GET', `/audit?limit=7${cursor}`);
    paged.push(...(json.rows as Row[]).map((row) => row.id));
    if (json.next === null) break;
    cursor = `&cursor=${encodeURIComponent(json.next as string)}`;
  }
  expect(paged).toEqual(all.map((row) => row.id));
  const bob = await audit('boss', `&actorId=${company.users['bob']}`);
  expect(new Set(bob.map((row) => row.actor?.name))).toEqual(new Set(['bob']));
  expect(await audit('boss', '&from=2026-11-25')).toEqual([]);
  expect(await audit('boss', '&to=2026-11-23')).toEqual([]);
  expect(await audit('boss', '&from=2026-11-24&to=2026-11-24')).toEqual(all);
  const wrong = await call('boss', 'GET', '/audit?cursor=nonsense');
  expect(wrong.json.code).toBe('bad-cursor');
});

test('what work others began is told to the owner, and to no other reader', async () => {
  const body = { columns: ['name'], format: 'csv', lang: 'en', filter: {} };
  const { status, json } = await call('manager', 'POST', '/customers/export', body);
  expect(status, JSON.stringify(json)).toBe(202);
  const rows = async (who: string) => await audit(who, '&action=jobs.start');
  expect((await rows('boss'))[0]).toMatchObject({
    withheld: false,
    after: expect.anything() as object,
  });
  expect((await rows('admin'))[0]).toMatchObject({ withheld: true, after: null });
});
