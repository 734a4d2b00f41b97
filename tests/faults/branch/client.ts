// What people at a branch do, with the typed client of the screens: look at the list, save while
// their line breaks, and go on. Its order comes as JSON; `cut MS` on standard output asks whoever
// runs it to break the line itself, and the last line is what came of it.
import { randomUUID } from 'node:crypto';
import type { AgentOptions } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { ConnectionError } from '@xinhang/shared/contract/client.ts';
import { random } from '../random.ts';
import { Computer, Page } from './page.ts';

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
  /** How long the line itself is dead, one time after the other. */
  deadMs: readonly number[];
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
  /** Ms from the end of a dead line until the list is there and the page hears of changes. */
  afterDead: { deadMs: number; ms: number }[];
}

const order = JSON.parse(process.argv[2]!) as ClientOrder;
const tls: AgentOptions = {
  ca: order.ca,
  pfx: Buffer.from(order.pfx, 'base64'),
  passphrase: order.passphrase,
  keepAlive: true,
  maxSockets: 6,
};

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

const desk = new Computer(order.base, tls);
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
  const computer = new Computer(order.base, tls);
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
        await pause(Math.min(2000, 500 * 2 ** failures));
      }
    }
    await breaking;
    saved.push(content);
    if (brokenAt !== null) resumed.push(performance.now() - brokenAt);
  }
  computer.close();
}
await Promise.all(Array.from({ length: order.writers }, (_one, at) => write(at)));

const events = order.base + pathOf(api.system.events);
const who = (signal: AbortSignal) =>
  client.call(api.auth.me, { signal }).then(
    () => true,
    () => false,
  );
const page = new Page(desk, events, headers, who);
const afterDead: ClientReport['afterDead'] = [];
if (order.deadMs.length > 0) {
  page.open();
  await page.alive();
}
for (const deadMs of order.deadMs) {
  // What the time before left behind is over.
  await page.alive();
  process.stdout.write(`cut ${deadMs}\n`);
  // So that the line is dead before something is asked of it.
  await pause(200);
  const over = pause(deadMs - 200).then(() => performance.now());
  const lives = over.then(() => page.alive());
  await Promise.all([page.read(openList), lives]);
  afterDead.push({ deadMs, ms: Math.round(performance.now() - (await over)) });
}
page.close();
const report: ClientReport = {
  list: { first: Math.round(first), ...summary(again) },
  saved,
  cuts,
  resumed: summary(resumed),
  afterDead,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
desk.close();
