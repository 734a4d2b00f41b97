import type { Customer } from '@xinhang/shared/customers.ts';
import type { DuplicateGroup, MergeRow } from '@xinhang/shared/merges.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
type Page = {
  customer: Customer;
  contacts: { id: number; name: string; primary: boolean; phones: { number: string }[] }[];
  addresses: { id: number }[];
  timeline: { rows: { kind: string; text: string; data: Record<string, unknown> }[] };
  below: { rows: { id: number }[] };
};

async function register(who: string, body: object): Promise<Customer> {
  const wanted = { duplicateReason: '测试', ...body };
  const answer = await call<Customer>(who, 'POST', '/customers', wanted);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return answer.json;
}
const customer = async (id: number) =>
  (await call<Customer>('boss', 'GET', `/customers/${id}`)).json;
const page = async (id: number) => (await call<Page>('boss', 'GET', `/customers/${id}/page`)).json;
async function merge(who: string, id: number, otherId: number, take: string[] = []) {
  const body = {
    version: (await customer(id)).version,
    otherId,
    otherVersion: (await customer(otherId)).version,
    take,
  };
  return await call<Customer & Refusal>(who, 'POST', `/customers/${id}/merge`, body);
}
const lastMerge = async (id: number) =>
  (await call<{ rows: MergeRow[] }>('boss', 'GET', `/customers/${id}/merges`)).json.rows[0]!;
const undo = async (who: string, id: number) =>
  await call<{ keptFields: string[]; goneRows: number; pooled: boolean } & Refusal>(
    who,
    'POST',
    `/merges/${id}/undo`,
  );

beforeAll(async () => {
  company = await startCompany();
  for (const name of ['alice', 'bob', 'manager', 'boss', 'buyer', 'admin']) {
    tokens[name] = await company.login(name);
  }
});
afterAll(async () => {
  await company.stop();
});

const lateDays = async (id: number) =>
  (await call<{ overdueDays: number | null }>('boss', 'GET', `/customers/${id}/terms`)).json
    .overdueDays;

/** Two entries of one firm, the second with everything that can hang on a customer. */
async function twins(name: string) {
  const kept = await register('alice', {
    name,
    city: '杭州',
    contact: { name: '王经理', phones: [{ number: '13800001111' }] },
  });
  const other = await register('bob', {
    name: `${name}（新）`,
    industry: '电子',
    phone: '0571-88889999',
    contact: { name: '李采购', phones: [{ number: '13900002222' }] },
  });
  const child = await register('bob', { name: `${name}分厂`, parentId: other.id });
  await call('bob', 'POST', '/follow-ups', { customerId: other.id, content: `谈过${name}` });
  const address = { receiver: '仓库', phone: '13700003333', address: '滨江区1号' };
  const placed = await call('bob', 'POST', `/customers/${other.id}/addresses`, address);
  const visit = { customerId: other.id, purpose: '看样机', dueOn: '2027-01-04' };
  expect((await call('bob', 'POST', '/plans', visit)).status).toBe(201);
  const said = { kind: 'customer', id: other.id, text: `价格可再谈（${name}）` };
  expect((await call('bob', 'POST', '/messages', said)).status).toBe(201);
  const pipelines = await call<{ rows: { id: number }[] }>('bob', 'GET', '/pipelines');
  const deal = await call<{ id: number }>('bob', 'POST', '/deals', {
    name: `${name}的单`,
    pipelineId: pipelines.json.rows[0]!.id,
    customerId: other.id,
  });
  const offer = { customerId: other.id, businessDate: '2026-11-24', lines: [] };
  const quoted = await call('bob', 'POST', '/quotations', { ...offer, validTo: '2026-12-24' });
  const ordered = await call('bob', 'POST', '/sales-orders', offer);
  await call('boss', 'PUT', `/customers/${other.id}/terms`, { termId: null, overdueDays: 7 });
  expect([quoted.status, ordered.status, await lateDays(other.id)]).toEqual([201, 201, 7]);
  const file = await company.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${other.id}/files?name=a.txt`,
    headers: {
      authorization: `Bearer ${tokens['bob']}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `merge-file-${other.id}`,
    },
    payload: Buffer.from(name),
  });
  expect([placed.status, deal.status, file.statusCode]).toEqual([201, 201, 201]);
  return { kept, other, child, dealId: deal.json.id };
}

test('one of two: all that hangs on the other moves, fields are chosen, both are one to find', async () => {
  const { kept, other, child, dealId } = await twins('西湖仪表');
  type Preview = { moving: object; kept: Customer; other: Customer };
  const before = await call<Preview>('boss', 'GET', `/customers/${kept.id}/merge/${other.id}`);
  expect(before.json.moving).toEqual({
    contacts: 1,
    addresses: 1,
    titles: 0,
    files: 1,
    followUps: 1,
    deals: 1,
    quotations: 1,
    salesOrders: 1,
    deliveries: 0,
    loans: 0,
    receipts: 0,
    salesFacts: 0,
    locks: 0,
    below: 1,
  });
  const merged = await merge('boss', kept.id, other.id, ['industry', 'phone']);
  expect([merged.status, merged.json.city, merged.json.industry, merged.json.phone]).toEqual([
    200,
    '杭州',
    '电子',
    '0571-88889999',
  ]);
  expect(await lateDays(kept.id)).toBe(7);
  const opened = await page(kept.id);
  expect(opened.customer.owner?.name).toBe('alice');
  expect(opened.customer.collaborators.map((one) => one.name)).toEqual(['bob']);
  expect(opened.customer.lastFollowAt).not.toBeNull();
  expect(opened.contacts.map((one) => [one.name, one.primary])).toEqual([
    ['王经理', true],
    ['李采购', false],
  ]);
  expect(opened.below.rows.map((row) => row.id)).toEqual([child.id]);
  expect(opened.timeline.rows.map((row) => row.kind)).toContain('merged');
  expect(opened.timeline.rows.map((row) => row.text)).toContain('谈过西湖仪表');
  type Plans = { rows: { purpose: string }[] };
  const planned = await call<Plans>('boss', 'GET', `/plans?customerId=${kept.id}`);
  expect(planned.json.rows.map((row) => row.purpose)).toEqual(['看样机']);
  // What was said of the other is said of the kept one.
  type Thread = { rows: { text: string }[] };
  const thread = await call<Thread>('boss', 'GET', `/messages/customer/${kept.id}`);
  expect(thread.json.rows.map((row) => row.text)).toEqual(['价格可再谈（西湖仪表）']);
  type Deal = { customer: { id: number }; version: number };
  const deal = (await call<Deal>('boss', 'GET', `/deals/${dealId}`)).json;
  expect([deal.customer.id, deal.version]).toEqual([kept.id, 2]);
  // Found by what the other was known by, and no duplicate of what it became.
  type Found = { rows: { id: number }[] };
  const byPhone = await call<Found>('boss', 'GET', '/customers?q=13900002222');
  expect(byPhone.json.rows.map((row) => row.id)).toEqual([kept.id]);
  const probe = `/customers/duplicates?name=${encodeURIComponent('西湖仪表（新）')}`;
  const alike = await call<{ matches: { customerId: number }[] }>('boss', 'GET', probe);
  expect(alike.json.matches.map((one) => one.customerId)).not.toContain(other.id);

  const gone = await customer(other.id);
  expect([gone.archived, gone.mergedInto, gone.can.archive]).toEqual([
    true,
    { id: kept.id, name: '西湖仪表' },
    false,
  ]);
  const back = { version: gone.version, archived: false };
  const unarchived = await call<Refusal>('boss', 'POST', `/customers/${other.id}/archive`, back);
  expect([unarchived.status, unarchived.json.code]).toEqual([409, 'customer-merged']);
});

test('an undo gives every column and row back but what was changed since', async () => {
  const { kept, other, child, dealId } = await twins('钱江阀门');
  const was = { kept: await page(kept.id), other: await page(other.id) };
  await merge('boss', kept.id, other.id, ['name', 'industry', 'phone']);
  const { id } = await lastMerge(kept.id);
  const { version } = await customer(kept.id);
  await call('alice', 'PATCH', `/customers/${kept.id}`, { version, industry: '机械' });
  const undone = await undo('boss', id);
  expect([undone.status, undone.json.keptFields, undone.json.goneRows]).toEqual([
    200,
    ['industry'],
    0,
  ]);
  expect([await lateDays(kept.id), await lateDays(other.id)]).toEqual([null, 7]);
  const now = { kept: await page(kept.id), other: await page(other.id) };
  const plain = (one: Page) => ({
    ...one,
    timeline: null,
    customer: { ...one.customer, version: 0 },
  });
  const contacts = (one: Page) =>
    one.contacts.map(({ id: contact, primary }) => [contact, primary]);
  expect(now.kept.customer).toMatchObject({ name: '钱江阀门', industry: '机械', phone: null });
  expect(contacts(now.kept)).toEqual(contacts(was.kept));
  expect(now.kept.customer.collaborators).toEqual([]);
  expect(contacts(now.other)).toEqual(contacts(was.other));
  expect({ ...plain(now.other), contacts: [], addresses: [] }).toEqual({
    ...plain(was.other),
    contacts: [],
    addresses: [],
  });
  expect(now.other.addresses.map((one) => one.id)).toEqual(
    was.other.addresses.map((one) => one.id),
  );
  expect(now.other.below.rows.map((row) => row.id)).toEqual([child.id]);
  type Deal = { customer: { id: number } };
  expect((await call<Deal>('boss', 'GET', `/deals/${dealId}`)).json.customer.id).toBe(other.id);
  const byPhone = await call<{ rows: { id: number }[] }>('boss', 'GET', '/customers?q=13900002222');
  expect(byPhone.json.rows.map((row) => row.id)).toContain(other.id);
  const twice = await undo('boss', id);
  expect([twice.status, twice.json.code]).toEqual([409, 'state-refused']);
  expect((await lastMerge(kept.id)).undone?.by?.name).toBe('boss');
  const audited = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'entity_id'])
    .where('action', 'like', 'customers.unmerge%')
    .orderBy('id')
    .execute();
  expect(audited.map((row) => [row.action, row.entity_id])).toEqual([
    ['customers.unmerge', kept.id],
    ['customers.unmergeBack', other.id],
  ]);
});

test('both must be in reach, live, of the version seen, and not the same', async () => {
  const { kept, other } = await twins('运河纺织');
  expect((await merge('alice', kept.id, other.id)).status).toBe(403);
  expect((await merge('manager', kept.id, other.id)).json.code).toBe('not-found');
  for (const blind of ['buyer', 'admin']) {
    expect((await merge(blind, kept.id, other.id)).status).toBe(403);
  }
  const same = await merge('boss', kept.id, kept.id);
  expect([same.status, same.json.errors]).toEqual([
    422,
    [{ pointer: '/otherId', code: 'same-customer' }],
  ]);
  const stale = { version: kept.version, otherId: other.id, otherVersion: 1, take: [] };
  const late = await call<Refusal>('boss', 'POST', `/customers/${kept.id}/merge`, stale);
  expect([late.status, late.json.code]).toEqual([409, 'version-conflict']);
  expect((await customer(kept.id)).version).toBe(kept.version);
  // Two at once: one of them makes it.
  const both = await Promise.all([
    merge('boss', kept.id, other.id),
    merge('boss', other.id, kept.id),
  ]);
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('groups of companies never run in a circle through a merge', async () => {
  const top = await register('boss', { name: '集团甲' });
  const middle = await register('boss', { name: '集团乙', parentId: top.id });
  const low = await register('boss', { name: '集团丙', parentId: middle.id });
  expect((await merge('boss', low.id, top.id)).status).toBe(200);
  expect((await customer(low.id)).parent).toBeNull();
  expect((await customer(middle.id)).parent?.id).toBe(low.id);
});

test('whose owner sees customers no more lies in the pool after an undo', async () => {
  const { kept, other } = await twins('萧山铸造');
  await merge('boss', kept.id, other.id);
  const { id } = await lastMerge(kept.id);
  const bob = company.users['bob']!;
  const stand = async (state: string) =>
    await company.db.transaction((tx) =>
      tx.updateTable('user').set({ state }).where('id', '=', bob).execute(),
    );
  await stand('left');
  const undone = await undo('boss', id);
  await stand('active');
  expect([undone.status, undone.json.pooled]).toEqual([200, true]);
  expect((await customer(other.id)).pooled).toBe(true);
});

test('what lies in the pool gets the owner of the other, who is told; an undo takes it back', async () => {
  const { kept, other } = await twins('富阳造纸');
  const bob = company.users['bob']!;
  const version = kept.version;
  const away = await call('alice', 'POST', `/customers/${kept.id}/give-back`, {
    version,
    reason: '不做了',
  });
  expect(away.status).toBe(200);
  const merged = await merge('boss', kept.id, other.id);
  expect([merged.json.pooled, merged.json.owner?.id]).toEqual([false, bob]);
  expect(merged.json.collaborators).toEqual([]);
  const told = await call<{ rows: { kind: string; route: string }[] }>(
    'bob',
    'GET',
    '/notifications',
  );
  expect(told.json.rows).toContainEqual(
    expect.objectContaining({ kind: 'customer-assigned', route: `/customers/${kept.id}` }),
  );
  const shown = await call<Page>('bob', 'GET', `/customers/${kept.id}/page`);
  expect(shown.json.timeline.rows.map(({ kind }) => kind)).toContain('owner');
  const undone = await undo('boss', (await lastMerge(kept.id)).id);
  expect([undone.status, undone.json.goneRows]).toEqual([200, 0]);
  expect(await customer(kept.id)).toMatchObject({ pooled: true, owner: null });
  expect((await customer(other.id)).owner?.id).toBe(bob);
});

test('the stricter lock stays, and each has its own after an undo', async () => {
  const { kept, other } = await twins('桐庐制笔');
  const lock = async (id: number, reason: string, untilOn: string | null) => {
    company.clock.now += 1;
    const { version } = await customer(id);
    const body = { version, lock: { reason, untilOn } };
    expect((await call('boss', 'PUT', `/customers/${id}/lock`, body)).status).toBe(200);
  };
  const lockOf = async (id: number) =>
    (await call<{ lock: { reason: string } | null }>('boss', 'GET', `/customers/${id}/standing`))
      .json.lock?.reason ?? null;
  await lock(kept.id, '到年底', '2026-12-31');
  await lock(other.id, '一直', null);
  type Preview = { moving: { locks: number } };
  const before = await call<Preview>('boss', 'GET', `/customers/${kept.id}/merge/${other.id}`);
  expect(before.json.moving.locks).toBe(1);
  await merge('boss', kept.id, other.id);
  expect(await lockOf(kept.id)).toBe('一直');
  await undo('boss', (await lastMerge(kept.id)).id);
  expect([await lockOf(kept.id), await lockOf(other.id)]).toEqual(['到年底', '一直']);
  // The other way round the weaker one stays where it is.
  await merge('boss', other.id, kept.id);
  expect(await lockOf(other.id)).toBe('一直');
});

test('entries that share a name, a tax number or a phone are listed within reach', async () => {
  const one = await register('alice', { name: '同名公司', taxNo: '91330000MA27U2XXXX' });
  const two = await register('bob', { name: '同名公司', taxNo: '91330000MA27U2XXXX' });
  await register('alice', {
    name: '电话一',
    contact: { name: '张', phones: [{ number: '13612340000' }] },
  });
  await register('alice', {
    name: '电话二',
    contact: { name: '张', phones: [{ number: '13612340000' }] },
  });
  // A number may also be of the customer itself: of one here and of a contact there, or of both.
  await register('alice', { name: '电话三', phone: '136 1234 0000' });
  await register('alice', { name: '总机一', phone: '0755-83001234' });
  await register('alice', {
    name: '总机二',
    phone: '0755-83001234',
    contact: { name: '张', phones: [{ number: '0755-83001234' }] },
  });
  await register('alice', {
    name: '前台',
    phone: '021-55661234',
    contact: { name: '张', phones: [{ number: '021-55661234' }] },
  });
  const groups = async (who: string, on: string) => {
    const found: string[][] = [];
    let cursor = '';
    for (let more = true; more;) {
      type Answer = { rows: DuplicateGroup[]; next: string | null };
      const path = `/customers/duplicate-groups?on=${on}&limit=1${cursor}`;
      const { json } = await call<Answer>(who, 'GET', path);
      found.push(...json.rows.map(({ rows }) => rows.map((row) => row.name)));
      cursor = `&cursor=${json.next}`;
      more = json.next !== null;
    }
    return found;
  };
  expect(await groups('boss', 'name')).toEqual([['同名公司', '同名公司']]);
  expect(await groups('boss', 'taxNo')).toEqual([['同名公司', '同名公司']]);
  const alike = [
    ['总机一', '总机二'],
    ['电话一', '电话二', '电话三'],
  ];
  const called = async (who: string) =>
    (await groups(who, 'phone')).filter((names) =>
      names.some((name) => /^(电话|总机|前台)/.test(name)),
    );
  expect(await called('boss')).toEqual(alike);
  // The head of alice reaches one of the two alone: that is no group.
  expect(await groups('manager', 'name')).toEqual([]);
  expect(await called('manager')).toEqual(alike);
  await merge('boss', one.id, two.id);
  expect(await groups('boss', 'name')).toEqual([]);
});
