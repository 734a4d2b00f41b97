import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { lineAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import type {
  PurchaseReturn,
  PurchaseReturnLine,
  PurchaseReturnLineBody,
} from '@xinhang/shared/purchase-returns.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey, serialsOf } from '../../form/document/line-values.ts';
import { pickedOf } from './purchase-line.ts';

/** A line of a return while it is written; one of a receipt keeps its goods and its price. */
export interface ReturnLine extends DocLine {
  saved: PurchaseReturnLine | null;
  /** Of the base unit; null or 0: it stays here. */
  qtyE4: number | null;
  /** Of one of the base unit, with tax. */
  priceE4: number | null;
  batch: string;
  /** Apart by spaces or commas. */
  serials: string;
  note: string;
}

export interface ReturnDraft {
  supplier: NameRef | null;
  businessDate: string;
  warehouseId: number | null;
  supplierReturnNo: string;
  reason: string;
  replaces: boolean | null;
  note: string;
  lines: ReturnLine[];
}

export const isOfReceipt = ({ saved }: ReturnLine): boolean =>
  saved !== null && saved.receiptLineId !== null;

export const blankReturnLine = (): ReturnLine => ({
  key: newLineKey(),
  product: null,
  saved: null,
  qtyE4: null,
  priceE4: null,
  batch: '',
  serials: '',
  note: '',
});

export const emptyReturn = (businessDate: string, supplier: NameRef | null): ReturnDraft => ({
  supplier,
  businessDate,
  warehouseId: null,
  supplierReturnNo: '',
  reason: '',
  replaces: null,
  note: '',
  lines: [],
});

export const draftOf = (doc: PurchaseReturn, keys: readonly string[] = []): ReturnDraft => ({
  supplier: doc.supplier,
  businessDate: doc.businessDate,
  warehouseId: doc.warehouse?.id ?? null,
  supplierReturnNo: doc.supplierReturnNo,
  reason: doc.reason,
  replaces: doc.replaces,
  note: doc.note,
  lines: doc.lines.map((line, at) => ({
    key: keys[at] ?? `line-${line.id}`,
    product: pickedOf(line.product, line.product.unit, line.taxBp),
    saved: line,
    qtyE4: line.qtyE4,
    priceE4: line.priceE4,
    batch: line.batch,
    serials: line.serials.join(' '),
    note: line.note,
  })),
});

/** Whether some of it goes back. */
export const isSent = (
  line: ReturnLine,
): line is ReturnLine & { qtyE4: number; product: NonNullable<ReturnLine['product']> } =>
  Boolean(line.qtyE4) && line.product !== null;

/** Lines as they are sent; what stays here is left out. */
export const bodyLines = (lines: readonly ReturnLine[]): PurchaseReturnLineBody[] =>
  lines.filter(isSent).map((line): PurchaseReturnLineBody => {
    const written = {
      qtyE4: line.qtyE4,
      batch: line.batch,
      serials: serialsOf(line.serials),
      note: line.note,
    };
    return isOfReceipt(line)
      ? { receiptLineId: line.saved!.receiptLineId, ...written }
      : { productId: line.product.id, priceE4: line.priceE4, ...written };
  });

/**
 * What a line is credited with, with tax; null where something is missing, or beyond reckoning. Of a
 * receipt whose quantity changed about that: to the fen once it is saved.
 */
export function grossOf(line: ReturnLine): number | null {
  const { saved, qtyE4: quantity, priceE4: price } = line;
  if (saved && isOfReceipt(line) && quantity === saved.qtyE4) return saved.grossFen;
  if (quantity === null || price === null) return null;
  try {
    const taxBp = line.product?.taxBp ?? 0;
    return lineAmounts(qtyE4(quantity), priceE4(price), { basis: 'gross', taxBp }).grossFen;
  } catch {
    return null;
  }
}

/** Picking a product puts it there in its base unit, and keeps what was written of the line before. */
export const withProduct = (line: ReturnLine, product: PickedProduct): ReturnLine => {
  const { unmatched: _, ...rest } = line;
  return { ...rest, product: { ...product, unit: product.baseUnit, num: 1, den: 1 } };
};

const ONE = 10_000;
/** Scanned once more. */
export const withOneMore = (line: ReturnLine): ReturnLine => ({
  ...line,
  qtyE4: (line.qtyE4 ?? 0) + ONE,
});
