import type { Delivery, DeliveryLine } from '@xinhang/shared/deliveries.ts';
import type { PartNumbers } from '@xinhang/shared/customer-products.ts';
import type { PrintedDocument, PrintedLine } from '@xinhang/shared/print-pages.ts';
import { theirWords } from '../../form/print/their-words.ts';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { shownFen, shownPrice, shownQty } from './delivery-line.ts';

const printedLine =
  (partNumbers: PartNumbers) =>
  (line: DeliveryLine): PrintedLine => ({
    texts: {
      code: line.product?.code ?? '',
      name: line.product?.name ?? line.text,
      spec: line.product?.spec ?? '',
      ...theirWords(partNumbers, line.product, line.text),
      unit: line.unit?.name ?? line.product?.unit.name ?? '',
      batch: [line.batch, ...line.serials].filter((text) => text !== '').join(' '),
      qty: shownQty(line.unitQtyE4, line.product?.qtyDecimals),
      price: shownPrice(line.priceE4),
      amount: shownFen(line.grossFen),
      lineNote: line.note,
    },
    numbers: { qty: line.unitQtyE4, amount: line.grossFen ?? 0 },
  });

const joined = (texts: readonly string[]) => [...new Set(texts.filter(Boolean))].join(' ');

/** A delivery as paper takes it: in the units in which it was ordered; null of a draft. */
export function usePrinted(doc: Delivery): PrintedDocument | null {
  const nameOf = usePlaceNames();
  if (doc.state === 'draft') return null;
  return {
    kind: 'delivery',
    id: doc.id,
    no: doc.no,
    head: {
      no: doc.no,
      date: doc.businessDate,
      customer: doc.customer.name,
      orderNo: joined(doc.lines.map((line) => line.orderNo)),
      customerOrderNo: joined(doc.lines.map((line) => line.customerOrderNo)),
      shipTo: doc.shipTo?.address ?? '',
      receiver: joined([doc.shipTo?.receiver ?? '', doc.shipTo?.phone ?? '']),
      carrier: joined([doc.carrier, doc.trackingNo]),
      from: nameOf(doc.warehouse),
      note: doc.note,
    },
    lines: doc.lines.map(printedLine(doc.partNumbers)),
    priced: !doc.pricesHidden,
    maker: doc.madeBy.name,
  };
}
