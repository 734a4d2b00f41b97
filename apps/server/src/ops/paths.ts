import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The layout of a data directory, final from the first version on; nobody else joins its names. */
export interface Paths {
  readonly root: string;
  readonly database: string;
  readonly files: string;
  readonly logs: string;
  readonly tmp: string;
  readonly backups: string;
  readonly keys: string;
}

/** Relative paths are taken from where the person typed the command. */
export function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** Makes the directories that are missing and names every place in them. */
export function openDataDirectory(root: string): Paths {
  const store = join(root, 'store-0001');
  const paths: Paths = {
    root,
    database: join(store, 'xinhang.db'),
    files: join(store, 'files'),
    logs: join(root, 'logs'),
    tmp: join(root, 'tmp'),
    backups: join(root, 'backups'),
    keys: join(root, 'keys'),
  };
  for (const directory of [paths.files, paths.logs, paths.tmp, paths.backups, paths.keys]) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }
  return paths;
}

/** Where the bytes with this SHA-256 (hex) lie. */
export function storedFile(paths: Paths, sha256: string): string {
  return join(paths.files, sha256.slice(0, 2), sha256);
}

/** A place for a file that is being made; `name` must be new each time. */
export function temporaryFile(paths: Paths, name: string): string {
  return join(paths.tmp, `${name}.part`);
}
