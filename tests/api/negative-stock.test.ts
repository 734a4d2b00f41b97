import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { ProvisionalIssue } from '@xinhang/shared/stock-provisional.ts';
import type { OnHandRow, StockMovement } from '@xinhang/shared/stock.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: object }[];
}
async function call<T = object>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
  who = 'boss',
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
async function made<T extends object = { id: number }>(path: string, body: object) {
  const { status, json } = await call<T>('POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let warehouseId: number;
let customerId: number;
let products = 0;

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const dept = await tx.selectFrom('dept').select('id').orderBy('id').executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const keeper = { login: 'keeper', name: 'keeper', roleKeys: ['warehouse'], passwordHash };
    await addPerson(tx, { ...keeper, deptId: dept.id });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  unitId = (await call<{ rows: { id: number }[] }>('GET', '/units')).json.rows[0]!.id;
  const { json } = await call<{ rows: { id: number; kind: string }[] }>('GET', '/locations');
  warehouseId = json.rows.find((row) => row.kind === 'warehouse')!.id;
  customerId = (await made('/customers', { name: '先发后到', duplicateReason: '测' })).id;
});
afterAll(async () => {
  await company.stop();
});

async function setNegative(value: 'refuse' | 'provisional') {
  const { json } = await call<{ version: number }>('GET', '/settings', undefined, 'admin');
  const body = { version: json.version, values: { 'stock.negative': value } };
  expect((await call('PATCH', '/settings', body, 'admin')).status).toBe(200);
}
const product = async (more: object = {}) => {
  const code = `N${(products += 1)}`;
  return (await made('/products', { name: code, code, unitId, ...more })).id;
};
const act = <T = { id: number; version: number }>(
  path: string,
  verb: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<T>('POST', `${path}/${id}/${verb}`, { version, ...more });
interface Doc {
  id: number;
  version: number;
  no: string;
}
async function stocked(productId: number, qty: number, yuan: number, businessDate = TODAY) {
  const drafted = await made<Doc>('/stock-documents', {
    kind: 'otherIn',
    businessDate,
    toLocationId: warehouseId,
    reason: 'other',
    note: '测',
    lines: [{ productId, unitId, qtyE4: qty * ONE, priceE4: yuan * ONE }],
  });
  const done = await act<Doc>('/stock-documents', 'confirm', drafted);
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
async function draftOf(productId: number, qty: number, businessDate = TODAY, more: object = {}) {
  const order = await made<SalesOrder>('/sales-orders', {
    customerId,
    businessDate,
    lines: [{ productId, qtyE4: qty * ONE, priceE4: 100 * ONE, deviation: '测' }],
  });
  const confirmed = await act<SalesOrder>('/sales-orders', 'confirm', order);
  expect([confirmed.status, confirmed.json.state]).toEqual([200, 'confirmed']);
  return await made<Delivery>('/deliveries', {
    businessDate,
    lines: [{ orderLineId: confirmed.json.lines[0]!.id, qtyE4: qty * ONE, ...more }],
  });
}
const send = (drafted: Delivery) => act<Delivery>('/deliveries', 'confirm', drafted);
async function sent(productId: number, qty: number, businessDate = TODAY) {
  const done = await send(await draftOf(productId, qty, businessDate));
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
const reversed = async (path: string, { id }: { id: number }) => {
  const { json } = await call<Doc>('GET', `${path}/${id}`);
  const done = await act(path, 'reverse', json, { reason: '测' });
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
};
const pool = async (productId: number) => {
  const row = await company.db.read
    .selectFrom('stock_pool')
    .selectAll()
    .where('product_id', '=', productId)
    .executeTakeFirst();
  return row && [Number(row.qty_e4) / ONE, Number(row.value_fen)];
};
const lineOf = async ({ id }: Delivery, who = 'boss') =>
  (await call<Delivery>('GET', `/deliveries/${id}`, undefined, who)).json.lines[0]!;
const costOf = async ({ id }: Delivery) =>
  (await call<Delivery>('GET', `/deliveries/${id}`)).json.lines[0]!.costFen;
const issues = async (productId: number, more = '') =>
  (
    await call<{ rows: ProvisionalIssue[] }>(
      'GET',
      `/stock/provisional?productId=${productId}${more}`,
    )
  ).json.rows;
const moves = async (productId: number) =>
  (await call<{ rows: StockMovement[] }>('GET', `/stock/ledger?productId=${productId}`)).json.rows;
const voucherOf = async (kind: string, id: number) => {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen', 'voucher.business_date'])
    .where('doc_kind', '=', kind)
    .where('doc_id', '=', id)
    .orderBy('voucher_line.id')
    .execute();
  return rows.map((row) => [row.account, row.amount_fen, row.business_date]);
};
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const checks = [...stockChecks, ...moneyChecks, ...salesChecks];
  const found = (await examine(examined, checks)).flatMap(({ findings }) => findings);
  return [...found, ...(await unbalancedVouchers(company.db.read))];
};

test('nothing goes out beyond what is there, until the company says so', async () => {
  const id = await product();
  await stocked(id, 10, 60);
  const drafted = await draftOf(id, 15);
  expect(refusal(await send(drafted))).toEqual([409, '/lines/0/qtyE4', 'stock-short']);
  await setNegative('provisional');
  expect((await send(drafted)).status).toBe(200);
  expect(await pool(id)).toEqual([-5, -30_000]);
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'before', 'after'])
    .where('entity', '=', 'setting')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(audit).toEqual({
    action: 'settings.update',
    before: '{"stock.negative":"refuse"}',
    after: '{"stock.negative":"provisional"}',
  });
  expect(await healthy()).toEqual([]);
});

test('what comes in for what was short corrects its cost, and either is taken back', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 10, 60);
  const delivery = await sent(id, 15, '2026-11-20');
  expect([await pool(id), await costOf(delivery)]).toEqual([[-5, -30_000], 90_000]);
  expect(await issues(id)).toMatchObject([
    {
      doc: { kind: 'delivery', id: delivery.id, no: delivery.no },
      qtyE4: 5 * ONE,
      openE4: 5 * ONE,
      provisionalFen: 30_000,
      openFen: 30_000,
      corrections: [],
    },
  ]);
  expect((await moves(id))[0]!.provisional).toBe('open');
  expect((await lineOf(delivery)).costProvisional).toBe(true);
  // Neither the cost nor whether it is a guess is for whom cost is hidden.
  expect(await lineOf(delivery, 'keeper')).toMatchObject({ costFen: null, costProvisional: false });
  const code = `N${products}`;
  const { json } = await call<{ rows: OnHandRow[] }>('GET', `/stock?q=${code}`);
  expect(json.rows).toMatchObject([{ onHandE4: -5 * ONE, valueFen: -30_000 }]);
  // Three of the five come first.
  const first = await stocked(id, 3, 70, '2026-11-22');
  expect([await pool(id), await costOf(delivery)]).toEqual([[-2, -12_000], 93_000]);
  const second = await stocked(id, 5, 50);
  expect([await pool(id), await costOf(delivery)]).toEqual([[3, 15_000], 91_000]);
  expect((await lineOf(delivery)).costProvisional).toBe(false);
  expect(await issues(id)).toEqual([]);
  const [known] = await issues(id, '&all=1');
  expect(known!.corrections).toMatchObject([
    {
      no: 'ZGTZ-202611-0001',
      businessDate: '2026-11-22',
      qtyE4: 3 * ONE,
      provisionalFen: 18_000,
      realFen: 21_000,
      takenBack: false,
      source: { kind: 'otherIn', id: first.id, no: first.no },
    },
    { businessDate: TODAY, provisionalFen: 12_000, realFen: 10_000 },
  ]);
  const [up, down] = known!.corrections;
  expect(await voucherOf('costCorrection', up!.id)).toEqual([
    ['cost', 3_000, '2026-11-22'],
    ['stock', -3_000, '2026-11-22'],
  ]);
  expect(await voucherOf('costCorrection', down!.id)).toEqual([
    ['cost', -2_000, TODAY],
    ['stock', 2_000, TODAY],
  ]);
  expect((await moves(id)).find((row) => row.doc.kind === 'delivery')?.provisional).toBe('known');
  const rows = (await moves(id)).filter((row) => row.doc.kind === 'costCorrection');
  expect(rows.map((row) => [row.doc.no, row.qtyE4, row.valueFen])).toEqual([
    [down!.no, 0, 2_000],
    [up!.no, 0, 3_000],
  ]);
  const [of] = await issues(id, `&all=1&correctionId=${up!.id}`);
  expect(of!.id).toBe(known!.id);
  expect(await healthy()).toEqual([]);
  // What came is taken back: as much is short again.
  await reversed('/stock-documents', second);
  expect([await pool(id), await costOf(delivery)]).toEqual([[-2, -12_000], 93_000]);
  expect(await issues(id)).toMatchObject([{ openE4: 2 * ONE, openFen: 12_000 }]);
  expect(await healthy()).toEqual([]);
  // And then what went out: all that came is there at what it cost.
  await reversed('/deliveries', delivery);
  expect(await pool(id)).toEqual([13, 81_000]);
  expect(await issues(id, '&all=1')).toMatchObject([{ openE4: 0, takenBack: true }]);
  expect(await healthy()).toEqual([]);
});

test('the last of what there is leaves no value behind', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 1, 33);
  await sent(id, 4);
  await stocked(id, 3, 35);
  expect(await pool(id)).toEqual([0, 0]);
  expect(await healthy()).toEqual([]);
  // A surplus that was counted covers what is short as well, at what was taken for it.
  await sent(id, 2);
  const begun = await made<Doc>('/stock-counts', {
    locationId: warehouseId,
    businessDate: TODAY,
    fill: false,
  });
  const saved = await call<Doc>('PATCH', `/stock-documents/${begun.id}`, {
    version: begun.version,
    lines: [{ productId: id, unitId, qtyE4: 0 }],
  });
  expect((await act('/stock-documents', 'confirm', saved.json)).status).toBe(200);
  expect([await pool(id), await issues(id)]).toEqual([[0, 0], []]);
  expect(await healthy()).toEqual([]);
});

test('what nobody knows the cost of is refused; a price of a supplier is enough', async () => {
  await setNegative('provisional');
  const id = await product();
  const drafted = await draftOf(id, 2);
  const refused = await send(drafted);
  expect(refusal(refused)).toEqual([409, '/lines/0/qtyE4', 'cost-unknown']);
  expect(refused.json.errors![0]!.params).toEqual({ product: `N${products} N${products}` });
  const supplierId = (await made('/suppliers', { name: '先到先得' })).id;
  await made('/supplier-prices', {
    supplierId,
    productId: id,
    unitId,
    priceE4: 20 * ONE,
    basis: 'net',
    validFrom: '2026-11-01',
    validTo: '2026-12-31',
  });
  expect((await send(drafted)).status).toBe(200);
  expect(await pool(id)).toEqual([-2, -4_000]);
  expect(await healthy()).toEqual([]);
});

test('batches, counts and transfers never take more than there is', async () => {
  await setNegative('provisional');
  const tracked = await product({ tracksBatch: true });
  const ofBatch = await draftOf(tracked, 1, TODAY, { batch: 'B1' });
  expect(refusal(await send(ofBatch))).toEqual([409, '/lines/0/batch', 'batch-not-there']);
  const plain = await product();
  await stocked(plain, 2, 10);
  const second = await made('/locations', { name: '后仓' });
  const moved = await made<Doc>('/stock-documents', {
    kind: 'transfer',
    businessDate: TODAY,
    fromLocationId: warehouseId,
    toLocationId: second.id,
    twoStep: false,
    lines: [{ productId: plain, unitId, qtyE4: 3 * ONE }],
  });
  expect(refusal(await act('/stock-documents', 'confirm', moved))).toEqual([
    409,
    '/lines/0/qtyE4',
    'stock-short',
  ]);
  const out = async (reason: string) =>
    await act(
      '/stock-documents',
      'confirm',
      await made<Doc>('/stock-documents', {
        kind: 'otherOut',
        businessDate: TODAY,
        fromLocationId: warehouseId,
        reason,
        note: '测',
        lines: [{ productId: plain, unitId, qtyE4: 3 * ONE }],
      }),
    );
  expect(refusal(await out('scrap'))).toEqual([409, '/lines/0/qtyE4', 'stock-short']);
  expect((await out('ownUse')).status).toBe(200);
  expect(await issues(plain)).toMatchObject([{ doc: { kind: 'otherOut' }, openE4: ONE }]);
  await stocked(plain, 1, 12);
  const [known] = await issues(plain, '&all=1');
  expect(await voucherOf('costCorrection', known!.corrections[0]!.id)).toEqual([
    ['otherExpense', 200, TODAY],
    ['stock', -200, TODAY],
  ]);
  expect(await healthy()).toEqual([]);
});

test('a month is closed over open provisional costs only by who says so', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 1, 10, '2026-10-20');
  await sent(id, 3, '2026-10-21');
  const asked = await call<{ left: object[]; obstacles: object[] }>(
    'GET',
    '/period-closings/checks?area=stock&month=2026-10',
  );
  expect(asked.json).toMatchObject({
    obstacles: [],
    left: [{ code: 'provisional-open', count: 1, amountFen: 2_000 }],
  });
  const close = (more: object) =>
    call('POST', '/period-closings/close', { area: 'stock', month: '2026-10', ...more });
  expect(refusal(await close({ leaveDrafts: true }))).toEqual([
    409,
    '/leaveOpen',
    'provisional-open',
  ]);
  expect((await close({ leaveDrafts: true, leaveOpen: true })).status).toBe(200);
  // What comes in later corrects it in the month in which it comes.
  await stocked(id, 2, 11, '2026-11-02');
  const [known] = await issues(id, '&all=1');
  expect(await voucherOf('costCorrection', known!.corrections[0]!.id)).toEqual([
    ['cost', 200, '2026-11-02'],
    ['stock', -200, '2026-11-02'],
  ]);
  expect(await healthy()).toEqual([]);
});

test('who may not see cost sees quantities alone, and nobody without stock sees any', async () => {
  const seen = async (who: string) =>
    (await call<{ rows: ProvisionalIssue[] }>('GET', '/stock/provisional?all=1', undefined, who))
      .json.rows[0]!;
  const [all, some] = [await seen('boss'), await seen('keeper')];
  expect([some.id, some.qtyE4, some.provisionalFen, some.openFen]).toEqual([
    all.id,
    all.qtyE4,
    null,
    null,
  ]);
  expect(some.corrections.map((one) => [one.provisionalFen, one.realFen])).toEqual(
    all.corrections.map(() => [null, null]),
  );
  expect(all.provisionalFen).not.toBeNull();
  expect((await call('GET', '/stock/provisional', undefined, 'alice')).status).toBe(403);
});

test('what lies elsewhere is taken at its average, and no loss is counted of what is owed', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 5, 10);
  const other = await made('/locations', { name: '侧仓' });
  const moved = await made<Doc>('/stock-documents', {
    kind: 'transfer',
    businessDate: TODAY,
    fromLocationId: warehouseId,
    toLocationId: other.id,
    twoStep: false,
    lines: [{ productId: id, unitId, qtyE4: 4 * ONE }],
  });
  expect((await act('/stock-documents', 'confirm', moved)).status).toBe(200);
  // One lies here and four there: three are no guess.
  await sent(id, 3);
  expect([await pool(id), await issues(id, '&all=1')]).toEqual([[2, 2_000], []]);
  await sent(id, 4);
  expect(await pool(id)).toEqual([-2, -2_000]);
  const scrapped = await made<Doc>('/stock-documents', {
    kind: 'otherOut',
    businessDate: TODAY,
    fromLocationId: other.id,
    reason: 'scrap',
    note: '测',
    lines: [{ productId: id, unitId, qtyE4: ONE }],
  });
  expect(refusal(await act('/stock-documents', 'confirm', scrapped))).toEqual([
    409,
    '/lines/0/qtyE4',
    'company-short',
  ]);
  expect(await healthy()).toEqual([]);
});

test('what is short is still corrected once the company says no again', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 1, 10);
  const delivery = await sent(id, 2);
  await setNegative('refuse');
  const more = await draftOf(id, 1);
  expect(refusal(await send(more))).toEqual([409, '/lines/0/qtyE4', 'stock-short']);
  await stocked(id, 1, 12);
  expect([await pool(id), await costOf(delivery)]).toEqual([[0, 0], 2_200]);
  await reversed('/deliveries', delivery);
  expect(await pool(id)).toEqual([2, 2_200]);
  expect(await healthy()).toEqual([]);
});

test('what covered a shortage is taken back once the company says no, and what did not is not', async () => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 2, 10);
  const delivery = await sent(id, 5);
  const covering = await stocked(id, 3, 12);
  await setNegative('refuse');
  const whole = async () => [await pool(id), await costOf(delivery), (await issues(id)).length];
  expect(await whole()).toEqual([[0, 0], 5_600, 0]);
  await reversed('/stock-documents', covering);
  expect(await whole()).toEqual([[-3, -3_000], 5_000, 1]);
  expect(await healthy()).toEqual([]);
  // Of eight that came three were owed, and what is left of the others is gone.
  const more = await stocked(id, 8, 11);
  await sent(id, 2);
  expect(await whole()).toEqual([[3, 3_300], 5_300, 0]);
  const { json } = await call<Doc>('GET', `/stock-documents/${more.id}`);
  const refused = await act('/stock-documents', 'reverse', json, { reason: '测' });
  expect(refusal(refused)).toEqual([409, '/qtyE4', 'stock-short']);
  expect(await whole()).toEqual([[3, 3_300], 5_300, 0]);
  expect(await healthy()).toEqual([]);
});

test('five short in one place and five in another are seen, and counted, and in the file', async () => {
  await setNegative('provisional');
  const id = await product();
  const code = `N${products}`;
  await stocked(id, 5, 10);
  const other = await made('/locations', { name: '别仓' });
  const moved = await made<Doc>('/stock-documents', {
    kind: 'transfer',
    businessDate: TODAY,
    fromLocationId: warehouseId,
    toLocationId: other.id,
    twoStep: false,
    lines: [{ productId: id, unitId, qtyE4: 5 * ONE }],
  });
  expect((await act('/stock-documents', 'confirm', moved)).status).toBe(200);
  const seen = async (q: string) =>
    (await call<{ rows: OnHandRow[]; count: number }>('GET', `/stock?count=1&${q}`)).json;
  const before = (await seen('')).count;
  await sent(id, 5);
  const after = await seen(`q=${code}`);
  expect(after.rows.map((row) => [row.onHandE4, row.places.map((one) => one.qtyE4)])).toEqual([
    [0, [-5 * ONE, 5 * ONE]],
  ]);
  expect([after.count, (await seen('')).count]).toEqual([1, before]);
  const file = async (body: object, who = 'boss') => {
    const asked = { format: 'csv', lang: 'zh-CN', ...body };
    const { jobId } = (await call<{ jobId: number }>('POST', '/stock/export', asked, who)).json;
    await company.jobs.idle();
    const { body: text } = await company.app.inject({
      url: `/api/v1/jobs/${jobId}/file`,
      headers: { authorization: `Bearer ${tokens.get(who)!}` },
    });
    return text.trim().split(/\r?\n/);
  };
  const [head, row] = await file({ what: 'onHand', q: code });
  expect(head).toContain(',金额,');
  expect([head!.split(',').slice(-2), row!.split(',').slice(-2)]).toEqual([
    ['主仓库', '别仓'],
    ['-5', '5'],
  ]);
  const empty = await product();
  const all = await file({ what: 'onHand', q: `N${products}`, empty: true });
  expect([empty > id, all.length]).toEqual([true, 2]);
  // The company is short: said in the file as on the screen, and corrected in the third.
  const lacking = await product();
  const lackCode = `N${products}`;
  await stocked(lacking, 1, 10);
  await sent(lacking, 3);
  expect((await file({ what: 'onHand', q: lackCode }))[1]).toContain(',-2,暂估,');
  const [, out] = await file({ what: 'ledger', productId: lacking, kind: ['delivery'] });
  expect(out).toContain(',暂估,');
  await stocked(lacking, 2, 12);
  const rows = await file({ what: 'provisional', productId: lacking, all: true });
  expect(rows.length).toBe(2);
  expect(rows[1]).toContain(',2,0,已更正,20,0,24,4,');
  expect(await file({ what: 'provisional', productId: lacking })).toHaveLength(1);
  const [hidden] = await file({ what: 'provisional', productId: lacking, all: true }, 'keeper');
  expect(hidden).toMatch(/,状态,来货单据,/);
});

test.each([
  ['stock-provisional', 'update provisional_issue set open_fen = open_fen - 1 where open_e4 > 0'],
  ['provisional-issue', 'update cost_correction set taken_back = 1'],
  ['cost-correction', 'update cost_correction set real_fen = real_fen + 1 where no is not null'],
  [
    'stock-negative',
    // Of the last product alone: no more than so many findings are listed.
    `update stock_balance set qty_e4 = qty_e4 * 10 where qty_e4 < 0
      and product_id = (select max(product_id) from stock_balance)`,
  ],
])('%s is found where one row is another', async (code, corrupt) => {
  await setNegative('provisional');
  const id = await product();
  await stocked(id, 1, 10);
  await sent(id, 2);
  await stocked(id, 1, 11);
  await sent(id, 2);
  expect(await healthy()).toEqual([]);
  const undone = new Error('taken back');
  const found = company.db.transaction(async (tx) => {
    await sql.raw(corrupt).execute(tx);
    const examined = { db: tx, paths: company.paths, now: 0, elapsed: () => 0 };
    const codes = (await examine(examined, stockChecks)).flatMap((one) => one.findings);
    expect(codes.map((one) => one.code)).toContain(code);
    throw undone;
  });
  await expect(found).rejects.toBe(undone);
});
