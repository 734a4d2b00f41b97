import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { USUAL_DAYS } from '@xinhang/shared/quotation-rules.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import { undatedLines, writtenLines, type OrderLine } from './order-line.ts';

/** A quotation while it is written. */
export interface QuotationDraft {
  customer: NameRef | null;
  businessDate: string;
  validTo: string;
  basis: PriceBasis;
  contactId: number | null;
  dealId: number | null;
  termId: number | null;
  leadTime: string;
  note: string;
  lines: OrderLine[];
}

export const emptyQuotation = (today: string): QuotationDraft => ({
  customer: null,
  businessDate: today,
  validTo: addDays(today, USUAL_DAYS),
  basis: 'gross',
  contactId: null,
  dealId: null,
  termId: null,
  leadTime: '',
  note: '',
  lines: [],
});

/** A quotation as it is written in; lines keep the keys that they had on the screen. */
export const quotationDraftOf = (
  quotation: Quotation,
  keys: readonly string[] = [],
): QuotationDraft => ({
  customer: quotation.customer,
  businessDate: quotation.businessDate,
  validTo: quotation.validTo,
  basis: quotation.basis,
  contactId: quotation.contact?.id ?? null,
  dealId: quotation.deal?.id ?? null,
  termId: quotation.term?.id ?? null,
  leadTime: quotation.leadTime,
  note: quotation.note,
  lines: writtenLines(quotation.lines, keys),
});

/** What is sent of it. */
export function quotationBody(draft: QuotationDraft) {
  const { lines, customer: _, ...head } = draft;
  return {
    ...head,
    lines: undatedLines(lines),
  };
}
