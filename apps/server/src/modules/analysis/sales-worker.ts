// Entry of a worker thread: sums what was sold by product. See sales-sums.ts.
import { salesByProduct, type ProductSold } from '@xinhang/db/repositories/sales-figures.ts';
import { answer } from '../../threads/answer.ts';
import type { SalesTask } from './sales-sums.ts';

await answer<SalesTask, ProductSold[]>(
  async (db, { actor, question }) => await salesByProduct(db, actor, question),
);
