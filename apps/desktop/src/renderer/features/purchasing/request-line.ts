import type {
  PurchaseRequest,
  PurchaseRequestLine,
  PurchaseRequestLineBody,
} from '@xinhang/shared/purchase-requests.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey } from '../../form/document/line-values.ts';
import { pickedOf } from './purchase-line.ts';

/** A line of a request while it is written. */
export interface RequestLine extends DocLine {
  saved: PurchaseRequestLine | null;
  /** In the unit of the product that was picked. */
  qtyE4: number | null;
  neededDate: string | null;
  note: string;
}

export interface RequestDraft {
  businessDate: string;
  neededDate: string | null;
  reason: string;
  note: string;
  lines: RequestLine[];
}

export const blankRequestLine = (): RequestLine => ({
  key: newLineKey(),
  product: null,
  saved: null,
  qtyE4: null,
  neededDate: null,
  note: '',
});

export const emptyRequest = (businessDate: string): RequestDraft => ({
  businessDate,
  neededDate: null,
  reason: '',
  note: '',
  lines: [],
});

export const draftOf = (doc: PurchaseRequest, keys: readonly string[] = []): RequestDraft => ({
  businessDate: doc.businessDate,
  neededDate: doc.neededDate,
  reason: doc.reason,
  note: doc.note,
  lines: doc.lines.map((line, at) => ({
    key: keys[at] ?? `line-${line.id}`,
    product: pickedOf(line.product, line.unit),
    saved: line,
    qtyE4: line.qtyE4,
    neededDate: line.neededDate,
    note: line.note,
  })),
});

/** Whether it says what is asked for, and how much. */
export const isSent = (
  line: RequestLine,
): line is RequestLine & { qtyE4: number; product: NonNullable<RequestLine['product']> } =>
  line.product !== null && Boolean(line.qtyE4);

/** Lines as they are sent. */
export const bodyLines = (lines: readonly RequestLine[]): PurchaseRequestLineBody[] =>
  lines.filter(isSent).map((line) => ({
    productId: line.product.id,
    unitId: line.product.unit.id,
    qtyE4: line.qtyE4,
    neededDate: line.neededDate,
    note: line.note,
  }));

/** Picking a product puts it there, and keeps what was written of the line before. */
export const withProduct = (line: RequestLine, product: PickedProduct): RequestLine => {
  const { unmatched: _, ...rest } = line;
  return { ...rest, product };
};

const ONE = 10_000;
/** Scanned once more. */
export const withOneMore = (line: RequestLine): RequestLine => ({
  ...line,
  qtyE4: (line.qtyE4 ?? 0) + ONE,
});
