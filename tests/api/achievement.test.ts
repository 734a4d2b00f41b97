import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Tx } from '@xinhang/db/database.ts';
import { achievementLedger } from '@xinhang/db/migrations/0051-achievement-ledger.ts';
import { dealsOfTheBiggestShare } from '@xinhang/db/migrations/0105-deals-of-the-biggest-share.ts';
import { ddlFor } from '@xinhang/db/migrations/ddl.ts';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { Handover, UserEstate } from '@xinhang/shared/handovers.ts';
import type { AchievementRow } from '@xinhang/shared/performance.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dice } from '../helpers/dice.ts';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 120_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let pipelineId: number;
type Achievement = EndpointOutput<typeof api.achievement.get>;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ok<T>(...[who, method, path, body]: Parameters<typeof call>): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}

let names = 0;
const register = async (who: string, name = `客户${(names += 1)}有限公司`) =>
  await ok<Customer>(who, 'POST', '/customers', { name, duplicateReason: '测试' });
const share = (login: string, shareBp: number) => ({ userId: company.users[login]!, shareBp });
async function open(who: string, customerId: number, body: object = {}): Promise<Deal> {
  const name = `商机${(names += 1)}`;
  return await ok<Deal>(who, 'POST', '/deals', { name, pipelineId, customerId, ...body });
}
const dealNow = async (id: number) => await ok<Deal>('boss', 'GET', `/deals/${id}`);
const win = async (id: number, body: object = {}) =>
  await ok<Deal>('boss', 'POST', `/deals/${id}/close`, {
    version: (await dealNow(id)).version,
    outcome: 'won',
    ...body,
  });
const reopen = async (id: number) =>
  await ok<Deal>('boss', 'POST', `/deals/${id}/reopen`, {
    version: (await dealNow(id)).version,
    reason: '点错了',
  });
const achievement = async (who: string, query = '') =>
  await ok<Achievement>(who, 'GET', `/achievement?${query}`);
const rowsOf = async (who: string, query: string) =>
  (
    await ok<{ rows: AchievementRow[] }>(
      who,
      'GET',
      `/achievement/rows?from=2020-01-01&to=2030-01-01&limit=200&${query}`,
    )
  ).rows;
const ofUser = (login: string) => `nodeKind=user&nodeId=${company.users[login]!}`;
const ledger = async () =>
  await company.db.read.selectFrom('achievement_ledger').selectAll().orderBy('id').execute();

beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const { rows } = await ok<{ rows: { id: number; salesModel: string }[] }>(
    'boss',
    'GET',
    '/pipelines',
  );
  pipelineId = rows.find((row) => row.salesModel === 'dev')!.id;
});
afterEach(async () => {
  await company.stop();
});

test('a won deal is posted once, to everybody who shares it, to the fen', async () => {
  const { id: customerId } = await register('alice');
  const deal = await open('alice', customerId, {
    amountFen: 100_001,
    shares: [share('alice', 3334), share('bob', 3333), share('manager', 3333)],
  });
  expect(await ledger()).toEqual([]);
  await win(deal.id);
  const rows = await ledger();
  expect(rows.map((row) => [row.credited_user_id, row.amount_fen, row.doc_count])).toEqual([
    [company.users['alice'], 33_341, 1],
    [company.users['manager'], 33_330, 0],
    [company.users['bob'], 33_330, 0],
  ]);
  expect(rows[0]).toMatchObject({
    metric: 'won',
    business_date: '2026-11-24',
    doc_kind: 'deal',
    doc_id: deal.id,
    currency: 'CNY',
    amount_cur: 33_341,
    posted_by: company.users['boss'],
  });
  expect((await achievement('alice', 'metric=won')).total.actual).toBe(33_341);
  expect((await achievement('alice', 'metric=wonCount')).total.actual).toBe(1);
  expect((await achievement('boss')).total.actual).toBe(100_001);
});

test('a shared deal counts for the biggest share, in every figure', async () => {
  const { id: customerId } = await register('alice');
  const shared = { amountFen: 1000, shares: [share('alice', 4000), share('bob', 6000)] };
  const even = { shares: [share('bob', 5000), share('alice', 5000)] };
  const deals = [await open('alice', customerId, shared), await open('alice', customerId, shared)];
  deals.push(await open('alice', customerId, { amountFen: 1000, ...even }));
  await win(deals[0]!.id);
  await win(deals[1]!.id, { outcome: 'lost', reason: '价格' });
  await win(deals[2]!.id);
  const outcomes = async () => {
    const path = '/deals/outcomes?by=owner&from=2026-11-01&to=2026-11-30';
    const { rows } = await ok<{ rows: { name: string; won: number; lost: number }[] }>(
      'boss',
      'GET',
      path,
    );
    return rows.map((row) => `${row.name} ${row.won} ${row.lost}`).toSorted();
  };
  expect(await outcomes()).toEqual(['alice 1 0', 'bob 1 1']);
  const count = async (login: string) =>
    (await achievement('boss', `metric=wonCount&${ofUser(login)}`)).total.actual;
  expect([await count('alice'), await count('bob')]).toEqual([1, 1]);
  const { version } = await dealNow(deals[0]!.id);
  // Given to whoever it counts for already, and on: still his.
  const ownerId = company.users['bob'];
  await ok('boss', 'POST', `/deals/${deals[0]!.id}/assign`, { version, ownerId });
  expect(await outcomes()).toEqual(['alice 1 0', 'bob 1 1']);
  const credited = async () =>
    (await company.db.read.selectFrom('deal').select('credited_to').orderBy('id').execute()).map(
      (row) => row.credited_to,
    );
  const now = await credited();
  expect(now).toEqual([null, company.users['bob'], null]);
  await company.db.transaction(async (tx) => {
    await tx.updateTable('deal').set({ credited_to: null }).execute();
    for (const text of dealsOfTheBiggestShare.statements(ddlFor(company.db.engine))) {
      await sql.raw(text).execute(tx);
    }
  });
  expect(await credited()).toEqual(now);
});

test('the ledger takes no change and no deletion', async () => {
  const { id } = await open('alice', (await register('alice')).id, { amountFen: 5 });
  await win(id);
  for (const change of [
    (tx: Tx) => tx.updateTable('achievement_ledger').set({ amount_fen: 6 }).execute(),
    (tx: Tx) => tx.deleteFrom('achievement_ledger').execute(),
  ]) {
    // One after the other: a refusal that nobody waits for yet ends the run.
    await expect(company.db.transaction<unknown>(change)).rejects.toThrow(/append-only/);
  }
});

test('what is reopened is taken back on that day, and the month before keeps its result', async () => {
  const { id } = await open('alice', (await register('alice')).id, { amountFen: 80_000 });
  await win(id, { closedOn: '2026-10-20' });
  await reopen(id);
  await win(id, { amountFen: 90_000 });
  const month = async (on: string) =>
    (await achievement('boss', `metric=won&span=month&on=${on}`)).total.actual;
  expect([await month('2026-10-01'), await month('2026-11-01')]).toEqual([80_000, 10_000]);
  const year = await achievement('boss', 'span=year');
  expect([year.total.actual, year.months[9]!.actual, year.months[10]!.actual]).toEqual([
    90_000, 80_000, 10_000,
  ]);
  const rows = await rowsOf('boss', ofUser('alice'));
  expect(rows.map((row) => [row.on, row.amountFen, row.reversal, row.lateOn])).toEqual([
    ['2026-11-24', 90_000, false, null],
    ['2026-11-24', -80_000, true, null],
    ['2026-10-20', 80_000, false, '2026-11-24'],
  ]);
});

test('a figure holds what its reader may open, and one’s own rows when the customer is lost', async () => {
  const customer = await register('alice', '秘密客户有限公司');
  const { id } = await open('alice', customer.id, { amountFen: 70_000 });
  await win(id);
  const team = (await achievement('manager')).node;
  expect([team.kind, (await achievement('manager')).total.actual]).toEqual(['dept', 70_000]);
  // Alice's team is not bob's, and no salesperson opens a department.
  expect((await call('bob', 'GET', `/achievement?${ofUser('alice')}`)).status).toBe(404);
  expect((await call('bob', 'GET', `/achievement?nodeKind=dept&nodeId=${team.id}`)).status).toBe(
    404,
  );
  for (const blind of ['buyer', 'admin']) {
    expect((await call(blind, 'GET', '/achievement')).status).toBe(403);
  }
  expect((await achievement('manager')).partial).toBe(false);
  // Everything goes to bob: the result stays alice's, without the name.
  const { version } = await ok<Customer>('boss', 'GET', `/customers/${customer.id}`);
  await ok('boss', 'POST', `/customers/${customer.id}/assign`, {
    version,
    ownerId: company.users['bob'],
  });
  const now = await dealNow(id);
  await ok('boss', 'POST', `/deals/${id}/assign`, {
    version: now.version,
    ownerId: company.users['bob'],
  });
  expect((await achievement('alice')).total.actual).toBe(70_000);
  expect((await achievement('bob')).total.actual).toBe(0);
  const shared = (await rowsOf('alice', ofUser('alice')))[0]!;
  // She still has the share, and with it the deal.
  expect(shared.doc.name).not.toBeNull();
  await company.db.transaction((tx) => tx.deleteFrom('deal_share').execute());
  const own = (await rowsOf('alice', ofUser('alice')))[0]!;
  expect([own.amountFen, own.doc.name, own.customer]).toEqual([70_000, null, '秘密******']);
  // Her manager reads it with the customer, who is in another team now.
  const without = await achievement('manager');
  expect([without.total.actual, without.partial]).toEqual([0, true]);
  expect((await achievement('manager', 'metric=calls')).partial).toBe(false);
  expect([(await achievement('alice')).partial, (await achievement('boss')).partial]).toEqual([
    false,
    false,
  ]);
  expect((await achievement('boss', ofUser('alice'))).total.actual).toBe(70_000);
});

test('children sum to their parent, and somebody who moved keeps the result where it was made', async () => {
  const { id } = await open('alice', (await register('alice')).id, { amountFen: 50_000 });
  await win(id);
  const depts = (await ok<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/depts')).rows;
  const dept = (name: string) => depts.find((row) => row.name === name)!.id;
  await company.db.transaction((tx) =>
    tx
      .updateTable('user')
      .set({ dept_id: dept('二组') })
      .where('id', '=', company.users['alice']!)
      .execute(),
  );
  const { id: second } = await open('alice', (await register('alice')).id, { amountFen: 7 });
  await win(second);
  const branch = await achievement('boss', `nodeKind=dept&nodeId=${dept('华南')}`);
  const of = (answer: Achievement) =>
    Object.fromEntries(answer.rows.map((row) => [row.node.name, row.actual]));
  expect([of(branch), branch.total.actual]).toEqual([{ 一组: 50_000, 二组: 7 }, 50_007]);
  const former = await achievement('boss', `nodeKind=dept&nodeId=${dept('一组')}`);
  expect(former.rows.find((row) => row.node.name === 'alice')).toMatchObject({
    former: true,
    actual: 50_000,
  });
  expect((await achievement('alice')).total.actual).toBe(50_007);
});

test('activity is counted from the records and never stands in the ledger', async () => {
  const { id: customerId } = await register('alice');
  await ok('alice', 'POST', '/follow-ups', {
    customerId,
    type: 'call',
    content: '电话',
  });
  const count = async (who: string, metric: string) =>
    (await achievement(who, `metric=${metric}`)).total.actual;
  for (const who of ['alice', 'manager', 'boss']) {
    expect(
      [await count(who, 'calls'), await count(who, 'visits'), await count(who, 'newCustomers')],
      who,
    ).toEqual([1, 0, 1]);
  }
  expect(await count('bob', 'calls')).toBe(0);
  expect(await ledger()).toEqual([]);
});

test('what was won before there was a ledger is in it, once', async () => {
  const { id: customerId } = await register('alice');
  const one = await open('alice', customerId, {
    amountFen: 100_001,
    shares: [share('alice', 5000), share('bob', 5000)],
  });
  await win(one.id);
  const posted = await ledger();
  const { engine } = company.db;
  const frozen =
    engine === 'sqlite'
      ? 'achievement_ledger_no_delete'
      : 'achievement_ledger_frozen ON achievement_ledger';
  await company.db.transaction(async (tx) => {
    await sql`DROP TRIGGER ${sql.raw(frozen)}`.execute(tx);
    await tx.deleteFrom('achievement_ledger').execute();
    await achievementLedger.fill!(tx, engine);
  });
  const plain = (rows: typeof posted) =>
    rows
      .map(({ id: _id, posted_at: _at, posted_by: _by, ...row }) => row)
      .toSorted((a, b) => a.credited_user_id - b.credited_user_id);
  expect(plain(await ledger())).toEqual(plain(posted));
});

/** Random days of an office: whatever happens, the ledger sums to what is won. */
test.each([11, 4711])(
  'the ledger sums to what is won, whatever happens (seed %i)',
  async (seed) => {
    const roll = dice(seed);
    const pick = <T>(list: readonly T[]) => list[roll(list.length)]!;
    const people = ['alice', 'bob', 'manager'];
    const customers = [(await register('alice')).id, (await register('bob')).id];
    const deals: number[] = [];
    const splits = () => {
      const first = 1 + roll(9998);
      const [a, b] = [pick(people), pick(people)];
      return a === b ? [share(a, 10_000)] : [share(a, first), share(b, 10_000 - first)];
    };
    const credited = new Map<number, string>();
    for (let step = 0; step < 60; step += 1) {
      const what = roll(8);
      const id = deals.length > 0 ? pick(deals) : 0;
      const now = id ? await dealNow(id) : null;
      if (what <= 1 || !now) {
        const made = await open('boss', pick(customers), {
          amountFen: roll(1_000_000),
          ownerId: company.users[pick(people)]!,
          shares: splits(),
        });
        deals.push(made.id);
      } else if (what <= 4 && now.state === 'open') {
        await win(id);
        credited.set(
          id,
          (await dealNow(id)).shares.map((one) => `${one.user.name}:${one.shareBp}`).join(),
        );
      } else if (what === 5 && now.state === 'won') {
        await reopen(id);
        credited.delete(id);
      } else if (what === 6 && now.state === 'open') {
        await ok('boss', 'PATCH', `/deals/${id}`, {
          version: now.version,
          amountFen: roll(1_000_000),
          shares: splits(),
        });
      } else {
        // Hands change: neither sum nor person may.
        await ok('boss', 'POST', `/deals/${id}/assign`, {
          version: now.version,
          ownerId: company.users[pick(people)]!,
        });
      }
    }
    await handOver('alice', 'bob');
    await mergeBoth(customers[0]!, customers[1]!);
    const rows = await ledger();
    const won = await company.db.read
      .selectFrom('deal')
      .select(['id', 'amount_fen'])
      .where('state', '=', 'won')
      .execute();
    expect(won.length).toBeGreaterThan(5);
    expect(rows.some((row) => row.reversal_of !== null)).toBe(true);
    const sum = (list: readonly { amount_fen: number | null }[]) =>
      list.reduce((total, row) => total + row.amount_fen!, 0);
    expect(sum(rows)).toBe(sum(won));
    expect(rows.reduce((total, row) => total + row.doc_count, 0)).toBe(won.length);
    for (const deal of deals) {
      const own = rows.filter((row) => row.doc_id === deal);
      expect(sum(own)).toBe(won.find((one) => one.id === deal)?.amount_fen ?? 0);
      const standing = own.filter(
        (row) => row.reversal_of === null && !own.some((other) => other.reversal_of === row.id),
      );
      // To the people of the time, whatever was handed over since.
      const shares = standing
        .toSorted((a, b) => b.share_bp - a.share_bp || a.credited_user_id - b.credited_user_id)
        .map((row) => {
          const login = Object.entries(company.users).find(([, id]) => id === row.credited_user_id);
          return `${login![0]}:${row.share_bp}`;
        });
      expect(shares.join()).toBe(credited.get(deal) ?? '');
    }
    const shown = await achievement('boss', 'span=year');
    expect(shown.total.actual).toBe(sum(won));
    expect(shown.rows.reduce((total, row) => total + row.actual, 0)).toBe(sum(won));
  },
);

async function handOver(from: string, to: string): Promise<void> {
  const userId = company.users[from]!;
  const estate = await ok<UserEstate>('boss', 'GET', `/users/${userId}/estate`);
  const seen = estate.counts.flatMap(({ sort, count, fate }) =>
    fate === 'moves' ? [{ sort, count }] : [],
  );
  const plan = { by: 'share', receivers: [{ userId: company.users[to]!, weight: 1 }] };
  await ok<Handover>('boss', 'POST', '/handovers', { userId, plan, seen });
}

async function mergeBoth(id: number, otherId: number): Promise<void> {
  const version = async (one: number) =>
    (await ok<Customer>('boss', 'GET', `/customers/${one}`)).version;
  await ok('boss', 'POST', `/customers/${id}/merge`, {
    version: await version(id),
    otherId,
    otherVersion: await version(otherId),
    take: [],
  });
}

const data = resolve(import.meta.dirname, '../../../shared/data/crm-pipeline');

/** `a,b,c` of a file without quotes, by the names of its first line. */
function table(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(join(data, file), 'utf8').trim().split(/\r?\n/);
  const columns = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

test.skipIf(!existsSync(data))(
  'the totals of every manager’s team are those of the files',
  async () => {
    await importCrmPipeline(placeOf(company), data);
    const managers = new Map(
      table('sales_teams.csv').map((row) => [row['sales_agent']!, row['manager']!]),
    );
    const expected = new Map<string, [number, number]>();
    for (const row of table('sales_pipeline.csv')) {
      if (row['deal_stage'] !== 'Won') continue;
      const manager = managers.get(row['sales_agent']!)!;
      const [fen, count] = expected.get(manager) ?? [0, 0];
      expected.set(manager, [fen + Number(row['close_value']) * 100, count + 1]);
    }
    const people = await company.db.read
      .selectFrom('user')
      .select(['id', 'name', 'login'])
      .execute();
    expect(expected.size).toBe(6);
    let [allFen, all] = [0, 0];
    for (const [manager, [fen, count]] of expected) {
      const { login } = people.find((one) => one.name === manager)!;
      await company.db.transaction((tx) =>
        tx
          .updateTable('user')
          .set((eb) => ({
            password_hash: eb
              .selectFrom('user as boss')
              .select('password_hash')
              .where('login', '=', 'boss')
              .limit(1),
            must_change_password: 0,
          }))
          .where('login', '=', login)
          .execute(),
      );
      tokens[manager] = await company.login(login);
      const won = await achievement(manager, 'metric=won&span=year&on=2017-06-01');
      const counted = await achievement(manager, 'metric=wonCount&span=year&on=2017-06-01');
      expect([won.total.actual, counted.total.actual], manager).toEqual([fen, count]);
      expect(won.months.reduce((sum, month) => sum + month.actual, 0)).toBe(fen);
      allFen += fen;
      all += count;
    }
    expect([all, allFen]).toEqual([4238, 1_000_553_400]);
    const company17 = await achievement('boss', 'span=year&on=2017-06-01');
    expect(company17.total.actual).toBe(allFen);
  },
);
