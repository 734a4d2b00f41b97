// Builds what is stale: the server, the screens and the desktop client's main process.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { productNode, root } from './node.mjs';
import { isStale } from './stale.mjs';

const commands = {
  server: ['build/bundle-server.mjs'],
  renderer: [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'apps/desktop/vite.config.ts',
    '--logLevel',
    'warn',
  ],
  desktop: ['build/desktop/build-desktop.mjs'],
};

/** Builds every stale target; throws when a build fails, leaving the error on the console. */
export async function build() {
  for (const [name, argv] of Object.entries(commands)) {
    if (!isStale(name)) continue;
    const started = Date.now();
    const result = spawnSync(productNode(), [join(root, argv[0]), ...argv.slice(1)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (result.status !== 0) throw new Error(`Building "${name}" failed.`);
    console.log(`built ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}
