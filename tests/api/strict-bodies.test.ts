import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { isWrite, pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { changesNothing, unknownFields } from '@xinhang/shared/contract/unknown-fields.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
/** Who may do what an owner does not: owners write no logs. */
let manager: string;

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  manager = await company.login('manager');
});
afterAll(async () => {
  await company.stop();
});

const lastAudit = async () =>
  (
    await company.db.read
      .selectFrom('audit_event')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
  )[0]?.id;
const writes = allEndpoints().filter(({ endpoint }) => isWrite(endpoint) && endpoint.body);
const asked: typeof company.call = async (token, ...request) => {
  const answer = await company.call(token, ...request);
  return answer.status === 403 ? await company.call(manager, ...request) : answer;
};
const bare = (path: string) =>
  path
    .replace(/^\/api\/v1/, '')
    .replace(':key', 'some')
    .replace(':year', '2026')
    .replace(':channel', 'sms')
    .replaceAll(/:\w+/g, '1');

test('every body refuses a field that it does not know, by name, and writes nothing', async () => {
  expect(writes.length).toBeGreaterThan(30);
  const before = await lastAudit();
  for (const { name, endpoint } of writes) {
    const path = bare(pathOf(endpoint));
    const method = endpoint.method as 'POST';
    const answer = await asked(boss, method, path, { nonsense: 1 });
    expect([answer.status, answer.json.code], name).toEqual([400, 'validation-failed']);
    expect(answer.json.errors, name).toContainEqual({
      pointer: '/nonsense',
      code: 'unknown-field',
    });
  }
  expect(await lastAudit()).toBe(before);
});

test('no PATCH is taken that would change nothing', async () => {
  const made = await company.call(boss, 'POST', '/customers', { name: '甲公司' });
  const id = made.json.id as number;
  const before = await lastAudit();
  for (const body of [
    { version: 1 },
    { version: 1, custom: {} },
    { version: 1, duplicateReason: 'x' },
  ]) {
    const answer = await company.call(boss, 'PATCH', `/customers/${id}`, body);
    expect([answer.status, answer.json.code]).toEqual([400, 'nothing-to-change']);
  }
  const patches = writes.filter(({ endpoint }) => endpoint.method === 'PATCH');
  expect(patches.length).toBeGreaterThan(10);
  for (const { name, endpoint } of patches) {
    const answer = await asked(boss, 'PATCH', bare(pathOf(endpoint)), { version: 1 });
    expect(answer.status, name).toBe(400);
  }
  expect(await lastAudit()).toBe(before);
  const after = await company.call(boss, 'GET', `/customers/${id}`);
  expect(after.json.version).toBe(1);
});

test('fields are known wherever they stand in a body', () => {
  const inner = z.object({ a: z.string().optional() });
  const schema = z.object({
    one: inner.nullable().default(null),
    list: z.array(inner).max(5).optional(),
    byKey: z.record(z.string(), inner).optional(),
    some: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('x'), x: z.int() }),
      z.object({ kind: z.literal('y'), y: z.int() }),
    ]),
    any: z.json().optional(),
  });
  const good = {
    one: { a: '' },
    list: [{ a: '' }],
    byKey: { whatever: { a: '' } },
    some: { kind: 'y', y: 1 },
    any: { free: { deep: 1 } },
  };
  expect(unknownFields(schema, good)).toEqual([]);
  const bad = {
    'z/z': 1,
    one: { a: '', b: 1 },
    list: [{}, { b: 1 }],
    byKey: { whatever: { b: 1 } },
    some: { kind: 'y', y: 1, x: 1 },
  };
  expect(unknownFields(schema, bad)).toEqual([
    '/z~1z',
    '/one/b',
    '/list/1/b',
    '/byKey/whatever/b',
    '/some/x',
  ]);
  expect(changesNothing({ version: 1, name: undefined })).toBe(true);
  expect(changesNothing({ version: 1, name: '' })).toBe(false);
  expect(changesNothing({ version: 1, custom: {} })).toBe(true);
  // A saved view of everything has an empty state.
  expect(changesNothing({ version: 1, state: {} })).toBe(false);
});
