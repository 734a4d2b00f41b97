#!/usr/bin/env node
// The `xinhang` command: re-executes the command line of the server under the bundled Node.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProduct } from './launch.mjs';
import { root } from './node.mjs';
import { isStale } from './stale.mjs';

const bundle = join(root, 'dist', 'server', 'cli.mjs');
const source = join(root, 'apps', 'server', 'src', 'cli.ts');
const entry = existsSync(bundle) && !isStale('server') ? bundle : source;
process.exitCode = await runProduct([entry, ...process.argv.slice(2)], {
  env: { ...process.env, NODE_NO_WARNINGS: '1' },
});
