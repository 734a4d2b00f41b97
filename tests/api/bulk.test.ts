import { insertJob } from '@xinhang/db/repositories/jobs.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { customerFigures } from '@xinhang/server/ops/doctor/customers.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 120_000 });

type Company = Awaited<ReturnType<typeof startCompany>>;
let company: Company;
const tokens: Record<string, string> = {};
beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterEach(async () => {
  await company.stop();
});

interface Customer {
  id: number;
  version: number;
  chanceGrade: string | null;
  owner: { name: string } | null;
  tags: { name: string }[];
  archived: boolean;
}

async function register(who: string, name: string, more: object = {}): Promise<Customer> {
  const body = { name, ...more };
  const answer = await company.call(tokens[who]!, 'POST', '/customers', body);
  expect(answer.status, answer.text).toBe(201);
  return answer.json as Customer;
}
const get = async (who: string, path: string) => await company.call(tokens[who]!, 'GET', path);
const customer = async (id: number) => (await get('boss', `/customers/${id}`)).json as Customer;
const bulk = async (who: string, body: object) =>
  await company.call(tokens[who]!, 'POST', '/customers/bulk', body);

interface Result {
  ref: string;
  label: string;
  outcome: string;
  code: string;
  params: object;
}
async function results(who: string, jobId: number): Promise<Result[]> {
  return (await get(who, `/jobs/${jobId}/rows?limit=200`)).json.rows as Result[];
}
async function done(who: string, body: object): Promise<number> {
  const answer = await bulk(who, body);
  expect(answer.status, answer.text).toBe(202);
  await company.jobs.idle();
  return (answer.json as { jobId: number }).jobId;
}
const short = (rows: readonly Result[]) =>
  rows.map(({ ref, label, outcome, code }) => [Number(ref), label, outcome, code]);

test('each row is judged for itself: by its scope, its version and its state', async () => {
  const mine = await register('alice', '深圳甲有限公司');
  const stale = await register('alice', '深圳乙有限公司');
  const equal = await register('alice', '深圳丙有限公司', { chanceGrade: 'B' });
  const away = await register('alice', '深圳丁有限公司');
  await company.call(tokens['manager']!, 'POST', `/customers/${away.id}/archive`, {
    version: away.version,
    archived: true,
  });
  const strange = await register('bob', '金丝雀有限公司');
  const pooled = await register('boss', '公海有限公司', { ownerId: null });
  const rows = [mine, stale, equal, away, strange, pooled];
  const ids = [...rows.map((row) => row.id), 900_001];
  const versions = [mine.version, stale.version + 1, ...ids.slice(2).map(() => 1)];
  versions[2] = equal.version;
  versions[3] = (await customer(away.id)).version;
  const action = { kind: 'grade', chanceGrade: 'B' };
  const jobId = await done('alice', { ids, versions, action });
  expect(short(await results('alice', jobId))).toEqual([
    [mine.id, '深圳甲有限公司', 'changed', ''],
    [stale.id, '深圳乙有限公司', 'refused', 'version-conflict'],
    [equal.id, '深圳丙有限公司', 'unchanged', ''],
    [away.id, '深圳丁有限公司', 'refused', 'customer-archived'],
    // A row out of scope is refused in the same words as one that does not exist.
    [strange.id, '', 'refused', 'not-found'],
    [pooled.id, '公海有限公司', 'refused', 'forbidden'],
    [900_001, '', 'refused', 'not-found'],
  ]);
  expect((await get('alice', `/jobs/${jobId}`)).json).toMatchObject({
    state: 'done',
    progress: 7,
    total: 7,
    counts: { changed: 1, refused: 5, unchanged: 1 },
    undoBy: 'customerWork.undoBulk',
  });
  expect((await customer(mine.id)).chanceGrade).toBe('B');
  for (const row of [stale, away, strange, pooled]) {
    expect((await customer(row.id)).chanceGrade).toBeNull();
  }
  // How a row is taken back is nobody's to read.
  expect((await results('alice', jobId))[0]!.params).toEqual({});
});

test('each action needs its own right, and what fails for every row is refused at once', async () => {
  const mine = await register('alice', '深圳甲有限公司');
  const ids = [mine.id];
  const { users } = company;
  const refusals: [string, object, number, string, string?][] = [
    ['alice', { kind: 'assign', ownerId: users['alice'] }, 403, 'forbidden'],
    ['alice', { kind: 'archive', archived: true }, 403, 'forbidden'],
    ['manager', { kind: 'assign', ownerId: users['bob'] }, 422, 'field-refused', '/action/ownerId'],
    ['manager', { kind: 'assign', ownerId: null }, 422, 'field-refused', '/action/ownerId'],
    ['manager', { kind: 'assign', ownerId: 900_001 }, 422, 'field-refused', '/action/ownerId'],
    ['alice', { kind: 'tag', tagId: 900_001, on: true }, 422, 'field-refused', '/action/tagId'],
    ['buyer', { kind: 'grade', chanceGrade: 'A' }, 403, 'forbidden'],
    ['admin', { kind: 'grade', chanceGrade: 'A' }, 403, 'forbidden'],
  ];
  for (const [who, action, status, code, pointer] of refusals) {
    const answer = await bulk(who, { ids, action });
    expect([who, action, answer.status, answer.json.code]).toEqual([who, action, status, code]);
    expect(answer.json.errors?.[0]?.pointer).toBe(pointer);
  }
  const grade = { kind: 'grade', chanceGrade: 'A' };
  const uneven = await bulk('alice', { ids, versions: [1, 2], action: grade });
  expect(uneven.json).toMatchObject({ errors: [{ pointer: '/versions', code: 'as-many-as-ids' }] });
  const jobs = await company.db.read.selectFrom('job').select('id').execute();
  expect(jobs).toEqual([]);
});

/** What the doctor says of figures that are made from the rows. */
async function wrongFigures(): Promise<string[]> {
  const { db, paths, clock } = company;
  const place = { db: db.read, paths, now: clock.now, elapsed: () => 0 };
  return (await examine(place, [customerFigures])).flatMap(({ findings }) =>
    findings.map(({ params, detail }) => `customer ${params['id']}: ${detail}`),
  );
}

test('what was done is taken back once, but for rows that were changed since', async () => {
  const tag = await company.call(tokens['boss']!, 'POST', '/tags', { name: '展会' });
  const rows = [
    await register('alice', '深圳甲有限公司'),
    await register('alice', '深圳乙有限公司'),
  ];
  const ids = rows.map((row) => row.id);
  const actions = [
    { kind: 'assign', ownerId: company.users['manager'] },
    { kind: 'stage', stage: 'dealing' },
    { kind: 'grade', chanceGrade: 'A' },
    { kind: 'tag', tagId: (tag.json as { id: number }).id, on: true },
    { kind: 'archive', archived: true },
    { kind: 'archive', archived: false },
  ];
  const facts = async (id: number) => {
    const {
      version: _version,
      completeness: _percent,
      ...rest
    } = (await customer(id)) as never as {
      version: number;
      completeness: number;
    };
    const { stages } = (await get('boss', `/customers/${id}/page`)).json;
    const row = company.db.read.selectFrom('customer').select('archived_at').where('id', '=', id);
    return { ...rest, stages, ...(await row.executeTakeFirst()) };
  };
  for (const action of actions) {
    company.clock.now += 60_000;
    // What lies in the archive is taken out of it by the last one.
    if ('archived' in action && !action.archived) {
      await done('boss', { ids, action: { ...action, archived: true } });
      company.clock.now += 60_000;
    }
    const before = await Promise.all(ids.map(facts));
    const jobId = await done('manager', { ids, action });
    expect((await results('manager', jobId)).map((row) => row.outcome)).toEqual([
      'changed',
      'changed',
    ]);
    expect(await Promise.all(ids.map(facts))).not.toEqual(before);
    const undo = `/customers/bulk/${jobId}/undo`;
    company.clock.now += 60_000;
    // It is its starter's to take back.
    expect((await company.call(tokens['alice']!, 'POST', undo)).status).toBe(404);
    const answer = await company.call(tokens['manager']!, 'POST', undo);
    // The walk along all writes cannot take back what it did not do: its trace is proved here.
    const trace = await company.db.read
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('entity', '=', 'job')
      .where('entity_id', '=', (answer.json as { jobId: number }).jobId)
      .where('action', '=', 'jobs.start')
      .execute();
    expect(trace).toEqual([{ action: 'jobs.start', actor_id: company.users['manager'] }]);
    expect(answer.status).toBe(202);
    await company.jobs.idle();
    expect(await Promise.all(ids.map(facts))).toEqual(before);
    expect(await wrongFigures()).toEqual([]);
    const again = await company.call(tokens['manager']!, 'POST', undo);
    expect([again.status, again.json.code]).toEqual([409, 'state-refused']);
    expect((await get('manager', `/jobs/${jobId}`)).json).toMatchObject({ undoBy: null });
  }
  await done('boss', { ids, action: { kind: 'archive', archived: false } });
  const jobId = await done('manager', { ids, action: { kind: 'grade', chanceGrade: 'C' } });
  const [first] = rows;
  const now = await customer(first!.id);
  await company.call(tokens['alice']!, 'PATCH', `/customers/${first!.id}`, {
    version: now.version,
    note: '见过面',
  });
  const undone = await company.call(tokens['manager']!, 'POST', `/customers/bulk/${jobId}/undo`);
  await company.jobs.idle();
  const taken = await results('manager', (undone.json as { jobId: number }).jobId);
  expect(taken.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['refused', 'version-conflict'],
    ['changed', ''],
  ]);
  expect(await customer(first!.id)).toMatchObject({ chanceGrade: 'C', note: '见过面' });

  // A tag that is switched off is given to nobody, and given back to who bore it.
  const { id: tagId, version } = tag.json as { id: number; version: number };
  await done('manager', { ids, action: { kind: 'tag', tagId, on: true } });
  await company.call(tokens['boss']!, 'PATCH', `/tags/${tagId}`, { version, active: false });
  const off = await done('manager', { ids, action: { kind: 'tag', tagId, on: false } });
  await company.call(tokens['manager']!, 'POST', `/customers/bulk/${off}/undo`);
  await company.jobs.idle();
  expect((await customer(first!.id)).tags).toMatchObject([{ name: '展会' }]);
});

test('a new owner hears of all of them in one word', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 45; n += 1) ids.push((await register('boss', `杭州${n}号有限公司`)).id);
  await done('boss', { ids, action: { kind: 'assign', ownerId: company.users['bob'] } });
  const bobs = (await get('bob', '/notifications')).json.rows;
  expect(bobs).toMatchObject([
    { kind: 'customers-assigned', params: { count: 45 }, route: '/customers?view=mine' },
  ]);
  const history = await company.db.read
    .selectFrom('owner_history')
    .select('customer_id')
    .where('reason', '=', 'assign')
    .where('from_owner_id', '=', company.users['boss']!)
    .where('to_owner_id', '=', company.users['bob']!)
    .execute();
  expect(history).toHaveLength(45);
});

test('after a kill it goes on where it stopped, and names no row its reader lost since', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 30; n += 1) ids.push((await register('alice', `杭州${n}号有限公司`)).id);
  const input = { ids, action: { kind: 'grade', chanceGrade: 'A' } };
  // As the process left it: twenty rows behind it, the next step never committed.
  const id = await company.db.transaction(async (tx) => {
    const job = await insertJob(tx, {
      version: 3,
      kind: 'customers.bulk',
      title: '',
      state: 'running',
      cancel_requested: 0,
      progress: 20,
      total: 30,
      counts: '{"changed":20}',
      error: null,
      input: JSON.stringify(input),
      point: '{"at":20}',
      row_count: 20,
      created_by: company.users['alice']!,
      session_id: null,
      address: '',
      created_at: company.clock.now,
    });
    return job.id;
  });
  await company.jobs.start();
  await company.jobs.idle();
  expect((await get('alice', `/jobs/${id}`)).json).toMatchObject({
    state: 'done',
    progress: 30,
    counts: { changed: 30 },
  });
  const rows = await results('alice', id);
  expect(rows.map((row) => Number(row.ref))).toEqual(ids.slice(20));
  expect(rows[0]!.label).toBe('杭州20号有限公司');
  const lost = await customer(ids[20]!);
  await company.call(tokens['boss']!, 'POST', `/customers/${lost.id}/assign`, {
    version: lost.version,
    ownerId: company.users['bob'],
  });
  expect((await results('alice', id))[0]!.label).toBe('');
});
