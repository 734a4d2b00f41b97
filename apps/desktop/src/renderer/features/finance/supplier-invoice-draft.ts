import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { ReceivedLine, SupplierInvoice } from '@xinhang/shared/supplier-invoices.ts';

/** How much of a line that came is on the invoice, and what that says; null: as it was estimated. */
export interface InvoicePart {
  receiptLineId: number;
  qtyE4: number | null;
  netFen: number | null;
  taxFen: number | null;
}

/** A line of an invoice without receipts while it is written. */
export interface ChargeDraft {
  key: string;
  categoryId: number | null;
  name: string;
  netFen: number | null;
  taxFen: number | null;
}

let begun = 0;
export function blankCharge(): ChargeDraft {
  begun += 1;
  return { key: `begun-${begun}`, categoryId: null, name: '', netFen: null, taxFen: null };
}

/** An invoice of a supplier as it is written. */
export interface InvoiceDraft {
  /** For goods that came, or for an expense. */
  purpose: 'goods' | 'expense';
  charges: readonly ChargeDraft[];
  /** Null: by the terms. */
  dueDate: string | null;
  supplier: NameRef | null;
  kind: FapiaoKind;
  code: string;
  number: string;
  businessDate: string;
  /** Null: as its kind and the supplier say. */
  deductible: boolean | null;
  note: string;
  /** Null: all that came. */
  parts: readonly InvoicePart[] | null;
}

export const emptyInvoice = (businessDate: string, supplier: NameRef | null): InvoiceDraft => ({
  purpose: 'goods',
  charges: [{ key: 'first', categoryId: null, name: '', netFen: null, taxFen: null }],
  dueDate: null,
  supplier,
  kind: 'digitalSpecial',
  code: '',
  number: '',
  businessDate,
  deductible: null,
  note: '',
  parts: null,
});

export const draftOf = (doc: SupplierInvoice, keys: readonly string[] = []): InvoiceDraft => ({
  purpose: doc.purpose === 'expense' ? 'expense' : 'goods',
  charges: doc.charges.map((one, at) => ({
    key: keys[at] ?? `line-${one.id}`,
    categoryId: one.category?.id ?? null,
    name: one.name,
    netFen: one.netFen,
    taxFen: one.taxFen,
  })),
  dueDate: doc.dueDate,
  supplier: doc.supplier,
  kind: doc.kind,
  code: doc.code,
  number: doc.number,
  businessDate: doc.businessDate,
  deductible: doc.deductible,
  note: doc.note,
  parts: doc.lines.map(({ receiptLineId, qtyE4, netFen, taxFen }) => ({
    receiptLineId,
    qtyE4,
    netFen,
    taxFen,
  })),
});

/** A line that came, what of it is on the invoice, and what that had been taken to come to. */
export interface InvoiceRow extends Omit<ReceivedLine, 'netFen' | 'taxFen' | 'grossFen'> {
  qtyE4: number | null;
  netFen: number | null;
  taxFen: number | null;
  estimateNetFen: number;
  estimateTaxFen: number;
}

type Whole = Pick<ReceivedLine, 'netFen' | 'taxFen' | 'basis'>;

const nothing = { netFen: 0, taxFen: 0 };

/** As the server cuts it. */
const part = ({ basis, ...whole }: Whole, doneE4: number, ofE4: number) =>
  doneE4 === 0 ? nothing : partOfAmounts(whole, { basis, doneE4, ofE4, posted: nothing });

/** What may be on the invoice, with what of it is: of one that is begun all that came. */
export function rowsOf(
  doc: SupplierInvoice | null,
  open: readonly ReceivedLine[] | undefined,
  draft: InvoiceDraft,
): InvoiceRow[] {
  const saved = (doc?.lines ?? []).map((line) => ({
    ...line,
    openE4: line.mostE4,
    ...part(
      { netFen: line.estimateNetFen, taxFen: line.estimateTaxFen, basis: line.basis },
      line.mostE4,
      line.qtyE4,
    ),
    was: line,
  }));
  const ids = new Set(saved.map((line) => line.receiptLineId));
  const others = (open ?? [])
    .filter((line) => !ids.has(line.receiptLineId))
    .map((line) => ({ ...line, was: null }));
  return [...saved, ...others].map(({ was, ...line }) => {
    const written = draft.parts?.find((one) => one.receiptLineId === line.receiptLineId);
    const qtyE4 = draft.parts === null ? line.openE4 : (written?.qtyE4 ?? null);
    const qty = qtyE4 !== null && Number.isSafeInteger(qtyE4) ? qtyE4 : 0;
    const estimate =
      was?.qtyE4 === qty
        ? { netFen: was.estimateNetFen, taxFen: was.estimateTaxFen }
        : part(line, qty, line.openE4);
    return {
      ...line,
      qtyE4,
      netFen: written?.netFen ?? null,
      taxFen: written?.taxFen ?? null,
      estimateNetFen: estimate.netFen,
      estimateTaxFen: estimate.taxFen,
    };
  });
}

export const partsOf = (rows: readonly InvoiceRow[]): InvoicePart[] =>
  rows.map(({ receiptLineId, qtyE4, netFen, taxFen }) => ({
    receiptLineId,
    qtyE4,
    netFen,
    taxFen,
  }));

/** What a row comes to on the invoice; nothing where nothing of it is on it. */
export const amountOf = (row: InvoiceRow, of: 'net' | 'tax'): number => {
  if (!row.qtyE4) return 0;
  const written = of === 'net' ? row.netFen : row.taxFen;
  const estimate = of === 'net' ? row.estimateNetFen : row.estimateTaxFen;
  return written !== null && Number.isSafeInteger(written) ? written : estimate;
};

/** Whether a line of an expense says what the server must know. */
export const isCharge = ({ categoryId, name, netFen, taxFen }: ChargeDraft): boolean =>
  categoryId !== null &&
  name.trim() !== '' &&
  [netFen, taxFen].every((one) => one === null || Number.isSafeInteger(one)) &&
  (netFen ?? 0) + (taxFen ?? 0) > 0;

/** The lines of a draft, whatever it is for. */
const linesOf = (draft: InvoiceDraft, rows: readonly InvoiceRow[]) =>
  draft.purpose === 'expense'
    ? {
        charges: draft.charges.map(({ categoryId, name, netFen, taxFen }) => ({
          categoryId: categoryId!,
          name: name.trim(),
          netFen: netFen ?? 0,
          taxFen: taxFen ?? 0,
        })),
      }
    : {
        lines: rows.flatMap(({ receiptLineId, qtyE4, netFen, taxFen }) =>
          qtyE4
            ? [
                {
                  receiptLineId,
                  qtyE4,
                  ...(netFen !== null && { netFen }),
                  ...(taxFen !== null && { taxFen }),
                },
              ]
            : [],
        ),
      };

/** The part of a draft that the server takes. */
export const bodyOf = (draft: InvoiceDraft, rows: readonly InvoiceRow[]) => ({
  kind: draft.kind,
  code: draft.code.trim(),
  number: draft.number.trim(),
  businessDate: draft.businessDate,
  ...(draft.deductible !== null && { deductible: draft.deductible }),
  note: draft.note.trim(),
  dueDate: draft.dueDate,
  ...linesOf(draft, rows),
});
