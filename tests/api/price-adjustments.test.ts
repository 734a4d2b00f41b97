import type {
  PriceAdjustment,
  PriceSimulation,
  AffectedCustomer,
} from '@xinhang/shared/price-adjustments.ts';
import type { PriceRule } from '@xinhang/shared/prices.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '@xinhang/server/ops/found.ts';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };

async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
const need = async <T>(
  who: string,
  method: 'POST' | 'GET' | 'PATCH',
  path: string,
  body?: object,
) => {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
};

const TODAY = '2026-11-24';
let pump: Product;
let valve: Product;
let ownCustomer: number;
let bobsCustomer: number;

async function product(name: string, yuan: number, more: object = {}) {
  const { json } = await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/units');
  const unitId = json.rows.find((unit) => unit.name === '个')!.id;
  const made = await need<Product>('boss', 'POST', '/products', { name, unitId, taxBp: 0 });
  await need('boss', 'POST', '/price-rules', {
    productId: made.id,
    priceE4: yuan * 10_000,
    release: true,
    ...more,
  });
  return made;
}
const priceOf = async (of: Product, on: string, customerId?: number) => {
  const path = `/prices?line=${of.id}:${of.unit.id}:10000&on=${on}`;
  const query = customerId === undefined ? '' : `&customerId=${customerId}`;
  type Found = { lines: { price: { grossE4: number; rule: PriceRule } | null }[] };
  return (await need<Found>('boss', 'GET', path + query)).lines[0]!.price;
};
const line = (of: Product, yuan: number, more: object = {}) => ({
  productId: of.id,
  unitId: of.unit.id,
  newPriceE4: yuan * 10_000,
  ...more,
});
const sheet = (more: object = {}) => ({
  name: '冬季调价',
  scope: 'all',
  validFrom: '2026-12-01',
  lines: [line(pump, 110), line(valve, 45, { floorE4: 400_000 })],
  ...more,
});
async function decide(approvalId: number, decision: 'approve' | 'reject', comment: string) {
  type Page = { tasks: { id: number; state: string }[] };
  const { tasks } = await need<Page>('manager', 'GET', `/approvals/${approvalId}`);
  const { id } = tasks.find((task) => task.state === 'pending')!;
  await need('manager', 'POST', `/approval-tasks/${id}/decide`, { decision, comment });
}

beforeAll(async () => {
  company = await startCompany();
  pump = await product('水泵', 100);
  valve = await product('阀门', 50, { floorE4: 400_000 });
  const customer = async (who: string, name: string) =>
    (await need<{ id: number }>(who, 'POST', '/customers', { name, region: '华东' })).id;
  ownCustomer = await customer('alice', '甲方公司');
  bobsCustomer = await customer('bob', '乙方公司');
});
afterAll(async () => {
  await company.stop();
});

test('lines are proposed, kept, refused where they leave their own limits, and thrown away', async () => {
  const path = `/price-adjustment-proposals?productId=${pump.id}&productId=${valve.id}`;
  const { lines } = await need<{ lines: PriceAdjustment['lines'] }>('boss', 'GET', path);
  expect(lines.map((one) => [one.product.name, one.oldPriceE4, one.oldFloorE4])).toEqual([
    ['水泵', 1_000_000, null],
    ['阀门', 500_000, 400_000],
  ]);
  expect((await call('alice', 'GET', path)).status).toBe(403);
  // For a level it begins with what the level pays.
  const level = await need<{ id: number }>('boss', 'POST', '/price-levels', { name: '经销商' });
  await need('boss', 'POST', '/price-rules', {
    productId: pump.id,
    discountBp: 1000,
    scope: 'level',
    levelId: level.id,
    release: true,
  });
  const ofLevel = `${path}&scope=level&levelId=${level.id}`;
  const dealers = await need<{ lines: PriceAdjustment['lines'] }>('boss', 'GET', ofLevel);
  expect(dealers.lines.map((one) => one.oldPriceE4)).toEqual([900_000, 500_000]);
  const bad = sheet({ lines: [line(valve, 35, { floorE4: 400_000 })] });
  expect(refusal(await call('boss', 'POST', '/price-adjustments', bad))).toEqual([
    422,
    '/lines/0/floorE4',
    'above-price',
  ]);
  const twice = sheet({ lines: [line(pump, 1), line(pump, 2)] });
  expect(refusal(await call('boss', 'POST', '/price-adjustments', twice))).toEqual([
    422,
    '/lines/1/productId',
    'named-twice',
  ]);
  const draft = await need<PriceAdjustment>('boss', 'POST', '/price-adjustments', sheet());
  // A draft is of those who make prices.
  expect((await call('alice', 'GET', `/price-adjustments/${draft.id}`)).status).toBe(404);
  const changed = await need<PriceAdjustment>('boss', 'PATCH', `/price-adjustments/${draft.id}`, {
    version: 1,
    lines: [line(pump, 90)],
  });
  expect(changed).toMatchObject({ version: 2, lineCount: 1, no: '' });
  const late = await call('boss', 'PATCH', `/price-adjustments/${draft.id}`, {
    version: 1,
    note: 'x',
  });
  expect(late.status).toBe(409);
  expect((await call('boss', 'DELETE', `/price-adjustments/${draft.id}`)).status).toBe(200);
});

test('a sheet is approved, counts from its day on, stays as it was, and is answered by another', async () => {
  const draft = await need<PriceAdjustment>('boss', 'POST', '/price-adjustments', sheet());
  const { id } = draft;
  const effect = await need<{ simulation: PriceSimulation; rows: AffectedCustomer[] }>(
    'boss',
    'GET',
    `/price-adjustments/${id}/effect`,
  );
  expect(effect).toMatchObject({ simulation: { customers: 0, beforeFen: 0, unsold: 2 }, rows: [] });
  const waiting = await need<PriceAdjustment>('boss', 'POST', `/price-adjustments/${id}/submit`, {
    version: 1,
  });
  // The owner has nobody above: it is released at once, and numbered.
  expect(waiting).toMatchObject({ state: 'released', no: 'TJD-202611-0001' });
  expect((await priceOf(pump, TODAY))!.grossE4).toBe(1_000_000);
  expect((await priceOf(pump, '2026-11-30'))!.grossE4).toBe(1_000_000);
  expect((await priceOf(pump, '2026-12-01'))!.grossE4).toBe(1_100_000);
  expect((await priceOf(valve, '2026-12-01'))!.rule.floorE4).toBe(400_000);
  const rules = await need<{ rows: PriceRule[] }>(
    'boss',
    'GET',
    `/price-rules?productId=${pump.id}&scope=all`,
  );
  expect(rules.rows.map((rule) => [rule.priceE4, rule.validFrom, rule.validTo])).toEqual([
    [1_100_000, '2026-12-01', null],
    [1_000_000, TODAY, '2026-11-30'],
  ]);
  expect(
    (await need<PriceAdjustment>('alice', 'GET', `/price-adjustments/${id}`)).lines,
  ).toHaveLength(2);
  expect((await call('buyer', 'GET', `/price-adjustments/${id}`)).status).toBe(403);
  expect(
    refusal(await call('boss', 'PATCH', `/price-adjustments/${id}`, { version: 3, note: 'x' }))[1],
  ).toBe('state-refused');
  await expect(
    company.db.transaction((tx) =>
      tx.updateTable('price_adjustment').set({ note: 'x' }).where('id', '=', id).execute(),
    ),
  ).rejects.toThrow(/stays/);

  const back = await need<PriceAdjustment>('boss', 'POST', `/price-adjustments/${id}/counter`, {});
  expect(back).toMatchObject({ state: 'draft', counterOf: { id }, validFrom: TODAY });
  expect(back.lines.map((one) => one.newPriceE4)).toEqual([1_000_000, 500_000]);
  const later = await need<PriceAdjustment>('boss', 'PATCH', `/price-adjustments/${back.id}`, {
    version: 1,
    validFrom: '2026-12-10',
  });
  await need('boss', 'POST', `/price-adjustments/${back.id}/submit`, { version: later.version });
  expect((await priceOf(pump, '2026-12-09'))!.grossE4).toBe(1_100_000);
  expect((await priceOf(pump, '2026-12-10'))!.grossE4).toBe(1_000_000);
  expect(
    (await need<PriceAdjustment>('boss', 'GET', `/price-adjustments/${id}`)).answeredBy,
  ).toMatchObject({ id: back.id });
});

test('whoever is asked decides; a refused sheet is a draft again, and one for a customer is seen with him', async () => {
  // A director below the head of the team, who decides.
  await company.db.transaction(async (tx) => {
    const { dept_id: deptId } = await tx
      .selectFrom('user')
      .select('dept_id')
      .where('login', '=', 'alice')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const roleKeys = ['sales-director'];
    await addPerson(tx, { login: 'dora', name: 'dora', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const asked = await need<PriceAdjustment>(
    'dora',
    'POST',
    '/price-adjustments',
    sheet({
      validFrom: '2026-12-20',
      lines: [line(valve, 30, { floorE4: 300_000 })],
    }),
  );
  const submitted = await need<PriceAdjustment>(
    'dora',
    'POST',
    `/price-adjustments/${asked.id}/submit`,
    { version: 1 },
  );
  expect(submitted).toMatchObject({ state: 'approving', can: { update: false, sendBack: true } });
  const inbox = await need<{ rows: { id: number; title: string; lines?: object[] }[] }>(
    'manager',
    'GET',
    '/approvals?box=todo',
  );
  expect(inbox.rows[0]!.title).toContain(submitted.no);
  await decide(submitted.approvalId!, 'reject', '太低');
  const again = await need<PriceAdjustment>('dora', 'GET', `/price-adjustments/${asked.id}`);
  expect(again).toMatchObject({ state: 'draft', reason: '太低', no: submitted.no });
  await need('dora', 'POST', `/price-adjustments/${asked.id}/submit`, { version: again.version });
  const second = await need<PriceAdjustment>('dora', 'GET', `/price-adjustments/${asked.id}`);
  const called = await need<PriceAdjustment>(
    'dora',
    'POST',
    `/price-adjustments/${asked.id}/send-back`,
    { version: second.version, reason: '再想想' },
  );
  expect(called.state).toBe('draft');
  await need('dora', 'POST', `/price-adjustments/${asked.id}/submit`, { version: called.version });
  const third = await need<PriceAdjustment>('dora', 'GET', `/price-adjustments/${asked.id}`);
  await decide(third.approvalId!, 'approve', '');
  expect((await need<PriceAdjustment>('dora', 'GET', `/price-adjustments/${asked.id}`)).state).toBe(
    'released',
  );
  expect((await priceOf(valve, '2026-12-20'))!.grossE4).toBe(300_000);

  const bare = await need<PriceAdjustment>(
    'boss',
    'POST',
    '/price-adjustments',
    sheet({ lines: [] }),
  );
  const refused = await call<{ errors: { pointer: string; code: string }[] }>(
    'boss',
    'POST',
    `/price-adjustments/${bare.id}/submit`,
    { version: bare.version },
  );
  expect(refused.json.errors).toMatchObject([{ pointer: '/lines', code: 'no-lines' }]);

  const { json } = await call<PriceAdjustment>(
    'boss',
    'POST',
    '/price-adjustments',
    sheet({ scope: 'customer', customerId: ownCustomer, lines: [line(pump, 95)] }),
  );
  await need('boss', 'POST', `/price-adjustments/${json.id}/submit`, { version: 1 });
  expect((await priceOf(pump, '2026-12-02', ownCustomer))!.grossE4).toBe(950_000);
  expect((await priceOf(pump, '2026-12-02', bobsCustomer))!.grossE4).toBe(1_100_000);
  expect((await call('alice', 'GET', `/price-adjustments/${json.id}`)).status).toBe(200);
  expect((await call('bob', 'GET', `/price-adjustments/${json.id}`)).status).toBe(404);
  const seen = await need<{ rows: PriceAdjustment[] }>('bob', 'GET', '/price-adjustments');
  expect(seen.rows.every((row) => row.scope === 'all')).toBe(true);
  // The salesperson of the customer was told.
  const told = await need<{ rows: { kind: string; params: { name: string } }[] }>(
    'alice',
    'GET',
    '/notifications',
  );
  expect(told.rows[0]).toMatchObject({ kind: 'prices-adjusted', params: { name: '冬季调价' } });
});

test('the effect counts what was delivered, of rows and costs that the reader sees', async () => {
  const service = await need<Product>('boss', 'POST', '/products', {
    name: '安装',
    kind: 'service',
    unitId: pump.unit.id,
    taxBp: 0,
  });
  await need('boss', 'POST', '/price-rules', {
    productId: service.id,
    priceE4: 200_0000,
    release: true,
  });
  for (const [who, customerId, qty] of [
    ['alice', ownCustomer, 3],
    ['bob', bobsCustomer, 2],
  ] as const) {
    type Doc = { id: number; version: number; lines: { id: number }[] };
    const order = await need<Doc>(who, 'POST', '/sales-orders', {
      customerId,
      businessDate: TODAY,
      lines: [{ kind: 'service', productId: service.id, qtyE4: qty * 10_000 }],
    });
    const confirmed = await need<Doc>(who, 'POST', `/sales-orders/${order.id}/confirm`, {
      version: order.version,
    });
    const delivery = await need<Doc>('boss', 'POST', '/deliveries', {
      businessDate: TODAY,
      lines: [{ orderLineId: confirmed.lines[0]!.id, qtyE4: qty * 10_000 }],
    });
    await need('boss', 'POST', `/deliveries/${delivery.id}/confirm`, { version: delivery.version });
  }
  const made = await need<PriceAdjustment>(
    'boss',
    'POST',
    '/price-adjustments',
    sheet({ lines: [line(service, 250)] }),
  );
  await need('boss', 'POST', `/price-adjustments/${made.id}/submit`, { version: 1 });
  type Effect = { simulation: PriceSimulation; rows: AffectedCustomer[] };
  const effect = (who: string) =>
    need<Effect>(who, 'GET', `/price-adjustments/${made.id}/effect?months=1`);
  expect(await effect('boss')).toMatchObject({
    simulation: { customers: 2, beforeFen: 100_000, afterFen: 125_000, costless: 2, unsold: 0 },
    rows: [
      { customer: { name: '甲方公司' }, beforeFen: 60_000, afterFen: 75_000 },
      { owner: 'bob' },
    ],
  });
  const own = await effect('alice');
  expect(own.simulation).toMatchObject({ customers: 1, beforeFen: 60_000, costFen: null });
  expect(own.rows.map((row) => row.customer.name)).toEqual(['甲方公司']);
});
