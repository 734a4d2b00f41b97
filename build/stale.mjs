// Says whether a build output is older than its sources, by file dates.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

export const targets = {
  server: {
    output: 'dist/server/cli.mjs',
    sources: ['apps/server/src', 'packages', 'build', 'package-lock.json'],
  },
  desktop: {
    output: 'dist/desktop/main.mjs',
    sources: [
      'apps/desktop/src/main',
      'apps/desktop/src/bridge',
      'apps/desktop/src/preload',
      'build/desktop',
      'package-lock.json',
    ],
  },
  renderer: {
    output: 'dist/renderer/index.html',
    sources: [
      'apps/desktop/src/renderer',
      'apps/desktop/src/bridge',
      'apps/desktop/index.html',
      'apps/desktop/public',
      'apps/desktop/vite.config.ts',
      'apps/desktop/contract-without-shapes.ts',
      'packages/shared',
      'package-lock.json',
    ],
  },
};

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = 0;
  for (const name of readdirSync(path)) {
    if (name === 'node_modules' || name.endsWith('.test.ts')) continue;
    latest = Math.max(latest, newest(join(path, name)));
  }
  return latest;
}

/** True when the output of a target is missing or older than any of its sources. */
export function isStale(name) {
  const target = targets[name];
  const output = join(root, target.output);
  if (!existsSync(output)) return true;
  const built = statSync(output).mtimeMs;
  return target.sources.some((source) => newest(join(root, source)) > built);
}
