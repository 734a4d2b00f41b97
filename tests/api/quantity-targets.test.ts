import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { SalesPlan } from '@xinhang/shared/sales-plans.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let depts: Record<string, number>;
const products: Record<string, number> = {};
const categories: Record<string, number> = {};
const TODAY = '2026-11-24';
const ONE = 10_000;

interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: object }[];
}
type Sheet = EndpointOutput<typeof api.targets.get>;
type Achieved = EndpointOutput<typeof api.achievement.get>;
type Offered = EndpointOutput<typeof api.targets.listGoods>;
type Parts = EndpointOutput<typeof api.achievement.parts>;
type Behind = EndpointOutput<typeof api.achievement.rows>;
type Figures = EndpointOutput<typeof api.salesPlans.figures>;
type Saved = EndpointOutput<typeof api.targets.save>;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(tokens[who]!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function ok<T>(...asked: Parameters<typeof call>): Promise<T> {
  const { status, json } = await call<T>(...asked);
  if (status >= 300) throw new Error(`${asked[2]}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
  json.errors?.[0]?.params,
];

/** A confirmed order of this person. */
async function ordered(who: string, product: string, qty: number) {
  const name = `数量客户 ${who} ${product} ${qty}`;
  const customer = { name, region: '华东', duplicateReason: '测' };
  const { id: customerId } = await ok<{ id: number }>(who, 'POST', '/customers', customer);
  const lines = [{ productId: products[product]!, qtyE4: qty * ONE }];
  const body = { customerId, businessDate: TODAY, lines };
  const order = await ok<SalesOrder>(who, 'POST', '/sales-orders', body);
  const confirm = { version: order.version };
  return await ok<SalesOrder>(who, 'POST', `/sales-orders/${order.id}/confirm`, confirm);
}
const goods = (name: string) =>
  name in products ? `product-${products[name]!}` : `category-${categories[name]!}`;
const measured = (name: string, metric = 'orderedQty') => ({ metric, goods: goods(name) });
const asQuery = (query: object) =>
  new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
const sheetOf = async (who: string, name: string, dept = '一组') =>
  await call<Sheet>(
    who,
    'GET',
    `/targets?${asQuery({ year: 2026, deptId: depts[dept]!, ...measured(name) })}`,
  );
const cell = (who: string, qty: number | null, month = 11) => ({
  nodeKind: 'user',
  nodeId: company.users[who]!,
  month,
  value: qty === null ? null : qty * ONE,
});
const save = async (name: string, version: number | null, body: object, dept = '一组') =>
  await call<Saved>('manager', 'PUT', '/targets', {
    year: 2026,
    deptId: depts[dept]!,
    ...measured(name),
    version,
    cells: [],
    ...body,
  });
const reached = async (who: string, query: object) =>
  await call<Achieved>(
    who,
    'GET',
    `/achievement?${asQuery({ span: 'month', on: TODAY, ...query })}`,
  );

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const found = await ok<{ rows: { id: number; name: string; parentId: number | null }[] }>(
    'boss',
    'GET',
    '/depts',
  );
  depts = Object.fromEntries(
    found.rows.map((row) => [row.parentId === null ? 'root' : row.name, row.id]),
  );
  // Somebody above the manager, who decides on the targets.
  await company.db.transaction((tx) =>
    tx
      .updateTable('dept')
      .set({ head_user_id: company.users['boss']! })
      .where('id', '=', depts['root']!)
      .execute(),
  );
  const [piece] = (await ok<{ rows: { id: number }[] }>('boss', 'GET', '/units')).rows;
  const metre = await ok<{ id: number }>('boss', 'POST', '/units', { name: '测试米' });
  const category = async (name: string, above: string | null = null) => {
    const body = { name, parentId: above === null ? null : categories[above]! };
    categories[name] = (await ok<{ id: number }>('boss', 'POST', '/product-categories', body)).id;
  };
  await category('阀门');
  await category('球阀', '阀门');
  await category('闸阀', '阀门');
  await category('杂项');
  await category('空的');
  const product = async (name: string, inCategory: string, unitId: number, qtyDecimals = 0) => {
    const body = { name, categoryId: categories[inCategory]!, unitId, qtyDecimals, taxBp: 1300 };
    products[name] = (await ok<{ id: number }>('boss', 'POST', '/products', body)).id;
    if (name === '垫片') return;
    await ok('boss', 'POST', '/price-rules', {
      scope: 'all',
      basis: 'gross',
      release: true,
      productId: products[name]!,
      priceE4: 113 * ONE,
    });
  };
  await product('球阀一号', '球阀', piece!.id);
  await product('闸阀一号', '闸阀', piece!.id);
  await product('电缆', '杂项', metre.id, 2);
  await product('垫片', '杂项', piece!.id);
  await ordered('alice', '球阀一号', 3);
  await ordered('alice', '闸阀一号', 4);
  await ordered('alice', '电缆', 20);
  await ordered('bob', '球阀一号', 7);
});
afterAll(async () => {
  await company.stop();
});

test('what is counted is asked for, in one unit, and of quantities alone', async () => {
  const asked = (query: object) => reached('boss', query);
  expect(refusal(await asked({ metric: 'orderedQty' }))).toEqual([
    422,
    '/goods',
    'required',
    undefined,
  ]);
  expect(refusal(await asked({ metric: 'won', goods: goods('球阀') }))).toEqual([
    422,
    '/goods',
    'not-by-goods',
    undefined,
  ]);
  expect(refusal(await save('杂项', null, { cells: [cell('alice', 5)] }))).toEqual([
    422,
    '/goods',
    'several-units',
    { units: expect.stringContaining('测试米') },
  ]);
  expect(refusal(await save('空的', null, {})).slice(1, 3)).toEqual(['/goods', 'no-products']);
  expect((await asked({ metric: 'orderedQty', goods: 'product-999999' })).status).toBe(404);
  expect((await asked({ metric: 'orderedQty', goods: 'brand-1' })).status).toBe(400);
  const half = await save('球阀一号', null, { cells: [cell('alice', 2.5)] });
  expect(refusal(half)).toEqual([422, '/cells/0/value', 'too-many-decimals', { most: 0 }]);
});

test('a target by quantity is set, approved, compared and opened down to the documents', async () => {
  // With all below it: ball valves and gate valves.
  const first = await save('阀门', null, { cells: [cell('alice', 10)] });
  expect(first.json.state).toBe('draft');
  const sheet = (await sheetOf('manager', '阀门')).json;
  expect(sheet.goods).toEqual({ key: goods('阀门'), name: '阀门', unit: '个', decimals: 0 });
  expect(sheet.rows.find((row) => row.node.name === 'alice')?.months[10]).toBe(10 * ONE);
  // The same department has another sheet for each thing that is counted, and one of amounts.
  expect((await sheetOf('manager', '电缆')).json.draft).toBeNull();
  await save('电缆', null, { cells: [cell('alice', 30.25)] });
  expect((await sheetOf('manager', '电缆')).json).toMatchObject({
    goods: { unit: '测试米', decimals: 2 },
    draft: { revision: 1, total: 302_500 },
  });
  const actual = async (who: string, query: object) => {
    const { json } = await reached(who, query);
    return [json.total.target, json.total.actual];
  };
  // A draft counts for nothing.
  const ofAlice = { nodeKind: 'user', nodeId: company.users['alice']!, ...measured('阀门') };
  expect(await actual('manager', ofAlice)).toEqual([null, 7 * ONE]);
  const { id, version } = first.json;
  await ok('manager', 'POST', `/targets/${id}/submit`, { version });
  const waiting = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/approvals');
  const page = await ok<ApprovalPage>('boss', 'GET', `/approvals/${waiting.rows[0]!.id}`);
  expect(page.lines).toMatchObject([
    { name: 'target-orderedQty', text: '10 个' },
    { name: 'targetMembers', text: 'alice 10 个' },
  ]);
  const task = page.tasks.find((one) => one.state === 'pending')!;
  const yes = { decision: 'approve', comment: '' };
  await ok('boss', 'POST', `/approval-tasks/${task.id}/decide`, yes);
  expect(await actual('manager', ofAlice)).toEqual([10 * ONE, 7 * ONE]);
  expect(await actual('alice', measured('阀门'))).toEqual([10 * ONE, 7 * ONE]);
  expect(await actual('boss', measured('阀门'))).toEqual([10 * ONE, 14 * ONE]);
  expect(await actual('boss', measured('球阀'))).toEqual([null, 10 * ONE]);
  expect(await actual('boss', measured('电缆'))).toEqual([null, 20 * ONE]);
  expect(await actual('boss', measured('阀门', 'deliveredQty'))).toEqual([null, 0]);
  // Bob's team sees nothing of it.
  expect(await actual('bob', measured('阀门'))).toEqual([null, 7 * ONE]);
  const year = (await reached('boss', measured('阀门'))).json.months[10];
  expect(year).toMatchObject({ month: '2026-11', target: 10 * ONE, actual: 14 * ONE });
  const span = { from: '2026-11-01', to: '2026-11-30' };
  const { rows } = await ok<Behind>(
    'manager',
    'GET',
    `/achievement/rows?${asQuery({ ...ofAlice, ...span })}`,
  );
  expect(rows.map(({ doc, product }) => [doc.kind, product])).toEqual([
    ['salesOrder', { name: '闸阀一号', unit: '个', qtyE4: 4 * ONE }],
    ['salesOrder', { name: '球阀一号', unit: '个', qtyE4: 3 * ONE }],
  ]);
});

test('results in another unit than that of the sheets stay out, and the unit stays', async () => {
  const others = await ok<{ id: number; version: number }>(
    'boss',
    'GET',
    `/products/${products['电缆']!}`,
  );
  // Cables come below the valves, which are planned by the piece.
  await ok('boss', 'PATCH', `/products/${others.id}`, {
    version: others.version,
    categoryId: categories['球阀']!,
  });
  await ordered('alice', '电缆', 50);
  const { json } = await reached('boss', measured('阀门'));
  expect([json.goods?.unit, json.total.actual]).toEqual(['个', 14 * ONE]);
  // What nobody planned has no unit of its own any more.
  expect(refusal(await reached('boss', measured('球阀'))).slice(0, 3)).toEqual([
    422,
    '/goods',
    'several-units',
  ]);
  // A product whose targets count it keeps its base unit.
  const fixed = await ok<{ unitFixed: boolean }>('boss', 'GET', `/products/${products['垫片']!}`);
  expect(fixed.unitFixed).toBe(false);
  await save('垫片', null, { cells: [cell('alice', 1)] });
  const planned = await ok<{ unitFixed: boolean }>('boss', 'GET', `/products/${products['垫片']!}`);
  expect(planned.unitFixed).toBe(true);
});

test('a quantity is split by region, and what is planned is offered to whom it concerns', async () => {
  const open = (await sheetOf('manager', '阀门')).json;
  expect(open.dimensions).toEqual(['region']);
  const part = { ...cell('alice', 6), dimension: 'region', part: '华东' };
  const saved = await save('阀门', null, { splits: [part] });
  expect(saved.status).toBe(200);
  const { rows } = (await sheetOf('manager', '阀门')).json;
  expect(rows.find((row) => row.node.name === 'alice')?.splits).toEqual([
    { dimension: 'region', total: 6 * ONE, off: true },
  ]);
  const found = await ok<Parts>(
    'boss',
    'GET',
    `/achievement/parts?${asQuery({ on: TODAY, ...measured('阀门') })}`,
  );
  expect(found.rows).toMatchObject([{ name: '华东', actual: 14 * ONE, quantity: [] }]);
  const offered = async (who: string) => {
    const { planned } = await ok<Offered>(who, 'GET', '/targets/goods?year=2026&metric=orderedQty');
    return planned.map(({ name }) => name.replace(/^\S+ /, '')).toSorted();
  };
  expect(await offered('manager')).toEqual(['垫片', '电缆', '阀门'].toSorted());
  // Only what holds of herself; drafts are the department's.
  expect([await offered('alice'), await offered('bob')]).toEqual([['阀门'], []]);
  const { categories: all } = await ok<Offered>(
    'boss',
    'GET',
    '/targets/goods?year=2026&metric=orderedQty',
  );
  expect(all.map(({ name, units }) => [name, units.length])).toEqual(
    expect.arrayContaining([
      ['阀门 / 闸阀', 1],
      ['阀门', 2],
      ['空的', 0],
    ]),
  );
});

test('a sales plan shows every target of its department beside its result', async () => {
  const amount = { year: 2026, deptId: depts['一组']!, metric: 'ordered', version: null };
  const cells = [{ ...cell('alice', null), value: 500_000 }];
  const { id, version } = await ok<Saved>('boss', 'PUT', '/targets', { ...amount, cells });
  await ok('boss', 'POST', `/targets/${id}/submit`, { version });
  const about = { deptId: depts['一组'], span: 'month', on: TODAY };
  const plan = await ok<SalesPlan>('boss', 'POST', '/sales-plans', about);
  const figures = async (who: string) =>
    await call<Figures>(who, 'GET', `/sales-plans/${plan.id}/figures`);
  expect((await figures('manager')).json.rows).toMatchObject([
    { metric: 'ordered', goods: null, target: 500_000 },
    {
      metric: 'orderedQty',
      goods: { name: '阀门', unit: '个' },
      target: 10 * ONE,
      actual: 7 * ONE,
    },
  ]);
  const draft = await figures('alice');
  expect(draft.status).toBe(404);
  const written = { version: plan.version, strategy: '先做阀门', segments: [] };
  const saved = await ok<SalesPlan>('boss', 'PUT', `/sales-plans/${plan.id}`, written);
  const { state } = await ok<SalesPlan>('boss', 'POST', `/sales-plans/${plan.id}/submit`, {
    version: saved.version,
  });
  expect(state).toBe('locked');
  // Whoever carries it out reads the plan, and not what the others reached.
  expect((await figures('alice')).json.rows).toEqual([]);
});
