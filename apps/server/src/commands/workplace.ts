import { hostname, userInfo } from 'node:os';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { uuidv7 } from '@xinhang/shared/uuid.ts';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { systemContext } from '../http/context.ts';
import { EventHub } from '../http/events.ts';
import type { TlsDoor } from '../http/tls-door.ts';
import type { Machine } from '../machine.ts';
import { backupBeforeMigration } from '../ops/backup/before-migration.ts';
import type { Paths } from '../ops/paths.ts';
import { VERSION } from '../version.ts';
import type { Workplace } from './command.ts';

/** Stands in the audit log where the person is known to the machine and not to the company. */
export const caller = () => `${userInfo().username}@${hostname()}`;

/** Where nobody is served there is nobody to stop. */
const exchanged = (work: () => void) => Promise.resolve(work());

type Say = (line: string) => void;

const requestIdOf = ({ now, random }: Deps) => uuidv7(now(), random);

/** A data directory that this process holds. */
interface Here {
  readonly paths: Paths;
  readonly machine: Machine;
  readonly say: Say;
}

function workplace(
  deps: Deps,
  hub: EventHub,
  address: string,
  say: Say,
  office: () => Promise<FastifyInstance>,
  tls: TlsDoor | null = null,
): Workplace {
  return {
    db: deps.db,
    paths: deps.paths,
    now: deps.now,
    random: deps.random,
    elapsed: deps.elapsed,
    hub,
    say,
    office,
    tls,
    version: deps.version,
    bare: false,
    swap: deps.swap ?? exchanged,
    write: (work) =>
      runCommand(deps.db, hub, (_tx, as) =>
        work(as(systemContext(deps, { requestId: requestIdOf(deps), address }))),
      ),
  };
}

/** Inside the server that runs: its database, its event streams, its jobs. */
export function placeInServer(
  app: FastifyInstance,
  deps: Deps,
  address: string,
  say: Say,
): Workplace {
  return workplace(deps, app.hub, address, say, () => Promise.resolve(app), app.tls);
}

function ownDeps(db: Database, { paths, machine }: Here): Deps {
  const { now, random, elapsed } = machine;
  return {
    db,
    paths,
    now,
    random,
    elapsed,
    version: VERSION,
    screens: null,
    log: false,
  };
}

/** Runs work on a data directory that this process holds, and closes it whatever happens. */
export async function onOwnDirectory<T>(
  here: Here,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const { paths, machine, say } = here;
  await backupBeforeMigration(paths, machine, say);
  const db = await openSqlite(paths.database, machine.now());
  const hub = new EventHub();
  let app: Promise<FastifyInstance> | undefined;
  const deps = ownDeps(db, here);
  const office = () =>
    (app ??= buildApp(deps).then(async (built) => {
      await built.ready();
      return built;
    }));
  try {
    return await work(workplace(deps, hub, caller(), say, office));
  } finally {
    hub.stop();
    await (await app)?.close();
    await db.close();
  }
}

/** Runs work on a data directory that this process holds, without opening its database. */
export async function onBareDirectory<T>(
  { paths, machine, say }: Here,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const hub = new EventHub();
  const none = () => {
    throw new Error('The database was not opened.');
  };
  try {
    return await work({
      get db() {
        return none();
      },
      paths,
      now: machine.now,
      random: machine.random,
      elapsed: machine.elapsed,
      version: VERSION,
      bare: true,
      swap: exchanged,
      hub,
      tls: null,
      say,
      write: none,
      office: none,
    });
  } finally {
    hub.stop();
  }
}

/** Runs work beside whoever holds the directory: it reads and cannot write. */
export async function besideOthers<T>(
  beside: Here & { readonly db: Database },
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const { db, say } = beside;
  const hub = new EventHub();
  const office = () => Promise.reject(new Error('A command that reads has no application.'));
  try {
    return await work(workplace(ownDeps(db, beside), hub, caller(), say, office));
  } finally {
    hub.stop();
    await db.close();
  }
}
