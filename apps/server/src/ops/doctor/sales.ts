import { wrongLoans } from '@xinhang/db/repositories/loan-check.ts';
import {
  wrongHeads,
  wrongPostings,
  wrongProgress,
  wrongReturned,
} from '@xinhang/db/repositories/sales-check.ts';
import { wrong, type Check } from './check.ts';

/** Orders are as far as their deliveries and returns say, and these come to what the ledgers say. */
const sales: Check = {
  key: 'sales',
  part: 'database',
  async *run({ db }) {
    for (const { kind, id } of await wrongHeads(db)) yield wrong('sales-sums', { id }, kind);
    for (const { id, order_id: order } of await wrongProgress(db)) {
      yield wrong('order-progress', { id: order, line: id });
    }
    for (const { kind, id } of [...(await wrongReturned(db)), ...(await wrongPostings(db))]) {
      yield wrong('sales-posted', { id }, kind);
    }
    for (const { id } of await wrongLoans(db)) yield wrong('loan-progress', { id });
  },
};

export const salesChecks: readonly Check[] = [sales];
