import { importsOf, withoutComments, type SourceFile } from './source.ts';

const MACHINE = 'apps/server/src/machine.ts';

/** Entries of processes: they hand clock and chance to everything that they start. */
const roots = new Set([
  // The command line and the server.
  'apps/server/src/main.ts',
  // Children of a backup: one that makes or checks it, one that serves a copy for the rehearsal.
  'apps/server/src/ops/backup/worker.ts',
  'apps/server/src/ops/backup/rehearsal-server.ts',
  // The child that examines everything.
  'apps/server/src/ops/doctor/worker.ts',
]);

const clock =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|(?<![\w.]|new )Date\(|\bTemporal\.Now\b|\bperformance\.now\b|\bhrtime\b|\bprocess\.uptime\b/;
const chance = /\bMath\.random\b|\bcrypto\.(?:random|getRandom)\w+|\bwebcrypto\b/;
const fromCrypto = /\bimport\s*\{[^}]*\b(random\w+)\b[^}]*\}\s*from\s*'(?:node:)?crypto'/;
const fromSystem = /\bimport\s*\{[^}]*\buptime\b[^}]*\}\s*from\s*'(?:node:)?os'/;

/**
 * Clock and chance that were not given. Keys of cryptography are none of it: Node makes them from
 * its own source, which nobody can or should replace.
 */
export function machineTaken(file: SourceFile): string[] {
  const { path } = file;
  if (!/^(apps\/server|packages)\//.test(path) || path === MACHINE) return [];
  const text = withoutComments(file.text);
  const found: string[] = [];
  if (clock.test(text) || fromSystem.test(text)) {
    found.push(`${path}: the clock is given, never taken`);
  }
  if (chance.test(text) || fromCrypto.test(text)) {
    found.push(`${path}: chance is given, never taken`);
  }
  const takes = importsOf(file).some((one) => !one.typeOnly && one.name === MACHINE);
  if (takes && !roots.has(path)) found.push(`${path}: the machine is for entries of processes`);
  return found;
}

/** Roots that need the machine no more. */
export function idleRoots(files: readonly SourceFile[]): string[] {
  const takers = files.filter((file) =>
    importsOf(file).some((one) => one.name === MACHINE && !one.typeOnly),
  );
  return [...roots].filter((root) => !takers.some((file) => file.path === root));
}
