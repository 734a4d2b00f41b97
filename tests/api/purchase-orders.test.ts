import { booksKeptTwice } from '@xinhang/db/repositories/money-check.ts';
import { wrongItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { PurchaseLineFacts, PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { LineSupply, PurchaseCause } from '@xinhang/shared/purchase-causes.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
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
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let cartonId: number;
let valve: number;
let warehouseId: number;
let east: number;
let market: number;

const order = (supplierId: number, lines: object[], more: object = {}) =>
  made<PurchaseOrder>('buyer', '/purchase-orders', {
    supplierId,
    businessDate: TODAY,
    lines,
    ...more,
  });
const act = <T = PurchaseOrder>(
  who: string,
  path: string,
  { version }: { version: number },
  more: object = {},
) => call<T>(who, 'POST', path, { version, ...more });
async function confirmed(supplierId: number, lines: object[], more: object = {}) {
  const draft = await order(supplierId, lines, more);
  const done = await act('buyer', `/purchase-orders/${draft.id}/confirm`, draft);
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
async function received(parts: [lineId: number, qty: number][], who = 'keeper') {
  const note = await made<ReceiptNote>(who, '/receipt-notes', {
    businessDate: TODAY,
    lines: parts.map(([orderLineId, qty]) => ({ orderLineId, qtyE4: qty * ONE })),
  });
  const done = await act<ReceiptNote>(who, `/receipt-notes/${note.id}/confirm`, note);
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
const orderOf = async (id: number) =>
  (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${id}`)).json;
/** Pieces and their value, whatever place they lie in. */
const pool = async () => {
  const row = await company.db.read
    .selectFrom('stock_pool')
    .selectAll()
    .where('product_id', '=', valve)
    .executeTakeFirst();
  return [(row?.qty_e4 ?? 0) / ONE, row?.value_fen ?? 0];
};
const owed = async (supplierId: number) => {
  const rows = await company.db.read
    .selectFrom('ap_item')
    .innerJoin('ap_ledger', 'ap_ledger.id', 'ap_item.id')
    .select(['ap_ledger.due_date', 'ap_item.open_fen'])
    .where('ap_item.party_id', '=', supplierId)
    .where('ap_item.open_fen', '<>', 0)
    .orderBy('ap_item.id')
    .execute();
  return rows.map((row) => [row.due_date, row.open_fen]);
};
const accounts = async (id: number) => {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen'])
    .where('doc_kind', '=', 'receiptNote')
    .where('doc_id', '=', id)
    .execute();
  const sums: Record<string, number> = {};
  for (const row of rows) sums[row.account] = (sums[row.account] ?? 0) + row.amount_fen;
  return sums;
};
/** What the doctor would find, of stock and of money. */
const findings = async () => {
  const { db } = company;
  const examined = { db: db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, stockChecks)).flatMap((one) => one.findings);
  const books = await booksKeptTwice(db.read);
  return [
    ...found,
    ...(await wrongItems(db.read, 'ap')),
    ...(await unbalancedVouchers(db.read)),
    ...books.filter((one) => one.vouchersFen !== one.ledgerFen),
  ];
};

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const roleKeys = ['warehouse'];
    await addPerson(tx, { login: 'keeper', name: 'keeper', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const units = await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/units');
  unitId = units.json.rows[0]!.id;
  cartonId = units.json.rows[1]!.id;
  const product = await made('boss', '/products', {
    name: '球阀',
    code: 'V1',
    unitId,
    taxBp: 1300,
    minQtyE4: 100 * ONE,
    units: [{ unitId: cartonId, num: 12, den: 1 }],
  });
  valve = product.id;
  const places = await call<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  warehouseId = places.json.rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
  const lines = [{ shareBp: 10_000, trigger: 'shipment', days: 30, fixedDay: null }];
  const { id: termId } = await made('boss', '/payment-terms', { name: '收货后 30 天', lines });
  east = (await made('buyer', '/suppliers', { name: '东方阀门', termId })).id;
  market = (await made('buyer', '/suppliers', { name: '五金店', deductible: false })).id;
  const price = { supplierId: east, productId: valve, basis: 'net' };
  await made('buyer', '/supplier-prices', { ...price, priceE4: 10 * ONE });
  await made('buyer', '/supplier-prices', { ...price, priceE4: 9 * ONE, qtyFromE4: 100 * ONE });
});
afterAll(async () => {
  await company.stop();
});

test('a line takes what the supplier asks for that quantity, in its unit and the basis of the order', async () => {
  const facts = async (query: string) =>
    (
      await call<{ rows: PurchaseLineFacts[] }>(
        'buyer',
        'GET',
        `/suppliers/${east}/order-line-facts?${query}`,
      )
    ).json.rows;
  const [few, many, carton] = await facts(
    [`${valve}:${unitId}:${ONE}`, `${valve}:${unitId}:${100 * ONE}`, `${valve}:${cartonId}:${ONE}`]
      .map((line) => `line=${line}`)
      .join('&'),
  );
  expect(few).toMatchObject({ asked: { netE4: 10 * ONE, grossE4: 11.3 * ONE }, last: null });
  expect(many!.asked!.netE4).toBe(9 * ONE);
  expect(carton!.asked!.netE4).toBe(120 * ONE);
  const draft = await order(east, [
    { productId: valve, qtyE4: 10 * ONE },
    { productId: valve, unitId: cartonId, qtyE4: 2 * ONE, priceE4: 130 * ONE },
  ]);
  expect(draft).toMatchObject({ state: 'draft', no: '', grossFen: 11_300 + 26_000 });
  expect(draft.lines.map((line) => [line.priceE4, line.askedE4, line.baseQtyE4])).toEqual([
    [11.3 * ONE, 11.3 * ONE, 10 * ONE],
    [130 * ONE, 135.6 * ONE, 24 * ONE],
  ]);
  // Another basis asks for what follows the supplier anew; what was written stays.
  const net = await call<PurchaseOrder>('buyer', 'PATCH', `/purchase-orders/${draft.id}`, {
    version: draft.version,
    basis: 'net',
  });
  expect(net.json.lines.map((line) => line.priceE4)).toEqual([10 * ONE, 130 * ONE]);
  const gone = await act('buyer', `/purchase-orders/${draft.id}/discard`, net.json);
  expect(gone.status).toBe(200);
});

test('what is wrong with a draft is said, and what it lacks when it is confirmed', async () => {
  const post = (lines: object[], more: object = {}) =>
    call('buyer', 'POST', '/purchase-orders', {
      supplierId: east,
      businessDate: TODAY,
      lines,
      ...more,
    }).then(refusal);
  const of = { productId: valve, qtyE4: ONE };
  expect(await post([of, { ...of, productId: 9999 }])).toEqual([
    422,
    '/lines/1/productId',
    'unknown-product',
  ]);
  expect(await post([{ ...of, unitId: 9999 }])).toEqual([422, '/lines/0/unitId', 'unknown-unit']);
  expect(await post([of], { supplierId: 9999 })).toEqual([422, '/supplierId', 'unknown-supplier']);
  expect(await post([of], { termId: 9999 })).toEqual([422, '/termId', 'unknown-term']);
  const open = await order(market, [{ productId: valve, qtyE4: null }]);
  const confirm = (draft: PurchaseOrder) =>
    act('buyer', `/purchase-orders/${draft.id}/confirm`, draft).then(refusal);
  expect(await confirm(open)).toEqual([422, '/lines/0/qtyE4', 'required']);
  const priceless = await order(market, [of]);
  expect(await confirm(priceless)).toEqual([422, '/lines/0/priceE4', 'required']);
  expect(await confirm(await order(market, []))).toEqual([422, '/lines', 'no-lines']);
});

test('goods come in parts: in stock at cost, owed by the terms, the order further', async () => {
  const before = await pool();
  const { lines, id } = await confirmed(east, [
    { productId: valve, qtyE4: 3 * ONE, priceE4: 9.99 * ONE },
  ]);
  expect((await orderOf(id)).no).toMatch(/^CGDD-202611-\d{4}$/);
  const line = lines[0]!.id;
  const first = await received([[line, 1]]);
  expect(first.no).toMatch(/^CGRK-202611-\d{4}$/);
  expect((await orderOf(id)).state).toBe('partly');
  await received([[line, 1]]);
  const over = await call('keeper', 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: line, qtyE4: 2 * ONE }],
  });
  expect(refusal(over)).toEqual([422, '/lines/0/qtyE4', 'above-open-quantity']);
  await received([[line, 1]]);
  const done = await orderOf(id);
  expect([done.state, done.openFen, done.lines[0]!.receivedE4]).toEqual(['done', 0, 3 * ONE]);
  // 29.97 with 13 % in it: 26.52 without, in parts that sum to it.
  const [pieces, value] = await pool();
  expect([pieces! - before[0]!, value! - before[1]!]).toEqual([3, 2652]);
  expect(await owed(east)).toEqual([999, 999, 999].map((fen) => ['2026-12-24', fen]));
  const books = await accounts(first.id);
  expect([books['payableEstimate'], books['stock']! + books['taxInputPending']!]).toEqual([
    -999, 999,
  ]);
  expect(await findings()).toEqual([]);
});

test('of a supplier whose invoices are not deductible the tax is part of the cost', async () => {
  const before = await pool();
  const { lines } = await confirmed(market, [
    { productId: valve, qtyE4: 2 * ONE, priceE4: 11.3 * ONE },
  ]);
  const note = await received([[lines[0]!.id, 2]]);
  expect((await pool())[1]! - before[1]!).toBe(2260);
  expect(await accounts(note.id)).toEqual({ stock: 2260, payableEstimate: -2260 });
  expect(await owed(market)).toEqual([[TODAY, 2260]]);
});

test('the warehouse receives without a price; whoever sells sees nothing of it', async () => {
  const { lines, id } = await confirmed(
    east,
    [{ productId: valve, qtyE4: 5 * ONE, priceE4: 9 * ONE }],
    {
      expectedDate: '2026-11-30',
    },
  );
  const open = await call<{ rows: object[] }>('keeper', 'GET', '/purchase-order-lines/open');
  expect(open.json.rows).toContainEqual(
    expect.objectContaining({ id: lines[0]!.id, openE4: 5 * ONE, expectedDate: '2026-11-30' }),
  );
  expect(JSON.stringify(open.json)).not.toMatch(/price|fen/i);
  const note = await made<ReceiptNote>('keeper', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: lines[0]!.id, qtyE4: ONE }],
  });
  expect([note.costHidden, note.grossFen, note.lines[0]!.priceE4]).toEqual([true, null, null]);
  const seen = (await call<ReceiptNote>('buyer', 'GET', `/receipt-notes/${note.id}`)).json;
  expect([seen.costHidden, seen.grossFen]).toEqual([false, 900]);
  expect((await call('keeper', 'GET', `/purchase-orders/${id}`)).status).toBe(403);
  // Whoever sells sees how much comes and when, and not from whom.
  const coming = await call<{ rows: object[] }>('alice', 'GET', `/products/${valve}/incoming`);
  expect(coming.json.rows).toEqual([{ on: '2026-11-30', qtyE4: 5 * ONE }]);
  for (const path of ['/purchase-orders', '/receipt-notes', '/purchase-order-lines/open']) {
    expect([path, (await call('alice', 'GET', path)).status]).toEqual([path, 403]);
  }
  const gone = await act('keeper', `/receipt-notes/${note.id}/discard`, note);
  expect(gone.status).toBe(200);
  await act('buyer', `/purchase-orders/${id}/void`, await orderOf(id), { reason: '测' });
});

test('a receipt is taken back: goods out, nothing owed, the order open again', async () => {
  const before = [await pool(), await owed(east)];
  const { lines, id } = await confirmed(east, [
    { productId: valve, qtyE4: 4 * ONE, priceE4: 20 * ONE },
  ]);
  const note = await received([[lines[0]!.id, 4]]);
  const back = await act<ReceiptNote>('boss', `/receipt-notes/${note.id}/reverse`, note, {
    reason: '送错了',
  });
  expect([back.status, back.json.state]).toEqual([200, 'reversed']);
  const [pieces] = await pool();
  expect([pieces, await owed(east)]).toEqual([before[0]![0], before[1]]);
  expect((await orderOf(id)).state).toBe('confirmed');
  expect(await findings()).toEqual([]);
  // Twice it is not.
  const again = await act('boss', `/receipt-notes/${note.id}/reverse`, back.json, {
    reason: '再',
  });
  expect([again.status, again.json.code]).toEqual([409, 'state-refused']);
  // What came and went out again cannot go back.
  const second = await received([[lines[0]!.id, 4]]);
  const all = (await pool())[0]!;
  const out = await made<{ id: number; version: number }>('keeper', '/stock-documents', {
    kind: 'otherOut',
    businessDate: TODAY,
    fromLocationId: warehouseId,
    reason: 'scrap',
    note: '坏了',
    lines: [{ productId: valve, unitId, qtyE4: all * ONE }],
  });
  const sent = await act('keeper', `/stock-documents/${out.id}/confirm`, out);
  expect([sent.status, sent.json.errors]).toEqual([200, undefined]);
  const short = await act('boss', `/receipt-notes/${second.id}/reverse`, second, {
    reason: '晚',
  });
  expect([short.status, short.json.code]).toEqual([409, 'stock-short']);
  expect(await findings()).toEqual([]);
});

test('what nobody waits for is closed, and an order of which nothing came is void', async () => {
  const { lines, id } = await confirmed(east, [
    { productId: valve, qtyE4: 10 * ONE, priceE4: 9 * ONE },
  ]);
  await received([[lines[0]!.id, 4]]);
  const void1 = await act('buyer', `/purchase-orders/${id}/void`, await orderOf(id), {
    reason: '不要',
  });
  expect(void1.json.code).toBe('state-refused');
  const closed = await act('buyer', `/purchase-orders/${id}/close`, await orderOf(id), {
    reason: '停产',
  });
  expect([closed.json.state, closed.json.lines[0]!.cancelledE4]).toEqual(['closed', 6 * ONE]);
  const late = await call('keeper', 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: lines[0]!.id, qtyE4: ONE }],
  });
  expect(refusal(late)).toEqual([422, '/lines/0/orderLineId', 'order-not-open']);
});

test('more than was ordered comes as far as the company allows, at the same price', async () => {
  const { json } = await call<{ version: number }>('boss', 'GET', '/settings');
  const change = { version: json.version, values: { 'purchasing.overReceiptPercent': 10 } };
  expect((await call('boss', 'PATCH', '/settings', change)).status).toBe(200);
  const { lines, id } = await confirmed(east, [
    { productId: valve, qtyE4: 10 * ONE, priceE4: 11.3 * ONE },
  ]);
  const over = { businessDate: TODAY, lines: [{ orderLineId: lines[0]!.id, qtyE4: 12 * ONE }] };
  const refused = await call('keeper', 'POST', '/receipt-notes', over);
  expect(refusal(refused)).toEqual([422, '/lines/0/qtyE4', 'above-tolerance']);
  // With tolerance and figures, so that it need not be reckoned.
  expect(refused.json).toMatchObject({
    errors: [{ params: { openE4: 10 * ONE, percent: 10, overE4: ONE, mostE4: 11 * ONE } }],
  });
  const note = await received([[lines[0]!.id, 11]]);
  expect((await accounts(note.id))['payableEstimate']).toBe(-12_430);
  const done = await orderOf(id);
  expect([done.state, done.lines[0]!.openE4, done.openFen]).toEqual(['done', 0, 0]);
  const again = await act('boss', `/receipt-notes/${note.id}/reverse`, note, { reason: '退' });
  expect(again.status).toBe(200);
  expect(await findings()).toEqual([]);
});

test('two receipts of the last that is open: one comes through', async () => {
  const { lines } = await confirmed(east, [{ productId: valve, qtyE4: 1 * ONE, priceE4: 9 * ONE }]);
  const drafts = [];
  for (let n = 0; n < 2; n += 1) {
    drafts.push(
      await made<ReceiptNote>('keeper', '/receipt-notes', {
        businessDate: TODAY,
        lines: [{ orderLineId: lines[0]!.id, qtyE4: ONE }],
      }),
    );
  }
  const both = await Promise.all(
    drafts.map((note) => act<ReceiptNote>('keeper', `/receipt-notes/${note.id}/confirm`, note)),
  );
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 422]);
});

test('what is short becomes orders, one to each supplier, and is short no more once confirmed', async () => {
  const short = async () =>
    (await call<{ rows: Shortage[] }>('buyer', 'GET', '/shortages')).json.rows.find(
      (row) => row.product.id === valve,
    );
  const row = (await short())!;
  expect(row.shortE4).toBe(row.minQtyE4 - row.availableE4 - row.onOrderE4);
  expect(row.dueOn).toBe(null);
  const customer = await made('boss', '/customers', { name: '要货的客户' });
  for (const [qty, requiredDate] of [
    [1, '2026-12-20'],
    [1, '2026-12-05'],
  ] as const) {
    const lines = [{ productId: valve, qtyE4: qty * ONE, priceE4: 20 * ONE }];
    const order = await made<{ id: number; version: number }>('boss', '/sales-orders', {
      customerId: customer.id,
      businessDate: TODAY,
      requiredDate,
      lines,
    });
    await act('boss', `/sales-orders/${order.id}/confirm`, order);
  }
  // For an order of that day, and the buyer is told no customer and no price.
  const wanted = (await short())!;
  expect([wanted.dueOn, wanted.shortE4]).toEqual(['2026-12-05', row.shortE4 + 2 * ONE]);
  expect(JSON.stringify(wanted)).not.toContain('要货的客户');
  const { supplier, unit, qtyE4 } = wanted.proposal!;
  const { rows } = await made<{ rows: { id: number; lineCount: number }[] }>(
    'buyer',
    '/purchase-orders/from-shortages',
    {
      businessDate: TODAY,
      lines: [
        { supplierId: supplier.id, productId: valve, unitId: unit.id, qtyE4 },
        { supplierId: market, productId: valve, qtyE4: ONE },
      ],
    },
  );
  expect(rows.map((one) => one.lineCount)).toEqual([1, 1]);
  const draft = await orderOf(rows[0]!.id);
  await act('buyer', `/purchase-orders/${draft.id}/confirm`, draft);
  expect(await short()).toBeUndefined();
  const [found] = (
    await call<{ hits: { source: string; route: string }[] }>(
      'buyer',
      'GET',
      `/search?q=${(await orderOf(draft.id)).no}`,
    )
  ).json.hits.filter((hit) => hit.source === 'purchaseOrders');
  expect(found?.route).toBe(`/purchase-orders/${draft.id}`);
});

test('goods ordered for shortages are for lines of sales orders, of which each side sees its half', async () => {
  const product = { name: '止回阀', code: 'ZH1', unitId, taxBp: 1300 };
  const check = (await made('boss', '/products', product)).id;
  const sold = async (who: string, qty: number, requiredDate: string) => {
    const customer = await made(who, '/customers', { name: `为谁订 ${who} ${qty}` });
    const draft = await made<{ id: number; version: number; lines: { id: number }[] }>(
      who,
      '/sales-orders',
      {
        customerId: customer.id,
        businessDate: TODAY,
        requiredDate,
        lines: [{ productId: check, qtyE4: qty * ONE, priceE4: 20 * ONE }],
      },
    );
    const done = await call(who, 'POST', `/sales-orders/${draft.id}/confirm`, {
      version: draft.version,
    });
    expect([done.status, done.json.code, done.json.errors]).toEqual([200, undefined, undefined]);
    return draft;
  };
  const late = await sold('alice', 6, '2026-12-20');
  const soon = await sold('bob', 4, '2026-12-01');
  const short = async (qty: number) => {
    const line = { supplierId: east, productId: check, qtyE4: qty * ONE };
    const { rows } = await made<{ rows: { id: number }[] }>(
      'buyer',
      '/purchase-orders/from-shortages',
      { businessDate: TODAY, lines: [line] },
    );
    return (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${rows[0]!.id}`)).json;
  };
  const supply = (who: string, id: number) =>
    call<{ rows: LineSupply[] }>(who, 'GET', `/sales-orders/${id}/supply`);
  const causes = async (id: number) =>
    (
      await call<{ rows: PurchaseCause[] }>('buyer', 'GET', `/purchase-orders/${id}/causes`)
    ).json.rows.map((row) => [row.wantedOn, row.qtyE4 / ONE, row.receivedE4 / ONE]);
  const first = await short(7);
  // Who is to have it first has it first; what was ordered is not ordered for them again.
  expect(await causes(first.id)).toEqual([
    ['2026-12-01', 4, 0],
    ['2026-12-20', 3, 0],
  ]);
  expect(await causes((await short(9)).id)).toEqual([['2026-12-20', 3, 0]]);
  // A draft comes to nobody yet; a line that is written anew keeps its cause.
  expect((await supply('alice', late.id)).json.rows).toEqual([]);
  const changed = await call<PurchaseOrder>('buyer', 'PATCH', `/purchase-orders/${first.id}`, {
    version: first.version,
    expectedDate: '2026-12-05',
    lines: [{ productId: check, qtyE4: 6 * ONE, priceE4: 9 * ONE }],
  });
  const done = await act('buyer', `/purchase-orders/${first.id}/confirm`, changed.json);
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  expect((await supply('alice', late.id)).json.rows).toMatchObject([
    { lineId: late.lines[0]!.id, qtyE4: 2 * ONE, receivedE4: 0, comingOn: '2026-12-05' },
  ]);
  // Nothing of the other side, to either of them.
  expect(JSON.stringify((await supply('alice', late.id)).json)).not.toMatch(
    /price|supplier|东方|CGDD/i,
  );
  const half = await call('buyer', 'GET', `/purchase-orders/${first.id}/causes`);
  expect(JSON.stringify(half.json)).not.toMatch(/price|customer|为谁订|alice|XSDD/i);
  expect((await supply('bob', late.id)).status).toBe(404);
  expect((await call('alice', 'GET', `/purchase-orders/${first.id}/causes`)).status).toBe(403);
  expect((await supply('buyer', late.id)).status).toBe(403);
  await call('buyer', 'POST', `/purchase-orders/${first.id}/dates`, {
    version: done.json.version,
    expectedDate: '2026-12-09',
  });
  const told = await call<{ rows: { kind: string; route: string }[] }>(
    'bob',
    'GET',
    '/notifications',
  );
  expect(told.json.rows.filter((row) => row.kind === 'supply-moved')).toMatchObject([
    { route: `/sales-orders/${soon.id}` },
  ]);
  await received([[done.json.lines[0]!.id, 5]]);
  expect((await supply('bob', soon.id)).json.rows).toMatchObject([
    { qtyE4: 4 * ONE, receivedE4: 4 * ONE, comingOn: null },
  ]);
  expect((await supply('alice', late.id)).json.rows).toMatchObject([
    { qtyE4: 2 * ONE, receivedE4: ONE, comingOn: '2026-12-09' },
  ]);
  // What is waited for no more is not for anybody.
  const rest = (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${first.id}`)).json;
  await act('buyer', `/purchase-orders/${first.id}/close`, rest, { reason: '停产' });
  expect((await supply('alice', late.id)).json.rows).toMatchObject([
    { qtyE4: ONE, receivedE4: ONE, comingOn: null },
  ]);
  // One that was written by hand knows it once it is confirmed.
  const hand = await confirmed(east, [{ productId: check, qtyE4: 9 * ONE, priceE4: 9 * ONE }]);
  expect(await causes(hand.id)).toEqual([['2026-12-20', 2, 0]]);
  await act('boss', `/purchase-orders/${hand.id}/void`, hand, { reason: '错' });
  expect((await supply('alice', late.id)).json.rows.length).toBe(1);
});
