import { addPerson } from '@xinhang/server/ops/found.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { ApprovalRow } from '@xinhang/shared/approvals.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { OpenRequestLine, PurchaseRequest } from '@xinhang/shared/purchase-requests.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string }[];
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
  json.errors?.[0]?.code,
];
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let cartonId: number;
let east: number;

const asks = (who: string, lines: object[], more: object = {}) =>
  made<PurchaseRequest>(who, '/purchase-requests', {
    businessDate: TODAY,
    reason: '客户急用',
    lines,
    ...more,
  });
const act = (
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<PurchaseRequest>(who, 'POST', `/purchase-requests/${id}/${what}`, { version, ...more });
const seen = (who: string, id: number) =>
  call<PurchaseRequest>(who, 'GET', `/purchase-requests/${id}`);
const open = async (who = 'buyer') =>
  (await call<{ rows: OpenRequestLine[] }>(who, 'GET', '/purchase-request-lines/open')).json.rows;
/** The request that waits is decided by whoever has it before him. */
async function approve(who: string, taskId: number) {
  const { json } = await call<{ rows: ApprovalRow[] }>(who, 'GET', '/approvals?box=todo');
  expect(json.rows.map((row) => row.kind)).toEqual(['purchaseRequest']);
  const decided = { decision: 'approve', comment: '' };
  return await call(who, 'POST', `/approval-tasks/${taskId}/decide`, decided);
}

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const person = { login: 'keeper', name: 'keeper', deptId, roleKeys: ['warehouse'] };
    await addPerson(tx, { ...person, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const units = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/units')).json.rows;
  cartonId = units[1]!.id;
  valve = (
    await made('boss', '/products', {
      name: '球阀',
      code: 'Q1',
      unitId: units[0]!.id,
      taxBp: 1300,
      units: [{ unitId: cartonId, num: 12, den: 1 }],
    })
  ).id;
  east = (await made('buyer', '/suppliers', { name: '东方阀门' })).id;
  await made('buyer', '/supplier-prices', { supplierId: east, productId: valve, priceE4: 9 * ONE });
});
afterAll(async () => {
  await company.stop();
});

test('a request is approved, ordered in part, and shows who asked what is coming and not from whom', async () => {
  const bare = await asks('alice', [], { reason: '' });
  expect(refusal(await act('alice', 'submit', bare))).toEqual([422, '/reason', 'required']);
  const draft = await asks(
    'alice',
    [{ productId: valve, unitId: cartonId, qtyE4: 2 * ONE, neededDate: '2026-11-30' }],
    { neededDate: '2026-12-05' },
  );
  expect([draft.no, draft.state, draft.lines[0]!.baseQtyE4]).toEqual(['', 'draft', 24 * ONE]);
  // A draft is its writer's alone.
  expect((await seen('buyer', draft.id)).status).toBe(404);
  const handed = (await act('alice', 'submit', draft)).json;
  expect([handed.no, handed.state]).toEqual([
    expect.stringMatching(/^QG-202611-\d{4}$/),
    'approving',
  ]);
  expect((await seen('keeper', draft.id)).status).toBe(404);
  expect(await open()).toEqual([]);
  const row = await company.db.read
    .selectFrom('approval_task')
    .innerJoin('user', 'user.id', 'approval_task.user_id')
    .select(['user.login', 'approval_task.id'])
    .where('approval_task.state', '=', 'pending')
    .executeTakeFirstOrThrow();
  expect((await seen(row.login, draft.id)).status).toBe(200);
  expect((await approve(row.login, row.id)).status).toBe(200);
  const [line] = await open();
  expect(line).toMatchObject({
    requestId: draft.id,
    openE4: 24 * ONE,
    neededDate: '2026-11-30',
    proposal: { supplier: { id: east }, priceE4: 9 * ONE },
  });
  const desk = await call<{ blocks: DeskBlock[] }>('buyer', 'GET', '/desk');
  expect(desk.json.blocks.find((block) => block.kind === 'requestsToOrder')?.requests).toEqual({
    lines: 1,
    late: 0,
  });
  const lines = [{ supplierId: east, productId: valve, qtyE4: 10 * ONE, requestLineId: line!.id }];
  const { rows } = await made<{ rows: { id: number }[] }>(
    'buyer',
    '/purchase-orders/from-shortages',
    {
      businessDate: TODAY,
      lines,
    },
  );
  const taken = (await seen('alice', draft.id)).json;
  expect([taken.lines[0]!.orderedE4, taken.lines[0]!.openE4]).toEqual([10 * ONE, 14 * ONE]);
  const order = (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${rows[0]!.id}`)).json;
  // A line that is changed goes on being for the request.
  const more = await call<PurchaseOrder>('buyer', 'PATCH', `/purchase-orders/${order.id}`, {
    version: order.version,
    expectedDate: '2026-11-28',
    lines: order.lines.map(({ id }) => ({ id, productId: valve, qtyE4: 20 * ONE })),
  });
  await call('buyer', 'POST', `/purchase-orders/${order.id}/confirm`, {
    version: more.json.version,
  });
  const coming = (await seen('alice', draft.id)).json;
  expect(coming.lines[0]).toMatchObject({
    orderedE4: 20 * ONE,
    openE4: 4 * ONE,
    comingOn: '2026-11-28',
  });
  expect(JSON.stringify(coming)).not.toMatch(/price|supplier|fen"|东方|CGDD/i);
  expect((await call('alice', 'GET', '/purchase-request-lines/open')).status).toBe(403);
  // The supplier is late: whoever asked is told the day, and not by whom.
  const late = (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${order.id}`)).json;
  const moves = (body: object) =>
    call<PurchaseOrder>('buyer', 'POST', `/purchase-orders/${order.id}/dates`, {
      version: late.version,
      expectedDate: '2026-12-08',
      ...body,
    });
  expect(refusal(await moves({ expectedDate: '2026-11-01' }))).toEqual([
    422,
    '/expectedDate',
    'before-business-date',
  ]);
  expect(refusal(await moves({ lineIds: [late.lines[0]!.id + 900] }))).toEqual([
    422,
    '/lineIds/0',
    'unknown-line',
  ]);
  const moved = await moves({});
  expect([moved.status, moved.json.lines[0]!.expectedDate]).toEqual([200, '2026-12-08']);
  expect((await moves({})).json.code).toBe('version-conflict');
  // Said once more, it is no change and nobody is told again.
  await moves({ version: moved.json.version });
  expect((await seen('alice', draft.id)).json.lines[0]!.comingOn).toBe('2026-12-08');
  const notices = await call<{ rows: { kind: string; params: object; route: string }[] }>(
    'alice',
    'GET',
    '/notifications',
  );
  expect(notices.json.rows.filter((row) => row.kind === 'request-moved')).toMatchObject([
    {
      params: { no: handed.no, name: '球阀', on: '2026-12-08' },
      route: `/purchase-requests/${draft.id}`,
    },
  ]);
  const rest = await act('buyer', 'close', coming, { reason: '用库存' });
  expect([rest.json.state, rest.json.lines[0]!.cancelledE4]).toEqual(['approved', 4 * ONE]);
  expect(await open()).toEqual([]);
});

test('one that comes back keeps its number and is closed; a void order opens the request again', async () => {
  const draft = await asks('alice', [{ productId: valve, qtyE4: ONE }]);
  const handed = (await act('alice', 'submit', draft)).json;
  const back = (await act('alice', 'withdraw', handed)).json;
  expect([back.state, back.no]).toEqual(['draft', handed.no]);
  expect((await act('alice', 'discard', back)).json.code).toBe('state-refused');
  expect((await act('buyer', 'close', back, { reason: '不' })).status).toBe(404);
  const closed = await act('alice', 'close', back, { reason: '不要了' });
  expect([closed.json.state, closed.json.refusal]).toEqual(['closed', '不要了']);

  // Whoever has nobody above is asked nothing.
  const own = await asks('boss', [{ productId: valve, qtyE4: 5 * ONE }]);
  const approved = (await act('boss', 'submit', own)).json;
  expect(approved.state).toBe('approved');
  const [line] = await open();
  const body = {
    businessDate: TODAY,
    lines: [{ supplierId: east, productId: valve, qtyE4: 5 * ONE, requestLineId: line!.id }],
  };
  const path = '/purchase-orders/from-shortages';
  const both = { ...body, lines: [...body.lines, ...body.lines] };
  expect(refusal(await call('buyer', 'POST', path, both))).toEqual([
    422,
    '/lines/1/requestLineId',
    'unknown-line',
  ]);
  const { rows } = await made<{ rows: { id: number }[] }>('buyer', path, body);
  expect(refusal(await call('buyer', 'POST', path, body))).toEqual([
    422,
    '/lines/0/requestLineId',
    'nothing-open',
  ]);
  const order = (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${rows[0]!.id}`)).json;
  await call('buyer', 'POST', `/purchase-orders/${order.id}/discard`, { version: order.version });
  expect((await open()).map((one) => one.openE4)).toEqual([5 * ONE]);
  const mine = await call<{ rows: { id: number; openCount: number }[] }>(
    'boss',
    'GET',
    '/purchase-requests?mine=1&open=1',
  );
  expect(mine.json.rows.map((row) => [row.id, row.openCount])).toEqual([[own.id, 1]]);
  const all = await call<{ rows: object[] }>('buyer', 'GET', '/purchase-requests');
  const alices = await call<{ rows: { requester: { name: string } }[] }>(
    'alice',
    'GET',
    '/purchase-requests',
  );
  expect(all.json.rows.length).toBe(3);
  expect(new Set(alices.json.rows.map((row) => row.requester.name)).size).toBe(1);
});
