import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { Netting, NettingPair, NettingPart, WholeNetting } from '@xinhang/shared/nettings.ts';
import type { SupplierRefund } from '@xinhang/shared/refunds.ts';
import type { CashAccount, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import type { ApAdjustment, PayableRow } from '@xinhang/shared/payables.ts';
import type { Payment, PaymentRow } from '@xinhang/shared/payments.ts';
import type { ReceiptLine } from '@xinhang/shared/receipts.ts';
import type { ReceivableAllocation, ReceivableItem } from '@xinhang/shared/receivables.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Method = 'GET' | 'POST' | 'PATCH';
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: Record<string, unknown> }[];
}

async function call<T>(who: string, method: Method, path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function well<T>(who: string, method: Method, path: string, body?: object) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
let bankId: number;
let made = 0;

beforeAll(async () => {
  company = await startCompany();
  const bank = { name: '工行基本户', kind: 'bank' };
  bankId = (await well<CashAccount>('boss', 'POST', '/cash-accounts', bank)).id;
});
afterAll(async () => {
  await company.stop();
});
const sound = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  return (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
};
// Whatever a test did, the books agree with each other.
afterEach(async () => {
  expect(await sound()).toEqual([]);
});

async function supplier() {
  made += 1;
  const body = { name: `付款供应商${made}号`, bank: '建行', bankAccount: `62${made}` };
  return (await well<{ id: number; name: string }>('buyer', 'POST', '/suppliers', body)).id;
}
const opening = async (supplierId: number, amountFen: number, dueDate: string, oldNo = 'OLD') =>
  await well<ApAdjustment>('boss', 'POST', '/ap-adjustments', {
    kind: 'opening',
    supplierId,
    oldNo,
    businessDate: '2026-09-01',
    dueDate,
    amountFen,
  });
const draft = async (supplierId: number, amountFen: number, more: object = {}) =>
  await call<Payment>('boss', 'POST', '/payments', {
    supplierId,
    accountId: bankId,
    businessDate: TODAY,
    amountFen,
    ...more,
  });
const act = async (verb: string, { id, version }: Payment, more: object = {}) =>
  await call<Payment>('boss', 'POST', `/payments/${id}/${verb}`, { version, ...more });
interface Account {
  standing: { balanceFen: number; overdueFen: number; advanceFen: number };
  items: ReceivableItem[];
  allocations: ReceivableAllocation[];
}
const accountOf = (id: number, who = 'boss') =>
  well<Account>(who, 'GET', `/suppliers/${id}/payables`);
interface Doc {
  id: number;
  version: number;
  no: string;
  lines: { id: number }[];
}
const vouchersOf = async (kind: string, id: number) =>
  Object.fromEntries(
    (
      await company.db.read
        .selectFrom('voucher')
        .innerJoin('voucher_line', 'voucher_line.voucher_id', 'voucher.id')
        .select(['account', 'amount_fen'])
        .where('doc_kind', '=', kind)
        .where('doc_id', '=', id)
        .execute()
    ).map((row) => [row.account, row.amount_fen]),
  );

test('a payment settles the oldest first, takes a discount, and the rest waits as an advance', async () => {
  const id = await supplier();
  await opening(id, 10_000, '2026-10-31', 'A2');
  await opening(id, 6_000, '2026-09-30', 'A1');
  const proposal = await well<{ rows: ReceiptLine[]; payeeAccount: string }>(
    'boss',
    'GET',
    `/suppliers/${id}/payment-proposal?amountFen=9000`,
  );
  expect(proposal.rows.map((row) => [row.dueDate, row.amountFen])).toEqual([
    ['2026-09-30', 6_000],
    ['2026-10-31', 3_000],
  ]);
  const [first, second] = proposal.rows.map((row) => row.itemId) as [number, number];
  const lines = [
    { itemId: first, amountFen: 5_990, discountFen: 10 },
    { itemId: second, amountFen: 2_000 },
  ];
  expect(refusal(await draft(id, 7_000, { lines }))).toEqual([422, '/lines', 'above-amount']);
  expect(refusal(await draft(id, 9_000, { lines: [{ itemId: first, amountFen: 6_001 }] }))).toEqual(
    [422, '/lines/0/amountFen', 'above-open'],
  );
  expect(refusal(await draft(await supplier(), 9_000, { lines }))).toEqual([
    422,
    '/lines/0/itemId',
    'not-owed',
  ]);
  expect(refusal(await draft(999_999, 9_000))).toEqual([422, '/supplierId', 'unknown-supplier']);
  const begun = (await draft(id, 9_000, { lines, feeFen: 15 })).json;
  expect([begun.no, begun.restFen, begun.payeeAccount]).toEqual(['', 1_010, proposal.payeeAccount]);
  const done = (await act('confirm', begun)).json;
  expect([done.no, done.state, done.restFen]).toEqual(['FK-202611-0001', 'confirmed', 1_010]);
  expect((await accountOf(id)).standing).toMatchObject({
    balanceFen: 6_990,
    advanceFen: 1_010,
    overdueFen: 6_990,
  });
  const journal = `/cash-accounts/${bankId}/journal`;
  const { rows } = await well<{ rows: CashMovement[] }>('boss', 'GET', journal);
  // The fee is paid besides.
  expect([rows[0]!.amountFen, rows[0]!.docNo]).toEqual([-9_015, done.no]);
  expect(rows[0]!.party).toMatch(/^付款供应商/);
  expect(await vouchersOf('payment', done.id)).toMatchObject({
    payable: 8_000,
    advancePaid: 1_010,
    bank: -9_015,
  });

  // What is not used yet pays the second, and comes back.
  const advance = (await accountOf(id)).items.find((row) => row.kind === 'advance')!;
  const use = { owedId: second, paidId: advance.id, amountFen: 1_010 };
  const over = await call('boss', 'POST', '/payables/settle', { ...use, amountFen: 1_011 });
  expect(refusal(over)).toEqual([422, '/amountFen', 'above-open']);
  await well('boss', 'POST', '/payables/settle', use);
  const used = await accountOf(id);
  expect(used.standing.advanceFen).toBe(0);
  const back = { allocationId: used.allocations[0]!.id };
  await well('boss', 'POST', '/payables/unsettle', back);
  expect(refusal(await call('boss', 'POST', '/payables/unsettle', back))[1]).toBe('state-refused');
  await well('boss', 'POST', '/payables/settle', use);

  const undone = await act('reverse', done, { reason: '退票' });
  expect([undone.status, undone.json.state]).toEqual([200, 'reversed']);
  const took = undone.json.takenBack.map((line) => [line.discount, line.amountFen]);
  expect(took).toEqual([
    [false, 5_990],
    [false, 2_000],
    [true, 10],
    [false, 1_010],
    [false, 1_010],
  ]);
  expect(refusal(await act('reverse', undone.json, { reason: '再来' }))[1]).toBe('state-refused');
  expect((await accountOf(id)).standing).toMatchObject({ balanceFen: 16_000, advanceFen: 0 });
});

test('what is due to suppliers in the next days stands on the desk of whoever pays', async () => {
  const [late, soon, later, paid] = [
    await supplier(),
    await supplier(),
    await supplier(),
    await supplier(),
  ];
  await opening(late, 3_000, '2026-11-20');
  await opening(late, 2_000, '2026-12-01', 'B');
  await opening(late, 9_000, '2026-12-02', 'C');
  await opening(soon, 500, '2026-11-25');
  await opening(later, 700, '2026-12-02');
  await opening(paid, 800, '2026-11-24');
  await act('confirm', (await draft(paid, 800)).json);
  interface Block {
    kind: string;
    count: number;
    payables?: { id: number; dueOn: string; dueFen: number; overdueFen: number }[];
  }
  const due = async (who: string) =>
    (await well<{ blocks: Block[] }>(who, 'GET', '/desk')).blocks.find(
      (block) => block.kind === 'payablesDue',
    );
  const mine = new Set([late, soon, later, paid]);
  const seen = (await due('boss'))!.payables!.filter((row) => mine.has(row.id));
  expect(seen.map((row) => [row.id, row.dueOn, row.dueFen, row.overdueFen])).toEqual([
    [late, '2026-11-20', 5_000, 3_000],
    [soon, '2026-11-25', 500, 0],
  ]);
  // The buyer reads what is owed, and pays nobody.
  expect(await due('buyer')).toBeUndefined();
});

test('what a supplier pays back closes the advance, and is taken back', async () => {
  const id = await supplier();
  const { json: drafted } = await draft(id, 9_000);
  await act('confirm', drafted);
  const advance = (await accountOf(id)).items[0]!.id;
  const body = { supplierId: id, accountId: bankId, businessDate: TODAY };
  const lines = [{ itemId: advance, amountFen: 4_000 }];
  expect((await call('buyer', 'POST', '/supplier-refunds', { ...body, lines })).status).toBe(403);
  const done = await well<SupplierRefund>('boss', 'POST', '/supplier-refunds', { ...body, lines });
  expect(done).toMatchObject({ no: 'GYTK-202611-0001', supplier: { id }, amountFen: 4_000 });
  expect((await accountOf(id)).standing).toMatchObject({ balanceFen: -5_000, advanceFen: 5_000 });
  expect(await vouchersOf('supplierRefund', done.id)).toEqual({ bank: 4_000, advancePaid: -4_000 });
  const page = await well<{ rows: SupplierRefund[] }>('buyer', 'GET', '/supplier-refunds');
  expect(page.rows.map((row) => [row.id, row.mayReverse])).toEqual([[done.id, false]]);
  const paid = await well<Payment>('boss', 'GET', `/payments/${drafted.id}`);
  expect(refusal(await act('reverse', paid, { reason: '退票' }))).toEqual([
    422,
    '/refundedFen',
    'was-refunded',
  ]);
  const undo = { version: 1, reason: '银行退回' };
  await well('boss', 'POST', `/supplier-refunds/${done.id}/reverse`, undo);
  expect((await accountOf(id)).standing.advanceFen).toBe(9_000);
});

test('what a party owes is set against what it is owed, the oldest first, and taken back', async () => {
  const supplierId = await supplier();
  await well('boss', 'PATCH', `/suppliers/${supplierId}`, {
    version: 1,
    taxNo: '91310000MA1FL0X123',
  });
  const party = { name: '对冲往来单位', taxNo: '91310000ma1fl0x123', duplicateReason: '测' };
  const { id: customerId } = await well<{ id: number }>('boss', 'POST', '/customers', party);
  const owe = async (oldNo: string, amountFen: number, dueDate: string) => {
    const body = { kind: 'opening', customerId, oldNo, businessDate: '2026-09-01', dueDate };
    await well('boss', 'POST', '/ar-adjustments', { ...body, amountFen });
  };
  await owe('N2', 5_000, '2026-10-31');
  await owe('N1', 3_000, '2026-09-30');
  const pairs = async () =>
    (await well<{ rows: NettingPair[] }>('boss', 'GET', '/netting-pairs')).rows;
  // Nothing is owed to it yet.
  expect(await pairs()).toEqual([]);
  await opening(supplierId, 4_000, '2026-10-31', 'P1');
  expect(await pairs()).toMatchObject([
    {
      customer: { id: customerId },
      supplier: { id: supplierId },
      by: 'taxNo',
      receivableFen: 8_000,
    },
  ]);
  const proposal = await well<{ mostFen: number; receivable: NettingPart[] }>(
    'boss',
    'GET',
    `/netting-proposals/${customerId}/${supplierId}?on=${TODAY}`,
  );
  expect([proposal.mostFen, proposal.receivable.map((row) => row.amountFen)]).toEqual([
    4_000,
    [3_000, 1_000],
  ]);
  const body = { customerId, supplierId, businessDate: TODAY, note: '三方对账后对冲' };
  const net = (more: object, who = 'boss') =>
    call<Netting>(who, 'POST', '/nettings', { ...body, ...more });
  expect((await net({ amountFen: 1 }, 'buyer')).status).toBe(403);
  expect(refusal(await net({ amountFen: 4_001 }))).toEqual([422, '/amountFen', 'above-open']);
  expect(refusal(await net({ amountFen: 1, businessDate: '2026-08-31' }))[2]).toBe('above-open');
  const done = (await net({ amountFen: 3_500 })).json;
  expect(done).toMatchObject({ no: 'DC-202611-0001', state: 'confirmed', mayReverse: true });
  const receivables = async () =>
    (await well<Account>('boss', 'GET', `/customers/${customerId}/receivables`)).items;
  const open = async () => [
    (await receivables())
      .filter((row) => row.amountFen > 0 && !row.reversal)
      .map((row) => row.openFen),
    (await accountOf(supplierId)).items
      .filter((row) => row.amountFen > 0 && !row.reversal)
      .map((row) => row.openFen),
  ];
  expect(await open()).toEqual([[4_500, 0], [500]]);
  expect(await vouchersOf('netting', done.id)).toEqual({ payable: 3_500, receivable: -3_500 });
  expect((await accountOf(supplierId)).standing.balanceFen).toBe(500);
  const whole = () => well<WholeNetting>('boss', 'GET', `/nettings/${done.id}`);
  const parts = (rows: WholeNetting['payable']) =>
    rows.map((row) => [row.amountFen, row.takenBackOn]);
  const standing = await whole();
  expect([parts(standing.receivable), parts(standing.payable), standing.reversedBy]).toEqual([
    [
      [3_000, null],
      [500, null],
    ],
    [[3_500, null]],
    null,
  ]);
  const undo = { version: done.version, reason: '冲错' };
  const path = `/nettings/${done.id}/reverse`;
  expect((await call('boss', 'POST', path, { ...undo, version: 9 })).status).toBe(409);
  expect((await call<Netting>('boss', 'POST', path, undo)).json.state).toBe('reversed');
  expect((await call('boss', 'POST', path, { ...undo, version: 2 })).json.code).toBe(
    'state-refused',
  );
  expect(await open()).toEqual([[5_000, 3_000], [4_000]]);
  const gone = await whole();
  expect([parts(gone.receivable), parts(gone.payable), gone.reversalReason]).toEqual([
    [
      [3_000, TODAY],
      [500, TODAY],
    ],
    [[3_500, TODAY]],
    '冲错',
  ]);
  expect(gone.reversedBy).not.toBeNull();
  expect((await call('boss', 'GET', '/nettings/999999')).status).toBe(404);
  // Or what is chosen: the younger one first.
  const [first, second] = proposal.receivable.map((row) => row.itemId);
  const pick = (itemId: number, amountFen: number) => ({ receivable: [{ itemId, amountFen }] });
  const other = proposal.receivable.length > 1 ? second! : first!;
  expect(refusal(await net({ amountFen: 800, ...pick(other, 700) }))).toEqual([
    422,
    '/receivable',
    'parts-not-amount',
  ]);
  expect(refusal(await net({ amountFen: 800, ...pick(999_999, 800) }))[2]).toBe('not-owed');
  expect((await net({ amountFen: 800, ...pick(other, 800) })).json.amountFen).toBe(800);
  expect((await open())[0]).toEqual([4_200, 3_000]);
  const actions = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'netting')
    .orderBy('id')
    .execute();
  expect(actions.map(({ action }) => action)).toEqual([
    'nettings.create',
    'nettings.reverse',
    'nettings.create',
  ]);
});

test('corrections move what is owed, and none in use is taken back', async () => {
  const id = await supplier();
  const old = await opening(id, 5_000, '2026-10-01');
  const correct = async (body: object) =>
    await call<ApAdjustment>('boss', 'POST', '/ap-adjustments', {
      supplierId: id,
      businessDate: TODAY,
      ...body,
    });
  const off = { kind: 'writeOff', amountFen: 100, note: '对方注销' };
  expect(refusal(await correct(off))).toEqual([422, '/amountFen', 'must-lessen']);
  expect(refusal(await correct({ kind: 'other', amountFen: 100 }))[2]).toBe('reason-needed');
  expect(refusal(await correct({ kind: 'opening', amountFen: 100 }))[1]).toBe('/oldNo');
  const dearer = (await correct({ kind: 'priceDifference', amountFen: 300, note: '铜价' })).json;
  expect(dearer.no).toBe('YFTZ-202611-0001');
  expect(await vouchersOf('apAdjustment', dearer.id)).toEqual({
    purchaseVariance: 300,
    payable: -300,
  });
  await correct({ ...off, amountFen: -200 });
  await correct({ kind: 'opening', oldNo: '预付', amountFen: -700 });
  expect((await accountOf(id)).standing).toMatchObject({ balanceFen: 4_400, advanceFen: 700 });
  const [item] = (await accountOf(id)).items;
  const begun = (await draft(id, 5_000, { lines: [{ itemId: item!.id, amountFen: 5_000 }] })).json;
  const done = (await act('confirm', begun)).json;
  const undo = { version: old.version, reason: '重复录入' };
  const path = `/ap-adjustments/${old.id}/reverse`;
  const refused = await call('boss', 'POST', path, undo);
  expect([refused.json.code, refused.json.errors?.[0]?.params]).toEqual([
    'still-allocated',
    { by: done.no },
  ]);
  await act('reverse', done, { reason: '认错' });
  expect((await well<ApAdjustment>('boss', 'POST', path, undo)).state).toBe('reversed');
  expect((await accountOf(id)).standing.balanceFen).toBe(-600);
});

test('a carrier is asked for what it lost: paid, set against its bill, or given up', async () => {
  const id = await supplier();
  const correct = async (body: object) =>
    await call<ApAdjustment>('boss', 'POST', '/ap-adjustments', {
      supplierId: id,
      businessDate: TODAY,
      oldNo: 'XSTH-1',
      note: '丢一件',
      ...body,
    });
  const claims = async () =>
    (
      await well<{ rows: ApAdjustment[] }>(
        'buyer',
        'GET',
        `/ap-adjustments?claims=1&supplierId=${id}`,
      )
    ).rows;
  const bill = await opening(id, 4_000, '2026-10-01');
  expect(refusal(await correct({ kind: 'claim', amountFen: 1_000 }))[2]).toBe('must-lessen');
  expect(refusal(await correct({ kind: 'claim', amountFen: -1, oldNo: '' }))[1]).toBe('/oldNo');
  expect(refusal(await correct({ kind: 'claimDropped', amountFen: 1 }))).toEqual([
    422,
    '/oldNo',
    'unknown-claim',
  ]);
  const claim = (await correct({ kind: 'claim', amountFen: -10_000 })).json;
  expect(claim).toMatchObject({ kind: 'claim', openFen: -10_000 });
  // The loss becomes a claim: the other side owes it.
  expect(await vouchersOf('apAdjustment', claim.id)).toEqual({
    stockLoss: -10_000,
    payable: 10_000,
  });
  expect(refusal(await correct({ kind: 'claim', amountFen: -5 }))).toEqual([
    422,
    '/oldNo',
    'claimed-already',
  ]);
  // Set against a bill of the same carrier.
  const { items } = await accountOf(id);
  const itemOf = (docId: number) =>
    items.find((item) => item.docKind === 'apAdjustment' && item.docId === docId)!.id;
  const pair = { owedId: itemOf(bill.id), paidId: itemOf(claim.id), amountFen: 4_000 };
  await well('boss', 'POST', '/payables/settle', pair);
  expect((await claims()).map((row) => row.openFen)).toEqual([-6_000]);
  // Paid in money.
  const refund = await well<SupplierRefund>('boss', 'POST', '/supplier-refunds', {
    supplierId: id,
    accountId: bankId,
    businessDate: TODAY,
    lines: [{ itemId: itemOf(claim.id), amountFen: 2_500 }],
  });
  expect((await claims()).map((row) => row.openFen)).toEqual([-3_500]);
  // The rest is given up, no more than that; and asked for again when that is taken back.
  expect(refusal(await correct({ kind: 'claimDropped', amountFen: 3_501 }))).toEqual([
    422,
    '/amountFen',
    'above-claim',
  ]);
  const dropped = (await correct({ kind: 'claimDropped', amountFen: 3_500 })).json;
  expect(await vouchersOf('apAdjustment', dropped.id)).toEqual({
    stockLoss: 3_500,
    payable: -3_500,
  });
  expect(await claims()).toEqual([]);
  expect((await accountOf(id)).standing.balanceFen).toBe(0);
  const reverse = async ({ id: of, version }: { id: number; version: number }) =>
    await call<ApAdjustment>('boss', 'POST', `/ap-adjustments/${of}/reverse`, {
      version,
      reason: '错',
    });
  expect((await reverse(claim)).json.code).toBe('still-allocated');
  expect((await reverse(dropped)).json.state).toBe('reversed');
  expect((await claims()).map((row) => row.openFen)).toEqual([-3_500]);
  await well('boss', 'POST', `/supplier-refunds/${refund.id}/reverse`, {
    version: refund.version,
    reason: '错',
  });
  expect((await claims()).map((row) => row.openFen)).toEqual([-6_000]);
});

test('what is owed by age is what was owed then, for the buying side alone, and goes into files', async () => {
  const id = await supplier();
  await opening(id, 3_000, '2026-10-31');
  await opening(id, -500, '2026-09-01', 'P1');
  const asked = async (on = '') => {
    const path = `/payables?limit=200${on}`;
    const found = await well<{ rows: PayableRow[] }>('buyer', 'GET', path);
    return found.rows.find((row) => row.supplier.id === id);
  };
  const { code } = await well<{ code: string }>('buyer', 'GET', `/suppliers/${id}`);
  expect((await asked(`&q=${code}`))?.supplier.code).toBe(code);
  expect(await asked()).toMatchObject({
    balanceFen: 2_500,
    agedFen: [2_500, 0, 0, 0],
    overdueDays: 24,
    advanceFen: 500,
  });
  const { id: paid } = (await act('confirm', (await draft(id, 2_500)).json)).json;
  expect(await asked()).toMatchObject({ balanceFen: 0, overdueFen: 0 });
  expect(await asked('&on=2026-11-23')).toMatchObject({ balanceFen: 2_500, overdueDays: 23 });
  expect(await asked('&on=2026-08-31')).toBeUndefined();
  const found = await well<{ rows: PaymentRow[] }>('buyer', 'GET', `/payments?supplierId=${id}`);
  expect(found.rows.map((row) => row.id)).toEqual([paid]);
  for (const path of ['/payables', '/payments', `/suppliers/${id}/payables`]) {
    expect((await call('alice', 'GET', path)).status).toBe(403);
  }
  expect((await call('buyer', 'POST', '/payables/settle', {})).status).toBe(403);

  const fileOf = async (path: string, body: object) => {
    const { jobId } = await well<{ jobId: number }>('buyer', 'POST', path, {
      ...body,
      format: 'csv',
      lang: 'zh-CN',
    });
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get('buyer')!}` };
    const url = `/api/v1/jobs/${jobId}/file`;
    return (await company.app.inject({ url, headers })).body;
  };
  expect(await fileOf('/payables/export', { on: '2026-11-23' })).toMatch(/付款供应商\d+号,.*,25,/);
  expect(await fileOf('/payments/export', { supplierId: id })).toMatch(
    /FK-202611-\d{4},2026-11-24/,
  );
  const statement = await fileOf('/payables/statement', { supplierId: id, from: '2026-09-01' });
  expect(statement).toMatch(/期初余额[^]*2026-09-01,期初,YFQC-202609-\d{4},2026-10-31,30/);
});

test('goods that came are paid, and stay while they are', async () => {
  const supplierId = await supplier();
  const { rows } = await well<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const product = { name: '闸阀', unitId: rows[0]!.id };
  const { id: productId } = await well<{ id: number }>('boss', 'POST', '/products', product);
  const line = { productId, qtyE4: 10_0000, priceE4: 100_0000 };
  const whole = { supplierId, businessDate: TODAY, lines: [line] };
  const order = await well<Doc>('boss', 'POST', '/purchase-orders', whole);
  const ordered = await well<Doc>('boss', 'POST', `/purchase-orders/${order.id}/confirm`, {
    version: order.version,
  });
  const note = await well<Doc>('boss', 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: ordered.lines[0]!.id, qtyE4: 10_0000 }],
  });
  const came = await well<Doc>('boss', 'POST', `/receipt-notes/${note.id}/confirm`, {
    version: note.version,
  });
  const [item] = (await accountOf(supplierId)).items;
  expect([item!.docKind, item!.docNo]).toEqual(['receiptNote', came.no]);
  const amountFen = item!.openFen;
  const lines = [{ itemId: item!.id, amountFen }];
  const done = (await act('confirm', (await draft(supplierId, amountFen, { lines })).json)).json;
  expect([done.restFen, done.lines[0]!.docNo]).toEqual([0, came.no]);
  const undo = { version: came.version, reason: '退货' };
  const reverse = () => call('boss', 'POST', `/receipt-notes/${came.id}/reverse`, undo);
  expect((await reverse()).json.code).toBe('still-allocated');
  await act('reverse', done, { reason: '退票' });
  expect((await reverse()).status).toBe(200);
  expect((await accountOf(supplierId)).standing.balanceFen).toBe(0);
});
