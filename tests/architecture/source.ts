import { dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** Path from the root of the project, with `/`. */
  path: string;
  text: string;
}

export interface Import {
  /** A package, or a file of another room as `@xinhang/room/file.ts`, or one of the own as a path. */
  name: string;
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean;
}

const rooms: Record<string, string> = {
  'packages/shared': '@xinhang/shared',
  'packages/db': '@xinhang/db',
  'apps/server': '@xinhang/server',
  'apps/desktop': '@xinhang/desktop',
};

const roomOf = (path: string) => /^(?:packages|apps)\/[^/]+/.exec(path)?.[0] ?? '';

/** The same file has one name, whether it is asked for by its package or by a path. */
function plainName(from: string, name: string): string {
  const path = name.startsWith('.') ? normalize(join(dirname(from), name)) : name;
  const room = roomOf(path);
  if (rooms[room] && room !== roomOf(from)) return path.replace(`${room}/src`, rooms[room]);
  const own = rooms[roomOf(from)];
  return own && path.startsWith(`${own}/`) ? path.replace(own, `${roomOf(from)}/src`) : path;
}

const STATIC = /^[ \t]*(?:import|export)\s+(type\s)?(?:([^;'"`]*?)\bfrom\s*)?(['"])([^'"\n]+)\3/gm;
const DYNAMIC = /\bimport\s*\(\s*(['"])([^'"\n]+)\1/g;

/** `{ type A, type B }` */
const onlyTypes = (names: string) =>
  /^\{[^}]*\}\s*$/.test(names) &&
  names
    .replaceAll(/[{}]/g, '')
    .split(',')
    .every((one) => one.trim() === '' || one.trim().startsWith('type '));

/** Everything that a file imports or passes on. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const found: Import[] = [];
  for (const [, type, names = '', , name] of text.matchAll(STATIC)) {
    found.push({
      name: plainName(path, name!),
      typeOnly: type !== undefined || onlyTypes(names),
    });
  }
  for (const [, , name] of text.matchAll(DYNAMIC)) {
    found.push({ name: plainName(path, name!), typeOnly: false });
  }
  return found;
}

/** Text without comments, so that words about code are not taken for it. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}
