import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** What Windows answers while a virus scanner or an indexer holds a file (reliability.md, 4). */
const passing = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY']);
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 2000;
const GIVE_UP_MS = 60_000;

/** Renames a file and tries again for up to a minute while somebody else holds it. */
export async function moveFile(from: string, to: string): Promise<void> {
  let waited = 0;
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!passing.has(code ?? '') || waited > GIVE_UP_MS) throw error;
      await wait(pause);
      waited += pause;
    }
  }
}
