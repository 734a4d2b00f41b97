import { defineConfig } from 'vitest/config';
import { hasPostgres } from './tests/helpers/postgres.ts';

const all = ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tests/**/*.test.ts'];
/** The matrix watches the SQLite file itself to see that a refusal wrote nothing. */
const onlySqlite = ['tests/api/*matrix*.test.ts'];

if (!hasPostgres) {
  console.log('PostgreSQL 15 is not installed: the second engine is not tested here.');
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Patience for a busy machine; no test is judged by its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './tests/helpers/closing-line.ts'],
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'sqlite', include: all } },
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
