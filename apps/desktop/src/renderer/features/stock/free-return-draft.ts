import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { freeDisposals } from '@xinhang/shared/delivery-rules.ts';
import type { FreeReturnLineBody, SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { blankLine, type StockDocLine } from './stock-line.ts';

export type FreeDisposal = (typeof freeDisposals)[number];

/** A return without a delivery while it is written. */
export interface FreeReturnDraft {
  customer: NameRef | null;
  warehouseId: number | null;
  businessDate: string;
  reason: string;
  disposal: FreeDisposal;
  note: string;
  lines: StockDocLine[];
}

export const emptyReturn = (today: string): FreeReturnDraft => ({
  customer: null,
  warehouseId: null,
  businessDate: today,
  reason: '',
  disposal: 'stock',
  note: '',
  lines: [],
});

type Line = SalesReturn['lines'][number];

const writtenLine = (line: Line, key: string): StockDocLine => ({
  ...blankLine(),
  key,
  id: line.id,
  product: line.product && {
    ...line.product,
    kind: 'goods',
    taxBp: 0,
    unit: line.unit ?? line.product.unit,
    num: 1,
    den: 1,
    baseUnit: line.product.unit,
  },
  qtyE4: line.unitQtyE4,
  priceE4: line.priceE4,
  batch: line.batch,
  serials: line.serials.join(' '),
  note: line.note,
});

/** A return as it is written in; lines keep the keys that they had on the screen. */
export const returnDraftOf = (doc: SalesReturn, keys: readonly string[] = []): FreeReturnDraft => ({
  customer: doc.customer,
  warehouseId: doc.warehouse?.id ?? null,
  businessDate: doc.businessDate,
  reason: doc.reason,
  disposal: doc.disposal === 'scrap' ? 'scrap' : 'stock',
  note: doc.note,
  lines: doc.lines.map((line, at) => writtenLine(line, keys[at] ?? `line-${line.id}`)),
});

/** Lines as they are sent; those that name no product stay on the screen. */
export const returnBodyLines = (lines: readonly StockDocLine[]): FreeReturnLineBody[] =>
  lines.flatMap((line) =>
    line.product === null
      ? []
      : [
          {
            ...(line.id !== undefined && { id: line.id }),
            productId: line.product.id,
            unitId: line.product.unit.id,
            qtyE4: line.qtyE4 ?? 0,
            priceE4: line.priceE4,
            batch: line.batch,
            serials: serialsOf(line.serials),
            note: line.note,
          },
        ],
  );
