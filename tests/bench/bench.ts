import { constants, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { Connection, type Headers } from './client.ts';
import { companyOf, FULL, logins, SMALL, type Size } from './generate.ts';
import { knownOf } from './known.ts';
import { logIn, stopBackups } from './load.ts';
import { compare, type Target } from './measure.ts';
import { ServerProcess } from './process.ts';
import { quiet } from './quiet.ts';
import { judge, printTable, type Result, type Report } from './report.ts';
import { differences } from './same.ts';
import { pageOf, scenarios, type Known, type Scenario, type Who } from './scenarios.ts';

const ROOT = join(import.meta.dirname, '../..');
const COLD_STARTS = 3;
/** Long enough for the server to notice that nobody asks any more. */
const REST_MS = 150_000;
const roles: readonly Who[] = ['self', 'team', 'all'];

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    one: { type: 'boolean', default: false },
    noflat: { type: 'boolean', default: false },
    norest: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench -- [--small] [--quick] [--one] [--noflat] [--norest] [--only TEXT] [--data DIR] [--out FILE]
  --small  20,000 customers instead of 200,000, and no comparison of the two sizes
  --quick  shorter slices: for a look, not for figures to be quoted
  --only   only what has TEXT in its name; several by commas
  --data   a company that was made before, of that size; copied
  --one    one connection alone
  --noflat no comparison of the two sizes
  --norest no wait for the memory that is left when nobody asks
  --out    where the figures go as JSON (bench/results/<time>.json)`);
  process.exit(0);
}

/** A copy that the run may write to, with the newest schema; no backup of it falls due meanwhile. */
async function copyOf(directory: string): Promise<string> {
  const copy = mkdtempSync(join(directory, '../run-'));
  cpSync(directory, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const db = await openSqlite(openDataDirectory(copy).database, Date.now());
  await db.transaction(stopBackups);
  await db.close();
  return copy;
}

async function startProduct(data: string): Promise<ServerProcess> {
  const cli = join(ROOT, 'dist/server/cli.mjs');
  return await ServerProcess.start([cli, 'start', '--port', '0', '--data', data]);
}

async function productTarget(name: string, server: ServerProcess): Promise<Target> {
  const headers = {} as Record<Who, Headers>;
  for (const who of roles) headers[who] = await logIn(server.base, logins[who]);
  return { name, server, headers };
}

async function floorTarget(data: string): Promise<Target> {
  const file = join(data, 'store-0001/xinhang.db');
  const server = await ServerProcess.start([join(import.meta.dirname, 'floor/server.ts'), file]);
  const headers = {} as Record<Who, Headers>;
  for (const who of roles) headers[who] = { 'x-login': logins[who] };
  return { name: 'floor', server, headers };
}

/** From the start of the process to the first answer, ms; the session is one of before. */
async function coldStart(data: string, headers: Headers): Promise<{ ms: number; cpuMs: number }> {
  const started = performance.now();
  const server = await startProduct(data);
  const connection = new Connection(server.base, headers);
  await connection.call({ method: 'GET', path: '/customers?view=mine&limit=50&count=1' });
  const ms = performance.now() - started;
  const cpuMs = (await server.usage()).cpuUs / 1000;
  connection.close();
  await server.stop();
  return { ms, cpuMs };
}

async function askedOf(target: Target, size: Size): Promise<Known> {
  const connection = new Connection(target.server.base, target.headers.self);
  const known = await knownOf(size, (path) => connection.call({ method: 'GET', path }));
  connection.close();
  return known;
}

/** Reads must answer the same at the floor, or the ratio says nothing. */
async function compareAnswers(
  targets: readonly Target[],
  list: readonly Scenario[],
  ids: number[],
) {
  const reads = list.filter(({ kind, aloneMs }) => kind === 'read' && aloneMs === undefined);
  for (const scenario of reads) {
    const calls = scenario.name.startsWith('customer page')
      ? ids.slice(0, 20).flatMap(pageOf)
      : scenario.unit();
    for (const call of calls) {
      const [product, floor] = await Promise.all(
        targets.map(async ({ server, headers }) => {
          const connection = new Connection(server.base, headers[scenario.as]);
          const answer = JSON.parse(await connection.call(call)) as unknown;
          connection.close();
          return answer;
        }),
      );
      const found = differences(product, floor);
      if (found.length > 0) {
        console.log(
          `! the floor answers otherwise to ${call.path} (${scenario.as}): ${found.slice(0, 5).join('; ')}`,
        );
      }
    }
  }
}

const chosen = (list: Scenario[]) =>
  list.filter(({ name, as }) =>
    options.only.split(',').some((text) => `${name} ${as}`.includes(text)),
  );

async function main(): Promise<void> {
  const size = options.small ? SMALL : FULL;
  const source = options.data || (await companyOf(size));
  const smallSource = options.small || options.noflat ? null : await companyOf(SMALL);
  const copies = [await copyOf(source), await copyOf(source)];
  if (smallSource) copies.push(await copyOf(smallSource));
  const servers: ServerProcess[] = [];
  try {
    const server = await startProduct(copies[0]!);
    servers.push(server);
    await pause(1000);
    const idleRss = (await server.usage()).rss;
    const product = await productTarget('product', server);
    const loggedInRss = (await server.usage()).rss;
    const floor = await floorTarget(copies[1]!);
    servers.push(floor.server);
    await quiet(server);
    const known = await askedOf(product, size);
    const list = chosen(scenarios(known, 11));
    await compareAnswers([product, floor], list, [...known.ids]);
    const pace = options.quick ? { rounds: 2, ms: 150 } : { rounds: 4, ms: 350 };
    const results: Result[] = [];
    for (const connections of options.one ? [1] : [1, 16]) {
      for (const scenario of list) {
        const { name, as, kind, aloneMs } = scenario;
        const targets = aloneMs === undefined ? [product, floor] : [product];
        const [ours, theirs] = await compare(targets, scenario, { connections, ...pace });
        results.push({ name, as, kind, aloneMs, connections, product: ours!, floor: theirs });
      }
    }
    const busyRss = (await server.usage()).rss;
    if (!options.norest) await pause(REST_MS);
    const restRss = (await server.usage()).rss;
    const floorRestRss = (await floor.server.usage()).rss;
    const flat: Report['flat'] = [];
    if (copies[2]) {
      const smallServer = await startProduct(copies[2]);
      servers.push(smallServer);
      await quiet(smallServer);
      const small = await productTarget('small', smallServer);
      const less = await askedOf(small, SMALL);
      for (const [at, scenario] of chosen(scenarios(known, 12)).entries()) {
        const same = chosen(scenarios(less, 12))[at]!;
        const [large] = await compare([product], scenario, { connections: 1, ...pace });
        const [little] = await compare([small], same, { connections: 1, ...pace });
        flat.push({
          name: scenario.name,
          as: scenario.as,
          smallUs: little!.cpuUs,
          largeUs: large!.cpuUs,
        });
      }
    }
    await server.stop();
    servers.splice(servers.indexOf(server), 1);
    const starts: Awaited<ReturnType<typeof coldStart>>[] = [];
    for (let at = 0; at < COLD_STARTS; at++) {
      starts.push(await coldStart(copies[0]!, product.headers.self));
    }
    const report: Report = {
      at: new Date().toISOString(),
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`,
      size,
      idleRss,
      loggedInRss,
      busyRss,
      restRss,
      floorRestRss,
      coldStart: starts.toSorted((a, b) => a.ms - b.ms)[Math.floor(COLD_STARTS / 2)]!,
      results,
      flat,
    };
    printTable(report);
    judge(report);
    const out = options.out
      ? resolve(process.env['INIT_CWD'] ?? process.cwd(), options.out)
      : join(ROOT, 'bench/results', `${report.at.replaceAll(/[:.]/g, '-')}.json`);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`\nFigures: ${out}`);
  } finally {
    for (const server of servers) await server.stop();
    for (const copy of copies) rmSync(copy, { recursive: true });
  }
}

await main();
