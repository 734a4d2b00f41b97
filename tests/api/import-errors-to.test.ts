import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCustomerFile } from '@xinhang/server/imports/customers.ts';
import { importData } from '@xinhang/server/commands/import.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

// A file is read and written in threads of their own.
vi.setConfig({ testTimeout: 120_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
let root: string;
beforeEach(async () => {
  company = await startCompany();
  // The queue of jobs moves from then on.
  await company.app.ready();
  root = mkdtempSync(join(tmpdir(), 'xinhang-errors-'));
});
afterEach(async () => {
  await company.stop();
  rmSync(root, { recursive: true });
});

/** A list with one name twice, so that one row is left out. */
function list(name: string, first: string): string {
  const path = join(root, name);
  writeFileSync(path, `${first}\n${first}\n`);
  return path;
}
const run = async (path: string, errors: string | null, dryRun = false) =>
  await importCustomerFile(placeOf(company), { path, owner: null, dryRun, errors });

async function customers(): Promise<number> {
  const row = await company.db.read
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
async function rowsOf(file: string | null): Promise<string[][]> {
  return (await readSheet(readFileSync(file!), 'x.xlsx')).rows.slice(1);
}

test('rows left out go beside the file, into a directory or into one file, and the report says where', async () => {
  const beside = await run(list('a.txt', '华瑞科技'), null);
  expect(beside.errorFile).toBe(join(root, 'a-未导入原因.xlsx'));
  const directory = join(root, 'elsewhere');
  mkdirSync(directory);
  const inside = await run(list('b.txt', '大成机械'), directory);
  expect(inside.errorFile).toBe(join(directory, 'b-未导入原因.xlsx'));
  const exact = await run(list('c.txt', '远大贸易'), join(directory, 'left.xlsx'));
  expect(exact.errorFile).toBe(join(directory, 'left.xlsx'));
  expect((await rowsOf(exact.errorFile))[0]![0]).toBe('远大贸易');
  const shown = importData.show({ first: null, customers: exact } as never);
  expect(shown).toContain(`Left out, with reasons: ${join(directory, 'left.xlsx')}`);
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'imports.errorFile')
    .execute();
  expect(audit).toHaveLength(3);
  expect(audit.at(-1)!.after).toContain('left.xlsx');
});

test('an own error file that nobody changed makes room for the next; anything else is kept', async () => {
  const target = join(root, 'left.xlsx');
  await run(list('a.txt', '华瑞科技'), target);
  await run(list('b.txt', '大成机械'), target);
  expect((await rowsOf(target))[0]![0]).toBe('大成机械');
  expect(readdirSync(root).toSorted()).toEqual(['a.txt', 'b.txt', 'left.xlsx']);

  const before = await customers();
  const mended = Buffer.concat([readFileSync(target), Buffer.from('mended')]);
  writeFileSync(target, mended);
  const path = list('c.txt', '远大贸易');
  await expect(run(path, target)).rejects.toThrow(/changed since.*Nothing was imported/);
  expect(readFileSync(target).equals(mended)).toBe(true);
  await expect(run(path, path)).rejects.toThrow(/is the file to import/);
  expect(await customers()).toBe(before);
});

test('a place that cannot be written is said before anything is imported', async () => {
  const path = list('a.txt', '华瑞科技');
  for (const [errors, why] of [
    [join(root, 'nowhere', 'left.xlsx'), /Nothing can be written in .*nowhere \(ENOENT\)/],
    [join(path, 'left.xlsx'), /Nothing can be written in .*a\.txt \(ENOTDIR\)/],
    [join(root, 'nowhere'), /There is no directory .*nowhere/],
    [join(root, 'left.csv'), /an error file ends in \.xlsx/],
  ] as const) {
    await expect(run(path, errors)).rejects.toThrow(why);
  }
  expect(await customers()).toBe(0);
  expect(readdirSync(root)).toEqual(['a.txt']);
});

test('where nothing can be written beside the file, the import stands and says where its rows are', async () => {
  // With the words behind it the name is longer than any file system takes.
  const path = list(`${'a'.repeat(240)}.txt`, '华瑞科技');
  const done = await run(path, null);
  expect(done).toMatchObject({ counts: { create: 1, duplicate: 1 }, errorFile: null });
  expect(done.errorFileProblem).toContain('ENAMETOOLONG');
  expect(await customers()).toBe(1);
  const result = { first: null, customers: done } as never;
  expect(importData.show(result)).toContain(`no. ${done.id}`);
  expect(importData.exitCode!(result)).toBe(1);
  const boss = await company.login('boss');
  const answer = await company.app.inject({
    url: `/api/v1/imports/${done.id}/error-file`,
    headers: { authorization: `Bearer ${boss}` },
  });
  expect(answer.statusCode).toBe(200);
  expect(existsSync(path)).toBe(true);
});
