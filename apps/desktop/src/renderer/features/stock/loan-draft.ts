import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { Loan, LoanLine, LoanLineBody } from '@xinhang/shared/loans.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { blankLine, type StockDocLine } from './stock-line.ts';
import { shownQty } from './use-line-columns.ts';

/** A loan while it is written. */
export interface LoanDraft {
  customer: NameRef | null;
  warehouseId: number | null;
  businessDate: string;
  dueOn: string;
  purpose: string;
  note: string;
  lines: StockDocLine[];
}

/** So many days a loan takes where nobody says more. */
const USUAL_DAYS = 30;

export const emptyLoan = (today: string): LoanDraft => ({
  customer: null,
  warehouseId: null,
  businessDate: today,
  dueOn: addDays(today, USUAL_DAYS),
  purpose: '',
  note: '',
  lines: [],
});

const writtenLine = (line: LoanLine, key: string): StockDocLine => ({
  ...blankLine(),
  key,
  id: line.id,
  product: {
    ...line.product,
    kind: 'goods',
    taxBp: 0,
    unit: line.unit,
    num: 1,
    den: 1,
    baseUnit: line.product.unit,
  },
  qtyE4: line.qtyE4,
  batch: line.batch,
  serials: line.serials.join(' '),
  note: line.note,
});

/** A loan as it is written in; lines keep the keys that they had on the screen. */
export const loanDraftOf = (doc: Loan, keys: readonly string[] = []): LoanDraft => ({
  customer: doc.customer,
  warehouseId: doc.warehouse?.id ?? null,
  businessDate: doc.businessDate,
  dueOn: doc.dueOn,
  purpose: doc.purpose,
  note: doc.note,
  lines: doc.lines.map((line, at) => writtenLine(line, keys[at] ?? `line-${line.id}`)),
});

/** Lines as they are sent; those that name no product stay on the screen. */
export const loanBodyLines = (lines: readonly StockDocLine[]): LoanLineBody[] =>
  lines.flatMap((line) =>
    line.product === null
      ? []
      : [
          {
            ...(line.id !== undefined && { id: line.id }),
            productId: line.product.id,
            unitId: line.product.unit.id,
            qtyE4: line.qtyE4,
            batch: line.batch,
            serials: serialsOf(line.serials),
            note: line.note,
          },
        ],
  );

/** A loan as paper takes it; null of a draft. */
export function printedLoan(doc: Loan): PrintedDocument | null {
  if (doc.state === 'draft') return null;
  return {
    kind: 'loan',
    id: doc.id,
    no: doc.no,
    head: {
      no: doc.no,
      date: doc.businessDate,
      customer: doc.customer.name,
      dueOn: doc.dueOn,
      purpose: doc.purpose,
      from: doc.warehouse?.name ?? '',
      note: doc.note,
    },
    lines: doc.lines.map((line) => ({
      texts: {
        code: line.product.code,
        name: line.product.name,
        spec: line.product.spec,
        unit: line.unit.name,
        batch: [line.batch, ...line.serials].filter((text) => text !== '').join(' '),
        qty: shownQty(line.qtyE4, line.product.qtyDecimals),
        lineNote: line.note,
      },
      numbers: { qty: line.qtyE4 ?? 0 },
    })),
    priced: false,
    maker: doc.madeBy.name,
  };
}
