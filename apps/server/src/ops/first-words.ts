import type { Tx } from '@xinhang/db/database.ts';
import { insertDict } from '@xinhang/db/repositories/words.ts';
import { readyWords } from '@xinhang/shared/ready-words.ts';

const STEP = 10;

/** The words that a new company starts with. */
export async function insertFirstWords(tx: Tx): Promise<void> {
  for (const [kind, words] of Object.entries(readyWords)) {
    for (const [at, [label]] of words.entries()) {
      await insertDict(tx, { kind, label, sort: (at + 1) * STEP });
    }
  }
}
