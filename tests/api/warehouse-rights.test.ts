import { addPerson } from '@xinhang/server/ops/found.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { takesPlaces } from '@xinhang/shared/permissions.ts';
import type { BoardLine, Delivery } from '@xinhang/shared/deliveries.ts';
import type { Me } from '@xinhang/shared/auth.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { AvailableRow, LineFacts, OnHandRow, StockMovement } from '@xinhang/shared/stock.ts';
import type { StockSummaryRow } from '@xinhang/shared/stock-summary.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

/**
 * A keeper of the north warehouse beside everybody else: what each road to stock shows him, and on
 * which documents he may act. `north` is what he reaches, `south` is not.
 */
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
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}
const refusal = ({ status, json }: Answer<object>) =>
  status < 300 ? status : [status, json.errors?.[0]?.pointer, json.errors?.[0]?.code ?? json.code];
const read = async <T>(who: string, path: string) => (await call<T>(who, 'GET', path)).json;
const rowsOf = async <T>(who: string, path: string) => (await read<{ rows: T[] }>(who, path)).rows;
const ids = async (who: string, path: string) =>
  (await rowsOf<{ id: number }>(who, path)).map((row) => row.id);

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let north: number;
let south: number;
let pump: number;
let customerId: number;
let roleId: number;

type Versioned = { id: number; version: number };
async function stockDoc(who: string, body: object, lines = [{ qtyE4: ONE }] as object[]) {
  return await call<StockDocument>(who, 'POST', '/stock-documents', {
    businessDate: TODAY,
    ...body,
    lines: lines.map((line) => ({ productId: pump, unitId, ...line })),
  });
}
const act = <T = StockDocument>(who: string, path: string, { version }: Versioned, more = {}) =>
  call<T>(who, 'POST', path, { version, ...more });
async function into(place: number, qtyE4: number, priceE4: number) {
  const doc = await stockDoc('boss', { kind: 'otherIn', toLocationId: place, reason: 'opening' }, [
    { qtyE4, priceE4 },
  ]);
  return (await act('boss', `/stock-documents/${doc.json.id}/confirm`, doc.json)).json;
}
async function moved(from: number, to: number, twoStep: boolean) {
  const body = { kind: 'transfer', fromLocationId: from, toLocationId: to, twoStep };
  const doc = await stockDoc('boss', body);
  return (await act('boss', `/stock-documents/${doc.json.id}/confirm`, doc.json)).json;
}
async function ordered(warehouseId: number) {
  const lines = [{ productId: pump, qtyE4: ONE, priceE4: 1_130_000 }];
  const body = { customerId, businessDate: TODAY, warehouseId, lines };
  const order = await made<SalesOrder>('alice', '/sales-orders', body);
  return (await act<SalesOrder>('alice', `/sales-orders/${order.id}/confirm`, order)).json;
}
const deliver = (who: string, order: SalesOrder, more: object = {}) =>
  call<Delivery>(who, 'POST', '/deliveries', {
    businessDate: TODAY,
    lines: [{ orderLineId: order.lines[0]!.id, qtyE4: ONE }],
    ...more,
  });
async function bought(supplierId: number, warehouseId: number) {
  const order = await made<PurchaseOrder>('boss', '/purchase-orders', {
    supplierId,
    businessDate: TODAY,
    warehouseId,
    lines: [{ productId: pump, qtyE4: 5 * ONE, priceE4: 100_000 }],
  });
  return (await act<PurchaseOrder>('boss', `/purchase-orders/${order.id}/confirm`, order)).json;
}
const receive = (who: string, order: PurchaseOrder, more: object = {}) =>
  call<ReceiptNote>(who, 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: order.lines[0]!.id, qtyE4: ONE }],
    ...more,
  });

const docs = {} as Record<
  'northIn' | 'southIn' | 'toSouth' | 'toNorth' | 'withinSouth',
  StockDocument
>;
const sales = {} as Record<'north' | 'south', SalesOrder>;
const buys = {} as Record<'north' | 'south', PurchaseOrder>;

/** What a keeper holds, narrowed to these places. */
const keeps = (places: number[] | null) =>
  readyRoles
    .find(({ key }) => key === 'warehouse')!
    .grants.filter((grant) => grant.permission !== 'expenses.create')
    .map((grant) => ({ ...grant, warehouseIds: takesPlaces(grant.permission) ? places : null }));

beforeAll(async () => {
  company = await startCompany();
  const role = await made<Versioned>('boss', '/roles', { name: '北仓库员' });
  roleId = role.id;
  const locations = await rowsOf<{ id: number; kind: string }>('boss', '/locations');
  south = locations.find((row) => row.kind === 'warehouse')!.id;
  north = (await made('boss', '/locations', { name: '北仓', sellable: true })).id;
  const grants = [
    ...keeps([north]),
    { permission: 'stock.reverse', scope: 'all', deptIds: [], warehouseIds: [north] },
  ];
  expect((await call('boss', 'PATCH', `/roles/${roleId}`, { version: 1, grants })).status).toBe(
    200,
  );
  const passwordHash = await quickHash();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const name = { login: 'keeper', name: 'keeper', deptId, roleKeys: [], passwordHash };
    const userId = await addPerson(tx, name);
    await tx.insertInto('user_role').values({ user_id: userId, role_id: roleId }).execute();
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  unitId = (await rowsOf<{ id: number }>('boss', '/units'))[0]!.id;
  pump = (await made('boss', '/products', { name: '水泵', code: 'P1', unitId, minQtyE4: 15 * ONE }))
    .id;
  customerId = (await made('alice', '/customers', { name: '买方', duplicateReason: '测' })).id;
  docs.northIn = await into(north, 10 * ONE, 100_000);
  docs.southIn = await into(south, 30 * ONE, 300_000);
  docs.toSouth = await moved(north, south, true);
  docs.toNorth = await moved(south, north, true);
  const defective = locations.find((row) => row.kind === 'defective')!.id;
  docs.withinSouth = await moved(south, defective, false);
  sales.north = await ordered(north);
  sales.south = await ordered(south);
  const supplier = await made('boss', '/suppliers', { name: '东方泵业' });
  buys.north = await bought(supplier.id, north);
  buys.south = await bought(supplier.id, south);
});
afterAll(async () => {
  await company.stop();
});

test('he is told to which places each right is narrowed', async () => {
  const { grants } = await read<Me>('keeper', '/auth/me');
  const places = new Map(grants.map((grant) => [grant.permission, grant.places]));
  expect(places.get('stock.read')).toEqual([north]);
  expect(places.get('stock.move')).toEqual([north]);
  expect(places.get('products.read')).toBe(null);
  expect((await read<Me>('boss', '/auth/me')).grants.every((one) => one.places === null)).toBe(
    true,
  );
});

test('what there is counts his places alone: on hand, available, facts, movements with balance', async () => {
  const [all] = await rowsOf<OnHandRow>('boss', '/stock');
  const [own] = await rowsOf<OnHandRow>('keeper', '/stock');
  expect([all!.onHandE4, own!.onHandE4]).toEqual([40 * ONE, 9 * ONE]);
  // The minimum is of the whole company, so nine of forty are not too few.
  expect([all!.level, own!.level]).toEqual(['within', 'within']);
  expect(own!.places.map((place) => place.locationId)).toEqual([north]);
  expect(await rowsOf('keeper', `/stock?locationId=${south}`)).toEqual([]);
  expect(await rowsOf('keeper', '/stock?level=below')).toEqual([]);
  expect((await rowsOf('keeper', '/stock?level=within')).length).toBe(1);
  const [free] = await rowsOf<AvailableRow>('keeper', '/stock/available');
  // One of nine is kept for the order of the north.
  expect([free!.availableE4, free!.places.map(({ location }) => location.id)]).toEqual([
    8 * ONE,
    [north],
  ]);
  const facts = async (who: string, at = '') =>
    (await rowsOf<LineFacts>(who, `/stock/line-facts?productId=${pump}${at}`))[0]!.onHandE4;
  expect([await facts('boss'), await facts('keeper')]).toEqual([40 * ONE, 9 * ONE]);
  expect(await facts('keeper', `&locationId=${south}`)).toBe(0);
  const moves = await rowsOf<StockMovement>('keeper', `/stock/ledger?productId=${pump}`);
  // In, and one to the south: what is on its way to him left the south alone.
  expect(moves.map((row) => [row.changeE4, row.balanceE4])).toEqual([
    [-ONE, 9 * ONE],
    [10 * ONE, 10 * ONE],
  ]);
  const sums = (await rowsOf<StockSummaryRow>('keeper', '/stock/summary')).map((row) =>
    [row.opening, row.in, row.out, row.closing].map((stand) => [stand.qtyE4, stand.valueFen]),
  );
  expect(sums).toEqual([[0, 10 * ONE, ONE, 9 * ONE].map((qtyE4) => [qtyE4, null])]);
  expect(await rowsOf('keeper', `/stock/summary?locationId=${south}`)).toEqual([]);
  expect(await rowsOf('keeper', `/stock/ledger?locationId=${south}`)).toEqual([]);
  expect((await rowsOf('keeper', `/stock/ledger?locationId=${north}`)).length).toBe(2);
});

test('a value is his share at the average of all, and the sum of it adds up his rows alone', async () => {
  const role = await read<{ rows: (Versioned & { fields: object })[] }>('boss', '/roles');
  const { version, fields } = role.rows.find((one) => one.id === roleId)!;
  const shown = { version, fields: { ...fields, cost: 'show' } };
  expect((await call('boss', 'PATCH', `/roles/${roleId}`, shown)).status).toBe(200);
  const own = await read<{ rows: OnHandRow[]; amountFen: number }>('keeper', '/stock?count=1');
  const all = await read<{ rows: OnHandRow[]; amountFen: number }>('boss', '/stock?count=1');
  const share = Math.round((all.amountFen * 9) / 40);
  expect([own.rows[0]!.valueFen, own.amountFen]).toEqual([share, share]);
  expect(own.rows[0]!.averageE4).toBe(all.rows[0]!.averageE4);
  const back = { version: version + 1, fields };
  expect((await call('boss', 'PATCH', `/roles/${roleId}`, back)).status).toBe(200);
});

test('documents that touch one of his places are there, others are not', async () => {
  // The newest first.
  const seen = [docs.toNorth, docs.toSouth, docs.northIn].map((doc) => doc.id);
  expect(await ids('keeper', '/stock-documents')).toEqual(seen);
  for (const doc of [docs.southIn, docs.withinSouth]) {
    expect((await call('keeper', 'GET', `/stock-documents/${doc.id}`)).status).toBe(404);
    expect(
      refusal(await act('keeper', `/stock-documents/${doc.id}/reverse`, doc, { reason: '错' })),
    ).toEqual([404, undefined, 'not-found']);
  }
  expect(await ids('keeper', `/stock-documents?locationId=${south}`)).toEqual(
    [docs.toNorth.id, docs.toSouth.id].toSorted((a, b) => b - a),
  );
});

test('he writes where he keeps: each place is refused at its field', async () => {
  const otherIn = { kind: 'otherIn', reason: 'gift' };
  const yours = (field: string) => [422, `/${field}`, 'place-not-yours'];
  expect(refusal(await stockDoc('keeper', { ...otherIn, toLocationId: south }))).toEqual(
    yours('toLocationId'),
  );
  expect(refusal(await stockDoc('keeper', { ...otherIn, toLocationId: null }))).toEqual([
    422,
    '/toLocationId',
    'required',
  ]);
  const out = { kind: 'otherOut', reason: 'ownUse' };
  expect(refusal(await stockDoc('keeper', { ...out, fromLocationId: south }))).toEqual(
    yours('fromLocationId'),
  );
  const move = { kind: 'transfer', fromLocationId: north, toLocationId: south };
  // In one step he would put goods away in the south.
  expect(refusal(await stockDoc('keeper', { ...move, twoStep: false }))).toEqual(
    yours('toLocationId'),
  );
  const sent = await stockDoc('keeper', { ...move, twoStep: true });
  expect(refusal(sent)).toBe(201);
  const change = { version: sent.json.version, fromLocationId: south, toLocationId: north };
  const path = `/stock-documents/${sent.json.id}`;
  expect(refusal(await call('keeper', 'PATCH', path, change))).toEqual(yours('fromLocationId'));
  const gone = await act('keeper', `${path}/confirm`, sent.json);
  expect([gone.status, gone.json.mayReceive, gone.json.mayReverse]).toEqual([200, false, false]);
  // The south takes it in; he who sent it does not.
  expect(refusal(await act('keeper', `${path}/receive`, gone.json, { lines: [] }))).toEqual([
    403,
    undefined,
    'forbidden',
  ]);
  expect(refusal(await act('keeper', `${path}/reverse`, gone.json, { reason: '错' }))).toEqual([
    403,
    undefined,
    'forbidden',
  ]);
  const here = await read<StockDocument>('keeper', `/stock-documents/${docs.toNorth.id}`);
  expect([here.mayReceive, here.mayReverse]).toEqual([true, false]);
  expect(
    refusal(await act('keeper', `/stock-documents/${here.id}/receive`, here, { lines: [] })),
  ).toBe(200);
  const count = (locationId: number) =>
    call('keeper', 'POST', '/stock-counts', {
      businessDate: TODAY,
      locationId,
      categoryId: null,
      fill: true,
      note: '',
    });
  expect(refusal(await count(south))).toEqual(yours('locationId'));
  expect(refusal(await count(north))).toBe(201);
});

test('the board and the deliveries are those of his warehouse', async () => {
  const lines = async (who: string) => await rowsOf<BoardLine>(who, '/delivery-board');
  expect((await lines('boss')).length).toBe(2);
  expect((await lines('keeper')).map((row) => [row.orderId, row.onHandE4])).toEqual([
    [sales.north.id, 9 * ONE],
  ]);
  expect(await ids('keeper', '/sales-order-lines/open')).toEqual([sales.north.lines[0]!.id]);
  expect(refusal(await deliver('keeper', sales.south))).toEqual([
    422,
    '/lines/0/orderLineId',
    'unknown-line',
  ]);
  expect(refusal(await deliver('keeper', sales.north, { warehouseId: south }))).toEqual([
    422,
    '/warehouseId',
    'place-not-yours',
  ]);
  const away = (await deliver('boss', sales.south)).json;
  const own = await deliver('keeper', sales.north);
  expect(refusal(own)).toBe(201);
  expect(await ids('keeper', '/deliveries')).toEqual([own.json.id]);
  expect((await call('keeper', 'GET', `/deliveries/${away.id}`)).status).toBe(404);
  expect(refusal(await act('keeper', `/deliveries/${away.id}/confirm`, away))).toEqual([
    404,
    undefined,
    'not-found',
  ]);
  expect(refusal(await act('keeper', `/deliveries/${own.json.id}/confirm`, own.json))).toBe(200);
  // Who sells sees the deliveries of the customer, wherever they go from.
  expect((await ids('alice', '/deliveries')).length).toBe(2);
});

test('loans and returns are of the warehouse that they name', async () => {
  const lend = (warehouseId: number) =>
    made<Versioned>('alice', '/loans', {
      customerId,
      businessDate: TODAY,
      dueOn: TODAY,
      warehouseId,
      lines: [{ productId: pump, unitId, qtyE4: ONE }],
    });
  const [own, away] = [await lend(north), await lend(south)];
  expect(await ids('keeper', '/loans')).toEqual([own.id]);
  expect(refusal(await act('keeper', `/loans/${away.id}/confirm`, away))).toEqual([
    404,
    undefined,
    'not-found',
  ]);
  const out = await act<Versioned & { lines: { id: number }[] }>(
    'keeper',
    `/loans/${own.id}/confirm`,
    own,
  );
  expect(refusal(out)).toBe(200);
  const home = (warehouseId: number) =>
    act('keeper', `/loans/${own.id}/take-back`, out.json, {
      businessDate: TODAY,
      warehouseId,
      lines: [{ loanLineId: out.json.lines[0]!.id, qtyE4: ONE }],
    });
  expect(refusal(await home(south))).toEqual([422, '/warehouseId', 'place-not-yours']);
  expect(refusal(await home(north))).toBe(200);
  const [delivery] = await rowsOf<Delivery>('keeper', '/deliveries?state=confirmed');
  const { lines } = await read<Delivery>('keeper', `/deliveries/${delivery!.id}`);
  const back = (warehouseId: number | null) =>
    call('keeper', 'POST', '/sales-returns', {
      deliveryId: delivery!.id,
      businessDate: TODAY,
      warehouseId,
      reason: '错',
      disposal: 'stock',
      lines: [{ deliveryLineId: lines[0]!.id, qtyE4: ONE }],
    });
  expect(refusal(await back(south))).toEqual([422, '/warehouseId', 'place-not-yours']);
  expect(refusal(await back(null))).toBe(201);
  expect((await ids('keeper', '/sales-returns')).length).toBe(1);
});

test('what is to come and what came is that of his warehouse', async () => {
  expect(await ids('keeper', '/purchase-order-lines/open')).toEqual([buys.north.lines[0]!.id]);
  const coming = (who: string) =>
    read<{ rows: { qtyE4: number }[] }>(who, `/products/${pump}/incoming`);
  expect([(await coming('boss')).rows[0]!.qtyE4, (await coming('keeper')).rows[0]!.qtyE4]).toEqual([
    10 * ONE,
    5 * ONE,
  ]);
  expect(refusal(await receive('keeper', buys.south))).toEqual([
    422,
    '/lines/0/orderLineId',
    'unknown-line',
  ]);
  expect(refusal(await receive('keeper', buys.north, { warehouseId: south }))).toEqual([
    422,
    '/warehouseId',
    'place-not-yours',
  ]);
  const away = (await receive('boss', buys.south)).json;
  const own = await receive('keeper', buys.north);
  expect(refusal(own)).toBe(201);
  expect(await ids('keeper', '/receipt-notes')).toEqual([own.json.id]);
  expect((await call('keeper', 'GET', `/receipt-notes/${away.id}`)).status).toBe(404);
  expect(refusal(await act('keeper', `/receipt-notes/${away.id}/confirm`, away))).toEqual([
    404,
    undefined,
    'not-found',
  ]);
  const done = await act<ReceiptNote>('keeper', `/receipt-notes/${own.json.id}/confirm`, own.json);
  expect(refusal(done)).toBe(200);
  const came = (await act<ReceiptNote>('boss', `/receipt-notes/${away.id}/confirm`, away)).json;
  const back = (who: string, note: ReceiptNote) =>
    call(who, 'POST', '/purchase-returns', {
      businessDate: TODAY,
      reason: '坏',
      replaces: true,
      lines: [{ receiptLineId: note.lines[0]!.id, qtyE4: ONE }],
    });
  expect(refusal(await back('keeper', came))).toEqual([
    422,
    '/lines/0/receiptLineId',
    'unknown-line',
  ]);
  expect(refusal(await back('keeper', done.json))).toBe(201);
  expect(refusal(await back('boss', came))).toBe(201);
  expect((await ids('keeper', '/purchase-returns')).length).toBe(1);
  expect((await ids('boss', '/purchase-returns')).length).toBe(2);
});

test('prints and files hold no more than the lists', async () => {
  const print = (docId: number) => ({ kind: 'otherIn', docId, template: 'A4' });
  const one = async (id: number) => (await call('keeper', 'POST', '/prints', print(id))).status;
  expect([await one(docs.northIn.id), await one(docs.southIn.id)]).toEqual([200, 404]);
  const file = async (what: string) => {
    const body = { what, format: 'csv', lang: 'en' };
    const { jobId } = (await call<{ jobId: number }>('keeper', 'POST', '/stock/export', body)).json;
    await company.jobs.idle();
    const answer = await company.app.inject({
      url: `/api/v1/jobs/${jobId}/file`,
      headers: { authorization: `Bearer ${tokens.get('keeper')!}` },
    });
    return answer.body.trim().split('\n').slice(1);
  };
  const [own, ...rest] = await file('onHand');
  const [row] = await rowsOf<OnHandRow>('keeper', '/stock');
  expect([own!.split(',')[5], rest]).toEqual([String(row!.onHandE4 / ONE), []]);
  const moves = await rowsOf<StockMovement>('keeper', '/stock/ledger');
  expect((await file('ledger')).length).toBe(moves.length);
});

test('batches and numbers are those of his places', async () => {
  const tracked = async (name: string, more: object) =>
    (await made('boss', '/products', { name, unitId, ...more })).id;
  const paint = await tracked('漆', { tracksBatch: true });
  const meter = await tracked('表', { tracksSerial: true });
  for (const place of [north, south]) {
    const body = { kind: 'otherIn', toLocationId: place, reason: 'opening' };
    const doc = await stockDoc('boss', body, [
      { productId: paint, qtyE4: ONE, priceE4: ONE, batch: `L-${place}` },
      { productId: meter, qtyE4: ONE, priceE4: ONE, serials: [`S-${place}`] },
    ]);
    const done = await act('boss', `/stock-documents/${doc.json.id}/confirm`, doc.json);
    expect(refusal(done)).toBe(200);
  }
  const numbers = async (who: string) => [
    (await rowsOf<{ batch: string }>(who, '/stock/batches')).map((row) => row.batch),
    (await rowsOf<{ serial: string }>(who, '/stock/serials?gone=1')).map((row) => row.serial),
  ];
  expect(await numbers('keeper')).toEqual([[`L-${north}`], [`S-${north}`]]);
  expect((await numbers('boss')).map((list) => list.length)).toEqual([2, 2]);
});

test('he hears of what happens in his places alone', async () => {
  const heard = await listenTo(company.app, tokens.get('keeper')!);
  await heard.next((one) => one.event !== 'never');
  const away = await into(south, ONE, 100_000);
  const own = await into(north, ONE, 100_000);
  await heard.next((one) => one.data['entity'] === 'stock' && one.data['id'] === own.id);
  const about = heard.heard.filter((one) => one.data['id'] === away.id);
  heard.stop();
  expect(about).toEqual([]);
});

test('a grant is narrowed to places of the company, and nobody widens what he holds', async () => {
  const { json } = await call<{ rows: (Versioned & { id: number })[] }>('boss', 'GET', '/roles');
  const { version } = json.rows.find((one) => one.id === roleId)!;
  const put = (grants: object[], who = 'boss') =>
    call(who, 'PATCH', `/roles/${roleId}`, { version, grants });
  const grant = (permission: string, warehouseIds: number[] | null) => ({
    permission,
    scope: 'all',
    deptIds: [],
    warehouseIds,
  });
  const at = '/grants/0/warehouseIds';
  expect(refusal(await put([grant('products.read', [north])]))).toEqual([
    422,
    at,
    'places-not-taken',
  ]);
  expect(refusal(await put([grant('stock.read', [])]))).toEqual([422, at, 'places-needed']);
  expect(refusal(await put([grant('stock.read', [999])]))).toEqual([
    422,
    `${at}/0`,
    'unknown-place',
  ]);
  const suppliers = (await rowsOf<{ id: number; kind: string }>('boss', '/locations')).find(
    (row) => row.kind === 'supplier',
  )!;
  expect(refusal(await put([grant('stock.read', [suppliers.id])]))).toEqual([
    422,
    `${at}/0`,
    'unknown-place',
  ]);
});
