import { createHash } from 'node:crypto';
import { allReferredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import type { Location } from '@xinhang/shared/product-words.ts';
import type { PickedProduct, Product, ProductRow } from '@xinhang/shared/products.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
const units: Record<string, number> = {};
type Refusal = { code: string; errors?: { pointer: string; code: string; params?: object }[] };

async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
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
async function add(name: string, more: object = {}) {
  const body = { name, unitId: units['个'], ...more };
  const { status, json } = await call<Product>('boss', 'POST', '/products', body);
  expect([name, status]).toEqual([name, 201]);
  return json;
}
const names = async (query: string) =>
  (await call<{ rows: ProductRow[] }>('alice', 'GET', `/products?${query}`)).json.rows.map(
    (row) => row.name,
  );
const picked = async (q: string) =>
  (
    await call<{ rows: PickedProduct[] }>(
      'alice',
      'GET',
      `/product-picks?q=${encodeURIComponent(q)}`,
    )
  ).json.rows;

beforeAll(async () => {
  company = await startCompany();
  const { json } = await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/units');
  for (const unit of json.rows) units[unit.name] = unit.id;
});
afterAll(async () => {
  await company.stop();
});

test('a product is numbered, found by code, pinyin and spec, and its carton by barcode', async () => {
  const valve = await add('截止阀', { spec: 'DN50' });
  expect(valve.code).toBe('100001');
  const pump = await add('不锈钢水泵', {
    code: 'P-200',
    units: [{ unitId: units['箱'], num: 24 }],
    barcodes: [
      { code: ' 6901 234 ', unitId: units['个'] },
      { code: '16901234', unitId: units['箱'] },
    ],
  });
  expect((await add('密封圈')).code).toBe('100002');
  for (const q of ['bxgsb', '水泵', 'p-200', '６９０１２３４']) {
    expect(await names(`q=${encodeURIComponent(q)}`), q).toEqual(['不锈钢水泵']);
  }
  expect(await names('q=dn50')).toEqual(['截止阀']);
  const [carton] = await picked('16901234');
  expect(carton).toMatchObject({ id: pump.id, unit: { name: '箱' }, num: 24, den: 1 });
  expect(carton!.baseUnit.name).toBe('个');
  const [piece] = await picked('6901234');
  expect(piece).toMatchObject({ unit: { name: '个' }, num: 1, den: 1 });
  // A code goes before words that contain it.
  expect((await picked('P-2')).map((row) => row.code)).toEqual(['P-200']);
  const { json } = await call<{ hits: { source: string; id: number }[] }>(
    'alice',
    'GET',
    '/search?q=bxgsb',
  );
  expect(json.hits.map(({ source, id }) => [source, id])).toEqual([['products', pump.id]]);
});

test('a code or barcode of another product is refused with its name', async () => {
  await add('角阀', { code: 'JF-1', barcodes: [{ code: '6905', unitId: units['个'] }] });
  const twice = (more: object) =>
    call('boss', 'POST', '/products', { name: '别的', unitId: units['个'], ...more });
  const code = await twice({ code: 'ｊｆ-1' });
  expect(refusal(code)).toEqual([422, '/code', 'code-taken']);
  expect(code.json.errors![0]!.params).toEqual({ name: '角阀' });
  const barcode = await twice({ barcodes: [{ code: '6905', unitId: units['个'] }] });
  expect(refusal(barcode)).toEqual([422, '/barcodes/0/code', 'barcode-taken']);
});

test.each([
  [{ units: [{ unitId: 0, num: 2 }] }, 400, '/units/0/unitId'],
  [{ units: [{ unitId: 99_999, num: 2 }] }, 422, '/units/0/unitId'],
  [{ barcodes: [{ code: '7', unitId: 99_999 }] }, 422, '/barcodes/0/unitId'],
  [{ kind: 'service', tracksSerial: true }, 422, '/tracksSerial'],
  [{ minQtyE4: 2, maxQtyE4: 1 }, 422, '/maxQtyE4'],
  [{ categoryId: 99_999 }, 422, '/categoryId'],
])('what does not fit is refused at its field: %j', async (more, status, pointer) => {
  const answer = await call('boss', 'POST', '/products', {
    name: '不合适',
    unitId: units['个'],
    ...more,
  });
  expect(refusal(answer).slice(0, 2)).toEqual([status, pointer]);
});

test('what it costs is seen and set by those alone to whom cost is shown', async () => {
  const pump = await add('离心泵', { purchasePriceE4: 88_5000 });
  const seen = async (who: string) =>
    (await call<Product>(who, 'GET', `/products/${pump.id}`)).json;
  expect(await seen('buyer')).toMatchObject({ purchasePriceE4: 88_5000, costHidden: false });
  expect(await seen('alice')).toMatchObject({ purchasePriceE4: null, costHidden: true });
  expect((await call('alice', 'PATCH', `/products/${pump.id}`, { version: 1 })).status).toBe(403);
  expect((await call('admin', 'GET', '/products')).status).toBe(403);
  // The audit follows the same policy.
  const role = { name: '商品管理', fields: { phone: 'hide', personal: 'hide', credit: 'hide' } };
  const grant = (permission: string) => ({
    permission,
    scope: 'all',
    deptIds: [],
    warehouseIds: null,
    cashAccountIds: null,
  });
  const made = await call<{ id: number; version: number }>('boss', 'POST', '/roles', {
    name: role.name,
  });
  await call('boss', 'PATCH', `/roles/${made.json.id}`, {
    version: made.json.version,
    fields: { ...role.fields, cost: 'hide' },
    grants: ['products.read', 'products.update', 'system.audit'].map(grant),
  });
  const admin = await call<{ version: number }>('boss', 'GET', `/users/${company.users['admin']}`);
  const given = await call('boss', 'PATCH', `/users/${company.users['admin']}`, {
    version: admin.json.version,
    roleIds: [made.json.id],
  });
  expect([made.status, given.status]).toEqual([201, 200]);
  const { rows } = (
    await call<{ rows: { action: string; after: Record<string, unknown> | null }[] }>(
      'admin',
      'GET',
      '/audit?action=products.create&limit=50',
    )
  ).json;
  const after = rows.find((row) => row.after?.['name'] === '离心泵')!.after!;
  expect(after['purchase_price_e4']).toBeUndefined();
  const change = { version: 1, purchasePriceE4: 1 };
  expect(refusal(await call('admin', 'PATCH', `/products/${pump.id}`, change))).toEqual([
    422,
    '/purchasePriceE4',
    'cost-hidden',
  ]);
});

test('out of use a product is offered no more, and stays where it stands', async () => {
  const old = await add('旧款接头', { code: 'OLD-1' });
  await call('boss', 'PATCH', `/products/${old.id}`, { version: 1, active: false });
  expect(await picked('OLD-1')).toEqual([]);
  expect(await names('q=OLD-1&active=1')).toEqual([]);
  expect(await names('q=OLD-1&active=0')).toEqual(['旧款接头']);
  const stale = await call('boss', 'PATCH', `/products/${old.id}`, { version: 1, name: '新名' });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
});

test('pictures hang on a product, and nothing else does', async () => {
  const { id } = await add('球阀');
  const send = async (name: string) =>
    await company.app.inject({
      method: 'POST',
      url: `/api/v1/products/${id}/images?name=${encodeURIComponent(name)}`,
      headers: {
        authorization: `Bearer ${tokens.get('boss')}`,
        'content-type': 'application/octet-stream',
        'idempotency-key': `picture-${name}`,
      },
      payload: Buffer.from(name),
    });
  expect((await send('a.exe')).statusCode).toBe(422);
  const sent = await send('正面.png');
  expect(sent.statusCode, sent.body).toBe(201);
  const { json } = await call<Product>('alice', 'GET', `/products/${id}`);
  expect(json.images).toMatchObject([{ name: '正面.png', mime: 'image/png' }]);
  const path = `/product-images/${json.images[0]!.id}`;
  const read = async () =>
    await company.app.inject({
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${tokens.get('alice')}` },
    });
  expect((await read()).body).toBe('正面.png');
  // Its bytes go into every backup, as long as it hangs there.
  const hash = createHash('sha256').update('正面.png').digest('hex');
  const kept = async () => (await allReferredHashes(company.db.read)).includes(hash);
  expect(await kept()).toBe(true);
  expect((await call('alice', 'DELETE', path)).status).toBe(403);
  expect((await call('boss', 'DELETE', path)).status).toBe(200);
  expect(await kept()).toBe(false);
  expect((await read()).statusCode).toBe(404);
});

test('what a customer calls a product finds it for this customer, and goes along in a merge', async () => {
  const { id: productId } = await add('法兰');
  const customer = async (name: string) =>
    (await call<{ id: number; version: number }>('alice', 'POST', '/customers', { name })).json;
  const [one, other] = [await customer('料号客户'), await customer('并入客户')];
  const note = async (of: { id: number }, body: object) =>
    await call('alice', 'POST', `/customers/${of.id}/products`, { productId, ...body });
  expect((await note(other, { code: 'KH-88', name: '连接盘' })).status).toBe(201);
  expect((await note(other, { code: 'KH-89' })).json.code).toBe('already-exists');
  expect(refusal(await note(one, {}))).toEqual([422, '/code', 'required']);
  const found = async (who: string, customerId: number) =>
    (
      await call<{ rows: PickedProduct[] }>(
        who,
        'GET',
        `/product-picks?q=kh-88&customerId=${customerId}`,
      )
    ).json.rows.map((row) => row.id);
  expect(await found('alice', other.id)).toEqual([productId]);
  expect(await found('alice', one.id)).toEqual([]);
  // Of a customer of somebody else neither the part number nor the list is known.
  expect(await found('bob', other.id)).toEqual([]);
  expect((await call('bob', 'GET', `/customers/${other.id}/products`)).status).toBe(404);
  // Their documents carry their words for the goods in them, and no other customer's.
  const words = async (customerId: number) => {
    const body = { customerId, businessDate: '2026-11-24', lines: [{ productId, qtyE4: 10_000 }] };
    const order = await call<SalesOrder>('alice', 'POST', '/sales-orders', body);
    const offer = { ...body, validTo: '2026-12-24' };
    const quotation = await call<Quotation>('alice', 'POST', '/quotations', offer);
    expect([order.status, quotation.status]).toEqual([201, 201]);
    expect(quotation.json.partNumbers).toEqual(order.json.partNumbers);
    return order.json.partNumbers;
  };
  const theirs = [{ productId, code: 'KH-88', name: '连接盘', spec: '' }];
  expect([await words(other.id), await words(one.id)]).toEqual([theirs, []]);
  const merge = { otherId: other.id, version: one.version, otherVersion: other.version, take: [] };
  const merged = await call('boss', 'POST', `/customers/${one.id}/merge`, merge);
  expect([merged.status, merged.json.code]).toEqual([200, undefined]);
  expect(await found('alice', one.id)).toEqual([productId]);
});

test('categories are a tree: moved with all below, never below themselves', async () => {
  const category = async (name: string, parentId: number | null = null) =>
    (await call<{ id: number }>('boss', 'POST', '/product-categories', { name, parentId })).json.id;
  const valves = await category('阀门');
  const gates = await category('闸阀', valves);
  const tiny = await category('微型闸阀', gates);
  const other = await category('管件');
  await add('微型阀', { categoryId: tiny });
  expect(await names(`categoryId=${valves}`)).toEqual(['微型阀']);
  const move = (id: number, parentId: number) =>
    call('boss', 'PATCH', `/product-categories/${id}`, { version: 1, parentId });
  expect(refusal(await move(valves, tiny))).toEqual([422, '/parentId', 'below-itself']);
  expect((await move(gates, other)).status).toBe(200);
  expect(await names(`categoryId=${valves}`)).toEqual([]);
  expect(await names(`categoryId=${other}`)).toEqual(['微型阀']);
  expect((await call('boss', 'DELETE', `/product-categories/${tiny}`)).json.code).toBe('in-use');
  expect((await call('boss', 'DELETE', `/product-categories/${valves}`)).status).toBe(200);
});

test('places have kinds and holders, and those of the house stay', async () => {
  const all = async () =>
    (await call<{ rows: Location[] }>('buyer', 'GET', '/locations')).json.rows;
  const kinds = (await all()).map((row) => row.kind);
  for (const kind of ['supplier', 'customer', 'transit', 'loss', 'assembly']) {
    expect(kinds.filter((one) => one === kind)).toHaveLength(1);
  }
  const add = (body: object) => call<Location>('boss', 'POST', '/locations', body);
  const samples = await add({ name: '艾丽样品', kind: 'person', userId: company.users['alice'] });
  expect(samples.json.holder).toEqual({ id: company.users['alice'], name: 'alice' });
  const customer = await call<{ id: number }>('boss', 'POST', '/customers', { name: '寄售客户' });
  const customerId = customer.json.id;
  const lent = await add({ name: '寄售点', kind: 'consignment', customerId });
  expect(lent.json.holder?.name).toBe('寄售客户');
  // Across the wall the place is known, and not whose it is.
  expect((await all()).find((row) => row.id === lent.json.id)!.holder).toBeNull();
  expect(refusal((await add({ name: '别处', kind: 'person', sellable: true })) as never)).toEqual([
    422,
    '/userId',
    'unknown-user',
  ]);
  const transit = (await all()).find((row) => row.kind === 'transit')!;
  const off = { version: transit.version, active: false };
  expect((await call('boss', 'PATCH', `/locations/${transit.id}`, off)).json.code).toBe(
    'state-refused',
  );
});
