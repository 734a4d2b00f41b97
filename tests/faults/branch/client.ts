// What people at a branch do, with the typed client of the screens: look at the list, save while
// their line breaks, and go on. Its order comes as JSON; `cut MS` on standard output asks whoever
// runs it to break the line itself, and the last line is what came of it.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError, createClient, type FetchInit } from '@xinhang/shared/contract/client.ts';
import { random } from '../random.ts';

export interface ClientOrder {
  base: string;
  ca: string;
  /** PKCS#12 in base64. */
  pfx: string;
  passphrase: string;
  login: string;
  /** That the company gave; replaced by the other at the first login. */
  firstPassword: string;
  password: string;
  rttMs: number;
  writers: number;
  /** Connections that are cut while something is being saved. */
  cuts: number;
  /** Makes a new key for each try: the guard that the control takes away. */
  careless: boolean;
  /** How long the line itself is dead, once; 0 for not at all. */
  deadMs: number;
  seed: number;
}

export interface ClientReport {
  /** Ms until the list and what its page asks beside is there. */
  list: { first: number; p50: number; max: number };
  /** Texts that were answered as saved. */
  saved: string[];
  cuts: number;
  /** Ms from a cut until the answer. */
  resumed: { p50: number; max: number };
  /** Ms from the end of the dead line until the answer; null where it was not tried. */
  afterDead: number | null;
}

const order = JSON.parse(process.argv[2]!) as ClientOrder;
const tls: AgentOptions = {
  ca: order.ca,
  pfx: Buffer.from(order.pfx, 'base64'),
  passphrase: order.passphrase,
  keepAlive: true,
  maxSockets: 6,
};

/** A client with connections of its own, as one computer has them, and a way to cut them. */
class Computer {
  readonly #agent = new Agent(tls);
  #current: ClientRequest | null = null;

  client(headers: Record<string, string>) {
    const fetch = async (url: string, init: FetchInit) => {
      const call = request(url, { agent: this.#agent, method: init.method, headers: init.headers });
      this.#current = call;
      const answered = once(call, 'response');
      call.end(init.body);
      const [answer] = (await answered) as [IncomingMessage];
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk as string;
      this.#current = null;
      const status = answer.statusCode ?? 0;
      return { ok: status < 300, status, text: () => Promise.resolve(text) };
    };
    const { base: baseUrl } = order;
    return createClient({ fetch, clientVersion: 'branch', uuid: randomUUID, baseUrl, headers });
  }

  /** Cuts the connection of what is under way; false where nothing is. */
  cut(): boolean {
    const socket = this.#current?.socket;
    socket?.destroy();
    return socket !== undefined && socket !== null;
  }

  close(): void {
    this.#agent.destroy();
  }
}

const sorted = (figures: readonly number[]) => figures.toSorted((a, b) => a - b);
const summary = (figures: readonly number[]) => ({
  p50: Math.round(sorted(figures)[Math.floor(figures.length / 2)] ?? 0),
  max: Math.round(Math.max(0, ...figures)),
});
async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const desk = new Computer();
const stranger = desk.client({ 'x-xinhang-token': 'bearer' });
const enter = (password: string) =>
  stranger.call(api.auth.login, { body: { login: order.login, password } });
const { me, token } = await enter(order.password).catch(() => enter(order.firstPassword));
const headers = { authorization: `Bearer ${token}` };
const client = desk.client(headers);
if (me.mustChangePassword) {
  const body = { current: order.firstPassword, next: order.password };
  await client.call(api.auth.changePassword, { body });
}

/** What the page of the customers asks when it is opened. */
const openList = () =>
  Promise.all([
    client.call(api.customers.list, { query: { count: true } }),
    client.call(api.settings.listSavedViews, { query: { page: 'customers' } }),
    client.call(api.auth.getPreference, { params: { key: 'columns.customers' } }),
  ]);
const first = await msOf(openList);
const again: number[] = [];
for (let turn = 0; turn < 10; turn += 1) again.push(await msOf(openList));
const { rows } = await client.call(api.customers.list);
const customerId = rows[0]!.id;

const saved: string[] = [];
const resumed: number[] = [];
let cuts = 0;

/** One person who saves, whose connection breaks, and whose screen tries again by itself. */
async function write(writer: number): Promise<void> {
  const chance = random(order.seed + writer);
  const computer = new Computer();
  const own = computer.client(headers);
  for (let turn = 0; cuts < order.cuts; turn += 1) {
    const content = `断线${order.seed}-${writer}-${turn}`;
    const key = randomUUID();
    let brokenAt: number | null = null;
    const breaking = pause(chance() * order.rttMs * 1.6).then(() => {
      if (cuts >= order.cuts || !computer.cut()) return;
      cuts += 1;
      brokenAt = performance.now();
    });
    // As `useCommand` of the screens does it: the same key, each wait twice as long.
    for (let failures = 0; ; failures += 1) {
      try {
        const idempotencyKey = order.careless && failures > 0 ? randomUUID() : key;
        const body = { customerId, content };
        await own.call(api.activities.create, { body, idempotencyKey });
        break;
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        await pause(Math.min(5000, 500 * 2 ** failures));
      }
    }
    await breaking;
    saved.push(content);
    if (brokenAt !== null) resumed.push(performance.now() - brokenAt);
  }
  computer.close();
}
await Promise.all(Array.from({ length: order.writers }, (_one, at) => write(at)));

let afterDead: number | null = null;
if (order.deadMs > 0) {
  process.stdout.write(`cut ${order.deadMs}\n`);
  // So that the line is dead before something is asked of it.
  await pause(200);
  afterDead = Math.round((await msOf(openList)) + 200 - order.deadMs);
}
const report: ClientReport = {
  list: { first: Math.round(first), ...summary(again) },
  saved,
  cuts,
  resumed: summary(resumed),
  afterDead,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
desk.close();
