import { reaches } from '@xinhang/db/actor.ts';
import { isContracted } from '@xinhang/db/repositories/contracts.ts';
import {
  isOrdered,
  ordersOfQuotation,
  quotationLinesOf,
  type NamedQuotation,
} from '@xinhang/db/repositories/quotations.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { quotationStateOn, type QuotationStop } from '@xinhang/shared/quotation-rules.ts';
import type { Quotation, QuotationRow } from '@xinhang/shared/quotations.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { contactById } from '../../customers/service.ts';
import { dealNames } from '../../deals/service.ts';
import { partNumbersOf } from '../../products/service.ts';
import { readableApprovals, waitersOf } from '../../system/service.ts';
import { toOffered } from '../orders/describe.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

/** A row of a list. */
export const toQuotationRow = (row: NamedQuotation, today: string): QuotationRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  revision: row.revision,
  state: quotationStateOn(row.state, row.valid_to, today),
  customer: { id: row.customer_id, name: row.customer_name },
  businessDate: row.business_date,
  validTo: row.valid_to,
  netFen: row.net_fen,
  taxFen: row.tax_fen,
  grossFen: row.gross_fen,
  lineCount: row.line_count,
  note: row.note,
  reason: row.reason,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  sentAt: row.sent_at,
  decidedAt: row.decided_at,
});

/** What this reader may do to this quotation now; screens show the same as buttons. */
async function canOf(
  { db, actor }: Looker,
  row: NamedQuotation,
  { state }: QuotationRow,
): Promise<Quotation['can']> {
  const over = (permission: Permission) =>
    actor.viewAsBy === null && reaches(actor, permission, row.owner_id);
  const update = over('quotations.update');
  const ordered = await isOrdered(db, row.id);
  const contracted = await isContracted(db, row.id);
  return {
    update: update && state === 'draft',
    discard: update && state === 'draft' && row.no === null,
    sendBack: update && (state === 'approving' || state === 'approved'),
    send: update && state === 'approved',
    decide: update && state === 'sent',
    revise: update && !ordered && ['sent', 'accepted', 'rejected', 'expired'].includes(state),
    order: update && state === 'accepted' && !ordered && over('salesOrders.update'),
    contract: state === 'accepted' && !contracted && over('contracts.update'),
  };
}

/** A quotation with everything its page shows. */
export async function describeQuotation(ctx: Looker, row: NamedQuotation): Promise<Quotation> {
  const { db, actor } = ctx;
  const head = toQuotationRow(row, await todayOf(ctx));
  const masked = contactsMasked(row);
  const contact = row.contact_id === null || masked ? null : await contactById(db, row.contact_id);
  const deals = row.deal_id === null ? null : await dealNames(db, actor, [row.deal_id]);
  const deal = row.deal_id === null ? undefined : deals?.get(row.deal_id);
  const term = row.term_id === null ? null : await termById(db, row.term_id);
  const asked = row.approval_id === null ? [] : [row.approval_id];
  const readable = await readableApprovals(ctx, asked);
  const lines = await quotationLinesOf(db, row.id);
  return {
    ...head,
    contact: contact ? { id: contact.id, name: contact.name } : null,
    deal: deal === undefined ? null : { id: row.deal_id!, name: deal },
    term: term ? { id: term.id, name: term.name } : null,
    leadTime: row.lead_time,
    basis: row.basis as PriceBasis,
    askReason: row.ask_reason,
    reasons: JSON.parse(row.reasons) as QuotationStop[],
    approvalId: asked.find((id) => readable.has(id)) ?? null,
    waitsFor: row.state === 'approving' ? await waitersOf(db, row.approval_id) : [],
    orders: (await ordersOfQuotation(db, actor, row.id)).map(({ id, no }) => ({
      id,
      name: no ?? '',
    })),
    lines: lines.map((line) => toOffered(line, row.basis)),
    partNumbers: await partNumbersOf(
      db,
      row.customer_id,
      lines.map((line) => line.product_id),
    ),
    can: await canOf(ctx, row, head),
  };
}
