import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeDurably } from './durable-file.ts';

/** The layout of a data directory, final from the first version on; nobody else joins its names. */
export interface Paths {
  readonly root: string;
  readonly config: string;
  readonly lock: string;
  /** Names the store that is in use; a restore switches it instead of renaming over live files. */
  readonly current: string;
  readonly store: string;
  readonly database: string;
  readonly files: string;
  readonly logs: string;
  readonly tmp: string;
  readonly backups: string;
  readonly keys: string;
  /** What happened to which backup. */
  readonly backupRecord: string;
  /** A restore that is under way: the next start ends it one way or the other. */
  readonly restoreJournal: string;
}

/** The directory is not one of Xinhang, or something of it is missing. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

const FIRST_STORE = 'store-0001';
const PRIVATE = 0o700;

/** Relative paths are taken from where the person typed the command. */
export function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

function pathsIn(root: string, storeName: string): Paths {
  const store = join(root, storeName);
  return {
    root,
    config: join(root, 'config.toml'),
    lock: join(root, 'lock'),
    current: join(root, 'current.json'),
    store,
    database: join(store, 'xinhang.db'),
    files: join(store, 'files'),
    logs: join(root, 'logs'),
    tmp: join(root, 'tmp'),
    backups: join(root, 'backups'),
    keys: join(root, 'keys'),
    backupRecord: join(root, 'backups.json'),
    restoreJournal: join(root, 'restore.json'),
  };
}

/** Names the places of a directory laid out like a data directory, whether it is there or not. */
export function dataDirectoryPlaces(root: string): Paths {
  return pathsIn(root, FIRST_STORE);
}

/** The places of one store of a data directory, in use or not. */
export function storeNamed(root: string, store: string): Paths {
  return pathsIn(root, store);
}

/** The store that `current.json` names, null where there is no such file. */
function storeInUse(root: string): string | null {
  const file = pathsIn(root, FIRST_STORE).current;
  if (!existsSync(file)) return null;
  let name: unknown;
  try {
    name = (JSON.parse(readFileSync(file, 'utf8')) as { store?: unknown }).store;
  } catch (error) {
    throw new DataDirectoryError(`${file} cannot be read.`, { cause: error });
  }
  if (typeof name !== 'string' || !/^store-\d{4,}$/.test(name)) {
    throw new DataDirectoryError(`${file} names no store.`);
  }
  return name;
}

/** Whether a company lives here: an empty directory is none, and neither is a typing error. */
export function isDataDirectory(root: string): boolean {
  const { current, database } = pathsIn(root, FIRST_STORE);
  return existsSync(current) || existsSync(database);
}

/** Names the places of a data directory that is there; makes nothing. */
export function findDataDirectory(root: string): Paths {
  if (!isDataDirectory(root)) {
    throw new DataDirectoryError(`There is no data directory of Xinhang at ${root}.`);
  }
  const paths = pathsIn(root, storeInUse(root) ?? FIRST_STORE);
  // A lost store must not come back as a new company.
  if (!existsSync(paths.store)) {
    throw new DataDirectoryError(`${paths.current} names ${paths.store}, which is not there.`);
  }
  return paths;
}

/**
 * Refuses to found a new company where one was: its database is gone, and what was kept beside it
 * is still there. Asked by whoever would make a new database.
 */
export function refuseLostDatabase(paths: Paths): void {
  if (existsSync(paths.database)) return;
  const left = [paths.backupRecord, paths.files, `${paths.database}-wal`].find(
    (path) => existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0),
  );
  if (left === undefined) return;
  throw new DataDirectoryError(
    `${paths.database} is missing, although ${left} is there: a company lived here. ` +
      'Bring it back with "xinhang restore FILE", or start with an empty directory.',
  );
}

/** The same, making the directory and what is missing in it, readable for nobody else. */
export function openDataDirectory(root: string): Paths {
  const isNew = !existsSync(root);
  const paths = isDataDirectory(root) ? findDataDirectory(root) : pathsIn(root, FIRST_STORE);
  for (const directory of [paths.files, paths.logs, paths.tmp, paths.backups, paths.keys]) {
    mkdirSync(directory, { recursive: true, mode: PRIVATE });
  }
  if (isNew) chmodSync(root, PRIVATE);
  if (!existsSync(paths.current)) switchStore(paths.current, FIRST_STORE);
  return paths;
}

/** Makes this store the one in use; an instant before it was the other one, and never neither. */
export function switchStore(file: string, store: string): void {
  writeDurably(file, `${JSON.stringify({ store })}\n`);
}

/** Where the bytes with this SHA-256 (hex) lie. */
export function storedFile(paths: Paths, sha256: string): string {
  return join(paths.files, sha256.slice(0, 2), sha256);
}

/** A place for a file that is being made; `name` must be new each time. */
export function temporaryFile(paths: Paths, name: string): string {
  return join(paths.tmp, `${name}.part`);
}

/** Marks a directory that a demo company was made in. */
export function demoMark(root: string): string {
  return join(root, 'demo.json');
}

/** Name of the log files; the number and the date are added behind it. */
export function logFile(paths: Paths): string {
  return join(paths.logs, 'xinhang');
}
