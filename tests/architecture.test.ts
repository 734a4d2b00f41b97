import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { breaches, longFiles } from './architecture/breaches.ts';
import { idleRoots } from './architecture/machine.ts';
import { readersPastAccounts, readersWithoutAccounts } from './architecture/account-reads.ts';
import { idlePlaces, unplacedReaders } from './architecture/placed-reads.ts';
import { idleEntries, unscopedReaders } from './architecture/scoped-reads.ts';
import { importsOf, type SourceFile } from './architecture/source.ts';

const files: SourceFile[] = globSync('{packages,apps}/**/*.{ts,tsx}')
  .filter((path) => !path.includes('node_modules') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('the house rules hold', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(breaches(files)).toEqual([]);
});

/** The only ones that know of past sales: books never read them (docs/decisions/0286). */
const knowPastSales =
  /^(apps\/server\/src\/(modules\/(facts|analysis|imports\/facts|opening)\/|demo\/|app\.ts)|packages\/db\/src\/(migrations|schema)\/|packages\/db\/src\/repositories\/(sales-facts|sales-before|sales-figures|merges|customer-values)\.ts)/;
const ofPastSales =
  /sales_fact\b|modules\/facts\/|facts\/service|repositories\/sales-(facts|before)/;

test('books know nothing of what was sold before them', () => {
  const know = files.filter(
    ({ path, text }) => !path.startsWith('apps/desktop/') && ofPastSales.test(text),
  );
  expect(know.length).toBeGreaterThan(8);
  expect(know.filter(({ path }) => !knowPastSales.test(path)).map(({ path }) => path)).toEqual([]);
});

test('files that grow long are named', () => {
  const texts = [
    { path: 'long.ts', text: '\n'.repeat(300) },
    { path: 'short.ts', text: '\n'.repeat(299) },
  ];
  expect(longFiles(texts)).toEqual(['long.ts: 301 lines, 300 should do']);
  for (const line of longFiles(files)) console.warn(line);
});

const shared = 'packages/shared/src/x.ts';
const db = 'packages/db/src/x.ts';
const server = 'apps/server/src/x.ts';
const desktop = 'apps/desktop/src';
const modules = 'apps/server/src/modules';

/** Rule, file, what it imports. */
const wrongImports: [rule: string, path: string, name: string][] = [
  ['shared is pure: no node', shared, 'node:path'],
  ['shared is pure: no node', shared, 'fs'],
  ['shared is pure: no such package', shared, 'react'],
  ['shared is pure: no such package', shared, 'kysely'],
  ['shared is pure: no such package', shared, 'fastify'],
  ['shared imports nobody', shared, '@xinhang/db/scope.ts'],
  ['shared imports nobody', shared, '../../db/src/scope.ts'],
  ['db imports shared alone', db, '@xinhang/server/app.ts'],
  ['db imports shared alone', db, '../../../apps/server/src/app.ts'],
  ['db needs no such package', db, 'fastify'],
  ['db needs no such package', db, 'zod'],
  ['only db knows SQL', server, 'kysely'],
  ['only db knows SQL', server, 'better-sqlite3'],
  ['only db knows SQL', `${desktop}/main/x.ts`, 'pg'],
  ['the server knows no client', server, 'electron'],
  ['the server knows no client', server, '@xinhang/desktop/bridge/route.ts'],
  ['the server knows no client', server, '../../desktop/src/bridge/route.ts'],
  ['not declared by the server', server, 'undici'],
  ['the renderer has no system', `${desktop}/renderer/x.ts`, 'node:fs'],
  ['the renderer has no system', `${desktop}/renderer/x.ts`, 'electron'],
  ['the renderer speaks to the API', `${desktop}/renderer/x.ts`, '@xinhang/db/scope.ts'],
  ['the renderer knows no main', `${desktop}/renderer/x.ts`, '../main/ipc.ts'],
  ['the renderer knows no main', `${desktop}/renderer/x.ts`, '../preload/preload.ts'],
  ['types of the bridge alone', `${desktop}/renderer/x.ts`, '../bridge/names.ts'],
  ['no package of the renderer', `${desktop}/renderer/x.ts`, 'undici'],
  ['no package of the renderer', `${desktop}/renderer/x.ts`, 'lodash'],
  ['never import each other', `${desktop}/renderer/features/desk/x.ts`, '../customers/y.ts'],
  ['know no feature', `${desktop}/renderer/ui/x.ts`, '../features/customers/y.ts'],
  ['no node, no electron', `${desktop}/bridge/x.ts`, 'node:fs'],
  ['no node, no electron', `${desktop}/bridge/x.ts`, 'electron'],
  ['the bridge needs zod alone', `${desktop}/bridge/x.ts`, 'undici'],
  ['the bridge imports nobody', `${desktop}/bridge/x.ts`, '../main/ipc.ts'],
  ['the preload has no node', `${desktop}/preload/x.ts`, 'node:fs'],
  ['electron and the bridge alone', `${desktop}/preload/x.ts`, 'zod'],
  ['electron and the bridge alone', `${desktop}/preload/x.ts`, '@xinhang/shared/org.ts'],
  ['electron and the bridge alone', `${desktop}/preload/x.ts`, '../main/ipc.ts'],
  ['the client knows no server code', `${desktop}/main/x.ts`, '@xinhang/db/scope.ts'],
  ['main knows no page', `${desktop}/main/x.ts`, '../renderer/ui/theme.ts'],
  ['no package of main', `${desktop}/main/x.ts`, 'react'],
  ['policies and mappers are pure', `${modules}/customers/policy.ts`, 'node:fs'],
  ['policies and mappers are pure', `${modules}/customers/mapper.ts`, './service.ts'],
  [
    'policies and mappers are pure',
    `${modules}/org/policy.ts`,
    '@xinhang/db/repositories/users.ts',
  ],
  ['tier', `${modules}/org/x.ts`, '../customers/service.ts'],
  ['tier', `${modules}/org/x.ts`, '@xinhang/server/modules/customers/service.ts'],
  ['only services of other modules', `${modules}/activities/x.ts`, '../customers/routes.ts'],
  [
    'never the repositories of other modules',
    `${modules}/activities/x.ts`,
    '@xinhang/db/repositories/customers.ts',
  ],
  [
    'never the repositories of other modules',
    `${modules}/customers/x.ts`,
    '@xinhang/db/repositories/follow-ups.ts',
  ],
  [
    'a repository that is nobody’s',
    `${modules}/customers/x.ts`,
    '@xinhang/db/repositories/brand-new.ts',
  ],
];

test.each(wrongImports)('"%s" goes red: %s imports %s', (rule, path, name) => {
  for (const text of [
    `import { a } from '${name}';`,
    `import {\n  a,\n  b,\n} from "${name}";`,
    `export { a } from '${name}';`,
    `const a = await import('${name}');`,
  ]) {
    expect(breaches([{ path, text }]).join('\n'), text).toContain(rule);
  }
});

/** What the table allows, as near to the rules as it comes. */
const rightImports: [path: string, text: string][] = [
  [shared, "import { z } from 'zod';"],
  [db, "import { existsSync } from 'node:fs';\nimport { sql } from 'kysely';"],
  [`${desktop}/renderer/x.ts`, "import type { Bridge } from '../bridge/window-api.ts';"],
  [`${desktop}/renderer/x.ts`, "import { type Bridge } from '../bridge/window-api.ts';"],
  [`${desktop}/preload/x.ts`, "import { names } from '../bridge/names.ts';"],
  [`${desktop}/main/x.ts`, "import { readFile } from 'node:fs/promises';"],
  [`${modules}/customers/x.ts`, "import { a } from '@xinhang/db/repositories/contacts.ts';"],
  [`${modules}/activities/x.ts`, "import { a } from '../customers/service.ts';"],
  [`${modules}/activities/x.ts`, "import type { A } from '@xinhang/db/repositories/contacts.ts';"],
  [server, "// Taken over from 'kysely'.\nconst words = Array.from('kysely');"],
];

test.each(rightImports)('what is allowed stays green: %s', (path, text) => {
  expect(breaches([{ path, text }])).toEqual([]);
});

test('every way to import is seen', () => {
  const text = "import 'a';\nimport b from 'b';\nexport * from 'c';\nexport type { D } from 'd';";
  expect(importsOf({ path: server, text })).toEqual([
    { name: 'a', typeOnly: false },
    { name: 'b', typeOnly: false },
    { name: 'c', typeOnly: false },
    { name: 'd', typeOnly: true },
  ]);
});

test('a file that grew too long goes red', () => {
  expect(breaches([{ path: server, text: '\n'.repeat(500) }]).join()).toContain('lines');
});

test('a circle goes red', () => {
  const found = breaches([
    { path: 'packages/shared/src/a.ts', text: "import { b } from './b.ts';" },
    { path: 'packages/shared/src/b.ts', text: "import { a } from './a.ts';" },
  ]);
  expect(found.join()).toContain('circle');
});

const reads = [
  "db.selectFrom('customer')",
  "db.selectFrom('customer as c')",
  "db\n    .selectFrom(\n      'contact as who')",
  "db.selectFrom(['pool', 'customer'])",
  "db.selectFrom('tag').innerJoin('customer', 'customer.id', 'tag.id')",
  "db.selectFrom('tag').leftJoin('contact as c', 'c.id', 'tag.id')",
  "db.selectFrom('tag').rightJoin('follow_up', (on) => on.onTrue())",
  "db.selectFrom('tag').crossJoin('attachment')",
  "db.updateTable('tag').from('customer')",
  "db.selectFrom('contact_phone')",
  "db.selectFrom('follow_up as f')",
  "db.selectFrom('attachment')",
  "db.selectFrom('owner_history')",
  "db.selectFrom('customer_address')",
  "db.selectFrom('customer_title')",
  "db.selectFrom('customer_event')",
  "db.selectFrom('customer_tag')",
  "db.selectFrom('customer_collaborator')",
  'sql`select name from customer where id = 1`',
  'sql<{ n: number }>`select count(*) n from tag join contact c on true`',
];

test.each(reads)('past scope() goes red: %s', (query) => {
  const path = 'packages/db/src/repositories/x.ts';
  const open = `export async function open(db) {\n  return await ${query};\n}\n`;
  const narrowed = `export function narrow(db, actor) {\n  return ${query}.where(inScope(actor, 'a'));\n}\n`;
  expect(breaches([{ path, text: open }]).join()).toContain('x#open reads customers past scope()');
  // Neither the scope of its neighbour nor a comment about it helps a function.
  const both = `${narrowed}\n// Knows no inScope().\n${open}`;
  expect(breaches([{ path, text: both }]).join()).toContain('x#open reads customers past scope()');
  expect(breaches([{ path, text: narrowed }])).toEqual([]);
});

test('other tables, and words about customers, are no reads of customers', () => {
  const text =
    "function a(db) {\n  // from customer\n  return db.selectFrom('user').select('customer');\n}";
  expect(unscopedReaders({ path: 'packages/db/src/repositories/x.ts', text })).toEqual([]);
});

test('a read of stock that does not ask which places are reached goes red', () => {
  const path = 'packages/db/src/repositories/x.ts';
  const past =
    "export async function a(db) {\n  return db.selectFrom('stock_balance').selectAll();\n}";
  expect(breaches([{ path, text: past }]).join()).toContain('x#a reads stock past the places');
  const raw = 'export const b = sql`select 1 from stock_ledger`;';
  expect(unplacedReaders({ path, text: raw })).toEqual(['repositories/x#b']);
  const asks = past.replace('.selectAll()', ".where(placeInScope(places, 'x'))");
  expect(unplacedReaders({ path, text: asks })).toEqual([]);
  expect(idlePlaces(files)).toEqual([]);
  expect(idlePlaces(files, { 'repositories/gone#reader': 'a reason' })).toEqual([
    'repositories/gone#reader',
  ]);
});

test('SQL outside packages/db goes red', () => {
  const text = "export const a = (tx) => tx.selectFrom('tag').selectAll();";
  expect(breaches([{ path: server, text }]).join()).toContain('SQL is written in packages/db');
});

test('the register of reads past scope() names nothing that is not there', () => {
  expect(idleEntries(files)).toEqual([]);
  expect(idleEntries(files, { 'repositories/gone#reader': 'a reason' })).toEqual([
    'repositories/gone#reader',
  ]);
});

test('a read of money that does not ask which accounts are reached goes red', () => {
  const path = 'packages/db/src/repositories/x.ts';
  const query = "db.selectFrom('cash_ledger').selectAll()";
  const open = `export const open = (db) => ${query}.execute();\n`;
  const narrowed = `export const n = (db, actor) => ${query}.where(onAccounts(actor, 'cash.read', 'a'));\n`;
  expect(breaches([{ path, text: `${narrowed}${open}` }]).join()).toContain('x#open reads money');
  expect(breaches([{ path, text: narrowed }])).toEqual([]);
  expect(idleEntries(files, readersPastAccounts, readersWithoutAccounts)).toEqual([]);
});

const taken: [rule: string, text: string][] = [
  ['the clock is given', 'const at = Date.now();'],
  ['the clock is given', 'const deps = { now: Date.now };'],
  ['the clock is given', 'const at = new Date();'],
  ['the clock is given', 'const at = new Date().toISOString();'],
  ['the clock is given', 'const at = new Date;'],
  ['the clock is given', 'const at = Date();'],
  ['the clock is given', 'const since = performance.now();'],
  ['the clock is given', 'const since = process.hrtime.bigint();'],
  ['the clock is given', "import { hostname, uptime } from 'node:os';"],
  ['chance is given', 'const dice = Math.random();'],
  ['chance is given', "import { createHash, randomBytes } from 'node:crypto';"],
  ['chance is given', "import { randomUUID } from 'node:crypto';"],
  ['chance is given', 'const id = crypto.randomUUID();'],
  ['chance is given', 'crypto.getRandomValues(bytes);'],
  ['the machine is for entries', "import { thisMachine } from './machine.ts';"],
];

test.each(taken)('"%s" goes red: %s', (rule, text) => {
  expect(breaches([{ path: server, text }]).join()).toContain(rule);
});

test('what is given may be used, and the entries may take it', () => {
  const given = [
    'const text = new Date(ctx.now).toISOString(); // not Date.now()',
    'const id = uuidv7(deps.now(), deps.random);',
    "import { createHash } from 'node:crypto';",
    "import type { Machine } from './machine.ts';",
  ];
  for (const text of given) expect(breaches([{ path: server, text }]), text).toEqual([]);
  const text = "import { thisMachine } from './machine.ts';";
  expect(breaches([{ path: 'apps/server/src/main.ts', text }])).toEqual([]);
  expect(idleRoots(files)).toEqual([]);
  expect(idleRoots([])).toContain('apps/server/src/main.ts');
});
