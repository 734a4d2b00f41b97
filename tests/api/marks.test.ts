import { NO_DATE } from '@xinhang/db/no-date.ts';
import { insertCustomer } from '@xinhang/db/repositories/customers.ts';
import type { Marks } from '@xinhang/shared/contract/fields.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/** More than one walk passes. */
const ROWS = 10_230;

let company: Awaited<ReturnType<typeof startCompany>>;
let token: string;

beforeAll(async () => {
  company = await startCompany();
  const { db, users, clock } = company;
  await db.transaction(async (tx) => {
    for (let n = 0; n < ROWS; n += 1) {
      await insertCustomer(tx, {
        name: `客户${n}`,
        short_name: '',
        name_key: `k${n}`,
        name_core: '',
        name_sort: `k${n}`,
        phone: '',
        phone_key: '',
        tax_no: '',
        tax_no_key: '',
        industry: '',
        region: n % 2 === 0 ? '华南' : '华东',
        city: '',
        address: '',
        website: '',
        source: '',
        sales_model: null,
        stage: 'potential',
        chance_grade: null,
        owner_id: users['alice']!,
        pool_id: null,
        parent_id: null,
        credit_limit_fen: null,
        note: '',
        completeness: 0,
        // Many share an instant, so that only the id tells them apart.
        last_follow_at: clock.now - Math.floor(n / 7),
        next_follow_on: NO_DATE,
        custom: '{}',
        external_no: '',
        created_by: null,
        created_at: clock.now,
        archived_at: null,
      });
    }
    // A talk and a person of each, out of what the customer says, in one statement each.
    await tx
      .insertInto('follow_up')
      .columns(['customer_id', 'author_id', 'at', 'version', 'type', 'content', 'result'])
      .expression((eb) =>
        eb
          .selectFrom('customer')
          .select(['id', 'owner_id', 'last_follow_at', 'version', 'stage', 'name', 'note']),
      )
      .execute();
    const empty = [
      'dept',
      'post',
      'gender',
      'wechat',
      'email',
      'native_place',
      'family',
      'hobbies',
      'relations',
      'taboos',
      'note',
    ] as const;
    await tx
      .insertInto('contact')
      .columns(['customer_id', 'name', 'version', 'is_primary', 'sms_opt_out', ...empty])
      .expression((eb) =>
        eb
          .selectFrom('customer')
          .select(['id', 'name', 'version', 'version as main', 'completeness'])
          .select(empty.map((column) => `customer.note as ${column}` as const)),
      )
      .execute();
  });
  token = await company.login('alice');
});
afterAll(async () => {
  await company.stop();
});

interface Row {
  id: number;
}
const get = async (path: string) => await company.call(token, 'GET', path);
const marks = async (query = '') => (await get(`/customers/marks?${query}`)).json as Marks;

test('a long list is walked in bounded steps to its end, and any page is read by its mark', async () => {
  const first = await marks('step=200');
  expect(first.count).toBe(10_000);
  expect(first.marks).toHaveLength(50);
  const rest = await marks(`step=200&cursor=${encodeURIComponent(first.next!)}`);
  expect(rest).toMatchObject({ count: 230, next: null });
  expect(rest.marks).toHaveLength(1);

  const all: number[] = [];
  const nexts: (string | null)[] = [];
  let cursor = '';
  do {
    const page = (await get(`/customers?limit=200${cursor}`)).json as {
      rows: Row[];
      next: string | null;
    };
    all.push(...page.rows.map((row) => row.id));
    nexts.push(page.next);
    cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
  } while (cursor !== '');
  expect(new Set(all).size).toBe(ROWS);
  expect([...first.marks, ...rest.marks]).toEqual(nexts.filter((next) => next !== null));
});

test('a step that does not divide the walk still meets its pages', async () => {
  const first = await marks('step=130&dir=asc&sort=name');
  expect(first.count).toBe(9_880);
  const rest = await marks(`step=130&dir=asc&sort=name&cursor=${encodeURIComponent(first.next!)}`);
  expect(first.count + rest.count).toBe(ROWS);
  const page = (await get(
    `/customers?limit=130&dir=asc&sort=name&cursor=${encodeURIComponent(rest.marks.at(-1)!)}`,
  )) as unknown as { json: { rows: Row[]; next: null } };
  expect(page.json.rows).toHaveLength(ROWS % 130);
  expect(page.json.next).toBeNull();
});

test('filters hold, a bad place is refused, and nobody counts what is not theirs', async () => {
  expect(await marks(`region=${encodeURIComponent('华南')}`)).toMatchObject({
    count: ROWS / 2,
    next: null,
  });
  expect((await get('/customers/marks?cursor=nonsense')).json).toMatchObject({
    code: 'bad-cursor',
  });
  expect((await get('/customers/marks?step=10')).status).toBe(400);
  const bob = await company.call(await company.login('bob'), 'GET', '/customers/marks');
  expect(bob.json).toEqual({ marks: [], count: 0, next: null });
});

/** Cursors of the pages of a list, read one after another. */
async function cursorsOf(path: string, limit: number): Promise<string[]> {
  const cursors: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await get(`${path}limit=${limit}${after}`);
    expect(page.status).toBe(200);
    cursor = page.json.next as string | null;
    if (cursor !== null) cursors.push(cursor);
  }
  return cursors;
}

test.each([
  ['/contacts', 200],
  ['/follow-ups', 200],
])('%s are reached at any place as well', async (path, step) => {
  const walk = async (cursor?: string) =>
    (
      await get(
        `${path}/marks?step=${step}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
    ).json as Marks;
  const first = await walk();
  const rest = await walk(first.next!);
  expect([first.count, rest.count, rest.next]).toEqual([10_000, 230, null]);
  expect([...first.marks, ...rest.marks]).toEqual(await cursorsOf(`${path}?`, step));
  const bad = await get(`${path}/marks?cursor=nonsense`);
  expect(bad.json.code).toBe('bad-cursor');
  const bob = await company.call(await company.login('bob'), 'GET', `${path}/marks`);
  expect(bob.json).toEqual({ marks: [], count: 0, next: null });
});

test('the audit is reached at any place as well, by its filters', async () => {
  token = await company.login('admin');
  await company.db.transaction(async (tx) => {
    for (let n = 0; n < 130; n += 1) {
      await tx
        .insertInto('audit_event')
        .values({
          at: company.clock.now - Math.floor(n / 3),
          actor_id: null,
          session_id: null,
          request_id: 'marks',
          address: '',
          action: 'settings.update',
          entity: 'setting',
          entity_id: n + 1,
          customer_id: null,
          before: null,
          after: null,
        })
        .execute();
    }
  });
  const found = (await get('/audit/marks?step=50&action=settings.update')).json as Marks;
  expect([found.count, found.next]).toEqual([130, null]);
  expect(found.marks).toEqual(await cursorsOf('/audit?action=settings.update&', 50));
});
