import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Fen } from '@xinhang/shared/money.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type {
  ExtraAccount,
  StockDocKind,
  StockDocument,
  StockLineBody,
  StockReason,
} from '@xinhang/shared/stock-documents.ts';
import type { LineFacts, StockMoveKind } from '@xinhang/shared/stock.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey, serialsOf } from '../../form/document/line-values.ts';

/** A line of a stock document while it is written. */
export interface StockDocLine extends DocLine {
  id?: number;
  /** In the unit of the product that was picked. */
  qtyE4: number | null;
  priceE4: number | null;
  batch: string;
  /** Apart by spaces or commas. */
  serials: string;
  note: string;
  bookE4: number | null;
  receivedE4: number | null;
  valueFen: number | null;
}

export interface StockDraft {
  businessDate: string;
  fromLocationId: number | null;
  toLocationId: number | null;
  reason: StockReason | null;
  twoStep: boolean;
  note: string;
  /** Of an assembly: what is put together or taken apart, and what that costs besides. */
  whole: PickedProduct | null;
  wholeQtyE4: number | null;
  wholeBatch: string;
  /** Apart by spaces or commas. */
  wholeSerials: string;
  extraFen: number | null;
  extraAccount: ExtraAccount | null;
  lines: StockDocLine[];
}

export const blankLine = (): StockDocLine => ({
  key: newLineKey(),
  product: null,
  qtyE4: null,
  priceE4: null,
  batch: '',
  serials: '',
  note: '',
  bookE4: null,
  receivedE4: null,
  valueFen: null,
});

export const emptyDraft = (businessDate: string): StockDraft => ({
  businessDate,
  fromLocationId: null,
  toLocationId: null,
  reason: null,
  twoStep: false,
  note: '',
  whole: null,
  wholeQtyE4: null,
  wholeBatch: '',
  wholeSerials: '',
  extraFen: null,
  extraAccount: null,
  lines: [],
});

/** A document as it is written in; lines keep the keys that they had on the screen. */
export function draftOf(doc: StockDocument, keys: readonly string[] = []): StockDraft {
  return {
    businessDate: doc.businessDate,
    fromLocationId: doc.from?.id ?? null,
    toLocationId: doc.to?.id ?? null,
    reason: doc.reason === '' ? null : (doc.reason as StockReason),
    twoStep: doc.twoStep,
    note: doc.note,
    whole: doc.whole && pickedOf({ product: doc.whole.product, unit: doc.whole.product.unit }),
    wholeQtyE4: doc.whole?.qtyE4 ?? null,
    wholeBatch: doc.whole?.batch ?? '',
    wholeSerials: doc.whole?.serials.join(' ') ?? '',
    extraFen: doc.extra?.amountFen || null,
    extraAccount: doc.extra?.account ?? null,
    lines: doc.lines.map((line, at) => ({
      key: keys[at] ?? `line-${line.id}`,
      id: line.id,
      product: pickedOf(line),
      qtyE4: line.qtyE4,
      priceE4: line.priceE4,
      batch: line.batch,
      serials: line.serials.join(' '),
      note: line.note,
      bookE4: line.bookE4,
      receivedE4: line.receivedE4,
      valueFen: line.valueFen,
    })),
  };
}

export const pickedOf = ({
  product,
  unit,
}: Pick<StockDocument['lines'][number], 'product' | 'unit'>): PickedProduct => ({
  id: product.id,
  code: product.code,
  name: product.name,
  spec: product.spec,
  kind: 'goods',
  qtyDecimals: product.qtyDecimals,
  taxBp: 0,
  unit,
  num: 1,
  den: 1,
  baseUnit: product.unit,
});

/** Lines as they are sent; those that name no product stay on the screen. */
export const bodyLines = (lines: readonly StockDocLine[]): StockLineBody[] =>
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
            batch: line.batch,
            serials: serialsOf(line.serials),
            note: line.note,
          },
        ],
  );

/** The head of an assembly as it is sent; what cost is not shown stays as it was. */
export const bodyMade = (draft: StockDraft, costs: boolean) => ({
  whole: draft.whole && {
    productId: draft.whole.id,
    qtyE4: draft.wholeQtyE4,
    batch: draft.wholeBatch,
    serials: serialsOf(draft.wholeSerials),
  },
  ...(costs && { extra: { amountFen: draft.extraFen ?? 0, account: draft.extraAccount } }),
});

/** What the line costs by its price; null where either is missing or both are beyond reckoning. */
export function amountOf({ qtyE4: quantity, priceE4: price }: StockDocLine): Fen | null {
  if (quantity === null || price === null) return null;
  try {
    return mulQtyPrice(qtyE4(quantity), priceE4(price));
  } catch {
    return null;
  }
}

/** Picking a product puts one of it there, and keeps what was written of the line before. */
export const withProduct = (line: StockDocLine, product: PickedProduct): StockDocLine => {
  const { unmatched: _, ...rest } = line;
  return { ...rest, product };
};

const ONE = 10_000;
/** Scanned once more. */
export const withOneMore = (line: StockDocLine): StockDocLine => ({
  ...line,
  qtyE4: (line.qtyE4 ?? 0) + ONE,
});

export const withUnit = (line: StockDocLine, unit: NameRef): StockDocLine =>
  line.product ? { ...line, product: { ...line.product, unit } } : line;

export type FactsOf = ReadonlyMap<number, LineFacts>;

export const factsOf = (facts: FactsOf, line: StockDocLine): LineFacts | undefined =>
  line.product ? facts.get(line.product.id) : undefined;

/** Paths of the lists, by what they are of. */
export const pathOfKind: Readonly<
  Record<StockDocKind, '/stock-documents' | '/transfers' | '/stock-counts' | '/assemblies'>
> = {
  otherIn: '/stock-documents',
  otherOut: '/stock-documents',
  transfer: '/transfers',
  count: '/stock-counts',
  assembly: '/assemblies',
  disassembly: '/assemblies',
};

/** The same with the documents of other areas that stand in the ledger. */
export const pathOfMove = {
  ...pathOfKind,
  delivery: '/deliveries',
  salesReturn: '/sales-returns',
  receiptNote: '/receipt-notes',
  purchaseReturn: '/purchase-returns',
  loan: '/loans',
  loanReturn: '/loans',
  costCorrection: '/provisional-costs',
} as const satisfies Record<StockMoveKind, string>;
