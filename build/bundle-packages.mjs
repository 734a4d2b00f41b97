// Which packages of the registry a bundled server needs on a platform, out of package-lock.json.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './node.mjs';

/** Bundled into the server's own files (bundle-server.mjs). */
const inside = new Set(['kysely', 'zod']);
const isOwn = (name) => name.startsWith('@xinhang/');

const lock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
const manifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** As Node looks for it: beside the package that asks, then further out. */
function resolveIn(packages, from, name) {
  for (let at = from; ; at = dirname(at)) {
    const path = join(at === '.' ? '' : at, 'node_modules', name);
    if (packages[path]) return path;
    if (at === '.' || at === '') return null;
  }
}

const fits = (list, value) =>
  list === undefined ||
  (!list.includes(`!${value}`) &&
    (list.some((one) => one.startsWith('!')) || list.includes(value)));

/**
 * Paths below the root of every package that runs on the platform, with what the lock says of each.
 * `platform` is `{ os, cpu, libc }` as npm writes them.
 */
export function packagesFor(platform) {
  const packages = lock();
  const found = new Map();
  const visit = (from, name, optional) => {
    const path = resolveIn(packages, from, name);
    if (path === null) {
      if (optional) return;
      throw new Error(`${name}, which ${from} needs, is not in package-lock.json.`);
    }
    const entry = packages[path];
    const fitting =
      fits(entry.os, platform.os) &&
      fits(entry.cpu, platform.cpu) &&
      fits(entry.libc, platform.libc);
    if (!fitting || found.has(path)) return;
    found.set(path, entry);
    for (const one of Object.keys(entry.dependencies ?? {})) visit(path, one, false);
    for (const one of Object.keys(entry.optionalDependencies ?? {})) visit(path, one, true);
  };
  for (const folder of ['apps/server', 'packages/db', 'packages/shared']) {
    for (const name of Object.keys(manifest(folder).dependencies ?? {})) {
      if (!isOwn(name) && !inside.has(name)) visit('.', name, false);
    }
  }
  return found;
}

/** Whether a package lies in this checkout already. */
export const isHere = (path) => existsSync(join(root, path, 'package.json'));
