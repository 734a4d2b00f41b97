import {
  inputTax,
  outputTax,
  wrongFapiao,
  wrongInvoiced,
  wrongReceivedInvoiced,
  wrongSupplierInvoices,
} from '@xinhang/db/repositories/invoice-check.ts';
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
    for (const id of await wrongSupplierInvoices(db)) {
      yield wrong('fapiao-sums', { id }, 'supplierInvoice');
    }
    for (const id of await wrongReceivedInvoiced(db)) {
      yield wrong('invoiced-progress', { id }, 'receiptNote');
    }
    const input = await inputTax(db);
    if (input.vouchersFen !== input.invoicesFen) {
      const off = formatFen(fen(input.vouchersFen - input.invoicesFen));
      yield wrong('input-tax', { amount: off }, `${input.vouchersFen} and ${input.invoicesFen}`);
    }
  },
};

export const invoiceChecks: readonly Check[] = [invoices];
