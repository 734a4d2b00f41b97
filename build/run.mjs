// The commands behind `npm start`, `npm test`, `npm run check` and `npm run bench`.
// No npm pre/post scripts: the project installs with ignore-scripts, so each command builds what is stale.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { nodeEnvironment, runProduct } from './launch.mjs';
import { productNode, root } from './node.mjs';

const [command = 'start', ...args] = process.argv.slice(2);
const node = productNode();
const bin = (name, ...path) => join(root, 'node_modules', name, ...path);
const env = {
  ...process.env,
  INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
  UV_THREADPOOL_SIZE: nodeEnvironment.UV_THREADPOOL_SIZE,
};

function run(label, ...argv) {
  const started = Date.now();
  const result = spawnSync(node, argv, { cwd: root, stdio: 'inherit', env });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (label) console.log(`${result.status === 0 ? 'ok  ' : 'FAIL'} ${label} (${seconds} s)`);
  return result.status ?? 1;
}

/** The same, but what it says is shown when it is done, so that two may run beside each other. */
async function runQuietly(label, ...argv) {
  const started = Date.now();
  const child = spawn(node, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
  const said = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  child.stderr.on('data', (bytes) => said.push(bytes));
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(Buffer.concat(said));
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${label} (${seconds} s)`);
  return status;
}

/** Steps in turn; all of them run, also after one that failed. */
async function inTurn(steps) {
  let failed = false;
  for (const step of steps) failed = (await runQuietly(...step)) !== 0 || failed;
  return failed;
}

const vitest = (...argv) => [bin('vitest', 'vitest.mjs'), 'run', ...argv];

/** Debian's Chromium and a Chinese font, installed where we may; otherwise one line says how. */
function ensureBrowser() {
  const missing = [];
  if (
    !['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].some((name) =>
      existsSync(`/usr/bin/${name}`),
    )
  )
    missing.push('chromium-headless-shell');
  if (
    spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() === '' ||
    missing.length
  )
    missing.push('fonts-noto-cjk');
  if (missing.length === 0) return;
  const line = `apt-get install -y ${missing.join(' ')}`;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Browser journeys need ${missing.join(', ')}: installing.`);
    const apt = (...argv) =>
      spawnSync('apt-get', argv, {
        stdio: 'ignore',
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    if (apt('install', '-y', '-qq', ...missing).status === 0) return;
  }
  console.log(`Browser journeys will be skipped: run "${line}" first.`);
}

async function main() {
  switch (command) {
    case 'start': {
      await build();
      const cli = join(root, 'dist/server/cli.mjs');
      const endWithParent = process.env.npm_lifecycle_event !== undefined;
      return await runProduct([cli, 'start', ...args], { cwd: root, env, endWithParent });
    }
    case 'build':
      await build();
      return 0;
    case 'openapi':
      return run('', join(root, 'build/openapi.mjs'), ...args);
    case 'test':
      ensureBrowser();
      await build();
      return run('', ...vitest(...args));
    case 'check': {
      const tsc = bin('typescript', 'bin', 'tsc');
      // Each of several checkers works out the types of the whole contract for itself: on two
      // processors four take longer than one, and 5 GB instead of 2.
      const types = (project) => [tsc, '--checkers', '1', '-p', project];
      // The types keep one processor busy for as long as all the rest together.
      const failed = await Promise.all([
        inTurn([
          ['types: server, db, desktop main, tests', ...types('tsconfig.json')],
          ['types: shared', ...types('packages/shared/tsconfig.json')],
          ['types: renderer', ...types('apps/desktop/tsconfig.json')],
        ]),
        inTurn([
          ['lint', bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'],
          ['format', bin('oxfmt', 'bin', 'oxfmt'), '--check', '.'],
          ['docs/openapi.json is current', join(root, 'build/openapi.mjs'), '--check'],
          ['import rules', ...vitest('tests/architecture.test.ts')],
        ]),
      ]);
      return failed.includes(true) ? 1 : 0;
    }
    case 'bench':
      await build();
      return run('', join(root, 'tests/bench/bench.ts'), ...args);
    case 'faults':
      await build();
      return run('', join(root, 'tests/faults/run.ts'), ...args);
    default:
      console.error(
        `Unknown command "${command}": start, build, test, check, openapi, bench, faults.`,
      );
      return 2;
  }
}

process.exit(await main());
