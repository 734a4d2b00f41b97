import { MAX_VIEW_STATE } from '@xinhang/shared/settings.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
let bob: string;
beforeAll(async () => {
  company = await startCompany();
  alice = await company.login('alice');
  bob = await company.login('bob');
});
afterAll(async () => {
  await company.stop();
});

const page = 'customers';
const save = (token: string, name: string, state: object = { view: 'mine' }, of = page) =>
  company.call(token, 'POST', '/saved-views', { page: of, name, state });
const names = async (token: string, of = page) =>
  (
    (await company.call(token, 'GET', `/saved-views?page=${of}`)).json as {
      rows: { name: string }[];
    }
  ).rows.map((row) => row.name);

test('a view is its person’s: others neither see, change nor remove it', async () => {
  const state = { view: 'mine', stage: ['intent'], columns: ['name', 'phone'] };
  const saved = await save(alice, ' 重点客户 ', state);
  expect(saved.status).toBe(201);
  expect(saved.json).toMatchObject({ version: 1, page, name: '重点客户', state });
  expect(await names(alice)).toEqual(['重点客户']);
  expect(await names(alice, 'contacts')).toEqual([]);
  expect(await names(bob)).toEqual([]);
  const path = `/saved-views/${saved.json.id}`;
  expect((await company.call(bob, 'PATCH', path, { version: 1, name: 'x' })).status).toBe(404);
  expect((await company.call(bob, 'DELETE', path)).status).toBe(404);
  expect((await save(bob, '重点客户')).status).toBe(201);
});

test('it is renamed, saved anew and removed, each with a row in the audit', async () => {
  const { json: view } = await save(alice, '周报');
  const path = `/saved-views/${view.id}`;
  const changed = await company.call(alice, 'PATCH', path, { version: 1, state: { view: 'team' } });
  expect(changed.json).toMatchObject({ version: 2, name: '周报', state: { view: 'team' } });
  const stale = await company.call(alice, 'PATCH', path, { version: 1, name: '月报' });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  expect((await company.call(alice, 'PATCH', path, { version: 2, name: '月报' })).status).toBe(200);
  expect((await company.call(alice, 'DELETE', path)).status).toBe(200);
  expect((await company.call(alice, 'DELETE', path)).status).toBe(404);
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'actor_id'])
    .where('entity', '=', 'savedView')
    .where('entity_id', '=', view.id as number)
    .orderBy('id')
    .execute();
  expect(rows).toEqual(
    ['create', 'update', 'update', 'delete'].map((verb) => ({
      action: `settings.${verb}SavedView`,
      actor_id: company.users['alice'],
    })),
  );
});

test('one name stands once on a page, whatever its width and case', async () => {
  await save(alice, 'Ａ类 客户');
  const twice = await save(alice, 'a类 客户');
  expect([twice.status, twice.json.code]).toEqual([409, 'already-exists']);
  expect((await save(alice, 'a类 客户', {}, 'contacts')).status).toBe(201);
  const { json: other } = await save(alice, '其他');
  const taken = await company.call(alice, 'PATCH', `/saved-views/${other.id}`, {
    version: 1,
    name: 'A类 客户',
  });
  expect([taken.status, taken.json.code]).toEqual([409, 'already-exists']);
});

test('what is too large or too many is refused', async () => {
  const large = await save(alice, '大', { q: 'x'.repeat(MAX_VIEW_STATE) });
  expect([large.status, large.json.errors[0].pointer]).toEqual([400, '/state']);
  for (let at = 0; at < 50; at += 1) await save(bob, `视图 ${at}`, {}, 'many');
  const one = await save(bob, '又一个', {}, 'many');
  expect([one.status, one.json.errors[0]]).toEqual([
    422,
    { pointer: '/name', code: 'too-many-views', params: { max: 50 } },
  ]);
});
