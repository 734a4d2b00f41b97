import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { breaches, type SourceFile } from './architecture.ts';

const files: SourceFile[] = globSync('{packages,apps}/**/*.{ts,tsx}')
  .filter((path) => !path.includes('node_modules') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('the house rules hold', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(breaches(files)).toEqual([]);
});

const broken: [rule: string, path: string, text: string][] = [
  ['shared is pure', 'packages/shared/src/x.ts', "import { join } from 'node:path';"],
  ['only db knows SQL', 'apps/server/src/x.ts', "import { sql } from 'kysely';"],
  ['db imports shared', 'packages/db/src/x.ts', "import { a } from '@xinhang/server/app.ts';"],
  ['no client', 'apps/server/src/x.ts', "import { app } from 'electron';"],
  ['no system', 'apps/desktop/src/renderer/x.ts', "import { readFile } from 'node:fs';"],
  ['the API', 'apps/desktop/src/renderer/x.ts', "import { a } from '@xinhang/db/scope.ts';"],
  ['no server code', 'apps/desktop/src/main/x.ts', "import { a } from '@xinhang/db/scope.ts';"],
  [
    'never import each other',
    'apps/desktop/src/renderer/features/desk/x.ts',
    "import { a } from '../customers/y.ts';",
  ],
  [
    'know no feature',
    'apps/desktop/src/renderer/ui/x.ts',
    "import { a } from '../features/customers/y.ts';",
  ],
  ['tier', 'apps/server/src/modules/org/x.ts', "import { a } from '../customers/service.ts';"],
  [
    'only services',
    'apps/server/src/modules/activities/x.ts',
    "import { a } from '../customers/routes.ts';",
  ],
  ['lines', 'apps/server/src/x.ts', '\n'.repeat(500)],
  ['through scope', 'apps/server/src/x.ts', "db.selectFrom('customer')"],
];

test.each(broken)('the rule "%s" goes red when broken', (rule, path, text) => {
  expect(breaches([{ path, text }]).join('\n')).toContain(rule);
});

test('a circle goes red', () => {
  const found = breaches([
    { path: 'packages/shared/src/a.ts', text: "import { b } from './b.ts';" },
    { path: 'packages/shared/src/b.ts', text: "import { a } from './a.ts';" },
  ]);
  expect(found.join()).toContain('circle');
});
