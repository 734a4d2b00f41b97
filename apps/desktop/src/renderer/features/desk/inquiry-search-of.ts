import type { DeskKind } from '@xinhang/shared/desk-kinds.ts';
import type { PriceInquiryState } from '@xinhang/shared/price-inquiries.ts';

/** The inquiries that a block of the desk speaks of, as their list shows them. */
export const inquirySearchOf = (kind: DeskKind): { state: PriceInquiryState[]; mine?: true } => {
  if (kind === 'inquiriesToAnswer') return { state: ['open'] };
  if (kind === 'inquiriesToPrice') return { state: ['answered'] };
  return { state: ['priced'], mine: true };
};
