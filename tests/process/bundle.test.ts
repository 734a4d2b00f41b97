import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.mjs';
import { packagesFor } from '../../build/bundle-packages.mjs';
import { isStale } from '../../build/stale.mjs';

const root = mkdtempSync(join(tmpdir(), 'xinhang-bundle-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const runsHere = process.platform === 'linux' && process.arch === 'x64';
const isBuilt = !isStale('server') && !isStale('renderer');

test.skipIf(!runsHere || !isBuilt)(
  'the bundle starts in a folder of its own, with nothing else on the machine, and backs up',
  async () => {
    const folder = bundle('linux-x64', join(root, 'xinhang'));
    const data = join(root, 'data');
    const program = join(folder, 'xinhang');
    // As on a Windows without the runtime of Visual C++: Node hashes the passwords by itself.
    rmSync(join(folder, 'node_modules/@node-rs'), { recursive: true });
    // No path, no home, no Node but its own; and nothing of this checkout above it.
    const bare = { cwd: root, env: { PATH: '' } };
    const server = spawn(program, ['start', '--port', '0', '--data', data], {
      ...bare,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      let said = '';
      await new Promise<void>((resolve, reject) => {
        const listen = (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('one-time password: ') && said.endsWith('\n')) resolve();
        };
        server.stdout.on('data', listen);
        server.stderr.on('data', listen);
        server.once('exit', () => reject(new Error(said)));
      });
      const url = /runs at (http:\S+)/.exec(said)?.[1] ?? '';
      const password = /one-time password: (\S+)/.exec(said)?.[1];
      const login = await fetch(`${url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'bundle-login-0001' },
        body: JSON.stringify({ login: 'admin', password }),
      });
      expect(login.status).toBe(200);
      expect(await (await fetch(url)).text()).toContain('<title>新航</title>');

      const backup = spawnSync(program, ['backup', '--data', data], { ...bare, encoding: 'utf8' });
      expect(backup.stdout, backup.stderr).toContain('verified');
      expect(readdirSync(join(data, 'backups'))).toHaveLength(1);
    } finally {
      server.kill();
      await once(server, 'exit');
    }
    expect(readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8')).toMatch(/^fastify 5.*MIT/m);
    expect(existsSync(join(folder, 'node/LICENSE'))).toBe(true);
  },
);

test('each platform gets its own binaries, and no package that only builds or tests', () => {
  const namesFor = (os: string, libc?: string) =>
    [...packagesFor({ os, cpu: 'x64', libc }).keys()].map((path) =>
      path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    );
  const linux = namesFor('linux', 'glibc');
  expect(linux).toContain('@node-rs/argon2-linux-x64-gnu');
  expect(linux).not.toContain('@node-rs/argon2-linux-x64-musl');
  const windows = namesFor('win32');
  expect(windows).toContain('@node-rs/argon2-win32-x64-msvc');
  expect(windows.filter((name) => name.includes('linux'))).toEqual([]);
  for (const names of [linux, windows]) {
    for (const one of ['vitest', 'typescript', 'vite', 'electron', 'kysely', 'antd']) {
      expect(names).not.toContain(one);
    }
    expect(names).toContain('better-sqlite3');
    expect(names).toContain('pg');
  }
});
