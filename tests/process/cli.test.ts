import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { tooOldNode } from '@xinhang/server/node-version.ts';
import { passwordMatches } from '@xinhang/server/modules/org/passwords.ts';
import { sealAudit } from '@xinhang/server/ops/audit-chain.ts';
import { initialise } from '@xinhang/server/ops/found.ts';
import { openDataDirectory, storedFile } from '@xinhang/server/ops/paths.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { entry } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 120_000 });
const source = join(import.meta.dirname, '../../apps/server/src/cli.ts');
const data = mkdtempSync(join(tmpdir(), 'xinhang-cli-'));
const broken = join(data, 'broken.xlsx');
const letter = join(data, 'letter.txt');

function xinhang(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...argv, '--data', data], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  writeFileSync(broken, Buffer.alloc(3000, 0xff));
  writeFileSync(letter, '王总您好：\n上次谈的价格，我们讨论过了。\n祝好。\n');
  // Founded now: the doctor says of an older company that it was never backed up.
  const db = await openSqlite(openDataDirectory(data).database, Date.now());
  await initialise(db, (bytes) => Buffer.alloc(bytes, 7));
  await db.close();
});
afterAll(() => rmSync(data, { recursive: true }));

test('a forgotten password is replaced on the machine itself, audited, to be changed', async () => {
  const { status, stdout } = xinhang('user', 'reset-password', 'Admin', '--json');
  expect(status).toBe(0);
  const { password } = JSON.parse(stdout) as { password: string };
  const db = await openSqlite(openDataDirectory(data).database, Date.UTC(2026, 0, 1));
  try {
    const row = await db.read
      .selectFrom('user')
      .select(['password_hash', 'must_change_password'])
      .executeTakeFirstOrThrow();
    expect(await passwordMatches(row.password_hash, password)).toBe(true);
    expect(row.must_change_password).toBe(1);
    const audit = await db.read.selectFrom('audit_event').select('action').execute();
    expect(audit).toEqual([{ action: 'org.resetPassword' }]);
  } finally {
    await db.close();
  }
});

test.each([
  [['user', 'reset-password', 'nobody'], 1, 'no person with the login "nobody"'],
  [['user', 'promote', 'admin'], 2, 'See xinhang --help'],
  [['service', 'fly'], 2, '"service" takes install, remove or status'],
  [['service', 'install', '--account', 'a b', '--dry-run'], 1, 'no name for an account'],
  [['fly'], 2, 'There is no command "fly"'],
  [['start', '--port', '99999'], 2, '--port: port cannot be 99999'],
  [['start', '--host', '0.0.0.0'], 2, 'refuses to listen on 0.0.0.0'],
  [['start', '--colour', 'red'], 2, '--colour'],
  [['user', 'reset-password', 'admin', '--port', '1'], 2, '"user" takes no --port'],
  [['import', 'northwind', data, '--errors', data], 2, 'go with "import customers" alone'],
  [['import', 'sap', data], 2, 'There is no import "sap"'],
  [['import', 'northwind', data, '--cost-percent', '101'], 2, '--cost-percent is 0 to 100'],
  [['import', 'customers', broken], 1, 'broken.xlsx: This file cannot be read.'],
  [['import', 'customers', letter], 1, 'The columns of this file are not recognised.'],
])('%s is refused with %i', (argv, status, text) => {
  const answer = xinhang(...argv);
  expect(answer).toMatchObject({ status, stdout: '' });
  expect(answer.stderr).toContain(text);
});

test('a Node that is too old is told so, before anything else is loaded', () => {
  expect(tooOldNode('20.20.2')).toContain('needs Node 22 or newer');
  expect(tooOldNode('22.0.0')).toBeNull();
  expect(tooOldNode('24.21.0')).toBeNull();
  // Whatever the entry loads first would kill an old Node without a word.
  const text = readFileSync(source, 'utf8');
  expect([...text.matchAll(/^import .* from '(.*)';$/gm)].map(([, from]) => from)).toEqual([
    './node-version.ts',
  ]);
});

test('a person is made, listed, locked out and let in again', async () => {
  const made = xinhang(
    'user',
    'create',
    'li.na',
    '--name',
    '李娜',
    '--role',
    'salesperson',
    '--json',
  );
  expect(made.status, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ login: 'li.na' });
  expect(xinhang('user', 'create', 'LI.NA', '--name', '李', '--role', 'buyer').status).toBe(1);
  const db = await openSqlite(openDataDirectory(data).database, Date.UTC(2026, 0, 1));
  await db.transaction(async (tx) => {
    await tx.updateTable('user').set({ state: 'locked' }).where('login', '=', 'li.na').execute();
  });
  await db.close();
  expect(xinhang('user', 'reset-password', 'li.na').stderr).toContain('user unlock li.na');
  expect(xinhang('user', 'unlock', 'li.na').stdout).toContain('may log in again');
  const { people } = JSON.parse(xinhang('user', 'list', '--json').stdout) as {
    people: { login: string; state: string; roles: string[] }[];
  };
  expect(people.find(({ login }) => login === 'li.na')).toMatchObject({
    state: 'active',
    roles: ['业务员'],
  });
});

test('the doctor finds all sound, and names what is not', async () => {
  const names = join(data, 'names.txt');
  writeFileSync(names, '华瑞科技\n大成机械\n华瑞科技\n');
  const left = join(data, 'left.xlsx');
  const owned = ['--owner', 'li.na', '--errors', left];
  const imported = xinhang('import', 'customers', names, ...owned, '--json');
  expect(imported.status, imported.stderr).toBe(0);
  const { customers } = JSON.parse(imported.stdout) as {
    customers: { counts: object; errorFile: string };
  };
  expect(customers.counts).toEqual({ create: 2, duplicate: 1 });
  expect(customers.errorFile).toBe(left);
  expect(existsSync(left)).toBe(true);
  // Whoever typed the command reads how it ended; nobody is told of it in the office.
  const office = await openSqlite(openDataDirectory(data).database, Date.UTC(2026, 0, 1));
  const told = office.read.selectFrom('notification').select('kind').where('entity', '=', 'job');
  expect(await told.execute()).toEqual([]);
  await office.close();
  const again = JSON.parse(xinhang('import', 'customers', names, '--dry-run', '--json').stdout) as {
    customers: { counts: object };
  };
  expect(again.customers.counts).toEqual({ same: 3 });
  const sound = xinhang('doctor');
  expect(sound.status, sound.stdout).toBe(0);
  expect(sound.stdout).toContain('Nothing is wrong; see the hints above.');
  const paths = openDataDirectory(data);
  const db = await openSqlite(paths.database, Date.UTC(2026, 0, 1));
  await db.transaction(async (tx) => {
    await tx.updateTable('customer').set({ completeness: 99 }).where('id', '=', 1).execute();
    await tx.updateTable('dept').set({ path: '/77/' }).execute();
    await db.search.put(
      tx,
      2,
      { name: '别的', contact: '', phone: '' },
      { ownerId: 1, collaboratorIds: [] },
    );
    const batch = await tx.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow();
    rmSync(storedFile(paths, batch.file_sha256));
  });
  await sealAudit(db, () => 0);
  // Somebody with the file in hands is stopped by no trigger.
  await db.transaction(async (tx) => {
    await sql`drop trigger audit_event_no_update`.execute(tx);
    await sql`update audit_event set address = 'elsewhere' where id = 1`.execute(tx);
  });
  await db.close();
  const ill = xinhang('doctor', '--json');
  expect(ill.status).toBe(1);
  const { checks } = JSON.parse(ill.stdout) as {
    checks: { check: string; problems: number; findings: { is: string; todo: string }[] }[];
  };
  const bad = checks.filter(({ problems }) => problems > 0);
  expect(bad.map(({ check }) => check)).toEqual([
    'departments',
    'customers',
    'search',
    'files',
    'audit',
  ]);
  expect(bad[1]!.findings[0]!.is).toBe(
    'Customer no. 1: “completeness” differs from what it is made from.',
  );
  // For people, in the language that they ask for.
  const chinese = xinhang('doctor', '--lang', 'zh-CN');
  expect(chinese.status).toBe(1);
  expect(chinese.stdout).toContain('有问题  附件内容: 1\n      附件内容丢失（');
  expect(chinese.stdout).toContain('怎么办：把备份还原到另一个目录');
  expect(chinese.stdout).toContain('正常  数据库文件\n');
  expect(chinese.stdout).not.toMatch(/\{\{|undefined/);
  expect(xinhang('doctor', '--lang', 'fr').status).toBe(2);
});

test('a company is founded once under its name', () => {
  const other = join(data, 'other');
  const init = (...argv: string[]) =>
    spawnSync(process.execPath, [entry, 'init', ...argv, '--data', other, '--json'], {
      encoding: 'utf8',
    });
  const first = init('--company', '远帆', '--login', 'boss');
  expect(JSON.parse(first.stdout)).toMatchObject({ company: '远帆', login: 'boss' });
  const second = init();
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('There is a company already: 远帆');
});

test('the demo takes no directory that it did not make, and no other host', () => {
  writeFileSync(join(data, 'mine.txt'), 'x');
  const taken = xinhang('start', '--demo', '--port', '0');
  expect(taken).toMatchObject({ status: 1, stdout: '' });
  expect(taken.stderr).toContain('was not made by the demo');
  const own = join(data, 'demo');
  const open = ['start', '--demo', '--host', '0.0.0.0', '--data', own];
  const refused = spawnSync(process.execPath, [entry, ...open], { encoding: 'utf8' });
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('refuses to listen on 0.0.0.0');
});

test('help names every command', () => {
  const { status, stdout } = xinhang('--help');
  expect(status).toBe(0);
  for (const name of ['start', 'init', 'import', 'user', 'doctor'])
    expect(stdout).toContain(`xinhang ${name} `);
});
