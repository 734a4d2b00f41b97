import type { Delivery, DeliveryLine, DeliveryLineBody } from '@xinhang/shared/deliveries.ts';
import { afterPart, partOfProgress, type LineProgress } from '@xinhang/shared/line-amounts.ts';
import { formatFen, fen } from '@xinhang/shared/money.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { serialsOf } from '../../form/document/line-values.ts';

/** A line of a delivery while it is written: how much of an order line goes now. */
export interface DraftLine extends DocLine {
  saved: DeliveryLine;
  /** Of the base unit; null or 0: it does not go. */
  qtyE4: number | null;
  /** With tax, of what is written; null for whom prices are hidden. */
  grossFen: number | null;
  batch: string;
  /** Apart by spaces or commas. */
  serials: string;
  note: string;
}

export interface DeliveryDraft {
  businessDate: string;
  warehouseId: number | null;
  carrier: string;
  trackingNo: string;
  note: string;
  lines: DraftLine[];
}

const nothing = { netFen: 0, taxFen: 0 };

/** A quantity as its product shows it. */
export const shownQty = (value: number | null, decimals = 0): string =>
  value === null ? '' : formatE4(qtyE4(value), decimals);
export const shownPrice = (value: number | null): string =>
  value === null ? '' : formatE4(priceE4(value), 2);
export const shownFen = (value: number | null): string =>
  value === null ? '' : formatFen(fen(value));

const pickedOf = ({ product }: DeliveryLine): PickedProduct | null =>
  product && {
    id: product.id,
    code: product.code,
    name: product.name,
    spec: product.spec,
    kind: 'goods',
    qtyDecimals: product.qtyDecimals,
    taxBp: 0,
    unit: product.unit,
    num: 1,
    den: 1,
    baseUnit: product.unit,
  };

export const draftOf = (doc: Delivery): DeliveryDraft => ({
  businessDate: doc.businessDate,
  warehouseId: doc.warehouse?.id ?? null,
  carrier: doc.carrier,
  trackingNo: doc.trackingNo,
  note: doc.note,
  lines: doc.lines.map((line) => ({
    key: `line-${line.orderLineId}-${line.id}`,
    product: pickedOf(line),
    saved: line,
    qtyE4: line.qtyE4,
    grossFen: line.grossFen,
    batch: line.batch,
    serials: line.serials.join(' '),
    note: line.note,
  })),
});

/** The same lines with what they come to, as the server will reckon it: one after the other. */
export function reckoned(lines: readonly DraftLine[]): DraftLine[] {
  const orders = new Map<number, LineProgress>();
  return lines.map((line) => {
    const { orderLineId, ofOrder } = line.saved;
    const order = orders.get(orderLineId) ?? ofOrder;
    if (order === null) return line;
    const more = line.qtyE4 ?? 0;
    const { netFen, taxFen } = more === 0 ? nothing : partOfProgress(order, more);
    orders.set(orderLineId, more === 0 ? order : afterPart(order, more));
    return line.grossFen === netFen + taxFen ? line : { ...line, grossFen: netFen + taxFen };
  });
}

/** Whether some of it goes now. */
export const isSent = (line: DraftLine): line is DraftLine & { qtyE4: number } =>
  line.qtyE4 !== null && line.qtyE4 !== 0;

/** Lines as they are sent; what does not go now is left out and stays open. */
export const bodyLines = (lines: readonly DraftLine[]): DeliveryLineBody[] =>
  lines.filter(isSent).map((line) => ({
    orderLineId: line.saved.orderLineId,
    qtyE4: line.qtyE4,
    batch: line.batch,
    serials: serialsOf(line.serials),
    note: line.note,
  }));
