import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import type { Import } from './source.ts';

const builtin = new Set(builtinModules);
const isNode = (name: string) => name.startsWith('node:') || builtin.has(name);
const isDriver = (name: string) => /^(kysely|better-sqlite3|pg)($|\/)/.test(name);

/** `@scope/name` or `name`, without the file inside it; null for a file of the project. */
function packageOf(name: string): string | null {
  if (/^(packages|apps|tests|build)\//.test(name) || name.startsWith('@xinhang/')) return null;
  return /^(@[^/]+\/)?[^/]+/.exec(name)![0];
}

const declared = (room: string) =>
  Object.keys(
    (
      JSON.parse(readFileSync(`${room}/package.json`, 'utf8')) as {
        dependencies: Record<string, string>;
      }
    ).dependencies,
  );

const sharedPackages = new Set(['zod', 'pinyin-pro', 'tyme4ts']);
const dbPackages = new Set(['kysely', 'better-sqlite3', 'pg']);
const serverPackages = new Set(declared('apps/server'));
const mainPackages = new Set([
  'bonjour-service',
  'electron',
  'electron-log',
  'electron-updater',
  'undici',
  'zod',
]);
const rendererPackages = new Set(
  declared('apps/desktop').filter((name) => name === 'zod' || !mainPackages.has(name)),
);

const own = (area: string, name: string) => name.startsWith(`apps/desktop/src/${area}/`);
const toShared = (name: string) => name.startsWith('@xinhang/shared/');
const featureOf = (path: string) =>
  /^apps\/desktop\/src\/renderer\/features\/([^/]+)\//.exec(path)?.[1];

function refusedToShared(name: string): string | null {
  if (isNode(name)) return 'shared is pure: no node';
  if (name.startsWith('@xinhang/')) return 'shared imports nobody';
  const from = packageOf(name);
  return from && !sharedPackages.has(from) ? 'shared is pure: no such package' : null;
}

function refusedToDb(name: string): string | null {
  if (/^@xinhang\/(server|desktop)/.test(name)) return 'db imports shared alone';
  const from = packageOf(name);
  return from && !isNode(name) && !dbPackages.has(from) ? 'db needs no such package' : null;
}

function refusedToServer(name: string): string | null {
  if (/^(@xinhang\/desktop|electron|react)/.test(name)) return 'the server knows no client';
  const from = packageOf(name);
  if (from && !isNode(name) && !serverPackages.has(from)) return 'not declared by the server';
  return null;
}

function refusedToRenderer(path: string, { name, typeOnly }: Import): string | null {
  if (isNode(name) || name === 'electron') return 'the renderer has no system';
  if (/^@xinhang\/(db|server)/.test(name)) return 'the renderer speaks to the API';
  if (own('main', name) || own('preload', name)) return 'the renderer knows no main';
  if (own('bridge', name) && !typeOnly) return 'the renderer takes types of the bridge alone';
  const from = packageOf(name);
  if (from && !rendererPackages.has(from)) return 'no package of the renderer';
  const [mine, other] = [featureOf(path), featureOf(name)];
  if (mine && other && mine !== other) return 'features never import each other';
  // app/, routes/ and the files beside main.tsx put the features together.
  const composes = /renderer\/(app\/|routes\/|[^/]+$)/.test(path);
  return !mine && other && !composes ? 'generic parts know no feature' : null;
}

function refusedToBridge(name: string): string | null {
  if (isNode(name) || name === 'electron') return 'the bridge is data: no node, no electron';
  const from = packageOf(name);
  if (from && from !== 'zod') return 'the bridge needs zod alone';
  return from || own('bridge', name) || toShared(name) ? null : 'the bridge imports nobody';
}

function refusedToPreload(name: string): string | null {
  if (isNode(name)) return 'the preload has no node';
  if (name === 'electron' || own('bridge', name) || own('preload', name)) return null;
  return 'the preload imports electron and the bridge alone';
}

function refusedToMain(name: string): string | null {
  if (/^@xinhang\/(db|server)/.test(name)) return 'the client knows no server code';
  if (own('renderer', name)) return 'main knows no page';
  const from = packageOf(name);
  return from && !isNode(name) && !mainPackages.has(from) ? 'no package of main' : null;
}

/** Pure functions of the database package that need no database. */
const PURE_DB = /^@xinhang\/db\/(actor|scope|no-date)\.ts$/;

function refusedToPure(path: string, { name, typeOnly }: Import): string | null {
  if (typeOnly || toShared(name) || PURE_DB.test(name)) return null;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = name.startsWith(folder) && /\/(policy|mapper)\.ts$/.test(name);
  return beside ? null : 'policies and mappers are pure';
}

/** Why a file may not import this by the table "who may import whom"; null where it may. */
export function refusedToRoom(path: string, what: Import): string | null {
  const { name } = what;
  if (isDriver(name) && !path.startsWith('packages/')) return 'only db knows SQL';
  // Declares the types of a package that brings none.
  if (path.endsWith('.d.ts')) return null;
  if (path.startsWith('packages/shared/')) return refusedToShared(name);
  if (path.startsWith('packages/db/')) return refusedToDb(name);
  if (path.startsWith('apps/desktop/src/renderer/')) return refusedToRenderer(path, what);
  if (path.startsWith('apps/desktop/src/bridge/')) return refusedToBridge(name);
  if (path.startsWith('apps/desktop/src/preload/')) return refusedToPreload(name);
  if (path.startsWith('apps/desktop/src/main/')) return refusedToMain(name);
  if (!path.startsWith('apps/server/')) return null;
  const pure = /\/modules\/[^/]+\/(policy|mapper)\.ts$/.test(path);
  return refusedToServer(name) ?? (pure ? refusedToPure(path, what) : null);
}
