// Bundles the main process and the preload into dist/desktop, with every package inside: the packed
// application has no node_modules. Electron itself is there at run time. Another directory than
// `dist` may be named; a test does.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from '../node.mjs';

const source = join(root, 'apps/desktop/src');
const target = process.argv[2] ?? join(root, 'dist');
const output = join(target, 'desktop');

async function bundle(input, platform, options) {
  const build = await rolldown({
    input: join(source, input),
    platform,
    external: ['electron', 'electron/main', 'electron/renderer'],
  });
  await build.write({ sourcemap: false, codeSplitting: false, ...options });
  await build.close();
}

/** What Electron reads to find the program; its name decides the directory of a person's data. */
function manifest() {
  const { version, description, license } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return {
    name: 'xinhang-desktop',
    productName: 'Xinhang',
    version,
    description,
    license,
    author: 'the Xinhang authors',
    homepage: 'https://localhost/',
    type: 'module',
    main: 'desktop/main.mjs',
  };
}

rmSync(output, { recursive: true, force: true });
await bundle('main/main.ts', 'node', { file: join(output, 'main.mjs'), format: 'esm' });
// A sandboxed preload is loaded as CommonJS, whatever the package says.
await bundle('preload/preload.ts', 'browser', { file: join(output, 'preload.cjs'), format: 'cjs' });
mkdirSync(join(output, 'icons'), { recursive: true });
for (const icon of ['icon.png', 'tray.png', 'tray@2x.png', 'tray.ico']) {
  cpSync(join(root, 'build/desktop/icons', icon), join(output, 'icons', icon));
}
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
