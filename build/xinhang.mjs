#!/usr/bin/env node
// The `xinhang` command: re-executes the command line of the server under the bundled Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { productNode, root } from './node.mjs';
import { isStale } from './stale.mjs';

const bundle = join(root, 'dist', 'server', 'cli.mjs');
const source = join(root, 'apps', 'server', 'src', 'cli.ts');
const entry = existsSync(bundle) && !isStale('server') ? bundle : source;
const child = spawn(productNode(), [entry, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
    NODE_NO_WARNINGS: '1',
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
