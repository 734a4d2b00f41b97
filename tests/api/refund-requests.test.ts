import { addPerson } from '@xinhang/server/ops/found.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { ApprovalRow } from '@xinhang/shared/approvals.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import type { RefundRequest } from '@xinhang/shared/refund-requests.ts';
import type { CustomerRefund } from '@xinhang/shared/refunds.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: object }[];
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
let customerId: number;
let advanceId: number;

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { dept_id: deptId, password_hash: passwordHash } = await tx
      .selectFrom('user')
      .select(['dept_id', 'password_hash'])
      .where('login', '=', 'alice')
      .executeTakeFirstOrThrow();
    const person = { login: 'clerk', name: 'clerk', deptId, passwordHash };
    await addPerson(tx, { ...person, roleKeys: ['accountant'] });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const bank = { name: '工行基本户', kind: 'bank' };
  bankId = (await well<CashAccount>('boss', 'POST', '/cash-accounts', bank)).id;
  customerId = (
    await well<{ id: number }>('alice', 'POST', '/customers', {
      name: '退款客户',
      phone: '13900001111',
    })
  ).id;
  const paid = { customerId, accountId: bankId, businessDate: TODAY, amountFen: 90_000 };
  const { id } = await well<{ id: number }>('boss', 'POST', '/receipts', paid);
  await well('boss', 'POST', `/receipts/${id}/confirm`, { version: 1 });
  advanceId = (await items()).find((row) => row.kind === 'advance')!.id;
  const { version } = await well<{ version: number }>('boss', 'GET', '/settings');
  const values = { 'finance.refundApproveFromYuan': 300 };
  await well('boss', 'PATCH', '/settings', { version, values });
});
afterAll(async () => {
  await company.stop();
});
afterEach(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
  expect(found).toEqual([]);
});

const items = async () =>
  (await well<{ items: ReceivableItem[] }>('boss', 'GET', `/customers/${customerId}/receivables`))
    .items;
const open = async () => (await items()).find((row) => row.id === advanceId)!.openFen;
const lines = (amountFen: number) => ({ lines: [{ itemId: advanceId, amountFen }] });
const way = () => ({ accountId: bankId, businessDate: TODAY });
const refund = async (amountFen: number) =>
  await call<CustomerRefund>('boss', 'POST', '/customer-refunds', {
    customerId,
    ...way(),
    ...lines(amountFen),
  });
const act = async (who: string, verb: string, { id, version }: RefundRequest, more: object = {}) =>
  await call<RefundRequest>(who, 'POST', `/refund-requests/${id}/${verb}`, { version, ...more });
const listed = async (who: string, state = '') =>
  (
    await well<{ rows: RefundRequest[] }>(
      who,
      'GET',
      `/refund-requests${state && `?state=${state}`}`,
    )
  ).rows;
const decide = async (who: string, decision: 'approve' | 'reject', comment = '') => {
  const { rows } = await well<{ rows: ApprovalRow[] }>(who, 'GET', '/approvals?box=todo');
  const waits = rows.find((row) => row.kind === 'customerRefund')!;
  await well(who, 'POST', `/approval-tasks/${waits.taskId}/decide`, { decision, comment });
  return waits;
};
const now = async (id: number) => (await listed('boss')).find((row) => row.id === id)!;

test('a refund from the amount of the company on is asked for, refused, asked for again and paid', async () => {
  expect(refusal(await refund(30_000))).toEqual([422, '/lines', 'refund-needs-approval']);
  const small = (await refund(29_999)).json;
  expect(small.no).toBe('TK-202611-0001');
  const ask = (who: string, amountFen: number) =>
    call<RefundRequest>(who, 'POST', '/refund-requests', {
      customerId,
      note: '多付',
      ...lines(amountFen),
    });
  expect((await ask('alice', 100)).status).toBe(403);
  expect(refusal(await ask('clerk', 60_002))).toEqual([422, '/lines/0/amountFen', 'above-open']);
  const asked = (await ask('clerk', 50_000)).json;
  expect(asked).toMatchObject({ state: 'approving', amountFen: 50_000, mayWithdraw: true });
  // Nothing moves before it is paid, and nobody but its maker takes it back.
  expect(await open()).toBe(-60_001);
  expect((await act('boss', 'withdraw', asked)).status).toBe(403);
  expect((await act('clerk', 'pay', asked, way())).json.code).toBe('state-refused');
  const waits = await decide('manager', 'reject', '先对账');
  expect([waits.title, waits.amountFen]).toEqual(['退款客户', 50_000]);
  const back = await now(asked.id);
  expect([back.state, back.reason]).toEqual(['returned', '先对账']);
  expect((await act('boss', 'submit', back, lines(40_000))).status).toBe(403);
  const again = (await act('clerk', 'submit', back, lines(40_000))).json;
  expect([again.state, again.amountFen, again.reason]).toEqual(['approving', 40_000, '']);
  await decide('manager', 'approve');
  const approved = await now(asked.id);
  expect([approved.state, approved.mayPay, await open()]).toEqual(['approved', true, -60_001]);
  expect((await act('boss', 'pay', { ...approved, version: 1 }, way())).status).toBe(409);
  const done = (await act('boss', 'pay', approved, way())).json;
  expect([done.state, done.refund?.no, await open()]).toEqual(['paid', 'TK-202611-0002', -20_001]);

  // Taken back, the money may go once more, without being asked for again.
  const { rows } = await well<{ rows: CustomerRefund[] }>('boss', 'GET', '/customer-refunds');
  const paid = rows.find((row) => row.id === done.refund!.id)!;
  const undo = { version: paid.version, reason: '账号错' };
  await well('boss', 'POST', `/customer-refunds/${paid.id}/reverse`, undo);
  const reopened = await now(asked.id);
  expect([reopened.state, reopened.refund, await open()]).toEqual(['approved', null, -60_001]);
  // Used meanwhile: no more than is open.
  await refund(29_999);
  expect(refusal(await act('boss', 'pay', reopened, way()))).toEqual([
    422,
    '/lines/0/amountFen',
    'above-open',
  ]);
  expect((await act('boss', 'discard', reopened)).json.state).toBe('void');
});

test('a request is withdrawn and given up by its maker, and seen with its customer alone', async () => {
  const body = { customerId, note: '', ...lines(10_000) };
  const asked = await well<RefundRequest>('clerk', 'POST', '/refund-requests', body);
  const back = (await act('clerk', 'withdraw', asked)).json;
  expect([back.state, back.maySubmit, back.mayDiscard]).toEqual(['returned', true, true]);
  expect((await act('boss', 'discard', back)).status).toBe(403);
  expect((await act('clerk', 'discard', back)).json.state).toBe('void');
  expect((await listed('alice', 'void')).map((row) => row.id)).toContain(asked.id);
  expect(await listed('bob')).toEqual([]);
  expect((await call('buyer', 'GET', '/refund-requests')).status).toBe(403);
  // Without a flow nobody need be asked.
  const flows = await well<{ rows: { id: number; version: number; kind: string }[] }>(
    'admin',
    'GET',
    '/approval-flows',
  );
  const flow = flows.rows.find((row) => row.kind === 'customerRefund')!;
  await well('admin', 'PATCH', `/approval-flows/${flow.id}`, {
    version: flow.version,
    active: false,
  });
  const free = await well<RefundRequest>('clerk', 'POST', '/refund-requests', body);
  expect([free.state, free.approvalId]).toEqual(['approved', null]);
});

test('who agrees on terms sets the credit limit, and changes nothing else of the customer', async () => {
  const path = `/customers/${customerId}/terms`;
  const terms = { termId: null, overdueDays: 30 };
  const limitOf = async () => {
    const found = await well<{ creditLimitFen: number | null; can: { update: boolean } }>(
      'clerk',
      'GET',
      `/customers/${customerId}`,
    );
    return [found.creditLimitFen, found.can.update];
  };
  await well('clerk', 'PUT', path, { ...terms, creditLimitFen: 500_000 });
  expect(await limitOf()).toEqual([500_000, false]);
  // Not said is as it was; no limit is null.
  await well('clerk', 'PUT', path, { ...terms, overdueDays: 15 });
  expect(await limitOf()).toEqual([500_000, false]);
  const asked = { ...terms, creditLimitFen: 0 };
  expect((await call('alice', 'PUT', path, asked)).status).toBe(403);
  expect(refusal(await call('clerk', 'PUT', path, { ...terms, creditLimitFen: -1 }))[1]).toBe(
    '/creditLimitFen',
  );
  await well('boss', 'PUT', path, { ...terms, creditLimitFen: null });
  expect(await limitOf()).toEqual([null, false]);
  const told = await company.db.read
    .selectFrom('audit_event')
    .select(['before', 'after'])
    .where('action', '=', 'customers.update')
    .where('entity_id', '=', customerId)
    .execute();
  expect(told.map(({ after }) => JSON.parse(after!) as object)).toMatchObject([
    { credit_limit_fen: 500_000 },
    { credit_limit_fen: null },
  ]);
});
