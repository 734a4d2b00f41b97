import {
  wrongGoneBack,
  wrongPurchaseHeads,
  wrongPurchasePostings,
  wrongPurchaseProgress,
} from '@xinhang/db/repositories/purchase-check.ts';
import { wrong, type Check } from './check.ts';

/** Orders to suppliers are as far as receipts and returns say, and these come to what the ledgers say. */
const purchasing: Check = {
  key: 'purchasing',
  part: 'database',
  async *run({ db }) {
    for (const { kind, id } of await wrongPurchaseHeads(db)) {
      yield wrong('purchase-sums', { id }, kind);
    }
    for (const { id, order_id: order } of await wrongPurchaseProgress(db)) {
      yield wrong('purchase-progress', { id: order, line: id });
    }
    for (const { kind, id } of [
      ...(await wrongGoneBack(db)),
      ...(await wrongPurchasePostings(db)),
    ]) {
      yield wrong('purchase-posted', { id }, kind);
    }
  },
};

export const purchasingChecks: readonly Check[] = [purchasing];
