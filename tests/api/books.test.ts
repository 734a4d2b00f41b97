import type { PeriodMonth, PeriodObstacle } from '@xinhang/shared/period-closings.ts';
import type { AccountBalance, Voucher, VoucherRow } from '@xinhang/shared/vouchers.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = {
  code: string;
  errors?: { pointer: string; code: string; params?: Record<string, unknown> }[];
};

async function call<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function well<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refusals = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  ...(json.errors ?? [{ pointer: '', code: json.code }]).map((one) => `${one.pointer} ${one.code}`),
];
const close = (who: string, area: string, month: string, more: object = {}) =>
  call(who, 'POST', '/period-closings/close', { area, month, ...more });
const reopen = (who: string, area: string, month: string, reason = '补一张单') =>
  call(who, 'POST', '/period-closings/reopen', { area, month, reason });
const months = async () =>
  (await well<{ rows: PeriodMonth[] }>('boss', 'GET', '/period-closings')).rows;
const stateOf = async (area: string, month: string) =>
  (await months()).find((row) => row.month === month)!.areas.find((one) => one.area === area)!;
const obstacles = async (area: string, month: string) =>
  (
    await well<{ obstacles: PeriodObstacle[] }>(
      'boss',
      'GET',
      `/period-closings/checks?area=${area}&month=${month}`,
    )
  ).obstacles;

let customerId: number;
let accountId: number;
const opening = (businessDate: string, amountFen = 100) => ({
  kind: 'opening',
  customerId,
  oldNo: 'A1',
  businessDate,
  amountFen,
});
beforeAll(async () => {
  company = await startCompany();
  const customer = { name: '月结客户', duplicateReason: '测' };
  customerId = (await well<{ id: number }>('alice', 'POST', '/customers', customer)).id;
  const bank = { name: '工行基本户', kind: 'bank' };
  accountId = (await well<{ id: number }>('boss', 'POST', '/cash-accounts', bank)).id;
  await well('boss', 'POST', '/ar-adjustments', opening('2026-08-20'));
});
afterAll(async () => {
  await company.stop();
});

test('a month is closed once it is over and nothing stands in the way', async () => {
  expect((await months()).map((row) => row.month)).toEqual([
    '2026-11',
    '2026-10',
    '2026-09',
    '2026-08',
  ]);
  expect(refusals(await close('boss', 'arap', '2026-11'))).toEqual([409, '/month month-not-over']);
  const draft = await well<{ id: number; version: number }>('boss', 'POST', '/receipts', {
    customerId,
    accountId,
    businessDate: '2026-08-21',
    amountFen: 100,
  });
  const left = await close('boss', 'arap', '2026-08');
  expect(refusals(left)).toEqual([409, '/leaveDrafts drafts-left']);
  expect(left.json.errors?.[0]?.params).toMatchObject({ count: 1, area: 'arap' });
  expect((await close('boss', 'arap', '2026-08', { leaveDrafts: true })).status).toBe(200);
  expect(await stateOf('arap', '2026-08')).toMatchObject({ closed: true, mayReopen: true });

  const late = await call('boss', 'POST', '/ar-adjustments', opening('2026-08-31'));
  expect(refusals(late)).toEqual([422, '/businessDate period-closed']);
  expect(late.json.errors?.[0]?.params).toEqual({
    area: 'arap',
    month: '2026-08',
    closedTo: '2026-08-31',
  });
  expect((await call('boss', 'POST', '/ar-adjustments', opening('2026-09-01'))).status).toBe(201);
  const confirm = `/receipts/${draft.id}/confirm`;
  expect(refusals(await call('boss', 'POST', confirm, { version: draft.version }))).toEqual([
    422,
    '/businessDate period-closed',
  ]);
  const moved = await well<{ version: number }>('boss', 'PATCH', `/receipts/${draft.id}`, {
    version: draft.version,
    businessDate: '2026-09-02',
  });
  await well('boss', 'POST', confirm, { version: moved.version });
});

test('months are closed one after the other, finance last', async () => {
  expect(refusals(await close('boss', 'arap', '2026-08'))).toEqual([409, '/month month-closed']);
  const skipped = await close('boss', 'arap', '2026-10');
  expect(refusals(skipped)).toEqual([409, '/month month-not-next']);
  expect(skipped.json.errors?.[0]?.params).toMatchObject({ month: '2026-09' });
  expect(refusals(await close('boss', 'finance', '2026-09'))).toEqual([
    409,
    '/month stock-open',
    '/month arap-open',
  ]);
  for (const area of ['stock', 'finance']) {
    expect((await close('boss', area, '2026-08')).status).toBe(200);
  }
  expect(await stateOf('finance', '2026-09')).toMatchObject({ closed: false, mayClose: false });
  expect(await stateOf('stock', '2026-09')).toMatchObject({ closed: false, mayClose: true });
});

test('the last closed month is opened again, with a reason that stays', async () => {
  expect(refusals(await reopen('boss', 'stock', '2026-08'))).toEqual([
    422,
    '/month finance-closed',
  ]);
  expect(refusals(await reopen('boss', 'finance', '2026-09'))).toEqual([
    422,
    '/month not-last-closed',
  ]);
  expect((await reopen('boss', 'finance', '2026-08', ' ')).status).toBe(400);
  expect((await reopen('boss', 'finance', '2026-08')).json).toMatchObject({ closedTo: '' });
  expect(await stateOf('finance', '2026-08')).toMatchObject({
    closed: false,
    by: null,
    reopenReason: '补一张单',
    mayClose: true,
  });
  await well('boss', 'POST', '/period-closings/reopen', {
    area: 'arap',
    month: '2026-08',
    reason: '漏记',
  });
  expect((await call('boss', 'POST', '/ar-adjustments', opening('2026-08-31'))).status).toBe(201);
  for (const area of ['arap', 'finance']) {
    expect((await close('boss', area, '2026-08')).status).toBe(200);
  }
  const told = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'periodClosing')
    .orderBy('id')
    .execute();
  expect(told.map((row) => row.action.split('.')[1])).toEqual([
    ...Array.from({ length: 3 }, () => 'close'),
    'reopen',
    'reopen',
    'close',
    'close',
  ]);
});

test('balances of accounts lead to vouchers, and those to their documents', async () => {
  const all = async (query: string) =>
    await well<{ rows: VoucherRow[]; totals: { debitFen: number; creditFen: number } }>(
      'boss',
      'GET',
      `/vouchers?totals=1&${query}`,
    );
  const range = 'from=2026-08&to=2026-08';
  const { rows } = await well<{ rows: AccountBalance[] }>(
    'boss',
    'GET',
    `/account-balances?from=2026-09&to=2026-11`,
  );
  const of = (key: string) => rows.find((row) => row.account === key)!;
  // Two old documents of August, one of September; a receipt of which nothing is used yet.
  expect(of('receivable')).toEqual({
    account: 'receivable',
    code: '1122',
    openingFen: 200,
    debitFen: 100,
    creditFen: 0,
    closingFen: 300,
  });
  expect(of('bank')).toMatchObject({ openingFen: 0, debitFen: 100, closingFen: 100 });
  expect(rows.reduce((sum, row) => sum + row.closingFen, 0)).toBe(0);
  expect(rows.map((row) => row.code)).toEqual(rows.map((row) => row.code).toSorted());

  const receivable = await all(`account=receivable&${range}`);
  expect(receivable.totals).toEqual({ debitFen: 200, creditFen: 0 });
  expect(receivable.rows.map((row) => row.businessDate)).toEqual(['2026-08-31', '2026-08-20']);
  const page = await well<{ rows: VoucherRow[]; next: string }>('boss', 'GET', '/vouchers?limit=2');
  const rest = await well<{ rows: VoucherRow[] }>(
    'boss',
    'GET',
    `/vouchers?cursor=${encodeURIComponent(page.next)}`,
  );
  const whole = [...page.rows, ...rest.rows];
  expect(whole.map((row) => row.businessDate)).toEqual([
    '2026-09-02',
    '2026-09-01',
    '2026-08-31',
    '2026-08-20',
  ]);
  expect(whole[0]).toMatchObject({
    docKind: 'receipt',
    debits: ['bank'],
    credits: ['advanceReceived'],
    debitFen: 100,
    creditFen: 100,
  });
  const [old] = receivable.rows;
  const voucher = await well<Voucher>('boss', 'GET', `/vouchers/${old!.id}`);
  expect(voucher).toMatchObject({
    docKind: 'arAdjustment',
    reversedBy: null,
    lines: [
      { account: 'receivable', debitFen: 100, parties: [{ kind: 'customer', name: '月结客户' }] },
      { account: 'equityOpening', creditFen: 100, parties: [] },
    ],
  });
  const body = { version: 1, reason: '录错' };
  await well('boss', 'POST', `/ar-adjustments/${voucher.docId}/reverse`, body);
  const { reversedBy } = await well<Voucher>('boss', 'GET', `/vouchers/${old!.id}`);
  const back = await well<Voucher>('boss', 'GET', `/vouchers/${reversedBy}`);
  expect(back).toMatchObject({ reversal: true, reversalOf: old!.id, businessDate: '2026-11-24' });
  expect(back.lines[0]).toMatchObject({ account: 'receivable', creditFen: 100 });
  // What August said it still says.
  expect((await all(`account=receivable&${range}`)).totals.debitFen).toBe(200);
});

test('vouchers leave as a file with each of their lines, and balances as another', async () => {
  const asked = { format: 'csv', lang: 'zh-CN' };
  const fileOf = async (more: object) => {
    const body = { ...asked, ...more };
    const { jobId } = await well<{ jobId: number }>('boss', 'POST', '/vouchers/export', body);
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get('boss')!}` };
    const answer = await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers });
    return answer.body.trim().split('\r\n');
  };
  const lines = await fileOf({ what: 'vouchers', to: '2026-08' });
  expect(lines).toHaveLength(5);
  expect(lines[1]).toContain('2026-08-31');
  expect(lines[1]).toContain('应收账款');
  const [head, ...balances] = await fileOf({ what: 'balances', to: '2026-08' });
  expect(head).toContain('期末借方');
  expect(balances).toHaveLength(2);
  expect((await call('alice', 'GET', '/vouchers')).status).toBe(403);
});

test('goods that come and go without being sold are vouchered at their value', async () => {
  const unitId = (await well<{ rows: { id: number }[] }>('boss', 'GET', '/units')).rows[0]!.id;
  const goods = { name: '凭证商品', unitId };
  const productId = (await well<{ id: number }>('boss', 'POST', '/products', goods)).id;
  const place = await company.db.read
    .selectFrom('location')
    .select('id')
    .where('kind', '=', 'warehouse')
    .executeTakeFirstOrThrow();
  const confirmed = async (body: object, line: object) => {
    const lines = [{ productId, unitId, ...line }];
    const draft = { businessDate: '2026-11-02', ...body, lines };
    const { id, version } = await well<{ id: number; version: number }>(
      'boss',
      'POST',
      '/stock-documents',
      draft,
    );
    await well('boss', 'POST', `/stock-documents/${id}/confirm`, { version });
    return id;
  };
  const said = async (docId: number) => {
    const { rows } = await well<{ rows: VoucherRow[] }>('boss', 'GET', `/vouchers?docId=${docId}`);
    return rows
      .filter((row) => row.docKind.startsWith('other'))
      .map((row) => [row.debits[0], row.credits[0], row.debitFen]);
  };
  const opening = { kind: 'otherIn', toLocationId: place.id, reason: 'opening' };
  const came = await confirmed(opening, { qtyE4: 100_000, priceE4: 123_400 });
  expect(await said(came)).toEqual([['stock', 'equityOpening', 12_340]]);
  const out = { kind: 'otherOut', fromLocationId: place.id, reason: 'sample' };
  const went = await confirmed(out, { qtyE4: 30_000 });
  expect(await said(went)).toEqual([['otherExpense', 'stock', 3_702]]);
  const back = { version: 2, reason: '测试' };
  await well('boss', 'POST', `/stock-documents/${went}/reverse`, back);
  expect((await said(went))[0]).toEqual(['stock', 'otherExpense', 3_702]);
  const { rows } = await well<{ rows: AccountBalance[] }>('boss', 'GET', '/account-balances');
  const pool = await company.db.read
    .selectFrom('stock_pool')
    .select((eb) => eb.fn.sum('value_fen').as('sum'))
    .executeTakeFirstOrThrow();
  expect(rows.find((row) => row.account === 'stock')!.closingFen).toBe(Number(pool.sum));
});

test('books that differ stop a month, from the month on in which they do', async () => {
  await company.db.transaction(async (tx) => {
    const money = {
      entity_id: 1,
      doc_kind: 'receipt',
      doc_id: 99,
      doc_no: 'X',
      currency: 'CNY',
      rate_e8: 100_000_000,
      note: '',
      reversal_of: null,
      posted_by: 1,
      posted_at: 1,
    };
    const row = { ...money, account_id: accountId, business_date: '2026-10-05' };
    await tx
      .insertInto('cash_ledger')
      .values({ ...row, amount_fen: 7, amount_cur: 7 })
      .execute();
    const owed = { ...money, business_date: '2026-10-06', due_date: '2026-10-06' };
    const { note: _, ...ledger } = { ...owed, amount_fen: 9, amount_cur: 9 };
    const party = { party_kind: 'customer', party_id: customerId, kind: 'goods' };
    await tx
      .insertInto('ar_ledger')
      .values({ ...ledger, ...party })
      .execute();
  });
  expect(await obstacles('finance', '2026-09')).toMatchObject([
    { code: 'stock-open' },
    { code: 'arap-open' },
  ]);
  // The row has no open item either, whatever the month.
  const items = { code: 'open-items-differ', count: 1 };
  expect(await obstacles('arap', '2026-09')).toMatchObject([items]);
  expect(await obstacles('arap', '2026-10')).toMatchObject([
    { code: 'month-not-next', month: '2026-09' },
    { code: 'receivable-books-differ', amountFen: -9 },
    items,
  ]);
  expect((await obstacles('finance', '2026-10')).at(-1)).toMatchObject({
    code: 'cash-books-differ',
    amountFen: -7,
  });
  const product = await well<{ id: number }>('boss', 'POST', '/products', {
    name: '月结商品',
    unitId: (await well<{ rows: { id: number }[] }>('boss', 'GET', '/units')).rows[0]!.id,
  });
  await company.db.transaction(async (tx) => {
    const place = await tx.selectFrom('location').select('id').executeTakeFirstOrThrow();
    const where = { entity_id: 1, product_id: product.id, location_id: place.id, batch: '' };
    const balance = { ...where, qty_e4: 1, qty2_e4: 0, reserved_e4: 0 };
    await tx.insertInto('stock_balance').values(balance).execute();
  });
  expect(refusals(await close('boss', 'stock', '2026-09'))).toEqual([
    409,
    '/month stock-books-differ',
  ]);
});

test('who sells sees none of it; an accountant closes and does not open again', async () => {
  await company.db.transaction(async (tx) => {
    const { dept_id: deptId, password_hash: passwordHash } = await tx
      .selectFrom('user')
      .select(['dept_id', 'password_hash'])
      .where('login', '=', 'boss')
      .executeTakeFirstOrThrow();
    const person = { login: 'books', name: 'books', deptId, passwordHash };
    await addPerson(tx, { ...person, roleKeys: ['accountant'] });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  expect((await call('alice', 'GET', '/period-closings')).status).toBe(403);
  expect((await close('alice', 'stock', '2026-09')).status).toBe(403);
  const [newest] = (await well<{ rows: PeriodMonth[] }>('books', 'GET', '/period-closings')).rows;
  expect(newest!.areas.map((one) => one.mayReopen)).toEqual([false, false, false]);
  expect(refusals(await close('books', 'stock', '2026-09'))[0]).toBe(409);
  expect((await reopen('books', 'finance', '2026-08')).status).toBe(403);
});
