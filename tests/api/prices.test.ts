import type { PriceLevel, PriceRule, ResolvedLine } from '@xinhang/shared/prices.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
let pump: Product;
let piece = 0;
let carton = 0;
let category = 0;
const customers: Record<string, number> = {};

async function made<T = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([path, status, JSON.stringify(json)]).toEqual([path, 201, expect.anything()]);
  return json;
}
const rule = (body: object) =>
  made<PriceRule>('boss', '/price-rules', { productId: pump.id, release: true, ...body });
async function price(
  who: string,
  asked: { customer?: string; qty?: number; unit?: number; on?: string; explain?: boolean },
) {
  const { customer, qty = 1, unit = piece, on } = asked;
  const query = [
    `line=${pump.id}:${unit}:${qty * 10_000}`,
    ...(customer ? [`customerId=${customers[customer]}`] : []),
    ...(on ? [`on=${on}`] : []),
    ...(asked.explain ? ['explain=1'] : []),
  ];
  const { status, json } = await call<{ lines: ResolvedLine[] }>(
    who,
    'GET',
    `/prices?${query.join('&')}`,
  );
  return status === 200 ? json.lines[0]! : status;
}
const grossOf = async (...args: Parameters<typeof price>) => {
  const line = await price(...args);
  return typeof line === 'number' ? line : (line.price?.grossE4 ?? null);
};

beforeAll(async () => {
  company = await startCompany();
  const { json } = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  [piece, , , , carton] = json.rows.map((row) => row.id) as [number, 0, 0, 0, number];
  category = (await made('boss', '/product-categories', { name: '泵' })).id;
  pump = await made<Product>('boss', '/products', {
    name: '离心泵',
    unitId: piece,
    categoryId: category,
    units: [{ unitId: carton, num: 10 }],
  });
  for (const [who, name, region] of [
    ['alice', '华瑞', '华东'],
    ['alice', '腾朗', '华南'],
    ['bob', '宏远', '华东'],
  ]) {
    customers[name!] = (await made(who!, '/customers', { name, region })).id;
  }
});
afterAll(async () => {
  await company.stop();
});

test('the price is that of the customer, the region, the level, everybody', async () => {
  expect(await grossOf('alice', { customer: '华瑞' })).toBeNull();
  await rule({ priceE4: 100_0000, floorE4: 70_0000, ceilingE4: 130_0000 });
  await rule({ priceE4: 90_0000, qtyFromE4: 100_0000 });
  expect(await grossOf('alice', { customer: '华瑞' })).toBe(100_0000);
  expect(await grossOf('alice', { customer: '华瑞', qty: 100 })).toBe(90_0000);
  // Ten cartons are a hundred pieces.
  expect(await grossOf('alice', { unit: carton, qty: 10 })).toBe(900_0000);

  const level = await made<PriceLevel>('boss', '/price-levels', { name: '经销商' });
  await rule({
    productId: null,
    categoryId: category,
    discountBp: 1500,
    scope: 'level',
    levelId: level.id,
  });
  const put = (who: string, name: string) =>
    call(who, 'PUT', `/customers/${customers[name]}/price-level`, { levelId: level.id });
  expect((await put('alice', '腾朗')).status).toBe(403);
  expect((await put('boss', '腾朗')).status).toBe(200);
  expect(await grossOf('alice', { customer: '腾朗' })).toBe(85_0000);

  await rule({ priceE4: 80_0000, scope: 'region', region: '华东' });
  expect(await grossOf('alice', { customer: '华瑞' })).toBe(80_0000);
  await rule({ priceE4: 75_0000, scope: 'customer', customerId: customers['华瑞'] });
  const line = (await price('alice', { customer: '华瑞', explain: true })) as ResolvedLine;
  expect(line.price).toMatchObject({
    grossE4: 75_0000,
    netE4: 66_3717,
    floorNetE4: 61_9469,
    ceilingNetE4: 115_0442,
    rule: { scope: 'customer', customer: { name: '华瑞' } },
  });
  expect(line.others.map((one) => one.scope)).toEqual(['region', 'all']);
  expect(line.last).toBeNull();
});

test('a price of a customer is seen by those who see the customer, and no buyer sees any', async () => {
  const seen = async (who: string) =>
    (await call<{ rows: PriceRule[] }>(who, 'GET', '/price-rules?scope=customer')).json.rows.map(
      (row) => row.customer?.name,
    );
  expect(await seen('alice')).toEqual(['华瑞']);
  expect(await seen('bob')).toEqual([]);
  expect(await grossOf('bob', { customer: '华瑞' })).toBe(404);
  expect((await call('buyer', 'GET', '/price-rules')).status).toBe(403);
  expect(await grossOf('buyer', {})).toBe(403);
});

test('a draft counts for nobody, is released once, and then only ended', async () => {
  const draft = await made<PriceRule>('boss', '/price-rules', {
    productId: pump.id,
    priceE4: 60_0000,
    scope: 'customer',
    customerId: customers['宏远'],
  });
  expect(await grossOf('bob', { customer: '宏远' })).toBe(80_0000);
  const path = `/price-rules/${draft.id}`;
  const changed = await call<PriceRule>('boss', 'PATCH', path, { version: 1, priceE4: 65_0000 });
  expect(changed.json).toMatchObject({ version: 2, priceE4: 65_0000, state: 'draft' });
  expect((await call('boss', 'POST', `${path}/release`, { version: 1 })).json.code).toBe(
    'version-conflict',
  );
  expect((await call('boss', 'POST', `${path}/release`, { version: 2 })).status).toBe(200);
  expect(await grossOf('bob', { customer: '宏远' })).toBe(65_0000);
  expect((await call('boss', 'PATCH', path, { version: 3, priceE4: 1 })).json.code).toBe(
    'state-refused',
  );
  expect((await call('boss', 'DELETE', path)).json.code).toBe('state-refused');
  const ended = await call<PriceRule>('boss', 'POST', `${path}/end`, { version: 3 });
  expect(ended.json).toMatchObject({ state: 'expired', validTo: '2026-11-23' });
  expect(await grossOf('bob', { customer: '宏远' })).toBe(80_0000);
  // Before its first day no rule counts.
  expect(await grossOf('bob', { customer: '宏远', on: '2026-11-23' })).toBeNull();
});

test.each([
  [{ productId: null, priceE4: null }, '/productId', 'required'],
  [{ priceE4: 5, floorE4: 6 }, '/floorE4', 'above-price'],
  [{ priceE4: 5, ceilingE4: 4 }, '/ceilingE4', 'below-price'],
  [{ priceE4: 5, scope: 'level' }, '/levelId', 'required'],
  [{ priceE4: 5, region: '华东' }, '/region', 'other-scope'],
  [{ priceE4: 5, validFrom: '2026-12-02', validTo: '2026-12-01' }, '/validTo', 'before-beginning'],
  [{ priceE4: 5, unitId: 999_999 }, '/unitId', 'unknown-unit'],
])('a rule that does not fit is refused at its field: %j', async (body, pointer, code) => {
  const answer = await call('boss', 'POST', '/price-rules', { productId: pump.id, ...body });
  expect(refusal(answer)).toEqual([422, pointer, code]);
});

test('the last price is that of a won deal which the reader may open', async () => {
  const { rows } = (await call<{ rows: { id: number }[] }>('alice', 'GET', '/pipelines')).json;
  const line = { product: '离心泵', productId: pump.id, qtyE4: 10_000, priceE4: 72_0000 };
  const deal = {
    name: '首单',
    pipelineId: rows[0]!.id,
    customerId: customers['华瑞'],
    lines: [line],
  };
  const { id, version } = await made<{ id: number; version: number }>('alice', '/deals', deal);
  const last = async (who: string) =>
    ((await price(who, { customer: '华瑞' })) as ResolvedLine).last;
  expect(await last('alice')).toBeNull();
  const won = { version, outcome: 'won', reason: '', note: '' };
  expect((await call('alice', 'POST', `/deals/${id}/close`, won)).status).toBe(200);
  expect(await last('alice')).toEqual({
    priceE4: 72_0000,
    unit: { id: piece, name: '个' },
    on: '2026-11-24',
    source: '首单',
    route: `/deals/${id}`,
  });
  const wrong = { ...deal, lines: [{ ...line, unitId: 999_999 }] };
  expect(refusal(await call('alice', 'POST', '/deals', wrong))).toEqual([
    422,
    '/lines/0/unitId',
    'unknown-unit',
  ]);
});

test('the units that prices are written in stay as they are', async () => {
  await rule({ priceE4: 950_0000, unitId: carton, scope: 'region', region: '西北' });
  const patch = (body: object) =>
    call('boss', 'PATCH', `/products/${pump.id}`, { version: 1, ...body });
  expect(refusal(await patch({ units: [] }))).toEqual([422, '/units', 'unit-in-use']);
  expect(refusal(await patch({ units: [{ unitId: carton, num: 12 }] }))).toEqual([
    422,
    '/units/0/num',
    'unit-in-use',
  ]);
  expect(refusal(await patch({ unitId: carton, units: [] }))).toEqual([
    422,
    '/unitId',
    'unit-fixed',
  ]);
});
