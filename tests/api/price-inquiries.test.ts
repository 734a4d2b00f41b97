import { addPerson } from '@xinhang/server/ops/found.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { InquiryFile } from '@xinhang/shared/inquiry-files.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string }[];
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

const ONE = 10_000;
let valve: number;
let cartonId: number;
let east: number;
let customerId: number;

const asks = async (line: object, who = 'alice') =>
  (await made<{ rows: PriceInquiry[] }>(who, '/price-inquiries', { lines: [line] })).rows[0]!;
const seen = (who: string, id: number) => call<PriceInquiry>(who, 'GET', `/price-inquiries/${id}`);
const act = (who: string, what: string, { id, version }: PriceInquiry, more: object = {}) =>
  call<PriceInquiry>(who, 'POST', `/price-inquiries/${id}/${what}`, { version, ...more });
const step = async (who: string, what: string, row: PriceInquiry, more: object = {}) => {
  const { status, json } = await act(who, what, row, more);
  expect([what, status, json.errors ?? json.code]).toEqual([what, 200, undefined]);
  return json;
};
const answered = () => ({
  supplierId: east,
  costE4: 80 * ONE,
  leadDays: 12,
  minQtyE4: 5 * ONE,
  validTo: '2026-12-31',
});
const priced = async (line: object = { productId: valve, qtyE4: 10 * ONE }) => {
  const row = await step('buyer', 'answer', await asks(line), answered());
  return await step('boss', 'price', row, { offerE4: 113 * ONE, floorE4: 100 * ONE });
};
const notices = async (who: string) =>
  (await call<{ rows: { kind: string }[] }>(who, 'GET', '/notifications')).json.rows.map(
    (row) => row.kind,
  );
const found = async (who: string, query: string) =>
  (await call<{ rows: PriceInquiry[] }>(who, 'GET', `/price-inquiries?${query}`)).json.rows;
const desk = async (who: string, kind: string) =>
  (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks.find(
    (block) => block.kind === kind,
  )?.inquiries;

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const roleKeys = ['sales-director'];
    await addPerson(tx, { login: 'director', name: 'director', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const units = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/units')).json.rows;
  cartonId = units[1]!.id;
  const body = { name: '球阀', code: 'Q1', unitId: units[0]!.id, taxBp: 1300 };
  const carton = { unitId: cartonId, num: 12, den: 1 };
  valve = (await made('boss', '/products', { ...body, units: [carton] })).id;
  east = (await made('buyer', '/suppliers', { name: '东方阀门' })).id;
  customerId = (await made('alice', '/customers', { name: '询价客户' })).id;
});
afterAll(async () => {
  await company.stop();
});

test('what is asked is answered, priced and taken into a quotation, each side blind for the other', async () => {
  const open = await asks({ productId: valve, qtyE4: 10 * ONE, wantedDate: '2026-11-20' });
  expect([open.no, open.state, open.can]).toMatchObject([
    expect.stringMatching(/^XJ-202611-\d{4}$/),
    'open',
    { withdraw: true, answer: false, price: false, use: false },
  ]);
  expect(await notices('buyer')).toContain('inquiry-asked');
  expect(await desk('buyer', 'inquiriesToAnswer')).toEqual({ lines: 1, late: 1 });
  // Other salespeople, and who stands on both sides, do not know of it.
  expect((await seen('bob', open.id)).status).toBe(404);
  expect((await seen('both', open.id)).status).toBe(403);
  expect((await act('alice', 'answer', open, answered())).status).toBe(403);
  const past = { ...answered(), validTo: '2026-11-23' };
  expect(refusal(await act('buyer', 'answer', open, past))).toEqual([422, '/validTo', 'date-past']);
  const answer = await step('buyer', 'answer', open, answered());
  expect(answer).toMatchObject({ state: 'answered', costE4: 80 * ONE, supplier: { id: east } });
  expect(await desk('boss', 'inquiriesToPrice')).toEqual({ lines: 1, late: 1 });
  expect((await seen('alice', open.id)).json).toMatchObject({
    leadDays: 12,
    validTo: '2026-12-31',
    supplier: null,
    costE4: null,
    costBasis: null,
    costKept: null,
  });
  // Whoever makes prices and sees no cost makes no offer; with it he sees no supplier.
  const offer = { offerE4: 113 * ONE, floorE4: 100 * ONE };
  expect((await seen('director', open.id)).json).toMatchObject({ costE4: null, supplier: null });
  expect(refusal(await act('director', 'price', answer, offer))).toEqual([
    422,
    '/offerE4',
    'cost-hidden',
  ]);
  const shows = async (view: string) =>
    await company.db.transaction(async (tx) => {
      await tx
        .updateTable('role')
        .set({ cost_view: view })
        .where('key', '=', 'sales-director')
        .execute();
      await tx
        .updateTable('company')
        .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
        .execute();
    });
  await shows('show');
  expect((await seen('director', open.id)).json).toMatchObject({
    costE4: 80 * ONE,
    supplier: null,
  });
  expect(refusal(await act('director', 'price', answer, { ...offer, floorE4: 114 * ONE }))).toEqual(
    [422, '/floorE4', 'above-price'],
  );
  const made = await step('director', 'price', answer, offer);
  await shows('hide');
  expect(await notices('alice')).toContain('inquiry-priced');
  expect((await seen('alice', made.id)).json).toMatchObject({
    offerE4: 113 * ONE,
    floorE4: 100 * ONE,
    can: { use: true },
  });
  // The buyer sees that there is an offer, and not which.
  expect((await seen('buyer', made.id)).json).toMatchObject({
    state: 'priced',
    offerE4: null,
    floorE4: null,
    offerBasis: null,
    quotationId: null,
  });
  // A list searches nothing that one side alone sees.
  expect(await found('alice', 'q=东方')).toEqual([]);
  expect((await found('alice', 'q=球阀')).map((row) => [row.id, row.costE4])).toEqual([
    [made.id, null],
  ]);
  expect((await found('bob', 'q=球阀')).length).toBe(0);
  expect((await found('buyer', 'q=球阀')).map((row) => row.offerE4)).toEqual([null]);
});

test('an offer is taken in the basis of the draft; one that is thrown away sets it free', async () => {
  const row = await priced();
  const { id, version } = await makeQuotation({ basis: 'net', leadTime: '现货' });
  expect(
    (await act('bob', 'use', row, { quotationId: id, quotationVersion: version })).status,
  ).toBe(404);
  const taking = { quotationId: id, quotationVersion: version, leadTime: '12 天' };
  const used = await step('alice', 'use', row, taking);
  expect(used).toMatchObject({ state: 'used', quotationId: id, can: { use: false } });
  const quoted = (await call<Quotation>('alice', 'GET', `/quotations/${id}`)).json;
  expect([quoted.leadTime, quoted.lines.length]).toEqual(['现货', 1]);
  expect(quoted.lines[0]).toMatchObject({ priceE4: 100 * ONE, qtyE4: 10 * ONE, note: '12 天' });
  // An answer that was taken is not taken again.
  expect(refusal(await act('alice', 'use', used, { ...taking, quotationVersion: 2 }))[1]).toBe(
    'state-refused',
  );
  await call('alice', 'POST', `/quotations/${id}/discard`, { version: quoted.version });
  expect((await seen('alice', row.id)).json).toMatchObject({ state: 'priced', quotationId: null });
  // The line of the same product and unit gets the price; the head has no words yet.
  const line = { productId: valve, qtyE4: 3 * ONE, priceE4: 200 * ONE };
  const other = await makeQuotation({ lines: [line] });
  await step('alice', 'use', (await seen('alice', row.id)).json, {
    quotationId: other.id,
    quotationVersion: other.version,
    leadTime: '12 天',
  });
  const again = (await call<Quotation>('alice', 'GET', `/quotations/${other.id}`)).json;
  expect(again).toMatchObject({
    leadTime: '12 天',
    lines: [{ priceE4: 113 * ONE, qtyE4: 3 * ONE }],
  });
});

test('an own offer is taken into an order, and set free with its draft', async () => {
  const row = await priced();
  const order = await made<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: '2026-11-24',
    basis: 'net',
    lines: [{ productId: valve, qtyE4: 3 * ONE, priceE4: 200 * ONE, requiredDate: '2026-12-20' }],
  });
  const { id: orderId, version: orderVersion } = order;
  const taking = { orderId, orderVersion, leadTime: '12 天' };
  expect((await act('bob', 'use-in-order', row, taking)).status).toBe(404);
  const used = await step('alice', 'use-in-order', row, taking);
  expect(used).toMatchObject({ state: 'used', salesOrderId: orderId, quotationId: null });
  const taken = (await call<SalesOrder>('alice', 'GET', `/sales-orders/${orderId}`)).json;
  expect(taken.lines).toMatchObject([
    { priceE4: 100 * ONE, qtyE4: 3 * ONE, note: '12 天', requiredDate: '2026-12-20' },
  ]);
  const actions = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'priceInquiry')
    .where('entity_id', '=', row.id)
    .execute();
  expect(actions.map((one) => one.action)).toContain('priceInquiries.useInOrder');
  await call('alice', 'POST', `/sales-orders/${orderId}/discard`, { version: taken.version });
  const free = (await seen('alice', row.id)).json;
  expect(free).toMatchObject({ state: 'priced', salesOrderId: null });
  // Of another product than the order has a line is added.
  const empty = await made<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: '2026-11-24',
    lines: [],
  });
  await step('alice', 'use-in-order', free, { orderId: empty.id, orderVersion: empty.version });
  const added = (await call<SalesOrder>('alice', 'GET', `/sales-orders/${empty.id}`)).json;
  expect(added.lines).toMatchObject([{ priceE4: 113 * ONE, qtyE4: 10 * ONE }]);
});

test('whoever stands above the asker reads what was asked and offered, and finds it', async () => {
  const row = await priced();
  // The manager heads the department of alice; bob is in another.
  const hers = (await seen('manager', row.id)).json;
  expect(hers).toMatchObject({ offerE4: row.offerE4, costE4: null, supplier: null });
  expect(Object.values(hers.can).some(Boolean)).toBe(false);
  expect((await act('manager', 'withdraw', hers)).status).toBe(403);
  expect((await seen('bob', row.id)).status).toBe(404);
  const hits = async (who: string) =>
    (
      await call<{ hits: { source: string; id: number }[] }>(
        who,
        'GET',
        `/search?q=${encodeURIComponent(row.no)}`,
      )
    ).json.hits.filter((one) => one.source === 'priceInquiries' && one.id === row.id).length;
  expect([
    await hits('alice'),
    await hits('manager'),
    await hits('buyer'),
    await hits('bob'),
  ]).toEqual([1, 1, 1, 0]);
});

test('a described thing is named by the buyer, who keeps what it costs', async () => {
  const things = { lines: [{ text: '', qtyE4: ONE }] };
  expect(refusal(await call('alice', 'POST', '/price-inquiries', things))).toEqual([
    422,
    '/lines/0/text',
    'required',
  ]);
  const open = await asks({ text: '不锈钢球阀', spec: 'DN50', unitText: '台', qtyE4: 2 * ONE });
  expect([open.product, open.unit]).toEqual([null, '台']);
  const bare = await step('buyer', 'answer', open, answered());
  expect(refusal(await act('buyer', 'keep-cost', bare))).toEqual([
    422,
    '/productId',
    'unknown-product',
  ]);
  const named = await step('buyer', 'answer', bare, { ...answered(), productId: valve });
  expect(named.product?.id).toBe(valve);
  expect((await act('boss', 'price', bare, { offerE4: ONE })).json.code).toBe('version-conflict');
  const kept = await step('buyer', 'keep-cost', named);
  expect([kept.costKept, kept.can.keepCost]).toEqual([true, false]);
  expect((await act('buyer', 'keep-cost', kept)).json.code).toBe('state-refused');
  // An answer of the same day stands in the place of the one before.
  const next = await asks({ text: '不锈钢球阀', spec: 'DN50', unitText: '台', qtyE4: 2 * ONE });
  const dearer = { ...answered(), productId: valve, costE4: 81 * ONE };
  await step('buyer', 'keep-cost', await step('buyer', 'answer', next, dearer));
  const path = `/supplier-prices?supplierId=${east}`;
  const { rows } = (await call<{ rows: SupplierPrice[] }>('buyer', 'GET', path)).json;
  expect(rows[0]).toMatchObject({ priceE4: 81 * ONE, qtyFromE4: 5 * ONE, validTo: '2026-12-31' });
  expect(rows.filter((row) => row.qtyFromE4 === 5 * ONE)).toHaveLength(1);
});

test('what is over, declined or withdrawn is not taken; a new answer takes the offer back', async () => {
  const row = await priced({ productId: valve, unitId: cartonId, qtyE4: ONE });
  const fresh = await step('buyer', 'answer', row, { ...answered(), validTo: '2026-11-25' });
  expect((await seen('alice', row.id)).json).toMatchObject({ state: 'answered', offerE4: null });
  const offered = await step('boss', 'price', fresh, { offerE4: 9 * ONE });
  company.clock.now += 3 * 86_400_000;
  tokens.clear();
  const over = (await seen('alice', row.id)).json;
  expect([over.expired, over.can.use, over.can.askAgain]).toEqual([true, false, true]);
  const { id, version } = await makeQuotation({});
  const taking = { quotationId: id, quotationVersion: version };
  expect(refusal(await act('alice', 'use', offered, taking))).toEqual([
    422,
    '/validTo',
    'offer-expired',
  ]);
  expect((await act('boss', 'price', offered, { offerE4: ONE })).json.code).toBe('state-refused');
  const asked = await asks({ productId: valve, qtyE4: ONE });
  const none = await step('buyer', 'decline', asked, { reason: '停产' });
  expect((await seen('alice', asked.id)).json).toMatchObject({
    state: 'declined',
    declineReason: '停产',
  });
  expect(await notices('alice')).toContain('inquiry-declined');
  expect((await act('buyer', 'answer', none, answered())).json.code).toBe('state-refused');
  const open = await asks({ productId: valve, qtyE4: ONE });
  // Whoever sees it takes back only what he asked himself.
  expect((await act('director', 'withdraw', open)).status).toBe(403);
  const back = await step('alice', 'withdraw', open);
  expect((await act('buyer', 'answer', back, answered())).json.code).toBe('state-refused');
});

const makeQuotation = async (more: object) =>
  await made<{ id: number; version: number }>('alice', '/quotations', {
    customerId,
    businessDate: '2026-11-24',
    lines: [],
    ...more,
  });

test('a file of sales is seen by both sides, one of the buyer by sales once it is released', async () => {
  const row = await asks({ productId: valve, qtyE4: ONE });
  await call('bob', 'GET', '/desk');
  let sent = 0;
  const upload = (who: string, side: string, id = row.id) =>
    company.app.inject({
      method: 'POST',
      url: `/api/v1/price-inquiries/${id}/files?name=${side}.txt&side=${side}`,
      headers: {
        authorization: `Bearer ${tokens.get(who)!}`,
        'content-type': 'application/octet-stream',
        'idempotency-key': `inquiry-file-${(sent += 1)}`,
      },
      payload: Buffer.from(`of ${side}`),
    });
  const files = async (who: string) => {
    const { json } = await call<{ rows: InquiryFile[] }>(
      who,
      'GET',
      `/price-inquiries/${row.id}/files`,
    );
    return json.rows.map((file) => file.name);
  };
  const bytes = async (who: string, id: number) => {
    await call(who, 'GET', '/desk');
    const headers = { authorization: `Bearer ${tokens.get(who)!}` };
    const answer = await company.app.inject({ url: `/api/v1/inquiry-files/${id}`, headers });
    return answer.statusCode === 200 ? answer.body : answer.statusCode;
  };
  const drawing = (await upload('alice', 'sales')).json() as InquiryFile;
  const quote = (await upload('buyer', 'buyer')).json() as InquiryFile;
  // Neither side writes on the other's, and nobody where he does not see.
  expect((await upload('alice', 'buyer')).statusCode).toBe(403);
  expect((await upload('buyer', 'sales')).statusCode).toBe(403);
  expect((await upload('bob', 'sales')).statusCode).toBe(404);
  expect([await files('alice'), await files('buyer'), await files('director')]).toEqual([
    ['sales.txt'],
    ['buyer.txt', 'sales.txt'],
    ['sales.txt'],
  ]);
  expect([await bytes('alice', quote.id), await bytes('alice', drawing.id)]).toEqual([
    404,
    'of sales',
  ]);
  expect([await bytes('buyer', quote.id), await bytes('buyer', drawing.id)]).toEqual([
    'of buyer',
    'of sales',
  ]);
  const release = (who: string, id: number, released: boolean) =>
    call(who, 'POST', `/inquiry-files/${id}/release`, { released });
  expect((await release('buyer', drawing.id, true)).status).toBe(403);
  expect((await release('alice', quote.id, true)).status).toBe(403);
  expect((await release('buyer', quote.id, true)).status).toBe(200);
  expect([
    await files('alice'),
    await bytes('alice', quote.id),
    await bytes('bob', quote.id),
  ]).toEqual([['buyer.txt', 'sales.txt'], 'of buyer', 404]);
  const off = async (who: string, id: number) =>
    (
      await company.app.inject({
        method: 'DELETE',
        url: `/api/v1/inquiry-files/${id}`,
        headers: {
          authorization: `Bearer ${tokens.get(who)!}`,
          'idempotency-key': `inquiry-file-${(sent += 1)}`,
        },
      })
    ).statusCode;
  expect([await off('alice', quote.id), await off('buyer', drawing.id)]).toEqual([403, 403]);
  await release('buyer', quote.id, false);
  expect(await bytes('alice', quote.id)).toBe(404);
  expect([await off('alice', drawing.id), await files('buyer')]).toEqual([200, ['buyer.txt']]);
  const { rows } = (
    await call<{ rows: { action: string; entityId: number }[] }>('boss', 'GET', '/audit')
  ).json;
  expect(rows.filter((one) => /inquir.*File/i.test(one.action)).map((one) => one.action)).toEqual(
    ['removeFile', 'releaseFile', 'releaseFile', 'addFile', 'addFile'].map(
      (one) => `priceInquiries.${one}`,
    ),
  );
});

test('the list is had as a file, in which each side has what it sees', async () => {
  await priced();
  const file = async (who: string) => {
    const body = { q: '球阀', state: ['priced'], format: 'csv', lang: 'zh-CN' };
    const started = await call<{ jobId: number }>(who, 'POST', '/price-inquiries/export', body);
    expect(started.status).toBe(202);
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get(who)!}` };
    const url = `/api/v1/jobs/${started.json.jobId}/file`;
    return (await company.app.inject({ url, headers })).body;
  };
  const [sales, buyer] = [await file('alice'), await file('buyer')];
  expect(sales).toMatch(/113.*100/);
  expect(sales).not.toMatch(/东方|供应商|成本|80/);
  expect(buyer).toMatch(/东方阀门,80/);
  expect(buyer).not.toMatch(/113/);
});
