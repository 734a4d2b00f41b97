import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { Disk, losses } from './crash-states.ts';
import { copyTemplate, inspect, makeTemplate } from './office.ts';
import { fastPlace } from './place.ts';
import { random } from './random.ts';
import { readRecord } from './record.ts';
import { makeShim, shimEnvironment } from './shim.ts';

export interface PowerLossReport {
  states: number;
  judged: number;
  /** Acknowledged commands of the whole record. */
  acknowledged: number;
  /** States in which an acknowledged command is missing, and in which the file is not sound. */
  lost: number;
  corrupt: number;
  torn: number;
  /** The first findings, in words. */
  found: string[];
}

/** Batches of one, five and twenty commands at once, drawn anew for each seed. */
function drawBatches(draw: () => number, commands: number): number[] {
  const batches: number[] = [];
  for (let sum = 0; sum < commands; sum += batches.at(-1)!) {
    batches.push([1, 5, 20][Math.floor(draw() * 3)]!);
  }
  return batches;
}

/**
 * Records what the server does to its disk during real commands, cuts the power at moments of that
 * record, lets the disk lose what it may lose, and looks at what a start would find.
 */
export async function powerLoss(options: {
  states: number;
  seed: number;
  commands?: number;
  /** Answers before the sync, as SQLite does by default: must lose what it acknowledged. */
  unsafe?: boolean;
}): Promise<PowerLossReport> {
  const work = mkdtempSync(join(tmpdir(), 'xinhang-power-'));
  const place = mkdtempSync(join(fastPlace(), 'xinhang-states-'));
  try {
    return await run(work, place, options);
  } finally {
    rmSync(work, { recursive: true });
    rmSync(place, { recursive: true });
  }
}

async function run(
  work: string,
  place: string,
  { states, seed, commands = 150, unsafe = false }: Parameters<typeof powerLoss>[0],
): Promise<PowerLossReport> {
  const draw = random(seed);
  const template = join(work, 'template');
  const token = await makeTemplate(template);
  const live = join(work, 'live');
  copyTemplate(template, live);
  const shim = makeShim(work);
  const argv = [live, token, drawBatches(draw, commands).join(','), shim.control];
  if (unsafe) argv.push('unsafe');
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'power-work.ts'), ...argv], {
    encoding: 'utf8',
    env: { ...process.env, ...shimEnvironment(shim, live) },
  });
  if (done.status !== 0) throw new Error(`seed ${seed}: the work ended: ${done.stderr}`);

  const ops = readRecord(`${shim.control}.record`);
  const database = findDataDirectory(live).database;
  const log = `${database}-wal`;
  const before = new Map([
    [database, findDataDirectory(template).database],
    [log, `${template}/no-log-yet`],
  ]);
  const moments = Array.from({ length: states }, (_, n) => ({
    at: Math.floor(draw() * (ops.length + 1)),
    loss: losses[n % losses.length]!,
  })).toSorted((a, b) => a.at - b.at);
  const disk = new Disk(ops, before);
  const report = {
    states,
    judged: 0,
    acknowledged: 0,
    lost: 0,
    corrupt: 0,
    torn: 0,
    found: [] as string[],
  };
  const state = join(place, 'state');
  mkdirSync(state);
  const copy = join(state, 'xinhang.db');
  for (const { at, loss } of moments) {
    disk.walkTo(at);
    const files = disk.cut(loss, draw);
    rmSync(`${copy}-shm`, { force: true });
    writeFileSync(copy, files.get(database)!);
    writeFileSync(`${copy}-wal`, files.get(log)!);
    judge(
      report,
      `seed ${seed}, moment ${at} of ${ops.length}, lost ${loss}`,
      copy,
      disk.acknowledged,
    );
  }
  disk.walkTo(ops.length);
  report.acknowledged = disk.acknowledged.length;
  return report;
}

function judge(
  report: PowerLossReport,
  where: string,
  copy: string,
  acknowledged: readonly string[],
): void {
  const note = (words: string) => {
    if (report.found.length < 10) report.found.push(`${where}: ${words}`);
  };
  report.judged += 1;
  let left: ReturnType<typeof inspect>;
  try {
    left = inspect(copy, { copyLog: report.judged % 8 === 0 });
  } catch (error) {
    report.corrupt += 1;
    return note(String(error));
  }
  if (left.integrity !== 'ok') {
    report.corrupt += 1;
    note(left.integrity);
  }
  if (left.torn.length > 0) {
    report.torn += 1;
    note(left.torn.join(', '));
  }
  const missing = acknowledged.filter((one) => {
    const ids = one.startsWith('c') ? left.customers : left.followUps;
    return !ids.has(Number(one.slice(1)));
  });
  if (missing.length > 0) {
    report.lost += 1;
    note(`lost ${missing.join(' ')}`);
  }
}
