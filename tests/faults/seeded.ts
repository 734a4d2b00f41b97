import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteBeside } from '@xinhang/db/sqlite/open.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { databaseChecks } from '@xinhang/server/ops/doctor/checks.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { copyTemplate, makeTemplate, NOW } from './office.ts';
import { fastPlace } from './place.ts';
import { random } from './random.ts';
import type { Command } from './seeded-day.ts';
import type { Life, Said } from './seeded-work.ts';
import { makeShim, shimEnvironment, type FaultKind } from './shim.ts';

export interface SeededReport {
  seeds: number;
  kills: number;
  /** Refusals of the disk that a call met. */
  refusals: number;
  acknowledged: number;
  found: string[];
}

interface Place {
  work: string;
  template: string;
  token: string;
  shim: { library: string; control: string };
}

/** What a command about one customer answers of it. */
interface Answered {
  id: number;
  version?: number;
  stage?: string;
}

const LIVES = 3;
const COMMANDS = 24;
const killAt = join(import.meta.dirname, '../process/kill-at.mjs');
const diskFaults: FaultKind[] = ['no space', 'I/O error', 'short write', 'failed sync'];

/** One company of a seed: it lives several times, and each time something happens to it. */
class SeededCompany {
  readonly found: string[] = [];
  kills = 0;
  refusals = 0;
  readonly #place: Place;
  readonly #seed: number;
  readonly #careless: boolean;
  readonly #directory: string;
  readonly #open = new Map<string, Command>();
  /** Statuses by key. */
  readonly #answers = new Map<string, number>();
  /** The newest that anybody was told of each customer. */
  readonly #told = new Map<number, Answered>();

  constructor(place: Place, seed: number, careless: boolean) {
    this.#place = place;
    this.#seed = seed;
    this.#careless = careless;
    this.#directory = mkdtempSync(join(place.work, 'days', `seed-${seed}-`));
    copyTemplate(place.template, this.#directory);
  }

  get acknowledged(): number {
    return [...this.#answers.values()].filter((status) => status < 300).length;
  }

  async run(): Promise<void> {
    const draw = random(this.#seed * 7919 + 17);
    let first = 1;
    for (let life = 0; life < LIVES; life += 1) {
      const killed = !this.#careless && draw() < 0.5;
      const at = Math.floor(draw() * (killed ? 300 : 120)) + 1;
      const kind = diskFaults[Math.floor(draw() * diskFaults.length)]!;
      const fault = killed ? null : { kind, at, sticky: draw() < 0.5 };
      first = await this.#live({ first, count: COMMANDS, fault }, killed ? 20 + at : null);
      await this.#look(`life ${life + 1}`);
    }
    // Whoever never got an answer asks once more.
    await this.#live({ first, count: 0, fault: null }, null);
    for (const key of this.#open.keys()) this.#note(`${key} was never answered`);
    await this.#look('the end');
    rmSync(this.#directory, { recursive: true });
  }

  #note(words: string): void {
    this.found.push(`seed ${this.#seed}: ${words}`);
  }

  /** Answers the number of the next command. */
  async #live(
    { first, count, fault }: Pick<Life, 'first' | 'count' | 'fault'>,
    killAtWrite: number | null,
  ): Promise<number> {
    const again = [...this.#open.values()];
    const careless = this.#careless;
    const life: Life = { seed: this.#seed, first, count, again, fault, careless };
    const watched = killAtWrite === null ? [] : ['--import', killAt];
    const { token, shim } = this.#place;
    const script = join(import.meta.dirname, 'seeded-work.ts');
    const argv = [...watched, script, this.#directory, token, shim.control, JSON.stringify(life)];
    const child = spawn(process.execPath, argv, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...shimEnvironment(shim, this.#directory),
        ...(killAtWrite !== null && { XINHANG_TEST_KILL_AT: String(killAtWrite) }),
      },
    });
    const gone = new Promise<NodeJS.Signals | number | null>((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
    });
    let next = first;
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as Said;
      if (said.is === 'sent') next = said.n + 1;
      this.#hear(said);
    }
    const end = await gone;
    if (end === 'SIGKILL' && killAtWrite !== null) this.kills += 1;
    else if (end !== 0) this.#note(`the server ended with ${end}`);
    return next;
  }

  #hear(said: Said): void {
    if (said.is === 'sent') this.#open.set(said.command.key, said.command);
    else if (said.is === 'found') this.#note(said.words);
    else if (said.is === 'fired') this.refusals += said.count;
    else if (said.is === 'answered') {
      const body = said.body as Answered;
      this.#open.delete(said.key);
      this.#answers.set(said.key, said.status);
      const ofCustomer = said.status < 300 && body.stage !== undefined && body.version;
      if (ofCustomer) this.#told.set(body.id, body);
    }
  }

  /** Everything that was acknowledged is there, and the doctor finds nothing wrong. */
  async #look(when: string): Promise<void> {
    const paths = openDataDirectory(this.#directory);
    const db = await openSqliteBeside(paths.database);
    try {
      const examined = { db: db.read, paths, now: NOW, elapsed: () => 0 };
      for (const { check, problems, findings } of await examine(examined, databaseChecks)) {
        if (problems > 0) this.#note(`${when}: ${check}: ${JSON.stringify(findings)}`);
      }
      const stored = await db.read.selectFrom('idempotency_key').select('key').execute();
      const keys = new Set(stored.map((row) => row.key));
      for (const [key, status] of this.#answers) {
        if (status < 300 && !keys.has(key)) this.#note(`${when}: lost ${key}`);
      }
      const rows = await db.read.selectFrom('customer').selectAll().execute();
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const [id, told] of this.#told) {
        const row = byId.get(id);
        if (!row || row.version < told.version!) this.#note(`${when}: lost customer ${id}`);
        else if (row.version === told.version && row.stage !== told.stage)
          this.#note(
            `${when}: customer ${id} is at ${row.stage} and was told to be at ${told.stage}`,
          );
      }
    } finally {
      await db.close();
    }
  }
}

/**
 * Lets one company after another live by its seed: commands of people in an order that the seed
 * draws, a clock and random numbers that it gives, deaths and refusals of the disk where it says.
 */
export async function seeded({
  seeds,
  careless = false,
}: {
  seeds: readonly number[];
  careless?: boolean;
}): Promise<SeededReport> {
  const work = mkdtempSync(join(fastPlace(), 'xinhang-seeded-'));
  try {
    const template = join(work, 'template');
    const token = await makeTemplate(template, ['wang', 'zhao']);
    mkdirSync(join(work, 'days'));
    const place = { work, template, token, shim: makeShim(work) };
    const report: SeededReport = {
      seeds: seeds.length,
      kills: 0,
      refusals: 0,
      acknowledged: 0,
      found: [],
    };
    for (const seed of seeds) {
      const company = new SeededCompany(place, seed, careless);
      await company.run();
      report.kills += company.kills;
      report.refusals += company.refusals;
      report.acknowledged += company.acknowledged;
      report.found.push(...company.found);
    }
    return report;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
