import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { ApprovalRow } from '@xinhang/shared/approvals.ts';
import type { CashAccount, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import type { CashCategory } from '@xinhang/shared/cash-categories.ts';
import type { CustomerExpense, ExpenseClaim, ExpenseRow } from '@xinhang/shared/expense-claims.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
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

let bank: number;
let travel: CashCategory;
let customerId: number;
let sent = 0;

beforeAll(async () => {
  company = await startCompany();
  const account = { name: '工行基本户', kind: 'bank' };
  bank = (await well<CashAccount>('boss', 'POST', '/cash-accounts', account)).id;
  const { rows } = await well<{ rows: CashCategory[] }>('alice', 'GET', '/cash-categories');
  travel = rows.find((row) => row.name === '差旅费')!;
  customerId = (await well<{ id: number }>('alice', 'POST', '/customers', { name: '恒达机电' })).id;
});
afterAll(async () => {
  await company.stop();
});
afterEach(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
  expect(found).toEqual([]);
});

const line = (amountFen: number, more: object = {}) => ({
  categoryId: travel.id,
  spentOn: '2026-11-20',
  amountFen,
  ...more,
});
const create = (who: string, lines: object[]) =>
  call<ExpenseClaim>(who, 'POST', '/expense-claims', { title: '拜访', lines });
const act = (who: string, verb: string, { id, version }: ExpenseClaim, more: object = {}) =>
  call<ExpenseClaim>(who, 'POST', `/expense-claims/${id}/${verb}`, { version, ...more });
const handIn = async (who: string, amountFen: number) =>
  (await act(who, 'submit', (await create(who, [line(amountFen)])).json)).json;
const listed = async (who: string, query = '') =>
  (await well<{ rows: ExpenseRow[] }>(who, 'GET', `/expense-claims${query}`)).rows;
const decide = async (who: string, verdict: 'approve' | 'reject', comment = '') => {
  const { rows } = await well<{ rows: ApprovalRow[] }>(who, 'GET', '/approvals?box=todo');
  const [waits] = rows.filter((row) => row.kind === 'expense');
  await well(who, 'POST', `/approval-tasks/${waits!.taskId}/decide`, {
    decision: verdict,
    comment,
  });
  return waits!;
};
const upload = (who: string, url: string) =>
  company.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: {
      authorization: `Bearer ${tokens.get(who)!}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `file-${(sent += 1)}-${url.length}`,
    },
    payload: Buffer.from('发票'),
  });
const desk = async (who: string) =>
  (await well<{ blocks: DeskBlock[] }>(who, 'GET', '/desk?whose=mine')).blocks.find(
    (block) => block.kind === 'expensesDue',
  );

test('a claim goes from its person over the head to its money, and back', async () => {
  expect(refusal(await create('alice', [line(100, { spentOn: '2026-11-25' })]))).toEqual([
    422,
    '/lines/0/spentOn',
    'in-the-future',
  ]);
  expect(refusal(await create('bob', [line(100, { customerId })]))).toEqual([
    422,
    '/lines/0/customerId',
    'unknown-customer',
  ]);
  const empty = (await create('alice', [])).json;
  expect(refusal(await act('alice', 'submit', empty))).toEqual([422, '/lines', 'required']);
  await act('alice', 'discard', empty);
  const draft = (await create('alice', [line(12_000, { customerId, note: '高铁' }), line(3_000)]))
    .json;
  expect([draft.no, draft.amountFen, draft.lines[0]!.customer?.id]).toEqual([
    '',
    15_000,
    customerId,
  ]);
  // A draft is its person's alone.
  expect((await call('manager', 'GET', `/expense-claims/${draft.id}`)).status).toBe(404);
  const url = `/expense-claims/${draft.id}/files?name=${encodeURIComponent('发票.txt')}`;
  const file = (await upload('alice', url)).json() as { id: number };
  const handed = (await act('alice', 'submit', draft)).json;
  expect([handed.no, handed.state]).toEqual(['BX-202611-0001', 'approving']);
  expect((await upload('alice', url)).statusCode).toBe(409);
  expect((await listed('manager')).map((row) => row.id)).toEqual([handed.id]);
  expect(await listed('bob')).toEqual([]);
  expect((await call('bob', 'GET', `/expense-claims/${handed.id}`)).status).toBe(404);
  expect((await call('bob', 'GET', `/expense-files/${file.id}`)).status).toBe(404);
  const headers = { authorization: `Bearer ${tokens.get('manager')!}` };
  const read = await company.app.inject({ url: `/api/v1/expense-files/${file.id}`, headers });
  expect(read.body).toBe('发票');

  // Taken back, handed in again under its number, refused, handed in again.
  const back = (await act('alice', 'withdraw', handed)).json;
  expect([back.state, back.no]).toEqual(['draft', handed.no]);
  expect((await act('alice', 'discard', back)).json.code).toBe('state-refused');
  await act('alice', 'submit', back);
  await decide('manager', 'reject', '缺发票');
  const refused = await well<ExpenseClaim>('alice', 'GET', `/expense-claims/${draft.id}`);
  expect([refused.state, refused.reason]).toEqual(['draft', '缺发票']);
  expect((await desk('alice'))?.expenses).toEqual({ toPay: 0, cameBack: 1 });
  await act('alice', 'submit', refused);
  const approval = await decide('manager', 'approve');
  expect(approval.title).toBe('alice · 拜访');
  expect((await desk('boss'))?.expenses).toEqual({ toPay: 1, cameBack: 0 });

  const approved = await well<ExpenseClaim>('boss', 'GET', `/expense-claims/${draft.id}`);
  expect([approved.state, approved.mayPay]).toEqual(['approved', true]);
  expect((await act('manager', 'pay', approved)).status).toBe(403);
  const money = { accountId: bank, paidOn: '2026-11-24' };
  expect(refusal(await act('boss', 'pay', approved, { ...money, accountId: 999_999 }))).toEqual([
    422,
    '/accountId',
    'unknown-account',
  ]);
  const paid = (await act('boss', 'pay', approved, money)).json;
  expect([paid.state, paid.account?.id, paid.paidOn]).toEqual(['paid', bank, '2026-11-24']);
  const journal = `/cash-accounts/${bank}/journal`;
  const { rows } = await well<{ rows: CashMovement[] }>('boss', 'GET', journal);
  expect(rows[0]).toMatchObject({ amountFen: -15_000, docKind: 'expenseClaim', party: 'alice' });
  const lines = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen', 'customer_id'])
    .where('doc_kind', '=', 'expenseClaim')
    .orderBy('voucher_line.id')
    .execute();
  expect(lines.map((row) => [row.account, row.amount_fen, row.customer_id])).toEqual([
    ['sellingExpense', 12_000, customerId],
    ['sellingExpense', 3_000, null],
    ['bank', -15_000, null],
  ]);
  const spent = await well<{ rows: CustomerExpense[]; approvedFen: number }>(
    'alice',
    'GET',
    `/customers/${customerId}/expenses`,
  );
  expect([spent.approvedFen, spent.rows[0]!.note]).toEqual([12_000, '高铁']);
  const undone = (await act('boss', 'unpay', paid, { reason: '账户错' })).json;
  expect([undone.state, undone.account]).toEqual(['approved', null]);
  const again = (await act('boss', 'pay', undone, money)).json;
  expect(again.state).toBe('paid');
});

test('finance sends back what it does not pay, and takes claims out as a file', async () => {
  const handed = await handIn('alice', 700);
  await decide('manager', 'approve');
  const now = await well<ExpenseClaim>('boss', 'GET', `/expense-claims/${handed.id}`);
  expect((await act('boss', 'send-back', now, { reason: '' })).status).toBe(400);
  await act('boss', 'send-back', now, { reason: '抬头不对' });
  expect((await call('boss', 'GET', `/expense-claims/${handed.id}`)).status).toBe(404);
  const mine = await listed('alice', '?mine=true&state=draft');
  expect(mine.map((row) => [row.id, row.reason])).toEqual([[handed.id, '抬头不对']]);
  const file = { state: ['paid'], format: 'csv', lang: 'zh-CN' };
  const { jobId } = await well<{ jobId: number }>('boss', 'POST', '/expense-claims/export', file);
  await company.jobs.idle();
  const headers = { authorization: `Bearer ${tokens.get('boss')!}` };
  const { body } = await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers });
  expect(body).toMatch(
    /BX-202611-0001,2026-11-24,已付款,alice,拜访,差旅费,2026-11-20,120,恒达机电,高铁,2026-11-24,工行基本户/,
  );
  expect((await call('admin', 'GET', '/expense-claims')).status).toBe(403);
});
