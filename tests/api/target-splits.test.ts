import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { AchievementRow } from '@xinhang/shared/performance.ts';
import { achievedByPart } from '@xinhang/db/repositories/achievement-ledger.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let depts: Record<string, number>;
let pipelineId: number;
type Saved = { id: number; version: number; state: string };
type Parts = EndpointOutput<typeof api.achievement.parts>;
type Splits = EndpointOutput<typeof api.targets.splits>;
type Sheet = EndpointOutput<typeof api.targets.get>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';
async function call<T>(who: string, method: Method, path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ok<T>(who: string, method: Method, path: string, body?: object): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
async function win(who: string, region: string, amountFen: number): Promise<number> {
  const { id: customerId } = await ok<Customer>(who, 'POST', '/customers', {
    name: `${region || '无地区'}${amountFen}有限公司`,
    region,
    duplicateReason: '测试',
  });
  const body = { name: `${region}${amountFen}`, pipelineId, customerId, amountFen };
  const deal = await ok<Deal>(who, 'POST', '/deals', body);
  await ok('boss', 'POST', `/deals/${deal.id}/close`, { version: deal.version, outcome: 'won' });
  return deal.id;
}
const place = (dept: string, metric = 'won') => ({ year: 2026, deptId: depts[dept]!, metric });
const alice = () => ({ nodeKind: 'user', nodeId: company.users['alice']! });
const part = (name: string, month: number, value: number | null, more = {}) => ({
  ...alice(),
  dimension: 'region',
  part: name,
  month,
  value,
  ...more,
});
const save = async (version: number | null, body: object) =>
  await call<Saved & { code: string; errors?: { pointer: string; code: string }[] }>(
    'manager',
    'PUT',
    '/targets',
    { ...place('一组'), version, cells: [], ...body },
  );
const parts = async (who: string, query: string) =>
  await ok<Parts>(who, 'GET', `/achievement/parts?${query}`);
const lines = ({ rows }: Parts) =>
  rows.map(({ name, target, actual }) => [name, target, actual] as const);
const ofDept = (name: string) => `nodeKind=dept&nodeId=${depts[name]!}`;

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const { rows } = await ok<{ rows: { id: number; name: string; parentId: number | null }[] }>(
    'boss',
    'GET',
    '/depts',
  );
  depts = Object.fromEntries(
    rows.map((row) => [row.parentId === null ? 'root' : row.name, row.id]),
  );
  const pipelines = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  pipelineId = pipelines.rows[0]!.id;
  // Somebody above the manager, who decides on the targets.
  await company.db.transaction((tx) =>
    tx
      .updateTable('dept')
      .set({ head_user_id: company.users['boss']! })
      .where('id', '=', depts['root']!)
      .execute(),
  );
  await win('alice', '华东', 300);
  await win('alice', '华南', 200);
  await win('alice', '', 40);
  await win('bob', '华东', 5);
});
afterAll(async () => {
  await company.stop();
});

test('results by region sum to the whole, and lead to their documents', async () => {
  const found = await parts('manager', ofDept('一组'));
  expect(lines(found)).toEqual([
    ['华东', null, 300],
    ['华南', null, 200],
    ['', null, 40],
  ]);
  expect(found.total.actual).toBe(540);
  expect(lines(await parts('boss', ''))[0]).toEqual(['华东', null, 305]);
  expect(lines(await parts('bob', 'metric=wonCount'))).toEqual([['华东', null, 1]]);
  const behind = async (name: string) =>
    (
      await ok<{ rows: AchievementRow[] }>(
        'manager',
        'GET',
        `/achievement/rows?from=2026-01-01&to=2026-12-31&${ofDept('一组')}&dimension=region&part=${encodeURIComponent(name)}`,
      )
    ).rows.map((row) => row.amountFen);
  expect([await behind('华东'), await behind(''), await behind('西北')]).toEqual([[300], [40], []]);
});

test('a target is split by region, compared with it, approved and counted', async () => {
  const cells = [{ ...alice(), month: 11, value: 1000 }];
  const first = await save(null, { cells, splits: [part('华东', 11, 600), part('西北', 11, 300)] });
  expect(first.json.state).toBe('draft');
  const sheet = async () =>
    (await ok<Sheet>('manager', 'GET', `/targets?year=2026&deptId=${depts['一组']}`)).rows.find(
      (row) => row.node.name === 'alice',
    )!.splits;
  expect(await sheet()).toEqual([{ dimension: 'region', total: 900, off: true }]);
  const second = await save(first.json.version, { splits: [part('西北', 11, 400)] });
  expect(await sheet()).toEqual([{ dimension: 'region', total: 1000, off: false }]);
  const split = await ok<Splits>(
    'manager',
    'GET',
    `/targets/splits?year=2026&deptId=${depts['一组']}&nodeKind=user&nodeId=${company.users['alice']}`,
  );
  expect(split.whole[10]).toBe(1000);
  expect(split.rows.map((row) => [row.name, row.months[10], row.yearAgo[10]])).toEqual(
    expect.arrayContaining([
      ['华东', 600, 0],
      ['西北', 400, 0],
    ]),
  );
  // A draft counts for nothing.
  expect(lines(await parts('manager', ofDept('一组')))[0]).toEqual(['华东', null, 300]);
  const { id } = second.json;
  await ok('manager', 'POST', `/targets/${id}/submit`, { version: second.json.version });
  const { rows } = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/approvals');
  const page = await ok<ApprovalPage>('boss', 'GET', `/approvals/${rows[0]!.id}`);
  expect(page.lines.find((line) => line.name === 'targetSplit-region')?.text).toBe(
    '华东 6.00\n西北 4.00',
  );
  const task = page.tasks.find((one) => one.state === 'pending')!;
  const decision = { decision: 'approve', comment: '' };
  await ok('boss', 'POST', `/approval-tasks/${task.id}/decide`, decision);
  expect(lines(await parts('manager', ofDept('一组')))).toEqual([
    ['华东', 600, 300],
    ['华南', null, 200],
    ['西北', 400, 0],
    ['', null, 40],
  ]);
  // Nothing is set of the departments above: what is below stands for them.
  expect(lines(await parts('boss', ''))[0]).toEqual(['华东', 600, 305]);
  // The next revision begins with what holds, splits and all.
  const next = await save(null, { splits: [part('华东', 11, null)] });
  expect(await sheet()).toEqual([{ dimension: 'region', total: 400, off: true }]);
  const gone = { version: next.json.version };
  await ok('manager', 'POST', `/targets/${next.json.id}/discard`, gone);
  expect(await sheet()).toEqual([{ dimension: 'region', total: 1000, off: false }]);
});

test('what cannot be split so is refused with the field', async () => {
  const refused = async (split: object, more = {}) => {
    const { status, json } = await save(null, { splits: [split], ...more });
    return [status, json.errors?.[0]?.pointer, json.errors?.[0]?.code];
  };
  const bob = { nodeKind: 'user', nodeId: company.users['bob']! };
  expect(await refused(part('华东', 1, 5, bob))).toEqual([
    422,
    '/splits/0/nodeId',
    'not-in-department',
  ]);
  // No module says what products there are.
  expect(await refused(part('1', 1, 5, { dimension: 'product' }))).toEqual([
    422,
    '/splits/0/dimension',
    'not-split-so',
  ]);
  expect(await refused(part('华东', 1, 5), { metric: 'calls' })).toEqual([
    422,
    '/splits/0/dimension',
    'not-split-so',
  ]);
  expect((await save(null, { splits: [part('', 1, 5)] })).status).toBe(400);
  expect((await call('bob', 'GET', `/achievement/parts?${ofDept('一组')}`)).status).toBe(404);
  expect((await call('boss', 'GET', '/achievement/parts?dimension=product')).status).toBe(404);
  const other = `nodeKind=user&nodeId=${company.users['bob']}`;
  expect(
    (await call('boss', 'GET', `/targets/splits?year=2026&deptId=${depts['一组']}&${other}`))
      .status,
  ).toBe(404);
});

test('a target of what is delivered is split by product lines, and by no single product', async () => {
  const category = async (name: string, parentId: number | null) =>
    (await ok<{ id: number }>('boss', 'POST', '/product-categories', { name, parentId })).id;
  const valves = await category('阀门', null);
  const balls = await category('球阀', valves);
  const of = (part: number, dimension = 'category') => ({
    metric: 'delivered',
    splits: [{ ...lineOf(part), dimension }],
  });
  const lineOf = (id: number) => part(String(id), 1, 700);
  const saved = await save(null, of(balls));
  expect(saved.status).toBe(200);
  const refusal = await save(saved.json.version, of(balls, 'product'));
  expect(refusal.json.errors).toEqual([{ pointer: '/splits/0/dimension', code: 'not-split-so' }]);
  const wrong = await save(saved.json.version, of(balls + 99));
  expect(wrong.json.errors).toEqual([{ pointer: '/splits/0/part', code: 'unknown-part' }]);
  const whose = `nodeKind=user&nodeId=${company.users['alice']!}`;
  const asked = `/targets/splits?year=2026&deptId=${depts['一组']!}&metric=delivered&${whose}`;
  const { rows } = await ok<{ rows: { name: string; months: (number | null)[] }[] }>(
    'manager',
    'GET',
    `${asked}&dimension=category`,
  );
  // What lies below another one is chosen, by its whole name.
  expect(rows.map(({ name, months }) => [name, months[0]])).toEqual([['阀门 / 球阀', 700]]);
  expect((await call('manager', 'GET', `${asked}&dimension=product`)).status).toBe(404);
});

test('rows are told apart by category and product, too, once documents say them', async () => {
  const [row] = await company.db.read
    .selectFrom('achievement_ledger')
    .selectAll()
    .where('amount_fen', '=', 5)
    .execute();
  const { id: _id, ...posted } = row!;
  await company.db.transaction((tx) =>
    tx
      .insertInto('achievement_ledger')
      .values({ ...posted, doc_line_id: 1, product_id: 7, category_id: 3, amount_fen: 11 })
      .execute(),
  );
  const actor = (await loadActor(company.db.read, company.users['boss']!))!;
  const year = { from: '2026-01-01', to: '2026-12-31' };
  const by = async (dimension: 'category' | 'product') =>
    (await achievedByPart(company.db.read, actor, { metric: 'won' }, dimension, [year]))
      .map((one) => [one.part, one.amountsFen[0]] as const)
      .toSorted(([a], [b]) => a.localeCompare(b));
  expect([await by('category'), await by('product')]).toEqual([
    [
      ['', 545],
      ['3', 11],
    ],
    [
      ['', 545],
      ['7', 11],
    ],
  ]);
});

test('who looks at the department hears of a change, and nobody else', async () => {
  const listen = async (who: string) => await listenTo(company.app, tokens[who]!);
  const [manager, own, other] = [
    await listen('manager'),
    await listen('alice'),
    await listen('bob'),
  ];
  const saved = await save(null, { splits: [part('华东', 12, 5)] });
  const { id } = await ok<{ id: number }>('boss', 'POST', '/sales-plans', {
    deptId: depts['一组'],
    span: 'month',
    on: '2026-11-01',
  });
  // What everybody hears, last.
  await ok('boss', 'POST', '/dicts', { kind: 'region', label: '听得到' });
  await other.next(({ data }) => data['entity'] === 'dict');
  const heard = async (stream: typeof manager) => {
    await stream.next(({ event, data }) => event === 'change' && data['entity'] === 'salesPlan');
    return stream.heard.flatMap(({ event, data }) =>
      event === 'change' ? [[data['entity'], data['id']]] : [],
    );
  };
  const expected = expect.arrayContaining([
    ['targetSheet', saved.json.id],
    ['salesPlan', id],
  ]);
  expect(await heard(manager)).toEqual(expected);
  expect(await heard(own)).toEqual(expected);
  const of = other.heard.map(({ data }) => data['entity']);
  expect(of.filter((entity) => entity === 'targetSheet' || entity === 'salesPlan')).toEqual([]);
  for (const stream of [manager, own, other]) stream.stop();
});
