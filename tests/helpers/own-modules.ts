import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

// The files of a worker share its modules (docs/decisions/0128). vitest itself gives up the mocks
// of a file at its end, but keeps what was loaded with them: the next file would get that.
afterAll(() => {
  const file = expect.getState().testPath;
  if (!file || /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(file, 'utf8'))) {
    vi.resetModules();
  }
});
