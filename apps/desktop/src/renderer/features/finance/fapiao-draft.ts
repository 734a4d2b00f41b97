import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Fapiao, FapiaoBuyer, FapiaoLine, InvoiceableLine } from '@xinhang/shared/fapiao.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { partOfLine } from '@xinhang/shared/line-amounts.ts';
import { fen } from '@xinhang/shared/money.ts';

/** How much of a line goes onto the fapiao; null: not written yet. */
export interface FapiaoPart {
  key: string;
  qtyE4: number | null;
}

/** A fapiao as it is written. */
export interface FapiaoDraft {
  customer: NameRef | null;
  kind: FapiaoKind;
  code: string;
  number: string;
  businessDate: string;
  /** Without a title: as the order or the customer has it. */
  buyer: FapiaoBuyer;
  note: string;
  /** Null: all that was delivered. */
  parts: readonly FapiaoPart[] | null;
}

const nobody: FapiaoBuyer = {
  title: '',
  taxNo: '',
  bank: '',
  account: '',
  address: '',
  phone: '',
};

export const emptyFapiao = (businessDate: string, customer: NameRef | null): FapiaoDraft => ({
  customer,
  kind: 'digitalSpecial',
  code: '',
  number: '',
  businessDate,
  buyer: nobody,
  note: '',
  parts: null,
});

type Named = Partial<Pick<FapiaoLine, 'orderLineId' | 'deliveryLineId'>>;
export const keyOf = (line: Named) => `${line.orderLineId}-${line.deliveryLineId ?? 0}`;

export const draftOf = (doc: Fapiao): FapiaoDraft => ({
  customer: doc.customer,
  kind: doc.kind,
  code: doc.code,
  number: doc.number,
  businessDate: doc.businessDate,
  buyer: doc.buyer ?? nobody,
  note: doc.note,
  parts: doc.lines.map((line) => ({ key: keyOf(line), qtyE4: line.qtyE4 })),
});

/** A line that may be invoiced, and how much of it is. */
export interface FapiaoRow extends Omit<
  InvoiceableLine,
  'businessDate' | 'qtyE4' | 'netFen' | 'taxFen' | 'qtyDecimals'
> {
  key: string;
  qtyE4: number | null;
  /** What so much of it comes to, with tax. */
  amountFen: number;
}

interface Offered extends Omit<FapiaoRow, 'qtyE4' | 'amountFen'> {
  /** What is known of a part that is saved. */
  saved: { qtyE4: number; grossFen: number } | null;
}

const part = (whole: number, doneE4: number, ofE4: number) =>
  partOfLine(fen(whole), { doneE4, ofE4, postedFen: 0 });

function offeredOf(
  doc: Fapiao | null,
  open: { delivered: readonly InvoiceableLine[]; ordered: readonly InvoiceableLine[] } | undefined,
): Offered[] {
  // What is registered is for orders; what takes a return back is issued at once.
  const ofOrders = (doc?.lines ?? []).filter(
    (line): line is FapiaoLine & Pick<Offered, 'order' | 'orderLineId'> => line.order !== null,
  );
  const saved = ofOrders.map((line): Offered => ({
    ...line,
    key: keyOf(line),
    openE4: line.mostE4,
    grossFen: part(line.grossFen, line.mostE4, line.qtyE4),
    saved: { qtyE4: line.qtyE4, grossFen: line.grossFen },
  }));
  const keys = new Set(saved.map((line) => line.key));
  const others = [...(open?.delivered ?? []), ...(open?.ordered ?? [])]
    .map((line): Offered => ({ ...line, key: keyOf(line), saved: null }))
    .filter((line) => !keys.has(line.key));
  return [...saved, ...others];
}

/** What may be invoiced, with what of it is: of one that is begun all that was delivered. */
export function rowsOf(
  doc: Fapiao | null,
  open: Parameters<typeof offeredOf>[1],
  draft: FapiaoDraft,
): FapiaoRow[] {
  return offeredOf(doc, open).map(({ saved, ...line }) => {
    const usual = line.delivery === null ? null : line.openE4;
    const written = draft.parts?.find((one) => one.key === line.key);
    const qtyE4 = draft.parts === null ? usual : (written?.qtyE4 ?? null);
    const qty = qtyE4 !== null && Number.isSafeInteger(qtyE4) ? qtyE4 : 0;
    const amountFen =
      saved?.qtyE4 === qty ? saved.grossFen : qty === 0 ? 0 : part(line.grossFen, qty, line.openE4);
    return { ...line, qtyE4, amountFen };
  });
}

export const partsOf = (rows: readonly FapiaoRow[]): FapiaoPart[] =>
  rows.map(({ key, qtyE4 }) => ({ key, qtyE4 }));

/** The part of a draft that the server takes. */
export const bodyOf = (draft: FapiaoDraft, rows: readonly FapiaoRow[]) => {
  const trimmed = Object.entries(draft.buyer).map(([key, value]) => [key, value.trim()]);
  return {
    kind: draft.kind,
    code: draft.code.trim(),
    number: draft.number.trim(),
    businessDate: draft.businessDate,
    ...(draft.buyer.title.trim() !== '' && {
      buyer: Object.fromEntries(trimmed) as FapiaoBuyer,
    }),
    note: draft.note.trim(),
    lines: rows.flatMap(({ orderLineId, deliveryLineId, qtyE4 }) =>
      qtyE4 ? [{ orderLineId, deliveryLineId, qtyE4 }] : [],
    ),
  };
};
