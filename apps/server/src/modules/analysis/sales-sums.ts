import type { Actor } from '@xinhang/db/actor.ts';
import type { SnapshotSource } from '@xinhang/db/database.ts';
import {
  countDelivered,
  salesByProduct,
  type ProductSold,
  type SalesQuestion,
} from '@xinhang/db/repositories/sales-figures.ts';
import type { ReadContext } from '../../http/context.ts';
import { ask } from '../../threads/ask.ts';
import { workerEntry } from '../../threads/converse.ts';

/** So many documents are summed between two requests without anybody noticing. */
const FEW_DOCUMENTS = 3000;

/** The work of the thread; plain data. */
export interface SalesTask {
  source: SnapshotSource;
  actor: Actor;
  question: SalesQuestion;
}

/**
 * What was sold of each product. More documents than a few are read in a thread with a connection of
 * its own, so that nobody waits for them; the server of PostgreSQL reads beside the office anyway.
 */
export async function soldByProduct(
  { db, deps, actor }: Pick<ReadContext, 'db' | 'deps' | 'actor'>,
  question: SalesQuestion,
): Promise<ProductSold[]> {
  const { source } = deps.db;
  const few =
    source.engine !== 'sqlite' ||
    (await countDelivered(db, question, FEW_DOCUMENTS)) < FEW_DOCUMENTS;
  if (few) return await salesByProduct(db, actor, question);
  return await soldInThread({ source, actor, question });
}

/** The same, read in a thread. */
export async function soldInThread(task: SalesTask): Promise<ProductSold[]> {
  const entry = workerEntry(import.meta.url, './sales-worker.ts', 'sales-worker');
  return await ask<ProductSold[]>(entry, task);
}
