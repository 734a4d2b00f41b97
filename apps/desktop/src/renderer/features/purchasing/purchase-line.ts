import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { lineAmounts, type LineAmounts } from '@xinhang/shared/line-amounts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import type {
  PurchaseLineBody,
  PurchaseLineFacts,
  PurchaseOrder,
  PurchaseOrderLine,
} from '@xinhang/shared/purchase-orders.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey } from '../../form/document/line-values.ts';

/** A line of an order to a supplier while it is written. */
export interface PurchaseLine extends DocLine {
  id?: number;
  /** In the unit of the product that was picked. */
  qtyE4: number | null;
  /** In the basis of the order; null: what the supplier asks. */
  priceE4: number | null;
  expectedDate: string | null;
  /** Of a service: part of what the goods of its receipt cost. */
  spread: boolean;
  note: string;
  /** As it is saved, with how far it is. */
  saved: PurchaseOrderLine | null;
}

export interface PurchaseDraft {
  supplier: NameRef | null;
  businessDate: string;
  expectedDate: string | null;
  basis: PriceBasis;
  /** Undefined: the supplier's. */
  termId: number | null | undefined;
  warehouseId: number | null | undefined;
  supplierOrderNo: string;
  note: string;
  lines: PurchaseLine[];
}

export type FactsOf = (line: PurchaseLine) => PurchaseLineFacts | undefined;

/** A quantity as its product shows it; nothing where there is none. */
export const shownQty = (value: number | null | undefined, decimals = 0): string =>
  value === null || value === undefined ? '' : formatE4(qtyE4(value), decimals);
export const shownPrice = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : formatE4(priceE4(value), 2);
export const shownFen = (value: number | null): string =>
  value === null ? '' : formatFen(fen(value));

const ONE = 10_000;

export const blankLine = (): PurchaseLine => ({
  key: newLineKey(),
  product: null,
  qtyE4: null,
  priceE4: null,
  expectedDate: null,
  spread: false,
  note: '',
  saved: null,
});

export const emptyPurchase = (businessDate: string): PurchaseDraft => ({
  supplier: null,
  businessDate,
  expectedDate: null,
  basis: 'gross',
  termId: undefined,
  warehouseId: undefined,
  supplierOrderNo: '',
  note: '',
  lines: [],
});

/** Goods of a line as the picker gives them, in the unit of the line. */
export const pickedOf = (
  product: PurchaseOrderLine['product'],
  unit: NameRef,
  taxBp = 0,
  kind: PickedProduct['kind'] = 'goods',
): PickedProduct => ({
  id: product.id,
  code: product.code,
  name: product.name,
  spec: product.spec,
  kind,
  qtyDecimals: product.qtyDecimals,
  taxBp,
  unit,
  num: 1,
  den: 1,
  baseUnit: product.unit,
});

/** An order as it is written in; lines keep the keys that they had on the screen. */
export const draftOf = (order: PurchaseOrder, keys: readonly string[] = []): PurchaseDraft => ({
  supplier: order.supplier,
  businessDate: order.businessDate,
  expectedDate: order.expectedDate,
  basis: order.basis,
  termId: order.term?.id ?? null,
  warehouseId: order.warehouse?.id ?? null,
  supplierOrderNo: order.supplierOrderNo,
  note: order.note,
  lines: order.lines.map((line, at) => ({
    key: keys[at] ?? `line-${line.id}`,
    id: line.id,
    product: pickedOf(line.product, line.unit, line.taxBp, line.kind),
    qtyE4: line.qtyE4,
    // What the supplier asks goes on following him.
    priceE4: line.priceE4 === line.askedE4 ? null : line.priceE4,
    expectedDate: line.expectedDate,
    spread: line.spread,
    note: line.note,
    saved: line,
  })),
});

/** Lines of another order once more: what and how much, at what is asked today. */
export const linesAgain = (order: PurchaseOrder): PurchaseLine[] =>
  draftOf(order).lines.map(({ product, qtyE4, spread, note }) => ({
    ...blankLine(),
    product,
    qtyE4,
    spread,
    note,
  }));

export const isNamed = (line: PurchaseLine): boolean => line.product !== null;
export const isService = (line: PurchaseLine): boolean => line.product?.kind === 'service';

/** Lines as they are sent; those that name nothing stay on the screen. */
export const bodyLines = (lines: readonly PurchaseLine[]): PurchaseLineBody[] =>
  lines.flatMap((line) =>
    line.product === null
      ? []
      : [
          {
            ...(line.id !== undefined && { id: line.id }),
            productId: line.product.id,
            unitId: line.product.unit.id,
            qtyE4: line.qtyE4,
            priceE4: line.priceE4,
            expectedDate: line.expectedDate,
            spread: isService(line) && line.spread,
            note: line.note,
          },
        ],
  );

/** The price that counts: what is written, else what the supplier asks. */
export function priceOf(
  line: PurchaseLine,
  facts: PurchaseLineFacts | undefined,
  basis: PriceBasis,
): number | null {
  if (line.priceE4 !== null) return line.priceE4;
  if (facts) return facts.asked && (basis === 'net' ? facts.asked.netE4 : facts.asked.grossE4);
  return line.saved?.priceE4 ?? null;
}

/** What a line comes to; null where something is missing, or beyond reckoning. */
export function amountsOf(
  line: PurchaseLine,
  facts: PurchaseLineFacts | undefined,
  basis: PriceBasis,
): LineAmounts | null {
  const price = priceOf(line, facts, basis);
  if (line.qtyE4 === null || price === null) return null;
  const taxBp = line.saved?.taxBp ?? facts?.taxBp ?? line.product?.taxBp ?? 0;
  try {
    return lineAmounts(qtyE4(line.qtyE4), priceE4(price), { basis, taxBp });
  } catch {
    return null;
  }
}

/** Picking a product puts it there, and keeps what was written of the line before. */
export const withProduct = (line: PurchaseLine, product: PickedProduct): PurchaseLine => {
  const { unmatched: _, ...rest } = line;
  return { ...rest, product };
};

/** Scanned once more. */
export const withOneMore = (line: PurchaseLine): PurchaseLine => ({
  ...line,
  qtyE4: (line.qtyE4 ?? 0) + ONE,
});

export const withUnit = (line: PurchaseLine, unit: NameRef): PurchaseLine =>
  line.product ? { ...line, product: { ...line.product, unit } } : line;
