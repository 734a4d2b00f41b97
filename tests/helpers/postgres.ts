import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
export async function startPostgres(): Promise<{ url: string; stop: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-pg-'));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  const run = (program: string, ...args: string[]) => {
    const command = [join(BIN, program), ...args];
    const [file, ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file!, rest, { stdio: 'ignore', cwd: tmpdir() });
  };
  if (root) execFileSync('chown', ['postgres', directory]);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  run('initdb', '-D', data, '-U', 'xinhang', '--auth=trust', '--encoding=UTF8', '--locale=C');
  const options = `-p ${port} -k ${directory} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-l', join(directory, 'log'), '-o', options, 'start');
  return {
    url: `postgres://xinhang@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
