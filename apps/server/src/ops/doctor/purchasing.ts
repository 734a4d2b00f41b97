import {
  wrongGoneBack,
  wrongPurchaseHeads,
  wrongPurchasePostings,
  wrongPurchaseProgress,
  wrongSpread,
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
    const posted = [
      ...(await wrongGoneBack(db)),
      ...(await wrongSpread(db)),
      ...(await wrongPurchasePostings(db)),
    ];
    // Each once, in however many ways it is wrong.
    for (const { kind, id } of new Map(
      posted.map((one) => [`${one.kind} ${one.id}`, one]),
    ).values()) {
      yield wrong('purchase-posted', { id }, kind);
    }
  },
};

export const purchasingChecks: readonly Check[] = [purchasing];
