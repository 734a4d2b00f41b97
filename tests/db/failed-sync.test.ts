import fs, { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

const { fdatasync } = fs;
let directory: string;
let file: string;
let db: Database;
let told: string[];
/** Says what is told next. */
let hear: (word: string) => void = () => undefined;

/** The disk takes no sync until it is well again; `meanwhile` happens to it first. */
function fail(meanwhile: () => void = () => undefined): void {
  fs.fdatasync = ((_handle: number, done: (error: Error) => void) => {
    meanwhile();
    done(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
  }) as typeof fdatasync;
  syncBuiltinESMExports();
}

function heal(): void {
  fs.fdatasync = fdatasync;
  syncBuiltinESMExports();
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xinhang-sync-'));
  file = join(directory, 'x.db');
  told = [];
  const tell = (word: string) => () => {
    told.push(word);
    hear(word);
  };
  const watch = {
    stopped: tell('stopped'),
    resumed: tell('resumed'),
    lost: tell('lost'),
    retryMs: 5,
  };
  db = await openSqlite(file, 0, { watch });
});
afterEach(async () => {
  heal();
  await db.close();
  rmSync(directory, { recursive: true });
});

const add = (key: string) =>
  db.transaction(async (tx) => {
    await tx.insertInto('setting').values({ key, value: '1', version: 1 }).execute();
  });
const keys = async () =>
  (await db.read.selectFrom('setting').select('key').orderBy('key').execute()).map(
    ({ key }) => key,
  );
const heard = (word: string) =>
  new Promise<void>((resolve) => {
    hear = (other) => {
      if (other === word) resolve();
    };
  });

test('a sync that fails stops writes and no reads, and a new connection takes them again', async () => {
  await add('before');
  fail();
  const refused = { code: 'storage-unavailable' };
  await expect(Promise.all([add('a'), add('b')])).rejects.toMatchObject(refused);
  await expect(add('c')).rejects.toMatchObject(refused);
  expect(db.storage!.stopped).toMatchObject(refused);
  expect(await keys()).toContain('before');
  const resumed = heard('resumed');
  heal();
  await resumed;
  await add('after');
  // What was refused at the sync was written all the same: it may be there, as its key knows.
  expect(await keys()).toEqual(['a', 'after', 'b', 'before']);
  expect(told).toEqual(['stopped', 'resumed']);
});

test('where the log lost something meanwhile, writes stay refused until a start', async () => {
  await add('before');
  const lost = heard('lost');
  fail(() => {
    // The checksum of the first frame: what it says can still be read, and cannot be trusted.
    const handle = openSync(`${file}-wal`, 'r+');
    writeSync(handle, Buffer.from('spoilt'), 0, 6, 32 + 16);
    closeSync(handle);
  });
  await expect(add('a')).rejects.toMatchObject({ code: 'storage-unavailable' });
  heal();
  await lost;
  await expect(add('b')).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect(await keys()).toContain('before');
  expect(told).toEqual(['stopped', 'lost']);
});
