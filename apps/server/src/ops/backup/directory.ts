import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { DirectoryWarning } from '@xinhang/shared/server.ts';
import type { Paths } from '../paths.ts';
import { placeOf } from '../unsafe-place.ts';
import { PRIVATE_DIRECTORY } from './files.ts';

const contains = (folder: string, path: string) => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

/** The device of a path, or of the nearest above it that is there. */
function diskOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat || dirname(path) === path ? (stat?.dev ?? 0) : diskOf(dirname(path));
}

/** What speaks against a directory for backups without making them useless. */
export function warningsOf(paths: Paths, directory: string): DirectoryWarning[] {
  const place = placeOf(directory);
  return [
    // What destroys the disk of the data would take the backups along.
    ...(diskOf(directory) === diskOf(paths.root) ? (['same-disk'] as const) : []),
    ...(place ? [place] : []),
  ];
}

/**
 * Makes a directory and those above it, for nobody else to read. One by one: Node's own `recursive`
 * never ends where a parent is there and takes no entries.
 */
export function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeDirectory(above);
  mkdirSync(path, { mode: PRIVATE_DIRECTORY });
}

/** A directory in which backups cannot lie; `code` names why, for the field. */
export class BadDirectory extends Error {
  override readonly name = 'BadDirectory';
  readonly code: 'inside-data' | 'not-writable';
  constructor(code: BadDirectory['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/**
 * Tries a directory for backups: makes it where it is missing, and writes, syncs and removes a
 * file in it. Answers its absolute path. Throws `BadDirectory`.
 */
export function tryDirectory(paths: Paths, typed: string, random: (bytes: number) => Buffer) {
  const directory = resolve(paths.root, typed);
  const insideData = contains(paths.root, directory) && !contains(paths.backups, directory);
  if (insideData || contains(directory, paths.root)) throw new BadDirectory('inside-data');
  try {
    makeDirectory(directory);
    const probe = join(directory, `xinhang-${random(6).toString('hex')}.part`);
    const handle = openSync(probe, 'wx', 0o600);
    try {
      writeSync(handle, 'xinhang');
      fsyncSync(handle);
    } finally {
      closeSync(handle);
      rmSync(probe, { force: true });
    }
  } catch (error) {
    throw new BadDirectory('not-writable', { cause: error });
  }
  return directory;
}
