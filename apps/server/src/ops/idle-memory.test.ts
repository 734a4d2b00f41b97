import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { expect, test } from 'vitest';
import { IdleMemory } from './idle-memory.ts';

test('memory is given back once after work, when a minute brought no request', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-idle-'));
  const db = await openSqlite(join(directory, 'xinhang.db'), 0);
  let collected = 0;
  const memory = new IdleMemory(db, () => (collected += 1));
  const after: number[] = [];
  for (const asked of [0, 0, 5, 9, 9, 9, 10, 10]) {
    await memory.look(asked);
    after.push(collected);
  }
  expect(after).toEqual([0, 0, 0, 0, 1, 1, 1, 2]);
  // What is kept for quick answers is all that goes.
  expect(await db.read.selectFrom('schema_migration').select('id').execute()).not.toEqual([]);
  await db.close();
  rmSync(directory, { recursive: true });
});

test('the collector of V8 is reached', async () => {
  const memory = new IdleMemory({ storage: null } as never);
  await memory.look(1);
  let kept: object[] = Array.from({ length: 300_000 }, (_, at) => ({ at }));
  const full = process.memoryUsage().heapUsed;
  expect(kept).toHaveLength(300_000);
  kept = [];
  await memory.look(1);
  expect(process.memoryUsage().heapUsed).toBeLessThan(full - 300_000 * 10);
});
