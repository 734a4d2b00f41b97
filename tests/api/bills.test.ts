import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { Bill, BillRow } from '@xinhang/shared/bills.ts';
import type { CashAccount, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import type { CashBookSums } from '@xinhang/shared/cash-book.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import type { Receipt } from '@xinhang/shared/receipts.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Method = 'GET' | 'POST' | 'PATCH';
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string }[];
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
// Whatever a test did, the books agree with each other.
afterEach(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
  expect(found).toEqual([]);
});

async function customer(owedFen: number) {
  made += 1;
  const { id } = await well<{ id: number }>('alice', 'POST', '/customers', {
    name: `交票客户${made}号`,
    phone: `1390000${String(made).padStart(4, '0')}`,
  });
  await well('boss', 'POST', '/ar-adjustments', {
    kind: 'opening',
    customerId: id,
    oldNo: `OLD${made}`,
    businessDate: '2026-09-01',
    dueDate: '2026-10-01',
    amountFen: owedFen,
  });
  return id;
}
async function supplier(owedFen: number) {
  made += 1;
  const body = { name: `收票供应商${made}号` };
  const { id } = await well<{ id: number }>('buyer', 'POST', '/suppliers', body);
  await well('boss', 'POST', '/ap-adjustments', {
    kind: 'opening',
    supplierId: id,
    oldNo: `OLD${made}`,
    businessDate: '2026-09-01',
    dueDate: '2026-10-01',
    amountFen: owedFen,
  });
  return id;
}
const paper = (more: object = {}) => {
  made += 1;
  return {
    kind: 'bank',
    no: `5102${String(made).padStart(26, '0')}`,
    drawer: '苏州恒达机械有限公司',
    acceptor: '中国工商银行苏州分行',
    issuedOn: '2026-10-08',
    dueOn: '2027-04-08',
    ...more,
  };
};
const receiptOf = async (customerId: number, amountFen: number, more: object = {}) =>
  await call<Receipt>('boss', 'POST', '/receipts', {
    customerId,
    accountId: null,
    method: 'bill',
    bill: paper(),
    businessDate: '2026-11-02',
    amountFen,
    ...more,
  });
const confirm = async <T>(path: string, { id, version }: { id: number; version: number }) =>
  await call<T>('boss', 'POST', `/${path}/${id}/confirm`, { version });
/** A bill that is held for the whole of what a customer owes. */
async function held(amountFen: number, more: object = {}) {
  const customerId = await customer(amountFen);
  const item = (await itemsOf('customers', customerId))[0]!;
  const lines = [{ itemId: item.id, amountFen }];
  const draft = await receiptOf(customerId, amountFen, { lines, ...more });
  const receipt = (await confirm<Receipt>('receipts', draft.json)).json;
  return { customerId, receipt, id: receipt.bill!.id };
}
const itemsOf = async (side: 'customers' | 'suppliers', id: number) =>
  (
    await well<{ items: ReceivableItem[] }>(
      'boss',
      'GET',
      `/${side}/${id}/${side === 'customers' ? 'receivables' : 'payables'}`,
    )
  ).items;
const owed = async (side: 'customers' | 'suppliers', id: number) =>
  (await itemsOf(side, id)).reduce((sum, row) => sum + row.amountFen, 0);
const billOf = (id: number, who = 'boss') => well<Bill>(who, 'GET', `/bills/${id}`);
async function move(id: number, kind: string, more: object = {}, who = 'boss') {
  const { version } = await billOf(id);
  const body = { version, kind, businessDate: TODAY, accountId: bankId, ...more };
  return await call<Bill>(who, 'POST', `/bills/${id}/moves`, body);
}
async function undo(id: number, who = 'boss') {
  const { version } = await billOf(id);
  return await call<Bill>(who, 'POST', `/bills/${id}/undo`, { version, reason: '登错' });
}
const lying = async () =>
  (await well<{ rows: CashAccount[] }>('boss', 'GET', '/cash-accounts')).rows.find(
    (row) => row.id === bankId,
  )!.balanceFen!;
const vouchersOf = async (kind: string, id: number) =>
  (
    await company.db.read
      .selectFrom('voucher')
      .innerJoin('voucher_line', 'voucher_line.voucher_id', 'voucher.id')
      .select(['account', 'amount_fen'])
      .where('doc_kind', '=', kind)
      .where('doc_id', '=', id)
      .where('voucher.reversal_of', 'is', null)
      .orderBy('voucher_line.id')
      .execute()
  ).map((row) => [row.account, row.amount_fen]);

test('a receipt by bill settles what is owed and lies in no account until it is collected', async () => {
  const before = await lying();
  const { customerId, receipt, id } = await held(120_000);
  expect(receipt).toMatchObject({ account: null, method: 'bill', bill: { state: 'held' } });
  expect(await vouchersOf('receipt', receipt.id)).toEqual([
    ['billsReceivable', 120_000],
    ['receivable', -120_000],
  ]);
  expect([await owed('customers', customerId), (await lying()) - before]).toEqual([0, 0]);
  const done = (await move(id, 'collect', { feeFen: 200 })).json;
  expect(done).toMatchObject({ state: 'collected', moves: [], mayUndo: true });
  expect(await vouchersOf('billCollection', id)).toEqual([
    ['bank', 119_800],
    ['financeCost', 200],
    ['billsReceivable', -120_000],
  ]);
  expect((await lying()) - before).toBe(119_800);
  const journal = await well<{ rows: CashMovement[] }>(
    'boss',
    'GET',
    `/cash-accounts/${bankId}/journal`,
  );
  expect(journal.rows[0]).toMatchObject({
    docKind: 'billCollection',
    docId: id,
    docNo: done.steps[0]!.docNo,
    party: done.customer!.name,
  });
  // What became of it stands before the receipt, which cannot go until that has gone.
  const back = { version: receipt.version, reason: '登错' };
  const reverse = () => call<Receipt>('boss', 'POST', `/receipts/${receipt.id}/reverse`, back);
  expect(refusal(await reverse())).toEqual([422, '/bill', 'bill-moved']);
  expect((await undo(id)).json).toMatchObject({ state: 'held', mayUndo: false });
  expect((await lying()) - before).toBe(0);
  expect((await undo(id)).json.code).toBe('state-refused');
  expect((await reverse()).json).toMatchObject({ state: 'reversed', bill: { state: 'void' } });
  expect(await owed('customers', customerId)).toBe(120_000);
  const kinds = (await billOf(id)).steps.map((step) => [step.kind, step.to, step.reversal]);
  expect(kinds).toEqual([
    ['receive', 'void', true],
    ['collect', 'held', true],
    ['collect', 'collected', false],
    ['receive', 'held', false],
  ]);
});

test('a bill is discounted before it is due, and its customer owes again if nobody pays', async () => {
  const { customerId, id } = await held(50_000, {
    bill: paper({ dueOn: '2026-11-20' }),
  });
  const late = await move(id, 'discount', { feeFen: 700 });
  expect(refusal(late)).toEqual([422, '/businessDate', 'bill-due']);
  const early = { feeFen: 700, businessDate: '2026-11-01' };
  expect(refusal(await move(id, 'discount', early))[2]).toBe('before-bill');
  const before = await lying();
  const on = { feeFen: 700, businessDate: '2026-11-10' };
  expect((await move(id, 'discount', on)).json.moves).toEqual(['dishonour']);
  expect((await lying()) - before).toBe(49_300);
  expect((await move(id, 'collect')).json.code).toBe('state-refused');
  // The bank takes its money back.
  expect(refusal(await move(id, 'dishonour', { accountId: null }))[1]).toBe('/accountId');
  expect((await move(id, 'dishonour')).json.state).toBe('dishonoured');
  expect([(await lying()) - before, await owed('customers', customerId)]).toEqual([-700, 50_000]);
  expect(await vouchersOf('billDishonour', id)).toEqual([
    ['bank', -50_000],
    ['receivable', 50_000],
  ]);
  const credited = await company.db.read
    .selectFrom('achievement_ledger')
    .select('amount_fen')
    .where('doc_kind', '=', 'billDishonour')
    .where('doc_id', '=', id)
    .execute();
  expect(credited).toEqual([{ amount_fen: -50_000 }]);
  // Paid meanwhile: that goes back first.
  const item = (await itemsOf('customers', customerId)).find(
    (row) => row.docKind === 'billDishonour',
  )!;
  const paid = await receiptOf(customerId, 50_000, {
    method: 'transfer',
    accountId: bankId,
    bill: null,
    businessDate: TODAY,
    lines: [{ itemId: item.id, amountFen: 50_000 }],
  });
  const receipt = (await confirm<Receipt>('receipts', paid.json)).json;
  expect((await undo(id)).json.code).toBe('still-allocated');
  const back = { version: receipt.version, reason: '退回' };
  await well('boss', 'POST', `/receipts/${receipt.id}/reverse`, back);
  expect((await undo(id)).json.state).toBe('discounted');
  expect((await undo(id)).json.state).toBe('held');
  expect([(await lying()) - before, await owed('customers', customerId)]).toEqual([0, 0]);
});

test('a held bill pays a supplier by endorsement, whole and once, and comes back dishonoured', async () => {
  const { customerId, id } = await held(80_000);
  const supplierId = await supplier(60_000);
  const pay = (more: object = {}) =>
    call<Payment>('boss', 'POST', '/payments', {
      supplierId,
      accountId: null,
      method: 'bill',
      billId: id,
      businessDate: TODAY,
      amountFen: 80_000,
      ...more,
    });
  expect(refusal(await pay({ amountFen: 60_000 }))).toEqual([422, '/amountFen', 'bill-amount']);
  expect(refusal(await pay({ billId: 999_999 }))[2]).toBe('unknown-bill');
  expect(refusal(await pay({ feeFen: 100 }))).toEqual([422, '/feeFen', 'bill-fee']);
  const [item] = await itemsOf('suppliers', supplierId);
  const lines = [{ itemId: item!.id, amountFen: 60_000 }];
  const first = (await pay({ lines })).json;
  const second = (await pay()).json;
  const done = (await confirm<Payment>('payments', first)).json;
  expect(done).toMatchObject({ account: null, restFen: 20_000, bill: { state: 'endorsed' } });
  expect(await vouchersOf('payment', done.id)).toEqual([
    ['payable', 60_000],
    ['advancePaid', 20_000],
    ['billsReceivable', -80_000],
  ]);
  expect(refusal(await confirm('payments', second))).toEqual([422, '/billId', 'bill-not-held']);
  expect(await billOf(id)).toMatchObject({ state: 'endorsed', payment: { no: done.no } });
  // The seller sees that it went, not to whom.
  const seen = await billOf(id, 'alice');
  expect([seen.state, seen.supplier, seen.payment, seen.steps[0]!.docNo, seen.moves]).toEqual([
    'endorsed',
    null,
    null,
    '',
    [],
  ]);
  expect((await move(id, 'dishonour', { accountId: null })).json.state).toBe('dishonoured');
  expect(await vouchersOf('billDishonour', id)).toEqual([
    ['receivable', 80_000],
    ['payable', -80_000],
  ]);
  // Owed 60,000 and paid 80,000 by the bill, which is worth nothing now.
  expect([await owed('customers', customerId), await owed('suppliers', supplierId)]).toEqual([
    80_000, 60_000,
  ]);
  const back = { version: done.version, reason: '退票' };
  const reverse = () => call<Payment>('boss', 'POST', `/payments/${done.id}/reverse`, back);
  expect(refusal(await reverse())[2]).toBe('bill-moved');
  await undo(id);
  expect((await reverse()).json.state).toBe('reversed');
  expect((await billOf(id)).state).toBe('held');
  const bound = await held(1_000, { bill: paper({ transferable: false }) });
  expect(refusal(await pay({ billId: bound.id, amountFen: 1_000 }))[2]).toBe('not-transferable');
  expect((await billOf(bound.id)).moves).toEqual(['collect', 'dishonour']);
});

test('an issued bill is owed until it is paid from an account on its day', async () => {
  const supplierId = await supplier(30_000);
  const [item] = await itemsOf('suppliers', supplierId);
  const body = {
    supplierId,
    accountId: null,
    method: 'bill',
    bill: paper({ drawer: '本公司', dueOn: '2026-11-28' }),
    businessDate: '2026-11-02',
    amountFen: 30_000,
    lines: [{ itemId: item!.id, amountFen: 30_000 }],
  };
  const draft = await well<Payment>('boss', 'POST', '/payments', body);
  const done = (await confirm<Payment>('payments', draft)).json;
  const id = done.bill!.id;
  expect(await vouchersOf('payment', done.id)).toEqual([
    ['payable', 30_000],
    ['billsPayable', -30_000],
  ]);
  const same = await call('boss', 'POST', '/payments', { ...body, lines: [] });
  expect(refusal(same)).toEqual([422, '/bill/no', 'bill-known']);
  const desk = await well<{ blocks: { kind: string; bills?: { id: number; side: string }[] }[] }>(
    'boss',
    'GET',
    '/desk',
  );
  const due = desk.blocks.find((block) => block.kind === 'billsDue')!.bills!;
  expect(due.filter((one) => one.side === 'issued').map((one) => one.id)).toEqual([id]);
  expect((await call('alice', 'GET', `/bills/${id}`)).status).toBe(404);
  const before = await lying();
  expect((await move(id, 'pay', { feeFen: 100 })).json.state).toBe('paid');
  expect((await lying()) - before).toBe(-30_100);
  await undo(id);
  expect((await move(id, 'dishonour', { accountId: null })).json.state).toBe('dishonoured');
  expect(await owed('suppliers', supplierId)).toBe(30_000);
  await undo(id);
  expect([await owed('suppliers', supplierId), (await billOf(id)).state]).toEqual([0, 'open']);
});

test('what is written of a bill is refused where it cannot be, and goes with its draft', async () => {
  const customerId = await customer(10_000);
  const with_ = async (bill: object | null, more: object = {}) =>
    refusal(await receiptOf(customerId, 10_000, { bill, ...more }));
  expect(await with_(null)).toEqual([422, '/bill', 'required']);
  expect((await with_(paper({ dueOn: '2026-10-01' })))[2]).toBe('due-before-issue');
  expect((await with_(paper({ subFrom: 1 })))[2]).toBe('range-incomplete');
  expect((await with_(paper({ subFrom: 1, subTo: 10 })))[2]).toBe('range-not-amount');
  expect(await with_(paper(), { method: 'cash' })).toEqual([422, '/accountId', 'required']);
  const once = paper({ subFrom: 1, subTo: 10_000 });
  const draft = (await receiptOf(customerId, 10_000, { bill: once })).json;
  const path = `/receipts/${draft.id}`;
  const bills = async () =>
    (await company.db.read.selectFrom('bill').select('id').where('state', '=', 'draft').execute())
      .length;
  const drafts = await bills();
  // What is not named stays; paid otherwise it is gone.
  const same = await well<Receipt>('boss', 'PATCH', path, { version: 1, note: '背面有章' });
  expect(same.bill).toMatchObject({ no: once.no, id: draft.bill!.id });
  const cash = { version: 2, method: 'cash', accountId: bankId };
  expect((await well<Receipt>('boss', 'PATCH', path, cash)).bill).toBeNull();
  expect(await bills()).toBe(drafts - 1);
  const again = { version: 3, method: 'bill', bill: once };
  const bill = await well<Receipt>('boss', 'PATCH', path, again);
  expect([bill.account, bill.bill?.no]).toEqual([null, once.no]);
  await confirm('receipts', bill);
  expect((await with_(once))[2]).toBe('bill-known');
  const other = (await receiptOf(customerId, 1, {})).json;
  await well('boss', 'POST', `/receipts/${other.id}/discard`, { version: 1 });
  const nobody = (await receiptOf(customerId, 1, { customerId: null, payer: '某公司' })).json;
  expect(refusal(await confirm('receipts', nobody))).toEqual([422, '/customerId', 'required']);
  await well('boss', 'POST', `/receipts/${nobody.id}/discard`, { version: 1 });
  expect(await bills()).toBe(drafts - 1);
});

test('bills stand by the day on which they are due, within reach, beside the day book and the credit', async () => {
  const { customerId, id } = await held(90_000, {
    bill: paper({ no: '查找用票号', dueOn: '2026-11-25' }),
  });
  const list = (query: string, who = 'boss', limit = 200) =>
    well<{ rows: BillRow[]; count: number; amountFen: number; next: string | null }>(
      who,
      'GET',
      `/bills-received?limit=${limit}&${query}`,
    );
  const found = await list('state=held&q=查找用&count=true');
  expect([found.rows.map((row) => row.id), found.count, found.amountFen]).toEqual([
    [id],
    1,
    90_000,
  ]);
  const { rows: all } = await list('');
  expect(all.map((row) => row.dueOn)).toEqual(all.map((row) => row.dueOn).toSorted());
  const pages: number[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await list(next === '' ? '' : `cursor=${encodeURIComponent(next)}`, 'boss', 2);
    pages.push(...page.rows.map((row) => row.id));
    next = page.next;
  }
  expect(pages).toEqual(all.map((row) => row.id));
  expect((await list(`dueTo=2026-11-24`)).rows.some((row) => row.id === id)).toBe(false);
  // Of the own customer alone.
  expect((await list('', 'alice')).rows.some((row) => row.id === id)).toBe(true);
  expect((await list('', 'bob')).rows.some((row) => row.id === id)).toBe(false);
  expect((await call('bob', 'GET', `/bills/${id}`)).status).toBe(404);
  expect((await call('alice', 'GET', '/bills-issued')).status).toBe(403);
  expect((await move(id, 'collect', {}, 'alice')).status).toBe(403);
  const book = async () =>
    await well<{ bills: { side: string; sums: CashBookSums }[] }>(
      'boss',
      'GET',
      '/cash-book?from=2026-11-24&to=2026-11-24',
    );
  const [before] = (await book()).bills;
  const credit = async () =>
    (
      await well<{ credit: { exposureFen: number; billFen: number } }>(
        'boss',
        'GET',
        `/customers/${customerId}/order-facts`,
      )
    ).credit;
  expect(await credit()).toMatchObject({ billFen: 90_000, exposureFen: 90_000 });
  await move(id, 'collect');
  expect(await credit()).toMatchObject({ billFen: 0, exposureFen: 0 });
  const [after] = (await book()).bills;
  expect(after).toMatchObject({
    side: 'received',
    sums: {
      openingFen: before!.sums.openingFen,
      outFen: before!.sums.outFen + 90_000,
      closingFen: before!.sums.closingFen - 90_000,
    },
  });
});

test('a part of a bill with a range goes its own way, and back to it while nothing became of it', async () => {
  const range = paper({ subFrom: 1, subTo: 50_000 });
  const { customerId, receipt, id } = await held(50_000, { bill: range });
  const sums = async () =>
    (
      await well<{ bills: { side: string; sums: CashBookSums }[] }>(
        'boss',
        'GET',
        '/cash-book?from=2026-11-02&to=2026-11-24',
      )
    ).bills[0]!.sums;
  const before = await sums();
  const split = async (of: number, amountFen: number, who = 'boss') =>
    await call<Bill>(who, 'POST', `/bills/${of}/split`, {
      version: (await billOf(of)).version,
      amountFen,
    });
  const join = async (of: number) =>
    await call<Bill>('boss', 'POST', `/bills/${of}/join`, { version: (await billOf(of)).version });
  expect(await billOf(id)).toMatchObject({ maySplit: true, mayJoin: false });
  expect((await split(id, 1, 'alice')).status).toBe(403);
  expect(refusal(await split(id, 50_000))).toEqual([422, '/amountFen', 'split-whole']);
  const part = (await split(id, 20_000)).json;
  expect(part).toMatchObject({ state: 'held', amountFen: 20_000, subFrom: 1, subTo: 20_000 });
  expect(part.receipt?.id).toBe(receipt.id);
  expect(await billOf(id)).toMatchObject({ amountFen: 30_000, subFrom: 20_001, subTo: 50_000 });
  // What lay there on each day is what it was, and what may come back for the credit as well.
  expect(await sums()).toEqual(before);
  const credit = async () =>
    (
      await well<{ credit: { billFen: number } }>(
        'boss',
        'GET',
        `/customers/${customerId}/order-facts`,
      )
    ).credit.billFen;
  expect(await credit()).toBe(50_000);
  const back = { version: receipt.version, reason: '退票' };
  const reverse = async () => await call('boss', 'POST', `/receipts/${receipt.id}/reverse`, back);
  expect(refusal(await reverse())).toEqual([422, '/bill', 'bill-split']);
  // Put together again, from either side.
  expect((await join(part.id)).json).toMatchObject({ id, amountFen: 50_000, subFrom: 1 });
  expect((await call('boss', 'GET', `/bills/${part.id}`)).json).toMatchObject({ state: 'void' });
  // As with whatever is taken back, both ways stand in the book of that day.
  expect((await sums()).closingFen).toBe(before.closingFen);

  const small = (await split(id, 20_000)).json;
  const smaller = (await split(small.id, 5_000)).json;
  expect([smaller.subFrom, smaller.subTo]).toEqual([1, 5_000]);
  // One is endorsed whole, another dishonoured: each owed by the customer of the receipt.
  const supplierId = await supplier(15_000);
  const payment = await call<Payment>('boss', 'POST', '/payments', {
    supplierId,
    accountId: null,
    method: 'bill',
    billId: small.id,
    businessDate: TODAY,
    amountFen: 15_000,
  });
  expect((await confirm<Payment>('payments', payment.json)).status).toBe(200);
  expect((await billOf(small.id)).state).toBe('endorsed');
  expect((await billOf(smaller.id)).mayJoin).toBe(false);
  expect((await join(smaller.id)).json.code).toBe('state-refused');
  expect((await split(small.id, 1)).json.code).toBe('state-refused');
  expect(await owed('customers', customerId)).toBe(0);
  expect((await move(smaller.id, 'dishonour')).status).toBe(200);
  expect(await owed('customers', customerId)).toBe(5_000);
  // What was discounted and taken back stays by itself.
  expect((await move(id, 'discount', { feeFen: 100 })).status).toBe(200);
  expect((await undo(id)).status).toBe(200);
  expect(await billOf(id)).toMatchObject({ state: 'held', maySplit: false });
  expect(await credit()).toBe(45_000);
  // A bill without a range is one.
  expect((await billOf((await held(700)).id)).maySplit).toBe(false);
});
