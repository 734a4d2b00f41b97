import type {
  ReceiptNote,
  ReceiptNoteLine,
  ReceiptNoteLineBody,
} from '@xinhang/shared/receipt-notes.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { pickedOf } from './purchase-line.ts';

/** A line of a receipt while it is written: how much of an order line came now. */
export interface NoteLine extends DocLine {
  saved: ReceiptNoteLine;
  /** Of the base unit; null or 0: it did not come. */
  qtyE4: number | null;
  batch: string;
  /** Apart by spaces or commas. */
  serials: string;
  /** Of a service: part of what the goods of this receipt cost. */
  spread: boolean;
  note: string;
}

export interface NoteDraft {
  businessDate: string;
  warehouseId: number | null;
  supplierNoteNo: string;
  note: string;
  lines: NoteLine[];
}

export const isService = ({ saved }: NoteLine): boolean => saved.way !== 'goods';

export const draftOf = (doc: ReceiptNote): NoteDraft => ({
  businessDate: doc.businessDate,
  warehouseId: doc.warehouse?.id ?? null,
  supplierNoteNo: doc.supplierNoteNo,
  note: doc.note,
  lines: doc.lines.map((line) => ({
    key: `line-${line.orderLineId}-${line.id}`,
    product: pickedOf(
      line.product,
      line.product.unit,
      0,
      line.way === 'goods' ? 'goods' : 'service',
    ),
    saved: line,
    qtyE4: line.qtyE4,
    batch: line.batch,
    serials: line.serials.join(' '),
    spread: line.way === 'spread',
    note: line.note,
  })),
});

/** Whether some of it came now. */
export const isSent = (line: NoteLine): line is NoteLine & { qtyE4: number } => Boolean(line.qtyE4);

/** Lines as they are sent; what did not come now is left out and stays open. */
export const bodyLines = (lines: readonly NoteLine[]): ReceiptNoteLineBody[] =>
  lines.filter(isSent).map((line) => ({
    orderLineId: line.saved.orderLineId,
    qtyE4: line.qtyE4,
    batch: line.batch,
    serials: serialsOf(line.serials),
    ...(isService(line) && { spread: line.spread }),
    note: line.note,
  }));
