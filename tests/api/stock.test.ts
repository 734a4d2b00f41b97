import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { LyingBatch, SerialPiece } from '@xinhang/shared/stock-pieces.ts';
import type { AvailableRow, LineFacts, OnHandRow, StockMovement } from '@xinhang/shared/stock.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string; params?: object }[] };

async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
let places: Record<string, number>;
let unitId: number;
let products = 0;

async function product(more: object = {}) {
  products += 1;
  const { status, json } = await call<{ id: number }>('boss', 'POST', '/products', {
    name: `商品 ${products}`,
    code: `P${String(products).padStart(3, '0')}`,
    unitId,
    ...more,
  });
  expect(status).toBe(201);
  return json.id;
}
type Line = { productId: number; qtyE4: number | null } & Record<string, unknown>;
const linesOf = (lines: Line[]) => lines.map((line) => ({ unitId, ...line }));

async function draft(who: string, body: Record<string, unknown> & { lines: Line[] }) {
  return await call<StockDocument & Refusal>(who, 'POST', '/stock-documents', {
    businessDate: TODAY,
    ...body,
    lines: linesOf(body.lines),
  });
}
const confirm = (who: string, { id, version }: { id: number; version: number }) =>
  call<StockDocument & Refusal>(who, 'POST', `/stock-documents/${id}/confirm`, { version });

/** A confirmed receipt: so much of a product for so much a piece. */
async function take(productId: number, qtyE4: number, priceE4: number | null, more: object = {}) {
  const made = await draft('boss', {
    kind: 'otherIn',
    toLocationId: places['warehouse'],
    reason: 'opening',
    lines: [{ productId, qtyE4, priceE4, ...more }],
  });
  const done = await confirm('boss', made.json);
  expect([done.status, done.json.state]).toEqual([200, 'confirmed']);
  return done.json;
}
async function give(who: string, productId: number, qtyE4: number) {
  const made = await draft(who, {
    kind: 'otherOut',
    fromLocationId: places['warehouse'],
    reason: 'ownUse',
    lines: [{ productId, qtyE4 }],
  });
  return await confirm(who, made.json);
}
const reverse = (who: string, { id, version }: { id: number; version: number }) =>
  call<StockDocument & Refusal>(who, 'POST', `/stock-documents/${id}/reverse`, {
    version,
    reason: '录错',
  });
async function onHand(productId: number, who = 'boss'): Promise<OnHandRow> {
  const { json } = await call<{ rows: OnHandRow[] }>(who, 'GET', '/stock?empty=1&limit=200');
  return json.rows.find((row) => row.product.id === productId)!;
}
const lies = async (productId: number) => {
  const { onHandE4, valueFen } = await onHand(productId);
  return [onHandE4, valueFen];
};
async function sound() {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  return (await examine(examined, stockChecks)).flatMap(({ findings }) => findings);
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
    for (const login of ['keeper', 'second']) {
      await addPerson(tx, { login, name: login, deptId, roleKeys: ['warehouse'], passwordHash });
    }
    await addPerson(tx, {
      login: 'books',
      name: 'books',
      deptId,
      roleKeys: ['accountant'],
      passwordHash,
    });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const { json } = await call<{ rows: { id: number; kind: string }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  places = Object.fromEntries(json.rows.map((row) => [row.kind, row.id]));
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  unitId = units.json.rows[0]!.id;
  const other = await call<{ id: number }>('boss', 'POST', '/locations', { name: '二号仓' });
  places['second'] = other.json.id;
});
afterAll(async () => {
  await company.stop();
});

test('what comes in has a cost, what goes out takes the average, and the last takes the rest', async () => {
  const id = await product();
  const doc = await take(id, 30_000, 33_333);
  // 3 × 3.3333 yuan, rounded to the fen.
  expect([doc.no, doc.lines[0]!.valueFen]).toEqual(['QTRK-202611-0001', 1000]);
  const one = await give('boss', id, 10_000);
  expect(one.json.lines[0]!.valueFen).toBe(333);
  const two = await give('boss', id, 10_000);
  expect(two.json.lines[0]!.valueFen).toBe(334);
  expect((await give('boss', id, 10_000)).json.lines[0]!.valueFen).toBe(333);
  expect(await lies(id)).toEqual([0, 0]);
  const { json } = await call<{ rows: StockMovement[] }>(
    'boss',
    'GET',
    `/stock/ledger?productId=${id}`,
  );
  expect(json.rows.map((row) => [row.changeE4, row.balanceE4, row.valueFen])).toEqual([
    [-10_000, 0, 333],
    [-10_000, 10_000, 334],
    [-10_000, 20_000, 333],
    [30_000, 30_000, 1000],
  ]);
});

test('nothing goes below nothing: each line that is short is named with what there is', async () => {
  const [a, b] = [await product(), await product()];
  await take(a, 20_000, 10_000);
  const made = await draft('boss', {
    kind: 'otherOut',
    fromLocationId: places['warehouse'],
    reason: 'ownUse',
    lines: [
      { productId: a, qtyE4: 15_000 },
      { productId: b, qtyE4: 10_000 },
      { productId: a, qtyE4: 10_000 },
    ].map((line) => ({ ...line, qtyE4: Math.floor(line.qtyE4 / 10_000) * 10_000 })),
  });
  const refused = await confirm('boss', made.json);
  expect([refused.status, refused.json.code]).toEqual([409, 'stock-short']);
  expect(refused.json.errors!.map((one) => [one.pointer, one.code])).toEqual([
    ['/lines/1/qtyE4', 'stock-short'],
  ]);
  // Nothing of it stays: neither the rows nor the number.
  expect(await lies(a)).toEqual([20_000, 200]);
  const again = await give('boss', a, 10_000);
  expect(again.json.no).toMatch(/^QTCK-202611-\d{4}$/);
});

test('two people take the last piece: exactly one has it', async () => {
  const id = await product();
  await take(id, 10_000, 50_000);
  const line = [{ productId: id, qtyE4: 10_000 }];
  const body = {
    kind: 'otherOut',
    fromLocationId: places['warehouse'],
    reason: 'ownUse',
    lines: line,
  };
  const drafts = [
    await draft('keeper', body),
    await draft('second', body),
    await draft('boss', body),
  ];
  const answers = await Promise.all(
    ['keeper', 'second', 'boss'].map((who, at) => confirm(who, drafts[at]!.json)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  expect(await lies(id)).toEqual([0, 0]);
});

test('numbers have no gaps, whatever was refused in between', async () => {
  const id = await product();
  await take(id, 30_000, 10_000);
  const first = await give('boss', id, 10_000);
  expect((await give('boss', id, 90_000)).status).toBe(409);
  const next = await give('boss', id, 10_000);
  const count = (no: string) => Number(no.slice(-4));
  expect(count(next.json.no) - count(first.json.no)).toBe(1);
});

test('what a line comes to beyond reckoning is refused at it, and nothing lies there', async () => {
  const id = await product();
  const made = await draft('boss', {
    kind: 'otherIn',
    toLocationId: places['warehouse'],
    reason: 'opening',
    lines: [{ productId: id, qtyE4: 1e12, priceE4: 1e12 }],
  });
  expect(made.status).toBe(201);
  const refused = refusal(await confirm('boss', made.json));
  expect(refused).toEqual([422, '/lines/0/qtyE4', 'amount-too-large']);
});

test('a transfer moves no value; in two steps what is missing goes to the losses', async () => {
  const id = await product();
  await take(id, 100_000, 20_000);
  const body = {
    kind: 'transfer',
    fromLocationId: places['warehouse'],
    toLocationId: places['second'],
    lines: [{ productId: id, qtyE4: 40_000 }],
  };
  const one = await confirm('keeper', (await draft('keeper', body)).json);
  expect(one.json.state).toBe('confirmed');
  expect(await lies(id)).toEqual([100_000, 2000]);
  const sent = await confirm('keeper', (await draft('keeper', { ...body, twoStep: true })).json);
  expect([sent.json.state, sent.json.mayReceive]).toEqual(['dispatched', true]);
  const way = await onHand(id);
  expect(way.places.map((place) => [place.locationId, place.qtyE4])).toEqual(
    [
      [places['warehouse'], 20_000],
      [places['transit'], 40_000],
      [places['second'], 40_000],
    ].toSorted((a, b) => a[0]! - b[0]!),
  );
  // On its way it is nobody's to promise.
  expect(way.availableE4).toBe(20_000);
  const got = await call<StockDocument & Refusal>(
    'second',
    'POST',
    `/stock-documents/${sent.json.id}/receive`,
    {
      version: sent.json.version,
      lines: [{ id: sent.json.lines[0]!.id, receivedE4: 30_000 }],
    },
  );
  expect([got.status, got.json.state, got.json.lines[0]!.receivedE4]).toEqual([
    200,
    'confirmed',
    30_000,
  ]);
  expect(await lies(id)).toEqual([90_000, 1800]);
  // Taken back as a whole, the losses too.
  expect((await reverse('books', got.json)).json.state).toBe('reversed');
  expect(await lies(id)).toEqual([100_000, 2000]);
});

test('a count posts what was counted less the book of its beginning, whatever came since', async () => {
  const [a, b] = [await product(), await product()];
  await take(a, 50_000, 10_000);
  await take(b, 20_000, 10_000);
  const begun = await call<StockDocument & Refusal>('keeper', 'POST', '/stock-counts', {
    locationId: places['warehouse'],
    businessDate: TODAY,
  });
  expect(begun.status).toBe(201);
  const doc = begun.json;
  const book = new Map(doc.lines.map((line) => [line.product.id, line.bookE4]));
  expect([book.get(a), book.get(b)]).toEqual([50_000, 20_000]);
  // Goods go on moving while they are counted.
  await give('boss', a, 10_000);
  const counted = new Map([
    [a, 48],
    [b, 23],
  ]);
  const saved = await call<StockDocument & Refusal>(
    'keeper',
    'PATCH',
    `/stock-documents/${doc.id}`,
    {
      version: doc.version,
      lines: doc.lines.map((line) => ({
        id: line.id,
        productId: line.product.id,
        unitId: line.unit.id,
        qtyE4: counted.has(line.product.id) ? counted.get(line.product.id)! * 1000 : null,
      })),
    },
  );
  // Pieces have no decimals.
  expect(refusal(saved)).toEqual([422, expect.stringMatching(/qtyE4$/), 'too-many-decimals']);
  const whole = await call<StockDocument & Refusal>(
    'keeper',
    'PATCH',
    `/stock-documents/${doc.id}`,
    {
      version: doc.version,
      lines: doc.lines.map((line) => ({
        id: line.id,
        productId: line.product.id,
        unitId: line.unit.id,
        qtyE4: line.product.id === a ? 40_000 : line.product.id === b ? 30_000 : null,
      })),
    },
  );
  expect(whole.status).toBe(200);
  const done = await confirm('keeper', whole.json);
  expect([done.status, done.json.no.slice(0, 2)]).toEqual([200, 'PD']);
  // 5 in the book, 4 counted: one is missing, and one had gone meanwhile.
  expect(await lies(a)).toEqual([30_000, 300]);
  expect(await lies(b)).toEqual([30_000, 300]);
  expect((await reverse('books', done.json)).status).toBe(200);
  expect(await lies(a)).toEqual([40_000, 400]);
});

test('a document is taken back by opposite rows, and not where its goods have gone', async () => {
  const id = await product();
  const doc = await take(id, 20_000, 10_000);
  await take(id, 20_000, 30_000);
  expect((await reverse('keeper', doc)).status).toBe(403);
  const back = await reverse('books', doc);
  expect([back.status, back.json.state, back.json.no]).toEqual([200, 'reversed', doc.no]);
  // At what it came for, though the average was another.
  expect(await lies(id)).toEqual([20_000, 600]);
  expect((await reverse('books', back.json)).json.code).toBe('state-refused');
  const other = await take(await product(), 10_000, 10_000);
  await give('boss', other.lines[0]!.product.id, 10_000);
  const gone = await reverse('books', other);
  expect([gone.status, gone.json.code]).toEqual([409, 'stock-short']);
});

test('batches and numbers are asked for where the product has them, and pieces lie in one place', async () => {
  const [batched, numbered] = [
    await product({ tracksBatch: true }),
    await product({ tracksSerial: true }),
  ];
  const receipt = async (line: Line) => {
    const body = { kind: 'otherIn', toLocationId: places['warehouse'], reason: 'opening' };
    return await confirm('boss', (await draft('boss', { ...body, lines: [line] })).json);
  };
  expect(refusal(await receipt({ productId: batched, qtyE4: 10_000 }))).toEqual([
    422,
    '/lines/0/batch',
    'batch-needed',
  ]);
  expect((await receipt({ productId: batched, qtyE4: 10_000, batch: 'B1' })).status).toBe(200);
  expect(refusal(await receipt({ productId: numbered, qtyE4: 20_000, serials: ['S1'] }))).toEqual([
    422,
    '/lines/0/serials',
    'serials-do-not-count',
  ]);
  const two = { productId: numbered, qtyE4: 20_000, serials: ['S1', 'S2'] };
  expect((await receipt(two)).status).toBe(200);
  expect(refusal(await receipt(two))).toEqual([409, '/lines/0/serials', 'serial-in-stock']);
  const out = await draft('boss', {
    kind: 'otherOut',
    fromLocationId: places['warehouse'],
    reason: 'sample',
    lines: [{ productId: numbered, qtyE4: 10_000, serials: ['S3'] }],
  });
  expect(refusal(await confirm('boss', out.json))).toEqual([
    409,
    '/lines/0/serials',
    'serial-not-there',
  ]);
  // What came first stands first, whatever it is called.
  const older = { kind: 'otherIn', toLocationId: places['warehouse'], reason: 'opening' };
  const early = await draft('boss', {
    ...older,
    businessDate: '2026-11-02',
    lines: [{ productId: batched, qtyE4: 20_000, batch: 'B9' }],
  });
  expect((await confirm('boss', early.json)).status).toBe(200);
  const facts = await call<{ rows: LineFacts[] }>(
    'keeper',
    'GET',
    `/stock/line-facts?productId=${batched}&locationId=${places['warehouse']}`,
  );
  expect(facts.json.rows).toMatchObject([
    {
      tracksBatch: true,
      onHandE4: 30_000,
      batches: [
        { batch: 'B9', qtyE4: 20_000 },
        { batch: 'B1', qtyE4: 10_000 },
      ],
      averageE4: null,
    },
  ]);
});

test('cost is hidden from the keeper, who cannot write it, and whose saving leaves it', async () => {
  const id = await product();
  await take(id, 10_000, 70_000);
  const made = await draft('boss', {
    kind: 'otherIn',
    toLocationId: places['warehouse'],
    reason: 'gift',
    lines: [{ productId: id, qtyE4: 10_000, priceE4: 90_000 }],
  });
  const seen = await call<StockDocument>('keeper', 'GET', `/stock-documents/${made.json.id}`);
  expect([seen.json.costHidden, seen.json.lines[0]!.priceE4]).toEqual([true, null]);
  const { id: docId, version, lines } = seen.json;
  const line = { id: lines[0]!.id, productId: id, unitId, qtyE4: 20_000 };
  const priced = { version, lines: [{ ...line, priceE4: 1 }] };
  expect(refusal(await call('keeper', 'PATCH', `/stock-documents/${docId}`, priced))).toEqual([
    422,
    '/lines/0/priceE4',
    'cost-hidden',
  ]);
  const saved = await call<StockDocument & Refusal>(
    'keeper',
    'PATCH',
    `/stock-documents/${docId}`,
    {
      version,
      lines: [line],
    },
  );
  expect(saved.status).toBe(200);
  const done = await confirm('keeper', saved.json);
  expect(done.json.lines[0]!.valueFen).toBeNull();
  expect(await lies(id)).toEqual([30_000, 2500]);
  const hidden = await onHand(id, 'keeper');
  expect([hidden.valueFen, hidden.averageE4]).toEqual([null, null]);
});

test('what lies somewhere stays goods, and its pieces are known as they came', async () => {
  const id = await product({ qtyDecimals: 2 });
  type Seen = { version: number };
  const change = async (body: object) => {
    const { json } = await call<Seen>('boss', 'GET', `/products/${id}`);
    return await call('boss', 'PATCH', `/products/${id}`, { version: json.version, ...body });
  };
  await take(id, 15_000, 10_000);
  for (const [body, field, code] of [
    [{ tracksBatch: true }, '/tracksBatch', 'still-in-stock'],
    [{ tracksSerial: true }, '/tracksSerial', 'still-in-stock'],
    [{ kind: 'service' }, '/kind', 'still-in-stock'],
    [{ qtyDecimals: 0 }, '/qtyDecimals', 'parts-in-stock'],
  ] as const) {
    expect(refusal(await change(body))).toEqual([422, field, code]);
  }
  expect((await change({ qtyDecimals: 1, tracksBatch: false })).status).toBe(200);
  const out = { kind: 'otherOut', fromLocationId: places['warehouse'], reason: 'ownUse' };
  const gone = await draft('boss', { ...out, lines: [{ productId: id, qtyE4: 15_000 }] });
  expect((await confirm('boss', gone.json)).status).toBe(200);
  expect((await change({ tracksBatch: true, qtyDecimals: 0 })).status).toBe(200);
});

test('goods of a product out of use are moved, counted, scrapped and taken apart; no more come', async () => {
  const id = await product({ name: '停用的货' });
  await take(id, 50_000, 10_000);
  const part = await product();
  type Seen = { version: number };
  const { json } = await call<Seen>('boss', 'GET', `/products/${id}`);
  const off = { version: json.version, active: false };
  expect((await call('boss', 'PATCH', `/products/${id}`, off)).status).toBe(200);
  const [here, aside] = [places['warehouse'], places['defective']];
  const move = { kind: 'transfer', fromLocationId: here, toLocationId: aside };
  const scrap = { kind: 'otherOut', fromLocationId: aside, reason: 'scrap', note: '过期' };
  const lines = [{ productId: id, qtyE4: 20_000 }];
  for (const body of [move, scrap]) {
    const made = await draft('keeper', { ...body, lines });
    expect(refusal(await confirm('keeper', made.json))).toEqual([200, undefined, undefined]);
  }
  const apart = { kind: 'disassembly', fromLocationId: here, toLocationId: here };
  const whole = { productId: id, qtyE4: 10_000, batch: '', serials: [] };
  const parts = [{ productId: part, qtyE4: 10_000 }];
  expect((await draft('boss', { ...apart, whole, lines: parts })).status).toBe(201);
  const come = await draft('keeper', { kind: 'otherIn', toLocationId: here, lines });
  expect(refusal(come)).toEqual([422, '/lines/0/productId', 'not-in-use']);
  const built = await draft('boss', { ...apart, kind: 'assembly', whole, lines: parts });
  expect(refusal(built)).toEqual([422, '/whole/productId', 'not-in-use']);
  // Their editors find it, marked and after the others; no other document does.
  type Picks = { rows: { id: number; active: boolean }[] };
  const found = async (more: string) => {
    const q = encodeURIComponent('停用的货');
    const picks = await call<Picks>('keeper', 'GET', `/product-picks?q=${q}${more}`);
    return picks.json.rows.map((row) => [row.id, row.active]);
  };
  expect([await found(''), await found('&all=1')]).toEqual([[], [[id, false]]]);
});

test('sales sees what may be promised and nothing else', async () => {
  const id = await product();
  await take(id, 10_000, 10_000);
  expect((await call('alice', 'GET', '/stock')).status).toBe(403);
  expect((await call('alice', 'GET', '/stock/ledger')).status).toBe(403);
  expect((await call('alice', 'GET', '/stock-documents')).status).toBe(403);
  const { json } = await call<{ rows: AvailableRow[] }>(
    'alice',
    'GET',
    '/stock/available?limit=200',
  );
  const row = json.rows.find((one) => one.product.id === id)!;
  expect(row.availableE4).toBe(10_000);
  expect(Object.keys(row).toSorted()).toEqual(['availableE4', 'places', 'product']);
  // The page of a product asks for one; of what is not there nothing is said.
  const one = async (who: string, path: string) =>
    (await call<{ rows: AvailableRow[] }>(who, 'GET', path)).json.rows.map((it) => it.product.id);
  expect(await one('alice', `/stock/available?productId=${id}`)).toEqual([id]);
  expect(await one('boss', `/stock?productId=${id}&empty=1`)).toEqual([id]);
  const none = await product();
  expect(await one('boss', `/stock?productId=${none}`)).toEqual([]);
  expect(await one('boss', `/stock?productId=${none}&empty=1`)).toEqual([none]);
  expect((await draft('alice', { kind: 'otherIn', lines: [] })).status).toBe(403);
});

test('a closed period and a day that has not come take nothing', async () => {
  const id = await product();
  const body = { kind: 'otherIn', toLocationId: places['warehouse'], reason: 'opening' };
  const lines = [{ productId: id, qtyE4: 10_000, priceE4: 10_000 }];
  const ahead = await draft('boss', { ...body, businessDate: '2026-11-25', lines });
  expect(refusal(await confirm('boss', ahead.json))).toEqual([422, '/businessDate', 'after-today']);
  const closing = { area: 'stock', month: '2026-10' };
  const close = await call('boss', 'POST', '/period-closings/close', closing);
  expect(close.status).toBe(200);
  const behind = await draft('boss', { ...body, businessDate: '2026-10-31', lines });
  expect(refusal(await confirm('boss', behind.json))).toEqual([
    422,
    '/businessDate',
    'period-closed',
  ]);
  const open = await draft('boss', { ...body, businessDate: '2026-11-01', lines });
  expect((await confirm('boss', open.json)).json.no).toMatch(/^QTRK-202611-/);
  const reopening = { ...closing, reason: '测试' };
  expect((await call('boss', 'POST', '/period-closings/reopen', reopening)).status).toBe(200);
});

test('a place is put out of use once nothing lies there, is kept there or is on its way', async () => {
  const place = await call<{ id: number; version: number }>('boss', 'POST', '/locations', {
    name: '要撤的仓',
  });
  const { id, version } = place.json;
  const off = async () =>
    await call<Refusal>('boss', 'PATCH', `/locations/${id}`, { version, active: false });
  const goods = await product();
  const moved = async (body: object) =>
    await draft('boss', { lines: [{ productId: goods, qtyE4: 10_000 }], ...body });
  const { json: came } = await moved({ kind: 'otherIn', reason: 'opening', toLocationId: id });
  expect(refusal(await off())).toEqual([422, '/active', 'place-awaits']);
  expect((await confirm('boss', came)).status).toBe(200);
  const full = await off();
  expect(refusal(full)).toEqual([422, '/active', 'place-holds']);
  expect(full.json.errors![0]).toMatchObject({ params: { goods: 1, documents: 0, reserved: 0 } });
  const { json: out } = await moved({ kind: 'otherOut', reason: 'ownUse', fromLocationId: id });
  expect((await confirm('boss', out)).status).toBe(200);
  expect((await off()).status).toBe(200);
});

test('drafts are changed and thrown away; what was confirmed is neither', async () => {
  const id = await product();
  const made = await draft('keeper', { kind: 'otherOut', lines: [{ productId: id, qtyE4: null }] });
  expect([made.status, made.json.state, made.json.no]).toEqual([201, 'draft', '']);
  expect(refusal(await confirm('keeper', made.json))).toEqual([422, '/fromLocationId', 'required']);
  const path = `/stock-documents/${made.json.id}`;
  const changed = await call<StockDocument & Refusal>('keeper', 'PATCH', path, {
    version: made.json.version,
    fromLocationId: places['warehouse'],
    reason: 'scrap',
  });
  expect(refusal(await confirm('keeper', changed.json))).toEqual([422, '/note', 'reason-needed']);
  const stale = await call('keeper', 'PATCH', path, { version: 1, note: '受潮' });
  expect(stale.json.code).toBe('version-conflict');
  const { version } = changed.json;
  expect((await call('keeper', 'POST', `${path}/discard`, { version })).status).toBe(200);
  expect((await call('keeper', 'GET', path)).status).toBe(404);
  const done = await take(id, 10_000, 10_000);
  const late = await call('boss', 'POST', `/stock-documents/${done.id}/discard`, {
    version: done.version,
  });
  expect(late.json.code).toBe('state-refused');
});

test('the base unit is fixed once something moved', async () => {
  const id = await product();
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  await take(id, 10_000, 10_000);
  const { json } = await call<{ version: number; unitFixed: boolean }>(
    'boss',
    'GET',
    `/products/${id}`,
  );
  expect(json.unitFixed).toBe(true);
  const other = units.json.rows[1]!.id;
  const changed = await call('boss', 'PATCH', `/products/${id}`, {
    version: json.version,
    unitId: other,
  });
  expect(refusal(changed)).toEqual([422, '/unitId', 'unit-fixed']);
});

test('the doctor finds nothing to mend, and each thing that is not as it should be', async () => {
  expect(await sound()).toEqual([]);
  const [some] = await company.db.read
    .selectFrom('stock_pool')
    .select('product_id')
    .where('qty_e4', '>', 0)
    .limit(1)
    .execute();
  /** What is found while a cache of one product says more than it should. */
  const spoiled = async (table: 'stock_balance' | 'stock_pool') => {
    const add = (amount: number) =>
      company.db.transaction(async (tx) => {
        await tx
          .updateTable(table)
          .set((eb) => ({ qty_e4: eb('qty_e4', '+', amount) }))
          .where('product_id', '=', some!.product_id)
          .where('qty_e4', '>', 0)
          .execute();
      });
    await add(10_000);
    const found = new Set((await sound()).map(({ code }) => code));
    await add(-10_000);
    return [...found];
  };
  expect(await spoiled('stock_balance')).toEqual(['stock-balance']);
  expect(await spoiled('stock_pool')).toEqual(['stock-pool']);
  expect(await sound()).toEqual([]);
  // The ledger itself is not changed by anybody.
  await expect(
    company.db.transaction(async (tx) => {
      await tx.updateTable('stock_ledger').set({ qty_e4: 1 }).execute();
    }),
  ).rejects.toThrow('append-only');
});

test('what batches and numbers lie where is listed, found by number, and followed through its history', async () => {
  const paint = await product({ name: '批次漆', tracksBatch: true });
  const meter = await product({ name: '编号表', tracksSerial: true });
  await take(paint, 30_000, 10_000, { batch: 'L-1' });
  await take(paint, 20_000, 10_000, { batch: 'L-2' });
  await take(meter, 20_000, 10_000, { serials: ['SN-1', 'SN-2'] });
  const moved = await draft('boss', {
    kind: 'transfer',
    fromLocationId: places['warehouse'],
    toLocationId: places['second'],
    lines: [
      { productId: paint, qtyE4: 10_000, batch: 'L-1' },
      { productId: meter, qtyE4: 10_000, serials: ['SN-2'] },
    ],
  });
  expect((await confirm('boss', moved.json)).status).toBe(200);
  const gone = await draft('boss', {
    kind: 'otherOut',
    fromLocationId: places['second'],
    reason: 'sample',
    lines: [{ productId: meter, qtyE4: 10_000, serials: ['SN-2'] }],
  });
  expect((await confirm('boss', gone.json)).status).toBe(200);
  const wrong = async (line: object) => {
    const head = { kind: 'otherOut', fromLocationId: places['warehouse'], reason: 'ownUse' };
    const doc = await draft('boss', {
      ...head,
      lines: [{ productId: paint, qtyE4: 10_000, ...line }],
    });
    const { json } = await confirm('boss', doc.json);
    return json.errors?.map(({ pointer, code, params }) => [pointer, code, params]);
  };
  const named = { product: expect.stringContaining('批次漆') };
  const where = { ...named, place: expect.any(String) };
  expect(await wrong({ batch: 'L-9' })).toEqual([
    ['/lines/0/batch', 'batch-not-there', { ...where, batch: 'L-9', haveE4: 0, wantedE4: 10_000 }],
  ]);
  expect(await wrong({ batch: 'L-2', qtyE4: 30_000 })).toEqual([
    ['/lines/0/qtyE4', 'batch-short', { ...where, batch: 'L-2', haveE4: 20_000, wantedE4: 30_000 }],
  ]);
  expect(await wrong({})).toEqual([['/lines/0/batch', 'batch-needed', named]]);
  const batches = async (asked: string) =>
    (await call<{ rows: LyingBatch[] }>('keeper', 'GET', `/stock/batches?${asked}`)).json.rows.map(
      (row) => [row.batch, row.place.id, row.qtyE4, row.cameOn, row.movedOn],
    );
  const day = moved.json.businessDate;
  expect(await batches(`productId=${paint}`)).toEqual([
    ['L-1', places['warehouse'], 20_000, day, day],
    ['L-1', places['second'], 10_000, day, day],
    ['L-2', places['warehouse'], 20_000, day, day],
  ]);
  expect((await batches('q=l-2')).length).toBe(1);
  expect(
    (await batches(`q=${encodeURIComponent('批次漆')}&locationId=${places['second']}`)).length,
  ).toBe(1);
  expect(await batches(`q=${encodeURIComponent('。')}`)).toEqual([]);
  // Pages of one follow one another.
  type Page = { rows: LyingBatch[]; next: string | null };
  const walked: string[] = [];
  const page = async (cursor: string): Promise<string | null> => {
    const at = `/stock/batches?productId=${paint}&limit=1${cursor && `&cursor=${cursor}`}`;
    const { json } = await call<Page>('keeper', 'GET', at);
    walked.push(...json.rows.map((row) => `${row.batch}/${row.place.id}`));
    return json.next;
  };
  for (let next = await page(''); next !== null;) next = await page(next);
  expect(walked.length).toBe(3);
  expect(new Set(walked).size).toBe(3);
  const serials = async (asked: string) =>
    (await call<{ rows: SerialPiece[] }>('keeper', 'GET', `/stock/serials?${asked}`)).json.rows.map(
      (row) => [row.serial, row.place.kind],
    );
  expect(await serials(`productId=${meter}`)).toEqual([['SN-1', 'warehouse']]);
  expect(await serials(`productId=${meter}&gone=1`)).toEqual([
    ['SN-1', 'warehouse'],
    ['SN-2', 'loss'],
  ]);
  expect(await serials('q=sn-2&gone=1')).toEqual([['SN-2', 'loss']]);
  expect((await call('keeper', 'GET', '/stock/serials?cursor=bm9uZQ')).status).toBe(400);
  const history = await call<{ rows: StockMovement[] }>(
    'keeper',
    'GET',
    `/stock/ledger?productId=${meter}&serial=SN-2`,
  );
  expect(history.json.rows.map((row) => row.doc.kind)).toEqual(['otherOut', 'transfer', 'otherIn']);
});
