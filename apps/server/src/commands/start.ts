import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import type { StorageWatch } from '@xinhang/db/storage.ts';
import type { FastifyBaseLogger } from 'fastify';
import { claimForDemo, readDemoMark } from '../demo/directory.ts';
import { openDemo, type OpenedDemo } from '../demo/open.ts';
import type { Machine } from '../machine.ts';
import { adviceFor } from '../ops/backup/advice.ts';
import { backupBeforeMigration } from '../ops/backup/before-migration.ts';
import { finishRestore } from '../ops/backup/restore.ts';
import {
  configFlags,
  decidedOutside,
  keepConfig,
  readConfig,
  type Config,
  type ConfigKey,
} from '../ops/config.ts';
import { initialise } from '../ops/found.ts';
import { openLog } from '../ops/log.ts';
import { removeLeftCopies } from '../ops/file-garbage.ts';
import { fromCaller, openDataDirectory, refuseLostDatabase, type Paths } from '../ops/paths.ts';
import { stopOnSignals } from '../ops/stop.ts';
import { assertSafePlace } from '../ops/unsafe-place.ts';
import { VERSION } from '../version.ts';
import { say, sayProgress, UsageError, type ProcessCommand } from './command.ts';
import { dataCommands } from './data-commands.ts';
import { holdDirectory, socketFor, type Held } from './hold.ts';
import { LiveServer, type Listening } from './live.ts';
import { receiveCommands } from './receive.ts';
import { placeInServer } from './workplace.ts';

/** Where the demo company lives unless said. */
const DEMO_DATA = './data-demo';
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export const start: ProcessCommand = {
  usage: 'start [--port N] [--host ADDRESS]\nstart --demo',
  summary: 'run the office server; every key of config.toml is an option too',
  mode: 'process',
  options: { ...configFlags, demo: { type: 'boolean' } },
  async run({ words, data, options, json, machine }) {
    if (words.length > 0) throw new UsageError(`"start" takes no "${words[0]}".`);
    const { demo, ...flags } = options;
    const root = demo && flags['data'] === undefined ? fromCaller(DEMO_DATA) : data;
    assertSafePlace(root);
    if (demo) claimForDemo(root);
    const paths = openDataDirectory(root);
    const config = readConfig(paths.config, process.env, flags);
    if (!LOOPBACK.has(config.host)) {
      throw new UsageError(
        `Without encryption the server refuses to listen on ${config.host}: give that address to --tls-host.`,
      );
    }
    if (demo && config.tls_host !== 'none') {
      throw new UsageError('A demo company refuses to be on the network.');
    }
    const held = holdDirectory(paths, 'server', machine, socketFor(paths, machine));
    try {
      finishRestore(paths);
      removeLeftCopies(paths);
      keepConfig(paths);
      const fixed = decidedOutside(process.env, flags);
      if (demo) fixed.add('tls_host');
      await serve({ paths, config, fixed, held, machine }, json);
    } catch (error) {
      held.release();
      throw error;
    }
  },
};

interface Serving {
  readonly paths: Paths;
  readonly config: Config;
  readonly fixed: ReadonlySet<ConfigKey>;
  readonly held: Held;
  readonly machine: Machine;
}

async function serve(serving: Serving, json: boolean): Promise<void> {
  const { paths, config, fixed, held, machine } = serving;
  const log = await openLog(paths, config);
  const live = new LiveServer(paths.root, {
    config,
    fixed,
    log,
    screens: builtScreens(),
    machine,
    open: (places) =>
      openCompany(places, machine, watchIn(log.logger)).catch((error: unknown) => {
        throw adviceFor(error, places, machine);
      }),
  });
  const end = async () => {
    await live.close();
    log.logger.info('stopped');
    await log.close();
    held.release();
  };
  const { lines, ...result } = await live.open();
  const { address, tls } = await listen(live, serving, end).catch(async (error: unknown) => {
    // Nobody is told these passwords a second time.
    lines.forEach(sayProgress);
    await end();
    throw error;
  });
  const network = tls && [
    ...tls.addresses.map((encrypted) => `For the network: ${encrypted}`),
    ...tls.absent.map((host) => `Not served until this machine has the address: ${host}`),
    `Authority: SHA-256 ${tls.fingerprint}`,
  ];
  const text = [
    `Xinhang ${VERSION} runs at ${address}`,
    ...(network ?? []),
    `Data: ${paths.root}`,
    ...lines,
  ];
  const told = { address, data: paths.root, ...(tls && { tls }), ...result };
  say(json ? JSON.stringify(told) : text.join('\n'));
}

/** Serves screens and commands, and answers where; `end` comes last of all. */
async function listen(
  live: LiveServer,
  { held, machine }: Serving,
  end: () => Promise<void>,
): Promise<Listening> {
  try {
    const listening = await live.listen();
    const reception = await receiveCommands({
      socket: held.holder.socket!,
      secret: held.holder.secret!,
      version: VERSION,
      commands: dataCommands,
      log: live.app.log,
      place: (by, tell) => placeInServer(live.app, live.deps, by, tell),
    });
    stopOnSignals(live, machine.elapsed, async () => {
      await reception.stop();
      await end();
    });
    return listening;
  } catch (error) {
    const at = takenAddress(error);
    throw at ? new Error(`${at} is in use by another program: take another port.`) : error;
  }
}

function takenAddress(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return null;
  const { address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  return `${address}:${port}`;
}

/** What the disk does to the server belongs to the person at the machine. */
function watchIn(log: FastifyBaseLogger): StorageWatch {
  return {
    stopped: (err) =>
      log.error({ err }, 'the disk refused to keep what was written: writes are refused'),
    resumed: () => log.warn('the disk answers again: writes are taken'),
    lost: (err) =>
      log.fatal({ err }, 'writes stay refused: look at the disk, then start the server anew'),
  };
}

/** The company of the directory, founded where there is none; a marked one is a demo for ever. */
async function openCompany(
  paths: Paths,
  machine: Machine,
  watch: StorageWatch,
): Promise<OpenedDemo> {
  refuseLostDatabase(paths);
  await backupBeforeMigration(paths, machine, sayProgress);
  if (readDemoMark(paths.root)) return await openDemo(paths, machine, sayProgress);
  const db = await openSqlite(paths.database, machine.now(), { watch, say: sayProgress });
  const first = await initialise(db, machine.random);
  const lines = first ? [`First login: ${first.login}   one-time password: ${first.password}`] : [];
  return { db, logins: first ? [{ ...first, role: 'owner', name: '管理员' }] : [], lines };
}

/** Beside the bundled server, or in dist/ where the sources run. */
function builtScreens(): string | null {
  const places = ['../renderer', '../../renderer', '../../../../dist/renderer'];
  const built = places
    .map((place) => join(import.meta.dirname, place))
    .find((path) => existsSync(join(path, 'index.html')));
  return built ?? null;
}
