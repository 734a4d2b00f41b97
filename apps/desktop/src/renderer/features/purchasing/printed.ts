import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { PurchaseReturn } from '@xinhang/shared/purchase-returns.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import { shownFen, shownPrice, shownQty } from './purchase-line.ts';

const joined = (texts: readonly string[]) => [...new Set(texts.filter(Boolean))].join(' ');

/** An order to a supplier as paper takes it. */
export const printedPurchase = (order: PurchaseOrder): PrintedDocument => ({
  kind: 'purchaseOrder',
  id: order.id,
  no: order.no,
  head: {
    no: order.no,
    date: order.businessDate,
    supplier: order.supplier.name,
    supplierCode: order.supplier.code,
    supplierOrderNo: order.supplierOrderNo,
    expected: order.expectedDate ?? '',
    terms: order.term?.name ?? '',
    warehouse: order.warehouse?.name ?? '',
    shipTo: joined([
      order.shipTo?.receiver ?? '',
      order.shipTo?.phone ?? '',
      order.shipTo?.address ?? '',
    ]),
    buyer: order.madeBy.name,
    note: order.note,
  },
  lines: order.lines.map((line) => ({
    texts: {
      code: line.product.code,
      name: line.product.name,
      spec: line.product.spec,
      unit: line.unit.name,
      qty: shownQty(line.qtyE4, line.product.qtyDecimals),
      price: shownPrice(line.priceE4),
      amount: shownFen(line.grossFen),
      expected: line.expectedDate ?? '',
      lineNote: line.note,
    },
    numbers: { qty: line.qtyE4 ?? 0, amount: line.grossFen ?? 0 },
  })),
  priced: !order.costHidden,
  maker: order.madeBy.name,
});

/** What came in, in the units in which it was ordered. */
export const printedNote = (doc: ReceiptNote): PrintedDocument => ({
  kind: 'receiptNote',
  id: doc.id,
  no: doc.no,
  head: {
    no: doc.no,
    date: doc.businessDate,
    supplier: doc.supplier.name,
    supplierCode: doc.supplier.code,
    orderNo: joined(doc.lines.map((line) => line.orderNo)),
    supplierNoteNo: doc.supplierNoteNo,
    to: doc.warehouse?.name ?? '',
    note: doc.note,
  },
  lines: doc.lines.map((line) => ({
    texts: {
      code: line.product.code,
      name: line.product.name,
      spec: line.product.spec,
      unit: line.unit.name,
      batch: joined([line.batch, ...line.serials]),
      qty: shownQty(line.unitQtyE4, line.product.qtyDecimals),
      price: shownPrice(line.priceE4),
      amount: shownFen(line.grossFen),
      lineNote: line.note,
    },
    numbers: { qty: line.unitQtyE4, amount: line.grossFen ?? 0 },
  })),
  priced: !doc.costHidden,
  maker: doc.madeBy.name,
});

/** What went back, in base units. */
export const printedReturn = (doc: PurchaseReturn): PrintedDocument => ({
  kind: 'purchaseReturn',
  id: doc.id,
  no: doc.no,
  head: {
    no: doc.no,
    date: doc.businessDate,
    supplier: doc.supplier.name,
    supplierCode: doc.supplier.code,
    receiptNo: joined(doc.lines.map((line) => line.receiptNo)),
    supplierReturnNo: doc.supplierReturnNo,
    from: doc.warehouse?.name ?? '',
    reason: doc.reason,
    note: doc.note,
  },
  lines: doc.lines.map((line) => ({
    texts: {
      code: line.product.code,
      name: line.product.name,
      spec: line.product.spec,
      unit: line.product.unit.name,
      batch: joined([line.batch, ...line.serials]),
      qty: shownQty(line.qtyE4, line.product.qtyDecimals),
      price: shownPrice(line.priceE4),
      amount: shownFen(line.grossFen),
      lineNote: line.note,
    },
    numbers: { qty: line.qtyE4, amount: line.grossFen ?? 0 },
  })),
  priced: !doc.costHidden,
  maker: doc.madeBy.name,
});
