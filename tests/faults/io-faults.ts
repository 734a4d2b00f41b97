import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Fault, FaultOutcome } from './io-work.ts';
import { makeTemplate } from './office.ts';
import { fastPlace } from './place.ts';
import { random } from './random.ts';
import { faultKinds, makeShim, shimEnvironment, type FaultKind } from './shim.ts';

export interface SweepReport {
  /** What the day makes of them where nothing fails. */
  writes: number;
  syncs: number;
  faults: number;
  /** Faults that no call met: syncs are shared, so that their number differs from day to day. */
  unmet: number;
  acknowledged: number;
  refused: Record<string, number>;
  found: string[];
}

export interface SweepOptions {
  /** As many as this, drawn from the seed; infinite for every one there is. */
  faults: number;
  seed: number;
  /** The part of so many that this run takes, from 0. */
  part?: { at: number; of: number };
  careless?: boolean;
}

const refusals = (Object.keys(faultKinds) as FaultKind[]).filter((kind) => kind !== 'failed sync');
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const once = [false, true] as const;

/** Each sync that fails, and each write in each way, once and for good; or as many as asked for. */
function faultsAmong(well: FaultOutcome, most: number, seed: number): Fault[] {
  const draw = random(seed);
  const shuffled = (faults: Fault[]) =>
    faults
      .map((fault) => ({ fault, by: draw() }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ fault }) => fault);
  const syncs = upTo(well.syncs).flatMap((at) =>
    once.map((sticky): Fault => ({ at, kind: 'failed sync', sticky })),
  );
  const writes = upTo(well.writes).flatMap((at) =>
    refusals.flatMap((kind) => once.map((sticky): Fault => ({ at, kind, sticky }))),
  );
  return [...shuffled(syncs).slice(0, most / 4), ...shuffled(writes)].slice(0, most);
}

/**
 * Lets a day of the office meet one refusal of the disk after another, and looks each time whether
 * what was acknowledged is there, whole and once.
 */
export async function ioFaults(options: SweepOptions): Promise<SweepReport> {
  const work = mkdtempSync(join(fastPlace(), 'xinhang-io-'));
  try {
    const template = join(work, 'template');
    const token = await makeTemplate(template);
    const shim = makeShim(work);
    const days = join(work, 'days');
    mkdirSync(days);
    const argv = [days, template, token, shim.control, ...(options.careless ? ['careless'] : [])];
    const child = spawn(process.execPath, [join(import.meta.dirname, 'io-work.ts'), ...argv], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...shimEnvironment(shim, days) },
    });
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ended = gone.then((code): never => {
      throw new Error(`the work ended with ${code}`);
    });
    ended.catch(() => undefined);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const meet = async (fault: Fault): Promise<FaultOutcome> => {
      child.stdin.write(`${JSON.stringify(fault)}\n`);
      const { value } = await Promise.race([answers.next(), ended]);
      return JSON.parse(String(value)) as FaultOutcome;
    };
    try {
      return await sweep(meet, options);
    } finally {
      child.kill();
      await gone;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function sweep(
  meet: (fault: Fault) => Promise<FaultOutcome>,
  { faults, seed, part = { at: 0, of: 1 } }: SweepOptions,
): Promise<SweepReport> {
  const well = await meet({ at: 0, kind: 'I/O error', sticky: false });
  const report: SweepReport = {
    writes: well.writes,
    syncs: well.syncs,
    faults: 0,
    unmet: 0,
    acknowledged: 0,
    refused: {},
    found: well.found.map((words) => `without a fault: ${words}`),
  };
  for (const [n, fault] of faultsAmong(well, faults, seed).entries()) {
    if (n % part.of !== part.at) continue;
    const outcome = await meet(fault);
    report.faults += 1;
    report.unmet += outcome.fired === 0 ? 1 : 0;
    report.acknowledged += outcome.acknowledged;
    for (const [code, count] of Object.entries(outcome.refused)) {
      report.refused[code] = (report.refused[code] ?? 0) + count;
    }
    const where = `seed ${seed}, ${fault.kind}${fault.sticky ? ' from' : ' at'} call ${fault.at}`;
    report.found.push(...outcome.found.map((words) => `${where}: ${words}`));
  }
  return report;
}
