import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { moveLines } from '@xinhang/server/modules/sales/service.ts';
import type { WriteContext } from '@xinhang/server/http/context.ts';
import type {
  OpenOrderLine,
  OrderCheck,
  OrderCustomer,
  OrderLineFacts,
  SalesOrder,
} from '@xinhang/shared/sales-orders.ts';
import type { PriceDeviation } from '@xinhang/shared/price-deviations.ts';
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

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
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
let cartonId: number;
let warehouseId: number;
let valve: number;
let service: number;
let customers = 0;

async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}
async function customer(limitFen: number | null = null, who = 'alice') {
  const name = `订单客户 ${(customers += 1)}`;
  const { id } = await made(who, '/customers', { name, duplicateReason: '测' });
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
const draft = (who: string, customerId: number, lines: Line[], more: object = {}) =>
  call<SalesOrder>(who, 'POST', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    lines,
    ...more,
  });
const act = (
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<SalesOrder>(who, 'POST', `/sales-orders/${id}/${what}`, { version, ...more });
async function confirmed(who: string, customerId: number, lines: Line[], more: object = {}) {
  const drafted = await draft(who, customerId, lines, more);
  expect([drafted.status, drafted.json.errors]).toEqual([201, undefined]);
  const done = await act(who, 'confirm', drafted.json);
  expect([done.status, done.json.state]).toEqual([200, 'confirmed']);
  return done.json;
}
const settings = async (values: object) => {
  const { json } = await call<{ version: number }>('admin', 'GET', '/settings');
  const { version } = json;
  expect((await call('admin', 'PATCH', '/settings', { version, values })).status).toBe(200);
};
const reservedE4 = async (productId = valve) => {
  const row = company.db.read
    .selectFrom('stock_balance')
    .select((eb) => eb.fn.sum<number>('reserved_e4').as('n'))
    .where('product_id', '=', productId);
  return Number((await row.executeTakeFirstOrThrow()).n);
};
const achieved = async (orderId: number) => {
  const rows = await company.db.read
    .selectFrom('achievement_ledger')
    .select((eb) => [
      'credited_user_id as id',
      eb.fn.sum<number>('amount_fen').as('fen'),
      eb.fn.sum<number>('doc_count').as('count'),
    ])
    .where('metric', '=', 'order')
    .where('doc_kind', '=', 'salesOrder')
    .where('doc_id', '=', orderId)
    .groupBy('credited_user_id')
    .orderBy('credited_user_id')
    .execute();
  return rows.map((row) => [row.id, Number(row.fen), Number(row.count)]);
};
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  return (await examine(examined, stockChecks)).flatMap(({ findings }) => findings);
};

beforeAll(async () => {
  company = await startCompany();
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  unitId = units.json.rows[0]!.id;
  cartonId = (await made('boss', '/units', { name: '箱装' })).id;
  const carton = { unitId: cartonId, num: 24, den: 1 };
  valve = (
    await made('boss', '/products', {
      name: '阀门',
      code: 'V1',
      unitId,
      taxBp: 1300,
      units: [carton],
    })
  ).id;
  service = (
    await made('boss', '/products', {
      name: '安装',
      code: 'S1',
      unitId,
      kind: 'service',
      qtyDecimals: 1,
    })
  ).id;
  const rule = { scope: 'all', basis: 'gross', release: true };
  await made('boss', '/price-rules', {
    ...rule,
    productId: valve,
    priceE4: 113 * ONE,
    floorE4: 100 * ONE,
  });
  await made('boss', '/price-rules', { ...rule, productId: service, priceE4: 50 * ONE });
  const places = await call<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  warehouseId = places.json.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
});
afterAll(async () => {
  await company.stop();
});

test('an order is priced by the rules, confirmed with a number, kept, counted and owed', async () => {
  const customerId = await customer();
  const shares = [
    { userId: company.users['alice']!, shareBp: 7_000 },
    { userId: company.users['bob']!, shareBp: 3_000 },
  ];
  const { json: order } = await draft(
    'alice',
    customerId,
    [
      line(2),
      line(1, { unitId: cartonId, priceE4: 2_600 * ONE, deviation: '老客户' }),
      line(1, { kind: 'gift' }),
      { kind: 'freight', text: '运费', qtyE4: ONE, priceE4: 20 * ONE },
      { kind: 'service', productId: service, qtyE4: ONE },
    ],
    { shares, requiredDate: '2026-12-01' },
  );
  expect(order.lines.map((one) => [one.kind, one.priceE4, one.resolvedE4, one.grossFen])).toEqual([
    ['goods', 113 * ONE, 113 * ONE, 22_600],
    ['goods', 2_600 * ONE, 2_712 * ONE, 260_000],
    ['gift', 0, 113 * ONE, 0],
    ['freight', 20 * ONE, null, 2_000],
    ['service', 50 * ONE, 50 * ONE, 5_000],
  ]);
  expect(order.lines[1]).toMatchObject({
    baseQtyE4: 24 * ONE,
    deviation: '老客户',
    deviatedBy: { name: 'alice' },
    belowFloor: false,
  });
  expect([order.no, order.grossFen, order.netFen + order.taxFen]).toEqual(['', 289_600, 289_600]);
  expect(order.warehouse?.id).toBe(warehouseId);
  const before = await reservedE4();
  const done = await act('alice', 'confirm', order);
  expect(done.json).toMatchObject({
    no: 'XSDD-202611-0001',
    state: 'confirmed',
    openFen: 289_600,
    confirmedBy: { name: 'alice' },
  });
  expect(done.json.lines.map((one) => [one.reservedE4, one.originalRequiredDate])).toEqual([
    [2 * ONE, '2026-12-01'],
    [24 * ONE, '2026-12-01'],
    [ONE, '2026-12-01'],
    [0, '2026-12-01'],
    [0, '2026-12-01'],
  ]);
  expect((await reservedE4()) - before).toBe(27 * ONE);
  const counted = done.json.lines
    .filter((one) => one.kind === 'goods' || one.kind === 'service')
    .reduce((all, one) => all + one.netFen, 0);
  const rows = await achieved(order.id);
  expect(rows.map(([id, , count]) => [id, count])).toEqual([
    [company.users['alice'], 1],
    [company.users['bob'], 0],
  ]);
  expect(rows.reduce((all, [, fen]) => all + fen!, 0)).toBe(counted);
  // A draft is changed, a confirmed order is not; nobody else sees it, a share or not.
  expect((await act('alice', 'discard', done.json)).json.code).toBe('state-refused');
  expect((await call('bob', 'GET', `/sales-orders/${order.id}`)).status).toBe(404);
  expect((await call('manager', 'GET', `/sales-orders/${order.id}`)).status).toBe(200);
  expect((await call('buyer', 'GET', `/sales-orders/${order.id}`)).status).toBe(403);
  const open = await call<{ rows: OpenOrderLine[] }>(
    'alice',
    'GET',
    `/sales-order-lines/open?customerId=${customerId}`,
  );
  expect(open.json.rows.map((row) => row.openE4 / ONE)).toEqual([2, 24, 1, 1]);
  expect(JSON.stringify(open.json)).not.toMatch(/price|fen/i);
});

test('what a line may not be is refused at its place', async () => {
  const customerId = await customer();
  const refused = async (...lines: Line[]) => refusal(await draft('alice', customerId, lines));
  expect(await refused(line(1), line(1, { unitId: 99_999 }))).toEqual([
    422,
    '/lines/1/unitId',
    'unknown-unit',
  ]);
  expect(await refused(line(1, { kind: 'gift', priceE4: 1 }))).toEqual([
    422,
    '/lines/0/priceE4',
    'free-of-charge',
  ]);
  expect(await refused({ kind: 'goods', productId: service, qtyE4: ONE })).toEqual([
    422,
    '/lines/0/kind',
    'is-service',
  ]);
  expect(await refused({ kind: 'goods', text: '无', qtyE4: ONE })).toEqual([
    422,
    '/lines/0/productId',
    'required',
  ]);
  const shares = [{ userId: company.users['alice']!, shareBp: 5_000 }];
  expect(refusal(await draft('alice', customerId, [line(1)], { shares }))).toEqual([
    422,
    '/shares',
    'shares-not-whole',
  ]);
  const unfinished = await draft('alice', customerId, [line(1), line(1, { qtyE4: null })]);
  expect(refusal(await act('alice', 'confirm', unfinished.json))).toEqual([
    422,
    '/lines/1/qtyE4',
    'required',
  ]);
  // As much as each of the two may be is more than a line may come to.
  const huge = { qtyE4: 1e12, priceE4: 1e13 };
  expect(refusal(await draft('alice', customerId, [line(1), line(1, huge)]))).toEqual([
    422,
    '/lines/1/qtyE4',
    'amount-too-large',
  ]);
  expect((await draft('bob', customerId, [line(1)])).status).toBe(404);
  expect((await act('alice', 'discard', unfinished.json)).status).toBe(200);
  expect((await call('alice', 'GET', `/sales-orders/${unfinished.json.id}`)).status).toBe(404);
});

test('below the floor it is stopped, asked for, sent back with the reason, and approved', async () => {
  const customerId = await customer();
  const { json: order } = await draft('alice', customerId, [line(2, { priceE4: 99 * ONE })]);
  expect(order.lines[0]!.belowFloor).toBe(true);
  const stopped = await act('alice', 'confirm', order);
  expect([stopped.status, stopped.json.code]).toEqual([409, 'order-stopped']);
  // To a salesperson credit is hidden.
  expect(stopped.json.data).toMatchObject({ reasons: ['price'], below: [0], credit: null });
  // Whoever is stopped knows beforehand who would decide, and afterwards with whom it lies.
  const manager = { id: expect.any(Number) as number, name: 'manager' };
  const deciders = [{ node: expect.any(String) as string, mode: 'any', people: [manager] }];
  expect((stopped.json.data as OrderCheck).deciders).toEqual(deciders);
  const seen = await call<OrderCheck>('alice', 'GET', `/sales-orders/${order.id}/check`);
  expect(seen.json.deciders).toEqual(deciders);
  expect(refusal(await act('alice', 'submit', order))).toEqual([422, '/reason', 'reason-needed']);
  const ask = async (one: { id: number; version: number }) => {
    // Nobody asks for credit here, so nobody gives any.
    const more = { reason: '清库存', creditUntil: '2027-12-31' };
    const asked = await act('alice', 'submit', one, more);
    expect(asked.json.creditUntil).toBe(null);
    expect([asked.status, asked.json.state, asked.json.reasons]).toEqual([
      200,
      'approving',
      ['price'],
    ]);
    expect(asked.json.waitsFor).toEqual([manager]);
    return asked.json;
  };
  const first = await ask(order);
  expect(
    (
      await call('alice', 'PATCH', `/sales-orders/${order.id}`, {
        version: first.version,
        note: 'x',
      })
    ).json.code,
  ).toBe('state-refused');
  interface Page {
    tasks: { id: number; state: string }[];
    lines: { name: string; text: string }[];
  }
  const pageOf = async (id: number) =>
    (await call<Page>('manager', 'GET', `/approvals/${id}`)).json;
  const decide = async (id: number, decision: string, comment: string) => {
    const task = (await pageOf(id)).tasks.find((one) => one.state === 'pending')!.id;
    const { status, json } = await call('manager', 'POST', `/approval-tasks/${task}/decide`, {
      decision,
      comment,
    });
    return [status, json.code];
  };
  expect(await decide(first.approvalId!, 'reject', '太低')).toEqual([200, undefined]);
  const back = await call<SalesOrder>('alice', 'GET', `/sales-orders/${order.id}`);
  expect(back.json).toMatchObject({ state: 'draft', reason: '太低', waitsFor: [] });
  const again = await ask(back.json);
  const withdrawn = await act('alice', 'send-back', again, { reason: '再想想' });
  expect(withdrawn.json.state).toBe('draft');
  const third = await ask(withdrawn.json);
  expect((await pageOf(third.approvalId!)).lines).toContainEqual({
    name: 'orderWhy',
    text: '清库存',
    fen: null,
  });
  // Nothing is confirmed for a customer that was put away while somebody decided.
  const archived = async (archived_at: number | null) =>
    await company.db.transaction(async (tx) => {
      const row = tx.updateTable('customer').set({ archived_at });
      await row.where('id', '=', customerId).execute();
    });
  await archived(1);
  expect(await decide(third.approvalId!, 'approve', '')).toEqual([409, 'customer-archived']);
  await archived(null);
  expect(await decide(third.approvalId!, 'approve', '')).toEqual([200, undefined]);
  const done = await call<SalesOrder>('alice', 'GET', `/sales-orders/${order.id}`);
  expect(done.json).toMatchObject({ state: 'confirmed', confirmedBy: { name: 'manager' } });
  expect(done.json.no).toMatch(/^XSDD-202611-/);
});

test('credit stops with its figures, counts what is confirmed, and lets one through at a time', async () => {
  const customerId = await customer(100_000);
  const lines = [line(4)];
  await confirmed('alice', customerId, lines);
  const over = await draft('alice', customerId, [line(5)]);
  const stopped = await act('manager', 'confirm', over.json);
  expect([stopped.status, stopped.json.data]).toMatchObject([
    409,
    {
      reasons: ['credit'],
      credit: { limitFen: 100_000, exposureFen: 45_200, undeliveredFen: 45_200, addFen: 56_500 },
    },
  ]);
  // What was asked for and taken back lets nothing pass later.
  const until = { reason: '年底结清', creditUntil: '2027-12-31' };
  const asked = await act('alice', 'submit', over.json, until);
  expect(asked.json).toMatchObject({ state: 'approving', creditUntil: '2027-12-31' });
  const back = await act('alice', 'send-back', asked.json, { reason: '先不放' });
  const smaller = await call<SalesOrder>('alice', 'PATCH', `/sales-orders/${over.json.id}`, {
    version: back.json.version,
    lines: [line(0.5, { productId: service, kind: 'service' })],
  });
  const fits = await act('alice', 'confirm', smaller.json);
  expect(fits.json).toMatchObject({ state: 'confirmed', creditUntil: null });
  expect((await act('boss', 'void', fits.json, { reason: '不要了' })).status).toBe(200);
  // Both fit alone: of the last fen of credit one is given.
  const two = await Promise.all([0, 1].map(async () => await draft('alice', customerId, lines)));
  const done = await Promise.all(
    two.map(async ({ json }, at) => await act(at === 0 ? 'alice' : 'manager', 'confirm', json)),
  );
  expect(done.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const numbers = await company.db.read
    .selectFrom('sales_order')
    .select('no')
    .where('no', 'is not', null)
    .orderBy('no')
    .execute();
  expect(numbers.map((row) => Number(row.no!.slice(-4)))).toEqual(numbers.map((_, at) => at + 1));
  // How late somebody may be is agreed with him, where the company has no rule.
  const late = await customer();
  const old = { kind: 'opening', customerId: late, oldNo: 'A1', amountFen: 100 };
  await made('boss', '/ar-adjustments', {
    ...old,
    businessDate: '2026-09-01',
    dueDate: '2026-11-01',
  });
  const { json: waiting } = await draft('alice', late, lines);
  const agreed = async (overdueDays: number | null) => {
    await call('boss', 'PUT', `/customers/${late}/terms`, { termId: null, overdueDays });
    return (await call<OrderCheck>('boss', 'GET', `/sales-orders/${waiting.id}/check`)).json
      .reasons;
  };
  expect([await agreed(23), await agreed(22), await agreed(null)]).toEqual([[], ['overdue'], []]);
  // Nothing is owed more by a customer who pays before: the order passes, its delivery will not.
  await confirmed('alice', await customer(0), lines);
  await settings({ 'sales.approveFromYuan': 400 });
  const much = await draft('alice', await customer(), lines);
  expect((await act('alice', 'confirm', much.json)).json.data?.reasons).toEqual(['amount']);
  await settings({ 'sales.approveFromYuan': 0 });
  const given = await draft('alice', await customer(), [line(1), line(1, { kind: 'gift' })]);
  expect((await act('alice', 'confirm', given.json)).json.data).toMatchObject({
    reasons: ['gifts'],
    giftsBp: 10_000,
  });
});

test('who decides about credit sees what goes beyond it; later nothing else is told of it', async () => {
  const customerId = await customer(1_000_00);
  const { json: order } = await draft('alice', customerId, [line(10)]);
  const { json: asked } = await act('alice', 'submit', order, { reason: '老客户' });
  interface Page {
    tasks: { id: number; state: string }[];
    lines: { name: string; fen: number | null }[];
  }
  const page = async () =>
    (await call<Page>('boss', 'GET', `/approvals/${asked.approvalId!}`)).json;
  const credit = async () =>
    (await page()).lines
      .filter(({ name }) => name.startsWith('credit'))
      .map(({ name, fen }) => [name, fen]);
  const over = asked.grossFen - 1_000_00;
  expect(over).toBeGreaterThan(0);
  expect(await credit()).toEqual([
    ['creditLimit', 1_000_00],
    ['creditExposure', 0],
    ['creditOver', over],
  ]);
  const { tasks } = await page();
  const decided = await call('manager', 'POST', `/approval-tasks/${tasks[0]!.id}/decide`, {
    decision: 'approve',
    comment: '',
  });
  expect(decided.status).toBe(200);
  expect(await credit()).toEqual([]);
});

test('no order is handed in or confirmed ahead of its day', async () => {
  const ahead = { businessDate: '2026-11-25' };
  const { json: order } = await draft('alice', await customer(), [line(1)], ahead);
  const refused = [422, '/businessDate', 'after-today'];
  expect(refusal(await act('alice', 'submit', order))).toEqual(refused);
  expect(refusal(await act('alice', 'confirm', order))).toEqual(refused);
});

test('submitted orders wait; whoever confirms sends them back or confirms them', async () => {
  const customerId = await customer();
  const { json: order } = await draft('alice', customerId, [line(1)]);
  const handed = await act('alice', 'submit', order);
  expect([handed.json.state, handed.json.can.update]).toEqual(['submitted', false]);
  const back = await act('manager', 'send-back', handed.json, { reason: '少写了运费' });
  const traces = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'salesOrder')
    .where('entity_id', '=', order.id)
    .orderBy('id')
    .execute();
  expect(traces.map((row) => row.action)).toContain('salesOrders.sendBack');
  expect(back.json).toMatchObject({ state: 'draft', reason: '少写了运费' });
  const again = await act('alice', 'submit', back.json);
  const done = await act('manager', 'confirm', again.json);
  expect(done.json).toMatchObject({ state: 'confirmed', madeBy: { name: 'alice' } });
  // The result is the owner's, whoever typed it.
  expect((await achieved(order.id)).map(([id]) => id)).toEqual([company.users['alice']]);
});

test('lines are delivered, taken back and closed; a void order leaves nothing', async () => {
  const customerId = await customer();
  const before = await reservedE4();
  const order = await confirmed('alice', customerId, [line(10), line(5)]);
  const [first, second] = order.lines as [SalesOrder['lines'][0], SalesOrder['lines'][0]];
  const move = async (moves: Parameters<typeof moveLines>[2]) => {
    await company.db.transaction(async (tx) => {
      const ctx = {
        tx,
        db: tx,
        now: company.clock.now,
        actor: { userId: 1 },
        audit: async () => undefined,
        emit: async () => undefined,
      } as unknown as WriteContext;
      await moveLines(ctx, order.id, moves);
    });
    return (await call<SalesOrder>('alice', 'GET', `/sales-orders/${order.id}`)).json;
  };
  const part = { lineId: first.id, deliveredE4: 4 * ONE, netFen: 40_000, taxFen: 5_200 };
  const partly = await move([part]);
  expect([partly.state, partly.openFen, partly.lines[0]!.openE4]).toEqual([
    'partly',
    124_300,
    6 * ONE,
  ]);
  expect((await reservedE4()) - before).toBe(11 * ONE);
  const minus = { lineId: first.id, deliveredE4: -4 * ONE, netFen: -40_000, taxFen: -5_200 };
  expect((await move([minus])).state).toBe('confirmed');
  expect((await act('alice', 'void', await move([part]), { reason: '错' })).status).toBe(403);
  const now = await move([]);
  expect((await act('manager', 'void', now, { reason: '错' })).json.code).toBe('state-refused');
  const closed = await act('alice', 'close', now, { lineIds: [first.id], reason: '不要了' });
  expect(closed.json).toMatchObject({ state: 'partly', openFen: 56_500 });
  expect(closed.json.lines[0]).toMatchObject({ cancelledE4: 6 * ONE, closeReason: '不要了' });
  expect(await achieved(order.id)).toEqual([[company.users['alice'], 90_000, 1]]);
  const whole = { lineId: second.id, deliveredE4: 5 * ONE, netFen: 50_000, taxFen: 6_500 };
  expect((await move([whole])).state).toBe('closed');
  expect((await reservedE4()) - before).toBe(0);
  // A return that is to be delivered again opens the line anew.
  const replace = {
    lineId: second.id,
    returnedE4: ONE,
    replaceE4: ONE,
    netFen: -10_000,
    taxFen: -1_300,
  };
  const reopened = await move([replace]);
  expect([reopened.state, reopened.lines[1]!.openE4, reopened.openFen]).toEqual([
    'partly',
    ONE,
    11_300,
  ]);
  const other = await confirmed('alice', customerId, [line(3)]);
  const gone = await act('manager', 'void', other, { reason: '下错了' });
  expect(gone.json).toMatchObject({ state: 'void', no: other.no, openFen: 0, reason: '下错了' });
  expect(await achieved(other.id)).toEqual([[company.users['alice'], 0, 0]]);
  expect((await reservedE4()) - before).toBe(ONE);
  expect(await healthy()).toEqual([]);
});

test('a company that sells no more than it has refuses the rest', async () => {
  const customerId = await customer();
  await settings({ 'sales.beyondStock': 'strict' });
  const { json: order } = await draft('alice', customerId, [line(1)]);
  const refused = await act('alice', 'confirm', order);
  expect([refused.status, ...refusal(refused)]).toEqual([
    409,
    409,
    '/lines/0/qtyE4',
    'stock-short',
  ]);
  await settings({ 'sales.beyondStock': 'open' });
});

test('an order follows its customer to another owner, and its list keeps to the reader', async () => {
  const customerId = await customer();
  const order = await confirmed('alice', customerId, [line(1)], { customerOrderNo: 'PO-77' });
  const found = async (who: string, query: string) =>
    (
      await call<{ rows: SalesOrder[]; count: number; grossFen: number }>(
        who,
        'GET',
        `/sales-orders?count=1&${query}`,
      )
    ).json;
  expect(await found('alice', 'q=po-77')).toMatchObject({ count: 1, grossFen: 11_300 });
  const late = `customerId=${customerId}&overdue=1`;
  expect((await found('alice', late)).rows).toEqual([]);
  const { json: row } = await call<{ version: number }>('boss', 'GET', `/customers/${customerId}`);
  await call('boss', 'POST', `/customers/${customerId}/assign`, {
    version: row.version,
    ownerId: company.users['bob'],
  });
  expect((await found('alice', 'q=po-77')).rows).toEqual([]);
  expect((await found('bob', 'q=po-77')).rows.map((one) => one.id)).toEqual([order.id]);
  expect((await call('alice', 'GET', `/sales-orders/${order.id}/check`)).status).toBe(404);
});

test('prices that somebody wrote are listed with who and why, of the own customers alone', async () => {
  const customerId = await customer();
  const dearer = line(3, { priceE4: 120 * ONE, deviation: '加急' });
  const cheaper = line(2, { discountBp: 1_000, deviation: '' });
  const order = await confirmed('alice', customerId, [line(1), dearer, cheaper]);
  // What is not confirmed yet is no price at which anything was sold.
  await draft('alice', customerId, [dearer]);
  const listed = async (who: string, query = '') => {
    const path = `/sales-order-lines/deviations?count=1&customerId=${customerId}${query}`;
    return await call<{ rows: PriceDeviation[]; count: number }>(who, 'GET', path);
  };
  const { rows, count } = (await listed('manager')).json;
  expect(count).toBe(2);
  expect(rows.map((row) => [row.differenceFen, row.reason, row.discountBp])).toEqual([
    [-2_260, '', 1_000],
    [2_100, '加急', 0],
  ]);
  expect(rows[1]).toMatchObject({
    order: { id: order.id, no: order.no },
    resolvedE4: 113 * ONE,
    priceE4: 120 * ONE,
    by: { id: company.users['alice'] },
    belowFloor: false,
  });
  const found = async (query: string) => (await listed('alice', query)).json.rows.map((r) => r.id);
  const [low, high] = rows.map((row) => row.id);
  expect(await found('&side=below')).toEqual([low]);
  expect(await found('&side=above')).toEqual([high]);
  expect(await found(`&q=${encodeURIComponent('加急')}`)).toEqual([high]);
  expect(await found(`&userId=${company.users['bob']}`)).toEqual([]);
  expect(await found('&to=2026-11-23')).toEqual([]);
  const first = await listed('alice', '&limit=1');
  const { next } = first.json as unknown as { next: string };
  expect(await found(`&limit=1&cursor=${encodeURIComponent(next)}`)).toEqual([high]);
  const file = async (who: string) => {
    const asked = { customerId, side: 'above', format: 'csv', lang: 'zh-CN' };
    const path = '/sales-order-lines/deviations/export';
    const { jobId } = (await call<{ jobId: number }>(who, 'POST', path, asked)).json;
    await company.jobs.idle();
    const { body } = await company.app.inject({
      url: `/api/v1/jobs/${jobId}/file`,
      headers: { authorization: `Bearer ${tokens.get(who)!}` },
    });
    return body.trim().split(/\r?\n/);
  };
  const [head, ...lines] = await file('alice');
  expect(head).toContain('规则价,实际单价,折扣,少收或多收');
  expect(lines.map((text) => text.includes(',113,120,0,21,,'))).toEqual([true]);
  expect((await file('bob')).length).toBe(1);
  // Neither another seller nor a buyer.
  expect((await listed('bob')).json).toMatchObject({ rows: [], count: 0 });
  expect((await listed('buyer')).status).toBe(403);
  expect((await act('manager', 'void', order, { reason: '取消' })).status).toBe(200);
  expect(await found('')).toEqual([]);
});

test('an order makes the last price and a customer who deals, is found and taken along', async () => {
  const customerId = await customer(500_000);
  const order = await confirmed(
    'alice',
    customerId,
    [
      line(3, { discountBp: 500, requiredDate: '2026-11-24' }),
      { kind: 'sample', productId: service, qtyE4: ONE / 10 },
    ],
    { customerOrderNo: 'KH-2026-9' },
  );
  // It waits for four days already.
  await company.db.transaction((tx) =>
    tx
      .updateTable('sales_order_line')
      .set({ required_date: '2026-11-20' })
      .where('id', '=', order.lines[0]!.id)
      .execute(),
  );
  const ask = (who: string) =>
    call<{ rows: OrderLineFacts[] }>(
      who,
      'GET',
      `/customers/${customerId}/order-line-facts?line=${valve}:${unitId}:${2 * ONE}`,
    );
  const { json: facts } = await ask('alice');
  expect(facts.rows[0]).toMatchObject({
    price: { grossE4: 113 * ONE, netE4: 100 * ONE, scope: 'all' },
    last: { priceE4: 1_073_500, source: order.no, on: TODAY },
    availableE4: -(await reservedE4()),
    units: [{ num: 1 }, { unit: { id: cartonId }, num: 24 }],
  });
  expect((await ask('bob')).status).toBe(404);
  const of = `/customers/${customerId}/order-facts`;
  const begin = await call<OrderCustomer>('manager', 'GET', of);
  expect(begin.json).toMatchObject({
    lastOrder: { no: order.no },
    credit: { limitFen: 500_000, undeliveredFen: order.grossFen },
    warehouse: { id: warehouseId },
  });
  const { json: shown } = await call<{ stage: string }>('alice', 'GET', `/customers/${customerId}`);
  expect(shown.stage).toBe('dealing');
  const hits = async (who: string, q: string) =>
    (
      await call<{ hits: { source: string; route: string }[] }>(who, 'GET', `/search?q=${q}`)
    ).json.hits.flatMap((hit) => (hit.source === 'salesOrders' ? [hit.route] : []));
  expect(await hits('alice', order.no.slice(-8))).toEqual([`/sales-orders/${order.id}`]);
  expect(await hits('alice', 'KH-2026-9')).toEqual([`/sales-orders/${order.id}`]);
  expect(await hits('bob', order.no)).toEqual([]);
  const overdue = `customerId=${customerId}&overdue=1`;
  const late = await call<{ rows: SalesOrder[] }>('alice', 'GET', `/sales-orders?${overdue}`);
  expect(late.json.rows).toMatchObject([{ id: order.id, dueOn: '2026-11-20' }]);
  const { json: job } = await call<{ jobId: number }>('alice', 'POST', '/sales-orders/export', {
    what: 'lines',
    customerId,
    format: 'csv',
    lang: 'en',
  });
  await company.jobs.idle();
  const file = await company.app.inject({
    url: `/api/v1/jobs/${job.jobId}/file`,
    headers: { authorization: `Bearer ${tokens.get('alice')!}` },
  });
  const rows = file.body.trim().split(/\r?\n/);
  expect([rows.length, rows[1]?.includes(order.no), rows[1]?.includes('322.05')]).toEqual([
    3,
    true,
    true,
  ]);
});

test('nothing is wanted or promised before the day on which it was ordered', async () => {
  const customerId = await customer(500_000);
  const body = { customerId, businessDate: TODAY, lines: [line(1)] };
  const early = '2026-11-23';
  for (const [more, pointer] of [
    [{ requiredDate: early }, '/requiredDate'],
    [{ lines: [line(1), line(1, { requiredDate: early })] }, '/lines/1/requiredDate'],
    [{ lines: [line(1, { promisedDate: early })] }, '/lines/0/promisedDate'],
  ] as const) {
    const made = await call<SalesOrder>('alice', 'POST', '/sales-orders', { ...body, ...more });
    const path = `/sales-orders/${made.json.id}/confirm`;
    const { status, json } = await call<Refusal>('alice', 'POST', path, {
      version: made.json.version,
    });
    expect([status, json.errors?.[0]]).toMatchObject([
      422,
      { pointer, code: 'before-business-date' },
    ]);
  }
});
