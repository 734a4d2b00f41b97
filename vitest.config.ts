import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { isStale } from './build/stale.mjs';
import { LongestFirst } from './tests/helpers/longest-first.ts';
import { hasPostgres } from './tests/helpers/postgres.ts';

const all = ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tests/**/*.test.ts'];
/** What another engine can make no difference to. */
const onlySqlite = [
  // The matrix watches the SQLite file itself to see that a refusal wrote nothing.
  '*matrix*',
  // Contract, words, screens and doors: judged before or without a database.
  'client-level',
  'confirm',
  'contract',
  'limits',
  'message-providers',
  'message-secrets',
  'openapi',
  'overload',
  'screens',
  'strict-bodies',
  'words',
  // What a form sends that changed nothing: told apart above the repositories.
  'change-of-nothing',
  // Whole data sets, minutes long; what they call has tests of its own on both engines.
  'imports',
].map((name) => `tests/api/${name}.test.ts`);

if (!hasPostgres) {
  console.log('PostgreSQL 15 is not installed: the second engine is not tested here.');
}

// Servers, commands and threads start by the hundred: each begins with what V8 compiled of the same
// text before (docs/decisions/0128).
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

// Threads and children of the server begin from its bundle, where that is made of these sources.
if (!isStale('server')) process.env['BUNDLED_WORKERS'] = join(import.meta.dirname, 'dist/server');

export default defineConfig({
  test: {
    pool: 'forks',
    // More than the processors of a small machine: journeys and faults wait much of their time.
    maxWorkers: 4,
    // Loading the server anew for each file, and running it cold, was two fifths of the processor
    // time of the tests of the API (docs/decisions/0128).
    isolate: false,
    setupFiles: ['./tests/helpers/own-modules.ts'],
    // Patience for a busy machine, also for a whole day in the browser; no test is judged by its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One second unless said, which is what a server takes to measure itself once.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/helpers/closing-line.ts'],
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: all,
          globalSetup: ['./tests/helpers/sqlite-template.ts'],
        },
      },
      // The same calls through the same server, on the other engine.
      ...(hasPostgres
        ? [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                include: ['tests/api/**/*.test.ts'],
                exclude: onlySqlite,
                globalSetup: ['./tests/helpers/postgres-cluster.ts'],
              },
            },
          ]
        : []),
    ],
  },
});
