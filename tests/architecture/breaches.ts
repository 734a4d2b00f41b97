import { machineTaken } from './machine.ts';
import { refusedToModule } from './modules.ts';
import { refusedToRoom } from './rooms.ts';
import { readsPastAccounts } from './account-reads.ts';
import { readsPastPlaces } from './placed-reads.ts';
import { readsPastScope } from './scoped-reads.ts';
import { importsOf, type SourceFile } from './source.ts';

const WARN_LINES = 300;
const FAIL_LINES = 450;

const linesOf = (file: SourceFile) => file.text.split('\n').length;

/** Files of which it should be asked why they are so long, the longest first. */
export function longFiles(files: readonly SourceFile[]): string[] {
  return files
    .map((file) => ({ path: file.path, lines: linesOf(file) }))
    .filter(({ lines }) => lines > WARN_LINES)
    .toSorted((a, b) => b.lines - a.lines)
    .map(({ path, lines }) => `${path}: ${lines} lines, ${WARN_LINES} should do`);
}

/** Import circles between files, each as a chain. */
function circles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, importsOf(file).map((one) => one.name)]));
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
    const lines = linesOf(file);
    if (lines > FAIL_LINES) found.push(`${file.path}: ${lines} lines, ${FAIL_LINES} at most`);
    for (const what of importsOf(file)) {
      const why =
        refusedToRoom(file.path, what) ?? refusedToModule(file.path, what.name, what.typeOnly);
      if (why) found.push(`${file.path} imports ${what.name}: ${why}`);
    }
    found.push(...readsPastScope(file), ...readsPastAccounts(file), ...readsPastPlaces(file));
    found.push(...machineTaken(file));
  }
  return [...found, ...circles(files)];
}
