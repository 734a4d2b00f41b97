// One life of a server that is worked on by a seed (R2): what to do comes as JSON on the command
// line, and what was sent and answered goes out, one JSON object a line. It may die in between.
import { writeSync } from 'node:fs';
import { NOW, openOffice, withoutCare, type Office } from './office.ts';
import { random } from './random.ts';
import { SeededDay, type Command } from './seeded-day.ts';
import { COUNT, faultKinds, ShimControl, type FaultKind } from './shim.ts';

export interface Life {
  seed: number;
  /** The first command of this life, and how many. */
  first: number;
  count: number;
  /** Commands that nobody knows about: sent again before anything else. */
  again: Command[];
  /** A refusal of the disk, counted from the first command on; it is well again for the second half. */
  fault: { kind: FaultKind; at: number; sticky: boolean } | null;
  /** The negative control. */
  careless: boolean;
}
export type Said =
  | { is: 'sent'; n: number; command: Command }
  | { is: 'answered'; key: string; status: number; body: unknown }
  | { is: 'found'; words: string }
  | { is: 'fired'; count: number };

const MINUTE = 60_000;
const TRIES = 500;
const [directory = '', token = '', control = '', text = ''] = process.argv.slice(2);
const life = JSON.parse(text) as Life;
const shim = control ? new ShimControl(control) : null;
const clock = { now: NOW + life.first * MINUTE };
const draw = random(life.seed * 31 + life.first);

/** At once, so that what was said is heard whatever happens to the process. */
function say(words: Said): void {
  writeSync(1, `${JSON.stringify(words)}\n`);
}

/** Answers whether the server took it: refused for the disk is to be sent again. */
async function send(office: Office, command: Command): Promise<boolean> {
  const { method, path, key, body } = command;
  const { status, json } = await office.send(method, path, token, key, body);
  if (status === 503 || status === 507) return false;
  if (status >= 500) say({ is: 'found', words: `${key} was answered ${status} ${json.code}` });
  say({ is: 'answered', key, status, body: json });
  return true;
}

async function untilWell(office: Office): Promise<void> {
  shim?.rest();
  for (let tries = 0; office.db.storage!.stopped; tries += 1) {
    if (tries === TRIES) return say({ is: 'found', words: 'writes were not taken again' });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function sendAll(office: Office, commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    if (await send(office, command)) continue;
    say({ is: 'found', words: `${command.key} was refused although the disk is well` });
  }
}

async function live(): Promise<void> {
  const office = await openOffice(directory, {
    wrap: life.careless ? withoutCare : undefined,
    now: () => clock.now,
    random: (bytes) => Buffer.from(Array.from({ length: bytes }, () => Math.floor(draw() * 256))),
  });
  await office.app.ready();
  // What a job had not finished goes on, or says that it broke off.
  await office.app.jobs.idle();
  await sendAll(office, life.again);
  shim?.rest();
  if (life.fault) {
    const { kind, at, sticky } = life.fault;
    shim?.set({ at, kind: faultKinds[kind], sticky: Number(sticky), mode: COUNT });
  }
  const day = new SeededDay(office, life.seed);
  const waiting: Command[] = [];
  const half = life.first + Math.floor(life.count / 2);
  for (let n = life.first; n < life.first + life.count; n += 1) {
    if (n === half) {
      if (shim && life.fault) say({ is: 'fired', count: shim.get('fired') });
      await untilWell(office);
      await sendAll(office, waiting.splice(0));
    }
    clock.now = NOW + n * MINUTE;
    const well = life.fault === null || n >= half;
    const command = await day.next(n, { jobs: well });
    say({ is: 'sent', n, command });
    if (!(await send(office, command))) waiting.push(command);
    // One thing after the other, so that the seed draws the same again.
    if (well) await office.app.jobs.idle();
  }
  await office.app.sealer.seal();
  await office.close();
}

await live();
