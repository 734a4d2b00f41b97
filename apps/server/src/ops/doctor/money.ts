import { wrongBills } from '@xinhang/db/repositories/bill-sums.ts';
import { booksKeptTwice, unequalCash } from '@xinhang/db/repositories/money-check.ts';
import { wrongItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { formatFen, fen } from '@xinhang/shared/money.ts';
import { wrong, type Check } from './check.ts';

/** What is open is what the ledgers say, vouchers balance, and say the same as the books. */
const money: Check = {
  key: 'money',
  part: 'database',
  async *run({ db }) {
    for (const side of ['ar', 'ap'] as const) {
      for (const id of await wrongItems(db, side)) yield wrong('money-item', { id }, side);
    }
    for (const id of await unbalancedVouchers(db)) yield wrong('money-voucher', { id });
    for (const id of await wrongBills(db)) yield wrong('money-bill', { id });
    for (const { kind, id } of await unequalCash(db)) {
      yield wrong('money-document', { doc: `${kind} ${id}` });
    }
    for (const { book, vouchersFen, ledgerFen } of await booksKeptTwice(db)) {
      if (vouchersFen === ledgerFen) continue;
      const off = formatFen(fen(vouchersFen - ledgerFen));
      yield wrong('money-books', { amount: off }, `${book}: ${vouchersFen} and ${ledgerFen}`);
    }
  },
};

export const moneyChecks: readonly Check[] = [money];
