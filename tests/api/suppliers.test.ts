import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { Supplier, SupplierRow } from '@xinhang/shared/suppliers.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
let unitId = 0;
let productId = 0;
let east: Supplier;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
type Refusal = { code: string; errors?: { pointer: string; code: string; params?: object }[] };
const refusal = async (...args: Parameters<typeof call>) => {
  const { status, json } = await call<Refusal>(...args);
  return [status, json.errors?.[0]?.pointer ?? json.code, json.errors?.[0]?.code];
};
const get = async <T>(who: string, path: string) => (await call<T>(who, 'GET', path)).json;

beforeAll(async () => {
  company = await startCompany();
  const { json } = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  unitId = json.rows[0]!.id;
  const product = { name: '离心泵', unitId };
  productId = (await call<{ id: number }>('boss', 'POST', '/products', product)).json.id;
  const made = await call<Supplier>('buyer', 'POST', '/suppliers', {
    name: '上海东方机电有限公司',
    taxNo: '9131 0000 mA1',
    contacts: [
      { name: '钱经理', post: '销售', phone: '021-5555 6666' },
      { name: '孙', phone: '13812345678' },
    ],
  });
  expect(made.status).toBe(201);
  east = made.json;
});
afterAll(async () => {
  await company.stop();
});

test('a supplier is kept by whoever adds it, and found by name, pinyin, tax number and phone', async () => {
  expect(east).toMatchObject({
    buyer: { id: company.users['buyer'] },
    deductible: true,
    active: true,
    contact: { name: '钱经理', phone: '021-5555 6666' },
  });
  for (const q of ['东方机电', 'dfjd', '钱经理', '13812345678', '55556666']) {
    const { rows } = await get<{ rows: SupplierRow[] }>('buyer', `/suppliers?q=${q}`);
    expect([q, rows.map((row) => row.id)]).toEqual([q, [east.id]]);
    const hits = await get<{ hits: { source: string; route: string }[] }>(
      'buyer',
      `/search?q=${q}`,
    );
    expect(hits.hits).toContainEqual(
      expect.objectContaining({ source: 'suppliers', route: `/suppliers/${east.id}` }),
    );
  }
});

test('the wall: people of the selling side know of no supplier', async () => {
  for (const path of [
    '/suppliers',
    `/suppliers/${east.id}`,
    '/supplier-prices',
    '/supplier-check',
  ]) {
    expect([path, (await call('alice', 'GET', path)).status]).toEqual([path, 403]);
  }
  const { hits } = await get<{ hits: { source: string }[] }>('alice', '/search?q=dfjd');
  expect(hits.filter((hit) => hit.source === 'suppliers')).toEqual([]);
});

test('one that is there is told while typing, and its name refused', async () => {
  const similar = async (query: string) =>
    (await get<{ rows: { by: string }[] }>('buyer', `/supplier-check?${query}`)).rows.map(
      (row) => row.by,
    );
  expect(await similar('name=上海东方机电')).toEqual(['name']);
  expect(await similar('taxNo=91310000MA1')).toEqual(['taxNo']);
  expect(await similar('phone=%2B86 138-1234-5678')).toEqual(['phone']);
  expect(await similar(`name=上海东方机电&except=${east.id}`)).toEqual([]);
  expect(await similar('')).toEqual([]);
  expect(await refusal('buyer', 'POST', '/suppliers', { name: '上海东方机电公司' })).toEqual([
    422,
    '/name',
    'supplier-taken',
  ]);
  const path = `/suppliers/${east.id}`;
  const { version } = await get<Supplier>('buyer', path);
  const given = (body: object) => refusal('buyer', 'PATCH', path, { version, ...body });
  expect(await given({ termId: 999 })).toEqual([422, '/termId', 'unknown-term']);
  expect(await given({ buyerId: company.users['alice'] })).toEqual([
    422,
    '/buyerId',
    'sees-no-suppliers',
  ]);
});

test('each has a number of its own, given or typed, under which it is found', async () => {
  const add = (body: object) => call<Supplier>('buyer', 'POST', '/suppliers', body);
  expect(east.code).toBe('G10001');
  const typed = (await add({ name: '编号一', code: 'g10007' })).json;
  const next = (await add({ name: '编号二' })).json;
  expect([typed.code, next.code]).toEqual(['g10007', 'G10008']);
  // Not as a number of the server's form, and no hindrance to it.
  await add({ name: '编号三', code: 'G10009x' });
  expect((await add({ name: '编号四' })).json.code).toBe('G10009');
  expect(await refusal('buyer', 'POST', '/suppliers', { name: '编号五', code: 'G10007' })).toEqual([
    422,
    '/code',
    'code-taken',
  ]);
  const { id, version } = next;
  const taken = { version, code: 'g10001' };
  expect(await refusal('buyer', 'PATCH', `/suppliers/${id}`, taken)).toEqual([
    422,
    '/code',
    'code-taken',
  ]);
  const found = await get<{ rows: { name: string }[] }>('buyer', '/supplier-picks?q=g10007');
  expect(found.rows).toEqual([{ id: typed.id, name: '编号一', code: 'g10007' }]);
  const order = await get<{ rows: { code: string }[] }>('buyer', '/suppliers?sort=code&dir=desc');
  expect(order.rows[0]!.code).toBe('G10009x');
});

test('a price has a unit, a quantity and dates; who sees no cost sees none', async () => {
  const of = { supplierId: east.id, productId };
  const post = (body: object) =>
    call<SupplierPrice>('buyer', 'POST', '/supplier-prices', { ...of, ...body });
  const { json: plain } = await post({ priceE4: 12_5000 });
  expect(plain).toMatchObject({
    priceE4: 12_5000,
    basis: 'gross',
    validTo: null,
    state: 'current',
  });
  await post({ priceE4: 11_0000, qtyFromE4: 100_0000, validFrom: '2099-01-01' });
  expect(
    await refusal('buyer', 'POST', '/supplier-prices', { ...of, priceE4: 1, unitId: 999 }),
  ).toEqual([422, '/unitId', 'unknown-unit']);
  const early = { ...of, priceE4: 1, validTo: '2000-01-01' };
  expect(await refusal('buyer', 'POST', '/supplier-prices', early)).toEqual([
    422,
    '/validTo',
    'before-beginning',
  ]);
  const shown = async (who: string, query: string) =>
    (await get<{ rows: SupplierPrice[] }>(who, `/supplier-prices?${query}`)).rows.map(
      (row) => row.priceE4,
    );
  expect(await shown('buyer', `productId=${productId}`)).toEqual([11_0000, 12_5000]);
  expect(await shown('buyer', `supplierId=${east.id}&state=current`)).toEqual([12_5000]);
  expect(await shown('buyer', `supplierId=${east.id}&state=coming`)).toEqual([11_0000]);
  // Of two from the same day on nobody could say which holds; a later day begins a new one.
  const taken = [422, '/validFrom', 'price-of-that-day'];
  const again = { ...of, priceE4: 13_0000, validFrom: plain.validFrom };
  expect(await refusal('buyer', 'POST', '/supplier-prices', again)).toEqual(taken);
  const { json: other } = await post({ ...again, qtyFromE4: 5_0000 });
  const onto = { version: other.version, qtyFromE4: 0 };
  const otherPath = `/supplier-prices/${other.id}`;
  expect(await refusal('buyer', 'PATCH', otherPath, onto)).toEqual(taken);
  const cheaper = { version: other.version, priceE4: 12_9000 };
  expect((await call('buyer', 'PATCH', otherPath, cheaper)).status).toBe(200);
  expect((await call('buyer', 'DELETE', otherPath)).status).toBe(200);
  // The unit is fixed from now on.
  const product = await get<{ version: number; usedUnitIds: number[] }>(
    'buyer',
    `/products/${productId}`,
  );
  expect(product.usedUnitIds).toEqual([unitId]);
  const ended = { version: plain.version, validFrom: '2020-01-01', validTo: '2020-12-31' };
  const { json } = await call<SupplierPrice>(
    'buyer',
    'PATCH',
    `/supplier-prices/${plain.id}`,
    ended,
  );
  expect(json.state).toBe('ended');
  expect((await call('buyer', 'PATCH', `/supplier-prices/${plain.id}`, ended)).status).toBe(409);
  expect((await call('buyer', 'DELETE', `/supplier-prices/${plain.id}`)).status).toBe(200);
  expect(await shown('buyer', `state=ended`)).toEqual([]);
});

test('what is short is told with the cheapest supplier, to those alone who see stock and suppliers', async () => {
  const short = async () => {
    const { rows, count } = await get<{ rows: Shortage[]; count: number }>(
      'buyer',
      '/shortages?count=1',
    );
    expect(count).toBe(rows.length);
    return rows.map((row) => [row.product.id, row.shortE4, row.proposal?.supplier.name ?? null]);
  };
  expect(await short()).toEqual([]);
  const post = async (path: string, body: object) => {
    const { status, json } = await call<{ id: number; version: number }>(
      'boss',
      'POST',
      path,
      body,
    );
    expect([path, status < 300, JSON.stringify(json)]).toEqual([path, true, expect.anything()]);
    return json;
  };
  const valve = { name: '球阀', unitId, minQtyE4: 10_0000 };
  const { id } = await post('/products', valve);
  expect(await short()).toEqual([[id, 10_0000, null]]);
  const west = await post('/suppliers', { name: '西湖泵业', deductible: false });
  // With tax 11.30 against 11: without it, as east's invoice is deductible, 10.
  await post('/supplier-prices', { supplierId: east.id, productId: id, priceE4: 11_3000 });
  await post('/supplier-prices', { supplierId: west.id, productId: id, priceE4: 11_0000 });
  expect(await short()).toEqual([[id, 10_0000, east.name]]);
  // A dearer price takes the place of the one before, also where nobody ended that.
  const before = { supplierId: west.id, productId: id, priceE4: 5_0000, validFrom: '2026-01-01' };
  await post('/supplier-prices', before);
  expect(await short()).toEqual([[id, 10_0000, east.name]]);
  const place = (await post('/locations', { name: '备件仓', sellable: true })).id;
  const line = { productId: id, unitId, qtyE4: 4_0000, priceE4: 10_0000 };
  const doc = await post('/stock-documents', {
    kind: 'otherIn',
    toLocationId: place,
    businessDate: '2026-11-24',
    reason: 'opening',
    lines: [line],
  });
  await post(`/stock-documents/${doc.id}/confirm`, { version: doc.version });
  expect(await short()).toEqual([[id, 6_0000, east.name]]);
  expect((await call('alice', 'GET', '/shortages')).status).toBe(403);
});
