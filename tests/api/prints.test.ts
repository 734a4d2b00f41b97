import { addPerson } from '@xinhang/server/ops/found.ts';
import type { Printed, PrintTemplate } from '@xinhang/shared/print-templates.ts';
import { readyLayout } from '@xinhang/shared/print-ready.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let [boss, keeper, seller] = ['', '', ''];
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };

async function call<T = Refusal>(
  token: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(token, method, path, body)) as { status: number; json: T & Refusal };
}

beforeAll(async () => {
  company = await startCompany();
  const passwordHash = await quickHash();
  await company.db.transaction(async (tx) => {
    const dept = await tx.selectFrom('dept').select('id').orderBy('id').executeTakeFirstOrThrow();
    const who = { login: 'keeper', name: '库管', deptId: dept.id, roleKeys: ['warehouse'] };
    await addPerson(tx, { ...who, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  boss = await company.login('boss');
  keeper = await company.login('keeper');
  seller = await company.login('alice');
});
afterAll(async () => {
  await company.stop();
});

const layout = readyLayout('otherIn', 'continuous-140', 'zh-CN');
const add = (name: string, more: object = {}) =>
  call<PrintTemplate>(boss, 'POST', '/print-templates', { kind: 'otherIn', name, layout, ...more });
const rows = async () =>
  (await call<{ rows: PrintTemplate[] }>(keeper, 'GET', '/print-templates')).json.rows;

test('one template of a kind is the standard one; what a kind does not have is refused', async () => {
  const first = await add('一', { standard: true });
  const second = await add('二', { standard: true });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect((await rows()).map((row) => [row.name, row.standard, row.version])).toEqual([
    ['一', false, 2],
    ['二', true, 1],
  ]);
  expect((await add('二')).json.code).toBe('already-exists');
  const { id } = second.json;
  const patch = (body: object) =>
    call<PrintTemplate>(boss, 'PATCH', `/print-templates/${id}`, { version: 1, ...body });
  const twice = await patch({ layout: { ...layout, head: ['no', 'no'] } });
  expect(twice.json.errors?.[0]).toMatchObject({ pointer: '/layout/head/1' });
  const columns = [{ key: 'salary', title: '', width: 10 }];
  const strange = await patch({ layout: { ...layout, columns } });
  expect(strange.json.errors?.[0]).toMatchObject({ pointer: '/layout/columns/0/key' });
  const changed = await patch({ layout: { ...layout, title: '入库单' } });
  expect([changed.json.version, changed.json.layout.title]).toEqual([2, '入库单']);
  expect((await patch({ name: '三' })).json.code).toBe('version-conflict');
  const gone = await call(boss, 'POST', `/print-templates/${id}/remove`, { version: 2 });
  expect(gone.status).toBe(200);
  expect((await rows()).map((row) => row.name)).toEqual(['一']);
  expect((await call(keeper, 'POST', '/print-templates', {})).status).toBe(403);
});

test('each print is counted for good, and only for who reads the document', async () => {
  const units = await call<{ rows: { id: number }[] }>(boss, 'GET', '/units');
  const unitId = units.json.rows[0]!.id;
  const { json: product } = await call<{ id: number }>(boss, 'POST', '/products', {
    name: '阀',
    unitId,
  });
  const { json: doc } = await call<{ id: number }>(boss, 'POST', '/stock-documents', {
    kind: 'otherIn',
    businessDate: '2026-11-24',
    lines: [{ productId: product.id, unitId, qtyE4: 1_0000 }],
  });
  const body = { kind: 'otherIn', docId: doc.id, template: '一' };
  const once = await call<Printed>(keeper, 'POST', '/prints', body);
  const again = await call<Printed>(boss, 'POST', '/prints', { ...body, template: 'A4' });
  expect([once.json.count, again.json.count]).toEqual([1, 2]);
  const path = `/prints/otherIn/${doc.id}`;
  const read = await call<Printed>(keeper, 'GET', path);
  expect(read.json.last.map(({ by, template }) => [by.name, template])).toEqual([
    ['boss', 'A4'],
    ['库管', '一'],
  ]);
  // A sheet to count by is printed before it is a document with a number.
  const places = await call<{ rows: { id: number }[] }>(boss, 'GET', '/locations');
  const { json: count } = await call<{ id: number }>(boss, 'POST', '/stock-counts', {
    locationId: places.json.rows[0]!.id,
    businessDate: '2026-11-24',
  });
  const sheet = { kind: 'count', docId: count.id, template: 'A4' };
  expect((await call<Printed>(keeper, 'POST', '/prints', sheet)).json.count).toBe(1);
  expect((await call(seller, 'GET', path)).status).toBe(403);
  expect((await call(seller, 'POST', '/prints', body)).status).toBe(403);
  // By the name of another kind it is not there.
  const other = await call(keeper, 'GET', `/prints/transfer/${doc.id}`);
  expect(other.status).toBe(404);
  const change = company.db.transaction(async (tx) => {
    await tx.updateTable('print_run').set({ doc_id: 1 }).execute();
  });
  await expect(change).rejects.toThrow(/append-only/);
});
