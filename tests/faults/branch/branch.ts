import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import BetterSqlite from 'better-sqlite3';
import { startServer, xinhang, type ServerProcess } from '../../helpers/server-process.ts';
import type { ClientOrder, ClientReport } from './client.ts';
import type { LineOptions } from './line.ts';
import {
  LINE_AT_BRANCH,
  loadTunnel,
  noTunnel,
  OFFICE_INSIDE,
  OFFICE_OUTSIDE,
  on,
  setUpMachines,
  tearDownMachines,
  TUNNEL_PORT,
} from './place.ts';

/** The lines of R14 (reliability goals): there and back, and what is lost each way. */
export const lines = [
  { name: '80 ms, 1 %', rttMs: 80, loss: 0.01 },
  { name: '160 ms, 3 %', rttMs: 160, loss: 0.03 },
] as const;
const BITS_PER_SECOND = 2_000_000;
const CUSTOMERS = 3000;
const PASSWORD = 'a password of the branch';
/** Two people save side by side on each of so many computers. */
const WRITERS = 10;
const CONTROL_CUTS = 20;

export interface LineReport extends ClientReport {
  name: string;
}

export interface BranchReport {
  /** Why it was a plain relay; null where it was a tunnel. */
  withoutTunnel: string | null;
  lines: LineReport[];
  /** Answered as saved and not there afterwards. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** The same with a new key for each try. */
  control: { cuts: number; doubled: number };
}

function told<T>(data: string, ...argv: string[]): T {
  const { status, stdout, stderr } = xinhang(data, ...argv, '--json');
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

interface Office {
  readonly data: string;
  readonly p12: { file: string; password: string };
  readonly firstPassword: string;
  readonly branchFile: string;
}

/** A company with customers, an owner, a device and a branch, by the commands that IT has. */
function found(root: string): Office {
  const data = join(root, 'data');
  told(data, 'init', '--company', '分公司线路');
  const boss = ['user', 'create', 'boss', '--name', '老板', '--role', 'owner'];
  const { password: firstPassword } = told<{ password: string }>(data, ...boss);
  const list = join(root, 'customers.txt');
  const names = Array.from({ length: CUSTOMERS }, (_one, at) => `线路${at}号有限公司`);
  writeFileSync(list, names.join('\n'));
  told(data, 'import', 'customers', list, '--owner', 'boss');
  const branchFile = join(root, 'branch1.conf');
  const endpoint = `${LINE_AT_BRANCH}:${TUNNEL_PORT}`;
  // With --json a command writes no file: what would stand in it is in the answer.
  type Made<T> = { made: T };
  const branch = ['branch', 'add', '广州', branchFile, '--endpoint', endpoint];
  const { config } = told<Made<{ config: string }>>(data, ...branch).made;
  writeFileSync(branchFile, config, { mode: 0o600 });
  const device = ['device', 'file', '分公司电脑', join(root, 'branch.p12')];
  const { made: p12 } = told<Made<Office['p12']>>(data, ...device);
  return { data, p12, firstPassword, branchFile };
}

/** Starts a line and answers with its port once it is up. */
async function startLine(
  options: LineOptions,
  under: readonly string[],
): Promise<{ line: ChildProcess; port: number }> {
  const [program, ...before] = [...under, process.execPath];
  const file = join(import.meta.dirname, 'line.ts');
  const child = spawn(program, [...before, file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return await new Promise((resolve, reject) => {
    child.stdout.once('data', (said: Buffer) =>
      resolve({ line: child, port: Number(said.toString()) }),
    );
    child.once('exit', (code) => reject(new Error(`the line ended with ${code}`)));
  });
}

/** Runs the people at the branch, and breaks the line where they ask for it. */
async function work(
  order: ClientOrder,
  line: ChildProcess,
  under: readonly string[],
): Promise<ClientReport> {
  const [program, ...before] = [...under, process.execPath];
  const file = join(import.meta.dirname, 'client.ts');
  const child = spawn(program, [...before, file, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const text of createInterface({ input: child.stdout })) {
    if (text.startsWith('cut ')) line.stdin!.write(`${text}\n`);
    else last = text;
  }
  if (last === '') throw new Error('the people at the branch did not get to the end');
  return JSON.parse(last) as ClientReport;
}

/** How often each text stands in the database. */
function counted(data: string): Map<string, number> {
  const db = new BetterSqlite(findDataDirectory(data).database, { readonly: true });
  try {
    const query = `SELECT content, count(*) AS n FROM follow_up GROUP BY content`;
    return new Map(
      (db.prepare(query).all() as { content: string; n: number }[]).map((row) => [
        row.content,
        row.n,
      ]),
    );
  } finally {
    db.close();
  }
}

interface Outside extends Office {
  readonly ca: string;
  /** Of the server's encrypted door. */
  readonly port: number;
  readonly seed: number;
  readonly cuts: number;
  readonly deadMs: readonly number[];
}

/** Puts one line between the two and lets the people at the branch work. */
async function onLine(
  office: Outside,
  { rttMs, loss }: (typeof lines)[number],
  { careless }: { careless: boolean },
): Promise<ClientReport> {
  const tunnel = noTunnel === null;
  const options: LineOptions = {
    ...(tunnel
      ? {
          kind: 'udp',
          at: { host: LINE_AT_BRANCH, port: TUNNEL_PORT },
          to: { host: OFFICE_OUTSIDE, port: TUNNEL_PORT },
        }
      : {
          kind: 'tcp',
          at: { host: '127.0.0.1', port: 0 },
          to: { host: '127.0.0.1', port: office.port },
        }),
    delayMs: rttMs / 2,
    loss,
    bitsPerSecond: BITS_PER_SECOND,
    seed: office.seed,
  };
  const { line, port } = await startLine(options, tunnel ? on('line') : []);
  try {
    const base = tunnel ? `https://${OFFICE_INSIDE}:${office.port}` : `https://127.0.0.1:${port}`;
    const order: ClientOrder = {
      base,
      ca: office.ca,
      pfx: office.p12.file,
      passphrase: office.p12.password,
      login: 'boss',
      firstPassword: office.firstPassword,
      password: PASSWORD,
      rttMs,
      writers: WRITERS,
      cuts: office.cuts,
      careless,
      deadMs: careless ? [] : office.deadMs,
      // Each run saves texts of its own.
      seed: office.seed + rttMs + Number(careless),
    };
    return await work(order, line, tunnel ? on('branch') : []);
  } finally {
    line.kill('SIGKILL');
  }
}

export interface BranchOptions {
  /** Connections cut while something is being saved, on both lines together. */
  cuts: number;
  /** How long each line is dead, one time after the other. */
  deadMs: readonly number[];
  seed: number;
}

/**
 * R14: a branch on a bad line. A real server in one network namespace, the client of the screens in
 * another, WireGuard between them with the configurations that the product wrote, and a relay for
 * delay, loss and width. Where that is not permitted, the same relay in front of the bare server.
 */
export async function branchOnBadLine({
  cuts,
  deadMs,
  seed,
}: BranchOptions): Promise<BranchReport> {
  const root = mkdtempSync(join(tmpdir(), 'xinhang-branch-'));
  const tunnel = noTunnel === null;
  let server: ServerProcess | undefined;
  try {
    const office = found(root);
    if (tunnel) {
      setUpMachines();
      loadTunnel('office', join(office.data, 'keys/xinhang.conf'));
      loadTunnel('branch', office.branchFile);
    }
    const host = tunnel ? OFFICE_INSIDE : '127.0.0.1';
    server = await startServer(office.data, {
      args: ['--tls-host', host, '--tls-port', '0'],
      under: tunnel ? on('office') : [],
    });
    const [address = ''] = /https:\S+/.exec(server.said()) ?? [];
    const { certificate } = readAuthority(findDataDirectory(office.data))!;
    const ca = certificate.toString();
    const outside = {
      ...office,
      ca,
      seed,
      deadMs,
      port: Number(new URL(address).port),
      cuts: Math.ceil(cuts / lines.length),
    };
    const reports: LineReport[] = [];
    for (const one of lines) {
      reports.push({ name: one.name, ...(await onLine(outside, one, { careless: false })) });
    }
    const fewer = { ...outside, cuts: CONTROL_CUTS };
    const control = await onLine(fewer, lines[1], { careless: true });
    await server.end();
    const there = counted(office.data);
    const saved = reports.flatMap((one) => one.saved);
    return {
      withoutTunnel: noTunnel,
      lines: reports,
      lost: saved.filter((text) => !there.has(text)),
      doubled: saved.filter((text) => there.get(text)! > 1),
      control: {
        cuts: control.cuts,
        doubled: control.saved.filter((text) => there.get(text)! > 1).length,
      },
    };
  } finally {
    await server?.end('SIGKILL');
    if (tunnel) tearDownMachines();
    rmSync(root, { recursive: true, force: true });
  }
}

/** What was measured, a line of text for each line. */
export function figures({ lines: reports, control }: BranchReport): string[] {
  return [
    ...reports.map(
      ({ name, list, cuts, saved, resumed, afterDead }) =>
        `${name}: list ${list.first} ms at first, then ${list.p50} (at most ${list.max}); ` +
        `${cuts} cuts, ${saved.length} saved, answered ${resumed.p50} ms after a cut (at most ${resumed.max}), ` +
        afterDead
          .map(({ deadMs, ms }) => `${ms} ms after ${deadMs / 1000} dead seconds`)
          .join(', '),
    ),
    `a new key for each try: ${control.doubled} saved twice in ${control.cuts} cuts`,
  ];
}
