import type { ReceiptLine } from '@xinhang/shared/receipts.ts';

const refunds = new Set<string>(['customerRefund', 'supplierRefund']);

/** What of a receipt or a payment went back as money: whoever reverses it is told. */
export const refundedOf = ({ lines }: { lines: readonly ReceiptLine[] }): number =>
  lines
    .filter(({ docKind }) => refunds.has(docKind))
    .reduce((all, { amountFen }) => all + amountFen, 0);
