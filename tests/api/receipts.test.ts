import { creditedTo } from '@xinhang/db/repositories/person-results.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import type { Deps } from '@xinhang/server/deps.ts';
import { ageing } from '@xinhang/server/modules/finance/receivables/ageing.ts';
import { loadActor } from '@xinhang/server/modules/org/service.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { CashAccount, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import type { CollectionNote, CollectionRow } from '@xinhang/shared/collections.ts';
import type { PaymentTerm } from '@xinhang/shared/payment-term-api.ts';
import type { CustomerRefund } from '@xinhang/shared/refunds.ts';
import type { Receipt, ReceiptLine, ReceiptRow } from '@xinhang/shared/receipts.ts';
import type {
  ArAdjustment,
  ReceivableAllocation,
  ReceivableItem,
  ReceivableRow,
} from '@xinhang/shared/receivables.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = {
  code: string;
  errors?: { pointer: string; code: string; params?: Record<string, unknown> }[];
};

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function well<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
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
const DAY_MS = 86_400_000;
let bankId: number;
let customers = 0;

beforeAll(async () => {
  company = await startCompany();
  const bank = { name: '工行基本户', kind: 'bank', bankName: '工商银行', bankNo: '6222' };
  bankId = (await well<CashAccount>('boss', 'POST', '/cash-accounts', bank)).id;
});
afterAll(async () => {
  await company.stop();
});
const sound = async (reader = company.db.read) => {
  const examined = { db: reader, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
  return found.map(({ code }) => code);
};
// Whatever a test did, the books agree with each other.
afterEach(async () => {
  expect(await sound()).toEqual([]);
});

async function customer(who = 'alice') {
  customers += 1;
  const body = { name: `收款客户${customers}号`, duplicateReason: '测' };
  return (await well<{ id: number }>(who, 'POST', '/customers', body)).id;
}
const opening = async (customerId: number, amountFen: number, dueDate: string, oldNo = 'OLD') =>
  await well<ArAdjustment>('boss', 'POST', '/ar-adjustments', {
    kind: 'opening',
    customerId,
    oldNo,
    businessDate: '2026-09-01',
    dueDate,
    amountFen,
  });
const draft = async (customerId: number | null, amountFen: number, more: object = {}) =>
  await call<Receipt>('boss', 'POST', '/receipts', {
    customerId,
    accountId: bankId,
    businessDate: TODAY,
    amountFen,
    ...more,
  });
const act = async (verb: string, { id, version }: Receipt, more: object = {}) =>
  await call<Receipt>('boss', 'POST', `/receipts/${id}/${verb}`, { version, ...more });
interface Account {
  standing: { balanceFen: number; overdueFen: number; advanceFen: number };
  items: ReceivableItem[];
  allocations: ReceivableAllocation[];
}
const accountOf = (id: number, who = 'boss') =>
  well<Account>(who, 'GET', `/customers/${id}/receivables`);

test('a receipt settles the oldest first, lets a little off and keeps the rest as an advance', async () => {
  const id = await customer();
  await opening(id, 10_000, '2026-10-31', 'A2');
  await opening(id, 6_000, '2026-09-30', 'A1');
  const proposal = await well<{ rows: ReceiptLine[]; restFen: number }>(
    'boss',
    'GET',
    `/customers/${id}/receipt-proposal?amountFen=9000`,
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
  const over = [{ itemId: first, amountFen: 6_001 }];
  expect(refusal(await draft(id, 9_000, { lines: over }))).toEqual([
    422,
    '/lines/0/amountFen',
    'above-open',
  ]);
  const made = (await draft(id, 9_000, { lines, feeFen: 15 })).json;
  expect([made.no, made.restFen]).toEqual(['', 1_010]);
  const done = (await act('confirm', made)).json;
  expect([done.no, done.state, done.restFen]).toEqual(['SK-202611-0001', 'confirmed', 1_010]);
  expect((await accountOf(id)).standing).toMatchObject({
    balanceFen: 6_990,
    advanceFen: 1_010,
    overdueFen: 6_990,
  });
  const { rows } = await well<{ rows: CashMovement[] }>(
    'boss',
    'GET',
    `/cash-accounts/${bankId}/journal`,
  );
  expect([rows[0]!.amountFen, rows[0]!.docNo]).toEqual([8_985, done.no]);

  // What is not used yet pays the second, and comes back.
  const account = await accountOf(id);
  const advance = account.items.find((row) => row.kind === 'advance')!;
  expect(advance.openFen).toBe(-1_010);
  const use = { owedId: second, paidId: advance.id, amountFen: 1_010 };
  await well('boss', 'POST', '/receivables/settle', use);
  const used = await accountOf(id);
  expect(used.standing.advanceFen).toBe(0);
  const last = used.allocations[0]!;
  expect([last.paidNo, last.amountFen]).toEqual([done.no, 1_010]);
  await well('boss', 'POST', '/receivables/unsettle', { allocationId: last.id });
  expect(
    refusal(await call('boss', 'POST', '/receivables/unsettle', { allocationId: last.id })),
  ).toEqual([409, 'state-refused', undefined]);
  await well('boss', 'POST', '/receivables/settle', use);

  const back = await act('reverse', done, { reason: '退票' });
  expect([back.status, back.json.state, back.json.lines]).toEqual([200, 'reversed', []]);
  // All that it settled can still be read: what was undone by hand before, and what went with it.
  const took = ({ discount, amountFen, settledOn, takenBackOn }: Receipt['takenBack'][number]) => [
    discount,
    amountFen,
    settledOn,
    takenBackOn,
  ];
  const today = '2026-11-24';
  expect(back.json.takenBack.map((line) => took(line))).toEqual([
    [false, 5_990, today, today],
    [false, 2_000, today, today],
    [true, 10, today, today],
    [false, 1_010, today, today],
    [false, 1_010, today, today],
  ]);
  expect(back.json.takenBack[0]).toMatchObject({ docKind: 'arAdjustment', dueDate: '2026-09-30' });
  expect((await accountOf(id)).standing).toMatchObject({ balanceFen: 16_000, advanceFen: 0 });
});

test('an opening in use is not taken back, and one that is free leaves nothing', async () => {
  const id = await customer();
  const old = await opening(id, 5_000, '2026-10-01');
  const [item] = (await accountOf(id)).items;
  const made = (await draft(id, 5_000, { lines: [{ itemId: item!.id, amountFen: 5_000 }] })).json;
  const done = (await act('confirm', made)).json;
  const undo = { version: old.version, reason: '重复录入' };
  const path = `/ar-adjustments/${old.id}/reverse`;
  const refused = await call('boss', 'POST', path, undo);
  expect([refused.json.code, refused.json.errors?.[0]?.params]).toEqual([
    'still-allocated',
    { by: done.no },
  ]);
  await act('reverse', done, { reason: '认错' });
  expect((await well<ArAdjustment>('boss', 'POST', path, undo)).state).toBe('reversed');
  expect((await accountOf(id)).standing.balanceFen).toBe(0);
});

test('money of nobody waits for its customer, and counts for whoever owns him', async () => {
  expect(refusal(await act('confirm', (await draft(null, 700)).json))).toEqual([
    422,
    '/payer',
    'required',
  ]);
  const made = (await draft(null, 800, { payer: '某某商行' })).json;
  const done = (await act('confirm', made)).json;
  const unknown = await well<{ rows: ReceiptRow[] }>('boss', 'GET', '/receipts?unidentified=1');
  expect(unknown.rows.map((row) => row.id)).toContain(done.id);
  expect((await call('alice', 'GET', `/receipts/${done.id}`)).status).toBe(404);
  const id = await customer();
  const claimed = (await act('claim', done, { customerId: id })).json;
  expect([claimed.customer?.id, claimed.restFen]).toEqual([id, 800]);
  expect((await call('alice', 'GET', `/receipts/${done.id}`)).status).toBe(200);
  const counted = await company.db.read
    .selectFrom('achievement_ledger')
    .select(['metric', 'amount_fen', 'business_date'])
    .where('doc_kind', '=', 'receipt')
    .where('doc_id', '=', done.id)
    .execute();
  expect(counted).toEqual([{ metric: 'receipt', amount_fen: 800, business_date: TODAY }]);
  const received = await well<{ total: { actual: number } }>(
    'alice',
    'GET',
    '/achievement?metric=received',
  );
  expect(received.total.actual).toBe(800);
  const span = { userId: company.users['alice']!, from: TODAY, to: TODAY };
  const credited = async (metric: string) => await creditedTo(company.db.read, metric, span);
  expect([await credited('receipt'), await credited('won')]).toEqual([800, 0]);
  expect((await act('reverse', claimed, { reason: '错账' })).json.state).toBe('reversed');
  expect((await accountOf(id)).standing.balanceFen).toBe(0);
});

test('what is owed by age is what was owed then, and shows the own customers alone', async () => {
  const [mine, other] = [await customer('alice'), await customer('bob')];
  await opening(mine, 3_000, '2026-10-31');
  await opening(other, 4_000, '2026-12-31');
  await opening(mine, -500, '2026-09-01', 'P1');
  const asked = async (who: string, on = '') => {
    const found = await well<{ rows: ReceivableRow[]; totals: { balanceFen: number } }>(
      who,
      'GET',
      `/receivables?limit=200${on}`,
    );
    return found.rows.filter((row) => [mine, other].includes(row.customer.id));
  };
  const rows = await asked('alice');
  expect(rows.map((row) => row.customer.id)).toEqual([mine]);
  expect(rows[0]).toMatchObject({
    balanceFen: 2_500,
    agedFen: [2_500, 0, 0, 0],
    overdueDays: 24,
    advanceFen: 500,
  });
  expect((await asked('boss')).map((row) => row.balanceFen).toSorted((a, b) => a - b)).toEqual([
    2_500, 4_000,
  ]);
  expect(await asked('boss', '&on=2026-08-31')).toEqual([]);
  const then = await asked('boss', '&on=2026-10-31');
  expect(then.map((row) => row.overdueFen)).toEqual([0, 0]);
  expect((await call('alice', 'GET', `/customers/${other}/receivables`)).status).toBe(404);
  const paid = { kind: 'rebate', customerId: mine, businessDate: TODAY, amountFen: 100 };
  expect(refusal(await call('boss', 'POST', '/ar-adjustments', { ...paid, note: '返利' }))).toEqual(
    [422, '/amountFen', 'must-lessen'],
  );
  expect((await call('alice', 'POST', '/ar-adjustments', paid)).status).toBe(403);
});

test('money that came before what it pays settles that on its day, and none is of a day to come', async () => {
  const id = await customer();
  await opening(id, 5_000, '2026-10-31');
  const { rows } = await well<{ rows: ReceiptLine[] }>(
    'boss',
    'GET',
    `/customers/${id}/receipt-proposal?amountFen=5000`,
  );
  const lines = [{ itemId: rows[0]!.itemId, amountFen: 5_000 }];
  const early = (await draft(id, 5_000, { lines, businessDate: '2026-08-20' })).json;
  expect((await act('confirm', early)).json.no).toBe('SK-202608-0001');
  const on = async (day: string) => {
    const found = await well<{ rows: ReceivableRow[] }>('boss', 'GET', `/receivables?on=${day}`);
    const own = found.rows.filter((row) => row.customer.id === id);
    return own.map((row) => [row.balanceFen, row.advanceFen]);
  };
  // As the account says: an advance until there is something that it pays.
  expect(await on('2026-08-31')).toEqual([[-5_000, 5_000]]);
  expect(await on('2026-09-01')).toEqual([]);

  const ahead = (await draft(id, 1_000, { businessDate: '2026-11-25' })).json;
  const refused = [422, '/businessDate', 'after-today'];
  expect(refusal(await act('confirm', ahead))).toEqual(refused);
  const body = { kind: 'other', customerId: id, businessDate: '2062-01-01', amountFen: 100 };
  expect(refusal(await call('boss', 'POST', '/ar-adjustments', { ...body, note: '差' }))).toEqual(
    refused,
  );
});

test('a statement holds one customer, for whoever reads the account', async () => {
  const id = await customer('bob');
  await opening(id, 700, '2026-10-01', 'S1');
  const asked = { customerId: id, from: '2026-09-01', format: 'csv', lang: 'zh-CN' };
  const path = '/receivables/statement';
  expect((await call('alice', 'POST', path, asked)).status).toBe(404);
  const { jobId } = await well<{ jobId: number }>('bob', 'POST', path, asked);
  await company.jobs.idle();
  const url = `/api/v1/jobs/${jobId}/file`;
  const headers = { authorization: `Bearer ${tokens.get('bob')!}` };
  const { body } = await company.app.inject({ url, headers });
  // By age as a file: the same customers as in the list.
  await opening(await customer('alice'), 900, '2026-10-01', 'S2');
  const file = { format: 'csv', lang: 'zh-CN', q: '客户', overdue: true };
  const aged = await well<{ jobId: number }>('bob', 'POST', '/receivables/export', file);
  await company.jobs.idle();
  const ages = await company.app.inject({ url: `/api/v1/jobs/${aged.jobId}/file`, headers });
  expect(ages.body).toMatch(/客户,负责人,应收余额[^]*,bob,7,/);
  expect(ages.body).not.toContain('alice');
  expect(body).toContain('期初余额');
  expect(body).toMatch(/2026-09-01,期初,QC-202609-\d{4},2026-10-01,7/);
  expect((await call('alice', 'GET', `/prints/statement/${id}`)).status).toBe(404);
  expect((await call('bob', 'GET', `/prints/statement/${id}`)).status).toBe(200);
});

test('a term is a whole, and a customer pays by the one that was agreed', async () => {
  const line = (shareBp: number, trigger: string, days: number) => ({
    shareBp,
    trigger,
    days,
    fixedDay: null,
  });
  const term = { name: '30/60/10', lines: [line(3_000, 'order', 0), line(6_000, 'shipment', 30)] };
  expect(refusal(await call('boss', 'POST', '/payment-terms', term))).toEqual([
    422,
    '/lines',
    'shares-no-whole',
  ]);
  const lines = [...term.lines, line(1_000, 'acceptance', 90)];
  const made = await well<PaymentTerm>('boss', 'POST', '/payment-terms', { ...term, lines });
  expect(made.lines.map(({ days }) => days)).toEqual([0, 30, 90]);
  expect((await call('boss', 'POST', '/payment-terms', { ...term, lines })).json.code).toBe(
    'already-exists',
  );
  const id = await customer();
  const path = `/customers/${id}/terms`;
  const agreed = { termId: made.id, overdueDays: 15 };
  expect((await call('alice', 'PUT', path, agreed)).status).toBe(403);
  const set = await well('boss', 'PUT', path, agreed);
  expect(set).toEqual({ term: { id: made.id, name: '30/60/10' }, overdueDays: 15 });
  expect(await well('alice', 'GET', path)).toEqual(set);
  const off = { version: made.version, active: false };
  await well('boss', 'PATCH', `/payment-terms/${made.id}`, off);
  await well('boss', 'PUT', path, { ...agreed, overdueDays: null });
  const other = { path: `/customers/${await customer()}/terms`, body: agreed };
  expect(refusal(await call('boss', 'PUT', other.path, other.body))).toEqual([
    422,
    '/termId',
    'not-in-use',
  ]);
});

test('a refund pays an advance or a credit back, counts against what came, and is taken back', async () => {
  const body = { name: `退款客户${(customers += 1)}号`, duplicateReason: '测' };
  const { id: customerId } = await well<{ id: number }>('alice', 'POST', '/customers', body);
  const pay = { customerId, accountId: bankId, businessDate: TODAY, amountFen: 10_000 };
  const { id: paidId } = await well<Receipt>('boss', 'POST', '/receipts', pay);
  await well('boss', 'POST', `/receipts/${paidId}/confirm`, { version: 1 });
  await well('boss', 'POST', '/ar-adjustments', {
    kind: 'rebate',
    customerId,
    businessDate: TODAY,
    amountFen: -2_000,
    note: '返利',
  });
  const account = async () =>
    await well<{ items: ReceivableItem[]; standing: { balanceFen: number } }>(
      'boss',
      'GET',
      `/customers/${customerId}/receivables`,
    );
  const { items } = await account();
  const [advance, rebate] = ['advance', 'adjustment'].map(
    (kind) => items.find((row) => row.kind === kind)!.id,
  ) as [number, number];
  const received = async () => {
    const rows = await company.db.read
      .selectFrom('achievement_ledger')
      .select('amount_fen')
      .where('metric', '=', 'receipt')
      .where('customer_id', '=', customerId)
      .execute();
    return rows.reduce((sum, row) => sum + Number(row.amount_fen), 0);
  };
  const money = async () =>
    (await well<{ rows: CashAccount[] }>('boss', 'GET', '/cash-accounts')).rows.find(
      (row) => row.id === bankId,
    )!.balanceFen;
  const before = (await money())!;
  const refund = (lines: object[], more: object = {}, who = 'boss') =>
    call<CustomerRefund>(who, 'POST', '/customer-refunds', {
      customerId,
      accountId: bankId,
      businessDate: TODAY,
      lines,
      ...more,
    });
  const part = (itemId: number, amountFen: number) => ({ itemId, amountFen });
  expect((await refund([part(advance, 1)], {}, 'alice')).status).toBe(403);
  expect(refusal(await refund([part(advance, 10_001)]))).toEqual([
    422,
    '/lines/0/amountFen',
    'above-open',
  ]);
  expect(refusal(await refund([part(rebate, 1), part(rebate, 1)]))[2]).toBe('named-twice');
  expect(refusal(await refund([part(advance, 1)], { businessDate: '2026-11-23' }))).toEqual([
    422,
    '/businessDate',
    'before-business-date',
  ]);
  const done = (await refund([part(advance, 6_000), part(rebate, 2_000)])).json;
  expect(done).toMatchObject({ no: 'TK-202611-0001', amountFen: 8_000, state: 'confirmed' });
  const after = await account();
  expect(after.standing.balanceFen).toBe(-4_000);
  expect(after.items.find((row) => row.docKind === 'customerRefund')).toMatchObject({
    amountFen: 8_000,
    openFen: 0,
  });
  expect([await received(), (await money())! - before]).toEqual([2_000, -8_000]);
  const voucher = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen'])
    .where('doc_kind', '=', 'customerRefund')
    .where('doc_id', '=', done.id)
    .execute();
  expect(Object.fromEntries(voucher.map((row) => [row.account, row.amount_fen]))).toEqual({
    advanceReceived: 6_000,
    receivable: 2_000,
    bank: -8_000,
  });
  // Whoever takes the receipt back says what of it is gone, and the customer owes that.
  const receiptId = after.items.find((row) => row.id === advance)!.docId;
  const taken = await well<Receipt>('boss', 'GET', `/receipts/${receiptId}`);
  expect(taken.lines.find((line) => line.docKind === 'customerRefund')?.amountFen).toBe(6_000);
  for (const refundedFen of [undefined, 0, 5_999]) {
    expect(refusal(await act('reverse', taken, { reason: '退票', refundedFen }))).toEqual([
      422,
      '/refundedFen',
      'was-refunded',
    ]);
  }
  const undo = { version: done.version, reason: '退错' };
  const path = `/customer-refunds/${done.id}/reverse`;
  expect((await call<CustomerRefund>('boss', 'POST', path, undo)).json.state).toBe('reversed');
  expect((await call('boss', 'POST', path, { ...undo, version: 2 })).json.code).toBe(
    'state-refused',
  );
  const last = await account();
  expect(last.standing.balanceFen).toBe(-12_000);
  expect(last.items.filter((row) => row.openFen !== 0).map((row) => row.id)).toEqual([
    advance,
    rebate,
  ]);
  expect([await received(), await money()]).toEqual([10_000, before]);
  // A refund whose settlement was taken back by hand is taken back with what was said of that.
  const again = (await refund([part(advance, 500)])).json;
  const { allocations } = await well<{ allocations: ReceivableAllocation[] }>(
    'boss',
    'GET',
    `/customers/${customerId}/receivables`,
  );
  const allocationId = allocations.find((row) => row.owedNo === again.no)!.id;
  await well('boss', 'POST', '/receivables/unsettle', { allocationId });
  await well('boss', 'POST', `/customer-refunds/${again.id}/reverse`, undo);
  expect((await account()).standing.balanceFen).toBe(-12_000);
  const gone = (await refund([part(advance, 6_000)])).json;
  expect((await act('reverse', taken, { reason: '退票', refundedFen: 6_000 })).status).toBe(200);
  expect((await account()).items.find((row) => row.docNo === gone.no)!.openFen).toBe(6_000);
});

test('a promise to pay is kept by what comes by its day, and due on the desk until then', async () => {
  const customer = async (who: string) => {
    const body = { name: `催收客户${(customers += 1)}号`, duplicateReason: '测' };
    return (await well<{ id: number }>(who, 'POST', '/customers', body)).id;
  };
  const [mine, other] = [await customer('alice'), await customer('boss')];
  const owe = async (customerId: number) =>
    await well<ArAdjustment>('boss', 'POST', '/ar-adjustments', {
      kind: 'opening',
      customerId,
      oldNo: 'C1',
      businessDate: '2026-10-01',
      amountFen: 50_000,
    });
  await owe(mine);
  await owe(other);
  const list = async (who: string, query = '') =>
    (await well<{ rows: CollectionRow[] }>(who, 'GET', `/collections?q=催收客户${query}`)).rows;
  const notes = `/customers/${mine}/collection-notes`;
  const add = (who: string, body: object, path = notes) =>
    call<CollectionNote>(who, 'POST', path, { result: '老板出差，下周付', ...body });
  expect((await list('alice')).map((row) => [row.customer.id, row.lastNote])).toEqual([
    [mine, null],
  ]);
  expect((await list('boss', '&promise=none')).length).toBe(2);
  // Of whom nothing is shown, nothing is noted.
  expect((await add('alice', {}, `/customers/${other}/collection-notes`)).status).toBe(404);
  expect(refusal(await add('alice', { promisedOn: '2026-11-23' }))).toEqual([
    422,
    '/promisedOn',
    'before-today',
  ]);
  expect(refusal(await add('alice', { promisedFen: 1 }))).toEqual([422, '/promisedOn', 'required']);
  const theirs = await well<{ items: ReceivableItem[] }>(
    'boss',
    'GET',
    `/customers/${other}/receivables`,
  );
  expect(refusal(await add('alice', { itemIds: [theirs.items[0]!.id] }))).toEqual([
    422,
    '/itemIds/0',
    'not-owed',
  ]);
  const promise = { promisedOn: TODAY, promisedFen: 30_000 };
  const given = (await add('alice', promise)).json;
  expect(given.promise).toEqual({ on: TODAY, fen: 30_000, paidFen: 0, state: 'today' });
  interface Desk {
    blocks: { kind: string; count: number; promised?: { customer: { id: number } }[] }[];
  }
  const promised = async (who: string, whose: string) => {
    const { blocks } = await well<Desk>(who, 'GET', `/desk?whose=${whose}`);
    return blocks
      .find((block) => block.kind === 'paymentsPromised')
      ?.promised?.map((row) => row.customer.id);
  };
  expect([await promised('alice', 'mine'), await promised('boss', 'mine')]).toEqual([
    [mine],
    undefined,
  ]);
  expect(await promised('boss', 'team')).toEqual([mine]);
  const pay = async (amountFen: number) => {
    company.clock.now += 1_000;
    const body = { customerId: mine, accountId: bankId, businessDate: TODAY, amountFen };
    const { id } = await well<Receipt>('boss', 'POST', '/receipts', body);
    return await well<Receipt>('boss', 'POST', `/receipts/${id}/confirm`, { version: 1 });
  };
  await pay(10_000);
  expect((await list('alice'))[0]!.promise).toMatchObject({ paidFen: 10_000, state: 'today' });
  const rest = await pay(20_000);
  expect((await list('alice'))[0]!.promise).toMatchObject({ paidFen: 30_000, state: 'kept' });
  expect(await promised('alice', 'mine')).toBeUndefined();
  await well('boss', 'POST', `/receipts/${rest.id}/reverse`, { version: 2, reason: '退票' });
  expect(await promised('alice', 'mine')).toEqual([mine]);
  // A day later it is broken, until a newer one is given; what was broken stays counted.
  company.clock.now += DAY_MS;
  tokens.clear();
  expect((await list('alice', '&promise=broken'))[0]).toMatchObject({ broken: 1 });
  const newer = (await add('alice', { promisedOn: '2026-12-01' })).json;
  expect((await list('alice'))[0]).toMatchObject({
    broken: 1,
    lastNote: { id: newer.id },
    promise: { on: '2026-12-01', fen: null, state: 'open' },
  });
  expect(await promised('alice', 'mine')).toBeUndefined();
  // Its writer alone takes it back.
  const back = { version: newer.version };
  const path = `/collection-notes/${newer.id}/withdraw`;
  expect((await call('boss', 'POST', path, back)).status).toBe(403);
  expect((await call('alice', 'POST', path, back)).status).toBe(200);
  expect(await promised('alice', 'mine')).toEqual([mine]);
  const thread = async (who: string) =>
    (
      await well<{ rows: { kind: string; data: object }[] }>(
        who,
        'GET',
        `/customers/${mine}/timeline`,
      )
    ).rows.flatMap((row) => (row.kind === 'collection' ? [row.data] : []));
  expect(await thread('alice')).toMatchObject([
    { withdrawn: true },
    { promisedOn: '2026-12-01' },
    promise,
  ]);
  // Whoever helps with a customer is not shown its money.
  const bob = await company.db.read
    .selectFrom('user')
    .select('id')
    .where('login', '=', 'bob')
    .executeTakeFirstOrThrow();
  const { version } = await well<{ version: number }>('alice', 'GET', `/customers/${mine}`);
  await well('alice', 'PUT', `/customers/${mine}/collaborators`, { version, userIds: [bob.id] });
  expect(await thread('bob')).toEqual([]);
  expect((await call('bob', 'GET', notes)).status).toBeGreaterThanOrEqual(403);
  company.clock.now -= DAY_MS;
  tokens.clear();
});

test('the doctor sees an item that lies, a voucher that leans and books that differ', async () => {
  const id = await customer();
  await opening(id, 700, '2026-10-01');
  const [item] = (await accountOf(id)).items;
  const spoiled = async (spoil: (tx: Tx) => Promise<unknown>) => {
    let found: string[] = [];
    const undo = new Error('undone');
    await company.db
      .transaction(async (tx) => {
        await spoil(tx);
        found = await sound(tx);
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return found;
  };
  const lie = (tx: Tx) =>
    tx.updateTable('ar_item').set({ open_fen: 1 }).where('id', '=', item!.id).execute();
  expect(await spoiled(lie)).toEqual(['money-item']);
  const voucher = async (tx: Tx) => {
    const { id: voucherId } = await tx
      .selectFrom('voucher')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const line = await tx
      .selectFrom('voucher_line')
      .selectAll()
      .where('voucher_id', '=', voucherId)
      .where('account', '=', 'receivable')
      .executeTakeFirstOrThrow();
    const { id: _id, ...copy } = line;
    await tx
      .insertInto('voucher_line')
      .values({ ...copy, sort: 99 })
      .execute();
  };
  expect(await spoiled(voucher)).toEqual(['money-voucher', 'money-books']);
});

test('what all owe is the same from a thread, today and at the end of a day, each in his reach', async () => {
  const ours = await customer();
  const theirs = await customer('bob');
  await opening(ours, 900, '2026-09-01');
  await opening(theirs, 300, '2026-10-05');
  const paid = (await draft(ours, 400)).json;
  await act('confirm', paid);
  const deps = { db: company.db } as Deps;
  for (const who of ['boss', 'bob']) {
    const actor = (await loadActor(company.db.read, company.users[who]!))!;
    for (const day of [undefined, '2026-10-01', '2026-10-31']) {
      const asked = { question: { on: day }, on: day ?? TODAY, after: null, limit: 50 };
      const ctx = { db: company.db.read, actor, deps };
      const here = await ageing(ctx, asked);
      expect(await ageing(ctx, asked, 0)).toEqual(here);
      const seen = here.rows.map((row) => row.customer.id);
      expect(seen.includes(ours)).toBe(who === 'boss');
      expect(seen).toContain(theirs);
    }
  }
});
