import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { invoiceChecks } from '@xinhang/server/ops/doctor/invoices.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type {
  EarlyLine,
  Fapiao,
  FapiaoRow,
  InvoiceableLine,
  UninvoicedRow,
} from '@xinhang/shared/fapiao.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
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
async function well<T = { id: number; version: number }>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
  who = 'boss',
) {
  const { status, json } = await call<T & object>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
const EARLIER = '2026-11-03';
const ONE = 10_000;
let valve: number;
let termId: number;
let names = 0;

const customer = async (who = 'alice') => {
  const body = { name: `开票客户${(names += 1)}号`, duplicateReason: '测' };
  return (await well('POST', '/customers', body, who)).id;
};
/** A confirmed order of valves; 113.00 with 13 % in it unless another price is said. */
async function ordered(customerId: number, quantities: readonly number[], priceE4 = 113 * ONE) {
  const lines = quantities.map((qty) => ({ productId: valve, qtyE4: qty * ONE, priceE4 }));
  const body = { customerId, businessDate: EARLIER, termId, lines };
  const order = await well<SalesOrder>('POST', '/sales-orders', body);
  return await well<SalesOrder>('POST', `/sales-orders/${order.id}/confirm`, {
    version: order.version,
  });
}
async function sent(parts: readonly [lineId: number, qty: number][], businessDate = EARLIER) {
  const lines = parts.map(([orderLineId, qty]) => ({ orderLineId, qtyE4: qty * ONE }));
  const { id, version } = await well('POST', '/deliveries', { businessDate, lines });
  return await well<Delivery>('POST', `/deliveries/${id}/confirm`, { version });
}
interface Invoicing {
  uninvoicedFen: number;
  earlyFen: number;
  delivered: InvoiceableLine[];
  ordered: InvoiceableLine[];
}
const invoicing = async (customerId: number) =>
  await well<Invoicing>('GET', `/customers/${customerId}/invoicing`);
let numbers = 0;
const register = (customerId: number, lines: readonly object[], more: object = {}) =>
  call<Fapiao>('boss', 'POST', '/fapiao', {
    customerId,
    businessDate: TODAY,
    number: `2611${(numbers += 1)}`,
    lines,
    ...more,
  });
const act = (what: string, { id, version }: { id: number; version: number }, more: object = {}) =>
  call<Fapiao>('boss', 'POST', `/fapiao/${id}/${what}`, { version, ...more });
/** Registers and issues all that was delivered and is open. */
async function invoiced(customerId: number, more: object = {}) {
  const { delivered } = await invoicing(customerId);
  const lines = delivered.map(({ orderLineId, deliveryLineId, openE4: qtyE4 }) => ({
    orderLineId,
    deliveryLineId,
    qtyE4,
  }));
  const { json } = await register(customerId, lines, more);
  return (await act('issue', json)).json;
}
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
const tax = async () => {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .select('account')
    .select((eb) => eb.fn.sum<number>('amount_fen').as('fen'))
    .where('account', 'in', ['taxOutput', 'taxOutputPending'])
    .groupBy('account')
    .execute();
  const of = (account: string) => Number(rows.find((row) => row.account === account)?.fen ?? 0);
  return [of('taxOutputPending'), of('taxOutput')];
};

beforeAll(async () => {
  company = await startCompany();
  const units = await well<{ rows: { id: number }[] }>('GET', '/units');
  const unitId = units.rows[0]!.id;
  const product = { name: '阀门', code: 'V1', unitId, taxBp: 1300, fapiaoName: '*阀门*截止阀' };
  valve = (await well('POST', '/products', product)).id;
  const share = { shareBp: 10_000, trigger: 'fapiao', days: 30, fixedDay: null };
  termId = (await well('POST', '/payment-terms', { name: '票到30天', lines: [share] })).id;
  interface Place {
    id: number;
    kind: string;
    sellable: boolean;
  }
  const places = await well<{ rows: Place[] }>('GET', '/locations');
  const toLocationId = places.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
  const stock = await well('POST', '/stock-documents', {
    kind: 'otherIn',
    businessDate: EARLIER,
    toLocationId,
    reason: 'opening',
    lines: [{ productId: valve, unitId, qtyE4: 500 * ONE, priceE4: 60 * ONE }],
  });
  await well('POST', `/stock-documents/${stock.id}/confirm`, { version: 1 });
});
afterAll(async () => {
  await company.stop();
});
// Whatever a test did, the books agree with each other.
afterEach(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...moneyChecks, ...salesChecks, ...invoiceChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
});

test('deliveries of one customer go onto a fapiao, which moves tax and the day it is due', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [3]);
  const lineId = order.lines[0]!.id;
  await sent([[lineId, 1]]);
  await sent([[lineId, 2]]);
  const before = await tax();
  const open = await invoicing(customerId);
  expect(open).toMatchObject({ uninvoicedFen: 33_900, earlyFen: 0, ordered: [] });
  expect(open.delivered.map((line) => [line.name, line.openE4 / ONE, line.grossFen])).toEqual([
    ['*阀门*截止阀', 1, 11_300],
    ['*阀门*截止阀', 2, 22_600],
  ]);
  expect(await owed(customerId)).toEqual([
    ['2026-12-03', 11_300],
    ['2026-12-03', 22_600],
  ]);
  const [a, b] = open.delivered;
  const part = (line: InvoiceableLine, qty: number) => ({
    orderLineId: line.orderLineId,
    deliveryLineId: line.deliveryLineId,
    qtyE4: qty * ONE,
  });
  expect(refusal(await register(customerId, [part(a!, 2)]))).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-uninvoiced',
  ]);
  const stranger = await customer();
  expect(refusal(await register(stranger, [part(a!, 1)]))).toEqual([
    422,
    '/lines/0/orderLineId',
    'unknown-line',
  ]);
  const { json: draft } = await register(customerId, [part(a!, 1), part(b!, 1)], { number: '' });
  expect(draft).toMatchObject({ state: 'registered', grossFen: 22_600, taxFen: 2_600 });
  expect(draft.buyer?.title).toContain('开票客户');
  // It counts from then on, and is given back when it is thrown away or changed.
  expect((await invoicing(customerId)).uninvoicedFen).toBe(11_300);
  expect(refusal(await act('issue', draft))).toEqual([422, '/number', 'required']);
  const changed = await well<Fapiao>('PATCH', `/fapiao/${draft.id}`, {
    version: draft.version,
    number: '26117001',
    buyer: { taxNo: '91310000MA1K00000X' },
    lines: [part(a!, 1), part(b!, 2)],
  });
  expect(changed).toMatchObject({ grossFen: 33_900, buyer: { taxNo: '91310000MA1K00000X' } });
  expect(changed.rates).toEqual([
    { taxBp: 1300, netFen: 30_000, taxFen: 3_900, reckonedFen: 3_900 },
  ]);
  const issued = (await act('issue', changed)).json;
  expect(issued).toMatchObject({ state: 'issued', can: { update: false, red: true } });
  const after = await tax();
  expect([after[0]! - before[0]!, after[1]! - before[1]!]).toEqual([3_900, -3_900]);
  expect(await owed(customerId)).toEqual([
    ['2026-12-24', 11_300],
    ['2026-12-24', 22_600],
  ]);
  // Each number is one; a delivery that is invoiced is not taken back.
  const more = await ordered(customerId, [1]);
  await sent([[more.lines[0]!.id, 1]]);
  const { delivered } = await invoicing(customerId);
  expect(
    refusal(await register(customerId, [part(delivered[0]!, 1)], { number: '26117001' })),
  ).toEqual([422, '/number', 'number-taken']);
  const first = issued.lines[0]!.delivery!.id;
  const delivery = await well<Delivery>('GET', `/deliveries/${first}`);
  const reversed = await call('boss', 'POST', `/deliveries/${first}/reverse`, {
    version: delivery.version,
    reason: '错',
  });
  expect([reversed.status, reversed.json.code]).toEqual([409, 'still-invoiced']);
  // It stands beside what is owed.
  interface Owed {
    rows: { customer: { id: number }; uninvoicedFen: number | null }[];
  }
  const receivables = (await call<Owed>('alice', 'GET', '/receivables?limit=200')).json.rows;
  const row = receivables.find((one) => one.customer.id === customerId);
  expect(row?.uninvoicedFen).toBe(11_300);
  // Whoever owns the customer reads it, and nobody else's.
  expect((await call<Fapiao>('alice', 'GET', `/fapiao/${issued.id}`)).json.number).toBe('26117001');
  expect((await call('bob', 'GET', `/fapiao/${issued.id}`)).status).toBe(404);
  expect((await call('alice', 'POST', `/fapiao/${issued.id}/red`, {})).status).toBe(403);
});

test('parts sum to what was delivered, to the fen, whichever is invoiced first', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [7], 14_2857);
  const lineId = order.lines[0]!.id;
  await sent([[lineId, 3]]);
  await sent([[lineId, 4]]);
  const whole = (await invoicing(customerId)).uninvoicedFen;
  for (const qty of [1, 2, 1, 3]) {
    const { delivered } = await invoicing(customerId);
    const line = delivered.findLast(({ openE4 }) => openE4 >= qty * ONE)!;
    const { orderLineId, deliveryLineId } = line;
    const body = [{ orderLineId, deliveryLineId, qtyE4: qty * ONE }];
    expect((await act('issue', (await register(customerId, body)).json)).status).toBe(200);
  }
  const { rows } = await well<{ rows: FapiaoRow[] }>('GET', `/fapiao?customerId=${customerId}`);
  expect(rows.reduce((all, row) => all + row.grossFen, 0)).toBe(whole);
  expect(await invoicing(customerId)).toMatchObject({ uninvoicedFen: 0, delivered: [] });
});

test('a red one of a piece comes to its price', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [2], 7_4400);
  await sent([[order.lines[0]!.id, 2]]);
  let blue = await invoiced(customerId);
  const lines = [{ lineId: blue.lines[0]!.id, qtyE4: ONE }];
  const reds: number[][] = [];
  for (const number of ['RP1', 'RP2']) {
    const red = await act('red', blue, { businessDate: TODAY, number, reason: '退一件', lines });
    reds.push([red.json.grossFen, red.json.netFen + red.json.taxFen]);
    blue = await well<Fapiao>('GET', `/fapiao/${blue.id}`);
  }
  expect(reds).toEqual([
    [-744, -744],
    [-744, -744],
  ]);
});

test('a red one takes back all of it, or some, and what it is for may be invoiced anew', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [4]);
  await sent([[order.lines[0]!.id, 4]]);
  const blue = await invoiced(customerId);
  const before = await tax();
  const red = (more: object) =>
    act('red', { id: blue.id, version: blue.version }, { businessDate: TODAY, ...more });
  const some = [{ lineId: blue.lines[0]!.id, qtyE4: ONE }];
  expect(
    refusal(await red({ number: 'R0', reason: '退', lines: [{ ...some[0], qtyE4: 5 * ONE }] })),
  ).toEqual([422, '/lines/0/qtyE4', 'above-invoiced']);
  const part = await red({ number: 'R1', reason: '退货一件', lines: some });
  expect(part.json).toMatchObject({
    state: 'issued',
    grossFen: -11_300,
    taxFen: -1_300,
    redOf: { id: blue.id },
    redReason: '退货一件',
  });
  expect((await tax()).map((fen, at) => fen - before[at]!)).toEqual([-1_300, 1_300]);
  expect((await invoicing(customerId)).uninvoicedFen).toBe(11_300);
  expect(await owed(customerId)).toEqual([['2026-12-24', 45_200]]);
  const now = await well<Fapiao>('GET', `/fapiao/${blue.id}`);
  expect([now.state, now.lines[0]!.redE4, now.reds.length]).toEqual(['issued', ONE, 1]);
  const rest = await act('red', now, { businessDate: TODAY, number: 'R2', reason: '抬头错' });
  expect(rest.json.grossFen).toBe(-33_900);
  expect((await well<Fapiao>('GET', `/fapiao/${blue.id}`)).state).toBe('red');
  // It falls due from the delivery again, until there is another.
  expect(await owed(customerId)).toEqual([['2026-12-03', 45_200]]);
  expect(
    (await act('red', rest.json, { businessDate: TODAY, number: 'R3', reason: '再' })).status,
  ).toBe(409);
  expect((await invoiced(customerId)).grossFen).toBe(45_200);
  expect(await owed(customerId)).toEqual([['2026-12-24', 45_200]]);
});

test('what is ordered may be invoiced before it goes; what came back after wants a red one', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [5]);
  const lineId = order.lines[0]!.id;
  await sent([[lineId, 1]]);
  const { ordered: coming } = await invoicing(customerId);
  expect(coming.map((line) => [line.openE4 / ONE, line.grossFen])).toEqual([[4, 45_200]]);
  const early = [{ orderLineId: lineId, deliveryLineId: null, qtyE4: 2 * ONE }];
  await act('issue', (await register(customerId, early)).json);
  // What is invoiced ahead stays as it is on the fapiao.
  const [line] = order.lines;
  const fewer = {
    id: lineId,
    kind: 'goods',
    productId: valve,
    unitId: line!.unit!.id,
    qtyE4: 4 * ONE,
    priceE4: line!.priceE4,
    taxBp: line!.taxBp,
  };
  const change = { reason: '少要一些', lines: [fewer] };
  expect(refusal(await call('boss', 'POST', `/sales-orders/${order.id}/changes`, change))).toEqual([
    422,
    '/lines/0/qtyE4',
    'invoiced-ahead',
  ]);
  // One of the two covers what had gone; the other is early.
  expect(await invoicing(customerId)).toMatchObject({ uninvoicedFen: 0, earlyFen: 11_300 });
  await sent([[lineId, 2]]);
  const open = await invoicing(customerId);
  expect(open).toMatchObject({ uninvoicedFen: 11_300, earlyFen: 0 });
  expect(open.delivered.map((line) => line.openE4 / ONE)).toEqual([1]);
  const blue = await invoiced(customerId);
  const delivery = await well<Delivery>('GET', `/deliveries/${blue.lines[0]!.delivery!.id}`);
  const back = await well('POST', '/sales-returns', {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '尺寸不对',
    disposal: 'stock',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: ONE }],
  });
  await well('POST', `/sales-returns/${back.id}/confirm`, { version: back.version });
  interface Early {
    rows: { orderLineId: number; earlyFen: number }[];
  }
  const list = await well<Early>('GET', `/undelivered-fapiao-lines?customerId=${customerId}`);
  expect(list.rows.map((row) => [row.orderLineId, row.earlyFen])).toEqual([[lineId, 11_300]]);
  const held = await well<SalesOrder>('GET', `/sales-orders/${order.id}`);
  expect(held.state).not.toBe('void');
  const page = await well<{ rows: UninvoicedRow[]; totals: object }>(
    'GET',
    '/uninvoiced-customers?limit=200',
  );
  const mine = page.rows.find((row) => row.customer.id === customerId);
  expect(mine).toMatchObject({ uninvoicedFen: 0, earlyFen: 11_300, orderCount: 1 });
});

test('days out of order and closed months refuse', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [1]);
  await sent([[order.lines[0]!.id, 1]]);
  const { delivered } = await invoicing(customerId);
  const { orderLineId, deliveryLineId, openE4: qtyE4 } = delivered[0]!;
  const lines = [{ orderLineId, deliveryLineId, qtyE4 }];
  const early = (await register(customerId, lines, { businessDate: '2026-11-02' })).json;
  expect(refusal(await act('issue', early))).toEqual([422, '/businessDate', 'before-delivery']);
  const late = (await well<Fapiao>('PATCH', `/fapiao/${early.id}`, {
    version: early.version,
    businessDate: '2026-11-25',
  })) as Fapiao;
  expect(refusal(await act('issue', late))).toEqual([422, '/businessDate', 'in-the-future']);
  const closed = (await well<Fapiao>('PATCH', `/fapiao/${early.id}`, {
    version: late.version,
    businessDate: '2026-10-31',
  })) as Fapiao;
  for (const area of ['stock', 'arap', 'finance']) {
    const body = { area, month: '2026-10', leaveDrafts: true };
    await well('POST', '/period-closings/close', body);
  }
  expect(refusal(await act('issue', closed))).toEqual([422, '/businessDate', 'period-closed']);
  const drafts = await act('discard', closed);
  expect(drafts.status).toBe(200);
  expect((await invoicing(customerId)).uninvoicedFen).toBe(11_300);
});

test('the doctor says what does not agree', async () => {
  const found = async () => {
    const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
    const checks = await examine(examined, invoiceChecks);
    return checks.flatMap(({ findings }) => findings.map(({ code }) => code)).toSorted();
  };
  const spoil = async (by: 1 | -1) =>
    await company.db.transaction(async (tx) => {
      const all = tx.selectFrom('fapiao').select('id').orderBy('id');
      const { id } = await all.executeTakeFirstOrThrow();
      await tx
        .updateTable('fapiao')
        .set((eb) => ({ tax_fen: eb('tax_fen', '+', by) }))
        .where('id', '=', id)
        .execute();
      await tx
        .updateTable('delivery_line')
        .set((eb) => ({ invoiced_e4: eb('invoiced_e4', '+', by) }))
        .where('invoiced_e4', '>', 0)
        .execute();
    });
  await spoil(1);
  expect([...new Set(await found())]).toEqual(['fapiao-sums', 'invoiced-progress', 'output-tax']);
  await spoil(-1);
});

test('an undone merge gives back what was agreed and invoiced since, and says what is of both', async () => {
  const [kept, other] = [await customer(), await customer()];
  const goods = [{ productId: valve, qtyE4: 2 * ONE, priceE4: 113 * ONE }];
  const agreed = { customerId: other, title: '年度供货', startOn: EARLIER, lines: goods };
  const contract = await well<Contract>('POST', '/contracts', agreed, 'alice');
  const at = `/contracts/${contract.id}`;
  const waiting = await well<Contract>('POST', `${at}/submit`, { version: 1 }, 'alice');
  const approval = await well<{ tasks: { id: number; state: string }[] }>(
    'GET',
    `/approvals/${waiting.approvalId}`,
    undefined,
    'manager',
  );
  const task = approval.tasks.find((one) => one.state === 'pending')!.id;
  const yes = { decision: 'approve', comment: '' };
  await well('POST', `/approval-tasks/${task}/decide`, yes, 'manager');
  const order = await ordered(other, [3]);
  const own = await ordered(kept, [1]);
  await sent([[order.lines[0]!.id, 1]]);
  await sent([[own.lines[0]!.id, 1]]);
  const merge = async () => {
    const of = async (id: number) =>
      (await well<{ version: number }>('GET', `/customers/${id}`)).version;
    const versions = { version: await of(kept), otherVersion: await of(other) };
    company.clock.now += 1_000;
    await well('POST', `/customers/${kept}/merge`, { ...versions, otherId: other, take: [] });
    company.clock.now += 1_000;
    const log = await well<{ rows: { id: number }[] }>('GET', `/customers/${kept}/merges`);
    const path = `/merges/${log.rows[0]!.id}/undo`;
    return () => call<{ params?: object }>('boss', 'POST', path, {});
  };
  const fapiaoFor = async (orders: readonly SalesOrder[]) => {
    const ids = orders.map((one) => one.lines[0]!.id);
    const { delivered } = await invoicing(kept);
    const lines = delivered
      .filter((line) => ids.includes(line.orderLineId))
      .map(({ orderLineId, deliveryLineId, openE4: qtyE4 }) => ({
        orderLineId,
        deliveryLineId,
        qtyE4,
      }));
    return (await register(kept, lines)).json;
  };
  const whose = async (path: string) =>
    (await well<{ customer: { id: number } }>('GET', path)).customer.id;

  const undo = await merge();
  const active = await well<Contract>('GET', at);
  const called = await well<{ orderId: number }>('POST', `${at}/order`, {
    version: active.version,
  });
  const again = await well<Contract>('GET', at);
  const why = { version: again.version, reason: '加量' };
  const amendment = await well('POST', `${at}/amend`, why);
  const made = (await act('issue', await fapiaoFor([order]))).json;
  expect(made.customer.id).toBe(kept);
  expect((await undo()).status).toBe(200);
  const since = [
    `/fapiao/${made.id}`,
    `/sales-orders/${called.orderId}`,
    `/contracts/${amendment.id}`,
    at,
  ];
  for (const path of since) expect([path, await whose(path)]).toEqual([path, other]);
  expect(await owed(other)).toEqual([['2026-12-24', 11_300]]);
  expect(await owed(kept)).toEqual([['2026-12-03', 11_300]]);

  const later = await merge();
  await sent([[order.lines[0]!.id, 1]], TODAY);
  const both = await fapiaoFor([order, own]);
  const refused = await later();
  expect(refusal(refused)).toEqual([409, 'merge-entwined', undefined]);
  expect(refused.json.params).toEqual({ by: own.no });
  await well('POST', `/fapiao/${both.id}/discard`, { version: both.version });
  expect((await later()).status).toBe(200);
});

test('what came back without a delivery wants a red fapiao, with the number of the old one', async () => {
  const customerId = await customer();
  const places = await well<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'GET',
    '/locations',
  );
  const warehouseId = places.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
  const units = await well<{ rows: { id: number }[] }>('GET', '/units');
  const line = { productId: valve, unitId: units.rows[0]!.id, qtyE4: ONE, priceE4: 113 * ONE };
  const back = async () => {
    const draft = await well('POST', '/sales-returns/without-delivery', {
      customerId,
      warehouseId,
      businessDate: EARLIER,
      reason: '启用前卖出',
      disposal: 'stock',
      lines: [line, { ...line, qtyE4: 2 * ONE }],
    });
    const asked = await well('POST', `/sales-returns/${draft.id}/submit`, {
      version: draft.version,
    });
    return await well<{ id: number; version: number; lines: { id: number }[] }>(
      'POST',
      `/sales-returns/${draft.id}/confirm`,
      { version: asked.version },
    );
  };
  const early = () =>
    well<{ rows: EarlyLine[]; totals: { earlyFen: number } }>(
      'GET',
      `/undelivered-fapiao-lines?customerId=${customerId}&limit=1`,
    );
  const before = await tax();
  const returned = await back();
  expect(await tax()).toEqual([before[0]! + 3_900, before[1]!]);
  // It stands among what is invoiced and not there, page by page, for the customer and in the sum.
  expect(await invoicing(customerId)).toMatchObject({ uninvoicedFen: 0, earlyFen: 33_900 });
  const first = await early();
  expect(first.totals.earlyFen).toBe(33_900);
  expect(first.rows).toMatchObject([
    { order: null, orderLineId: null, return: { id: returned.id }, earlyFen: 11_300 },
  ]);
  const cursor = (first as unknown as { next: string }).next;
  const rest = await well<{ rows: EarlyLine[] }>(
    'GET',
    `/undelivered-fapiao-lines?customerId=${customerId}&limit=1&cursor=${cursor}`,
  );
  expect(rest.rows.map((row) => [row.returnLineId, row.earlyFen])).toEqual([
    [returned.lines[1]!.id, 22_600],
  ]);
  const all = await well<{ rows: UninvoicedRow[] }>('GET', '/uninvoiced-customers?limit=200');
  expect(all.rows.find((row) => row.customer.id === customerId)).toMatchObject({
    earlyFen: 33_900,
    orderCount: 0,
    oldestOn: EARLIER,
  });

  const [one, two] = returned.lines.map(({ id }) => id);
  const red = (returnLineIds: number[], more: object = {}, who = 'boss') =>
    call<Fapiao>(who, 'POST', '/fapiao/red-of-returns', {
      customerId,
      businessDate: TODAY,
      number: `26R${(numbers += 1)}`,
      redOfNo: '25000001',
      reason: '退货',
      returnLineIds,
      ...more,
    });
  expect(refusal(await red([one!, one!]))).toEqual([422, '/returnLineIds/1', 'named-twice']);
  expect(refusal(await red([one!], { number: '25000001' }))).toEqual([
    422,
    '/redOfNo',
    'number-taken',
  ]);
  expect(refusal(await red([one!], { businessDate: '2026-11-25' }))).toEqual([
    422,
    '/businessDate',
    'in-the-future',
  ]);
  expect((await red([one!], {}, 'alice')).status).toBe(403);
  const other = await customer();
  expect(refusal(await red([one!], { customerId: other }))).toEqual([
    422,
    '/returnLineIds/0',
    'unknown-line',
  ]);

  const owedThen = await owed(customerId);
  const { status, json: made } = await red([one!]);
  expect(status).toBe(201);
  expect(made).toMatchObject({
    state: 'issued',
    redOf: null,
    redOfNo: '25000001',
    netFen: -10_000,
    taxFen: -1_300,
    can: { update: false, issue: false, red: false },
    lines: [
      {
        orderLineId: null,
        order: null,
        return: { id: returned.id },
        name: '*阀门*截止阀',
        qtyE4: -ONE,
        redE4: 0,
      },
    ],
  });
  // Tax moves; what the customer owes was lessened by the return.
  expect(await tax()).toEqual([before[0]! + 2_600, before[1]! + 1_300]);
  expect(await owed(customerId)).toEqual(owedThen);
  expect(await invoicing(customerId)).toMatchObject({ earlyFen: 22_600 });
  expect(refusal(await red([one!]))).toEqual([422, '/returnLineIds/0', 'unknown-line']);
  expect(
    refusal(await act('red', made, { number: 'R', businessDate: TODAY, reason: '再' })),
  ).toEqual([409, 'state-refused', undefined]);
  const again = await well<Fapiao>('GET', `/fapiao/${made.id}`);
  expect(again).toEqual(made);
  // The other number was typed wrong; it is not the own one.
  const fix = { number: made.number, redOfNo: '25000002' };
  const wrongly = await act('correct', made, { ...fix, redOfNo: made.number });
  expect(refusal(wrongly)).toEqual([422, '/redOfNo', 'number-taken']);
  expect((await act('correct', made, fix)).json).toMatchObject({ redOfNo: '25000002', version: 2 });
  // The return stands while a red fapiao is for it.
  const undo = await call('boss', 'POST', `/sales-returns/${returned.id}/reverse`, {
    version: returned.version,
    reason: '错',
  });
  expect(refusal(undo)).toEqual([409, 'still-invoiced', undefined]);

  const second = await back();
  await well('POST', `/sales-returns/${second.id}/reverse`, {
    version: second.version,
    reason: '错',
  });
  expect(refusal(await red([second.lines[0]!.id]))).toEqual([
    422,
    '/returnLineIds/0',
    'unknown-line',
  ]);
  // Two at once: one of them gets the line.
  const both = await Promise.all([red([two!]), red([two!])]);
  expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 422]);
  expect(await invoicing(customerId)).toMatchObject({ earlyFen: 0 });
  expect(await tax()).toEqual([before[0]!, before[1]! + 3_900]);
});

test('a number that was typed wrong is corrected, and nothing is posted for it', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [1, 1]);
  await sent([[order.lines[0]!.id, 1]]);
  const first = await invoiced(customerId, { number: '2611-5' });
  await sent([[order.lines[1]!.id, 1]]);
  const { delivered } = await invoicing(customerId);
  const { orderLineId, deliveryLineId, openE4: qtyE4 } = delivered[0]!;
  const { json: draft } = await register(customerId, [{ orderLineId, deliveryLineId, qtyE4 }]);
  const [before, owedThen] = [await tax(), await owed(customerId)];
  // What is registered is changed; a number belongs to one; only red ones of returns name another.
  expect(draft.can.correct).toBe(false);
  expect(refusal(await act('correct', draft, { number: '9' }))).toEqual([
    409,
    'state-refused',
    undefined,
  ]);
  expect(refusal(await act('correct', first, { number: draft.number }))).toEqual([
    422,
    '/number',
    'number-taken',
  ]);
  expect(refusal(await act('correct', first, { number: '1', redOfNo: '2' }))[1]).toBe('/redOfNo');
  const asked = { version: first.version, number: '2611-6' };
  const path = `/fapiao/${first.id}/correct`;
  expect((await call('alice', 'POST', path, asked)).status).toBe(403);
  const { json: right } = await act('correct', first, { number: '2611-6' });
  expect(right).toMatchObject({ number: '2611-6', state: 'issued', grossFen: first.grossFen });
  expect([await tax(), await owed(customerId)]).toEqual([before, owedThen]);
  expect((await act('correct', first, { number: '7' })).json.code).toBe('version-conflict');
  // The old number is free again.
  const again = await call('boss', 'PATCH', `/fapiao/${draft.id}`, {
    version: draft.version,
    number: '2611-5',
  });
  expect(again.status).toBe(200);
});
