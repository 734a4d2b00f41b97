import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { OnHandRow, StockMovement } from '@xinhang/shared/stock.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string; params?: object }[] };

async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
const refusal = ({ status, json }: { status: number; json: Partial<Refusal> }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
type Doc = StockDocument & Partial<Refusal>;

const TODAY = '2026-11-24';
const ONE = 10_000;
let main = 0;
let second = 0;
let unitId = 0;
let count = 0;

async function product(more: object = {}) {
  count += 1;
  const body = { name: `件 ${count}`, code: `A${String(count).padStart(2, '0')}`, unitId, ...more };
  const { status, json } = await call<{ id: number }>('boss', 'POST', '/products', body);
  expect(status).toBe(201);
  return json.id;
}
/** So many of a product for so many yuan each. */
async function take(productId: number, qty: number, yuan: number, more: object = {}) {
  const line = { productId, unitId, qtyE4: qty * ONE, priceE4: yuan * ONE, ...more };
  const { json } = await call<Doc>('boss', 'POST', '/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: main,
    reason: 'opening',
    lines: [line],
  });
  expect((await confirm('boss', json)).status).toBe(200);
}
const confirm = (who: string, { id, version }: { id: number; version: number }) =>
  call<Doc>(who, 'POST', `/stock-documents/${id}/confirm`, { version });
const part = (productId: number, qty: number, more: object = {}) => ({
  productId,
  unitId,
  qtyE4: qty * ONE,
  ...more,
});
const draft = (who: string, kind: string, whole: object | null, lines: object[], more?: object) =>
  call<Doc>(who, 'POST', '/stock-documents', {
    kind,
    businessDate: TODAY,
    fromLocationId: main,
    toLocationId: main,
    whole,
    lines,
    ...more,
  });
async function made(kind: string, whole: object, lines: object[], more?: object) {
  const drafted = await draft('boss', kind, whole, lines, more);
  const done = await confirm('boss', drafted.json);
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
const reverse = ({ id, version }: Doc) =>
  call<Doc>('boss', 'POST', `/stock-documents/${id}/reverse`, { version, reason: '装错' });
/** What there is of a product, and what it is worth. */
async function lies(productId: number) {
  const { json } = await call<{ rows: OnHandRow[] }>('boss', 'GET', '/stock?empty=1&limit=200');
  const row = json.rows.find((one) => one.product.id === productId)!;
  return [row.onHandE4 / ONE, row.valueFen];
}
/** Amounts of the vouchers of a document by account. */
async function booked(kind: string, docId: number) {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select('voucher_line.account')
    .select((eb) => eb.fn.sum<number>('voucher_line.amount_fen').as('fen'))
    .where('voucher.doc_kind', '=', kind)
    .where('voucher.doc_id', '=', docId)
    .groupBy('voucher_line.account')
    .orderBy('voucher_line.account')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.account, Number(row.fen)]));
}
async function sound() {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...moneyChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
}

beforeAll(async () => {
  company = await startCompany();
  const passwordHash = await quickHash();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const roleKeys = ['warehouse'];
    await addPerson(tx, { login: 'keeper', name: 'keeper', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const places = await call<{ rows: { id: number; kind: string }[] }>('boss', 'GET', '/locations');
  main = places.json.rows.find((row) => row.kind === 'warehouse')!.id;
  const other = { name: '成品仓' };
  second = (await call<{ id: number }>('boss', 'POST', '/locations', other)).json.id;
  unitId = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/units')).json.rows[0]!.id;
});
afterAll(async () => {
  await company.stop();
});

test('a whole costs its parts and the labour, and taken back each part has its first cost', async () => {
  const [pump, motor, frame] = [await product(), await product(), await product()];
  await take(motor, 3, 100);
  await take(frame, 10, 7);
  const doc = await made(
    'assembly',
    { productId: pump, qtyE4: 2 * ONE },
    [part(motor, 2), part(frame, 4)],
    { toLocationId: second, extra: { amountFen: 1_501, account: 'adminExpense' } },
  );
  expect(doc.no).toMatch(/^ZZD-202611-/);
  expect([doc.wholeValueFen, doc.lines.map((line) => line.valueFen)]).toEqual([
    24_301,
    [20_000, 2_800],
  ]);
  expect(await Promise.all([pump, motor, frame].map(lies))).toEqual([
    [2, 24_301],
    [1, 10_000],
    [6, 4_200],
  ]);
  expect(await booked('assembly', doc.id)).toEqual({ adminExpense: -1_501, stock: 1_501 });
  const { json } = await call<{ rows: StockMovement[] }>(
    'keeper',
    'GET',
    `/stock/ledger?productId=${pump}`,
  );
  const [move] = json.rows;
  expect([move!.from.kind, move!.to.id, move!.valueFen, move!.doc]).toEqual([
    'assembly',
    second,
    null,
    { kind: 'assembly', id: doc.id, no: doc.no },
  ]);
  // A dearer motor comes meanwhile; those that come back are worth what they were.
  await take(motor, 1, 200);
  const back = await reverse(doc);
  expect([back.status, back.json.state]).toEqual([200, 'reversed']);
  expect(await Promise.all([pump, motor, frame].map(lies))).toEqual([
    [0, 0],
    [4, 50_000],
    [10, 7_000],
  ]);
  expect(await booked('assembly', doc.id)).toEqual({ adminExpense: 0, stock: 0 });
  await sound();
});

test('taken apart, the cost is split by what the parts are worth, to the fen', async () => {
  const [set, left, right] = [await product(), await product(), await product()];
  await take(set, 3, 100);
  await take(left, 1, 20);
  await take(right, 1, 10);
  const doc = await made(
    'disassembly',
    { productId: set, qtyE4: ONE },
    [part(left, 1), part(right, 1)],
    { extra: { amountFen: 1, account: 'otherPayable' } },
  );
  expect([doc.wholeValueFen, doc.lines.map((line) => line.valueFen)]).toEqual([
    10_000,
    [6_667, 3_334],
  ]);
  expect(await booked('disassembly', doc.id)).toEqual({ otherPayable: -1, stock: 1 });
  expect(await lies(left)).toEqual([2, 8_667]);
  // One part went out since: what is left goes back at what it came for, the rest is a variance.
  const { json: out } = await call<Doc>('boss', 'POST', '/stock-documents', {
    kind: 'otherOut',
    businessDate: TODAY,
    fromLocationId: main,
    reason: 'ownUse',
    lines: [part(left, 1)],
  });
  expect((await confirm('boss', out)).status).toBe(200);
  expect((await reverse(doc)).status).toBe(200);
  expect(await Promise.all([set, left, right].map(lies))).toEqual([
    [3, 30_000],
    [0, 0],
    [1, 1_000],
  ]);
  const after = await booked('disassembly', doc.id);
  expect(after).toEqual({ otherPayable: 0, purchaseVariance: -2_334, stock: 2_334 });
  // Parts that were never worth anything share alike.
  const [box, bolt, nut] = [await product(), await product(), await product()];
  await take(box, 1, 1);
  const shared = await made('disassembly', { productId: box, qtyE4: ONE }, [
    part(bolt, 3),
    part(nut, 1),
  ]);
  expect(shared.lines.map((line) => line.valueFen)).toEqual([75, 25]);
  await sound();
});

test('batches and pieces are asked for, too little is refused, and a draft says what it lacks', async () => {
  const machine = await product({ tracksSerial: true });
  const oil = await product({ tracksBatch: true });
  await take(oil, 5, 2, { batch: 'Q1' });
  const whole = { productId: machine, qtyE4: 2 * ONE, serials: ['M1', 'M2'] };
  const tries: [object | null, object[], object?][] = [
    [null, [part(oil, 1, { batch: 'Q1' })]],
    [{ productId: machine, qtyE4: null }, [part(oil, 1, { batch: 'Q1' })]],
    [{ ...whole, serials: ['M1'] }, [part(oil, 1, { batch: 'Q1' })]],
    [whole, []],
    [whole, [part(oil, 1)]],
    [whole, [part(machine, 1)]],
    [whole, [part(oil, 9, { batch: 'Q1' })]],
    [whole, [part(oil, 1, { batch: 'Q1' })], { toLocationId: null }],
    [whole, [part(oil, 1, { batch: 'Q1' })], { extra: { amountFen: 5 } }],
  ];
  const answers = [];
  for (const [of, lines, more] of tries) {
    const { json } = await draft('boss', 'assembly', of, lines, more);
    answers.push(refusal(await confirm('boss', json)));
  }
  expect(answers).toEqual([
    [422, '/whole/productId', 'required'],
    [422, '/whole/qtyE4', 'required'],
    [422, '/whole/serials', 'serials-do-not-count'],
    [422, '/lines', 'no-lines'],
    [422, '/lines/0/batch', 'batch-needed'],
    [422, '/lines/0/productId', 'part-of-itself'],
    [409, '/lines/0/qtyE4', 'batch-short'],
    [422, '/toLocationId', 'required'],
    [422, '/extra', 'required'],
  ]);
  const doc = await made('assembly', whole, [part(oil, 2, { batch: 'Q1' })]);
  expect(doc.wholeValueFen).toBe(400);
  // A piece is made once.
  const again = await draft('boss', 'assembly', whole, [part(oil, 1, { batch: 'Q1' })]);
  expect(refusal(await confirm('boss', again.json))).toEqual([
    409,
    '/whole/serials',
    'serial-in-stock',
  ]);
  // Sold since, it cannot be taken apart by reversing.
  await made('disassembly', { ...whole, qtyE4: ONE, serials: ['M1'] }, [
    part(oil, 1, { batch: 'Q1' }),
  ]);
  expect((await reverse(doc)).status).toBe(409);
  await sound();
});

test('whoever does not see cost writes none, and changes nothing of it', async () => {
  const [kit, lid] = [await product(), await product()];
  await take(lid, 2, 3);
  const whole = { productId: kit, qtyE4: ONE };
  const extra = { amountFen: 100, account: 'otherPayable' };
  expect(refusal(await draft('keeper', 'assembly', whole, [part(lid, 1)], { extra }))).toEqual([
    422,
    '/extra',
    'cost-hidden',
  ]);
  const { json } = await draft('boss', 'assembly', whole, [part(lid, 1)], { extra });
  const changed = await call<Doc>('keeper', 'PATCH', `/stock-documents/${json.id}`, {
    version: json.version,
    whole: { ...whole, qtyE4: 2 * ONE },
  });
  expect([changed.json.extra, changed.json.whole!.qtyE4]).toEqual([null, 2 * ONE]);
  const done = await confirm('keeper', changed.json);
  expect([done.status, done.json.wholeValueFen, done.json.extra]).toEqual([200, null, null]);
  expect(await lies(kit)).toEqual([2, 400]);
});

test('a bill says the parts of a product, and nothing is a part of itself', async () => {
  const [car, wheel, tyre] = [await product(), await product(), await product()];
  const service = (
    await call<{ id: number }>('boss', 'POST', '/products', {
      name: '上门',
      kind: 'service',
      unitId,
    })
  ).json.id;
  const set = (of: number, version: number, parts: [number, number][], who = 'boss') =>
    call<ProductBill & Partial<Refusal>>(who, 'PUT', `/products/${of}/bill`, {
      version,
      makesE4: 10 * ONE,
      note: '每十台',
      parts: parts.map(([partId, qty]) => ({ partId, qtyE4: qty * ONE })),
    });
  const empty = await call<ProductBill>('keeper', 'GET', `/products/${car}/bill`);
  expect([empty.json.version, empty.json.parts]).toEqual([0, []]);
  const first = await set(car, 0, [[wheel, 40]]);
  expect([first.status, first.json.version, first.json.makesE4]).toEqual([200, 1, 10 * ONE]);
  expect((await set(wheel, 0, [[tyre, 10]])).status).toBe(200);
  expect(refusal(await set(tyre, 0, [[car, 1]]))).toEqual([
    422,
    '/parts/0/partId',
    'part-of-itself',
  ]);
  expect(refusal(await set(car, 1, [[car, 1]]))[2]).toBe('part-of-itself');
  expect(refusal(await set(car, 1, [[service, 1]]))[2]).toBe('not-goods');
  expect(
    refusal(
      await set(car, 1, [
        [wheel, 1],
        [wheel, 2],
      ]),
    ),
  ).toEqual([422, '/parts/1/partId', 'named-twice']);
  expect(refusal(await set(car, 0, [[wheel, 1]]))).toEqual([409, 'version-conflict', undefined]);
  expect((await set(car, 1, [[wheel, 1]], 'keeper')).status).toBe(403);
  // Said again it is no change; a part says where it goes.
  expect((await set(car, 1, [[wheel, 40]])).json.version).toBe(1);
  const of = await call<ProductBill>('keeper', 'GET', `/products/${wheel}/bill`);
  expect(of.json.partOf.map((one) => one.id)).toEqual([car]);
  // Its base unit stays, as bills count in it.
  const units = await call<{ id: number; version: number }>('boss', 'POST', '/units', {
    name: '托',
  });
  const fixed = await call('boss', 'PATCH', `/products/${wheel}`, {
    version: 1,
    unitId: units.json.id,
  });
  expect(fixed.status).toBe(422);
  const none = await set(car, 1, []);
  expect([none.json.version, none.json.parts]).toEqual([2, []]);
});
