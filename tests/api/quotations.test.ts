import type { Quotation, QuotationCheck, QuotationVersion } from '@xinhang/shared/quotations.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: unknown;
  errors?: { pointer: string; code: string }[];
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
async function made(who: string, path: string, body: object) {
  const { status, json } = await call<{ id: number }>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json.id;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let service: number;
let customers = 0;
const customer = async () => {
  const name = `报价客户 ${(customers += 1)}`;
  return await made('alice', '/customers', { name, duplicateReason: '测' });
};
const draft = async (lines: object[], more: object = {}) =>
  await call<Quotation>('alice', 'POST', '/quotations', {
    customerId: await customer(),
    businessDate: TODAY,
    lines,
    ...more,
  });
const act = <T = Quotation>(
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<T>(who, 'POST', `/quotations/${id}/${what}`, { version, ...more });
const step = async (what: string, seen: Quotation, more: object = {}) => {
  const { status, json } = await act('alice', what, seen, more);
  expect([what, status, json.code]).toEqual([what, 200, undefined]);
  return json;
};

beforeAll(async () => {
  company = await startCompany();
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const unitId = units.json.rows[0]!.id;
  valve = await made('boss', '/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 });
  const kind = 'service';
  service = await made('boss', '/products', { name: '安装', code: 'S1', unitId, kind });
  const rule = { scope: 'all', basis: 'gross', release: true };
  const floorE4 = 100 * ONE;
  await made('boss', '/price-rules', { ...rule, productId: valve, priceE4: 113 * ONE, floorE4 });
  await made('boss', '/price-rules', { ...rule, productId: service, priceE4: 50 * ONE });
});
afterAll(async () => {
  await company.stop();
});

test('a quotation is numbered, sent, revised beside its first version, accepted and ordered', async () => {
  const goods = { productId: valve, qtyE4: 10 * ONE };
  const help = { kind: 'service', productId: service, qtyE4: ONE, priceE4: 45 * ONE };
  const first = await draft([goods, { ...help, deviation: '老客户' }], { leadTime: '两周' });
  expect(first.json).toMatchObject({
    no: '',
    revision: 1,
    state: 'draft',
    validTo: '2026-12-24',
    grossFen: 117_500,
    lines: [
      { priceE4: 113 * ONE, resolvedE4: 113 * ONE },
      { priceE4: 45 * ONE, resolvedE4: 50 * ONE, deviatedBy: { name: 'alice' } },
    ],
  });
  // Prices of the rules follow the basis, those that somebody wrote are his.
  const turn = async (basis: string, version: number) =>
    (await call<Quotation>('alice', 'PATCH', `/quotations/${first.json.id}`, { version, basis }))
      .json;
  const net = await turn('net', first.json.version);
  expect([net.lines[0]!.priceE4, net.lines[1]!.priceE4]).toEqual([100 * ONE, 45 * ONE]);
  const gross = await turn('gross', net.version);
  expect([gross.lines[0]!.priceE4, gross.grossFen]).toEqual([113 * ONE, 117_500]);
  const approved = await step('submit', gross);
  expect(approved).toMatchObject({ no: 'BJD-202611-0001', state: 'approved' });
  expect((await act('alice', 'accept', approved)).json.code).toBe('state-refused');
  const sent = await step('send', approved);
  // Whoever does not reach the customer sees none of it.
  expect((await call('bob', 'GET', `/quotations/${sent.id}`)).status).toBe(404);
  expect((await call('manager', 'GET', `/quotations/${sent.id}`)).status).toBe(200);
  expect((await call('buyer', 'GET', '/quotations')).status).toBe(403);
  const second = await step('revise', sent);
  expect([second.state, second.revision, second.no]).toEqual(['draft', 2, sent.no]);
  expect((await act('alice', 'discard', second)).json.code).toBe('state-refused');
  const cheaper = await call<Quotation>('alice', 'PATCH', `/quotations/${sent.id}`, {
    version: second.version,
    lines: [{ ...goods, priceE4: 114 * ONE }, help],
  });
  const kept = await call<{ rows: QuotationVersion[] }>(
    'alice',
    'GET',
    `/quotations/${sent.id}/versions`,
  );
  expect(kept.json.rows).toMatchObject([
    { revision: 1, grossFen: 117_500, leadTime: '两周', lines: [{ priceE4: 113 * ONE }, {}] },
  ]);
  const again = await step('send', await step('submit', cheaper.json));
  const accepted = await step('accept', again);
  const ordered = await act<{ orderId: number }>('alice', 'order', accepted);
  expect(ordered.status).toBe(201);
  const order = await call<SalesOrder>('alice', 'GET', `/sales-orders/${ordered.json.orderId}`);
  expect(order.json).toMatchObject({
    state: 'draft',
    grossFen: accepted.grossFen,
    quotation: { id: sent.id },
    lines: [{ priceE4: 114 * ONE, qtyE4: 10 * ONE }, { priceE4: 45 * ONE }],
  });
  const after = (await call<Quotation>('alice', 'GET', `/quotations/${sent.id}`)).json;
  expect([after.orders.map((one) => one.id), after.can.order]).toEqual([[order.json.id], false]);
  // Once, as long as that order stands.
  expect((await act('alice', 'order', after)).json.code).toBe('state-refused');
  const thrown = { version: order.json.version };
  await call('alice', 'POST', `/sales-orders/${order.json.id}/discard`, thrown);
  const twice = await Promise.all([0, 1].map(async () => await act('alice', 'order', after)));
  expect(twice.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const traces = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'quotation')
    .where('entity_id', '=', sent.id)
    .execute();
  expect(traces.map((row) => row.action)).toEqual(
    expect.arrayContaining(['quotations.send', 'quotations.revise', 'quotations.order']),
  );
});

test('below the floor it is approved once: the order keeps the promise', async () => {
  const low = { productId: valve, qtyE4: 5 * ONE, priceE4: 95 * ONE };
  const { json } = await draft([low]);
  const stopped = await act('alice', 'submit', json);
  expect([stopped.status, stopped.json.code]).toEqual([409, 'quotation-stopped']);
  expect(stopped.json.data as QuotationCheck).toMatchObject({
    reasons: ['price'],
    below: [0],
    deciders: [{ people: [{ name: 'manager' }] }],
  });
  const asked = await step('submit', json, { reason: '走量' });
  expect([asked.state, asked.reasons]).toEqual(['approving', ['price']]);
  expect(asked.waitsFor.map(({ name }) => name)).toEqual(['manager']);
  const draftAgain = await step('send-back', asked, { reason: '再想想' });
  expect([draftAgain.state, draftAgain.reason]).toEqual(['draft', '再想想']);
  const waiting = await step('submit', draftAgain, { reason: '走量' });
  expect(waiting.no).toBe(asked.no);
  interface Page {
    tasks: { id: number; state: string }[];
  }
  const page = await call<Page>('manager', 'GET', `/approvals/${waiting.approvalId}`);
  const task = page.json.tasks.find((one) => one.state === 'pending')!.id;
  const decided = { decision: 'approve', comment: '' };
  await call('manager', 'POST', `/approval-tasks/${task}/decide`, decided);
  const approved = (await call<Quotation>('alice', 'GET', `/quotations/${json.id}`)).json;
  expect(approved.state).toBe('approved');
  const accepted = await step('accept', await step('send', approved));
  const { orderId } = (await act<{ orderId: number }>('alice', 'order', accepted)).json;
  const check = async () =>
    (await call<OrderCheck>('alice', 'GET', `/sales-orders/${orderId}/check`)).json.reasons;
  expect(await check()).toEqual([]);
  // Cheaper or more than was promised is another matter.
  const part = (qty: number) => ({ ...low, qtyE4: qty * ONE });
  const orders: [lines: object[], reasons: string[]][] = [
    [[{ ...low, priceE4: 94 * ONE }], ['price']],
    [[part(6)], ['price']],
    [[part(3), part(3)], ['price']],
    [[part(3), part(2)], []],
  ];
  for (const [lines, reasons] of orders) {
    const { version } = (await call<SalesOrder>('alice', 'GET', `/sales-orders/${orderId}`)).json;
    await call('alice', 'PATCH', `/sales-orders/${orderId}`, { version, lines });
    expect(await check()).toEqual(reasons);
  }
});

test('a day ends it by itself; what came to nothing says why', async () => {
  const line = { productId: valve, qtyE4: ONE };
  const early = await draft([line], { validTo: '2026-11-01' });
  expect(early.json.errors?.[0]).toMatchObject({
    pointer: '/validTo',
    code: 'dates-out-of-order',
  });
  const sent = await step('send', await step('submit', (await draft([line])).json));
  await company.db.transaction(async (tx) => {
    const late = { business_date: '2026-10-01', valid_to: '2026-10-31' };
    await tx.updateTable('quotation').set(late).where('id', '=', sent.id).execute();
  });
  const expired = (await call<Quotation>('alice', 'GET', `/quotations/${sent.id}`)).json;
  expect([expired.state, expired.can.decide, expired.can.revise]).toEqual(['expired', false, true]);
  expect((await act('alice', 'accept', expired)).json.code).toBe('state-refused');
  const listed = async (state: string) => {
    const path = `/quotations?state=${state}&customerId=${expired.customer.id}`;
    const { json } = await call<{ rows: { id: number }[] }>('alice', 'GET', path);
    return json.rows.map((row) => row.id);
  };
  expect([await listed('sent'), await listed('expired')]).toEqual([[], [sent.id]]);
  const lost = await step('reject', expired, { reason: '预算取消' });
  expect([lost.state, lost.reason]).toEqual(['rejected', '预算取消']);
  const next = await step('revise', lost);
  expect(next).toMatchObject({ state: 'draft', revision: 2, reason: '' });
  expect(next.validTo > next.businessDate).toBe(true);
});

test('what ends soon without an answer stands on the desk until it is answered or given time', async () => {
  const line = { productId: valve, qtyE4: ONE };
  const offered = async (validTo: string) =>
    await step('send', await step('submit', (await draft([line], { validTo })).json));
  const soon = await offered('2026-11-28');
  await offered('2026-12-20');
  await step('submit', (await draft([line], { validTo: '2026-11-28' })).json);
  const ending = async (who: string) => {
    interface Block {
      kind: string;
      quotations?: { id: number }[];
    }
    const { json } = await call<{ blocks: Block[] }>(who, 'GET', '/desk?whose=mine');
    const block = json.blocks.find((one) => one.kind === 'quotationsEnding');
    return (block?.quotations ?? []).map((row) => row.id);
  };
  expect([await ending('alice'), await ending('bob'), await ending('boss')]).toEqual([
    [soon.id],
    [],
    [],
  ]);
  const until = company.clock.now + 3_600_000;
  const off = { kind: 'quotationsEnding', id: soon.id, until };
  expect((await call('alice', 'PUT', '/desk/snoozes', off)).status).toBe(200);
  expect(await ending('alice')).toEqual([]);
  await call('alice', 'POST', '/desk/snoozes/wake', { kind: 'quotationsEnding' });
  expect(await ending('alice')).toEqual([soon.id]);
  const earlier = await act('alice', 'extend', soon, { validTo: '2026-11-28' });
  expect([earlier.status, earlier.json.errors?.[0]?.pointer]).toEqual([422, '/validTo']);
  const longer = await step('extend', soon, { validTo: '2026-12-28' });
  expect([longer.validTo, longer.state, longer.revision]).toEqual(['2026-12-28', 'sent', 1]);
  expect(await ending('alice')).toEqual([]);
  const late = await offered('2026-11-25');
  expect(await ending('alice')).toEqual([late.id]);
  await step('reject', late, { reason: '太贵' });
  expect(await ending('alice')).toEqual([]);
});
