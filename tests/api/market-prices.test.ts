import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
async function made<T = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([path, status, JSON.stringify(json)]).toEqual([path, 201, expect.anything()]);
  return json;
}
const list = async (who: string, query = '') =>
  (
    await call<{ rows: MarketPrice[]; count: number; next: string | null }>(
      who,
      'GET',
      `/market-prices?count=1${query}`,
    )
  ).json;

let pump: Product;
let carton = 0;
let rival = 0;
let followUp = 0;
const note = (who: string, body: object) =>
  made<MarketPrice>(who, '/market-prices', { productId: pump.id, competitorId: rival, ...body });

beforeAll(async () => {
  company = await startCompany();
  const { json } = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const [piece, , , , box] = json.rows.map((row) => row.id) as [number, 0, 0, 0, number];
  carton = box;
  pump = await made<Product>('boss', '/products', {
    name: '离心泵',
    unitId: piece,
    units: [{ unitId: carton, num: 10 }],
  });
  rival = (await made('boss', '/competitors', { name: '恒达泵业' })).id;
  const customer = await made('alice', '/customers', { name: '华瑞' });
  const talk = { type: 'visit', content: '恒达报 92' };
  followUp = (await made('alice', '/follow-ups', { customerId: customer.id, ...talk })).id;
});
afterAll(async () => {
  await company.stop();
});

test('a price is noted from a follow-up, and of its customer reads who reads the follow-up', async () => {
  const own = await note('alice', {
    priceE4: 92_0000,
    region: '华东',
    source: '客户转述',
    followUpId: followUp,
  });
  expect(own).toMatchObject({
    unit: { name: '个' },
    basis: 'gross',
    seenOn: '2026-11-24',
    heardFrom: { name: '华瑞' },
    removable: true,
  });
  await note('bob', { priceE4: 900_0000, unitId: carton, seenOn: '2026-11-20' });
  const shown = async (who: string) =>
    (await list(who)).rows.map((row) => [row.priceE4, row.heardFrom?.name, row.removable]);
  expect(await shown('alice')).toEqual([
    [92_0000, '华瑞', true],
    [900_0000, undefined, false],
  ]);
  expect(await shown('bob')).toEqual([
    [92_0000, undefined, false],
    [900_0000, undefined, true],
  ]);
  expect((await call('buyer', 'GET', '/market-prices')).status).toBe(403);
});

test('the list is filtered, and read page by page', async () => {
  const first = await list('alice', '&limit=1');
  expect([first.count, first.rows.length]).toEqual([2, 1]);
  const second = await list('alice', `&limit=1&cursor=${first.next}`);
  expect([second.rows[0]!.seenOn, second.next]).toEqual(['2026-11-20', null]);
  for (const [query, count] of [
    ['&q=lxb', 2],
    ['&q=不存在', 0],
    [`&productId=${pump.id}&region=${encodeURIComponent('华东')}`, 1],
    [`&competitorId=${rival}&to=2026-11-21`, 1],
    ['&from=2026-11-21', 1],
  ] as const) {
    expect([query, (await list('alice', encodeURI(query).replaceAll('%25', '%'))).count]).toEqual([
      query,
      count,
    ]);
  }
});

test.each([
  [{ priceE4: 1, competitorId: 999_999 }, '/competitorId', 'unknown-competitor'],
  [{ priceE4: 1, productId: 999_999 }, '/productId', 'unknown-product'],
  [{ priceE4: 1, unitId: 999_999 }, '/unitId', 'unknown-unit'],
  [{ priceE4: 1, seenOn: '2026-11-25' }, '/seenOn', 'in-the-future'],
])('what does not fit is refused at its field: %j', async (body, pointer, code) => {
  const whole = { productId: pump.id, competitorId: rival, ...body };
  const { status, json } = await call('bob', 'POST', '/market-prices', whole);
  expect([status, json.errors?.[0]]).toMatchObject([422, { pointer, code }]);
});

test('nobody names a follow-up that is not seen', async () => {
  const body = { productId: pump.id, competitorId: rival, priceE4: 1, followUpId: followUp };
  const { status, json } = await call('bob', 'POST', '/market-prices', body);
  expect([status, json.errors?.[0]?.code]).toEqual([422, 'unknown-follow-up']);
});

test('a wrong one goes by whoever noted it, or who makes prices; its unit stays while it stands', async () => {
  const patch = () => call('boss', 'PATCH', `/products/${pump.id}`, { version: 1, units: [] });
  expect((await patch()).json.errors?.[0]?.code).toBe('unit-in-use');
  const { rows } = await list('bob');
  const theirs = rows.find((row) => row.unit.id === carton)!;
  expect((await call('alice', 'DELETE', `/market-prices/${theirs.id}`)).status).toBe(403);
  expect((await call('bob', 'DELETE', `/market-prices/${theirs.id}`)).status).toBe(200);
  expect((await call('bob', 'DELETE', `/market-prices/${theirs.id}`)).status).toBe(404);
  expect((await patch()).status).toBe(200);
  const alices = (await list('alice')).rows[0]!;
  expect((await call('boss', 'DELETE', `/market-prices/${alices.id}`)).status).toBe(200);
  expect((await list('alice')).count).toBe(0);
});
