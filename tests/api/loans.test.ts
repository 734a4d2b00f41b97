import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import type { Loan, LoanRow } from '@xinhang/shared/loans.ts';
import type { StockMovement } from '@xinhang/shared/stock.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: { reasons: string[] };
  errors?: { pointer: string; code: string; params?: object }[];
}
type Answer<T> = { status: number; json: T & Refusal };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code ?? json.data?.reasons[0],
];
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let warehouseId: number;
let valve: number;
let meter: number;
let customers = 0;

const customer = async (who = 'alice') => {
  const name = `借货客户 ${(customers += 1)}`;
  return (await made(who, '/customers', { name, duplicateReason: '测' })).id;
};
const goods = (productId: number, qty: number, more: object = {}) => ({
  productId,
  unitId,
  qtyE4: qty * ONE,
  ...more,
});
const draft = async (customerId: number, lines: object[], more: object = {}) =>
  await call<Loan>('alice', 'POST', '/loans', {
    customerId,
    businessDate: TODAY,
    dueOn: TODAY,
    lines,
    ...more,
  });
const act = async (
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => await call<Loan>(who, 'POST', `/loans/${id}/${what}`, { version, ...more });
async function lent(customerId: number, lines: object[], more: object = {}) {
  const { json: drafted } = await draft(customerId, lines, more);
  const done = await act('keeper', 'confirm', drafted);
  expect([done.status, done.json.state]).toEqual([200, 'out']);
  return done.json;
}
const back = (loan: Loan, qty: number, more: object = {}) => ({
  businessDate: TODAY,
  lines: [{ loanLineId: loan.lines[0]!.id, qtyE4: qty * ONE, ...more }],
});
/** What there is of a product in the warehouse and everywhere, and what it is worth. */
async function stands(productId: number) {
  const [row] = await company.db.read
    .selectFrom('stock_pool')
    .select(['qty_e4', 'value_fen'])
    .where('product_id', '=', productId)
    .execute();
  const there = await company.db.read
    .selectFrom('stock_balance')
    .select((eb) => eb.fn.sum<number>('qty_e4').as('n'))
    .where('product_id', '=', productId)
    .where('location_id', '=', warehouseId)
    .executeTakeFirstOrThrow();
  return [Number(there.n) / ONE, row!.qty_e4 / ONE, row!.value_fen];
}
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...moneyChecks, ...salesChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
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
    const roleKeys = ['warehouse'];
    await addPerson(tx, { login: 'keeper', name: 'keeper', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const first = async (path: string, fits: (row: { kind: string }) => boolean = () => true) =>
    (await call<{ rows: { id: number; kind: string }[] }>('boss', 'GET', path)).json.rows.find(
      fits,
    )!.id;
  unitId = await first('/units');
  warehouseId = await first('/locations', (row) => row.kind === 'warehouse');
  valve = (await made('boss', '/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 })).id;
  const piece = { name: '仪表', code: 'M1', unitId, tracksSerial: true };
  meter = (await made('boss', '/products', piece)).id;
  const rule = { scope: 'all', basis: 'gross', release: true };
  const floorE4 = 100 * ONE;
  await made('boss', '/price-rules', { ...rule, productId: valve, priceE4: 113 * ONE, floorE4 });
  const { id } = await made('boss', '/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: warehouseId,
    reason: 'opening',
    lines: [
      { productId: valve, unitId, qtyE4: 20 * ONE, priceE4: 60 * ONE },
      { productId: meter, unitId, qtyE4: 2 * ONE, priceE4: 60 * ONE, serials: ['A1', 'A2'] },
    ],
  });
  await call('boss', 'POST', `/stock-documents/${id}/confirm`, { version: 1 });
});
afterAll(async () => {
  await company.stop();
});

test('goods are lent at no value, come back in parts, and the rest is sold at a price', async () => {
  const customerId = await customer();
  const before = await stands(valve);
  const loan = await lent(customerId, [goods(valve, 5)], { purpose: '试用' });
  expect(loan.no).toMatch(/^JC-202611-/);
  expect(await stands(valve)).toEqual([before[0]! - 5, before[1], before[2]]);
  const ledger = async () =>
    (
      await call<{ rows: StockMovement[] }>('boss', 'GET', `/stock/ledger?productId=${valve}`)
    ).json.rows.slice(0, 2);
  expect((await ledger())[0]).toMatchObject({
    doc: { kind: 'loan', id: loan.id, no: loan.no },
    valueFen: 0,
    to: { kind: 'consignment' },
  });

  const over = await act('keeper', 'take-back', loan, back(loan, 6));
  expect(refusal(over)).toEqual([422, '/lines/0/qtyE4', 'above-lent']);
  const early = { ...back(loan, 1), businessDate: '2026-11-23' };
  expect(refusal(await act('keeper', 'take-back', loan, early))).toEqual([
    422,
    '/businessDate',
    'before-loan',
  ]);
  const { json: some } = await act('keeper', 'take-back', loan, back(loan, 2));
  expect([some.state, some.lines[0]!.outE4]).toEqual(['out', 3 * ONE]);
  expect((await ledger())[0]).toMatchObject({
    doc: { kind: 'loanReturn', id: loan.id, no: some.returns[0]!.no },
    valueFen: 0,
  });
  await healthy();

  // Below the floor the order is stopped, and nothing of it is left behind.
  const cheap = await act('boss', 'sell', some, back(some, 3, { priceE4: 90 * ONE }));
  expect(refusal(cheap)).toEqual([409, 'order-stopped', 'price']);
  expect((await call<Loan>('keeper', 'GET', `/loans/${loan.id}`)).json).toEqual(some);
  const { status, json: sold } = await act(
    'alice',
    'sell',
    some,
    back(some, 3, { priceE4: 110 * ONE }),
  );
  expect([status, sold.state, sold.lines[0]!.soldE4]).toEqual([200, 'done', 3 * ONE]);
  expect(await stands(valve)).toEqual([before[0]! - 3, before[1]! - 3, before[2]! - 18_000]);
  const sale = sold.returns[1]!;
  const order = await call<{ grossFen: number; state: string }>(
    'alice',
    'GET',
    `/sales-orders/${sale.order!.id}`,
  );
  expect(order.json).toMatchObject({ grossFen: 33_000, state: 'done' });
  expect(sale.delivery!.no).toMatch(/^FH-/);
  expect(sale.mayReverse).toBe(false);
  await healthy();
});

test('pieces go and come by their numbers', async () => {
  const lines = [goods(meter, 2, { serials: ['A1', 'A2'] })];
  const loan = await lent(await customer(), lines);
  const wrong = await act('keeper', 'take-back', loan, back(loan, 1, { serials: ['A9'] }));
  expect(refusal(wrong)).toEqual([422, '/lines/0/serials', 'serial-not-lent']);
  const one = await act('keeper', 'take-back', loan, back(loan, 1, { serials: ['A2'] }));
  expect(one.json.lines[0]!.outSerials).toEqual(['A1']);
  const again = await act('keeper', 'take-back', one.json, back(loan, 1, { serials: ['A2'] }));
  expect(refusal(again)).toEqual([422, '/lines/0/serials', 'serial-not-lent']);
  const all = await act('keeper', 'take-back', one.json, back(loan, 1, { serials: ['A1'] }));
  expect(all.json.state).toBe('done');
  await healthy();
});

test('a loan and what came back of it are taken back by opposite rows', async () => {
  const before = await stands(valve);
  const loan = await lent(await customer(), [goods(valve, 4)]);
  const { json: partly } = await act('keeper', 'take-back', loan, back(loan, 4));
  expect(partly.state).toBe('done');
  expect(refusal(await act('boss', 'reverse', partly, { reason: '错' }))[1]).toBe('state-refused');
  const [row] = partly.returns;
  const undo = { version: row!.version, reason: '没还' };
  const path = `/loan-returns/${row!.id}/reverse`;
  expect((await call('keeper', 'POST', path, undo)).status).toBe(403);
  const out = await call<Loan>('boss', 'POST', path, undo);
  expect([out.json.state, out.json.lines[0]!.outE4]).toEqual(['out', 4 * ONE]);
  expect((await call('boss', 'POST', path, { ...undo, version: 2 })).json.code).toBe(
    'state-refused',
  );
  const gone = await act('boss', 'reverse', out.json, { reason: '错' });
  expect([gone.json.state, gone.json.reversalReason]).toEqual(['reversed', '错']);
  expect(await stands(valve)).toEqual(before);
  await healthy();
});

test('what is wrong with a draft is refused at its place, and who may what', async () => {
  const customerId = await customer();
  const due = await draft(customerId, [], { dueOn: '2026-11-23' });
  expect(refusal(due)).toEqual([422, '/dueOn', 'before-business-date']);
  const { json: empty } = await draft(customerId, []);
  expect(refusal(await act('keeper', 'confirm', empty))).toEqual([422, '/lines', 'no-lines']);
  const { json: much } = await draft(customerId, [goods(valve, 500)]);
  expect(refusal(await act('keeper', 'confirm', much))).toEqual([
    409,
    '/lines/0/qtyE4',
    'stock-short',
  ]);
  const { json: ahead } = await draft(customerId, [goods(valve, 1)], {
    businessDate: '2026-11-25',
    dueOn: '2026-11-30',
  });
  expect(refusal(await act('keeper', 'confirm', ahead))).toEqual([
    422,
    '/businessDate',
    'after-today',
  ]);
  // Whoever sells writes it, the warehouse hands it out; a stranger sees nothing of it.
  expect((await act('alice', 'confirm', empty)).status).toBe(403);
  expect((await act('keeper', 'discard', empty)).status).toBe(403);
  expect((await call('bob', 'GET', `/loans/${empty.id}`)).status).toBe(404);
  for (const one of [empty, much, ahead]) {
    expect((await act('alice', 'discard', one)).status).toBe(200);
  }
});

test('what should have come back stands on the desk and in the list until there is more time', async () => {
  const customerId = await customer();
  const loan = await lent(customerId, [goods(valve, 1)], {
    businessDate: '2026-11-01',
    dueOn: '2026-11-20',
  });
  expect(loan.overdue).toBe(true);
  const late = async (who: string) =>
    (await call<{ rows: LoanRow[] }>(who, 'GET', '/loans?overdue=true')).json.rows.map(
      (row) => row.id,
    );
  const desk = async (who: string) => {
    interface Block {
      kind: string;
      loans?: LoanRow[];
    }
    const { json } = await call<{ blocks: Block[] }>(who, 'GET', '/desk?whose=mine');
    const block = json.blocks.find((one) => one.kind === 'loansDue');
    return (block?.loans ?? []).map((row) => row.id);
  };
  for (const who of ['alice', 'keeper']) {
    expect(await late(who)).toEqual([loan.id]);
    expect(await desk(who)).toEqual([loan.id]);
  }
  expect(await desk('bob')).toEqual([]);
  const more = { dueOn: '2027-01-31', reason: '还在试' };
  const longer = await act('alice', 'extend', loan, more);
  expect([longer.json.dueOn, longer.json.overdue]).toEqual(['2027-01-31', false]);
  expect([await late('alice'), await desk('alice')]).toEqual([[], []]);
  const { rows } = (
    await call<{ rows: { action: string; after: object }[] }>(
      'boss',
      'GET',
      `/audit?entity=loan&entityId=${loan.id}`,
    )
  ).json;
  expect(rows[0]).toMatchObject({ action: 'loans.extend', after: { reason: '还在试' } });
});

test('what a customer borrowed leaves his place through the loan alone', async () => {
  const customerId = await customer();
  const loan = await lent(customerId, [goods(valve, 2), goods(meter, 1, { serials: ['A1'] })]);
  const { json: found } = await call<{
    rows: { id: number; kind: string; holder: { id: number } | null }[];
  }>('boss', 'GET', '/locations');
  const placeId = found.rows.find(
    (row) => row.kind === 'consignment' && row.holder?.id === customerId,
  )!.id;
  const moved = async (kind: string, from: number, to: number | null, lines: object[]) => {
    const reason = kind === 'otherOut' ? { reason: 'scrap', note: '丢了' } : {};
    const { id, version } = await made<{ id: number; version: number }>(
      'boss',
      '/stock-documents',
      {
        kind,
        businessDate: TODAY,
        fromLocationId: from,
        toLocationId: to,
        lines,
        ...reason,
      },
    );
    return await call('boss', 'POST', `/stock-documents/${id}/confirm`, { version });
  };
  const away = (lines: object[]) => moved('transfer', placeId, warehouseId, lines);
  expect(refusal(await away([goods(valve, 1)]))).toEqual([422, '/lines/0/qtyE4', 'lent-goods']);
  expect(refusal(await moved('otherOut', placeId, null, [goods(valve, 1)]))).toEqual([
    422,
    '/lines/0/qtyE4',
    'lent-goods',
  ]);
  const piece = goods(meter, 1, { serials: ['A1'] });
  expect(refusal(await away([piece]))).toEqual([422, '/lines/0/serials', 'lent-piece']);
  // What lies there beside it is nobody's loan.
  expect((await moved('transfer', warehouseId, placeId, [goods(valve, 3)])).status).toBe(200);
  const both = await away([goods(valve, 2), goods(valve, 2)]);
  expect([...refusal(both), both.json.errors![0]!.params]).toEqual([
    422,
    '/lines/1/qtyE4',
    'lent-goods',
    { no: loan.no, freeE4: ONE },
  ]);
  expect((await away([goods(valve, 3)])).status).toBe(200);
  const lines = loan.lines.map((line) => ({
    loanLineId: line.id,
    qtyE4: line.outE4,
    serials: line.serials,
  }));
  const home = await act('keeper', 'take-back', loan, { businessDate: TODAY, lines });
  expect(home.json.state).toBe('done');
  await healthy();
});

test('the doctor finds a loan that is further than its returns say', async () => {
  const undone = new Error('taken back');
  const found = company.db.transaction(async (tx) => {
    await tx.updateTable('loan_line').set({ returned_e4: 1 }).where('sold_e4', '=', 0).execute();
    const examined = { db: tx, paths: company.paths, now: 0, elapsed: () => 0 };
    const codes = (await examine(examined, salesChecks)).flatMap((one) => one.findings);
    expect(codes.map((one) => one.code)).toContain('loan-progress');
    throw undone;
  });
  await expect(found).rejects.toBe(undone);
});

test('a place that a draft of a loan names stays in use, and the draft is counted once', async () => {
  const place = await made<{ id: number; version: number }>('boss', '/locations', {
    name: '借货仓',
  });
  await draft(await customer(), [goods(valve, 1)], { warehouseId: place.id });
  const off = await call('boss', 'PATCH', `/locations/${place.id}`, {
    version: place.version,
    active: false,
  });
  expect(off.json.errors).toMatchObject([{ params: { documents: 1 } }]);
});
