import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PartNumbers } from '@xinhang/shared/customer-products.ts';
import type { PrintedDocument, PrintedLine } from '@xinhang/shared/print-pages.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { discounted } from '@xinhang/shared/sales-order-rules.ts';
import { theirWords } from '../../form/print/their-words.ts';
import type { SavedLine } from './order-line.ts';
import { shownPrice, shownQty } from './use-order-columns.ts';

export const printedLine =
  (partNumbers: PartNumbers) =>
  (line: SavedLine): PrintedLine => {
    const { product } = line;
    const price = line.priceE4 === null ? null : discounted(line.priceE4, line.discountBp);
    return {
      texts: {
        code: product?.code ?? '',
        name: product?.name ?? line.text,
        spec: product?.spec ?? '',
        ...theirWords(partNumbers, product, line.text),
        unit: line.unit?.name ?? '',
        qty: shownQty(line.qtyE4, product?.qtyDecimals),
        price: shownPrice(price),
        amount: formatFen(fen(line.grossFen)),
        required: line.requiredDate ?? '',
        lineNote: line.note,
      },
      numbers: { qty: line.qtyE4 ?? 0, amount: line.grossFen },
    };
  };

/** An order as paper takes it; null before it has its number. */
export function printedOrder(order: SalesOrder): PrintedDocument | null {
  const { id, no, shipTo } = order;
  if (no === '') return null;
  return {
    kind: 'salesOrder',
    id,
    no,
    head: {
      no,
      date: order.businessDate,
      customer: order.customer.name,
      contact: order.contact?.name ?? '',
      customerOrderNo: order.customerOrderNo,
      required: order.requiredDate ?? '',
      terms: order.term?.name ?? '',
      shipTo: shipTo
        ? [shipTo.address, shipTo.receiver, shipTo.phone].filter(Boolean).join(' ')
        : '',
      seller: order.shares.map(({ user }) => user.name).join('、'),
      note: order.note,
    },
    lines: order.lines.map(printedLine(order.partNumbers)),
    priced: true,
    maker: order.madeBy.name,
  };
}

/** A quotation as paper takes it; null before the customer may have it. */
export function printedQuotation(quotation: Quotation): PrintedDocument | null {
  const { id, no, state } = quotation;
  if (state === 'draft' || state === 'approving') return null;
  return {
    kind: 'quotation',
    id,
    no,
    head: {
      no,
      date: quotation.businessDate,
      customer: quotation.customer.name,
      contact: quotation.contact?.name ?? '',
      validTo: quotation.validTo,
      leadTime: quotation.leadTime,
      terms: quotation.term?.name ?? '',
      seller: quotation.madeBy.name,
      revision: String(quotation.revision),
      note: quotation.note,
    },
    lines: quotation.lines.map(printedLine(quotation.partNumbers)),
    priced: true,
    maker: quotation.madeBy.name,
  };
}
