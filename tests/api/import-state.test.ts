import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let token: string;
let imports: ReturnType<typeof importer>;
beforeEach(async () => {
  company = await startCompany();
  token = await company.login('boss');
  imports = importer(company, token);
});
afterEach(async () => {
  await company.stop();
});

/** Runs `look` once between two steps of a job, when there are this many customers. */
async function midway(
  when: (customers: number) => boolean,
  look: () => Promise<void>,
  doing: () => Promise<unknown>,
) {
  const { db } = company;
  const real = db.transaction.bind(db);
  let looked = false;
  const watched = async (work: never) => {
    const answer = await real(work);
    const made = await db.read.selectFrom('customer').select('id').execute();
    if (looked || !when(made.length)) return answer;
    looked = true;
    await look();
    return answer;
  };
  Object.assign(db, { transaction: watched });
  await doing();
  Object.assign(db, { transaction: real });
  expect(looked).toBe(true);
}

const file = ['名称', ...Array.from({ length: 60 }, (_, n) => `客户${n}`)].join('\n');
const stop = async (batch: ImportBatch) => {
  const { jobId } = await imports.get(batch.id);
  await company.call(token, 'POST', `/jobs/${jobId}/cancel`);
};

test('a batch that is still being imported or taken back says so', async () => {
  const { json } = await imports.upload('a.csv', file);
  await imports.start('check', json);
  const seen: ImportBatch[] = [];
  const look = async () => {
    seen.push(await imports.get(json.id));
    const listed = await company.call(token, 'GET', '/imports');
    seen.push((listed.json as { rows: ImportBatch[] }).rows[0]!);
  };
  await midway(
    (made) => made > 20,
    look,
    async () => await imports.start('run', json),
  );
  expect(seen.map(({ state, undoable }) => ({ state, undoable }))).toEqual([
    { state: 'importing', undoable: false },
    { state: 'importing', undoable: false },
  ]);
  expect(await imports.get(json.id)).toMatchObject({ state: 'imported', undoable: true });
  seen.length = 0;
  await midway(
    (made) => made < 40,
    look,
    async () => await imports.start('undo', json),
  );
  expect(seen.map(({ state }) => state)).toEqual(['undoing', 'undoing']);
  expect(await imports.get(json.id)).toMatchObject({ state: 'undone', counts: { undone: 60 } });
});

test('an import or an undo that is stopped says that a part is there, and can be undone', async () => {
  const { json } = await imports.upload('a.csv', file);
  await imports.start('check', json);
  const names = async () => await company.db.read.selectFrom('customer').select('id').execute();
  await midway(
    (made) => made > 40,
    async () => await stop(json),
    async () => await imports.start('run', json),
  );
  const half = await imports.get(json.id);
  const made = half.counts['create']!;
  expect(half).toMatchObject({ state: 'partial', undoable: true });
  expect(await names()).toHaveLength(made);

  await midway(
    (left) => left < made,
    async () => await stop(json),
    async () => await imports.start('undo', json),
  );
  const left = (await names()).length;
  expect(left).toBeGreaterThan(0);
  expect(await imports.get(json.id)).toMatchObject({
    state: 'partial',
    undoable: true,
    counts: { create: left, undone: made - left },
  });
  await imports.start('undo', json);
  expect(await imports.get(json.id)).toMatchObject({ state: 'undone', counts: { undone: made } });
  expect(await names()).toEqual([]);
});

test('a check that is stopped leaves a file to be checked, not half a verdict', async () => {
  const lines = Array.from({ length: 200 }, (_, n) => `客户${n}`).join('\n');
  const { json } = await imports.upload('a.csv', `名称\n${lines}`);
  await imports.start('check', json);
  let steps = 0;
  await midway(
    () => (steps += 1) === 4,
    async () => await stop(json),
    async () => await imports.start('check', json),
  );
  expect(await imports.get(json.id)).toMatchObject({ state: 'uploaded' });
  expect((await imports.start('run', json)).json).toMatchObject({ code: 'state-refused' });
});
