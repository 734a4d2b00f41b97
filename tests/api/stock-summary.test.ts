import { stockSummaryTotals } from '@xinhang/db/repositories/stock-summary.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { summarize, summaryInThread } from '@xinhang/server/modules/stock/summary.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { StockSummaryRow } from '@xinhang/shared/stock-summary.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
const ONE = 10_000;
let places: Record<string, number>;
let unitId: number;
let pump: number;
let valve: number;

async function call<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}

interface Answer {
  rows: StockSummaryRow[];
  count: number | null;
  totals: object | null;
  valued: boolean;
  costHidden: boolean;
}
async function summary(query: string, who = 'boss') {
  const { status, json } = await call<Answer>(who, 'GET', `/stock/summary?${query}`);
  expect(status).toBe(200);
  return json;
}
/** Pieces and fen of opening, in, out and closing. */
const figures = ({ opening, in: came, out, closing }: StockSummaryRow) =>
  [opening, came, out, closing].map(({ qtyE4, valueFen }) => [qtyE4 / ONE, valueFen]);
const of = ({ rows }: Answer, id: number) => figures(rows.find((row) => row.product.id === id)!);

async function moved(kind: string, businessDate: string, line: object, more: object) {
  const made = await call<StockDocument>('boss', 'POST', '/stock-documents', {
    kind,
    businessDate,
    lines: [{ unitId, ...line }],
    ...more,
  });
  expect(made.status).toBe(201);
  const { id, version } = made.json;
  const done = await call<StockDocument>('boss', 'POST', `/stock-documents/${id}/confirm`, {
    version,
  });
  expect(done.status).toBe(200);
  return done.json;
}
const into = (day: string, productId: number, qty: number, priceE4: number) =>
  moved(
    'otherIn',
    day,
    { productId, qtyE4: qty * ONE, priceE4 },
    { toLocationId: places['warehouse'], reason: 'gift' },
  );
const out = (day: string, productId: number, qty: number) =>
  moved(
    'otherOut',
    day,
    { productId, qtyE4: qty * ONE },
    { fromLocationId: places['warehouse'], reason: 'ownUse' },
  );

beforeAll(async () => {
  company = await startCompany();
  const passwordHash = await quickHash();
  await company.db.transaction(async (tx) => {
    const dept = await tx.selectFrom('dept').select('id').executeTakeFirstOrThrow();
    const roleKeys = ['warehouse'];
    await addPerson(tx, {
      login: 'keeper',
      name: 'keeper',
      deptId: dept.id,
      roleKeys,
      passwordHash,
    });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const locations = await call<{ rows: { id: number; kind: string }[] }>(
    'boss',
    'GET',
    '/locations',
  );
  places = Object.fromEntries(locations.json.rows.map((row) => [row.kind, row.id]));
  const second = await call<{ id: number }>('boss', 'POST', '/locations', { name: '二号仓' });
  places['second'] = second.json.id;
  unitId = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/units')).json.rows[0]!.id;
  const product = async (name: string, code: string) =>
    (await call<{ id: number }>('boss', 'POST', '/products', { name, code, unitId })).json.id;
  pump = await product('水泵', 'A1');
  valve = await product('阀门', 'B2');
  await product('从不动的', 'C3');

  await into('2026-09-10', pump, 10, 30_000);
  await into('2026-10-05', pump, 10, 50_000);
  await out('2026-10-20', pump, 5);
  await moved(
    'transfer',
    '2026-10-21',
    { productId: pump, qtyE4: 4 * ONE },
    { fromLocationId: places['warehouse'], toLocationId: places['second'] },
  );
  await out('2026-11-02', pump, 2);
  await into('2026-10-08', valve, 3, 10_000);
  const wrong = await into('2026-11-03', valve, 7, 10_000);
  const { id, version } = wrong;
  const reversed = await call('boss', 'POST', `/stock-documents/${id}/reverse`, {
    version,
    reason: '录错',
  });
  expect(reversed.status).toBe(200);
});
afterAll(async () => {
  await company.stop();
});

test('opening and what came, less what went, is what was left, in goods and in money', async () => {
  const october = await summary('from=2026-10-01&to=2026-10-31&count=1');
  expect(of(october, pump)).toEqual([
    [10, 3000],
    [10, 5000],
    // Twenty had cost 80 yuan; from one place to the other is neither in nor out.
    [5, 2000],
    [15, 6000],
  ]);
  expect(of(october, valve)).toEqual([
    [0, 0],
    [3, 300],
    [0, 0],
    [3, 300],
  ]);
  expect(october.totals).toEqual({ openingFen: 3000, inFen: 5300, outFen: 2000, closingFen: 6300 });
  // What never was and never moved is no row.
  expect([october.count, october.rows.length]).toEqual([2, 2]);
});

test('the end of one month is the beginning of the next', async () => {
  const ends = async (query: string, at: 0 | 3) =>
    (await summary(query)).rows.map((row) => figures(row)[at]);
  expect(await ends('to=2026-10-31', 3)).toEqual(await ends('from=2026-11-01', 0));
  expect((await summary('to=2026-09-09')).rows).toEqual([]);
  // From the beginning, and until now.
  const [all] = (await summary('')).rows;
  expect(figures(all!)).toEqual([
    [0, 0],
    [20, 8000],
    [7, 2800],
    [13, 5200],
  ]);
});

test('what was reversed came less, and did not go out', async () => {
  // Reversed on a day of its own: that month takes back what came before.
  const november = await summary('from=2026-11-01');
  expect(of(november, valve)).toEqual([
    [3, 300],
    [0, 0],
    [0, 0],
    [3, 300],
  ]);
});

test('of one place goods that come from another do come in, and there are no values', async () => {
  const second = await summary(`from=2026-10-01&locationId=${places['second']}&count=1`);
  expect(second.rows.map(figures)).toEqual([
    [
      [0, null],
      [4, null],
      [0, null],
      [4, null],
    ],
  ]);
  expect([second.totals, second.valued, second.costHidden, second.count]).toEqual([
    null,
    false,
    false,
    1,
  ]);
  const first = await summary(`from=2026-10-01&locationId=${places['warehouse']}&q=A1`);
  expect(first.rows.map((row) => figures(row).map(([qty]) => qty))).toEqual([[10, 10, 11, 9]]);
});

test('whoever does not see cost sees goods alone; pages go on by code', async () => {
  const hidden = await summary('from=2026-10-01&count=1', 'keeper');
  expect(of(hidden, pump).map(([, fen]) => fen)).toEqual([null, null, null, null]);
  expect([hidden.totals, hidden.valued, hidden.costHidden]).toEqual([null, false, true]);
  const page = (await call<Answer & { next: string }>('boss', 'GET', '/stock/summary?limit=1'))
    .json;
  expect(page.rows.map((row) => row.product.id)).toEqual([pump]);
  const rest = await summary(`limit=1&cursor=${encodeURIComponent(page.next)}`);
  expect(rest.rows.map((row) => row.product.id)).toEqual([valve]);
});

test('a thread of its own says the same', async () => {
  const task = {
    question: { places: null, words: [], from: '2026-10-01', to: '2026-10-31' },
    page: { after: null, limit: 10 },
    count: true,
  };
  const here = await summarize(company.db.read, task);
  expect(here.rows.length).toBe(2);
  expect(await summaryInThread({ source: company.db.source, ...task })).toEqual(here);
  const { sums } = await stockSummaryTotals(company.db.read, task.question);
  expect(sums).toEqual(here.totals!.sums);
  const narrowed = { ...task.question, places: [places['second']!] };
  expect((await stockSummaryTotals(company.db.read, narrowed)).sums).toBe(null);
});

test('a file has what the list shows, values for whom they are', async () => {
  const file = async (body: object, who = 'boss') => {
    const asked = { what: 'summary', from: '2026-10-01', to: '2026-10-31', format: 'csv', ...body };
    const { json } = await call<{ jobId: number }>(who, 'POST', '/stock/export', {
      ...asked,
      lang: 'zh-CN',
    });
    await company.jobs.idle();
    const { body: text } = await company.app.inject({
      url: `/api/v1/jobs/${json.jobId}/file`,
      headers: { authorization: `Bearer ${tokens.get(who)!}` },
    });
    const [head, ...rows] = text.replace('\uFEFF', '').trim().split(/\r?\n/);
    return [head!.split(',').slice(5).join(), ...rows.map((row) => row.split(',').slice(5).join())];
  };
  expect(await file({})).toEqual([
    '期初数量,期初金额,收入数量,收入金额,发出数量,发出金额,结存数量,结存金额',
    '10,30,10,50,5,20,15,60',
    '0,0,3,3,0,0,3,3',
  ]);
  const goods = '期初数量,收入数量,发出数量,结存数量';
  expect(await file({ locationId: places['second'] })).toEqual([goods, '0,4,0,4']);
  expect((await file({ q: 'A1' }, 'keeper')).slice(0, 2)).toEqual([goods, '10,10,5,15']);
});
