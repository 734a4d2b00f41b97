import type { Customer } from '@xinhang/shared/customers.ts';
import type { ArAdjustment } from '@xinhang/shared/receivables.ts';
import type { Statement, StatementProposal, WholeStatement } from '@xinhang/shared/statements.ts';
import type {
  SupplierStatement,
  SupplierStatementProposal,
  WholeSupplierStatement,
} from '@xinhang/shared/supplier-statements.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };

async function call<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function well<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];

const DAY_MS = 86_400_000;
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };
let customers = 0;

beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

async function customer(who: string) {
  const body = { name: `对账客户${(customers += 1)}号`, duplicateReason: '测' };
  return (await well<Customer>(who, 'POST', '/customers', body)).id;
}
const owe = (customerId: number, amountFen: number, businessDate: string) =>
  well<ArAdjustment>('boss', 'POST', '/ar-adjustments', {
    kind: amountFen > 0 ? 'other' : 'rebate',
    customerId,
    businessDate,
    amountFen,
    note: '测',
  });
const make = async (customerIds: number[], span = OCTOBER) =>
  await well<{ made: { id: number; no: string }[]; leftOut: number }>(
    'boss',
    'POST',
    '/statements',
    { ...span, customerIds },
  );
const get = (id: number, who = 'boss') => well<WholeStatement>(who, 'GET', `/statements/${id}`);
const step = (
  who: string,
  { id, version }: { id: number; version: number },
  to: string,
  more = {},
) => call<Statement>(who, 'POST', `/statements/${id}/${to}`, { version, ...more });
interface Listed {
  rows: Statement[];
  totals: { state: string; n: number; closingFen: number }[];
}

test('a statement reads the same for ever, and what is posted into its time stands beside it', async () => {
  const [mine, other] = [await customer('alice'), await customer('boss')];
  await owe(mine, 10_000, '2026-09-20');
  const first = await owe(mine, 50_000, '2026-10-05');
  await owe(mine, -5_000, '2026-10-20');
  await owe(mine, 700, '2026-11-02');
  const query = `?from=${OCTOBER.from}&to=${OCTOBER.to}`;
  const ask = (more: string, who = 'boss') =>
    well<{ rows: StatementProposal[] }>(who, 'GET', `/statement-proposals${query}${more}`);
  const proposed = async (more = '') => (await ask(more)).rows.map((row) => row.customer.id);
  expect(await proposed()).toEqual([mine]);
  await owe(other, 400, '2026-11-02');
  // Who owed nothing then and had no rows gets none; who owes still and did not move is owing.
  expect(await proposed()).toEqual([mine]);
  await owe(other, 300, '2026-09-02');
  expect([await proposed(), await proposed('&choice=moved')]).toEqual([[mine, other], [mine]]);
  const sums = { openingFen: 10_000, owedFen: 50_000, paidFen: 5_000, closingFen: 55_000 };
  expect((await ask('&choice=moved')).rows[0]).toMatchObject({ ...sums, already: null });
  expect((await call('alice', 'GET', `/statement-proposals${query}`)).status).toBe(403);
  expect(
    (await call('alice', 'POST', '/statements', { ...OCTOBER, customerIds: [mine] })).status,
  ).toBe(403);
  const wrong = (body: object) =>
    call('boss', 'POST', '/statements', { ...OCTOBER, customerIds: [mine], ...body });
  expect(refusal(await wrong({ to: '2026-11-25' }))).toEqual([422, '/to', 'after-today']);
  expect(refusal(await wrong({ from: '2026-11-01' }))).toEqual([422, '/to', 'before-from']);
  expect(refusal(await wrong({ customerIds: [mine, 999_999] }))).toEqual([
    422,
    '/customerIds/1',
    'unknown-customer',
  ]);
  const { made } = await make([mine, other]);
  expect(made.map(({ no }) => no)).toEqual(['DZ-202610-0001', 'DZ-202610-0002']);
  const { id } = made[0]!;
  const before = await get(id, 'alice');
  expect(before).toMatchObject({ ...sums, state: 'made', lateFen: 0, late: [] });
  expect(before.items.map((row) => [row.businessDate, row.amountFen, row.balanceFen])).toEqual([
    ['2026-10-05', 50_000, 60_000],
    ['2026-10-20', -5_000, 55_000],
  ]);
  // Of whom nothing is shown, no statement is.
  expect((await call('alice', 'GET', `/statements/${made[1]!.id}`)).status).toBe(404);
  expect((await well<Listed>('alice', 'GET', '/statements')).rows.map((row) => row.id)).toEqual([
    id,
  ]);
  // Nobody gets two of one time.
  const next = { from: '2026-10-31', to: '2026-11-20' };
  expect(await make([mine], next)).toEqual({ made: [], leftOut: 1 });
  expect((await ask('&choice=moved')).rows[0]!.already).toBe('DZ-202610-0001');
  await owe(mine, 1_500, '2026-10-10');
  await owe(mine, 90, '2026-09-01');
  await well('boss', 'POST', `/ar-adjustments/${first.id}/reverse`, { version: 1, reason: '错' });
  const after = await get(id);
  expect([after.items, after.closingFen]).toEqual([before.items, before.closingFen]);
  // A reversal is of today, and stands on the next one.
  expect(after.late.map((row) => [row.amountFen, row.balanceFen])).toEqual([
    [1_500, 56_500],
    [90, 56_590],
  ]);
  expect(after.lateFen).toBe(1_590);
  // What was posted late is part of what the next one begins with.
  const { made: later } = await make([mine], { from: '2026-11-01', to: '2026-11-24' });
  expect(await get(later[0]!.id)).toMatchObject({ openingFen: 56_590, closingFen: 7_290 });
});

test('a statement is sent, and then confirmed, or differs until somebody clears it', async () => {
  const mine = await customer('alice');
  await owe(mine, 20_000, '2026-10-05');
  const { made } = await make([mine]);
  let one: Statement = await get(made[0]!.id);
  const moved = async (who: string, to: string, more: object) => {
    const { status, json } = await step(who, one, to, more);
    expect(status).toBe(200);
    one = json;
    return json;
  };
  const sent = { on: '2026-11-10', way: 'wechat', to: '王会计' };
  expect(refusal(await step('alice', one, 'send', { ...sent, on: '2026-11-25' }))).toEqual([
    422,
    '/on',
    'after-today',
  ]);
  expect((await step('alice', one, 'clear', { note: '无' })).json.code).toBe('state-refused');
  expect((await step('alice', { ...one, version: 9 }, 'send', sent)).status).toBe(409);
  expect(await moved('alice', 'send', sent)).toMatchObject({
    state: 'sent',
    sent: { on: '2026-11-10', to: '王会计', times: 1 },
    // Two weeks ago, of which the company waits one.
    lateDays: 7,
  });
  interface Desk {
    blocks: { kind: string; count: number; statements?: { id: number }[] }[];
  }
  const due = async (who: string, whose: string) =>
    (await well<Desk>(who, 'GET', `/desk?whose=${whose}`)).blocks
      .find(({ kind }) => kind === 'statementsDue')
      ?.statements?.map((row) => row.id);
  expect([await due('alice', 'mine'), await due('boss', 'mine')]).toEqual([[one.id], undefined]);
  expect(await due('boss', 'team')).toEqual([one.id]);
  const late = async () =>
    (await well<Listed>('boss', 'GET', '/statements?late=1')).rows.map((row) => row.id);
  expect(await late()).toEqual([one.id]);
  // A reminder begins the waiting anew, and is of whoever reminded.
  await moved('boss', 'send', { ...sent, on: '2026-11-17' });
  expect([one.sent!.times, one.lateDays, await late()]).toEqual([2, 0, []]);
  company.clock.now += DAY_MS;
  tokens.clear();
  expect([await due('alice', 'mine'), await due('boss', 'mine')]).toEqual([[one.id], [one.id]]);
  const bob = await company.db.read
    .selectFrom('user')
    .select('id')
    .where('login', '=', 'bob')
    .executeTakeFirstOrThrow();
  const differs = { differenceFen: -300, reason: '少记一笔运费', clearerId: bob.id };
  expect(refusal(await step('alice', one, 'dispute', { ...differs, until: '2026-11-24' }))).toEqual(
    [422, '/until', 'before-today'],
  );
  const nobody = { ...differs, clearerId: 999_999, until: '2026-11-26' };
  expect(refusal(await step('alice', one, 'dispute', nobody))[2]).toBe('unknown-user');
  await moved('alice', 'dispute', { ...differs, until: '2026-11-26' });
  expect(one).toMatchObject({ state: 'difference', difference: { fen: -300 }, lateDays: 0 });
  expect(await due('alice', 'mine')).toBeUndefined();
  company.clock.now += 2 * DAY_MS;
  tokens.clear();
  expect(await due('alice', 'mine')).toEqual([one.id]);
  expect((await get(one.id)).lateDays).toBe(1);
  await moved('alice', 'clear', { note: '补了运费单' });
  expect([one.state, one.cleared?.note, await due('boss', 'team')]).toEqual([
    'cleared',
    '补了运费单',
    undefined,
  ]);
  expect((await step('alice', one, 'withdraw', { reason: '重做' })).status).toBe(403);
  await moved('boss', 'withdraw', { reason: '重做' });
  const again = await make([mine]);
  expect(again.made.length).toBe(1);
  one = await get(again.made[0]!.id);
  await moved('alice', 'confirm', { on: '2026-11-25', by: '李总' });
  expect(one.confirmed).toEqual({ on: '2026-11-25', by: '李总' });
  expect((await step('alice', one, 'send', sent)).json.code).toBe('state-refused');
  const { totals } = await well<Listed>('boss', 'GET', `/statements?customerId=${mine}`);
  expect(totals.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
    { state: 'confirmed', n: 1, closingFen: 20_000 },
    { state: 'withdrawn', n: 1, closingFen: 20_000 },
  ]);
  const audited = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('action', 'like', 'statements.%')
    .where('entity_id', '=', made[0]!.id)
    .orderBy('id')
    .execute();
  expect(audited.map(({ action }) => action.replace('statements.', ''))).toEqual([
    'make',
    'send',
    'send',
    'dispute',
    'clear',
    'withdraw',
  ]);
});

test('a statement with a supplier is what was owed then, tracked until his books say the same', async () => {
  const supplier = async (name: string) =>
    (await well<{ id: number }>('buyer', 'POST', '/suppliers', { name })).id;
  const [supplierId, idle] = [await supplier('对账供应商'), await supplier('没有往来')];
  const owed = (amountFen: number, businessDate: string) =>
    well('boss', 'POST', '/ap-adjustments', {
      kind: amountFen > 0 ? 'other' : 'priceDifference',
      supplierId,
      businessDate,
      amountFen,
      note: '测',
    });
  await owed(100_00, '2026-09-30');
  await owed(70_00, '2026-10-08');
  await owed(-20_00, '2026-10-31');
  await owed(5_00, '2026-11-01');
  const path = '/supplier-statements';
  const { rows } = await well<{ rows: SupplierStatementProposal[] }>(
    'boss',
    'GET',
    `/supplier-statement-proposals?from=${OCTOBER.from}&to=${OCTOBER.to}`,
  );
  expect(rows).toMatchObject([
    {
      supplier: { id: supplierId },
      openingFen: 100_00,
      owedFen: 70_00,
      paidFen: 20_00,
      closingFen: 150_00,
      already: null,
    },
  ]);
  const body = { ...OCTOBER, supplierIds: [supplierId] };
  // Whoever reads what suppliers are owed makes none, and a salesman does not know of them.
  expect((await call('buyer', 'POST', path, body)).status).toBe(403);
  expect((await call('alice', 'GET', path)).status).toBe(403);
  const unknown = { ...OCTOBER, supplierIds: [supplierId, 999_999] };
  expect(refusal(await call('boss', 'POST', path, unknown))).toEqual([
    422,
    '/supplierIds/1',
    'unknown-supplier',
  ]);
  const { made } = await well<{ made: { id: number; no: string }[] }>('boss', 'POST', path, body);
  expect(made[0]!.no).toMatch(/^GDZ/);
  const again = await well<{ made: object[]; leftOut: number }>('boss', 'POST', path, {
    ...OCTOBER,
    supplierIds: [supplierId, idle],
  });
  expect([again.made.length, again.leftOut]).toEqual([1, 1]);
  // What comes late stands beside it.
  await owed(1_00, '2026-10-15');
  const id = made[0]!.id;
  const whole = await well<WholeSupplierStatement>('boss', 'GET', `${path}/${id}`);
  expect(whole).toMatchObject({ closingFen: 150_00, lateFen: 1_00, supplier: { id: supplierId } });
  expect(whole.items.map((row) => [row.amountFen, row.balanceFen])).toEqual([
    [70_00, 170_00],
    [-20_00, 150_00],
  ]);
  expect(whole.late).toHaveLength(1);
  expect('owner' in whole || 'customer' in whole).toBe(false);
  const act = (who: string, to: string, version: number, more: object) =>
    call<SupplierStatement>(who, 'POST', `${path}/${id}/${to}`, { version, ...more });
  const sent = await act('boss', 'send', 1, { on: '2026-11-05', way: 'wechat', to: '李会计' });
  expect([sent.status, sent.json.state, sent.json.lateDays > 0]).toEqual([200, 'sent', true]);
  expect((await act('boss', 'send', 1, { on: '2026-11-05', way: 'wechat' })).json.code).toBe(
    'version-conflict',
  );
  const desk = async (who: string) =>
    (
      await well<{ blocks: { kind: string; supplierStatements?: { id: number }[] }[] }>(
        who,
        'GET',
        '/desk?whose=mine',
      )
    ).blocks.find((block) => block.kind === 'supplierStatementsDue')?.supplierStatements;
  expect((await desk('boss'))?.map((one) => one.id)).toEqual([id]);
  expect(await desk('alice')).toBeUndefined();
  const clearerId = sent.json.madeBy.id;
  const differs = await act('boss', 'dispute', 2, {
    differenceFen: 30_00,
    reason: '少记一张退货单',
    clearerId,
    until: '2026-12-01',
  });
  expect(differs.json).toMatchObject({ state: 'difference', difference: { fen: 30_00 } });
  const cleared = await act('boss', 'clear', 3, { note: '补记' });
  expect(cleared.json.state).toBe('cleared');
  expect((await act('boss', 'confirm', 4, { on: '2026-11-20', by: '李' })).json.code).toBe(
    'state-refused',
  );
  expect((await act('boss', 'withdraw', 4, { reason: '重做' })).json.state).toBe('withdrawn');
  const listed = await well<{ rows: SupplierStatement[]; totals: { state: string; n: number }[] }>(
    'boss',
    'GET',
    `${path}?supplierId=${supplierId}&month=2026-10`,
  );
  expect([listed.rows.map((row) => row.id), listed.totals]).toMatchObject([
    [id],
    [{ state: 'withdrawn', n: 1 }],
  ]);
  const file = async (what: string, more: object) => {
    const asked = { ...more, format: 'csv', lang: 'zh-CN' };
    const { jobId } = await well<{ jobId: number }>('boss', 'POST', `${path}/${what}`, asked);
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get('boss')!}` };
    return (await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers })).body;
  };
  expect(await file('export', { supplierId })).toMatch(/供应商.*应付增加[\s\S]*对账供应商/);
  expect(await file('file', { statementId: id })).toMatch(/应付增加[\s\S]*150/);
  const audited = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'supplierStatement')
    .where('entity_id', '=', id)
    .orderBy('id')
    .execute();
  expect(audited.map(({ action }) => action.replace('supplierStatements.', ''))).toEqual([
    'make',
    'send',
    'dispute',
    'clear',
    'withdraw',
  ]);
});
