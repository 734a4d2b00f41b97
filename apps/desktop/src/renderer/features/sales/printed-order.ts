import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PrintedDocument, PrintedLine } from '@xinhang/shared/print-pages.ts';
import type { SalesOrder, SalesOrderLine } from '@xinhang/shared/sales-orders.ts';
import { discounted } from '@xinhang/shared/sales-order-rules.ts';
import { shownPrice, shownQty } from './use-order-columns.ts';

function printedLine(line: SalesOrderLine): PrintedLine {
  const { product } = line;
  const price = line.priceE4 === null ? null : discounted(line.priceE4, line.discountBp);
  return {
    texts: {
      code: product?.code ?? '',
      name: product?.name ?? line.text,
      spec: product?.spec ?? '',
      unit: line.unit?.name ?? '',
      qty: shownQty(line.qtyE4, product?.qtyDecimals),
      price: shownPrice(price),
      amount: formatFen(fen(line.grossFen)),
      required: line.requiredDate ?? '',
      lineNote: line.note,
    },
    numbers: { qty: line.qtyE4 ?? 0, amount: line.grossFen },
  };
}

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
    lines: order.lines.map(printedLine),
    priced: true,
  };
}
