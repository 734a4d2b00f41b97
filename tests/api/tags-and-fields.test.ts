import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

const call = async (who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);
let names = 0;
const create = async (who: string, fields: object = {}) =>
  await call(who, 'POST', '/customers', { name: `第${(names += 1)}号标签与字段`, ...fields });
const change = async (who: string, row: { id: number; version: number }, fields: object) =>
  await call(who, 'PATCH', `/customers/${row.id}`, { version: row.version, ...fields });
const refusal = (answer: { json: { errors?: { pointer: string; code: string }[] } }) =>
  answer.json.errors?.map(({ pointer, code }) => [pointer, code]);

test('a company begins with words for industry, region and source, and adds its own', async () => {
  const listed = await call('alice', 'GET', '/dicts');
  const rows = listed.json.rows as { kind: string; label: string; sort: number }[];
  expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(['industry', 'region', 'source']));
  expect(rows.map((row) => row.label)).toEqual(expect.arrayContaining(['华南', '展会']));
  const added = await call('admin', 'POST', '/dicts', { kind: 'region', label: '珠三角', sort: 5 });
  expect(added.status).toBe(201);
  expect(
    (await call('admin', 'POST', '/dicts', { kind: 'region', label: '珠三角' })).json.code,
  ).toBe('already-exists');
  expect((await call('alice', 'POST', '/dicts', { kind: 'region', label: 'x' })).status).toBe(403);
  const path = `/dicts/${added.json.id}`;
  const off = await call('admin', 'PATCH', path, { version: 1, active: false });
  expect(off.json).toMatchObject({ active: false, sort: 5, version: 2 });
  const stale = await call('admin', 'PATCH', path, { version: 1, sort: 9, active: false });
  expect(stale.json.data).toEqual({
    version: 2,
    fields: [{ field: 'sort', current: 5, yours: 9 }],
  });
  expect((await call('admin', 'PATCH', '/dicts/99999', { version: 1, sort: 1 })).status).toBe(404);
});

test('tags are put on customers, shown, filtered by, and switched off', async () => {
  const key = (await call('alice', 'POST', '/tags', { name: 'VIP 客户' })).json as { id: number };
  const other = (await call('alice', 'POST', '/tags', { name: '展会' })).json as { id: number };
  const twin = await call('alice', 'POST', '/tags', { name: 'ｖｉｐ  客户' });
  expect(twin.json.code).toBe('already-exists');
  const made = await create('alice', { tagIds: [key.id] });
  expect(made.json.tags).toEqual([{ id: key.id, name: 'VIP 客户' }]);
  const both = await change('alice', made.json, { tagIds: [other.id, key.id] });
  expect(both.json.tags).toHaveLength(2);
  const ids = async (query: string) =>
    ((await call('alice', 'GET', `/customers?${query}`)).json.rows as { id: number }[]).map(
      (row) => row.id,
    );
  expect(await ids(`tagId=${other.id}`)).toEqual([made.json.id]);
  const none = await change('alice', both.json, { tagIds: [] });
  expect(none.json.tags).toEqual([]);
  expect(await ids(`tagId=${other.id}&tagId=${key.id}`)).toEqual([]);
  const again = await change('alice', none.json, { tagIds: [key.id] });
  const renamed = await call('admin', 'PATCH', `/tags/${key.id}`, { version: 1, active: false });
  expect(renamed.json).toMatchObject({ active: false, name: 'VIP 客户' });
  expect((await change('alice', again.json, { tagIds: [key.id, other.id] })).status).toBe(200);
  expect(refusal(await create('alice', { tagIds: [other.id, key.id] }))).toEqual([
    ['/tagIds/1', 'unknown-tag'],
  ]);
  expect(refusal(await create('alice', { tagIds: [99_999] }))).toEqual([
    ['/tagIds/0', 'unknown-tag'],
  ]);
  expect(
    (await call('alice', 'PATCH', `/tags/${other.id}`, { version: 1, name: 'x' })).status,
  ).toBe(403);
  const taken = await call('admin', 'PATCH', `/tags/${other.id}`, { version: 1, name: 'vip 客户' });
  expect(taken.json.code).toBe('already-exists');
});

test('tags of a stale form are told apart like every field', async () => {
  const tag = (await call('alice', 'POST', '/tags', { name: '冲突标签' })).json as { id: number };
  const made = await create('alice', { tagIds: [tag.id] });
  await change('alice', made.json, { note: 'x' });
  const stale = await change('alice', made.json, { tagIds: [], note: 'x', parentId: null });
  expect(stale.json.data.fields).toEqual([{ field: 'tagIds', current: [tag.id], yours: [] }]);
});

test('fields of the company’s own are checked by their type', async () => {
  const field = async (label: string, type: string, more: object = {}) =>
    (await call('admin', 'POST', '/custom-fields', { label, type, ...more })).json as {
      id: number;
      key: string;
    };
  const text = await field('主营', 'text');
  const number = await field('员工数', 'number');
  const day = await field('成立日期', 'date');
  const choice = await field('级别', 'select', { options: ['甲', '乙', '甲'] });
  const flag = await field('上市', 'flag');
  const good = {
    [text.key]: '轴承',
    [number.key]: 120,
    [day.key]: '2001-02-28',
    [choice.key]: '乙',
    [flag.key]: false,
  };
  const made = await create('alice', { custom: good });
  expect(made.json.custom).toEqual(good);
  for (const [key, value, code] of [
    [text.key, 5, 'wrong-type'],
    [number.key, '120', 'wrong-type'],
    [day.key, '2001-02-29', 'wrong-type'],
    [choice.key, '丙', 'not-an-option'],
    [flag.key, 'ja', 'wrong-type'],
    ['nosuch', 'x', 'unknown-field'],
  ] as const) {
    const answer = await change('alice', made.json, { custom: { [key]: value } });
    expect([answer.status, refusal(answer)]).toEqual([422, [[`/custom/${key}`, code]]]);
  }
  // A list carries the values that were asked for, and no others.
  const listed = async (query: string) => {
    const answer = await call('alice', 'GET', `/customers?${query}`);
    const rows = answer.json.rows as { id: number; custom: object }[];
    return rows.find((row) => row.id === made.json.id)!.custom;
  };
  expect(await listed('limit=50')).toEqual({});
  expect(await listed(`custom=${number.key}&custom=nosuch`)).toEqual({ [number.key]: 120 });
  const cleared = await change('alice', made.json, { custom: { [number.key]: null } });
  expect(cleared.json.custom).toEqual({ ...good, [number.key]: undefined });
  const stale = await change('alice', made.json, { custom: { [text.key]: '齿轮' } });
  expect(stale.json.data.fields).toEqual([
    { field: `custom.${text.key}`, current: '轴承', yours: '齿轮' },
  ]);
  expect(
    refusal(await call('admin', 'POST', '/custom-fields', { label: '空', type: 'select' })),
  ).toEqual([['/options', 'options-needed']]);
  expect((await call('alice', 'POST', '/custom-fields', { label: 'y', type: 'text' })).status).toBe(
    403,
  );
  const off = await call('admin', 'PATCH', `/custom-fields/${text.id}`, {
    version: 1,
    active: false,
  });
  expect(off.json.active).toBe(false);
  const kept = await change('alice', cleared.json, { custom: { [flag.key]: true } });
  expect(kept.json.custom).toMatchObject({ [text.key]: '轴承', [flag.key]: true });
  const written = await change('alice', kept.json, { custom: { [text.key]: 'x' } });
  expect(refusal(written)).toEqual([[`/custom/${text.key}`, 'unknown-field']]);
  // A choice that was taken away stays where it was made, and is not made anew.
  const fewer = { version: 1, options: ['甲'] };
  await call('admin', 'PATCH', `/custom-fields/${choice.id}`, fewer);
  const same = await change('alice', kept.json, { custom: { [choice.key]: '乙' } });
  expect(same.status).toBe(200);
  expect(refusal(await create('alice', { custom: { [choice.key]: '乙' } }))).toEqual([
    [`/custom/${choice.key}`, 'not-an-option'],
  ]);
});

test('a required field must be filled in at registration, and is not emptied', async () => {
  const before = await create('alice');
  const made = await call('admin', 'POST', '/custom-fields', {
    label: '必填字段',
    type: 'text',
    required: true,
  });
  const { id, key } = made.json as { id: number; key: string };
  expect(refusal(await create('alice'))).toEqual([[`/custom/${key}`, 'required']]);
  expect(refusal(await create('alice', { custom: { [key]: '' } }))).toEqual([
    [`/custom/${key}`, 'required'],
  ]);
  const filled = await create('alice', { custom: { [key]: '有' } });
  expect(filled.status).toBe(201);
  expect(refusal(await change('alice', filled.json, { custom: { [key]: null } }))).toEqual([
    [`/custom/${key}`, 'required'],
  ]);
  expect((await change('alice', before.json, { note: '旧客户照常修改' })).status).toBe(200);
  await call('admin', 'PATCH', `/custom-fields/${id}`, { version: 1, required: false });
  expect((await create('alice')).status).toBe(201);
});

test('a customer belongs to a group whose head the person sees, without circles', async () => {
  const [a, b, c] = [await create('alice'), await create('alice'), await create('alice')];
  const other = await create('bob');
  const inB = await change('alice', b.json, { parentId: a.json.id });
  expect(inB.json.parent).toEqual({ id: a.json.id, name: a.json.name });
  const inC = await change('alice', c.json, { parentId: b.json.id });
  for (const parentId of [a.json.id, c.json.id]) {
    expect(refusal(await change('alice', a.json, { parentId }))).toEqual([
      ['/parentId', 'customer-cycle'],
    ]);
  }
  for (const parentId of [other.json.id, 999_999]) {
    expect(refusal(await change('alice', inC.json, { parentId }))).toEqual([
      ['/parentId', 'unknown-customer'],
    ]);
    expect(refusal(await create('alice', { parentId }))).toEqual([
      ['/parentId', 'unknown-customer'],
    ]);
  }
  await call('boss', 'POST', `/customers/${a.json.id}/assign`, {
    version: 1,
    ownerId: company.users['bob'],
  });
  expect((await call('alice', 'GET', `/customers/${b.json.id}`)).json.parent).toBeNull();
  expect((await call('boss', 'GET', `/customers/${b.json.id}`)).json.parent.id).toBe(a.json.id);
  // Whoever keeps the head sees no company below it by that, and is not told that there is one.
  const below = async (who: string) =>
    (await call(who, 'GET', `/customers/${a.json.id}/page`)).json.below as object;
  expect(await below('boss')).toEqual({
    rows: [{ id: b.json.id, name: b.json.name }],
    more: false,
  });
  expect(await below('bob')).toEqual({ rows: [], more: false });
  expect((await call('bob', 'GET', `/customers/${b.json.id}`)).status).toBe(404);
  expect((await change('alice', inC.json, { parentId: null })).json.parent).toBeNull();
});

test('the credit limit is set by those who hold the right and see credit', async () => {
  const made = await create('alice');
  expect((await change('alice', made.json, { creditLimitFen: 100 })).status).toBe(403);
  expect((await create('alice', { creditLimitFen: 100 })).status).toBe(403);
  // The head of the team sees the limit and may not set it.
  expect((await change('manager', made.json, { creditLimitFen: 100 })).status).toBe(403);
  expect((await change('boss', made.json, { creditLimitFen: -1 })).status).toBe(400);
  const set = await change('boss', made.json, { creditLimitFen: 5_000_000 });
  expect(set.json).toMatchObject({ creditLimitFen: 5_000_000, creditHidden: false });
  expect(set.json.can.credit).toBe(true);
  const path = `/customers/${made.json.id}`;
  expect((await call('manager', 'GET', path)).json).toMatchObject({
    creditLimitFen: 5_000_000,
    can: { credit: false },
  });
  const seen = await call('alice', 'GET', path);
  expect(seen.json).toMatchObject({ creditLimitFen: null, creditHidden: true });
  const stale = await change('alice', made.json, { creditLimitFen: 1, note: 'y' });
  expect(stale.text).not.toContain('5000000');
  expect((await change('boss', set.json, { creditLimitFen: null })).json.creditLimitFen).toBeNull();
});

test('the sales model comes from the customer, its owner’s department, or the company', async () => {
  const made = await create('alice');
  const path = `/customers/${made.json.id}`;
  const model = async () => (await call('boss', 'GET', path)).json.effectiveModel as string;
  const ofDept = async (name: string, value: string | null) => {
    await company.db.transaction(async (tx) => {
      await tx.updateTable('dept').set({ sales_model: value }).where('name', '=', name).execute();
    });
  };
  expect(await model()).toBe('dev');
  await ofDept('华南', 'retain');
  expect(await model()).toBe('retain');
  await ofDept('一组', 'project');
  expect(await model()).toBe('project');
  // Whoever sells in that department fills in its form.
  expect((await call('alice', 'GET', '/auth/me')).json.salesModel).toBe('project');
  expect((await call('boss', 'GET', '/auth/me')).json.salesModel).toBe('dev');
  await ofDept('一组', null);
  expect(await model()).toBe('retain');
  await change('boss', made.json, { salesModel: 'dev' });
  expect(await model()).toBe('dev');
});
