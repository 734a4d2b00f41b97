import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader, SnapshotSource } from '@xinhang/db/database.ts';
import { salesByCustomer, type CustomerSold } from '@xinhang/db/repositories/customer-sales.ts';
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

/** By what sales are summed. */
type By = 'product' | 'customer';
interface Sold {
  product: ProductSold[];
  customer: CustomerSold[];
}

/** The work of the thread; plain data. */
export interface SalesTask {
  source: SnapshotSource;
  actor: Actor;
  question: SalesQuestion;
  by: By;
}

const sums: {
  readonly [K in By]: (db: Reader, actor: Actor, question: SalesQuestion) => Promise<Sold[K]>;
} = { product: salesByProduct, customer: salesByCustomer };

/** What the thread does. */
export const sumSales = async (
  db: Reader,
  { actor, question, by }: Pick<SalesTask, 'actor' | 'question' | 'by'>,
): Promise<Sold[By]> => await sums[by](db, actor, question);

type Asking = Pick<ReadContext, 'db' | 'deps' | 'actor'>;

/**
 * What was sold, summed. More documents than a few are read in a thread with a connection of its
 * own, so that nobody waits for them; the server of PostgreSQL reads beside the office anyway.
 */
async function sold<K extends By>(
  { db, deps, actor }: Asking,
  question: SalesQuestion,
  by: K,
): Promise<Sold[K]> {
  const { source } = deps.db;
  const few =
    source.engine !== 'sqlite' ||
    (await countDelivered(db, question, FEW_DOCUMENTS)) < FEW_DOCUMENTS;
  if (few) return await sums[by](db, actor, question);
  return await soldInThread({ source, actor, question, by });
}

/** What was sold of each product. */
export const soldByProduct = async (ctx: Asking, question: SalesQuestion) =>
  await sold(ctx, question, 'product');
/** What each customer bought. */
export const soldByCustomer = async (ctx: Asking, question: SalesQuestion) =>
  await sold(ctx, question, 'customer');

/** The same, read in a thread. */
export async function soldInThread<K extends By>(task: SalesTask & { by: K }): Promise<Sold[K]> {
  const entry = workerEntry(import.meta.url, './sales-worker.ts', 'sales-worker');
  return await ask<Sold[K]>(entry, task);
}
