import { may } from '@xinhang/db/actor.ts';
import type { NamedInquiry } from '@xinhang/db/repositories/price-inquiries.ts';
import type { PriceInquiry, PriceInquiryState } from '@xinhang/shared/price-inquiries.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { ReadContext } from '../../http/context.ts';
import { sidesOf } from './access.ts';

/** Whether the answer no longer holds. */
export const isOver = (row: Pick<NamedInquiry, 'state' | 'valid_to'>, today: string): boolean =>
  ['answered', 'priced'].includes(row.state) && row.valid_to !== null && row.valid_to < today;

/** An inquiry as far as the sides show it on which the reader stands. */
export function describeInquiry(
  { actor }: Pick<ReadContext, 'actor'>,
  row: NamedInquiry,
  today: string,
): PriceInquiry {
  const sides = sidesOf(actor, row);
  const cost = actor.fields.cost === 'show' && (sides.buys || sides.prices);
  const offered = sides.asks || sides.prices || sides.leads;
  const expired = isOver(row, today);
  const { state } = row;
  const among = (...states: PriceInquiryState[]) => states.includes(state as PriceInquiryState);
  const writes = actor.viewAsBy === null;
  return {
    id: row.id,
    version: row.version,
    no: row.no,
    state: state as PriceInquiryState,
    expired,
    asker: { id: row.asker_id, name: row.asker_name },
    dept: { id: row.dept_id, name: row.dept_name },
    businessDate: row.business_date,
    product:
      row.product_id === null
        ? null
        : { id: row.product_id, code: row.code!, name: row.name!, spec: row.product_spec! },
    text: row.text,
    spec: row.spec,
    unit: row.unit_name ?? row.unit_text,
    unitId: row.unit_id,
    qtyE4: row.qty_e4,
    wantedDate: row.wanted_date,
    note: row.note,
    leadDays: row.lead_days,
    minQtyE4: row.min_qty_e4,
    validTo: row.valid_to,
    answerNote: row.answer_note,
    declineReason: row.decline_reason,
    answeredAt: row.answered_at,
    supplier:
      sides.buys && row.supplier_id !== null
        ? { id: row.supplier_id, name: row.supplier_name! }
        : null,
    costE4: cost ? row.cost_e4 : null,
    costBasis: cost ? (row.cost_basis as PriceBasis | null) : null,
    costKept: sides.buys ? row.cost_kept === 1 : null,
    floorE4: offered ? row.floor_e4 : null,
    offerE4: offered ? row.offer_e4 : null,
    offerBasis: offered ? (row.offer_basis as PriceBasis | null) : null,
    quotationId: sides.asks || sides.leads ? row.quotation_id : null,
    salesOrderId: sides.asks || sides.leads ? row.sales_order_id : null,
    madeAt: row.made_at,
    can: {
      withdraw: writes && sides.asks && among('open', 'answered', 'priced'),
      answer:
        writes &&
        may(actor, 'purchaseOrders.update') &&
        cost &&
        among('open', 'answered', 'priced'),
      price: writes && sides.prices && cost && among('answered', 'priced') && !expired,
      use: writes && sides.asks && state === 'priced' && !expired && row.product_id !== null,
      keepCost:
        writes &&
        cost &&
        may(actor, 'suppliers.update') &&
        among('answered', 'priced', 'used') &&
        row.product_id !== null &&
        row.cost_kept === 0,
      askAgain: writes && sides.asks && (!among('open', 'answered', 'priced') || expired),
    },
  };
}
