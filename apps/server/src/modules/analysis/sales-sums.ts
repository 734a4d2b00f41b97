import type { Actor } from '@xinhang/db/actor.ts';
import type { SnapshotSource } from '@xinhang/db/database.ts';
import {
  countDelivered,
  salesByProduct,
  type ProductSold,
  type SalesQuestion,
} from '@xinhang/db/repositories/sales-figures.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { converse, workerEntry } from '../../threads/converse.ts';
import type { FromSales, SalesOrder } from './sales-worker.ts';

/** So many documents are summed between two requests without anybody noticing. */
const FEW_DOCUMENTS = 3000;

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
export async function soldInThread(order: {
  source: SnapshotSource;
  actor: Actor;
  question: SalesQuestion;
}): Promise<ProductSold[]> {
  const task = {
    entry: workerEntry(import.meta.url, './sales-worker.ts', 'sales-worker'),
    data: order satisfies SalesOrder,
    tooMuch: () => problem('timed-out'),
  };
  for await (const { message } of converse<FromSales, never>(task, {})) {
    if (message.kind === 'failed') throw new Error(message.message);
    return message.rows;
  }
  throw new Error('the thread ended early');
}
