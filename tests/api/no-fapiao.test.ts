import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { invoiceChecks } from '@xinhang/server/ops/doctor/invoices.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { EarlyLine, Fapiao, InvoiceableLine, UninvoicedRow } from '@xinhang/shared/fapiao.ts';
import type { NoFapiaoLine } from '@xinhang/shared/no-fapiao.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string }[];
}
type Answer<T> = { status: number; json: T & Refusal };
type Method = 'GET' | 'POST' | 'PATCH';

async function call<T = object>(who: string, method: Method, path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
async function well<T = { id: number; version: number }>(
  method: Method,
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
const LATER = '2026-11-10';
const ONE = 10_000;
let work: number;
let names = 0;
let numbers = 0;

const customer = async (who = 'alice') => {
  const body = { name: `零售客户${(names += 1)}号`, duplicateReason: '测' };
  return (await well('POST', '/customers', body, who)).id;
};
/** A confirmed order of a service, which needs no stock; 113.00 with 13 % in it unless said. */
async function ordered(customerId: number, quantities: readonly number[], priceE4 = 113 * ONE) {
  const lines = quantities.map((qty) => ({
    productId: work,
    kind: 'service',
    qtyE4: qty * ONE,
    priceE4,
  }));
  const order = await well<SalesOrder>('POST', '/sales-orders', {
    customerId,
    businessDate: EARLIER,
    lines,
  });
  const path = `/sales-orders/${order.id}/confirm`;
  return await well<SalesOrder>('POST', path, { version: order.version });
}
async function sent(parts: readonly [lineId: number, qty: number][], businessDate = EARLIER) {
  const lines = parts.map(([orderLineId, qty]) => ({ orderLineId, qtyE4: qty * ONE }));
  const { id, version } = await well('POST', '/deliveries', { businessDate, lines });
  return await well<Delivery>('POST', `/deliveries/${id}/confirm`, { version });
}
/** Goods that came back, of a line of a delivery. */
async function back(delivery: Delivery, qty: number) {
  const draft = await well('POST', `/sales-returns`, {
    deliveryId: delivery.id,
    businessDate: TODAY,
    reason: '不要了',
    disposal: 'scrap',
    lines: [{ deliveryLineId: delivery.lines[0]!.id, qtyE4: qty * ONE }],
  });
  return await well('POST', `/sales-returns/${draft.id}/confirm`, { version: draft.version });
}
interface Invoicing {
  uninvoicedFen: number;
  earlyFen: number;
  delivered: InvoiceableLine[];
  ordered: InvoiceableLine[];
}
const invoicing = (id: number) => well<Invoicing>('GET', `/customers/${id}/invoicing`);
interface Marked {
  rows: NoFapiaoLine[];
  count: number;
  totals: { netFen: number; taxFen: number; grossFen: number };
}
const marked = (customerId: number) =>
  well<Marked>('GET', `/no-fapiao-lines?customerId=${customerId}`);
/** Fen that want a fapiao, want none, and are invoiced and not there. */
const sums = async (id: number) => {
  const { uninvoicedFen, earlyFen, delivered } = await invoicing(id);
  expect(delivered.reduce((all, line) => all + line.grossFen, 0)).toBe(uninvoicedFen);
  return [uninvoicedFen, (await marked(id)).totals.grossFen, earlyFen];
};
const REASON = '个人客户，不要票';
const mark = (customerId: number, more: object = {}, who = 'boss') =>
  call<{ count: number; grossFen: number; more: boolean }>(
    who,
    'POST',
    '/uninvoiced-lines/no-fapiao',
    { customerId, reason: REASON, ...more },
  );
const again = (customerId: number, deliveryLineIds: readonly number[], who = 'boss') =>
  call(who, 'POST', '/no-fapiao-lines/needed-again', { customerId, deliveryLineIds });
const register = (customerId: number, lines: readonly object[]) =>
  call<Fapiao>('boss', 'POST', '/fapiao', {
    customerId,
    businessDate: TODAY,
    number: `2611${(numbers += 1)}`,
    lines,
  });
const act = (what: string, { id, version }: { id: number; version: number }, more: object = {}) =>
  call<Fapiao>('boss', 'POST', `/fapiao/${id}/${what}`, { version, ...more });

beforeAll(async () => {
  company = await startCompany();
  const units = await well<{ rows: { id: number }[] }>('GET', '/units');
  const unitId = units.rows[0]!.id;
  const product = { name: '检修', code: 'S1', kind: 'service', unitId, taxBp: 1300 };
  work = (await well('POST', '/products', product)).id;
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

test('what wants no fapiao leaves the lists and sums, is told by whom and why, and comes again', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [3, 2]);
  const first = await sent([[order.lines[0]!.id, 3]]);
  const second = await sent([[order.lines[1]!.id, 2]], LATER);
  const [one, two] = [first.lines[0]!.id, second.lines[0]!.id];
  expect(await sums(customerId)).toEqual([56_500, 0, 0]);
  expect(refusal(await mark(customerId, { reason: ' ' }))).toEqual([400, '/reason', 'too_small']);
  const strangers = await customer();
  expect(refusal(await mark(strangers, { deliveryLineIds: [one] }))).toEqual([
    422,
    '/deliveryLineIds/0',
    'not-uninvoiced',
  ]);
  expect(refusal(await mark(customerId, { deliveryLineIds: [one, one] }))).toEqual([
    422,
    '/deliveryLineIds/1',
    'named-twice',
  ]);
  expect(refusal(await mark(customerId, { to: '2026-11-01' }))).toEqual([
    422,
    '/to',
    'not-uninvoiced',
  ]);
  // All until a day: the later delivery stays.
  const done = await mark(customerId, { to: EARLIER });
  expect([done.status, done.json]).toEqual([200, { count: 1, grossFen: 33_900, more: false }]);
  expect(await sums(customerId)).toEqual([22_600, 33_900, 0]);
  const all = await well<{ rows: UninvoicedRow[] }>('GET', '/uninvoiced-customers?limit=200');
  const ofIt = all.rows.find((row) => row.customer.id === customerId);
  expect(ofIt?.uninvoicedFen).toBe(22_600);
  const { rows } = await marked(customerId);
  expect(rows).toMatchObject([
    {
      deliveryLineId: one,
      delivery: { id: first.id },
      qtyE4: 3 * ONE,
      netFen: 30_000,
      taxFen: 3_900,
      reason: REASON,
      businessDate: EARLIER,
    },
  ]);
  // Whoever makes one out all the same is told, and nothing is written.
  const asked = { orderLineId: order.lines[0]!.id, deliveryLineId: one, qtyE4: ONE };
  expect(refusal(await register(customerId, [asked]))).toEqual([
    422,
    '/lines/0/qtyE4',
    'no-fapiao',
  ]);
  expect(refusal(await mark(customerId, { deliveryLineIds: [one] }))).toEqual([
    422,
    '/deliveryLineIds/0',
    'not-uninvoiced',
  ]);
  // With all of it marked the customer leaves the list.
  await mark(customerId, { deliveryLineIds: [two] });
  const now = await well<{ rows: UninvoicedRow[] }>('GET', '/uninvoiced-customers?limit=200');
  expect(now.rows.some((row) => row.customer.id === customerId)).toBe(false);
  expect((await marked(customerId)).count).toBe(2);
  const found = await well<Marked>('GET', `/no-fapiao-lines?customerId=${customerId}&limit=1`);
  expect(found.rows.map((row) => row.deliveryLineId)).toEqual([two]);
  // Wanted after all.
  expect(refusal(await again(strangers, [one]))).toEqual([422, '/deliveryLineIds/0', 'not-marked']);
  expect((await again(customerId, [one])).json).toEqual({ count: 1, grossFen: 33_900 });
  expect(await sums(customerId)).toEqual([33_900, 22_600, 0]);
  expect((await register(customerId, [asked])).status).toBe(201);
  interface Audit {
    rows: { action: string; before: object | null; after: object | null }[];
  }
  const log = await well<Audit>('GET', `/audit?entity=noFapiao&limit=10`);
  expect(log.rows.map((row) => row.action)).toEqual([
    'fapiao.neededAgain',
    'fapiao.noFapiao',
    'fapiao.noFapiao',
  ]);
});

test('who registers fapiao marks, within the customers that are seen', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [1]);
  const delivery = await sent([[order.lines[0]!.id, 1]]);
  const lines = [delivery.lines[0]!.id];
  expect((await mark(customerId, {}, 'alice')).status).toBe(403);
  await mark(customerId);
  expect((await again(customerId, lines, 'alice')).status).toBe(403);
  const seen = async (who: string) =>
    (await call<Marked>(who, 'GET', '/no-fapiao-lines?limit=200')).json;
  expect((await seen('alice')).rows.map((row) => row.deliveryLineId)).toContain(lines[0]);
  const bobs = await seen('bob');
  expect(bobs.rows.map((row) => row.deliveryLineId)).not.toContain(lines[0]);
  expect(bobs.totals.grossFen).toBe(bobs.rows.reduce((all, row) => all + row.grossFen, 0));
  const file = async (who: string, more: object = {}) => {
    const asked = { what: 'notNeeded', format: 'csv', lang: 'zh-CN', ...more };
    const { jobId } = await well<{ jobId: number }>('POST', '/fapiao/export', asked, who);
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get(who)!}` };
    const { body } = await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers });
    return body.trim().split('\r\n').slice(1);
  };
  const [mine] = (await seen('alice')).rows.filter((row) => row.deliveryLineId === lines[0]);
  const whole = [mine!.customer.name, mine!.order.no, mine!.delivery.no, mine!.businessDate];
  const first = [...whole, 'S1', '检修'].join();
  const told = (rows: readonly string[]) => rows.find((row) => row.startsWith(first));
  expect(told(await file('alice', { customerId }))).toMatch(/,1,100,13,113,个人客户，不要票,/);
  expect(await file('alice', { q: '没有这样的' })).toEqual([]);
  expect(told(await file('bob'))).toBeUndefined();
});

test('what comes back of it wants no red fapiao, and a return or delivery is taken back with it', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [10], 33_3300);
  const line = order.lines[0]!.id;
  const delivery = await sent([[line, 10]]);
  const [deliveryLineId] = delivery.lines.map(({ id }) => id);
  // Some of it is invoiced: the rest wants none.
  const part = await register(customerId, [{ orderLineId: line, deliveryLineId, qtyE4: 3 * ONE }]);
  const blue = (await act('issue', part.json)).json;
  await mark(customerId);
  const [, whole] = await sums(customerId);
  expect(await sums(customerId)).toEqual([0, whole, 0]);
  const first = await back(delivery, 2);
  const [open, left, early] = await sums(customerId);
  expect([open, early]).toEqual([0, 0]);
  expect(left).toBeLessThan(whole!);
  // The rest of what was marked, and one of what is invoiced: that one alone wants a red fapiao.
  const second = await back(delivery, 6);
  const { rows } = await well<{ rows: EarlyLine[] }>(
    'GET',
    `/undelivered-fapiao-lines?customerId=${customerId}`,
  );
  expect((await marked(customerId)).count).toBe(0);
  expect(rows.map((row) => [row.invoicedE4 / ONE, row.deliveredE4 / ONE])).toEqual([[3, 2]]);
  for (const one of [second, first]) {
    const path = `/sales-returns/${one.id}`;
    const { version } = await well('GET', path);
    await well('POST', `${path}/reverse`, { version, reason: '错' });
  }
  expect(await sums(customerId)).toEqual([0, whole, 0]);
  // What a red fapiao takes back may be invoiced anew; the mark stays for the rest.
  await act('red', blue, { businessDate: TODAY, number: 'NR1', reason: '抬头错' });
  expect(await sums(customerId)).toEqual([blue.grossFen, whole, 0]);
  // Wanted again while some of it is back: what comes to the customer again is wanted, too.
  const third = await back(delivery, 2);
  await again(customerId, [deliveryLineId!]);
  const { version } = await well('GET', `/sales-returns/${third.id}`);
  await well('POST', `/sales-returns/${third.id}/reverse`, { version, reason: '错' });
  expect(await sums(customerId)).toEqual([blue.grossFen + whole!, 0, 0]);
  // The delivery is taken back, and its mark with it.
  await mark(customerId);
  const now = await well('GET', `/deliveries/${delivery.id}`);
  await well('POST', `/deliveries/${delivery.id}/reverse`, { version: now.version, reason: '错' });
  expect(await sums(customerId)).toEqual([0, 0, 0]);
  expect(refusal(await again(customerId, [deliveryLineId!]))[2]).toBe('not-marked');
});

test('what is invoiced ahead is for what wants a fapiao, before and after the mark', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [10]);
  const line = order.lines[0]!.id;
  const first = await sent([[line, 6]]);
  await mark(customerId);
  const ahead = { orderLineId: line, deliveryLineId: null, qtyE4: 4 * ONE };
  expect(refusal(await register(customerId, [{ ...ahead, qtyE4: 5 * ONE }]))[2]).toBe(
    'above-uninvoiced',
  );
  await act('issue', (await register(customerId, [ahead])).json);
  expect(await sums(customerId)).toEqual([0, 67_800, 45_200]);
  expect((await invoicing(customerId)).ordered).toEqual([]);
  // What is invoiced ahead stays as it is on the fapiao.
  const fewer = { ...order.lines[0]!, qtyE4: 7 * ONE };
  const change = {
    reason: '少要',
    lines: [
      {
        id: line,
        kind: 'service',
        productId: work,
        unitId: fewer.unit!.id,
        qtyE4: fewer.qtyE4,
        priceE4: fewer.priceE4,
        taxBp: fewer.taxBp,
      },
    ],
  };
  expect(refusal(await call('boss', 'POST', `/sales-orders/${order.id}/changes`, change))).toEqual([
    422,
    '/lines/0/qtyE4',
    'invoiced-ahead',
  ]);
  await sent([[line, 4]]);
  expect(await sums(customerId)).toEqual([0, 67_800, 0]);
  await back(first, 1);
  expect(await sums(customerId)).toEqual([0, 56_500, 0]);
});

test('two at once: a line is marked or invoiced, once', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [1]);
  const delivery = await sent([[order.lines[0]!.id, 1]]);
  const deliveryLineId = delivery.lines[0]!.id;
  const asked = { orderLineId: order.lines[0]!.id, deliveryLineId, qtyE4: ONE };
  const both = await Promise.all([mark(customerId), mark(customerId)]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  await again(customerId, [deliveryLineId]);
  const other = await Promise.all([mark(customerId), register(customerId, [asked])]);
  expect(other.filter(({ status }) => status >= 400)).toHaveLength(1);
});

test('what wants one, what wants none and what is invoiced sum to what was delivered', async () => {
  const customerId = await customer();
  const order = await ordered(customerId, [7, 11, 5], 14_2857);
  const deliveries: Delivery[] = [];
  // The same steps each time, chosen by a small generator.
  let seed = 20_261_124;
  const dice = (sides: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * sides);
  };
  const left = [7, 11, 5];
  for (let step = 0; step < 40; step += 1) {
    const { delivered } = await invoicing(customerId);
    const open = delivered[dice(delivered.length || 1)];
    const what = dice(5);
    if (what === 0 || deliveries.length === 0) {
      const at = dice(3);
      const qty = Math.min(left[at]!, 1 + dice(3));
      if (qty === 0) continue;
      left[at]! -= qty;
      deliveries.push(await sent([[order.lines[at]!.id, qty]]));
    } else if (what === 1 && open)
      await mark(customerId, { deliveryLineIds: [open.deliveryLineId] });
    else if (what === 2 && open) {
      const qtyE4 = ONE * (1 + dice(open.openE4 / ONE));
      const { orderLineId, deliveryLineId } = open;
      await act(
        'issue',
        (await register(customerId, [{ orderLineId, deliveryLineId, qtyE4 }])).json,
      );
    } else if (what === 3) {
      const { rows } = await marked(customerId);
      if (rows.length > 0) await again(customerId, [rows[dice(rows.length)]!.deliveryLineId]);
    } else {
      const one = deliveries[dice(deliveries.length)]!;
      const { lines } = await well<Delivery>('GET', `/deliveries/${one.id}`);
      if (lines[0]!.qtyE4 > lines[0]!.returnedE4) await back(one, 1);
    }
    const { uninvoicedFen, earlyFen } = await invoicing(customerId);
    const { totals } = await marked(customerId);
    const kept = await company.db.read
      .selectFrom('sales_order_line')
      .select((eb) => [
        eb.fn.sum<number>('delivered_net_fen').as('net'),
        eb.fn.sum<number>('delivered_tax_fen').as('tax'),
        eb.fn.sum<number>('invoiced_net_fen').as('madeNet'),
        eb.fn.sum<number>('invoiced_tax_fen').as('madeTax'),
      ])
      .where('order_id', '=', order.id)
      .executeTakeFirstOrThrow();
    const made = Number(kept.madeNet) + Number(kept.madeTax);
    expect(uninvoicedFen - earlyFen + totals.grossFen + made).toBe(
      Number(kept.net) + Number(kept.tax),
    );
  }
});
