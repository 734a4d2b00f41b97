import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readSheetInWorker, workerUrl, writeSheetInWorker } from './in-worker.ts';
import type { SheetColumn, SheetValue } from './write-sheet.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const columns: SheetColumn[] = Array.from({ length: 12 }, (_, at) => ({
  header: `列${at}`,
  type: at % 4 === 3 ? ('number' as const) : ('text' as const),
}));

/** Blocks of 700 rows, so that those written and those read do not fall together. */
function* blocksOf(count: number): Generator<SheetValue[][]> {
  for (let n = 0; n < count; n += 700) {
    yield Array.from({ length: Math.min(700, count - n) }, (_, m) =>
      columns.map(({ type }, at) => (type === 'number' ? (n + m) * 1.25 : `华瑞${n + m}公司${at}`)),
    );
  }
}

async function rowsOf(path: string, options = {}): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of readSheetInWorker(path, '客户', options)) {
    expect(block.rows.length).toBeLessThanOrEqual(500);
    rows.push(...block.rows);
  }
  return rows;
}

test('20,000 rows go out and come back, block by block', async () => {
  const path = join(folder, 'big.xlsx');
  await writeSheetInWorker(path, 'xlsx', columns, blocksOf(20_000));
  const rows = await rowsOf(path);
  expect(rows).toHaveLength(20_001);
  expect(rows.slice(1)).toEqual([...blocksOf(20_000)].flat().map((row) => row.map(String)));
});

test('refusals keep their class, other errors their text', async () => {
  const path = join(folder, '客户.csv');
  await writeSheetInWorker(path, 'csv', columns, [[['甲']]]);
  expect((await rowsOf(path))[1]![0]).toBe('甲');
  await expect(rowsOf(path, { maxBytes: 3 })).rejects.toMatchObject({
    name: 'SheetError',
    code: 'sheet-too-large',
    params: { maxBytes: 3 },
  });
  writeFileSync(join(folder, 'blank'), ' ');
  await expect(rowsOf(join(folder, 'blank'))).rejects.toMatchObject({ code: 'sheet-empty' });
  await expect(rowsOf(join(folder, 'none'))).rejects.toThrow('ENOENT');
});

test('silence and a signal end a worker, and so does who stops reading', async () => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, 'a,b\n'.repeat(2000));
  await expect(rowsOf(path, { timeoutMs: 0 })).rejects.toMatchObject({
    code: 'sheet-too-large',
    params: { reason: 'time' },
  });
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(rowsOf(path, { signal })).rejects.toThrow('cancelled');
  const control = new AbortController();
  const running = rowsOf(path, { signal: control.signal });
  control.abort(new Error('cancelled late'));
  await expect(running).rejects.toThrow('cancelled late');
  for await (const block of readSheetInWorker(path, 'a')) {
    expect(block.total).toBe(2000);
    break;
  }
  const broken = async function* (): AsyncGenerator<SheetValue[][]> {
    yield [['1']];
    throw new Error('no more rows');
  };
  const unfinished = writeSheetInWorker(join(folder, 'x'), 'csv', columns, broken());
  await expect(unfinished).rejects.toThrow('no more rows');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['file:///app/apps/server/src/sheets/in-worker.ts', '/app/apps/server/src/jobs/sheet-worker.ts'],
  ['file:///app/dist/server/cli.mjs', '/app/dist/server/sheet-worker.mjs'],
  ['file:///app/dist/server/chunks/in-worker-Ab1.mjs', '/app/dist/server/sheet-worker.mjs'],
])('worker of %s', (self, expected) => {
  vi.stubEnv('BUNDLED_WORKERS', '');
  expect(workerUrl(self).pathname).toBe(expected);
  // From sources whose bundle is there, as the tests run.
  vi.stubEnv('BUNDLED_WORKERS', '/app/dist/server');
  expect(workerUrl(self).pathname).toBe('/app/dist/server/sheet-worker.mjs');
});
