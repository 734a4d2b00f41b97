import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 60_000 });

type Plan = Extract<
  EndpointBody<typeof api.customerWork.bulk>['action'],
  { kind: 'distribute' }
>['plan'];

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let bob: number;
let manager: number;

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  ({ bob, manager } = company.users as Record<'bob' | 'manager', number>);
});
afterAll(async () => {
  await company.stop();
});

async function ok<T>(who: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const answer = await company.call(tokens[who]!, method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.json as T;
}
let made = 0;
async function pooled(count: number, body: object = {}): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    made += 1;
    const name = `深圳市第${made}公海有限公司`;
    const { id } = await ok<{ id: number }>('boss', 'POST', '/customers', {
      name,
      ownerId: null,
      duplicateReason: '测试',
      ...body,
    });
    ids.push(id);
  }
  return ids;
}
async function distribute(ids: readonly number[], plan: Plan): Promise<number> {
  const body = { ids, action: { kind: 'distribute', plan } };
  const { jobId } = await ok<{ jobId: number }>('boss', 'POST', '/customers/bulk', body);
  await company.jobs.idle();
  return jobId;
}
async function ownersOf(ids: readonly number[]): Promise<(number | null)[]> {
  const rows = await company.db.read
    .selectFrom('customer')
    .select(['id', 'owner_id'])
    .where('id', 'in', ids)
    .execute();
  const of = new Map(rows.map((row) => [row.id, row.owner_id]));
  return ids.map((id) => of.get(id) ?? null);
}
const noticesOf = async (who: string) =>
  (
    await ok<{ rows: { kind: string; params: { count?: number } }[] }>(who, 'GET', '/notifications')
  ).rows.filter(({ kind }) => kind === 'customers-assigned');

test('by share it is exact, each hears once of the own ones, and it can be taken back', async () => {
  const ids = await pooled(7);
  // Some lie in a pool that is not where its next owner's customers fall.
  const other = await company.db.transaction(async (tx) => {
    const { id: _id, ...pool } = await tx.selectFrom('pool').selectAll().executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('pool')
      .values({ ...pool, name: '另一个公海' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const some = tx.updateTable('customer').set({ pool_id: id }).where('id', 'in', ids.slice(4));
    await some.execute();
    return id;
  });
  const pools = async () =>
    (
      await company.db.read
        .selectFrom('customer')
        .select('pool_id')
        .where('id', 'in', ids)
        .orderBy('id')
        .execute()
    ).map((row) => row.pool_id);
  const before = await pools();
  expect(before).toContain(other);
  const plan: Plan = {
    by: 'share',
    receivers: [
      { userId: bob, weight: 2 },
      { userId: manager, weight: 1 },
    ],
  };
  const jobId = await distribute(ids, plan);
  const owners = await ownersOf(ids);
  expect(owners.filter((owner) => owner === bob)).toHaveLength(5);
  expect(owners.filter((owner) => owner === manager)).toHaveLength(2);
  expect((await noticesOf('bob')).map(({ params }) => params.count)).toEqual([5]);
  expect((await noticesOf('manager')).map(({ params }) => params.count)).toEqual([2]);
  const history = await company.db.read
    .selectFrom('owner_history')
    .select('reason')
    .where('customer_id', 'in', ids)
    .where('to_owner_id', 'is not', null)
    .execute();
  expect(history.map(({ reason }) => reason)).toEqual(ids.map(() => 'assign'));
  await ok('boss', 'POST', `/customers/bulk/${jobId}/undo`);
  await company.jobs.idle();
  expect(await ownersOf(ids)).toEqual(ids.map(() => null));
  expect(await pools()).toEqual(before);
});

test('by industry each goes to whom it was given to; what is out of reach takes no part', async () => {
  const machines = await pooled(2, { industry: '机械' });
  const [other] = await pooled(1, { industry: '电子' });
  const facts = await ok<{ rows: { id: number; industry: string }[] }>(
    'boss',
    'GET',
    `/customers/split-facts?id=${machines[0]}&id=${other}&id=900001`,
  );
  expect(facts.rows.map(({ id, industry }) => [id, industry])).toEqual([
    [machines[0], '机械'],
    [other, '电子'],
  ]);
  const ids = [...machines, other!, 900_001];
  await distribute(ids, {
    by: 'industry',
    receivers: [{ userId: bob, value: '机械' }],
    restId: manager,
  });
  expect(await ownersOf([...machines, other!])).toEqual([bob, bob, manager]);
});

test('a receiver who may own nothing is refused before anything starts', async () => {
  const ids = await pooled(1);
  for (const [userId, code] of [
    [company.users['admin']!, 'sees-no-customers'],
    [900_001, 'unknown-user'],
  ] as const) {
    const plan = { by: 'share', receivers: [{ userId, weight: 1 }] };
    const answer = await company.call(tokens['boss']!, 'POST', '/customers/bulk', {
      ids,
      action: { kind: 'distribute', plan },
    });
    const { errors } = answer.json as { errors: { pointer: string; code: string }[] };
    expect(errors).toMatchObject([{ pointer: '/action/plan/receivers/0/userId', code }]);
  }
});

test('the customers of an import that nobody else owns yet can be given away', async () => {
  const sheet = '客户名称,行业\n上海浦江电子有限公司,电子\n上海长江机械有限公司,机械\n';
  const { batch } = await importer(company, tokens['boss']!).all('prospects.csv', sheet);
  const { id } = batch;
  const found = () => ok<{ ids: number[] }>('boss', 'GET', `/imports/${id}/customers`);
  const { ids } = await found();
  expect(ids).toHaveLength(2);
  await distribute(ids.slice(0, 1), { by: 'share', receivers: [{ userId: bob, weight: 1 }] });
  expect((await found()).ids).toEqual(ids.slice(1));
});
