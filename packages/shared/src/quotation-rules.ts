/** From `draft` to `accepted` or `rejected` (domain.md, `quotation`); `expired` is told by the day. */
export const quotationStates = [
  'draft',
  'approving',
  'approved',
  'sent',
  'accepted',
  'rejected',
  'expired',
] as const;
export type QuotationState = (typeof quotationStates)[number];

/** Why a quotation needs an approval; credit and amount are asked of its order. */
export const quotationStops = ['price', 'gifts'] as const;
export type QuotationStop = (typeof quotationStops)[number];

/** States whose prices hold up to a day and no longer. */
export const lapsingStates = ['approved', 'sent'] as const;

/** For how many days a quotation holds where nobody says. */
export const USUAL_DAYS = 30;

/** The state as it is on a day: nobody has to put an end to what ends by itself. */
export const quotationStateOn = (state: string, validTo: string, today: string): QuotationState =>
  (lapsingStates as readonly string[]).includes(state) && validTo < today
    ? 'expired'
    : (state as QuotationState);
