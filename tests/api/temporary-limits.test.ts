import { addPerson } from '@xinhang/server/ops/found.ts';
import type { DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { TemporaryLimit } from '@xinhang/shared/temporary-limits.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: OrderCheck | DeliveryCheck;
  errors?: { pointer: string; code: string; params?: object }[];
}
interface Given {
  rows: TemporaryLimit[];
  hidden: boolean;
  mayGive: boolean;
}

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as {
    status: number;
    json: T & Refusal;
  };
}
async function well<T>(who: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
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
let today = '2026-11-24';
let productId: number;
let customers = 0;

/** Midnight passes: nothing else happens. */
function nextDay() {
  company.clock.now += DAY_MS;
  today = new Date(company.clock.now).toISOString().slice(0, 10);
  tokens.clear();
}
const daysOn = (days: number) =>
  new Date(company.clock.now + days * DAY_MS).toISOString().slice(0, 10);

async function customer(limitFen: number | null, parentId?: number) {
  const name = `临时额度客户 ${(customers += 1)}`;
  const body = { name, duplicateReason: '测', ...(parentId && { parentId }) };
  const { id } = await well<{ id: number }>('alice', 'POST', '/customers', body);
  const terms = { termId: null, overdueDays: null, creditLimitFen: limitFen };
  await well('boss', 'PUT', `/customers/${id}/terms`, terms);
  return id;
}
const give = (id: number, more: object = {}, who = 'boss') =>
  call<TemporaryLimit>(who, 'POST', `/customers/${id}/temporary-limits`, {
    limitFen: 200_000,
    validFrom: today,
    validTo: daysOn(1),
    reason: '展会备货',
    ...more,
  });
const end = (id: number, limitId: number, who = 'boss') =>
  call<TemporaryLimit>(who, 'POST', `/customers/${id}/temporary-limits/${limitId}/end`);
const limits = (id: number, who = 'boss') =>
  well<Given>(who, 'GET', `/customers/${id}/temporary-limits`);
/** So many pieces at 1 yuan. */
const ordered = (customerId: number, pieces: number) =>
  well<SalesOrder>('alice', 'POST', '/sales-orders', {
    customerId,
    businessDate: today,
    lines: [{ productId, kind: 'service', qtyE4: pieces * 10_000 }],
  });
const confirm = ({ id, version }: SalesOrder) =>
  call<SalesOrder>('boss', 'POST', `/sales-orders/${id}/confirm`, { version });

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
  const units = await well<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const product = { name: '安装', code: 'S1', unitId: units.rows[0]!.id, kind: 'service' };
  productId = (await well<{ id: number }>('boss', 'POST', '/products', product)).id;
  await well('boss', 'POST', '/price-rules', {
    scope: 'all',
    basis: 'gross',
    release: true,
    productId,
    unitId: units.rows[0]!.id,
    priceE4: 10_000,
    validFrom: '2026-01-01',
  });
});
afterAll(async () => {
  await company.stop();
});

test('while it holds more is confirmed and delivered, and the day after the old limit stops both', async () => {
  const id = await customer(100_000);
  const first = await ordered(id, 1_500);
  const stopped = await confirm(first);
  expect([stopped.status, stopped.json.data]).toMatchObject([
    409,
    { reasons: ['credit'], credit: { limitFen: 100_000, temporary: null } },
  ]);
  const limit = await give(id);
  expect([limit.status, limit.json]).toMatchObject([
    201,
    { limitFen: 200_000, reason: '展会备货', state: 'holds', by: { name: 'boss' }, endedBy: null },
  ]);
  const confirmed = await confirm(first);
  expect([confirmed.status, confirmed.json.state]).toEqual([200, 'confirmed']);
  // More than the higher one is stopped as well, by its figures.
  const more = await confirm(await ordered(id, 501));
  const temporary = { until: daysOn(1), standingFen: 100_000 };
  expect([more.status, more.json.data?.credit]).toMatchObject([
    409,
    { limitFen: 200_000, temporary, exposureFen: 150_000 },
  ]);
  const account = await well<{ standing: object }>('boss', 'GET', `/customers/${id}/receivables`);
  expect(account.standing).toMatchObject({ limitFen: 200_000, temporary });
  const line = confirmed.json.lines[0]!.id;
  const draft = async (pieces: number) =>
    await well<{ id: number; version: number }>('boss', 'POST', '/deliveries', {
      businessDate: today,
      lines: [{ orderLineId: line, qtyE4: pieces * 10_000 }],
    });
  const send = ({ id: doc, version }: { id: number; version: number }) =>
    call<object>('boss', 'POST', `/deliveries/${doc}/confirm`, { version });
  nextDay();
  // The last day is included.
  expect((await send(await draft(100))).status).toBe(200);
  nextDay();
  expect((await limits(id)).rows).toMatchObject([{ state: 'over', endedBy: null }]);
  const late = await send(await draft(100));
  expect([late.status, late.json.data]).toMatchObject([
    409,
    { reasons: ['credit'], credit: { limitFen: 100_000, temporary: null } },
  ]);
  const after = await confirm(await ordered(id, 1));
  expect([after.status, after.json.data?.reasons]).toEqual([409, ['credit']]);
});

test('one is given by whoever sets the limit, to whom has one of his own, for days that may be', async () => {
  const id = await customer(100_000);
  expect((await give(id, {}, 'alice')).status).toBe(403);
  expect((await give(id, {}, 'manager')).status).toBe(403);
  expect(refusal(await give(id, { limitFen: 100_000 }))).toEqual([
    422,
    '/limitFen',
    'not-above-standing',
  ]);
  expect(refusal(await give(id, { reason: ' ' }))[1]).toBe('/reason');
  expect(refusal(await give(id, { validFrom: daysOn(-1) }))).toEqual([
    422,
    '/validFrom',
    'before-today',
  ]);
  expect(refusal(await give(id, { validFrom: daysOn(2) }))).toEqual([
    422,
    '/validTo',
    'end-before-start',
  ]);
  expect(refusal(await give(id, { validTo: daysOn(366) }))).toEqual([
    422,
    '/validTo',
    'too-far-ahead',
  ]);
  // Without a limit of his own he owes what he likes, or up to the limit of those above him.
  const free = await customer(null);
  expect(refusal(await give(free))[2]).toBe('no-standing-limit');
  const below = await customer(50_000, id);
  expect(refusal(await give(below))[2]).toBe('limit-of-parent');
  expect((await give(id, { validTo: daysOn(365) }, 'clerk')).status).toBe(201);
  const seen = await limits(id, 'alice');
  expect(seen).toMatchObject({ rows: [], hidden: true, mayGive: false });
  // The group below it owes up to the same.
  const confirmed = await confirm(await ordered(below, 1_500));
  expect(confirmed.status).toBe(200);
});

test('two never hold on the same day, and one that ends early ends at once', async () => {
  const id = await customer(100_000);
  const twice = await Promise.all([give(id), give(id, { limitFen: 300_000 })]);
  expect(twice.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 422]);
  const refused = twice.find((one) => one.status === 422)!;
  expect(refused.json.errors).toMatchObject([
    { pointer: '/validFrom', code: 'limits-overlap', params: { from: today, to: daysOn(1) } },
  ]);
  const next = await give(id, { validFrom: daysOn(2), validTo: daysOn(3) });
  expect(next.json.state).toBe('coming');
  const holding = (await limits(id)).rows.find((row) => row.state === 'holds')!;
  expect((await end(id, holding.id, 'alice')).status).toBe(403);
  const other = await customer(100_000);
  expect((await end(other, holding.id)).status).toBe(404);
  const both = await Promise.all([end(id, holding.id), end(id, holding.id, 'clerk')]);
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await confirm(await ordered(id, 1_500))).status).toBe(409);
  // Its days are free again.
  expect((await give(id)).status).toBe(201);
  expect((await end(id, next.json.id)).json.state).toBe('ended');
  const told = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'customer_id'])
    .where('entity', '=', 'temporaryLimit')
    .where('customer_id', '=', id)
    .orderBy('id')
    .execute();
  expect(told.map((row) => row.action.slice('temporaryLimits.'.length))).toEqual([
    'give',
    'give',
    'end',
    'give',
    'end',
  ]);
});

test('the desk tells who gave it some days before and after it ends', async () => {
  interface Desk {
    blocks: { kind: string; limits?: { id: number; validTo: string }[] }[];
  }
  const told = async (who: string) =>
    (await well<Desk>(who, 'GET', '/desk')).blocks
      .find((block) => block.kind === 'limitsEnding')
      ?.limits?.map((one) => one.id) ?? [];
  const id = await customer(100_000);
  const soon = (await give(id, { validTo: daysOn(3) })).json.id;
  const later = await customer(100_000);
  const far = (await give(later, { validTo: daysOn(4) })).json.id;
  expect(await told('boss')).toContain(soon);
  expect(await told('boss')).not.toContain(far);
  // Others gave none, and a salesperson sees no credit.
  for (const who of ['alice', 'clerk']) expect(await told(who)).toEqual([]);
  // Put off it is gone from the desk of who did.
  const until = company.clock.now + 3_600_000;
  await well('boss', 'PUT', '/desk/snoozes', { kind: 'limitsEnding', id: soon, until });
  expect(await told('boss')).not.toContain(soon);
  await well('boss', 'POST', '/desk/snoozes/wake', { kind: 'limitsEnding' });
  expect(await told('boss')).toContain(soon);
  // Another one follows it: there is nothing to remember.
  const next = (await give(id, { validFrom: daysOn(4), validTo: daysOn(30) })).json;
  expect(await told('boss')).not.toContain(soon);
  await end(id, next.id);
  // One that allows less does not go on with it.
  const less = { validFrom: daysOn(4), validTo: daysOn(30), limitFen: 150_000 };
  const { id: lower } = (await give(id, less)).json;
  expect(await told('boss')).toContain(soon);
  await end(id, lower);
  for (let days = 0; days < 6; days += 1) nextDay();
  expect(await told('boss')).toContain(soon);
  nextDay();
  expect(await told('boss')).not.toContain(soon);
  // So much holds for good.
  expect(await told('boss')).toContain(far);
  const terms = { termId: null, overdueDays: null, creditLimitFen: 200_000 };
  await well('boss', 'PUT', `/customers/${later}/terms`, terms);
  expect(await told('boss')).not.toContain(far);
});

test('it only raises: a standing limit that became higher, or none at all, is what holds', async () => {
  const id = await customer(100_000);
  await give(id);
  const limitOf = async () => {
    const path = `/customers/${id}/receivables`;
    const { standing } = await well<{ standing: { limitFen: number; temporary: object | null } }>(
      'boss',
      'GET',
      path,
    );
    return [standing.limitFen, standing.temporary !== null];
  };
  const set = (creditLimitFen: number | null) =>
    well('boss', 'PUT', `/customers/${id}/terms`, {
      termId: null,
      overdueDays: null,
      creditLimitFen,
    });
  expect(await limitOf()).toEqual([200_000, true]);
  await set(250_000);
  expect(await limitOf()).toEqual([250_000, false]);
  await set(null);
  expect(await limitOf()).toEqual([null, false]);
  await set(0);
  expect(await limitOf()).toEqual([200_000, true]);
});
