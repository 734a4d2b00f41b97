import { outputTax, wrongFapiao, wrongInvoiced } from '@xinhang/db/repositories/invoice-check.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { wrong, type Check } from './check.ts';

/** What is invoiced is what fapiao say, no more than was delivered, and its tax is that of vouchers. */
const invoices: Check = {
  key: 'invoices',
  part: 'database',
  async *run({ db }) {
    for (const id of await wrongFapiao(db)) yield wrong('fapiao-sums', { id });
    for (const { kind, id } of await wrongInvoiced(db))
      yield wrong('invoiced-progress', { id }, kind);
    const { vouchersFen, fapiaoFen } = await outputTax(db);
    if (vouchersFen !== fapiaoFen) {
      const off = formatFen(fen(vouchersFen - fapiaoFen));
      yield wrong('output-tax', { amount: off }, `${vouchersFen} and ${fapiaoFen}`);
    }
  },
};

export const invoiceChecks: readonly Check[] = [invoices];
