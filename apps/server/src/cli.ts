import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from './app.ts';
import { importCrmPipeline } from './imports/crm-pipeline.ts';
import { importNorthwind } from './imports/northwind.ts';
import { initialise } from './ops/found.ts';
import { fromCaller, openDataDirectory } from './ops/paths.ts';

const VERSION = '0.1.0';
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const HELP = `xinhang ${VERSION}

  xinhang start [--data DIR] [--port N] [--host ADDRESS]   run the office server
  xinhang import northwind DIR [--data DIR]                a trading company's customers and staff
  xinhang import crm-pipeline DIR [--data DIR]             a hardware seller's accounts and agents

  --data DIR       data directory (default ./data)
  --port N         port (default 7890)
  --host ADDRESS   loopback only, until the connection is encrypted (default 127.0.0.1)
  --help           this text`;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function start(options: { data: string; port: number; host: string }): Promise<void> {
  if (!LOOPBACK.has(options.host)) {
    throw new Error(
      `The server speaks plain HTTP and therefore refuses to listen on ${options.host}.`,
    );
  }
  const paths = openDataDirectory(fromCaller(options.data));
  const db = await openSqlite(paths.database, Date.now());
  const first = await initialise(db, randomBytes);
  const screens = [
    join(import.meta.dirname, '../renderer'),
    join(import.meta.dirname, '../../../dist/renderer'),
  ].find((path) => existsSync(join(path, 'index.html')));
  const app = await buildApp({
    db,
    now: Date.now,
    random: randomBytes,
    version: VERSION,
    screens: screens ?? null,
    log: false,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void app.close().then(async () => {
        await db.close();
        process.exit(0);
      });
    });
  }
  const address = await app.listen({ port: options.port, host: options.host });
  say(`Xinhang ${VERSION} runs at ${address}\nData: ${paths.root}`);
  if (first) say(`First login: ${first.login}   one-time password: ${first.password}`);
}

const importers = { northwind: importNorthwind, 'crm-pipeline': importCrmPipeline };

/** Prints what came in, every first password once, and each row that could not be taken. */
async function importData(kind: string, directory: string, data: string): Promise<void> {
  if (!Object.hasOwn(importers, kind)) throw new Error(`There is no import "${kind}".`);
  const run = importers[kind as keyof typeof importers];
  const db = await openSqlite(openDataDirectory(fromCaller(data)).database, Date.now());
  try {
    const first = await initialise(db, randomBytes);
    if (first) say(`First login: ${first.login}   one-time password: ${first.password}`);
    const report = await run(db, fromCaller(directory), Date.now(), randomBytes);
    for (const { login, name, password } of report.logins) say(`${login}\t${password}\t${name}`);
    for (const { file, line, reason } of report.findings) say(`${file}:${line}: ${reason}`);
    const { users, customers, contacts, findings } = report;
    say(
      `${users} users, ${customers} customers, ${contacts} contacts; ${findings.length} rows reported`,
    );
  } finally {
    await db.close();
  }
}

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      data: { type: 'string', default: './data' },
      port: { type: 'string', default: '7890' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals[0] === undefined) {
    say(HELP);
    return 0;
  }
  if (positionals[0] === 'import') {
    const [, kind = '', directory] = positionals;
    if (!directory) throw new Error('Say what to import and from which directory: see --help.');
    await importData(kind, directory, values.data);
    return 0;
  }
  if (positionals[0] !== 'start') throw new Error(`There is no command "${positionals[0]}".`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port}".`);
  }
  await start({ data: values.data, host: values.host, port });
  return 0;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`xinhang: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
