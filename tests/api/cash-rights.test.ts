import { addPerson } from '@xinhang/server/ops/found.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orgOf, readyGrants } from '../helpers/org.ts';
import { quickHash } from '../helpers/password.ts';
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
interface Row {
  id: number;
  version: number;
  mayEdit: boolean;
  mayReverse: boolean;
}
const idsOf = async (who: string, path: string) =>
  (await well<{ rows: Row[] }>(who, 'GET', path)).rows.map(({ id }) => id);

const TODAY = '2026-11-24';
/** Sees and writes the petty cash alone. */
const TILL = 'till';
let bank: number;
let till: number;
let customerId: number;
let supplierId: number;

/** Somebody of the team with a role that a cashier has, narrowed to some accounts. */
async function cashier(
  login: string,
  accounts: number[] | null,
  { more = [], also = [] }: { more?: string[]; also?: string[] } = {},
) {
  const role = await well<{ id: number; version: number }>('boss', 'POST', '/roles', {
    name: `出纳 ${login}`,
  });
  const grants = [
    ...readyGrants('cashier').map((grant) => ({ ...grant, cashAccountIds: accounts })),
    ...also.map((permission) => ({ permission, scope: 'all', deptIds: [], warehouseIds: null })),
  ].map((grant) => ({ cashAccountIds: null, ...grant }));
  const body = { version: role.version, grants, name: `出纳 ${login}` };
  await well('boss', 'PATCH', `/roles/${role.id}`, body);
  await company.db.transaction(async (tx) => {
    const passwordHash = await quickHash();
    const deptId = (await tx.selectFrom('dept').select('id').executeTakeFirstOrThrow()).id;
    const id = await addPerson(tx, { login, name: login, deptId, roleKeys: more, passwordHash });
    company.users[login] = id;
    await tx.insertInto('user_role').values({ user_id: id, role_id: role.id }).execute();
    await tx.updateTable('user').set({ must_change_password: 0 }).where('id', '=', id).execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
}

beforeAll(async () => {
  company = await startCompany();
  const account = async (name: string, kind: string) =>
    (await well<CashAccount>('boss', 'POST', '/cash-accounts', { name, kind, bankNo: '6222' })).id;
  bank = await account('工行基本户', 'bank');
  till = await account('分公司备用金', 'cash');
  customerId = (
    await well<{ id: number }>('alice', 'POST', '/customers', {
      name: '备用金客户',
      phone: '13900000001',
    })
  ).id;
  supplierId = (await well<{ id: number }>('buyer', 'POST', '/suppliers', { name: '零星供应商' }))
    .id;
  await cashier(TILL, [till]);
});
afterAll(async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = (await examine(examined, moneyChecks)).flatMap(({ findings }) => findings);
  await company.stop();
  expect(found).toEqual([]);
});

const paid = (accountId: number | null, amountFen: number, more: object = {}) => ({
  accountId,
  businessDate: TODAY,
  method: 'transfer',
  amountFen,
  ...more,
});
/** One document of a kind on each account, confirmed by the owner; answers bank's and till's. */
async function onBoth(path: string, body: (accountId: number) => object): Promise<number[]> {
  const made: number[] = [];
  for (const accountId of [bank, till]) {
    const { id, version } = await well<Row>('boss', 'POST', path, body(accountId));
    await well('boss', 'POST', `${path}/${id}/confirm`, { version });
    made.push(id);
  }
  return made;
}

test('accounts, their journals and the day book are those of the right, and so are the sums', async () => {
  for (const [id, amountFen] of [
    [bank, 500_000],
    [till, 3_000],
  ] as const) {
    const said = { businessDate: '2026-09-01', amountFen };
    await well('boss', 'POST', `/cash-accounts/${id}/opening`, said);
  }
  const list = await well<{ rows: CashAccount[]; mayAdd: boolean }>(TILL, 'GET', '/cash-accounts');
  expect(list.rows.map((row) => [row.id, row.balanceFen])).toEqual([[till, 3_000]]);
  expect(list.mayAdd).toBe(false);
  // The others by their names alone: money may be given into them.
  const named = await well<{ rows: CashAccount[] }>(TILL, 'GET', '/cash-accounts?names=1');
  expect(named.rows.map((row) => [row.name, row.bankNo, row.balanceFen, row.opening])).toEqual([
    ['工行基本户', '', null, null],
    ['分公司备用金', '6222', 3_000, expect.anything()],
  ]);
  expect((await call(TILL, 'GET', `/cash-accounts/${till}/journal`)).status).toBe(200);
  expect((await call(TILL, 'GET', `/cash-accounts/${bank}/journal`)).status).toBe(404);
  const book = await well<{ rows: object[]; totals: { closingFen: number }; bills: object[] }>(
    TILL,
    'GET',
    '/cash-book',
  );
  expect([book.rows.length, book.totals.closingFen, book.bills]).toEqual([1, 3_000, []]);
  const file = { format: 'csv', lang: 'zh-CN' };
  const ask = async (accountId: number) =>
    (await call(TILL, 'POST', '/cash-book/export', { ...file, accountId })).status;
  expect([await ask(till), await ask(bank)]).toEqual([202, 404]);
  const overview = await call<{ cashFen: number }>(TILL, 'GET', '/overview');
  if (overview.status === 200) expect(overview.json.cashFen).toBe(3_000);
});

test('receipts: seen, written, taken back and summed on own accounts alone', async () => {
  const [onBank, onTill] = await onBoth('/receipts', (accountId) =>
    paid(accountId, accountId === bank ? 900 : 50, { customerId, lines: [] }),
  );
  const all = await well<{ rows: Row[]; amountFen: number }>(TILL, 'GET', '/receipts?count=1');
  expect([all.rows.map(({ id }) => id), all.amountFen]).toEqual([[onTill], 50]);
  expect((await call(TILL, 'GET', `/receipts/${onBank}`)).status).toBe(404);
  expect((await well<Row>(TILL, 'GET', `/receipts/${onTill}`)).mayReverse).toBe(true);
  const back = { version: 2, reason: '记错' };
  expect((await call(TILL, 'POST', `/receipts/${onBank}/reverse`, back)).status).toBe(404);
  const create = async (accountId: number | null, more: object = {}) =>
    await call<Row>(
      TILL,
      'POST',
      '/receipts',
      paid(accountId, 10, { customerId, lines: [], ...more }),
    );
  expect(refusal(await create(bank))).toEqual([422, '/accountId', 'unknown-account']);
  const made = (await create(till)).json;
  const change = { version: made.version, accountId: bank };
  expect(refusal(await call(TILL, 'PATCH', `/receipts/${made.id}`, change))).toEqual([
    422,
    '/accountId',
    'unknown-account',
  ]);
  const bill = {
    kind: 'bank',
    no: '1'.repeat(30),
    drawer: '甲',
    acceptor: '工行',
    issuedOn: TODAY,
    dueOn: '2027-02-24',
  };
  const byBill = { method: 'bill', bill };
  expect(refusal(await create(null, byBill))).toEqual([422, '/method', 'no-bills']);
  // Who paid is not known: on own accounts, too.
  const unknown = await onBoth('/receipts', (accountId) =>
    paid(accountId, 7, { customerId: null, payer: '无名', lines: [] }),
  );
  expect(await idsOf(TILL, '/receipts?unidentified=1')).toEqual([unknown[1]]);
  expect(
    (await well<{ amountFen: number }>('boss', 'GET', '/receipts?count=1')).amountFen,
  ).toBeGreaterThan(900);
});

test('payments, refunds, other money and expenses keep to the accounts as well', async () => {
  const [payBank, payTill] = await onBoth('/payments', (accountId) =>
    paid(accountId, 20, { supplierId, lines: [] }),
  );
  expect(await idsOf(TILL, '/payments')).toEqual([payTill]);
  expect((await call(TILL, 'GET', `/payments/${payBank}`)).status).toBe(404);
  const asked = paid(bank, 5, { supplierId, lines: [] });
  expect(refusal(await call(TILL, 'POST', '/payments', asked))[2]).toBe('unknown-account');

  const categories = await well<{ rows: { id: number; kind: string }[] }>(
    'boss',
    'GET',
    '/cash-categories',
  );
  const categoryId = categories.rows.find((one) => one.kind === 'payment')!.id;
  const other = (accountId: number) => ({
    kind: 'payment',
    categoryId,
    accountId,
    businessDate: TODAY,
    amountFen: 30,
    party: { kind: 'none', name: '快递' },
  });
  const [otherBank, otherTill] = await onBoth('/other-cash', other);
  expect(await idsOf(TILL, '/other-cash?kind=payment')).toEqual([otherTill]);
  expect((await call(TILL, 'GET', `/other-cash/${otherBank}`)).status).toBe(404);
  expect(refusal(await call(TILL, 'POST', '/other-cash', other(bank)))[2]).toBe('unknown-account');
  expect((await call(TILL, 'POST', '/other-cash', other(till))).status).toBe(201);

  const credits = (
    await well<{ items: { id: number; openFen: number }[] }>(
      'boss',
      'GET',
      `/customers/${customerId}/receivables`,
    )
  ).items.filter((one) => one.openFen < 0);
  const refund = (accountId: number) => ({
    customerId,
    accountId,
    businessDate: TODAY,
    method: 'cash',
    lines: [{ itemId: credits[0]!.id, amountFen: 1 }],
  });
  const back = await well<Row>('boss', 'POST', '/customer-refunds', refund(bank));
  expect(await idsOf(TILL, '/customer-refunds')).toEqual([]);
  const why = { version: 1, reason: '错' };
  expect((await call(TILL, 'POST', `/customer-refunds/${back.id}/reverse`, why)).status).toBe(404);
  expect(refusal(await call(TILL, 'POST', '/customer-refunds', refund(bank)))[2]).toBe(
    'unknown-account',
  );
  expect((await call(TILL, 'POST', '/customer-refunds', refund(till))).status).toBe(201);
});

test('a transfer is seen where either side is theirs, and written where the side that pays is', async () => {
  const move = (fromId: number, toId: number) => ({
    fromId,
    toId,
    businessDate: TODAY,
    amountFen: 40,
  });
  const third = (await well<CashAccount>('boss', 'POST', '/cash-accounts', {
    name: '支付宝',
    kind: 'wallet',
  }))!.id;
  const coming = await well<Row>('boss', 'POST', '/cash-transfers', move(bank, till));
  const others = await well<Row>('boss', 'POST', '/cash-transfers', move(bank, third));
  expect(await idsOf(TILL, '/cash-transfers')).toEqual([coming.id]);
  expect((await well<Row>(TILL, 'GET', `/cash-transfers/${coming.id}`)).mayEdit).toBe(false);
  expect((await call(TILL, 'GET', `/cash-transfers/${others.id}`)).status).toBe(404);
  const confirm = await call(TILL, 'POST', `/cash-transfers/${coming.id}/confirm`, { version: 1 });
  expect(confirm.status).toBe(403);
  expect(refusal(await call(TILL, 'POST', '/cash-transfers', move(bank, till)))).toEqual([
    422,
    '/fromId',
    'unknown-account',
  ]);
  const going = await well<Row>(TILL, 'POST', '/cash-transfers', move(till, bank));
  expect(going.mayEdit).toBe(true);
  await well(TILL, 'POST', `/cash-transfers/${going.id}/confirm`, { version: 1 });
  // Nor is it turned round.
  const draft = await well<Row>(TILL, 'POST', '/cash-transfers', move(till, bank));
  const turned = { version: 1, ...move(bank, till) };
  expect(refusal(await call(TILL, 'PATCH', `/cash-transfers/${draft.id}`, turned))[1]).toBe(
    '/fromId',
  );
});

test('bills lie on no account: whoever is narrowed sees none', async () => {
  const bill = {
    kind: 'bank',
    no: '2'.repeat(30),
    drawer: '甲',
    acceptor: '工行',
    issuedOn: TODAY,
    dueOn: '2026-12-01',
  };
  const body = paid(null, 600, { method: 'bill', bill, customerId, lines: [] });
  const receipt = await well<Row>('boss', 'POST', '/receipts', body);
  await well('boss', 'POST', `/receipts/${receipt.id}/confirm`, { version: receipt.version });
  const [billId] = await idsOf('boss', '/bills-received');
  expect(await idsOf(TILL, '/bills-received')).toEqual([]);
  expect((await call(TILL, 'GET', `/bills/${billId}`)).status).toBe(404);
  expect((await call(TILL, 'GET', `/receipts/${receipt.id}`)).status).toBe(404);
});

test('claims are a person’s: paid from own accounts, and others are not named', async () => {
  const categories = await well<{ rows: { id: number; kind: string }[] }>(
    'boss',
    'GET',
    '/cash-categories',
  );
  const categoryId = categories.rows.find((one) => one.kind === 'expense')!.id;
  const approved = async () => {
    const lines = [{ categoryId, spentOn: TODAY, amountFen: 25 }];
    const made = await well<Row>('boss', 'POST', '/expense-claims', { title: '打车', lines });
    return await well<Row & { state: string }>(
      'boss',
      'POST',
      `/expense-claims/${made.id}/submit`,
      {
        version: made.version,
      },
    );
  };
  const pay = async (who: string, { id, version }: Row, accountId: number) =>
    await call<Row>(who, 'POST', `/expense-claims/${id}/pay`, {
      version,
      accountId,
      paidOn: TODAY,
    });
  const claim = await approved();
  expect(claim.state).toBe('approved');
  expect(refusal(await pay(TILL, claim, bank))).toEqual([422, '/accountId', 'unknown-account']);
  expect((await pay(TILL, claim, till)).status).toBe(200);
  const other = await approved();
  expect((await pay('boss', other, bank)).status).toBe(200);
  const seen = async (who: string, id: number) =>
    await well<{ account: { id: number } | null; mayTakeBack: boolean; version: number }>(
      who,
      'GET',
      `/expense-claims/${id}`,
    );
  expect(await seen(TILL, claim.id)).toMatchObject({ account: { id: till }, mayTakeBack: true });
  const hidden = await seen(TILL, other.id);
  expect(hidden).toMatchObject({ account: null, mayTakeBack: false });
  expect((await seen('boss', other.id)).account?.id).toBe(bank);
  const back = { version: hidden.version, reason: '错' };
  expect((await call(TILL, 'POST', `/expense-claims/${other.id}/unpay`, back)).status).toBe(403);
});

test('what was done on other accounts, and what all began with, stays out of sight', async () => {
  // Administers as well: the audit tells him of money of his own doing alone.
  await cashier('auditor', [till], { more: ['administrator', 'accountant'] });
  const role = (
    await well<{ rows: { id: number; key: string; version: number; grants: object[] }[] }>(
      'boss',
      'GET',
      '/roles',
    )
  ).rows.find((one) => one.key === 'accountant')!;
  const told = async () =>
    (
      await well<{ rows: { actor: { name: string } | null; withheld: boolean }[] }>(
        'auditor',
        'GET',
        '/audit?entity=payment&limit=50',
      )
    ).rows
      .filter((row) => row.actor?.name === 'boss')
      .map((row) => row.withheld);
  expect(new Set(await told())).toEqual(new Set([false]));
  const narrowed = role.grants.map((grant) => ({ ...grant, cashAccountIds: [till] }));
  await well('boss', 'PATCH', `/roles/${role.id}`, { version: role.version, grants: narrowed });
  expect(new Set(await told())).toEqual(new Set([true]));
  const openings = await call('auditor', 'GET', '/going-live/openings?list=cash');
  expect(openings.status).toBe(403);
  expect((await call('boss', 'GET', '/going-live/openings?list=cash')).status).toBe(200);
});

test('two roles add up, each with its own customers and accounts', async () => {
  // Sells to own customers and keeps the till of everybody: others' receipts on the bank stay out.
  await cashier('keeper', [till], { more: ['salesperson'] });
  const { id: own } = await well<{ id: number }>('keeper', 'POST', '/customers', {
    name: '自家客户',
    phone: '13900000009',
  });
  const [ownBank, ownTill] = await onBoth('/receipts', (accountId) =>
    paid(accountId, 3, { customerId: own, lines: [] }),
  );
  const seen = await idsOf('keeper', '/receipts?limit=200');
  expect(seen).toEqual(expect.arrayContaining([ownBank, ownTill]));
  const others = await idsOf('boss', `/receipts?customerId=${customerId}&limit=200`);
  expect(others.length).toBeGreaterThan(1);
  const ofTill = await idsOf('boss', `/receipts?customerId=${customerId}&accountId=${till}`);
  expect(others.filter((id) => seen.includes(id))).toEqual(ofTill);
});

test('results of receipts tell nothing of other accounts', async () => {
  await cashier('counter', [till], { also: ['performance.read'] });
  await onBoth('/receipts', (accountId) => paid(accountId, 11, { customerId, lines: [] }));
  const received = async (who: string) =>
    (await well<{ total: { actual: number } }>(who, 'GET', '/achievement?metric=received')).total
      .actual;
  expect(await received('boss')).toBeGreaterThanOrEqual(22);
  expect(await received('counter')).toBe(0);
});

test('nobody gives accounts that he does not hold, and narrowing ends on the next request', async () => {
  const { answer } = orgOf(company);
  const boss = tokens.get('boss')!;
  const roles = await well<{ rows: { id: number; version: number; name: string }[] }>(
    'boss',
    'GET',
    '/roles',
  );
  const role = roles.rows.find((one) => one.name === `出纳 ${TILL}`)!;
  const grants = (ids: number[] | null) =>
    readyGrants('cashier').map((grant) => ({ ...grant, cashAccountIds: ids }));
  const path = `/roles/${role.id}`;
  expect(await answer(boss, 'PATCH', path, { version: role.version, grants: grants([]) })).toBe(
    '422 field-refused',
  );
  await cashier('keys', [till], { more: ['administrator'] });
  const keys = await company.login('keys');
  const wider = { version: role.version, grants: grants([till, bank]) };
  expect(await answer(keys, 'PATCH', path, wider)).toBe('403 grant-not-held');
  expect(await answer(boss, 'PATCH', path, { ...wider, grants: grants(null) })).toBe('200');
  const list = await well<{ rows: CashAccount[] }>(TILL, 'GET', '/cash-accounts');
  expect(list.rows.length).toBe(3);
});
