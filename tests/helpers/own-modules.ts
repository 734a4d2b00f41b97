import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

/** As the process began; this file is run anew before each test file. */
const own = globalThis as typeof globalThis & { clocks?: Record<string, unknown> };
const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, Date } = globalThis;
const clocks = (own.clocks ??= {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  Date,
});

// The files of a worker share its modules (docs/decisions/0128). vitest itself gives up the mocks
// of a file at its end, but keeps what was loaded with them: the next file would get that.
afterAll(() => {
  const file = expect.getState().testPath;
  if (!file || /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(file, 'utf8'))) {
    vi.resetModules();
  }
  // A spy on a clock that stood still gives that clock back when it is taken off last.
  vi.restoreAllMocks();
  const changed = Object.keys(clocks).filter(
    (name) => clocks[name] !== (globalThis as unknown as Record<string, unknown>)[name],
  );
  Object.assign(globalThis, clocks);
  if (changed.length > 0) throw new Error(`${file} leaves another ${changed.join(', ')} behind.`);
});
