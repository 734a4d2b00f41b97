import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { CashAccount, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import type { CashBookRow } from '@xinhang/shared/cash-book.ts';
import type { CashCategory } from '@xinhang/shared/cash-categories.ts';
import type { CashTransfer } from '@xinhang/shared/cash-transfers.ts';
import type { OtherCash } from '@xinhang/shared/other-cash.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string }[];
}

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
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const TODAY = '2026-11-24';
let bank: number;
let till: number;

beforeAll(async () => {
  company = await startCompany();
  const account = async (name: string, kind: string) =>
    (await well<CashAccount>('boss', 'POST', '/cash-accounts', { name, kind })).id;
  bank = await account('工行基本户', 'bank');
  till = await account('现金', 'cash');
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

const accountNow = async (id: number) =>
  (await well<{ rows: CashAccount[] }>('boss', 'GET', '/cash-accounts')).rows.find(
    (row) => row.id === id,
  )!;
const journalOf = async (id: number) =>
  (await well<{ rows: CashMovement[] }>('boss', 'GET', `/cash-accounts/${id}/journal`)).rows;
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

test('an account begins with what lay there, once, on or before its first movement', async () => {
  const path = `/cash-accounts/${bank}/opening`;
  const said = { businessDate: '2026-09-01', amountFen: 100_000 };
  expect(refusal(await call('boss', 'POST', path, { ...said, amountFen: 0 }))).toEqual([
    400,
    '/amountFen',
    'not-zero',
  ]);
  const opened = await well<CashAccount>('boss', 'POST', path, said);
  expect([opened.balanceFen, opened.opening?.no]).toEqual([100_000, 'ZJQC-202609-0001']);
  expect((await call('boss', 'POST', path, said)).json.code).toBe('already-exists');
  expect((await call('boss', 'POST', '/cash-accounts/999999/opening', said)).status).toBe(404);
  expect(await vouchersOf('cashOpening', opened.opening!.id)).toEqual({
    bank: 100_000,
    equityOpening: -100_000,
  });
  const back = `/cash-accounts/${bank}/reverse-opening`;
  const why = { version: 1, reason: '看错了' };
  expect((await call('boss', 'POST', back, { ...why, version: 9 })).status).toBe(409);
  const undone = await well<CashAccount>('boss', 'POST', back, why);
  expect([undone.balanceFen, undone.opening]).toEqual([0, null]);
  expect((await call('boss', 'POST', back, why)).json.code).toBe('state-refused');
  const late = { ...said, businessDate: '2026-09-02' };
  expect(refusal(await call('boss', 'POST', path, late))).toEqual([
    422,
    '/businessDate',
    'after-first-movement',
  ]);
  await well('boss', 'POST', path, { ...said, amountFen: 90_000 });
  expect((await accountNow(bank)).balanceFen).toBe(90_000);
});

test('a transfer is two rows that sum to nothing, its fee a third, and all go back', async () => {
  const create = async (body: object) =>
    await call<CashTransfer>('boss', 'POST', '/cash-transfers', {
      fromId: bank,
      toId: till,
      businessDate: TODAY,
      amountFen: 5_000,
      feeFen: 20,
      ...body,
    });
  expect(refusal(await create({ toId: bank }))).toEqual([422, '/toId', 'same-account']);
  expect(refusal(await create({ fromId: 999_999 }))).toEqual([422, '/fromId', 'unknown-account']);
  const { id, version } = (await create({ note: '备用金' })).json;
  const before = (await accountNow(bank)).balanceFen!;
  const done = await well<CashTransfer>('boss', 'POST', `/cash-transfers/${id}/confirm`, {
    version,
  });
  expect([done.no, done.state]).toEqual(['ZZ-202611-0001', 'confirmed']);
  expect((await accountNow(bank)).balanceFen).toBe(before - 5_020);
  expect((await journalOf(bank)).slice(0, 2).map((row) => row.amountFen)).toEqual([-20, -5_000]);
  expect((await journalOf(till)).map((row) => [row.amountFen, row.docNo])).toEqual([
    [5_000, done.no],
  ]);
  expect(await vouchersOf('cashTransfer', id)).toEqual({
    cash: 5_000,
    financeCost: 20,
    bank: -5_020,
  });
  const change = { version: done.version, note: '改' };
  expect((await call('boss', 'PATCH', `/cash-transfers/${id}`, change)).json.code).toBe(
    'state-refused',
  );
  const file = { state: ['confirmed'], format: 'csv', lang: 'zh-CN' };
  const { jobId } = await well<{ jobId: number }>('boss', 'POST', '/cash-transfers/export', file);
  await company.jobs.idle();
  const headers = { authorization: `Bearer ${tokens.get('boss')!}` };
  const { body } = await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers });
  expect(body).toMatch(/ZZ-202611-0001,2026-11-24,已确认,工行基本户,现金,50,0.2,备用金/);
  const undone = await well<CashTransfer>('boss', 'POST', `/cash-transfers/${id}/reverse`, {
    version: done.version,
    reason: '转错了',
  });
  expect(undone.state).toBe('reversed');
  expect([(await accountNow(bank)).balanceFen, (await accountNow(till)).balanceFen]).toEqual([
    before,
    0,
  ]);
  const draft = (await create({})).json;
  await well('boss', 'POST', `/cash-transfers/${draft.id}/discard`, { version: draft.version });
  expect((await call('boss', 'GET', `/cash-transfers/${draft.id}`)).status).toBe(404);
});

test('money comes and goes without goods, by categories with an account of the chart', async () => {
  const { rows } = await well<{ rows: CashCategory[] }>('boss', 'GET', '/cash-categories');
  const named = (name: string) => rows.find((row) => row.name === name)!;
  const create = async (body: object) =>
    await call<OtherCash>('boss', 'POST', '/other-cash', {
      kind: 'payment',
      categoryId: named('工资社保').id,
      accountId: bank,
      businessDate: TODAY,
      amountFen: 8_000,
      ...body,
    });
  expect(refusal(await create({ categoryId: named('利息收入').id }))).toEqual([
    422,
    '/categoryId',
    'unknown-category',
  ]);
  expect(refusal(await create({ party: { kind: 'employee' } }))).toEqual([
    422,
    '/party/id',
    'required',
  ]);
  expect(refusal(await create({ party: { kind: 'supplier', id: 999_999 } }))[2]).toBe(
    'unknown-party',
  );
  const userId = company.users['alice']!;
  const wage = (await create({ party: { kind: 'employee', id: userId } })).json;
  const before = (await accountNow(bank)).balanceFen!;
  const path = `/other-cash/${wage.id}`;
  const paid = await well<OtherCash>('boss', 'POST', `${path}/confirm`, { version: wage.version });
  expect([paid.no, paid.party.kind]).toEqual(['QTZC-202611-0001', 'employee']);
  expect((await accountNow(bank)).balanceFen).toBe(before - 8_000);
  expect(await vouchersOf('otherPayment', wage.id)).toEqual({ bank: -8_000, adminExpense: 8_000 });
  expect((await journalOf(bank))[0]).toMatchObject({ docKind: 'otherPayment', docId: wage.id });
  const rent = await create({
    kind: 'income',
    categoryId: named('利息收入').id,
    party: { kind: 'none', name: '工行' },
  });
  const came = await well<OtherCash>('boss', 'POST', `/other-cash/${rent.json.id}/confirm`, {
    version: 1,
  });
  expect([came.no, came.party.name]).toEqual(['QTSR-202611-0001', '工行']);
  expect((await journalOf(bank))[0]).toMatchObject({ amountFen: 8_000, party: '工行' });
  await well('boss', 'POST', `${path}/reverse`, { version: paid.version, reason: '发错人' });
  expect((await accountNow(bank)).balanceFen).toBe(before + 8_000);

  // What was posted stays where it is; the next one follows the category.
  const { id, version } = named('工资社保');
  const wrong = await call('boss', 'PATCH', `/cash-categories/${id}`, { version, account: 'bank' });
  expect(refusal(wrong)).toEqual([400, '/account', 'account-has-a-book']);
  const off = await well<CashCategory>('boss', 'PATCH', `/cash-categories/${id}`, {
    version,
    active: false,
  });
  expect(off.active).toBe(false);
  expect(refusal(await create({}))).toEqual([422, '/categoryId', 'not-in-use']);
  const same = { kind: 'payment', name: '税费', account: 'adminExpense' };
  expect((await call('boss', 'POST', '/cash-categories', same)).json.code).toBe('already-exists');
  for (const one of ['/cash-transfers', '/other-cash?kind=income']) {
    expect((await call('alice', 'GET', one)).status).toBe(403);
  }
});

test('the day book knows what lay there on any day, and what came and went since', async () => {
  const book = async (query: string) =>
    (await well<{ rows: CashBookRow[] }>('boss', 'GET', `/cash-book?${query}`)).rows.find(
      (row) => row.account.id === bank,
    )!;
  const now = await accountNow(bank);
  const month = await book('to=2026-11-24');
  expect(month.openingFen + month.inFen - month.outFen).toBe(now.balanceFen);
  expect([month.openingFen, month.closingFen]).toEqual([90_000, now.balanceFen]);
  expect((await book('from=2026-08-01&to=2026-08-31')).closingFen).toBe(0);
  expect((await book('from=2026-09-01&to=2026-09-01')).closingFen).toBe(90_000);
  const fileOf = async (more: object) => {
    const { jobId } = await well<{ jobId: number }>('boss', 'POST', '/cash-book/export', {
      from: '2026-09-01',
      to: '2026-11-24',
      format: 'csv',
      lang: 'zh-CN',
      ...more,
    });
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get('boss')!}` };
    return (await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers })).body;
  };
  expect(await fileOf({})).toMatch(/工行基本户,0,\d+/);
  expect(await fileOf({ accountId: bank })).toMatch(
    /期初余额[^]*2026-11-24,账户转账,ZZ-202611-0001/,
  );
  expect((await call('alice', 'GET', '/cash-book')).status).toBe(403);
});
