import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { wrongItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { afterPart, partOfProgress } from '@xinhang/shared/line-amounts.ts';
import type { BoardLine, Delivery, DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: DeliveryCheck;
  errors?: { pointer: string; code: string; params?: object }[];
}
type Answer<T> = { status: number; json: T & Refusal };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let warehouseId: number;
let valve: number;
let customers = 0;

async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}
async function customer(limitFen: number | null = null) {
  const name = `发货客户 ${(customers += 1)}`;
  const { id } = await made('alice', '/customers', { name, duplicateReason: '测' });
  await company.db.transaction(async (tx) => {
    const row = tx.updateTable('customer').set({ credit_limit_fen: limitFen });
    await row.where('id', '=', id).execute();
  });
  return id;
}
/** A confirmed order of valves at 113 yuan with 13 % tax in it. */
async function ordered(customerId: number, quantities: number[], more: object = {}) {
  const lines = quantities.map((qty) => ({ productId: valve, qtyE4: qty * ONE }));
  const body = { customerId, businessDate: TODAY, lines, ...more };
  const order = await made<SalesOrder>('alice', '/sales-orders', body);
  const { json } = await call<SalesOrder>('alice', 'POST', `/sales-orders/${order.id}/confirm`, {
    version: order.version,
  });
  expect(json).toMatchObject({ state: 'confirmed' });
  return json;
}
const draft = (who: string, parts: [lineId: number, qty: number][], more: object = {}) =>
  call<Delivery>(who, 'POST', '/deliveries', {
    businessDate: TODAY,
    lines: parts.map(([orderLineId, qty]) => ({ orderLineId, qtyE4: qty * ONE })),
    ...more,
  });
const act = (
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<Delivery>(who, 'POST', `/deliveries/${id}/${what}`, { version, ...more });
const asDelivery = async (who: string, id: number) =>
  (await call<Delivery>(who, 'GET', `/deliveries/${id}`)).json;
async function sent(parts: [lineId: number, qty: number][], more: object = {}) {
  const drafted = await draft('boss', parts, more);
  expect([drafted.status, drafted.json.errors]).toEqual([201, undefined]);
  const done = await act('boss', 'confirm', drafted.json);
  expect([done.status, done.json.state]).toEqual([200, 'confirmed']);
  return done.json;
}
const orderOf = async (id: number) =>
  (await call<SalesOrder>('alice', 'GET', `/sales-orders/${id}`)).json;
const onHand = async () => {
  const rows = await company.db.read
    .selectFrom('stock_pool')
    .selectAll()
    .where('product_id', '=', valve)
    .execute();
  return rows.map((row) => [row.qty_e4 / ONE, row.value_fen])[0];
};
const owed = async (customerId: number) => {
  const rows = await company.db.read
    .selectFrom('ar_item')
    .innerJoin('ar_ledger', 'ar_ledger.id', 'ar_item.id')
    .select(['ar_ledger.due_date', 'ar_item.open_fen'])
    .where('ar_item.party_id', '=', customerId)
    .where('ar_item.open_fen', '<>', 0)
    .orderBy('ar_item.id')
    .execute();
  return rows.map((row) => [row.due_date, row.open_fen]);
};
const accounts = async (docs: [kind: string, id: number][]) => {
  const sums: Record<string, number> = {};
  for (const [kind, id] of docs) {
    const rows = await company.db.read
      .selectFrom('voucher_line')
      .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
      .select(['account', 'amount_fen'])
      .where('doc_kind', '=', kind)
      .where('doc_id', '=', id)
      .execute();
    for (const row of rows) sums[row.account] = (sums[row.account] ?? 0) + row.amount_fen;
  }
  return sums;
};
const achieved = async (kinds: string[], customerId: number) => {
  const row = await company.db.read
    .selectFrom('achievement_ledger')
    .select((eb) => [
      eb.fn.sum<number>('amount_fen').as('fen'),
      eb.fn.sum<number>('doc_count').as('n'),
    ])
    .where('metric', '=', 'delivery')
    .where('doc_kind', 'in', kinds)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return [Number(row.fen), Number(row.n)];
};
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, stockChecks)).flatMap(({ findings }) => findings);
  const wrong = await wrongItems(company.db.read, 'ar');
  return [...found, ...wrong, ...(await unbalancedVouchers(company.db.read))];
};

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const roleKeys = ['warehouse'];
    const passwordHash = await quickHash();
    const keeper = { login: 'keeper', name: 'keeper', deptId, roleKeys, passwordHash };
    await addPerson(tx, keeper);
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  unitId = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/units')).json.rows[0]!.id;
  const product = { name: '阀门', code: 'V1', unitId, taxBp: 1300 };
  valve = (await made('boss', '/products', product)).id;
  await made('boss', '/price-rules', {
    scope: 'all',
    basis: 'gross',
    release: true,
    productId: valve,
    priceE4: 113 * ONE,
  });
  const places = await call<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  warehouseId = places.json.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
  const received = await made<{ id: number }>('boss', '/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: warehouseId,
    reason: 'opening',
    lines: [{ productId: valve, unitId, qtyE4: 100 * ONE, priceE4: 60 * ONE }],
  });
  await call('boss', 'POST', `/stock-documents/${received.id}/confirm`, { version: 1 });
});
afterAll(async () => {
  await company.stop();
});

test('goods go out at cost, become owed by the terms, and the order goes on', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [3]);
  const lineId = order.lines[0]!.id;
  // The warehouse sees no prices, the salesperson drafts no delivery.
  expect((await draft('alice', [[lineId, 1]])).status).toBe(403);
  const { json: drafted } = await draft('keeper', [[lineId, 1]]);
  expect([drafted.pricesHidden, drafted.grossFen, drafted.lines[0]!.grossFen]).toEqual([
    true,
    null,
    null,
  ]);
  const [, valueBefore] = (await onHand())!;
  const first = await act('keeper', 'confirm', drafted);
  expect(first.json).toMatchObject({ no: 'FH-202611-0001', state: 'confirmed' });
  expect(await onHand()).toEqual([99, valueBefore! - 6_000]);
  expect(await orderOf(order.id)).toMatchObject({
    state: 'partly',
    openFen: 22_600,
    lines: [{ deliveredE4: ONE, openE4: 2 * ONE, reservedE4: 2 * ONE }],
  });
  const rest = await sent([[lineId, 2]]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'done', openFen: 0 });
  expect(await owed(customerId)).toEqual([
    [TODAY, 11_300],
    [TODAY, 22_600],
  ]);
  expect(
    await accounts([
      ['delivery', first.json.id],
      ['delivery', rest.id],
    ]),
  ).toEqual({
    receivable: 33_900,
    revenue: -30_000,
    taxOutputPending: -3_900,
    cost: 18_000,
    stock: -18_000,
  });
  expect(await achieved(['delivery'], customerId)).toEqual([30_000, 2]);
  type Reached = { total: { actual: number } };
  const reached = async (who: string, metric: string) =>
    (await call<Reached>(who, 'GET', `/achievement?metric=${metric}`)).json.total.actual;
  expect([await reached('alice', 'delivered'), await reached('bob', 'delivered')]).toEqual([
    30_000, 0,
  ]);
  expect(await reached('boss', 'ordered')).toBe(30_000);
  expect(await reached('boss', 'won')).toBe(0);
  const behind = (metric: string) =>
    call<{ rows: { doc: { kind: string; name: string }; customer: string; amountFen: number }[] }>(
      'boss',
      'GET',
      `/achievement/rows?metric=${metric}&nodeKind=user&nodeId=${company.users['alice']!}&from=${TODAY}&to=${TODAY}`,
    );
  expect((await behind('delivered')).json.rows.map((row) => [row.doc.name, row.amountFen])).toEqual(
    [
      [rest.no, 20_000],
      ['FH-202611-0001', 10_000],
    ],
  );
  expect((await behind('ordered')).json.rows.map((row) => [row.doc.kind, row.doc.name])).toEqual([
    ['salesOrder', order.no],
  ]);
  // By product there is a quantity as well, in its unit; of receipts nobody knows the product.
  interface Parts {
    rows: { name: string; actual: number; quantity: object[] }[];
    quantity: object[];
  }
  const by = async (metric: string, dimension: string) =>
    await call<Parts>('boss', 'GET', `/achievement/parts?metric=${metric}&dimension=${dimension}`);
  const quantity = [{ unit: '个', qtyE4: 3 * ONE }];
  expect((await by('delivered', 'product')).json).toMatchObject({
    rows: [{ name: expect.stringContaining('阀门'), actual: 30_000, quantity }],
    quantity,
  });
  expect((await by('delivered', 'region')).json).toMatchObject({
    rows: [{ actual: 30_000, quantity: [] }],
    quantity: [],
  });
  expect((await by('received', 'product')).status).toBe(404);
  const dimensions = async (metric: string) =>
    (await call<{ dimensions: string[] }>('boss', 'GET', `/achievement?metric=${metric}`)).json
      .dimensions;
  expect([await dimensions('ordered'), await dimensions('received')]).toEqual([
    ['region', 'category', 'product'],
    ['region'],
  ]);
  const shown = await call<Delivery>('alice', 'GET', `/deliveries/${rest.id}`);
  expect(shown.json).toMatchObject({ grossFen: 22_600, lines: [{ costFen: null }] });
  expect((await call('bob', 'GET', `/deliveries/${rest.id}`)).status).toBe(404);
  expect(await healthy()).toEqual([]);
});

test('a delivery carries what its customer calls the goods', async () => {
  const customerId = await customer();
  const theirs = { productId: valve, code: 'KH-1', name: '他们的阀', spec: '' };
  await made('alice', `/customers/${customerId}/products`, theirs);
  const order = await ordered(customerId, [1]);
  const { json } = await draft('keeper', [[order.lines[0]!.id, 1]]);
  expect(json.partNumbers).toEqual([theirs]);
  expect((await act('keeper', 'discard', json)).status).toBe(200);
});

test('no more goes out than is open, of one customer, and what is there', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [2]);
  const other = await ordered(await customer(), [1]);
  const [mine, theirs] = [order.lines[0]!.id, other.lines[0]!.id];
  expect(refusal(await draft('boss', [[mine, 3]]))).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-open-quantity',
  ]);
  expect(
    refusal(
      await draft('boss', [
        [mine, 1],
        [mine, 2],
      ]),
    ),
  ).toEqual([422, '/lines/1/qtyE4', 'above-open-quantity']);
  expect(
    refusal(
      await draft('boss', [
        [mine, 1],
        [theirs, 1],
      ]),
    ),
  ).toEqual([422, '/lines/1/orderLineId', 'other-customer']);
  const much = await ordered(customerId, [500]);
  const { json: short } = await draft('boss', [[much.lines[0]!.id, 500]]);
  expect(refusal(await act('boss', 'confirm', short))).toEqual([
    409,
    '/lines/0/qtyE4',
    'stock-short',
  ]);
  // Of two drafts of the same rest one goes.
  const two = await Promise.all([0, 1].map(async () => (await draft('boss', [[mine, 2]])).json));
  const done = await Promise.all(
    two.map(async (one, at) => await act(at ? 'boss' : 'keeper', 'confirm', one)),
  );
  expect(done.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  const late = two[done[0]!.status === 200 ? 1 : 0]!;
  const over = [422, '/lines/0/orderLineId', 'order-not-open'];
  for (const answer of [await act('boss', 'confirm', late), await draft('boss', [[mine, 1]])]) {
    expect(refusal(answer)).toEqual(over);
    expect(answer.json.errors![0]!.params).toEqual({ no: order.no });
  }
  expect((await act('boss', 'discard', late)).status).toBe(200);
  expect(await healthy()).toEqual([]);
});

test('a piece of what is priced with tax comes to its price, and goes out after its order', async () => {
  const customerId = await customer();
  const order = await made<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    basis: 'gross',
    lines: [{ productId: valve, qtyE4: 2 * ONE, priceE4: 74_400, deviation: '尾数' }],
  });
  await call('boss', 'POST', `/sales-orders/${order.id}/confirm`, { version: order.version });
  const lineId = order.lines[0]!.id;
  const { json: early } = await draft('boss', [[lineId, 1]], { businessDate: '2026-11-23' });
  expect(refusal(await act('boss', 'confirm', early))).toEqual([
    422,
    '/businessDate',
    'before-order',
  ]);
  const first = await sent([[lineId, 1]]);
  expect([first.netFen! + first.taxFen!, first.grossFen]).toEqual([744, 744]);
  const second = await sent([[lineId, 1]]);
  expect(second.grossFen).toBe(744);
  const back = await made<SalesReturn>('boss', '/sales-returns', {
    deliveryId: first.id,
    businessDate: TODAY,
    reason: '不要了',
    disposal: 'stock',
    lines: [{ deliveryLineId: first.lines[0]!.id, qtyE4: ONE }],
  });
  expect(back.grossFen).toBe(744);
  const stranger = { deliveryLineId: first.lines[0]!.id, qtyE4: ONE, serials: ['S-999'] };
  const body = { deliveryId: first.id, businessDate: TODAY, reason: '不要了', disposal: 'stock' };
  expect(
    refusal(await call('boss', 'POST', '/sales-returns', { ...body, lines: [stranger] })),
  ).toEqual([422, '/lines/0/serials', 'serial-not-sent']);
});

test('what a draft will come to follows from its lines, to the fen and before it is saved', async () => {
  const customerId = await customer();
  const order = await made<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    basis: 'gross',
    lines: [{ productId: valve, qtyE4: 7 * ONE, priceE4: 33_333, deviation: '尾数' }],
  });
  await call('boss', 'POST', `/sales-orders/${order.id}/confirm`, { version: order.version });
  const lineId = order.lines[0]!.id;
  await sent([[lineId, 2]]);
  const { json: drafted } = await draft('boss', [[lineId, 1]]);
  // One line for each batch: the second of them goes on from the first.
  for (const parts of [[3], [5], [1, 4], [2, 2]]) {
    let at = drafted.lines[0]!.ofOrder!;
    const expected = parts.map((qty) => {
      const { netFen, taxFen } = partOfProgress(at, qty * ONE);
      at = afterPart(at, qty * ONE);
      return [netFen, taxFen];
    });
    const lines = parts.map((qty) => ({ orderLineId: lineId, qtyE4: qty * ONE }));
    const { version } = await asDelivery('boss', drafted.id);
    const saved = await call<Delivery>('boss', 'PATCH', `/deliveries/${drafted.id}`, {
      version,
      lines,
    });
    expect(saved.json.lines.map((line) => [line.netFen, line.taxFen])).toEqual(expected);
  }
  expect((await asDelivery('keeper', drafted.id)).lines[0]!.ofOrder).toBeNull();
});

test('what comes back is credited, lies there at its first cost, and may be sent again', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [4]);
  const delivery = await sent([[order.lines[0]!.id, 4]]);
  const before = await onHand();
  const back = async (qty: number, disposal: string) => {
    const row = await made<SalesReturn>('boss', '/sales-returns', {
      deliveryId: delivery.id,
      businessDate: TODAY,
      reason: '尺寸不对',
      disposal,
      lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: qty * ONE }],
    });
    return (
      await call<SalesReturn>('boss', 'POST', `/sales-returns/${row.id}/confirm`, {
        version: row.version,
      })
    ).json;
  };
  const plain = await back(1, 'stock');
  expect(plain).toMatchObject({ no: 'XSTH-202611-0001', state: 'confirmed', grossFen: 11_300 });
  expect(await onHand()).toEqual([before![0]! + 1, before![1]! + 6_000]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'done', lines: [{ returnedE4: ONE }] });
  const again = await back(2, 'replace');
  expect(await orderOf(order.id)).toMatchObject({ state: 'partly', openFen: 22_600 });
  expect(await owed(customerId)).toEqual([
    [TODAY, 45_200],
    [TODAY, -11_300],
    [TODAY, -22_600],
  ]);
  expect(await achieved(['delivery', 'salesReturn'], customerId)).toEqual([10_000, 1]);
  expect((await call('alice', 'GET', `/sales-returns/${plain.id}`)).json).toMatchObject({
    grossFen: 11_300,
  });
  expect((await call('bob', 'GET', `/sales-returns/${plain.id}`)).status).toBe(404);
  expect((await call('keeper', 'GET', `/sales-returns/${plain.id}`)).json).toMatchObject({
    grossFen: null,
  });
  const over = await call('boss', 'POST', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '多',
    disposal: 'stock',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: 2 * ONE }],
  });
  expect(refusal(over)).toEqual([422, '/lines/0/qtyE4', 'above-delivered']);
  // A delivery of which something came back is not reversed; the return may be.
  const now = (await call<Delivery>('boss', 'GET', `/deliveries/${delivery.id}`)).json;
  const named = (await act('boss', 'reverse', now, { reason: '错' })).json as unknown as Refusal;
  expect([named.code, named.errors]).toEqual([
    'state-refused',
    [{ pointer: '', code: 'came-back', params: { by: `${plain.no}、${again.no}` } }],
  ]);
  const resent = await sent([[order.lines[0]!.id, 2]]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'done', openFen: 0 });
  const undo = await call('boss', 'POST', `/sales-returns/${again.id}/reverse`, {
    version: again.version,
    reason: '没退',
  });
  const sentAgain = undo.json as Refusal;
  expect([sentAgain.code, sentAgain.errors]).toEqual([
    'state-refused',
    [{ pointer: '', code: 'sent-again', params: { by: resent.no } }],
  ]);
  // Found by its number, that of its delivery, the reason, the customer, and by day.
  const found = async (query: string) => {
    const path = `/sales-returns?customerId=${customerId}&${query}`;
    return (await call<{ rows: SalesReturn[] }>('alice', 'GET', path)).json.rows.map(
      ({ id }) => id,
    );
  };
  const both = [again.id, plain.id];
  expect(await found(`q=${plain.no}`)).toEqual([plain.id]);
  for (const q of [delivery.no, '尺寸', plain.customer.name]) {
    expect(await found(`q=${encodeURIComponent(q)}`)).toEqual(both);
  }
  expect(await found('q=%25')).toEqual([]);
  expect(await found(`from=${TODAY}&to=${TODAY}`)).toEqual(both);
  expect(await found('to=2026-01-01')).toEqual([]);
  await act('boss', 'reverse', resent, { reason: '没发' });
  const undone = await call<SalesReturn>('boss', 'POST', `/sales-returns/${again.id}/reverse`, {
    version: again.version,
    reason: '没退',
  });
  expect(undone.json.state).toBe('reversed');
  expect(await owed(customerId)).toEqual([
    [TODAY, 45_200],
    [TODAY, -11_300],
  ]);
  expect(await achieved(['delivery', 'salesReturn'], customerId)).toEqual([30_000, 1]);
  expect(await healthy()).toEqual([]);
});

test('what nobody has any more is worth what it was bought for, not what came back', async () => {
  const product = { name: '垫片', code: 'V2', unitId, taxBp: 1300 };
  const productId = (await made('boss', '/products', product)).id;
  const move = async (kind: string, priceE4: number | null) => {
    const body = {
      kind,
      businessDate: TODAY,
      reason: 'other',
      note: '试',
      toLocationId: warehouseId,
    };
    const lines = [{ productId, unitId, qtyE4: ONE, priceE4 }];
    const places = { ...body, fromLocationId: kind === 'otherOut' ? warehouseId : null, lines };
    const { id } = await made('boss', '/stock-documents', places);
    const path = `/stock-documents/${id}/confirm`;
    const done = await call<{ lines: { valueFen: number }[] }>('boss', 'POST', path, {
      version: 1,
    });
    return done.json.lines[0]!.valueFen;
  };
  await move('otherIn', 60 * ONE);
  await move('otherIn', 80 * ONE);
  const lines = [{ productId, qtyE4: 2 * ONE, priceE4: 100 * ONE }];
  const order = await ordered(await customer(), [], { lines });
  const delivery = await sent([[order.lines[0]!.id, 2]]);
  const back = await made<SalesReturn>('boss', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '退',
    disposal: 'stock',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: ONE }],
  });
  await call('boss', 'POST', `/sales-returns/${back.id}/confirm`, { version: back.version });
  expect([await move('otherOut', null), await move('otherIn', null)]).toEqual([7_000, 8_000]);
});

test('a reversed delivery leaves nothing: goods, debt, result and order are as before', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [5]);
  const before = await onHand();
  const delivery = await sent([[order.lines[0]!.id, 3]]);
  expect((await act('keeper', 'reverse', delivery, { reason: '错' })).status).toBe(403);
  const done = await act('boss', 'reverse', delivery, { reason: '发错了' });
  expect(done.json).toMatchObject({ state: 'reversed', no: delivery.no, reversalReason: '发错了' });
  expect(await onHand()).toEqual(before);
  expect(await owed(customerId)).toEqual([]);
  expect(await achieved(['delivery'], customerId)).toEqual([0, 0]);
  expect(Object.values(await accounts([['delivery', delivery.id]]))).toEqual([0, 0, 0, 0, 0]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'confirmed', openFen: 56_500 });
  expect(await healthy()).toEqual([]);
});

test('of the last pieces, and of the last fen of an advance, one delivery goes', async () => {
  const [pieces] = (await onHand())!;
  const both = async (quantity: number, customerIds: [number, number]) => {
    const drafts: Delivery[] = [];
    for (const id of customerIds) {
      const order = await ordered(id, [quantity]);
      drafts.push((await draft('boss', [[order.lines[0]!.id, quantity]])).json);
    }
    const done = await Promise.all(
      drafts.map(async (one, at) => await act(at ? 'boss' : 'keeper', 'confirm', one)),
    );
    return done.toSorted((a, b) => a.status - b.status);
  };
  const last = await both(pieces!, [await customer(), await customer()]);
  expect(last.map((one) => [one.status, one.json.code])).toEqual([
    [200, undefined],
    [409, 'stock-short'],
  ]);
  expect((await onHand())![0]).toBe(0);
  await act('boss', 'reverse', last[0]!.json, { reason: '错' });
  expect((await onHand())![0]).toBe(pieces);
  // Who pays before has paid for one.
  const payer = await customer(0);
  const bank = await made('boss', '/cash-accounts', { name: '预收', kind: 'bank' });
  const paid = { customerId: payer, accountId: bank.id, businessDate: TODAY, amountFen: 11_300 };
  const receipt = await made('boss', '/receipts', paid);
  await call('boss', 'POST', `/receipts/${receipt.id}/confirm`, { version: 1 });
  const prepaid = await both(1, [payer, payer]);
  expect(prepaid.map((one) => [one.status, one.json.code])).toEqual([
    [200, undefined],
    [409, 'delivery-stopped'],
  ]);
  expect(await healthy()).toEqual([]);
});

test('who only pays before gets nothing until it is in, unless somebody lets it go', async () => {
  const customerId = await customer(0);
  const order = await ordered(customerId, [2]);
  const { json: drafted } = await draft('boss', [[order.lines[0]!.id, 1]]);
  const stopped = await act('keeper', 'confirm', drafted);
  expect([stopped.status, stopped.json.code, stopped.json.data]).toEqual([
    409,
    'delivery-stopped',
    {
      reasons: ['prepay'],
      credit: null,
      deciders: [expect.objectContaining({ people: [expect.objectContaining({ name: 'boss' })] })],
    },
  ]);
  expect((await act('alice', 'release', drafted, { reason: '老客户' })).status).toBe(403);
  const released = await act('boss', 'release', drafted, { reason: '已承诺明天付款' });
  expect(released.json).toMatchObject({ releasedBy: { name: 'boss' }, can: { release: false } });
  // So much was let go: less goes as well, more is asked for again.
  const change = async (version: number, qty: number) => {
    const lines = [{ orderLineId: order.lines[0]!.id, qtyE4: qty * ONE }];
    const path = `/deliveries/${drafted.id}`;
    return (await call<Delivery>('keeper', 'PATCH', path, { version, lines })).json;
  };
  const less = await change(released.json.version, 1);
  expect(less.releasedBy?.name).toBe('boss');
  const more = await change(less.version, 2);
  expect([more.releasedBy, (await act('keeper', 'confirm', more)).status]).toEqual([null, 409]);
  const again = await act('boss', 'release', more, { reason: '已承诺明天付款' });
  expect((await act('keeper', 'confirm', again.json)).json.state).toBe('confirmed');
});

test('whoever sends goods asks for the release of what is stopped, up to a day', async () => {
  const customerId = await customer(0);
  const order = await ordered(customerId, [2]);
  const { json: drafted } = await draft('keeper', [[order.lines[0]!.id, 1]]);
  const why = { reason: '客户今天打款' };
  expect(refusal(await act('keeper', 'ask-release', drafted))).toEqual([
    400,
    '/reason',
    'invalid_type',
  ]);
  const past = { ...why, until: '2026-11-23' };
  expect(refusal(await act('keeper', 'ask-release', drafted, past))).toEqual([
    422,
    '/until',
    'before-today',
  ]);
  expect(drafted.can).toMatchObject({ askRelease: true, withdrawRelease: false });
  const asked = (await act('keeper', 'ask-release', drafted, { ...why, until: TODAY })).json;
  expect(asked).toMatchObject({ askReason: why.reason, releaseUntil: TODAY, releasedBy: null });
  expect(asked.approvalId).toEqual(expect.any(Number));
  expect(asked.waitsFor.map(({ name }) => name)).toEqual(['boss']);
  expect(asked.can).toMatchObject({ update: false, askRelease: false, withdrawRelease: true });
  // While it is decided nothing of it changes, and nobody lets it go past the approval.
  const statuses = async (doc: Delivery) => {
    const path = `/deliveries/${doc.id}`;
    const changed = await call('keeper', 'PATCH', path, { version: doc.version, note: '别的' });
    const others = ['confirm', 'discard', 'ask-release'].map((what) =>
      act('keeper', what, doc, what === 'ask-release' ? why : {}),
    );
    const released = await act('boss', 'release', doc, why);
    return [changed, ...(await Promise.all(others)), released].map((one) => one.status);
  };
  expect(await statuses(asked)).toEqual([409, 409, 409, 409, 409]);
  const back = (await act('keeper', 'withdraw-release', asked)).json;
  expect(back).toMatchObject({ approvalId: null, askReason: '', releaseUntil: null });
  expect(back.can).toMatchObject({ update: true, withdrawRelease: false });
  expect((await act('keeper', 'withdraw-release', back)).status).toBe(409);

  await act('keeper', 'ask-release', back, { ...why, until: TODAY });
  await decide('reject', '先付款', 'boss');
  const again = await asDelivery('keeper', drafted.id);
  expect([again.approvalId, again.releasedBy]).toEqual([null, null]);
  expect((await act('keeper', 'confirm', again)).status).toBe(409);

  await act('keeper', 'ask-release', again, { ...why, until: TODAY });
  await decide('approve', '', 'boss');
  const released = await asDelivery('keeper', drafted.id);
  expect(released).toMatchObject({
    releasedBy: { name: 'boss' },
    releaseReason: why.reason,
    releaseUntil: TODAY,
    approvalId: null,
  });
  // The day after it would be stopped as before.
  const upTo = async (day: string) => {
    await company.db.transaction(async (tx) => {
      const row = tx.updateTable('delivery').set({ release_until: day });
      await row.where('id', '=', drafted.id).execute();
    });
  };
  await upTo('2026-11-23');
  expect((await asDelivery('keeper', drafted.id)).can.askRelease).toBe(true);
  expect((await asDelivery('boss', drafted.id)).can.release).toBe(true);
  const late = await act('keeper', 'confirm', released);
  expect([late.status, late.json.code]).toEqual([409, 'delivery-stopped']);
  await upTo(TODAY);
  expect((await act('keeper', 'confirm', released)).json.state).toBe('confirmed');

  // Nothing stands against this one: there is nothing to ask for.
  const free = await ordered(await customer(), [1]);
  const { json: clear } = await draft('keeper', [[free.lines[0]!.id, 1]]);
  expect((await act('keeper', 'ask-release', clear, why)).status).toBe(409);
});

test('an undone merge gives back what was delivered since, and says what stands between', async () => {
  const [kept, other] = [await customer(), await customer()];
  const order = await ordered(other, [3]);
  const line = order.lines[0]!.id;
  await sent([[line, 1]]);
  const money = { kind: 'opening', customerId: kept, oldNo: 'A1', businessDate: TODAY };
  await made('boss', '/ar-adjustments', { ...money, amountFen: -1_000 });
  const merge = async () => {
    const of = async (id: number) =>
      (await call<{ version: number }>('boss', 'GET', `/customers/${id}`)).json.version;
    const versions = { version: await of(kept), otherVersion: await of(other) };
    company.clock.now += 1_000;
    await call('boss', 'POST', `/customers/${kept}/merge`, {
      ...versions,
      otherId: other,
      take: [],
    });
    company.clock.now += 1_000;
    const log = await call<{ rows: { id: number }[] }>('boss', 'GET', `/customers/${kept}/merges`);
    const path = `/merges/${log.json.rows[0]!.id}/undo`;
    return () => call<{ params?: object }>('boss', 'POST', path, {});
  };
  const undo = await merge();
  const since = await sent([[line, 2]]);
  expect([since.customer.id, (await owed(kept)).length, (await undo()).status]).toEqual([
    kept,
    3,
    200,
  ]);
  const back = await call<Delivery>('boss', 'GET', `/deliveries/${since.id}`);
  expect(back.json.customer.id).toBe(other);
  expect([await owed(kept), await owed(other)]).toEqual([
    [[TODAY, -1_000]],
    [
      [TODAY, 11_300],
      [TODAY, 22_600],
    ],
  ]);

  const again = await merge();
  const { json } = await call<{ items: { id: number; openFen: number }[] }>(
    'boss',
    'GET',
    `/customers/${kept}/receivables`,
  );
  const item = (sign: number) => json.items.find((one) => one.openFen * sign > 0)!.id;
  const pair = { owedId: item(1), paidId: item(-1), amountFen: 500 };
  expect((await call('boss', 'POST', '/receivables/settle', pair)).status).toBeLessThan(300);
  const refused = await again();
  expect([refused.status, refused.json.code]).toEqual([409, 'merge-entwined']);
  expect(refused.json.params).toEqual({ by: expect.stringMatching(/^QC-202611-/) });
  expect(await healthy()).toEqual([]);
});

test('the board shows what is due, what lies there, and why it is late', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [2, 1], { requiredDate: TODAY });
  // It waits for four days already.
  await company.db.transaction((tx) =>
    tx
      .updateTable('sales_order')
      .set({ required_date: '2026-11-20' })
      .where('id', '=', order.id)
      .execute(),
  );
  await ordered(customerId, [1], { requiredDate: '2026-11-25' });
  const board = async (who: string, query = '') =>
    (
      await call<{
        counts: Record<string, number>;
        rows: (Pick<BoardLine, 'id' | 'bucket' | 'lateDays' | 'onHandE4' | 'proposedCause'> & {
          delay: object;
        })[];
      }>(who, 'GET', `/delivery-board?customerId=${customerId}${query}`)
    ).json;
  const seen = await board('alice');
  expect(seen.counts).toMatchObject({ overdue: 2, today: 0, tomorrow: 1 });
  expect(seen.rows.map((row) => [row.bucket, row.lateDays])).toEqual([
    ['overdue', 4],
    ['overdue', 4],
    ['tomorrow', 0],
  ]);
  expect(seen.rows[0]!.onHandE4).toBe((await onHand())![0]! * ONE);
  // There is enough of it: nothing of its goods says why it waits.
  expect(seen.rows.map((row) => row.proposedCause)).toEqual([null, null, null]);
  expect((await board('bob')).rows).toEqual([]);
  const onDesk = async (who: string, whose: string) => {
    const { json } = await call<{ blocks: { kind: string; count: number; deliveries?: object }[] }>(
      who,
      'GET',
      `/desk?whose=${whose}`,
    );
    return json.blocks.find((block) => block.kind === 'deliveriesDue');
  };
  const due = { count: 2, deliveries: { overdue: 2, today: 0, tomorrow: 1 } };
  expect(await onDesk('alice', 'mine')).toMatchObject(due);
  expect(await onDesk('keeper', 'mine')).toMatchObject(due);
  expect(await onDesk('boss', 'team')).toMatchObject(due);
  expect(await onDesk('boss', 'mine')).toBeUndefined();
  expect(await onDesk('bob', 'mine')).toBeUndefined();
  const lineId = order.lines[0]!.id;
  const path = `/sales-order-lines/${lineId}/delay`;
  expect((await call('bob', 'POST', path, { cause: 'stock' })).status).toBe(404);
  await made('keeper', path, { cause: 'purchase', note: '供应商迟交' });
  expect((await board('keeper', '&bucket=overdue')).rows[0]).toMatchObject({
    id: lineId,
    delay: { cause: 'purchase', note: '供应商迟交', by: { name: 'keeper' } },
  });
  const delivery = await sent([[lineId, 2]]);
  expect((await board('alice')).counts).toMatchObject({ overdue: 1 });
  expect(refusal(await act('boss', 'sign', delivery, { signedOn: '2026-11-20' }))).toEqual([
    422,
    '/signedOn',
    'before-business-date',
  ]);
  const signed = await act('keeper', 'sign', delivery, { signedOn: TODAY, signedName: '老王' });
  expect(signed.json).toMatchObject({ state: 'signed', signedName: '老王' });
});

const freeReturn = (customerId: number, more: object = {}) => ({
  customerId,
  businessDate: TODAY,
  reason: '启用前卖出的',
  disposal: 'stock',
  lines: [{ productId: valve, unitId, qtyE4: 2 * ONE }],
  ...more,
});
const actBack = (who: string, what: string, row: SalesReturn, more: object = {}) =>
  call<SalesReturn>(who, 'POST', `/sales-returns/${row.id}/${what}`, {
    version: row.version,
    ...more,
  });
const asReturn = async (who: string, id: number) =>
  (await call<SalesReturn>(who, 'GET', `/sales-returns/${id}`)).json;
async function decide(decision: 'approve' | 'reject', comment: string, who = 'manager') {
  type Box = { rows: { id: number }[] };
  const { json: box } = await call<Box>(who, 'GET', '/approvals?box=todo');
  type Page = { tasks: { id: number; state: string }[] };
  const { json } = await call<Page>(who, 'GET', `/approvals/${box.rows[0]!.id}`);
  const { id } = json.tasks.find((task) => task.state === 'pending')!;
  const body = { decision, comment };
  expect((await call(who, 'POST', `/approval-tasks/${id}/decide`, body)).status).toBe(200);
}

test('what nobody finds the delivery of comes back at the last price, once it is approved', async () => {
  const customerId = await customer();
  await ordered(customerId, [1]);
  // Another agreed price than the list's: what this customer paid last counts.
  const cheap = { productId: valve, qtyE4: ONE, priceE4: 90 * ONE, deviation: '老客户' };
  const order = await made<SalesOrder>('boss', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    basis: 'net',
    lines: [cheap],
  });
  await call('boss', 'POST', `/sales-orders/${order.id}/confirm`, { version: order.version });
  expect(
    (await call('bob', 'POST', '/sales-returns/without-delivery', freeReturn(customerId))).status,
  ).toBe(404);
  const path = '/sales-returns/without-delivery';
  expect((await call('keeper', 'POST', path, freeReturn(customerId))).status).toBe(403);
  expect(
    refusal(await call('alice', 'POST', path, freeReturn(customerId, { disposal: 'replace' }))),
  ).toEqual([400, '/disposal', 'invalid_value']);
  // What it will be credited is told before it is saved, to whoever may sell to the customer.
  const line = freeReturn(customerId).lines[0]!;
  const prices = (who: string, productId = valve) =>
    call<{ rows: { priceE4: number | null }[] }>(
      who,
      'GET',
      `/customers/${customerId}/return-prices?line=${productId}:${line.unitId}:${2 * ONE}`,
    );
  expect((await prices('alice')).json.rows).toMatchObject([{ priceE4: 1_017_000 }]);
  expect([(await prices('bob')).status, (await prices('keeper')).status]).toEqual([404, 403]);
  const drafted = await made<SalesReturn>('alice', path, freeReturn(customerId));
  expect(drafted).toMatchObject({
    state: 'draft',
    delivery: null,
    grossFen: 20_340,
    lines: [{ priceE4: 1_017_000, unitQtyE4: 2 * ONE }],
  });
  // Nobody takes in what was not approved.
  expect((await actBack('keeper', 'confirm', drafted)).status).toBe(409);
  const asked = (await actBack('alice', 'submit', drafted)).json;
  expect(asked).toMatchObject({ state: 'approving' });
  expect((await actBack('keeper', 'confirm', asked)).status).toBe(409);
  await decide('reject', '价格不对');
  const refused = await asReturn('alice', drafted.id);
  expect([refused.state, refused.backReason]).toEqual(['draft', '价格不对']);
  const lines = [{ ...freeReturn(0).lines[0], id: refused.lines[0]!.id, priceE4: 113 * ONE }];
  const changed = await call<SalesReturn>('alice', 'PATCH', `/sales-returns/${drafted.id}`, {
    version: refused.version,
    lines,
  });
  expect([changed.json.grossFen, changed.json.reason]).toEqual([22_600, '启用前卖出的']);
  const again = (await actBack('alice', 'submit', changed.json)).json;
  expect((await actBack('alice', 'sendBack', again, { reason: '等等' })).status).toBe(404);
  const called = (await actBack('alice', 'send-back', again, { reason: '等等' })).json;
  expect([called.state, called.backReason]).toEqual(['draft', '等等']);
  await actBack('alice', 'submit', called);
  await decide('approve', '');
  const approved = await asReturn('keeper', drafted.id);
  expect([approved.state, approved.grossFen, approved.lines[0]!.priceE4]).toEqual([
    'approved',
    null,
    null,
  ]);
  const [qty, value] = (await onHand())!;
  const figures = async () => {
    type Sold = { rows: { product: { id: number }; netFen: number }[] };
    const { json } = await call<Sold>(
      'alice',
      'GET',
      `/analysis/products?customerId=${customerId}`,
    );
    return json.rows.find((row) => row.product.id === valve)?.netFen ?? 0;
  };
  expect(await figures()).toBe(0);
  const done = await actBack('keeper', 'confirm', approved);
  expect(done.json).toMatchObject({ state: 'confirmed', grossFen: null });
  const cost = Math.round((value! * 2) / qty!);
  expect(await onHand()).toEqual([qty! + 2, value! + cost]);
  expect(await owed(customerId)).toEqual([[TODAY, -22_600]]);
  expect(await accounts([['salesReturn', drafted.id]])).toEqual({
    receivable: -22_600,
    revenue: 20_000,
    taxOutputPending: 2_600,
    cost: -cost,
    stock: cost,
  });
  expect(await achieved(['salesReturn'], customerId)).toEqual([-20_000, 0]);
  expect(await figures()).toBe(-20_000);
  expect(await healthy()).toEqual([]);
  const back = await actBack('boss', 'reverse', await asReturn('boss', drafted.id), {
    reason: '没退',
  });
  expect(back.json.state).toBe('reversed');
  expect([await onHand(), await owed(customerId), await figures()]).toEqual([[qty, value], [], 0]);
  expect(await accounts([['salesReturn', drafted.id]])).toMatchObject({ stock: 0, cost: 0 });
  expect(await healthy()).toEqual([]);
});

test('who may take returns back need not ask, and a return of a delivery asks nobody', async () => {
  const customerId = await customer();
  const drafted = await made<SalesReturn>('boss', '/sales-returns/without-delivery', {
    ...freeReturn(customerId),
    disposal: 'scrap',
  });
  const { json: approved } = await actBack('boss', 'submit', drafted);
  expect(approved.state).toBe('approved');
  const again = await actBack('boss', 'send-back', approved, { reason: '货没到' });
  expect([again.json.state, again.json.backReason]).toEqual(['draft', '货没到']);
  const order = await ordered(customerId, [1]);
  const delivery = await sent([[order.lines[0]!.id, 1]]);
  const row = await made<SalesReturn>('boss', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '坏了',
    disposal: 'stock',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: ONE }],
  });
  expect(refusal(await actBack('boss', 'submit', row))).toEqual([422, '/id', 'of-a-delivery']);
  expect((await actBack('alice', 'discard', row)).status).toBe(403);
  expect((await actBack('keeper', 'discard', row)).status).toBe(200);
});

test('what a customer did not sign for comes back, or is lost and sent again', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [5]);
  const delivery = await sent([[order.lines[0]!.id, 5]]);
  const before = await onHand();
  const [, atAverage] = before!;
  const signed = await act('keeper', 'sign', delivery, {
    signedOn: TODAY,
    signedNote: '少两件',
    short: {
      disposal: 'resend',
      lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: 2 * ONE }],
    },
  });
  const { shortReturnId } = signed.json as unknown as { shortReturnId: number };
  const drafted = await asReturn('boss', shortReturnId);
  expect(drafted).toMatchObject({ state: 'draft', reason: '少两件', disposal: 'resend' });
  // The carrier is shown who signed; what has no number is not printed, nor by who does not see it.
  expect(drafted.carried).toMatchObject({ signedOn: TODAY, carrier: delivery.carrier });
  const slip = async (who: string) =>
    (await call(who, 'GET', `/prints/salesReturn/${shortReturnId}`)).status;
  expect(await slip('boss')).toBe(404);
  expect((await actBack('keeper', 'confirm', drafted)).status).toBe(200);
  expect([await slip('keeper'), await slip('alice'), await slip('bob')]).toEqual([200, 200, 404]);
  // Credited and open again; the goods are gone all the same.
  expect(await onHand()).toEqual([before![0], atAverage]);
  expect(await orderOf(order.id)).toMatchObject({ state: 'partly', openFen: 22_600 });
  const cost = drafted.lines[0]!.qtyE4 / ONE;
  const said = await accounts([['salesReturn', shortReturnId]]);
  expect(said).toMatchObject({ receivable: -22_600, stock: 0, stockLoss: -said['cost']! });
  expect([cost, said['stockLoss']! > 0]).toEqual([2, true]);
  const lost = await company.db.read
    .selectFrom('stock_ledger')
    .innerJoin('location', 'location.id', 'stock_ledger.to_location_id')
    .select(['location.kind', 'stock_ledger.qty_e4'])
    .where('doc_kind', '=', 'salesReturn')
    .where('doc_id', '=', shortReturnId)
    .orderBy('stock_ledger.id')
    .execute();
  expect(lost).toEqual([
    { kind: 'warehouse', qty_e4: 2 * ONE },
    { kind: 'loss', qty_e4: 2 * ONE },
  ]);
  expect(await healthy()).toEqual([]);
  const found = await asReturn('boss', shortReturnId);
  expect((await actBack('boss', 'reverse', found, { reason: '找到了' })).status).toBe(200);
  expect(await onHand()).toEqual(before);
  expect(await accounts([['salesReturn', shortReturnId]])).toMatchObject({ stockLoss: 0, cost: 0 });
  expect(await healthy()).toEqual([]);
});

test('every step is in the audit', async () => {
  const spare = await ordered(await customer(), [1]);
  const delivery = await sent([[spare.lines[0]!.id, 1]]);
  const draftOfReturn = await made<SalesReturn>('boss', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '不要了',
    disposal: 'scrap',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: ONE }],
  });
  const { version } = draftOfReturn;
  const path = `/sales-returns/${draftOfReturn.id}/discard`;
  expect((await call('boss', 'POST', path, { version })).status).toBe(200);
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .distinct()
    .where('entity', 'in', ['delivery', 'salesReturn'])
    .execute();
  expect(rows.map((row) => row.action).toSorted()).toEqual([
    'deliveries.askRelease',
    'deliveries.confirm',
    'deliveries.create',
    'deliveries.discard',
    'deliveries.refuseRelease',
    'deliveries.release',
    'deliveries.reverse',
    'deliveries.sign',
    'deliveries.update',
    'salesReturns.approve',
    'salesReturns.confirm',
    'salesReturns.create',
    'salesReturns.createFree',
    'salesReturns.discard',
    'salesReturns.refuse',
    'salesReturns.reverse',
    'salesReturns.sendBack',
    'salesReturns.submit',
    'salesReturns.update',
  ]);
});

test('a draft of what came back of a delivery is changed by whoever sends goods', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [3, 2]);
  const delivery = await sent([
    [order.lines[0]!.id, 3],
    [order.lines[1]!.id, 2],
  ]);
  const [first, second] = delivery.lines.map((one) => one.id) as [number, number];
  const back = await made<SalesReturn>('keeper', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '多发',
    disposal: 'stock',
    lines: [{ deliveryLineId: first, qtyE4: ONE }],
  });
  expect([back.can.change, back.can.update]).toEqual([true, false]);
  const path = `/sales-returns/${back.id}/of-delivery`;
  const change = (who: string, more: object, version = back.version) =>
    call<SalesReturn>(who, 'PATCH', path, { version, ...more });
  expect((await change('alice', { reason: '改' })).status).toBe(403);
  const over = await change('keeper', { lines: [{ deliveryLineId: first, qtyE4: 4 * ONE }] });
  expect(refusal(over)).toEqual([422, '/lines/0/qtyE4', 'above-delivered']);
  const changed = await change('keeper', {
    reason: '坏了',
    note: '外箱破损',
    disposal: 'scrap',
    lines: [
      { deliveryLineId: first, qtyE4: 2 * ONE },
      { deliveryLineId: second, qtyE4: ONE },
    ],
  });
  expect([changed.status, changed.json]).toMatchObject([
    200,
    {
      reason: '坏了',
      note: '外箱破损',
      disposal: 'scrap',
      lines: [{ qtyE4: 2 * ONE }, { qtyE4: ONE }],
    },
  ]);
  expect((await change('keeper', { reason: '旧' })).status).toBe(409);
  const done = await call<SalesReturn>('keeper', 'POST', `/sales-returns/${back.id}/confirm`, {
    version: changed.json.version,
  });
  expect([done.status, done.json.can.change]).toEqual([200, false]);
  expect(refusal(await change('keeper', { reason: '晚' }, done.json.version))[1]).toBe(
    'state-refused',
  );
  const action = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'salesReturn')
    .where('entity_id', '=', back.id)
    .execute();
  expect(action.map((one) => one.action)).toContain('salesReturns.change');
  expect(await healthy()).toEqual([]);
});

test('what goes out after the day that was asked for at first is late, and found as such', async () => {
  const customerId = await customer();
  const wanted = '2026-11-21';
  // Before the price of today began.
  const before = (quantities: number[]) =>
    ordered(customerId, [], {
      businessDate: '2026-11-18',
      requiredDate: wanted,
      lines: quantities.map((qty) => ({ productId: valve, qtyE4: qty * ONE, priceE4: 1_000_000 })),
    });
  const order = await before([2, 1]);
  const [first, second] = order.lines.map(({ id }) => id) as [number, number];
  const inTime = await sent([[first, 1]], { businessDate: wanted });
  const late = await sent([
    [first, 1],
    [second, 1],
  ]);
  expect([inTime.lateDays, late.lateDays]).toEqual([0, 3]);
  const undated = await sent([[(await ordered(customerId, [1])).lines[0]!.id, 1]]);
  expect(undated.lateDays).toBe(0);
  const open = (await before([1])).lines;
  expect((await draft('boss', [[open[0]!.id, 1]])).json.lateDays).toBe(0);
  const listed = async (more = '') => {
    const path = `/deliveries?customerId=${customerId}&count=true${more}`;
    const { rows, count } = (await call<{ rows: Delivery[]; count: number }>('boss', 'GET', path))
      .json;
    return [rows.map((row) => [row.id, row.lateDays]), count];
  };
  expect((await listed())[1]).toBe(4);
  expect(await listed('&late=true')).toEqual([[[late.id, 3]], 1]);
  // What was taken back was never late.
  await act('boss', 'reverse', late, { reason: '发错了' });
  expect(await listed('&late=true')).toEqual([[], 0]);
});
