import type { Tx } from '@xinhang/db/database.ts';
import { insertDicts } from '@xinhang/db/repositories/words.ts';
import { readyWords } from '@xinhang/shared/ready-words.ts';

const STEP = 10;

/** The words that a new company starts with. */
export async function insertFirstWords(tx: Tx): Promise<void> {
  const dicts = Object.entries(readyWords).flatMap(([kind, words]) =>
    words.map(([label], at) => ({ kind, label, sort: (at + 1) * STEP })),
  );
  await insertDicts(tx, dicts);
}
