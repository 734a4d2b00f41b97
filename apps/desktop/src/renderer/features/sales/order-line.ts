import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { lineAmounts, type LineAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { isFree, type SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import type { QuotationLine } from '@xinhang/shared/quotations.ts';
import type {
  OrderLineFacts,
  SalesLineBody,
  SalesOrder,
  SalesOrderLine,
} from '@xinhang/shared/sales-orders.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey } from '../../form/document/line-values.ts';
import type { Share } from '../../form/share-editor.tsx';

/** What is saved of a line; how far it is only of an order. */
export type SavedLine = QuotationLine & Partial<SalesOrderLine>;

/** A line of an order or a quotation while it is written. */
export interface OrderLine extends DocLine {
  id?: number;
  kind: SalesLineKind;
  /** Of freight and services without a product. */
  text: string;
  /** In the unit of the product that was picked. */
  qtyE4: number | null;
  /** In the basis of the order; null: what the rules say. */
  priceE4: number | null;
  discountBp: number;
  requiredDate: string | null;
  /** When we said that it will be there. */
  promisedDate: string | null;
  deviation: string;
  /** The supplier ships it straight to the customer. */
  dropShip?: boolean;
  note: string;
  /** Of what goes out at once: its batch, and its numbers with spaces between. */
  batch?: string;
  serials?: string;
  /** As it is saved, with how far it is. */
  saved: SavedLine | null;
}

export interface OrderDraft {
  customer: NameRef | null;
  businessDate: string;
  requiredDate: string | null;
  basis: PriceBasis;
  contactId: number | null;
  termId: number | null;
  warehouseId: number | null;
  addressId: number | null;
  titleId: number | null;
  customerOrderNo: string;
  /** Who pays, where it is not the customer. */
  payer: string;
  note: string;
  /** The deal that it is begun from. */
  dealId?: number;
  /** Whose result it is; null: the owner's of the customer. */
  shares: Share[] | null;
  lines: OrderLine[];
}

const ONE = 10_000;

export const blankLine = (): OrderLine => ({
  key: newLineKey(),
  product: null,
  kind: 'goods',
  text: '',
  qtyE4: null,
  priceE4: null,
  discountBp: 0,
  requiredDate: null,
  promisedDate: null,
  deviation: '',
  note: '',
  saved: null,
});

/** Freight stands in words, once. */
export const freightLine = (text: string): OrderLine => ({
  ...blankLine(),
  kind: 'freight',
  text,
  qtyE4: ONE,
});

export const emptyOrder = (businessDate: string): OrderDraft => ({
  customer: null,
  businessDate,
  requiredDate: null,
  basis: 'gross',
  contactId: null,
  termId: null,
  warehouseId: null,
  addressId: null,
  titleId: null,
  customerOrderNo: '',
  payer: '',
  note: '',
  shares: null,
  lines: [],
});

const pickedOf = ({ product, unit, taxBp, kind }: SavedLine): PickedProduct | null =>
  product && {
    id: product.id,
    code: product.code,
    name: product.name,
    spec: product.spec,
    kind: kind === 'service' || kind === 'freight' ? 'service' : 'goods',
    qtyDecimals: product.qtyDecimals,
    taxBp,
    unit: unit ?? product.unit,
    num: 1,
    den: 1,
    baseUnit: product.unit,
  };

/** An order as it is written in; lines keep the keys that they had on the screen. */
export function draftOf(order: SalesOrder, keys: readonly string[] = []): OrderDraft {
  return {
    customer: order.customer,
    businessDate: order.businessDate,
    requiredDate: order.requiredDate,
    basis: order.basis,
    contactId: order.contact?.id ?? null,
    termId: order.term?.id ?? null,
    warehouseId: order.warehouse?.id ?? null,
    addressId: order.addressId,
    titleId: order.titleId,
    customerOrderNo: order.customerOrderNo,
    payer: order.payer,
    note: order.note,
    shares: order.shares,
    lines: writtenLines(order.lines, keys),
  };
}

/** Saved lines as they are written in. */
export const writtenLines = (lines: readonly SavedLine[], keys: readonly string[]): OrderLine[] =>
  lines.map((line, at) => ({
    key: keys[at] ?? `line-${line.id}`,
    id: line.id,
    product: pickedOf(line),
    kind: line.kind,
    text: line.text,
    qtyE4: line.qtyE4,
    // What the rules say goes on following them.
    priceE4: line.priceE4 === line.resolvedE4 || isFree(line.kind) ? null : line.priceE4,
    discountBp: line.discountBp,
    requiredDate: line.requiredDate ?? null,
    promisedDate: line.promisedDate ?? null,
    deviation: line.deviation,
    ...(line.dropShip && { dropShip: true }),
    note: line.note,
    saved: line,
  }));

/** A price that was agreed does not follow the rules any more. */
export const agreed = (line: OrderLine, priceE4: number | null): OrderLine => ({
  ...line,
  priceE4: isFree(line.kind) ? null : priceE4,
});

/** Lines of another document once more: what and how much, at the prices of today. */
export const linesAgain = ({ lines }: { lines: readonly SavedLine[] }): OrderLine[] =>
  writtenLines(lines, []).map((line) => {
    const { id: _, ...rest } = line;
    return {
      ...rest,
      key: newLineKey(),
      priceE4: line.product === null ? line.priceE4 : null,
      requiredDate: null,
      promisedDate: null,
      deviation: '',
      saved: null,
    };
  });

/** It says what it is of: a product, or words. */
export const isNamed = (line: OrderLine): boolean => line.product !== null || line.text !== '';

/** Lines as they are sent; those that name nothing stay on the screen. */
export const bodyLines = (lines: readonly OrderLine[]): SalesLineBody[] =>
  lines.filter(isNamed).map((line) => ({
    ...(line.id !== undefined && { id: line.id }),
    kind: line.kind,
    productId: line.product?.id ?? null,
    unitId: line.product?.unit.id ?? null,
    text: line.text,
    qtyE4: line.qtyE4,
    priceE4: line.priceE4,
    discountBp: line.discountBp,
    ...(line.saved?.product === null && { taxBp: line.saved.taxBp }),
    requiredDate: line.requiredDate,
    promisedDate: line.promisedDate,
    deviation: line.deviation,
    note: line.note,
  }));

/** The same of an order, which says what the supplier ships. */
export const orderLines = (lines: readonly OrderLine[]): SalesLineBody[] => {
  const named = lines.filter(isNamed);
  return bodyLines(named).map((line, at) => ({ ...line, dropShip: named[at]!.dropShip === true }));
};

/** The same without the dates that only an order keeps of a line. */
export const undatedLines = (lines: readonly OrderLine[]) =>
  bodyLines(lines).map(({ requiredDate: _required, promisedDate: _promised, ...line }) => line);

export type FactsOf = (line: OrderLine) => OrderLineFacts | undefined;

/** The price that counts: what is written, nothing of what is free, else what the rules say. */
export function priceOf(
  line: OrderLine,
  facts: OrderLineFacts | undefined,
  basis: PriceBasis,
): number | null {
  if (line.priceE4 !== null) return line.priceE4;
  if (isFree(line.kind)) return 0;
  if (facts) return facts.price && (basis === 'net' ? facts.price.netE4 : facts.price.grossE4);
  return line.saved?.priceE4 ?? null;
}

/** What a line comes to; null where something is missing, or beyond reckoning. */
export function amountsOf(
  line: OrderLine,
  facts: OrderLineFacts | undefined,
  basis: PriceBasis,
): LineAmounts | null {
  const price = priceOf(line, facts, basis);
  if (line.qtyE4 === null || price === null) return null;
  const taxBp = facts?.taxBp ?? line.saved?.taxBp ?? line.product?.taxBp ?? 0;
  try {
    const terms = { basis, taxBp, discountBp: line.discountBp };
    return lineAmounts(qtyE4(line.qtyE4), priceE4(price), terms);
  } catch {
    return null;
  }
}

/** Picking a product puts it there, and keeps what was written of the line before. */
export const withProduct = (line: OrderLine, product: PickedProduct): OrderLine => {
  const { unmatched: _, ...rest } = line;
  const service = product.kind === 'service';
  if (service) delete rest.dropShip;
  const kind = service && line.kind === 'goods' ? 'service' : line.kind;
  return { ...rest, kind: !service && kind === 'service' ? 'goods' : kind, product, text: '' };
};

/** Scanned once more. */
export const withOneMore = (line: OrderLine): OrderLine => ({
  ...line,
  qtyE4: (line.qtyE4 ?? 0) + ONE,
});

export const withUnit = (line: OrderLine, unit: NameRef): OrderLine =>
  line.product ? { ...line, product: { ...line.product, unit } } : line;
