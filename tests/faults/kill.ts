import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { entry, startServer, type ServerProcess } from '../helpers/server-process.ts';
import { inspect } from './office.ts';
import { random } from './random.ts';

export interface KillReport {
  kills: number;
  acknowledged: number;
  /** Commands of which nobody knew whether they had happened, sent again under their key. */
  sentAgain: number;
  /** Milliseconds from the start of a process to its address: the middle and the longest. */
  restartMs: { p50: number; max: number };
  found: string[];
}

const PASSWORD = 'a battery of horses';
const killAt = join(import.meta.dirname, '../process/kill-at.mjs');

/** A server that is killed again and again, and clients that do not give up. */
class Company {
  readonly #data = mkdtempSync(join(tmpdir(), 'xinhang-kill-'));
  readonly #sent = new Map<string, number | null>();
  readonly starts: number[] = [];
  #server!: ServerProcess;
  #token = '';

  async start(env: Record<string, string> = {}): Promise<void> {
    const began = performance.now();
    const watched = 'XINHANG_TEST_KILL_AT' in env ? ['--import', killAt] : [];
    this.#server = await startServer(this.#data, {
      argv: [...watched, entry, 'start'],
      env: { ...env, XINHANG_REQUESTS_PER_MINUTE: '0' },
    });
    this.starts.push(performance.now() - began);
  }

  async firstLogin(): Promise<void> {
    const { password } = this.#server;
    const login = await this.#send('/auth/login', 'login-000', { login: 'admin', password });
    this.#token = ((await login.json()) as { token: string }).token;
    const change = { current: password, next: PASSWORD };
    const { status } = await this.#send('/auth/password', 'change-000', change);
    if (status !== 200) throw new Error(`the first password could not be changed: ${status}`);
  }

  /** Many clients register customers until the server dies in the middle of it. */
  async writeUntilKilled(round: number, writers: number): Promise<string[]> {
    const died = once(this.#server.child, 'exit');
    const writer = async (who: number) => {
      for (let n = 0; ; n += 1) await this.register(`round-${round}-${who}-${n}`);
    };
    const ends = await Promise.allSettled(Array.from({ length: writers }, (_, n) => writer(n)));
    await died;
    const reasons = ends.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    // A line that broke is what a kill looks like; an answer that was no success is not.
    return reasons.filter((text) => !/fetch failed|terminated/.test(text));
  }

  async register(key: string): Promise<void> {
    this.#sent.set(key, this.#sent.get(key) ?? null);
    const body = { name: `客户 ${key}`, duplicateReason: 'test' };
    const answer = await this.#send('/customers', key, body);
    const json = (await answer.json()) as { id: number };
    if (answer.status !== 201) throw new Error(`${key}: ${answer.status} ${JSON.stringify(json)}`);
    this.#sent.set(key, json.id);
  }

  /** Whoever got no answer asks again with the same key. */
  async sendAgain(): Promise<number> {
    const open = [...this.#sent].filter(([, id]) => id === null).map(([key]) => key);
    for (const key of open) await this.register(key);
    return open.length;
  }

  get acknowledged(): number[] {
    return [...this.#sent.values()].filter((id) => id !== null);
  }

  look(): string[] {
    const left = inspect(findDataDirectory(this.#data).database);
    // A number that was given twice was lost in between.
    const lost = this.acknowledged.filter(
      (id, at, all) => !left.customers.has(id) || all.indexOf(id) !== at,
    );
    return [
      ...(left.integrity === 'ok' ? [] : [left.integrity]),
      ...left.torn,
      ...(lost.length === 0 ? [] : [`lost customers ${lost.join(', ')}`]),
    ];
  }

  lookForDoubles(): string[] {
    const { customers } = inspect(findDataDirectory(this.#data).database);
    const more = customers.size - this.#sent.size;
    return more === 0 ? [] : [`${more} customers too many`];
  }

  async end(): Promise<void> {
    await this.#server?.end('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  }

  async kill(): Promise<void> {
    await this.#server.end('SIGKILL');
  }

  async #send(path: string, key: string, body: object): Promise<Response> {
    return await fetch(`${this.#server.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-xinhang-token': 'bearer',
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
      body: JSON.stringify(body),
    });
  }
}

/** Kills the server under load, at writes drawn from a seed, and looks each time what is left. */
export async function killUnderLoad(options: {
  kills: number;
  writers: number;
  seed: number;
  /** Loses every fifth commit: must be found out. */
  forgetful?: boolean;
}): Promise<KillReport> {
  const draw = random(options.seed);
  const company = new Company();
  const found: string[] = [];
  try {
    await company.start();
    await company.firstLogin();
    await company.kill();
    for (let round = 1; round <= options.kills; round += 1) {
      // The control must come as far as many answers, whatever the machine.
      const at = (options.forgetful ? 1000 : 30) + Math.floor(draw() * 400);
      await company.start({
        XINHANG_TEST_KILL_AT: String(at),
        ...(options.forgetful && { XINHANG_TEST_FORGET: '1' }),
      });
      const odd = await company.writeUntilKilled(round, options.writers);
      const where = `round ${round} of seed ${options.seed}, write ${at}`;
      found.push(...[...odd, ...company.look()].map((words) => `${where}: ${words}`));
    }
    await company.start();
    const sentAgain = await company.sendAgain();
    found.push(...company.lookForDoubles());
    const starts = company.starts.slice(1).toSorted((a, b) => a - b);
    return {
      kills: options.kills,
      acknowledged: company.acknowledged.length,
      sentAgain,
      restartMs: {
        p50: Math.round(starts[Math.floor(starts.length / 2)]!),
        max: Math.round(starts.at(-1)!),
      },
      found,
    };
  } finally {
    await company.end();
  }
}
