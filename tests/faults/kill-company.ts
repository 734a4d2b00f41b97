import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { entry, startServer, type ServerProcess } from '../helpers/server-process.ts';
import { inspect } from './office.ts';

const PASSWORD = 'a battery of horses';
const killAt = join(import.meta.dirname, '../process/kill-at.mjs');
const SECOND_TRY_MS = 50;
/** What a kill looks like from outside. */
const BROKEN_LINE = /fetch failed|terminated|other side closed|ECONNRESET/;

/** A server that is killed again and again, and clients that do not give up. */
export class Company {
  readonly data = mkdtempSync(join(tmpdir(), 'xinhang-kill-'));
  /** What was sent, by its key: the customer's id, null where nobody answered yet. */
  readonly sent = new Map<string, number | null>();
  /** Ms from the start of a process to its address. */
  readonly starts: number[] = [];
  /** How many were acknowledged, also those that a restore took back. */
  answered = 0;
  #server!: ServerProcess;
  #token = '';

  async start(env: Record<string, string> = {}): Promise<void> {
    const began = performance.now();
    const watched = 'XINHANG_TEST_KILL_AT' in env ? ['--import', killAt] : [];
    this.#server = await startServer(this.data, {
      argv: [...watched, entry, 'start'],
      env: { ...env, XINHANG_REQUESTS_PER_MINUTE: '0' },
    });
    this.starts.push(performance.now() - began);
  }

  async firstLogin(): Promise<void> {
    const { password } = this.#server;
    await this.logIn(password!);
    const { status } = await this.post('/auth/password', 'change-000', {
      current: password,
      next: PASSWORD,
    });
    if (status !== 200) throw new Error(`the first password could not be changed: ${status}`);
  }

  async logIn(password = PASSWORD): Promise<void> {
    const body = { login: 'admin', password };
    const answer = await this.post(
      '/auth/login',
      `login-${this.starts.length}-${Date.now()}`,
      body,
    );
    this.#token = ((await answer.json()) as { token: string }).token;
  }

  /**
   * Many clients register customers until the line breaks under each of them; answers what was
   * neither an answer of success nor a broken line. `expected` are refusals that may come; each
   * client rests for `restMs` between two commands.
   */
  async write(
    round: number,
    writers: number,
    { expected = [], restMs = 0 }: { expected?: readonly number[]; restMs?: number } = {},
  ): Promise<string[]> {
    const writer = async (who: number) => {
      if (restMs > 0) await pause((who * restMs) / writers);
      for (let n = 0; ; n += 1) {
        await this.register(`round-${round}-${who}-${n}`);
        if (restMs > 0) await pause(restMs);
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: writers }, (_, n) => writer(n)));
    const reasons = ends.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    const may = new RegExp(`: (${expected.join('|')}) \\{`);
    return reasons.filter(
      (text) => !BROKEN_LINE.test(text) && !(expected.length > 0 && may.test(text)),
    );
  }

  /** Until the server dies in the middle of it by itself. */
  async writeUntilKilled(round: number, writers: number): Promise<string[]> {
    const died = once(this.#server.child, 'exit');
    const odd = await this.write(round, writers);
    await died;
    return odd;
  }

  async register(key: string): Promise<void> {
    this.sent.set(key, this.sent.get(key) ?? null);
    const body = { name: nameOf(key), duplicateReason: 'test' };
    let answer = await this.post('/customers', key, body);
    // A server that has too much to do says that nothing was done.
    for (; answer.status === 503; answer = await this.post('/customers', key, body)) {
      const { code } = (await answer.json()) as { code?: string };
      if (code !== 'overloaded') throw new Error(`${key}: 503 {${code}}`);
      await pause(SECOND_TRY_MS);
    }
    const json = (await answer.json()) as { id: number };
    if (answer.status !== 201) throw new Error(`${key}: ${answer.status} ${JSON.stringify(json)}`);
    this.sent.set(key, json.id);
    this.answered += 1;
  }

  /** Whoever got no answer asks again with the same key. */
  async sendAgain(): Promise<number> {
    const open = [...this.sent].filter(([, id]) => id === null).map(([key]) => key);
    for (const key of open) await this.register(key);
    return open.length;
  }

  get acknowledged(): number[] {
    return [...this.sent.values()].filter((id) => id !== null);
  }

  look(database = findDataDirectory(this.data).database): string[] {
    const left = inspect(database);
    // A number that was given twice was lost in between.
    const seen = new Set<number>();
    const lost = this.acknowledged.filter((id) => {
      const twice = seen.has(id);
      seen.add(id);
      return twice || !left.customers.has(id);
    });
    return [
      ...(left.integrity === 'ok' ? [] : [left.integrity]),
      ...left.torn,
      ...(lost.length === 0 ? [] : [`lost customers ${lost.join(', ')}`]),
    ];
  }

  lookForDoubles(): string[] {
    const { customers } = inspect(findDataDirectory(this.data).database);
    const more = customers.size - this.sent.size;
    return more === 0 ? [] : [`${more} customers too many`];
  }

  async end(): Promise<void> {
    await this.#server?.end('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  async kill(): Promise<void> {
    await this.#server.end('SIGKILL');
  }

  async post(path: string, key: string, body: object): Promise<Response> {
    return await fetch(`${this.#server.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-xinhang-token': 'bearer',
        ...this.#authorization,
      },
      body: JSON.stringify(body),
    });
  }

  async get(path: string): Promise<{ status: number; json: unknown }> {
    const headers = this.#authorization;
    const answer = await fetch(`${this.#server.url}/api/v1${path}`, { headers });
    return { status: answer.status, json: await answer.json() };
  }

  get #authorization(): Record<string, string> {
    return this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` };
  }
}

const BEFORE_KEY = '客户 ';
const nameOf = (key: string) => BEFORE_KEY + key;
/** Under which key a customer was sent. */
export const keyOfName = (name: string) => name.slice(BEFORE_KEY.length);
