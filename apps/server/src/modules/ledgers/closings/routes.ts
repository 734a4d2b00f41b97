import { booksKeptTwice } from '@xinhang/db/repositories/money-check.ts';
import { wrongItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import type { BookFault, ClosingCheck } from '../../../registry/closings.ts';
import { checksOf, closeMonth, reopenMonth } from './close.ts';
import { listMonths } from './list.ts';

/** Months of stock, of what is owed, and of finance. */
export function closingRoutes(http: Http): void {
  const { periodClosings } = api;
  implement(http, periodClosings.list, {
    run: async (ctx) => ({ rows: await listMonths(ctx) }),
  });
  implement(http, periodClosings.checks, {
    run: async (ctx, { query }) => await checksOf(ctx, http.closings, query),
  });
  implement(http, periodClosings.close, {
    run: async (ctx, { body }) => await closeMonth(ctx, http.closings, body),
  });
  implement(http, periodClosings.reopen, {
    run: async (ctx, { body }) => await reopenMonth(ctx, body),
  });
}

/** What the doctor compares of money, at the end of a month. */
export const moneyBooks: ClosingCheck = {
  areas: ['arap', 'finance'],
  async find({ db }, area, { to }) {
    const faults: BookFault[] = [];
    for (const { book, vouchersFen, ledgerFen } of await booksKeptTwice(db, to)) {
      const amountFen = vouchersFen - ledgerFen;
      const ofMoney = book === 'cash' || book === 'bills';
      if (ofMoney === (area === 'arap') || amountFen === 0) continue;
      faults.push({ code: `${book}-books-differ`, count: 1, amountFen });
    }
    const count =
      area === 'arap'
        ? (await wrongItems(db, 'ar')).length + (await wrongItems(db, 'ap')).length
        : (await unbalancedVouchers(db)).length;
    if (count > 0) {
      const code = area === 'arap' ? 'open-items-differ' : 'vouchers-unbalanced';
      faults.push({ code, count, amountFen: null });
    }
    return faults;
  },
};
