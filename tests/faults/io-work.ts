// Runs under the shim: one small day of the office for each fault that it is given on its standard
// input, and says what came of it on its standard output, both one JSON object a line.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  copyTemplate,
  followUp,
  inspect,
  openOffice,
  register,
  withoutCare,
  type Office,
} from './office.ts';
import { COUNT, faultKinds, ShimControl, type FaultKind } from './shim.ts';

export interface Fault {
  /** Which write or sync meets it, counted from the first command on; 0 for none. */
  at: number;
  kind: FaultKind;
  sticky: boolean;
}
export interface FaultOutcome {
  fault: Fault;
  writes: number;
  syncs: number;
  /** How often a call was refused. */
  fired: number;
  acknowledged: number;
  refused: Record<string, number>;
  found: string[];
}

const TRIES = 200;
const [place = '', template = '', token = '', control = '', careless = ''] = process.argv.slice(2);
const shim = new ShimControl(control);

class Day {
  readonly outcome: FaultOutcome;
  readonly #office: Office;
  readonly #acknowledged = { customer: new Set<number>(), followUp: new Set<number>() };
  readonly #again: (() => Promise<void>)[] = [];

  constructor(office: Office, fault: Fault) {
    this.#office = office;
    this.outcome = {
      fault,
      writes: 0,
      syncs: 0,
      fired: 0,
      acknowledged: 0,
      refused: {},
      found: [],
    };
  }

  async work(): Promise<void> {
    for (let n = 0; n < 3; n += 1) await this.#customer(`one-${n}`);
    // A checkpoint writes into the database, syncs both files and cuts the log off.
    await this.#office.db.storage!.shrinkLog().catch(() => false);
    await Promise.all(Array.from({ length: 4 }, (_, n) => this.#customer(`many-${n}`)));
    const { status } = await this.#office.send('GET', '/customers', token, '');
    if (status !== 200) this.#note(`a list was answered ${status} while the disk failed`);
  }

  /** Once the disk is well: everything that was refused is done, under its key, without a start. */
  async workAgain(): Promise<void> {
    for (let tries = 0; this.#office.db.storage!.stopped; tries += 1) {
      if (tries === TRIES) return this.#note('writes were not taken again');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const again of this.#again.splice(0)) await again();
    if (this.#again.length > 0) this.#note('a write was refused although the disk is well');
  }

  look(): void {
    const left = inspect(this.#office.paths.database);
    if (left.integrity !== 'ok') this.#note(left.integrity);
    for (const words of left.torn) this.#note(words);
    const { customer, followUp: followed } = this.#acknowledged;
    const lost = [
      ...[...customer].filter((id) => !left.customers.has(id)).map((id) => `customer ${id}`),
      ...[...followed].filter((id) => !left.followUps.has(id)).map((id) => `follow-up ${id}`),
    ];
    if (lost.length > 0) this.#note(`lost ${lost.join(', ')}`);
    const twice = left.customers.size - customer.size + left.followUps.size - followed.size;
    if (twice > 0) this.#note(`${twice} rows that nobody asked for, or were asked for once`);
    this.outcome.acknowledged = customer.size + followed.size;
  }

  #note(words: string): void {
    this.outcome.found.push(words);
  }

  async #customer(key: string): Promise<void> {
    const made = await register(this.#office, token, `customer-${key}`);
    if (made.status !== 201) return this.#refused(made, () => this.#customer(key));
    const known = this.#acknowledged.customer;
    if (known.has(made.json.id)) this.#note(`lost customer ${made.json.id}: its number came again`);
    known.add(made.json.id);
    await this.#followUp(key, made.json.id);
  }

  async #followUp(key: string, customerId: number): Promise<void> {
    const logged = await followUp(this.#office, token, `follow-${key}`, customerId);
    if (logged.status !== 201) {
      return this.#refused(logged, () => this.#followUp(key, customerId));
    }
    this.#acknowledged.followUp.add(logged.json.id);
  }

  #refused(
    { status, json }: { status: number; json: { code?: string } },
    again: () => Promise<void>,
  ): void {
    const code = `${status} ${json.code}`;
    this.outcome.refused[code] = (this.outcome.refused[code] ?? 0) + 1;
    if (status !== 503 && status !== 507) this.#note(`answered ${code}`);
    this.#again.push(again);
  }
}

async function one(fault: Fault): Promise<FaultOutcome> {
  const directory = mkdtempSync(join(place, 'day-'));
  copyTemplate(template, directory);
  const office = await openOffice(directory, { wrap: careless ? withoutCare : undefined });
  const day = new Day(office, fault);
  const kind = faultKinds[fault.kind];
  shim.rest();
  shim.set({ at: fault.at, kind, sticky: Number(fault.sticky), mode: COUNT });
  await day.work();
  day.outcome.writes = shim.get('writes');
  day.outcome.syncs = shim.get('syncs');
  day.outcome.fired = shim.get('fired');
  shim.rest();
  await day.workAgain();
  await office.close();
  day.look();
  rmSync(directory, { recursive: true });
  return day.outcome;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await one(JSON.parse(line) as Fault))}\n`);
}
