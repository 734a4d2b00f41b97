import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** Path from the root of the project, with `/`. */
  path: string;
  text: string;
}

const FAIL_LINES = 450;

/** Tier of each business area; a module imports only from its own or a lower one. */
const tiers: Record<string, number> = {
  org: 0,
  system: 0,
  products: 1,
  customers: 1,
  ledgers: 1,
  activities: 2,
  prices: 2,
  learning: 2,
  deals: 3,
  targets: 3,
  stock: 3,
  sales: 4,
  purchasing: 4,
  projects: 4,
  finance: 5,
  service: 5,
  office: 5,
  analysis: 6,
  imports: 6,
};

const builtin = new Set(builtinModules);
const isNode = (name: string) => name.startsWith('node:') || builtin.has(name);
const drivers = /^(kysely|better-sqlite3|pg)($|\/)/;

/** Everything a file imports, relative ones as paths from the root. */
export function importsOf(file: SourceFile): string[] {
  const names = [...file.text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!);
  return names.map((name) =>
    name.startsWith('.') ? normalize(join(dirname(file.path), name)) : name,
  );
}

const moduleOf = (path: string) => /^apps\/server\/src\/modules\/([^/]+)\//.exec(path)?.[1];
const featureOf = (path: string) =>
  /^apps\/desktop\/src\/renderer\/features\/([^/]+)\//.exec(path)?.[1];

function refused(path: string, name: string): string | null {
  const external = !name.includes('/src/');
  if (path.startsWith('packages/shared/')) {
    if (isNode(name)) return 'shared is pure: no node';
    if (/^(react|antd|electron)/.test(name) || drivers.test(name)) return 'shared is pure';
    if (name.startsWith('@xinhang/')) return 'shared imports nobody';
  }
  if (drivers.test(name) && !path.startsWith('packages/db/')) return 'only db knows SQL';
  if (path.startsWith('packages/db/') && /^@xinhang\/(server|desktop)/.test(name)) {
    return 'db imports shared alone';
  }
  if (path.startsWith('apps/server/') && /^(@xinhang\/desktop|electron|react)/.test(name)) {
    return 'the server knows no client';
  }
  if (path.startsWith('apps/desktop/src/renderer/')) {
    if (isNode(name) || name === 'electron') return 'the renderer has no system';
    if (/^@xinhang\/(db|server)/.test(name)) return 'the renderer speaks to the API';
    if (/^apps\/desktop\/src\/(main|preload)\//.test(name)) return 'the renderer knows no main';
    const [own, other] = [featureOf(path), featureOf(name)];
    if (own && other && own !== other) return 'features never import each other';
    // app/ and the files beside main.tsx put the features together.
    const composes = /renderer\/(app\/|[^/]+$)/.test(path);
    if (!own && other && !composes) {
      return 'generic parts know no feature';
    }
  }
  if (/^apps\/desktop\/src\/(main|preload)\//.test(path)) {
    if (/^@xinhang\/(db|server)/.test(name)) return 'the client knows no server code';
    if (name.startsWith('apps/desktop/src/renderer/')) return 'main knows no page';
  }
  if (/\/(policy|mapper)\.ts$/.test(path) && external && isNode(name)) return 'policies are pure';
  const [own, other] = [moduleOf(path), moduleOf(name)];
  if (own && other && own !== other) {
    if ((tiers[other] ?? 99) > (tiers[own] ?? -1)) return `tier: ${own} may not import ${other}`;
    if (!/\/(service|policy|passwords)\.ts$/.test(name)) return 'only services of other modules';
  }
  return null;
}

/** Import circles between files, each as a chain. */
function circles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, importsOf(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, chain: string[]) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push(`circle: ${[...chain.slice(chain.indexOf(path)), path].join(' -> ')}`);
      return;
    }
    state.set(path, 'open');
    for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...chain, path]);
    state.set(path, 'done');
  };
  for (const file of files) visit(file.path, []);
  return found;
}

/** Every breach of the house rules (docs/ARCHITECTURE.md), one line each. */
export function breaches(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const lines = file.text.split('\n').length;
    if (lines > FAIL_LINES) found.push(`${file.path}: ${lines} lines, ${FAIL_LINES} at most`);
    for (const name of importsOf(file)) {
      const why = refused(file.path, name);
      if (why) found.push(`${file.path} imports ${name}: ${why}`);
    }
    const scoped = /selectFrom\('customer'\)/.test(file.text);
    if (
      scoped &&
      !/^packages\/db\/src\/(scope|search-renewal|migrations\/\d{4}-[a-z-]+|repositories\/(customers|customer-(list|keys|search|check)|follow-ups|desk))\.ts$/.test(
        file.path,
      )
    ) {
      found.push(`${file.path}: customers are read through scope() alone`);
    }
  }
  return [...found, ...circles(files)];
}
