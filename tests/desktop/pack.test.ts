// Packs with electron-builder itself over a stand-in distribution: the binary cannot be had
// everywhere, but the archive, its contents and the switched fuses can be read back.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packFuses } from './pack-config.ts';

const root = join(import.meta.dirname, '..', '..');
const builtPage = join(root, 'dist/renderer/index.html');
/** How Electron marks the place of its fuses in the binary: sentinel, version 1, nine states. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  // The states as Electron ships them; the last is on.
  Buffer.from('101100111'),
]);

let dir: string;
let unpacked: string;
let archive: string;
const files = () =>
  listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));

function run(...argv: string[]) {
  const result = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
  expect(result.status, `${result.stdout}\n${result.stderr}`).toBe(0);
  return result;
}

function write(path: string, content: string | Buffer) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'xinhang-pack-'));
  const app = join(dir, 'app');
  run('build/desktop/build-desktop.mjs', app);
  if (existsSync(builtPage))
    cpSync(join(root, 'dist/renderer'), join(app, 'renderer'), { recursive: true });
  else write(join(app, 'renderer/index.html'), '<p>stand-in</p>');
  // What lies about in a working tree and must not be packed.
  const decoys = ['desktop/main.mjs.map', 'renderer/assets/a.js.map', 'renderer/a.test.js'].concat([
    'server/cli.mjs',
    'node_modules/left/index.js',
    '.env',
    'renderer/node_modules/x/i.js',
  ]);
  for (const name of decoys) write(join(app, name), 'decoy');

  const distribution = join(dir, 'electron');
  write(
    join(distribution, 'electron'),
    Buffer.concat([Buffer.from('head'), fuseWire, Buffer.from('tail')]),
  );
  chmodSync(join(distribution, 'electron'), 0o755);
  for (const name of ['zh-CN', 'zh-TW', 'en-US', 'fr'])
    write(join(distribution, `locales/${name}.pak`), '');
  write(join(distribution, 'LICENSE'), 'MIT');
  const builder = 'node_modules/electron-builder/cli.js --linux dir --x64 --publish never'.split(
    ' ',
  );
  run(
    ...builder,
    '--config=build/desktop/electron-builder.config.mjs',
    `-c.electronDist=${distribution}`,
    `-c.directories.app=${app}`,
    `-c.directories.output=${join(dir, 'out')}`,
  );
  unpacked = join(dir, 'out', 'linux-unpacked');
  archive = join(unpacked, 'resources', 'app.asar');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the packed application', () => {
  test('holds the bundles, the page and the icons', () => {
    expect(files()).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/desktop/main.mjs',
        '/desktop/preload.cjs',
        '/desktop/icons/tray.png',
        '/renderer/index.html',
      ]),
    );
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString());
    expect(manifest).toMatchObject({ main: 'desktop/main.mjs', type: 'module' });
    expect(manifest.dependencies).toBeUndefined();
  });

  test('holds nothing else: no maps, tests, server, packages or settings', () => {
    const strange = files().filter(
      (path) => !/^\/(package\.json|desktop(\/|$)|renderer(\/|$))/.test(path),
    );
    expect(strange).toEqual([]);
    expect(
      files().filter((path) => /\.map$|\.test\.|node_modules|\.env|\.tsx?$/.test(path)),
    ).toEqual([]);
    expect(existsSync(`${archive}.unpacked`)).toBe(false);
  });

  test('carries no path of the machine that built it and no link to a source map', () => {
    for (const name of ['desktop/main.mjs', 'desktop/preload.cjs']) {
      const text = extractFile(archive, name).toString();
      expect(text.includes(root), name).toBe(false);
      expect(text).not.toMatch(/^\/\/# sourceMappingURL=/m);
    }
  });

  test('the preload needs nothing but electron, as a sandboxed one must', () => {
    const preload = extractFile(archive, 'desktop/preload.cjs').toString();
    expect(preload.match(/require\([^)]*\)/g)).toEqual(['require("electron")']);
    expect(preload).not.toMatch(/^\s*(import|export)\s/m);
  });

  test('the main bundle needs nothing but electron and Node, and starts without node_modules', () => {
    const place = join(dir, 'extracted');
    extractAll(archive, place);
    const result = spawnSync(
      process.execPath,
      [
        '--import',
        pathToFileURL(join(import.meta.dirname, 'electron-stub.mjs')).href,
        join(place, 'desktop/main.mjs'),
      ],
      { cwd: dir, encoding: 'utf8', env: { ...process.env, STUB_DATA: join(dir, 'data') } },
    );
    expect(result.stderr).toBe('');
    expect(result.stdout.trim().split('\n')).toEqual(['sandbox', 'scheme app', 'lock', 'quit']);
  });

  test('the fuses in the binary are switched as declared', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'xinhang-desktop'));
    for (const [name, on] of Object.entries(packFuses)) {
      const key = `${name[0]!.toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options;
      expect(wire[FuseV1Options[key]], name).toBe(on ? FuseState.ENABLE : FuseState.DISABLE);
    }
  });

  test('only the languages we speak are kept, and the licence', () => {
    const kept = (name: string) => existsSync(join(unpacked, name));
    expect(['zh-CN', 'zh-TW', 'en-US', 'fr'].map((name) => kept(`locales/${name}.pak`))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(kept('LICENSE.electron.txt')).toBe(true);
  });
});
