import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: OrderCheck;
  errors?: { pointer: string; code: string; params?: object }[];
}
type Answer<T> = { status: number; json: T & Refusal };
type Versioned = { id: number; version: number };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let warehouseId: number;
let customers = 0;

async function customer(limitFen: number | null = null) {
  const name = `变更客户 ${(customers += 1)}`;
  const { id } = await made('alice', '/customers', { name, duplicateReason: '测' });
  await company.db.transaction(async (tx) => {
    const row = tx.updateTable('customer').set({ credit_limit_fen: limitFen });
    await row.where('id', '=', id).execute();
  });
  return id;
}
type Line = Record<string, unknown>;
const line = (qty: number, more: Line = {}): Line => ({
  productId: valve,
  qtyE4: qty * ONE,
  ...more,
});
async function confirmed(customerId: number, lines: Line[]) {
  const drafted = await made<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    lines,
  });
  const path = `/sales-orders/${drafted.id}/confirm`;
  const done = await call<SalesOrder>('alice', 'POST', path, { version: drafted.version });
  expect([done.status, done.json.state]).toEqual([200, 'confirmed']);
  return done.json;
}
const orderNow = async (id: number) =>
  (await call<SalesOrder>('alice', 'GET', `/sales-orders/${id}`)).json;
async function deliver(orderId: number, parts: number[]) {
  const order = await orderNow(orderId);
  const lines = order.lines.flatMap(({ id }, at) =>
    parts[at] ? [{ orderLineId: id, qtyE4: parts[at] * ONE }] : [],
  );
  const body = { businessDate: TODAY, warehouseId, lines };
  const { id, version } = await made<Versioned>('boss', '/deliveries', body);
  const done = await call<Delivery>('boss', 'POST', `/deliveries/${id}/confirm`, { version });
  expect([done.status, done.json.code]).toEqual([200, undefined]);
}
/** The lines of an order as they stand, each with what is to be otherwise. */
const again = ({ lines }: SalesOrder, others: readonly Line[] = []): Line[] =>
  lines.map((one, at) => ({
    id: one.id,
    kind: one.kind,
    productId: one.product?.id ?? null,
    unitId: one.unit?.id ?? null,
    text: one.text,
    qtyE4: one.qtyE4,
    priceE4: one.priceE4,
    discountBp: one.discountBp,
    taxBp: one.taxBp,
    requiredDate: one.requiredDate,
    ...others[at],
  }));
const change = (order: SalesOrder, lines: Line[], more: object = {}) =>
  call<OrderChange>('alice', 'POST', `/sales-orders/${order.id}/changes`, {
    reason: '客户改单',
    lines,
    ...more,
  });
const act = (who: string, what: string, { id, version }: Versioned, more: object = {}) =>
  call<OrderChange>(who, 'POST', `/order-changes/${id}/${what}`, { version, ...more });
const changesOf = async (orderId: number) =>
  (await call<{ rows: OrderChange[] }>('alice', 'GET', `/sales-orders/${orderId}/changes`)).json
    .rows;
const reservedE4 = async () => {
  const row = company.db.read
    .selectFrom('stock_balance')
    .select((eb) => eb.fn.sum<number>('reserved_e4').as('n'))
    .where('product_id', '=', valve);
  return Number((await row.executeTakeFirst())?.n ?? 0);
};
const achieved = async (orderId: number) => {
  const rows = await company.db.read
    .selectFrom('achievement_ledger')
    .select((eb) => [
      eb.fn.sum<number>('amount_fen').as('fen'),
      eb.fn.sum<number>('doc_count').as('count'),
    ])
    .where('metric', '=', 'order')
    .where('doc_kind', '=', 'salesOrder')
    .where('doc_id', '=', orderId)
    .executeTakeFirstOrThrow();
  return [Number(rows.fen), Number(rows.count)];
};
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...salesChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
};

beforeAll(async () => {
  company = await startCompany();
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const unitId = units.json.rows[0]!.id;
  valve = (await made('boss', '/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 })).id;
  const rule = { scope: 'all', basis: 'gross', release: true, productId: valve };
  await made('boss', '/price-rules', { ...rule, priceE4: 113 * ONE, floorE4: 100 * ONE });
  const places = await call<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  warehouseId = places.json.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
  const received = await made<Versioned>('boss', '/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: warehouseId,
    reason: 'opening',
    lines: [{ productId: valve, unitId, qtyE4: 1_000 * ONE, priceE4: 60 * ONE }],
  });
  await call('boss', 'POST', `/stock-documents/${received.id}/confirm`, { version: 1 });
});
afterAll(async () => {
  await company.stop();
});

test('a change makes another order of what is open, and keeps both sides for ever', async () => {
  const customerId = await customer(1_000_000);
  const before = await reservedE4();
  const order = await confirmed(customerId, [line(10), line(5), line(2)]);
  await deliver(order.id, [4]);
  const seen = await orderNow(order.id);
  const lines = [
    ...again(seen, [{ qtyE4: 12 * ONE }, { priceE4: 110 * ONE, deviation: '量大' }, { qtyE4: 0 }]),
    line(3, { requiredDate: '2026-12-20' }),
  ];
  const drafted = await change(seen, lines, { requiredDate: '2026-12-10', note: '分两批' });
  expect([drafted.status, drafted.json]).toMatchObject([
    201,
    {
      no: null,
      state: 'draft',
      before: { grossFen: 192_100, requiredDate: null, note: '' },
      after: { grossFen: 224_500, requiredDate: '2026-12-10', note: '分两批' },
      can: { update: true, apply: true },
    },
  ]);
  expect(drafted.json.after.lines.map((one) => [one.lineId, one.qtyE4, one.grossFen])).toEqual([
    [seen.lines[0]!.id, 12 * ONE, 135_600],
    [seen.lines[1]!.id, 5 * ONE, 55_000],
    [seen.lines[2]!.id, 0, 0],
    [null, 3 * ONE, 33_900],
  ]);
  // Nothing is otherwise yet, another one has to wait, and the order stays while this one is open.
  expect((await orderNow(order.id)).grossFen).toBe(192_100);
  expect(refusal(await change(seen, lines))).toEqual([409, 'change-open', undefined]);
  const path = `/order-changes/${drafted.json.id}`;
  const named = await call<OrderChange>('alice', 'PATCH', path, { version: 1, payer: '总公司' });
  expect([named.json.version, named.json.after.payer]).toEqual([2, '总公司']);
  expect(refusal(await act('alice', 'submit', drafted.json))[1]).toBe('version-conflict');
  const done = await act('alice', 'submit', named.json);
  expect([done.status, done.json]).toMatchObject([
    200,
    { no: 1, state: 'applied', appliedBy: { name: 'alice' }, before: { grossFen: 192_100 } },
  ]);
  const now = await orderNow(order.id);
  expect(now).toMatchObject({
    state: 'partly',
    no: order.no,
    grossFen: 224_500,
    openFen: 224_500 - 45_200,
    requiredDate: '2026-12-10',
    payer: '总公司',
    lineCount: 4,
  });
  expect(now.lines.map((one) => [one.openE4, one.reservedE4, one.originalRequiredDate])).toEqual([
    [8 * ONE, 8 * ONE, null],
    [5 * ONE, 5 * ONE, null],
    [0, 0, null],
    [3 * ONE, 3 * ONE, '2026-12-20'],
  ]);
  expect(now.lines[1]).toMatchObject({ deviation: '量大', deviatedBy: { name: 'alice' } });
  expect((await reservedE4()) - before).toBe(16 * ONE);
  expect(await achieved(order.id)).toEqual([now.netFen, 1]);
  await healthy();

  // Down to what went out: the line is done, to the fen, and the rest of the order goes on.
  const second = await change(now, again(now, [{ qtyE4: 4 * ONE }]));
  const applied = await act('alice', 'apply', second.json);
  expect(applied.json).toMatchObject({ no: 2, state: 'applied', before: { grossFen: 224_500 } });
  expect((await orderNow(order.id)).lines[0]).toMatchObject({ openE4: 0, grossFen: 45_200 });
  await deliver(order.id, [0, 5, 0, 3]);
  expect(await orderNow(order.id)).toMatchObject({ state: 'done', openFen: 0 });
  expect(await achieved(order.id)).toEqual([(await orderNow(order.id)).netFen, 1]);
  await healthy();
  expect((await changesOf(order.id)).map((one) => [one.no, one.after.grossFen])).toEqual([
    [2, 134_100],
    [1, 224_500],
  ]);
  await expect(
    sql`update sales_order_version set after = ''`.execute(company.db.read),
  ).rejects.toThrow(/append-only|read-?only/);
  // Of an order of which nothing is open there is nothing to change.
  expect(refusal(await change(await orderNow(order.id), lines))[1]).toBe('state-refused');
});

test('a change moves what is kept of an order into another warehouse, if it is there', async () => {
  const customerId = await customer();
  const seen = await confirmed(customerId, [line(6)]);
  const other = await made<Versioned>('boss', '/locations', { name: '分仓', sellable: true });
  const keptIn = async (locationId: number) => {
    const row = company.db.read
      .selectFrom('stock_balance')
      .select((eb) => eb.fn.sum<number>('reserved_e4').as('n'))
      .where('product_id', '=', valve)
      .where('location_id', '=', locationId);
    return Number((await row.executeTakeFirst())?.n ?? 0) / ONE;
  };
  const before = await keptIn(warehouseId);
  const nowhere = await change(seen, again(seen), { warehouseId: null });
  expect(refusal(nowhere)).toEqual([422, '/warehouseId', 'required']);
  const drafted = (await change(seen, again(seen), { warehouseId: other.id })).json;
  expect([drafted.before.warehouse?.id, drafted.after.warehouse?.name]).toEqual([
    warehouseId,
    '分仓',
  ]);
  expect(await keptIn(other.id)).toBe(0);
  // A company that confirms no more than it has moves nothing to where nothing is.
  const beyond = async (value: string) => {
    const { json } = await call<{ version: number }>('admin', 'GET', '/settings');
    const body = { version: json.version, values: { 'sales.beyondStock': value } };
    expect((await call('admin', 'PATCH', '/settings', body)).status).toBe(200);
  };
  await beyond('strict');
  const short = await act('boss', 'apply', drafted);
  expect([short.status, short.json.code]).toEqual([409, 'stock-short']);
  expect([await keptIn(warehouseId), await keptIn(other.id)]).toEqual([before, 0]);
  await beyond('open');
  const done = await act('boss', 'apply', drafted);
  expect([done.json.state, done.json.after.warehouse?.name]).toEqual(['applied', '分仓']);
  expect([await keptIn(warehouseId), await keptIn(other.id)]).toEqual([before - 6, 6]);
  expect((await orderNow(seen.id)).warehouse?.id).toBe(other.id);
  await healthy();
});

test('what went out stays, and what makes no sense is refused at its field', async () => {
  const order = await confirmed(await customer(), [line(10), line(1), line(6)]);
  await deliver(order.id, [4]);
  const path = `/sales-orders/${order.id}`;
  const close = { lineIds: [order.lines[2]!.id], reason: '停产' };
  const { version } = await orderNow(order.id);
  await call('alice', 'POST', `${path}/close`, { version, ...close });
  const now = await orderNow(order.id);
  const wrong: [Line[], string, string][] = [
    [again(now, [{ qtyE4: 3 * ONE }]), '/lines/0/qtyE4', 'below-delivered'],
    [again(now, [{ priceE4: 120 * ONE }]), '/lines/0/priceE4', 'delivered-already'],
    [again(now, [{}, {}, { qtyE4: 7 * ONE }]), '/lines/2/qtyE4', 'line-closed'],
    [again(now, [{}, { kind: 'gift', priceE4: null }]), '/lines/1/kind', 'fixed-line'],
    [again(now).slice(1), '/lines', 'line-missing'],
    [[...again(now), line(0)], '/lines/3/qtyE4', 'required'],
    [[...again(now), { ...line(1), id: 999_999 }], '/lines/3/id', 'unknown-line'],
    [[...again(now), again(now)[0]!], '/lines/3/id', 'named-twice'],
  ];
  for (const [lines, pointer, code] of wrong) {
    expect(refusal(await change(now, lines))).toEqual([422, pointer, code]);
  }
  const same = await change(now, again(now));
  expect(refusal(await act('alice', 'submit', same.json))).toEqual([
    422,
    '/lines',
    'nothing-changed',
  ]);
  // Gone out meanwhile: the draft is looked at again when it is applied.
  const less = { version: same.json.version, lines: again(now, [{ qtyE4: 5 * ONE }]) };
  const drafted = await call<OrderChange>('alice', 'PATCH', `/order-changes/${same.json.id}`, less);
  await deliver(order.id, [3]);
  expect(refusal(await act('alice', 'apply', drafted.json))[2]).toBe('below-delivered');
  expect((await act('alice', 'discard', drafted.json)).status).toBe(200);
  expect(await changesOf(order.id)).toEqual([]);
  await healthy();
});

test('what a change makes worse of price and credit waits for its own approval', async () => {
  const customerId = await customer(100_000);
  const order = await confirmed(customerId, [line(4), line(1)]);
  const dearer = await change(order, again(order, [{ qtyE4: 9 * ONE }]));
  const stopped = await act('manager', 'submit', dearer.json);
  expect([stopped.status, stopped.json.data]).toMatchObject([
    409,
    { reasons: ['credit'], credit: { exposureFen: 56_500, addFen: 56_500 } },
  ]);
  const cheap = {
    version: 1,
    lines: again(order, [{ priceE4: 90 * ONE, deviation: '抢单' }, { qtyE4: 0 }]),
  };
  const path = `/order-changes/${dearer.json.id}`;
  const drafted = await call<OrderChange>('alice', 'PATCH', path, cheap);
  expect((await act('manager', 'submit', drafted.json)).json.data).toMatchObject({
    reasons: ['price'],
    below: [0],
    credit: { addFen: 0 },
    // Nobody decides on what he asks for himself.
    deciders: [{ people: [{ name: 'boss' }] }],
  });
  const ask = async (seen: Versioned) =>
    (await act('alice', 'submit', seen, { askReason: '对手更低' })).json;
  const waiting = await ask(drafted.json);
  expect([waiting.state, waiting.reasons, waiting.can.update]).toEqual([
    'approving',
    ['price'],
    false,
  ]);
  expect(waiting.waitsFor.map(({ name }) => name)).toEqual(['manager']);
  // What somebody looks at is not made void meanwhile.
  const { version } = await orderNow(order.id);
  const makeVoid = { version, reason: '不要了' };
  const voiding = `/sales-orders/${order.id}/void`;
  expect(refusal(await call('boss', 'POST', voiding, makeVoid))[1]).toBe('change-open');
  const back = await act('alice', 'send-back', waiting, { reason: '再想想' });
  expect([back.json.state, back.json.backReason]).toEqual(['draft', '再想想']);
  const second = await ask(back.json);
  const tasks = await company.db.read
    .selectFrom('approval_task')
    .select('id')
    .where('approval_id', '=', second.approvalId!)
    .execute();
  const verdict = { decision: 'approve', comment: '' };
  const done = await call('manager', 'POST', `/approval-tasks/${tasks[0]!.id}/decide`, verdict);
  expect([done.status, done.json.code]).toEqual([200, undefined]);
  const now = await orderNow(order.id);
  expect(now).toMatchObject({
    state: 'confirmed',
    grossFen: 36_000,
    lines: [{ belowFloor: true }, {}],
  });
  expect(await achieved(order.id)).toEqual([now.netFen, 1]);
  // What was let pass once is let pass for less of it; more of it is asked for anew.
  const fewer = await change(now, again(now, [{ qtyE4: 3 * ONE, deviation: '抢单' }]));
  expect((await act('alice', 'submit', fewer.json)).json).toMatchObject({
    state: 'applied',
    no: 2,
  });
  await healthy();
});
