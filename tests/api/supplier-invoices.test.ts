import { wrongSupplierInvoices } from '@xinhang/db/repositories/invoice-check.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { invoiceChecks } from '@xinhang/server/ops/doctor/invoices.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { purchasingChecks } from '@xinhang/server/ops/doctor/purchasing.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { PurchaseReturn } from '@xinhang/shared/purchase-returns.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import type {
  ReceivedLine,
  SupplierInvoice,
  UninvoicedSupplier,
} from '@xinhang/shared/supplier-invoices.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
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
) {
  const { status, json } = await call<T & object>('boss', method, path, body);
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
let unitId: number;
let termId: number;
let suppliers = 0;

const supplier = async (deductible = true) =>
  (
    await well('POST', '/suppliers', {
      name: `开票供应商${(suppliers += 1)}号`,
      deductible,
      termId,
    })
  ).id;
/** Valves at 11.30 with 13 % in it unless said, ordered and received. */
async function received(supplierId: number, quantities: readonly number[], price = 11.3) {
  const order = await well<PurchaseOrder>('POST', '/purchase-orders', {
    supplierId,
    businessDate: EARLIER,
    lines: quantities.map((qty) => ({
      productId: valve,
      qtyE4: qty * ONE,
      priceE4: Math.round(price * ONE),
    })),
  });
  const { lines } = await well<PurchaseOrder>('POST', `/purchase-orders/${order.id}/confirm`, {
    version: order.version,
  });
  const note = await well<ReceiptNote>('POST', '/receipt-notes', {
    businessDate: EARLIER,
    lines: lines.map((line, at) => ({ orderLineId: line.id, qtyE4: quantities[at]! * ONE })),
  });
  return await well<ReceiptNote>('POST', `/receipt-notes/${note.id}/confirm`, {
    version: note.version,
  });
}
const open = async (supplierId: number) =>
  (await well<{ rows: ReceivedLine[] }>('GET', `/suppliers/${supplierId}/uninvoiced`)).rows;
let numbers = 0;
const draft = (supplierId: number, lines: readonly object[], more: object = {}) =>
  call<SupplierInvoice>('boss', 'POST', '/supplier-invoices', {
    supplierId,
    businessDate: TODAY,
    number: `JX${(numbers += 1)}`,
    lines,
    ...more,
  });
const act = (what: string, { id, version }: { id: number; version: number }, more: object = {}) =>
  call<SupplierInvoice>('boss', 'POST', `/supplier-invoices/${id}/${what}`, { version, ...more });
const owed = async (supplierId: number) => {
  const rows = await company.db.read
    .selectFrom('ap_item')
    .innerJoin('ap_ledger', 'ap_ledger.id', 'ap_item.id')
    .select(['ap_ledger.kind', 'ap_ledger.due_date', 'ap_item.open_fen'])
    .where('ap_item.party_id', '=', supplierId)
    .where('ap_item.open_fen', '<>', 0)
    .orderBy('ap_item.id')
    .execute();
  return rows.map((row) => [row.kind, row.due_date, row.open_fen]);
};
/** So much of a line that came goes back for good. */
async function sentBack(receiptLineId: number, qty: number) {
  const made = await well<PurchaseReturn>('POST', '/purchase-returns', {
    businessDate: TODAY,
    reason: '质量问题',
    replaces: false,
    lines: [{ receiptLineId, qtyE4: qty * ONE }],
  });
  return await well<PurchaseReturn>('POST', `/purchase-returns/${made.id}/confirm`, {
    version: made.version,
  });
}
const undone = ({ id, version }: PurchaseReturn) =>
  call<PurchaseReturn>('boss', 'POST', `/purchase-returns/${id}/reverse`, {
    version,
    reason: '没退成',
  });
/** What of the estimate the lines of a return took. */
const taken = async (returnId: number) =>
  await company.db.read
    .selectFrom('purchase_return_line')
    .select(['estimate_e4 as qty', 'estimate_net_fen as net', 'estimate_tax_fen as tax'])
    .where('return_id', '=', returnId)
    .execute();
const books = async (supplierId: number) => {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .select('account')
    .select((eb) => eb.fn.sum<number>('amount_fen').as('fen'))
    .where('supplier_id', '=', supplierId)
    .groupBy('account')
    .execute();
  return Object.fromEntries(
    rows.map((row) => [row.account, Number(row.fen)] as const).filter(([, fen]) => fen !== 0),
  );
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
    const keeper = { login: 'keeper', name: 'keeper', deptId, roleKeys: ['warehouse'] };
    await addPerson(tx, { ...keeper, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const units = await well<{ rows: { id: number }[] }>('GET', '/units');
  unitId = units.rows[0]!.id;
  valve = (await well('POST', '/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 })).id;
  const share = { shareBp: 10_000, trigger: 'fapiao', days: 30, fixedDay: null };
  termId = (await well('POST', '/payment-terms', { name: '票到30天', lines: [share] })).id;
});
afterAll(async () => {
  await company.stop();
});
// Whatever a test did, the books agree with each other.
afterEach(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...moneyChecks, ...invoiceChecks, ...purchasingChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
});

test('what came is an estimate until its invoice says what is owed, and from when', async () => {
  const supplierId = await supplier();
  await received(supplierId, [10]);
  expect(await owed(supplierId)).toEqual([['estimate', '2026-12-03', 11_300]]);
  expect(await books(supplierId)).toEqual({
    stock: 10_000,
    taxInputPending: 1_300,
    payableEstimate: -11_300,
  });
  const [line] = await open(supplierId);
  expect(line).toMatchObject({ openE4: 10 * ONE, netFen: 10_000, taxFen: 1_300 });
  const receiptLineId = line!.receiptLineId;
  const some = { receiptLineId, qtyE4: 4 * ONE };
  expect(refusal(await draft(supplierId, [{ ...some, qtyE4: 11 * ONE }]))).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-uninvoiced',
  ]);
  expect(refusal(await draft(await supplier(), [some]))).toEqual([
    422,
    '/lines/0/receiptLineId',
    'unknown-line',
  ]);
  // It says 41.00 and 5.33 of what had been taken to be 40.00 and 5.20.
  const { json } = await draft(supplierId, [{ ...some, netFen: 4_100, taxFen: 533 }]);
  expect(json).toMatchObject({ grossFen: 4_633, estimateFen: 4_520, deductible: true });
  expect((await open(supplierId))[0]!.openE4).toBe(6 * ONE);
  const first = (await act('confirm', json)).json;
  expect(first.state).toBe('confirmed');
  expect(await owed(supplierId)).toEqual([
    ['estimate', '2026-12-03', 6_780],
    ['goods', '2026-12-24', 4_633],
  ]);
  expect(await books(supplierId)).toEqual({
    stock: 10_000,
    taxInput: 533,
    taxInputPending: 780,
    payableEstimate: -6_780,
    payable: -4_633,
    purchaseVariance: 100,
  });
  // A supplier gives each number once.
  const rest = { receiptLineId, qtyE4: 6 * ONE };
  expect(refusal(await draft(supplierId, [rest], { number: first.number }))).toEqual([
    422,
    '/number',
    'number-taken',
  ]);
  const second = (await act('confirm', (await draft(supplierId, [rest])).json)).json;
  expect([second.netFen, second.taxFen]).toEqual([6_000, 780]);
  expect(await open(supplierId)).toEqual([]);
  const list = await well<{ rows: UninvoicedSupplier[] }>('GET', '/uninvoiced-suppliers');
  expect(list.rows.map((row) => row.supplier.id)).not.toContain(supplierId);
});

test('what was paid of an estimate is used for the invoice; then it stays', async () => {
  const supplierId = await supplier();
  const note = await received(supplierId, [10]);
  const bank = await well('POST', '/cash-accounts', { name: '工行', kind: 'bank' });
  const account = await well<{ items: { id: number }[] }>(
    'GET',
    `/suppliers/${supplierId}/payables`,
  );
  const payment = await well('POST', '/payments', {
    supplierId,
    accountId: bank.id,
    businessDate: TODAY,
    amountFen: 5_000,
    lines: [{ itemId: account.items[0]!.id, amountFen: 5_000 }],
  });
  await well('POST', `/payments/${payment.id}/confirm`, { version: payment.version });
  const [line] = await open(supplierId);
  const all = [{ receiptLineId: line!.receiptLineId, qtyE4: line!.openE4 }];
  const invoice = (await act('confirm', (await draft(supplierId, all)).json)).json;
  expect(await owed(supplierId)).toEqual([['goods', '2026-12-24', 6_300]]);
  const reversed = await call('boss', 'POST', `/receipt-notes/${note.id}/reverse`, {
    version: note.version,
    reason: '错',
  });
  expect([reversed.status, reversed.json.code]).toEqual([409, 'still-invoiced']);
  // Certified tax is given back first.
  expect(refusal(await act('certify', invoice, { month: '2026-10' }))).toEqual([
    422,
    '/month',
    'before-business-date',
  ]);
  const certified = (await act('certify', invoice, { month: '2026-11' })).json;
  expect([certified.certifiedMonth, certified.can.reverse]).toEqual(['2026-11', false]);
  expect((await act('reverse', certified, { reason: '错' })).json.code).toBe('state-refused');
  const again = (await act('certify', certified, { month: null })).json;
  const back = (await act('reverse', again, { reason: '开错了' })).json;
  expect([back.state, back.reversalReason]).toEqual(['reversed', '开错了']);
  expect(await owed(supplierId)).toEqual([['estimate', '2026-12-03', 6_300]]);
  expect((await books(supplierId))['payableEstimate']).toBe(-11_300);
  // Its number may be written again.
  const anew = await draft(supplierId, all, { number: invoice.number });
  expect((await act('confirm', anew.json)).json.state).toBe('confirmed');
});

test('what goes back before its invoice takes the estimate back, the rest is credited', async () => {
  const supplierId = await supplier();
  // 100.03 with 11.51 of tax in it: neither parts evenly.
  const note = await received(supplierId, [10], 10.003);
  const receiptLineId = note.lines[0]!.id;
  const [whole] = await open(supplierId);
  expect([whole!.netFen, whole!.taxFen]).toEqual([8_852, 1_151]);
  const some = [{ receiptLineId, qtyE4: 4 * ONE }];
  const invoice = (await act('confirm', (await draft(supplierId, some)).json)).json;
  expect([invoice.netFen, invoice.taxFen]).toEqual([3_541, 460]);
  const first = await sentBack(receiptLineId, 3);
  expect(await taken(first.id)).toEqual([{ qty: 3 * ONE, net: 2_656, tax: 345 }]);
  expect((await open(supplierId))[0]).toMatchObject({
    openE4: 3 * ONE,
    netFen: 2_655,
    taxFen: 346,
  });
  expect(await owed(supplierId)).toEqual([
    ['estimate', '2026-12-03', 3_001],
    ['goods', '2026-12-24', 4_001],
  ]);
  expect(refusal(await draft(supplierId, some))).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-uninvoiced',
  ]);
  // 50.01 go back, of which 30.01 were still estimated.
  const second = await sentBack(receiptLineId, 5);
  expect([second.netFen, second.taxFen]).toEqual([4_425, 576]);
  expect(await taken(second.id)).toEqual([{ qty: 3 * ONE, net: 2_655, tax: 346 }]);
  expect(await open(supplierId)).toEqual([]);
  expect(await owed(supplierId)).toEqual([
    ['goods', '2026-12-24', 4_001],
    ['goods', TODAY, -2_000],
  ]);
  expect(await books(supplierId)).toEqual({
    stock: 1_771,
    taxInput: 230,
    payable: -2_001,
  });
  const list = await well<{ rows: UninvoicedSupplier[] }>('GET', '/uninvoiced-suppliers');
  expect(list.rows.map((row) => row.supplier.id)).not.toContain(supplierId);
  // Out of turn, too, all is as it was.
  for (const back of [second, first]) expect((await undone(back)).status).toBe(200);
  expect((await open(supplierId))[0]).toMatchObject({
    openE4: 6 * ONE,
    netFen: 5_311,
    taxFen: 691,
  });
  const rest = [{ receiptLineId, qtyE4: 6 * ONE }];
  await act('confirm', (await draft(supplierId, rest)).json);
  expect(await books(supplierId)).toEqual({ stock: 8_852, taxInput: 1_151, payable: -10_003 });
  expect(await owed(supplierId)).toEqual([
    ['goods', '2026-12-24', 4_001],
    ['goods', '2026-12-24', 6_002],
  ]);
});

test('freight is part of what its goods cost, to the fen; another service is an expense', async () => {
  const supplierId = await supplier();
  // A category says where its services are an expense; one below as the one above.
  const office = await well('POST', '/product-categories', {
    name: '办公服务',
    expenseAccount: 'adminExpense',
  });
  const below = await well('POST', '/product-categories', { name: '验货', parentId: office.id });
  const service = async (name: string, categoryId: number | null = null) =>
    (await well('POST', '/products', { name, unitId, kind: 'service', taxBp: 900, categoryId })).id;
  const [freight, survey] = [await service('运费'), await service('验货费', below.id)];
  const ordered = await well<PurchaseOrder>('POST', '/purchase-orders', {
    supplierId,
    businessDate: EARLIER,
    lines: [
      ...[3, 7, 1].map((qty) => ({ productId: valve, qtyE4: qty * ONE, priceE4: 11.3 * ONE })),
      { productId: freight, qtyE4: ONE, priceE4: 109 * ONE, spread: true },
      { productId: survey, qtyE4: 2 * ONE, priceE4: 54.5 * ONE },
    ],
  });
  expect(ordered.lines.map((line) => [line.kind, line.spread])).toEqual([
    ...[0, 0, 0].map(() => ['goods', false]),
    ['service', true],
    ['service', false],
  ]);
  const goods = { productId: valve, qtyE4: ONE, spread: true };
  const body = { supplierId, businessDate: EARLIER, lines: [goods] };
  expect(refusal(await call('boss', 'POST', '/purchase-orders', body))).toEqual([
    422,
    '/lines/0/spread',
    'spread-goods',
  ]);
  const { lines } = await well<PurchaseOrder>('POST', `/purchase-orders/${ordered.id}/confirm`, {
    version: ordered.version,
  });
  const come = async (parts: [line: number, qty: number, more?: object][]) => {
    const note = await well<ReceiptNote>('POST', '/receipt-notes', {
      businessDate: EARLIER,
      lines: parts.map(([at, qty, more]) => ({
        orderLineId: lines[at]!.id,
        qtyE4: qty * ONE,
        ...more,
      })),
    });
    return await call<ReceiptNote>('boss', 'POST', `/receipt-notes/${note.id}/confirm`, {
      version: note.version,
    });
  };
  // Alone there is nothing that it could be spread over.
  expect(refusal(await come([[3, 1]]))).toEqual([422, '/lines/0/spread', 'nothing-to-spread']);
  const pool = async () =>
    (await company.db.read
      .selectFrom('stock_pool')
      .select(['qty_e4', 'value_fen'])
      .where('product_id', '=', valve)
      .executeTakeFirst()) ?? { qty_e4: 0, value_fen: 0 };
  const before = await pool();
  const { json: note } = await come([
    [3, 1],
    [0, 3],
    [4, 2],
    [1, 7],
    [2, 1],
  ]);
  // 100.00 over 30.00, 70.00 and 10.00: the rest of a fen goes to the largest remainders.
  expect(note.lines.map((line) => [line.way, line.spreadFen, line.costFen])).toEqual([
    ['spread', null, null],
    ['goods', 2727, 5727],
    ['expense', null, null],
    ['goods', 6364, 13_364],
    ['goods', 909, 1909],
  ]);
  expect(await pool()).toEqual({
    qty_e4: before.qty_e4 + 11 * ONE,
    value_fen: before.value_fen + 21_000,
  });
  expect(await books(supplierId)).toEqual({
    stock: 21_000,
    adminExpense: 10_000,
    taxInputPending: 1430 + 900 + 900,
    payableEstimate: -(12_430 + 10_900 + 10_900),
  });
  expect((await well<PurchaseOrder>('GET', `/purchase-orders/${ordered.id}`)).state).toBe('done');
  // What has no stock does not go back, and no warehouse is needed for it.
  const back = { businessDate: TODAY, lines: [{ receiptLineId: note.lines[0]!.id, qtyE4: ONE }] };
  expect(refusal(await call('boss', 'POST', '/purchase-returns', back))).toEqual([
    422,
    '/lines/0/receiptLineId',
    'not-goods',
  ]);
  // What came stays where it was, whatever the category says since.
  const moved = { version: office.version, expenseAccount: 'otherExpense' };
  await well('PATCH', `/product-categories/${office.id}`, moved);
  // The invoice asks more: of the expense that is expense, of the freight variance.
  const asked = await open(supplierId);
  const of = (way: string) => note.lines.find((line) => line.way === way)!.id;
  const invoice = await draft(
    supplierId,
    asked.map((line) => ({
      receiptLineId: line.receiptLineId,
      qtyE4: line.openE4,
      ...(line.receiptLineId === of('expense') && { netFen: 10_500, taxFen: 945 }),
      ...(line.receiptLineId === of('spread') && { netFen: 10_030, taxFen: 903 }),
    })),
  );
  const stands = (await act('confirm', invoice.json)).json;
  const now = await books(supplierId);
  expect([now['adminExpense'], now['purchaseVariance'], now['stock']]).toEqual([
    10_500, 30, 21_000,
  ]);
  await act('reverse', stands, { reason: '开错' });
  // All of it is taken back, the freight in the goods as well.
  const gone = await call<ReceiptNote>('boss', 'POST', `/receipt-notes/${note.id}/reverse`, {
    version: note.version,
    reason: '送错',
  });
  expect([gone.status, gone.json.state]).toEqual([200, 'reversed']);
  expect([await pool(), await books(supplierId)]).toEqual([before, {}]);
  // Another time it is said when it comes: an expense after all, without any warehouse.
  const { json: alone } = await come([[3, 1, { spread: false }]]);
  expect([alone.lines[0]!.way, await books(supplierId)]).toEqual([
    'expense',
    { sellingExpense: 10_000, taxInputPending: 900, payableEstimate: -10_900 },
  ]);
});

test('an invoice of an expense is owed on its day, and a red one takes so much of it back', async () => {
  const supplierId = await supplier();
  const { rows: categories } = await well<{ rows: { id: number; kind: string; name: string }[] }>(
    'GET',
    '/cash-categories',
  );
  const categoryOf = (name: string) => categories.find((one) => one.name === name)!.id;
  const rent = { categoryId: categoryOf('房租水电'), name: '十二月房租' };
  const courier = { categoryId: categoryOf('快递运费'), name: '快递' };
  const write = (charges: readonly object[], more: object = {}) =>
    call<SupplierInvoice>('boss', 'POST', '/supplier-invoices', {
      supplierId,
      businessDate: TODAY,
      number: `FY${(numbers += 1)}`,
      charges,
      ...more,
    });
  // One or the other, an expense, and something to pay.
  expect(refusal(await write([]))).toEqual([422, '/lines', 'required']);
  const income = { ...rent, categoryId: categoryOf('利息收入'), netFen: 1, taxFen: 0 };
  expect(refusal(await write([income]))).toEqual([
    422,
    '/charges/0/categoryId',
    'unknown-category',
  ]);
  const nothing = { ...rent, netFen: 0, taxFen: 0 };
  expect(refusal(await write([nothing]))).toEqual([422, '/charges', 'costs-nothing']);
  const charges = [
    { ...rent, netFen: 100_000, taxFen: 9000 },
    { ...courier, netFen: 2000, taxFen: 120 },
  ];
  const { json: begun } = await write(charges, { dueDate: '2026-12-05' });
  expect([begun.purpose, begun.grossFen, begun.dueDate]).toEqual([
    'expense',
    111_120,
    '2026-12-05',
  ]);
  // Another day and the same lines: these keep their numbers.
  const { json: changed } = await call<SupplierInvoice>(
    'boss',
    'PATCH',
    `/supplier-invoices/${begun.id}`,
    { version: begun.version, dueDate: '2026-12-20', charges },
  );
  expect(changed.charges).toEqual(begun.charges);
  const { json: stands } = await act('confirm', changed);
  expect(await owed(supplierId)).toEqual([['goods', '2026-12-20', 111_120]]);
  expect(await books(supplierId)).toEqual({
    adminExpense: 100_000,
    sellingExpense: 2000,
    taxInput: 9120,
    payable: -111_120,
  });
  const red = (invoice: SupplierInvoice, more: object) =>
    act('red', invoice, { number: `HZ${(numbers += 1)}`, businessDate: TODAY, ...more });
  const [rentLine, courierLine] = stands.charges;
  const part = (line: { id: number }, netFen: number, taxFen: number) => ({
    lines: [{ lineId: line.id, netFen, taxFen }],
  });
  expect(refusal(await red(stands, part(courierLine!, 2001, 0)))).toEqual([
    422,
    '/lines/0/netFen',
    'above-left',
  ]);
  expect(refusal(await red(stands, { businessDate: EARLIER }))).toEqual([
    422,
    '/businessDate',
    'before-business-date',
  ]);
  const { status, json: credit } = await red(stands, part(rentLine!, 10_000, 900));
  expect([status, credit.purpose, credit.grossFen, credit.redOf?.id]).toEqual([
    201,
    'red',
    -10_900,
    stands.id,
  ]);
  expect(await owed(supplierId)).toEqual([['goods', '2026-12-20', 100_220]]);
  expect((await books(supplierId))['adminExpense']).toBe(90_000);
  // More than there was, however both heads say it: the doctor tells it.
  const more = async (by: number) =>
    await company.db.transaction(async (tx) => {
      await tx
        .updateTable('supplier_invoice_charge')
        .set((eb) => ({ net_fen: eb('net_fen', '-', by) }))
        .where('invoice_id', '=', credit.id)
        .execute();
      await tx
        .updateTable('supplier_invoice')
        .set((eb) => ({ net_fen: eb('net_fen', '-', by), gross_fen: eb('gross_fen', '-', by) }))
        .where('id', '=', credit.id)
        .execute();
    });
  await more(90_001);
  expect(await wrongSupplierInvoices(company.db.read)).toEqual([stands.id]);
  await more(-90_001);
  // Two at once do not take the same: the version is another.
  expect((await red(stands, {})).status).toBe(409);
  const now = await well<SupplierInvoice>('GET', `/supplier-invoices/${stands.id}`);
  expect([now.charges[0]!.redNetFen, now.can.reverse, now.can.red]).toEqual([-10_000, false, true]);
  expect((await act('reverse', now, { reason: '晚' })).json.code).toBe('state-refused');
  // Paid in between: what is taken back beyond that is a credit.
  const bank = await well('POST', '/cash-accounts', { name: '招行', kind: 'bank' });
  const [item] = await company.db.read
    .selectFrom('ap_item')
    .select('id')
    .where('party_id', '=', supplierId)
    .where('open_fen', '>', 0)
    .execute();
  const payment = await well('POST', '/payments', {
    supplierId,
    accountId: bank.id,
    businessDate: TODAY,
    amountFen: 100_000,
    lines: [{ itemId: item!.id, amountFen: 100_000 }],
  });
  await well('POST', `/payments/${payment.id}/confirm`, { version: payment.version });
  const { json: rest } = await red(now, {});
  expect([rest.grossFen, rest.reopens]).toEqual([-100_220, false]);
  expect(await owed(supplierId)).toEqual([['goods', TODAY, -100_000]]);
  expect(await books(supplierId)).toEqual({ bank: -100_000, payable: 100_000 });
  // A red one is taken back like any other, and its invoice is owed again.
  const undone = await act('reverse', rest, { reason: '开错' });
  expect([undone.status, undone.json.state]).toEqual([200, 'reversed']);
  expect(await owed(supplierId)).toEqual([['goods', '2026-12-20', 220]]);
});

test('a red invoice of goods makes them cheaper, or lets what came wait for another', async () => {
  const supplierId = await supplier();
  const note = await received(supplierId, [10]);
  const [line] = await open(supplierId);
  const on = (more: object = {}) => [
    { receiptLineId: line!.receiptLineId, qtyE4: 10 * ONE, ...more },
  ];
  const { json: begun } = await draft(supplierId, on());
  const { json: blue } = await act('confirm', begun);
  const red = (invoice: SupplierInvoice, more: object = {}) =>
    act('red', invoice, { number: `HZ${(numbers += 1)}`, businessDate: TODAY, ...more });
  // A price reduction: the goods stay invoiced.
  const { json: cheaper } = await red(blue, {
    lines: [{ lineId: blue.lines[0]!.id, netFen: 1000, taxFen: 130 }],
  });
  expect(await books(supplierId)).toEqual({
    stock: 10_000,
    taxInput: 1170,
    purchaseVariance: -1000,
    payable: -10_170,
  });
  expect(await open(supplierId)).toEqual([]);
  const now = await well<SupplierInvoice>('GET', `/supplier-invoices/${blue.id}`);
  expect(refusal(await red(now))).toEqual([422, '/lines', 'red-before']);
  await act('reverse', cheaper, { reason: '谈不拢' });
  // The whole: what came waits for another invoice, and what was paid is not paid twice.
  const bank = await well('POST', '/cash-accounts', { name: '农行', kind: 'bank' });
  const item = await company.db.read
    .selectFrom('ap_item')
    .innerJoin('ap_ledger', 'ap_ledger.id', 'ap_item.id')
    .select('ap_item.id')
    .where('ap_item.party_id', '=', supplierId)
    .where('ap_item.open_fen', '>', 0)
    .where('ap_ledger.kind', '=', 'goods')
    .executeTakeFirstOrThrow();
  const payment = await well('POST', '/payments', {
    supplierId,
    accountId: bank.id,
    businessDate: TODAY,
    amountFen: 5000,
    lines: [{ itemId: item.id, amountFen: 5000 }],
  });
  await well('POST', `/payments/${payment.id}/confirm`, { version: payment.version });
  const { json: gone } = await red(now);
  expect([gone.reopens, (await open(supplierId))[0]!.openE4]).toEqual([true, 10 * ONE]);
  expect(await books(supplierId)).toMatchObject({
    stock: 10_000,
    taxInputPending: 1300,
    payableEstimate: -11_300,
  });
  expect(await owed(supplierId)).toEqual([['estimate', '2026-12-03', 6300]]);
  // The new one takes the estimate and what was paid of it.
  const { json: again } = await draft(supplierId, on({ netFen: 9900, taxFen: 1287 }));
  expect((await act('reverse', gone, { reason: '晚' })).json.code).toBe('still-invoiced');
  const { json: second } = await act('confirm', again);
  expect((await owed(supplierId)).reduce((all, [, , fen]) => all + (fen as number), 0)).toBe(
    11_187 - 5000,
  );
  expect(await books(supplierId)).toMatchObject({ purchaseVariance: -100, taxInput: 1287 });
  expect([second.lines[0]!.qtyE4, note.state]).toEqual([10 * ONE, 'confirmed']);
});

test('a draft holds what it takes; what was paid of an estimate stays a credit', async () => {
  const supplierId = await supplier();
  const note = await received(supplierId, [10]);
  const receiptLineId = note.lines[0]!.id;
  const { json: held } = await draft(supplierId, [{ receiptLineId, qtyE4: 10 * ONE }]);
  const credited = await sentBack(receiptLineId, 2);
  expect(await taken(credited.id)).toEqual([{ qty: 0, net: 0, tax: 0 }]);
  expect((await books(supplierId))['payable']).toBe(2_260);
  const gone = [409, 'goods-went-back', undefined];
  const path = `/supplier-invoices/${held.id}`;
  const less = { version: held.version, lines: [{ receiptLineId, qtyE4: ONE }] };
  expect(refusal(await call('boss', 'PATCH', path, less))).toEqual(gone);
  expect(refusal(await act('discard', held))).toEqual(gone);
  expect((await undone(credited)).status).toBe(200);
  await well('POST', `/supplier-invoices/${held.id}/discard`, { version: held.version });
  const account = await well<{ items: { id: number; kind: string; amountFen: number }[] }>(
    'GET',
    `/suppliers/${supplierId}/payables`,
  );
  const bank = await well('POST', '/cash-accounts', { name: '建行', kind: 'bank' });
  const item = account.items.find((one) => one.kind === 'estimate')!;
  const payment = await well('POST', '/payments', {
    supplierId,
    accountId: bank.id,
    businessDate: TODAY,
    amountFen: 10_000,
    lines: [{ itemId: item.id, amountFen: 10_000 }],
  });
  await well('POST', `/payments/${payment.id}/confirm`, { version: payment.version });
  const back = await sentBack(receiptLineId, 4);
  expect(await owed(supplierId)).toEqual([['estimate', TODAY, -3_220]]);
  expect((await undone(back)).status).toBe(200);
  expect(await owed(supplierId)).toEqual([['estimate', '2026-12-03', 1_300]]);
});

test('an invoice stays while goods of it are gone: they are not invoiced once more', async () => {
  const supplierId = await supplier();
  const note = await received(supplierId, [10]);
  const receiptLineId = note.lines[0]!.id;
  const of = async (qty: number) =>
    (await act('confirm', (await draft(supplierId, [{ receiptLineId, qtyE4: qty * ONE }])).json))
      .json;
  const [most, rest] = [await of(6), await of(4)];
  const back = await sentBack(receiptLineId, 5);
  expect(await taken(back.id)).toEqual([{ qty: 0, net: 0, tax: 0 }]);
  // As long as the other holds what went back, one of them may go.
  const undo = (invoice: SupplierInvoice) => act('reverse', invoice, { reason: '票面错' });
  expect((await undo(rest)).status).toBe(200);
  const refused = await undo(most);
  expect(refusal(refused)).toEqual([409, 'goods-went-back', undefined]);
  expect(refused.json).toMatchObject({ params: { by: back.no } });
  expect(await open(supplierId)).toMatchObject([{ openE4: 4 * ONE }]);
  expect((await undone(back)).status).toBe(200);
  expect((await undo(most)).status).toBe(200);
  expect(await open(supplierId)).toMatchObject([{ openE4: 10 * ONE }]);
});

test('each piece comes to its price, on an invoice and when it goes back', async () => {
  const supplierId = await supplier();
  // Two at 7.44 with tax: net 13.17 and tax 1.71, of which a half each would be a fen too much.
  await received(supplierId, [2], 7.44);
  const id = (await open(supplierId))[0]!.receiptLineId;
  const back = await sentBack(id, 1);
  expect(back.grossFen).toBe(744);
  expect((await undone(back)).status).toBe(200);
  for (const leftFen of [744, 0]) {
    const lines = [{ receiptLineId: id, qtyE4: ONE }];
    const { json } = await draft(supplierId, lines);
    expect(json.grossFen).toBe(744);
    expect((await act('confirm', json)).status).toBe(200);
    expect((await open(supplierId)).map((line) => line.grossFen)).toEqual(leftFen ? [leftFen] : []);
  }
  const twice = [await sentBack(id, 1), await sentBack(id, 1)];
  expect(twice.map((one) => [one.grossFen, one.netFen])).toEqual([
    [744, 658],
    [744, 659],
  ]);
});

test('tax that is not deductible is part of what it cost; cost is for those alone who see it', async () => {
  const supplierId = await supplier(false);
  await received(supplierId, [2]);
  const [line] = await open(supplierId);
  const lines = [{ receiptLineId: line!.receiptLineId, qtyE4: 2 * ONE, netFen: 2_200, taxFen: 0 }];
  const { json } = await draft(supplierId, lines, { kind: 'digitalOrdinary', number: '' });
  expect(json.deductible).toBe(false);
  expect(refusal(await act('confirm', json))).toEqual([422, '/number', 'required']);
  const named = await well<SupplierInvoice>('PATCH', `/supplier-invoices/${json.id}`, {
    version: json.version,
    number: 'P1',
  });
  const done = (await act('confirm', named)).json;
  expect(refusal(await act('certify', done, { month: '2026-11' }))).toEqual([
    422,
    '/month',
    'not-deductible',
  ]);
  expect(await books(supplierId)).toEqual({ stock: 2_260, payable: -2_200, purchaseVariance: -60 });
  for (const who of ['alice', 'keeper']) {
    expect((await call(who, 'GET', '/supplier-invoices')).status).toBe(403);
  }
  expect((await call('buyer', 'GET', `/supplier-invoices/${done.id}`)).status).toBe(200);
  expect((await call('buyer', 'POST', '/supplier-invoices', {})).status).toBe(403);
});
