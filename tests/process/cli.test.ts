import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { tooOldNode } from '@xinhang/server/node-version.ts';
import { passwordMatches } from '@xinhang/server/modules/org/passwords.ts';
import { initialise } from '@xinhang/server/ops/found.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });
const cli = join(import.meta.dirname, '../../apps/server/src/cli.ts');
const data = mkdtempSync(join(tmpdir(), 'xinhang-cli-'));

function xinhang(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...argv, '--data', data], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  const db = await openSqlite(openDataDirectory(data).database, Date.UTC(2026, 0, 1));
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
  [['fly'], 2, 'There is no command "fly"'],
  [['start', '--port', '99999'], 2, '--port: port cannot be 99999'],
  [['start', '--host', '0.0.0.0'], 2, 'refuses to listen on 0.0.0.0'],
  [['start', '--colour', 'red'], 2, '--colour'],
  [['user', 'reset-password', 'admin', '--port', '1'], 2, '"user" takes no --port'],
  [['import', 'sap', data], 2, 'There is no import "sap"'],
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
  const entry = readFileSync(cli, 'utf8');
  expect([...entry.matchAll(/^import .* from '(.*)';$/gm)].map(([, from]) => from)).toEqual([
    './node-version.ts',
  ]);
});

test('help names every command', () => {
  const { status, stdout } = xinhang('--help');
  expect(status).toBe(0);
  for (const name of ['start', 'import', 'user']) expect(stdout).toContain(`xinhang ${name} `);
});
