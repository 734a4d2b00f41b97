import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BIN = '/usr/lib/postgresql/15/bin';

export const hasPostgres = existsSync(join(BIN, 'postgres'));

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A throw-away PostgreSQL 15 on loopback; it refuses to run as root, so root becomes `postgres`. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-pg-'));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  const commandOf = (program: string, args: string[]): [string, string[]] => {
    const path = join(BIN, program);
    return root ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
  };
  const run = (program: string, ...args: string[]) => {
    execFileSync(...commandOf(program, args), { stdio: 'ignore', cwd: tmpdir() });
  };
  if (root) execFileSync('chown', ['postgres', directory]);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  run('initdb', '-D', data, '-U', 'xinhang', '--auth=trust', '--encoding=UTF8', '--locale=C');
  // Ten committed transactions are remembered for each connection while one is open anywhere: an
  // import of seconds in one database must not make those of all others fail as conflicts.
  // Nothing of it outlives the run; and the one that tidies up would go round hundreds of
  // databases that live for seconds.
  const settings = [
    'listen_addresses=127.0.0.1',
    'max_connections=1000',
    'fsync=off',
    'full_page_writes=off',
    'synchronous_commit=off',
    'autovacuum=off',
    'jit=off',
  ];
  const options = `-p ${port} -k ${directory} ${settings.map((one) => `-c ${one}`).join(' ')}`;
  run('pg_ctl', '-D', data, '-w', '-l', join(directory, 'log'), '-o', options, 'start');
  return {
    url: `postgres://xinhang@127.0.0.1:${port}/postgres`,
    // Hundreds of databases take longer to clear away than vitest waits for the last of its
    // processes: held up meanwhile, it would take that one for hung.
    async stop() {
      const stopping = commandOf('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      await promisify(execFile)(...stopping, { cwd: tmpdir() });
      await rm(directory, { recursive: true, force: true });
    },
  };
}
