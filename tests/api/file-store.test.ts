import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { insertRole } from '@xinhang/db/repositories/users.ts';
import { typeOfFile } from '@xinhang/server/ops/file-names.ts';
import { storedFile } from '@xinhang/server/ops/paths.ts';
import {
  fileTypeMimes,
  typeOfMime,
  type FileStoreStatus,
  type StoredFileRow,
} from '@xinhang/shared/file-store.ts';
import { hideAll, type Permission, type Scope } from '@xinhang/shared/permissions.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const HOUR_MS = 3_600_000;

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let alice: string;
let customerId: number;
let keys = 0;
beforeEach(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  alice = await company.login('alice');
  customerId = await customer(alice, '杭州客户');
});
afterEach(async () => {
  await company.stop();
});

async function customer(token: string, name: string): Promise<number> {
  const created = await company.call(token, 'POST', '/customers', { name });
  return (created.json as { id: number }).id;
}

async function upload(token: string, name: string, bytes: string, to = customerId, more = '') {
  const answer = await company.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${to}/files?name=${encodeURIComponent(name)}${more}`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `store-key-${(keys += 1)}`,
    },
    payload: Buffer.from(bytes),
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: number; sha256: string }>();
}

async function status(token = boss): Promise<FileStoreStatus> {
  const answer = await company.call(token, 'GET', '/file-store');
  expect(answer.status).toBe(200);
  return answer.json as FileStoreStatus;
}

async function files(token: string, query = '') {
  const answer = await company.call(token, 'GET', `/file-store/files?count=1${query}`);
  expect(answer.status).toBe(200);
  return answer.json as { rows: StoredFileRow[]; next: string | null; count: number | null };
}
const names = async (token: string, query = '') =>
  (await files(token, query)).rows.map((row) => row.name);

/** Puts these grants, over these rows, in the place of the person's roles. */
async function give(login: string, grants: [Permission, Scope][]): Promise<string> {
  await company.db.transaction(async (tx) => {
    const roleId = await insertRole(tx, {
      key: null,
      name: `role ${(keys += 1)}`,
      side: null,
      fields: hideAll,
      grants: grants.map(([permission, scope]) => ({
        permission,
        scope,
        deptIds: [],
        warehouseIds: null,
        cashAccountIds: null,
      })),
    });
    const userId = company.users[login]!;
    await tx
      .updateTable('user_role')
      .set({ role_id: roleId })
      .where('user_id', '=', userId)
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  return await company.login(login);
}

test('equal bytes are kept once and counted for each file, beside the disk and the limit', async () => {
  await upload(alice, '合同.pdf', 'x'.repeat(1000));
  await upload(alice, '合同-2.pdf', 'x'.repeat(1000));
  await upload(alice, 'b.txt', 'y');
  const found = await status();
  expect(found).toMatchObject({
    attached: { count: 3, bytes: 2001 },
    stored: { count: 2, bytes: 1001 },
    uses: [
      { use: 'attachment', count: 2, bytes: 1001 },
      { use: 'import', count: 0, bytes: 0 },
      { use: 'job', count: 0, bytes: 0 },
    ],
    unreferenced: { count: 0, bytes: 0, rows: [] },
    missing: 0,
    maxMegabytes: 50,
  });
  expect(found.disk.totalBytes).toBeGreaterThan(found.disk.freeBytes);
  // It is due: the clock has not run yet.
  expect(found.nextClearing).toBe(company.clock.now);
});

test('what nothing refers to is told with when it goes, and then it is gone', async () => {
  // 03:00 in the company's zone was at 19:00 UTC; nothing is due any more.
  await company.clockwork.tick();
  await company.jobs.idle();
  const kept = await upload(alice, 'a.txt', 'still used');
  const off = await upload(alice, 'b.txt', 'taken off');
  expect((await company.call(alice, 'DELETE', `/files/${off.id}`)).status).toBe(200);
  const next = Date.UTC(2026, 10, 24, 19, 0);
  const old = await status();
  expect(old.nextClearing).toBe(next);
  expect(old.unreferenced).toEqual({
    count: 1,
    bytes: 9,
    rows: [{ sha256: off.sha256, size: 9, since: company.clock.now, clearedAt: next }],
  });
  // What is written within the hour before waits for the day after.
  const young = 'ab'.repeat(32);
  const path = storedFile(company.paths, young);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'young');
  utimesSync(path, new Date(next - HOUR_MS / 2), new Date(next - HOUR_MS / 2));
  expect((await status()).unreferenced.rows).toContainEqual({
    sha256: young,
    size: 5,
    since: next - HOUR_MS / 2,
    clearedAt: next + 24 * HOUR_MS,
  });
  company.clock.now = next;
  await company.clockwork.tick();
  await company.jobs.idle();
  const after = await status(await company.login('boss'));
  expect(after.unreferenced.rows.map((row) => row.sha256)).toEqual([young]);
  expect(after.stored.count).toBe(2);
  expect(after.missing).toBe(0);
  expect(kept.sha256).not.toBe(off.sha256);
});

test('where the housekeeping is switched off, nothing has a time at which it goes', async () => {
  const { version } = (
    (await company.call(boss, 'GET', '/schedules')).json as {
      rows: { key: string; version: number }[];
    }
  ).rows.find((row) => row.key === 'housekeeping')!;
  const body = { version, enabled: false };
  expect((await company.call(boss, 'PATCH', '/schedules/housekeeping', body)).status).toBe(200);
  const off = await upload(alice, 'b.txt', 'taken off');
  await company.call(alice, 'DELETE', `/files/${off.id}`);
  const found = await status();
  expect(found.nextClearing).toBeNull();
  expect(found.unreferenced.rows[0]!.clearedAt).toBeNull();
});

test('bytes that are lost are counted', async () => {
  const { sha256 } = await upload(alice, 'a.txt', 'lost');
  await upload(alice, 'b.txt', 'there');
  rmSync(storedFile(company.paths, sha256));
  expect(await status()).toMatchObject({ missing: 1, stored: { count: 1, bytes: 5 } });
});

test('files are those of the rows that one sees; who sees no customers sees figures alone', async () => {
  const bob = await company.login('bob');
  const other = await customer(bob, '深圳客户');
  await upload(alice, 'alice.txt', '1');
  await upload(bob, 'bob.txt', '2', other);
  const draft = await upload(alice, 'written.txt', '3', customerId, '&draft=1');
  const logged = await company.call(alice, 'POST', '/follow-ups', {
    customerId,
    type: 'call',
    content: '电话',
    fileIds: [draft.id],
  });
  expect(logged.status).toBe(201);
  await upload(alice, 'draft.txt', '4', customerId, '&draft=1');

  expect((await names(boss)).toSorted()).toEqual(['alice.txt', 'bob.txt', 'written.txt']);
  const admin = await company.login('admin');
  expect(await files(admin)).toEqual({ rows: [], next: null, count: 0 });
  expect((await status(admin)).attached.count).toBe(4);
  for (const path of ['/file-store', '/file-store/files']) {
    expect((await company.call(bob, 'GET', path)).status).toBe(403);
  }

  const own: [Permission, Scope][] = [
    ['system.jobs', 'all'],
    ['customers.read', 'self'],
  ];
  const keeper = await give('alice', [...own, ['followUps.read', 'self']]);
  expect((await names(keeper)).toSorted()).toEqual(['alice.txt', 'draft.txt', 'written.txt']);
  expect((await files(keeper)).rows.map((row) => row.owner).toSorted()).toEqual([
    'customer',
    'draft',
    'followUp',
  ]);
  // Without the follow-ups, nothing that hangs on them.
  const blind = await give('alice', own);
  expect((await names(blind)).toSorted()).toEqual(['alice.txt', 'draft.txt']);
  // Seen through the pool: the customer, and nothing that hangs on it.
  await company.db.transaction((tx) =>
    tx.updateTable('customer').set({ owner_id: null, pool_id: 1 }).execute(),
  );
  expect(await names(await give('bob', [...own, ['pool.read', 'all']]))).toEqual([]);
});

test('filters name what is meant, and the biggest come first over pages', async () => {
  await upload(alice, '报价_100%.XLSX', 'a'.repeat(30));
  await upload(alice, '合同.pdf', 'b'.repeat(20));
  await upload(boss, '照片.jpg', 'c'.repeat(20));
  await upload(alice, '样品.dwg', 'd'.repeat(40));
  const asked = (query: string) => names(boss, query);
  expect(await asked(`&q=${encodeURIComponent('_100%.xls')}`)).toEqual(['报价_100%.XLSX']);
  expect(await asked(`&q=${encodeURIComponent('合_')}`)).toEqual([]);
  expect(await asked('&type=pdf&type=image')).toEqual(['照片.jpg', '合同.pdf']);
  expect(await asked('&type=other')).toEqual(['样品.dwg']);
  expect(await asked('&type=other&type=sheet')).toEqual(['样品.dwg', '报价_100%.XLSX']);
  expect(await asked('&owner=followUp')).toEqual([]);
  expect(await asked(`&byId=${company.users['boss']}`)).toEqual(['照片.jpg']);
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await files(boss, `&sort=biggest&limit=1${next && `&cursor=${next}`}`);
    seen.push(...page.rows.map((row) => `${row.name} ${row.size}`));
    next = page.next && encodeURIComponent(page.next);
  }
  expect(seen).toEqual(['样品.dwg 40', '报价_100%.XLSX 30', '照片.jpg 20', '合同.pdf 20']);
  const bad = await company.call(boss, 'GET', '/file-store/files?cursor=x');
  expect(bad).toMatchObject({ status: 400, json: { code: 'bad-cursor' } });
});

test('every type that the server gives is of one kind, and of no other', () => {
  const endings =
    'png jpg jpeg gif webp bmp heic pdf txt csv zip doc docx xls xlsx ppt pptx mp3 m4a amr mp4';
  const known: string[] = Object.values(fileTypeMimes).flat();
  expect(new Set(known).size).toBe(known.length);
  for (const ending of endings.split(' ')) {
    expect([ending, typeOfMime(typeOfFile(`x.${ending}`)) === 'other']).toEqual([ending, false]);
  }
  expect(typeOfMime(typeOfFile('x.exe'))).toBe('other');
});
