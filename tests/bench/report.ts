import type { Size } from './generate.ts';
import type { Figures } from './measure.ts';
import type { Who } from './scenarios.ts';

export interface Result {
  name: string;
  as: Who;
  kind: 'read' | 'write';
  connections: number;
  product: Figures;
  /** Absent where nobody wrote the same over bare SQL: then `aloneMs` is the goal of its p50. */
  floor?: Figures | undefined;
  aloneMs?: number | undefined;
}

export interface Report {
  at: string;
  machine: string;
  size: Size;
  /**
   * Bytes: a second after the start, after three logins (argon2 takes 64 MB each), at the end of the
   * work, and when nothing was asked for two and a half minutes after it.
   */
  idleRss: number;
  loggedInRss: number;
  busyRss: number;
  restRss: number;
  /** The same of the floor. */
  floorRestRss: number;
  /** To the first list, as the clock and as the processor see it. */
  coldStart: { ms: number; cpuMs: number };
  results: Result[];
  /** Processor time per unit at 20,000 and at 200,000 customers, microseconds. */
  flat: { name: string; as: Who; smallUs: number; largeUs: number }[];
}

const goals = { read: 2, write: 4, p50Ms: 3, idleMb: 150, coldMs: 1500, flat: 1.5 };
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);

function table(rows: readonly (readonly string[])[]): void {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  for (const row of rows) {
    console.log(
      row
        .map((cell, at) => (at < 2 ? cell.padEnd(width(at) + 1) : cell.padStart(width(at) + 1)))
        .join(' '),
    );
  }
}

export function printTable(report: Report): void {
  const { size } = report;
  console.log(
    `\n${size.customers} customers, ${size.contacts} contacts, ${size.followUps} follow-ups, ${size.deals} deals, ` +
      `${size.products} products, ${size.orders} orders; ${report.machine}`,
  );
  for (const connections of [1, 16]) {
    console.log(
      `\n${connections} connection${connections > 1 ? 's' : ''}; times in ms, processor in us per unit`,
    );
    const rows = report.results
      .filter((result) => result.connections === connections)
      .map(({ name, as, product, floor }) => [
        name,
        as,
        ms(product.p50),
        ms(product.p95),
        ms(product.p99),
        String(Math.round(product.rate)),
        String(Math.round(product.cpuUs)),
        ...(floor
          ? [
              ms(floor.p50),
              String(Math.round(floor.cpuUs)),
              (product.cpuUs / floor.cpuUs).toFixed(2),
            ]
          : ['', '', '']),
      ]);
    table([
      ['what', 'as', 'p50', 'p95', 'p99', 'per s', 'cpu', 'floor p50', 'floor cpu', 'ratio'],
      ...rows,
    ]);
  }
  if (report.flat.length > 0) {
    console.log('\nProcessor per unit at 20,000 and at 200,000 customers, us');
    table([
      ['what', 'as', '20,000', '200,000', 'ratio'],
      ...report.flat.map(({ name, as, smallUs, largeUs }) => [
        name,
        as,
        String(Math.round(smallUs)),
        String(Math.round(largeUs)),
        (largeUs / smallUs).toFixed(2),
      ]),
    ]);
  }
  console.log(
    `\nmemory: started ${megabytes(report.idleRss)} MB, after 3 logins ` +
      `${megabytes(report.loggedInRss)} MB, at the end of the work ${megabytes(report.busyRss)} MB, ` +
      `idle again ${megabytes(report.restRss)} MB (floor ${megabytes(report.floorRestRss)} MB)\n` +
      `cold start to the first list ${Math.round(report.coldStart.ms)} ms, ` +
      `${Math.round(report.coldStart.cpuMs)} ms of processor`,
  );
}

/** Says which goals are missed. Never fails the run: figures are for people to judge. */
export function judge(report: Report): void {
  const missed: string[] = [];
  for (const { name, as, kind, connections, product, floor, aloneMs } of report.results) {
    const what = `${name} as ${as}, ${connections} connection(s)`;
    if (aloneMs !== undefined && connections === 1 && product.p50 > aloneMs) {
      missed.push(`${what}: p50 ${ms(product.p50)} ms, goal ${aloneMs}`);
    }
    if (!floor) continue;
    const ratio = product.cpuUs / floor.cpuUs;
    if (ratio > goals[kind])
      missed.push(`${what}: ${ratio.toFixed(2)} x the floor, goal ${goals[kind]}`);
    if (kind === 'read' && connections === 1 && product.p50 > goals.p50Ms) {
      missed.push(`${what}: p50 ${ms(product.p50)} ms, goal ${goals.p50Ms}`);
    }
  }
  for (const { name, as, smallUs, largeUs } of report.flat) {
    const ratio = largeUs / smallUs;
    if (ratio > goals.flat)
      missed.push(`${name} as ${as}: ${ratio.toFixed(2)} x from 20,000 to 200,000`);
  }
  for (const [when, bytes] of [
    ['after logins', report.loggedInRss],
    ['idle after the work', report.restRss],
  ] as const) {
    if (megabytes(bytes) > goals.idleMb) missed.push(`memory ${when} ${megabytes(bytes)} MB`);
  }
  if (report.coldStart.ms > goals.coldMs)
    missed.push(`cold start ${Math.round(report.coldStart.ms)} ms`);
  console.log(missed.length === 0 ? '\nEvery goal is met.' : `\nMissed:\n- ${missed.join('\n- ')}`);
}
