import {
  insertQuotationVersion,
  isOrdered,
  quotationLinesOf,
  updateQuotation,
  type NamedQuotation,
} from '@xinhang/db/repositories/quotations.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { USUAL_DAYS, type QuotationState } from '@xinhang/shared/quotation-rules.ts';
import type { QuotationVersion } from '@xinhang/shared/quotations.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { contactById, needLiveCustomer } from '../../customers/service.ts';
import { findDeal } from '../../deals/service.ts';
import { writeOrder } from '../orders/drafts.ts';
import { wantedAgain } from '../orders/lines.ts';
import { needIn, record, told } from './access.ts';

interface Seen {
  id: number;
  version: number;
}

/** The customer has it, takes it or does not. */
export async function moveQuotation(
  ctx: WriteContext,
  seen: Seen,
  to: 'sent' | 'accepted' | 'rejected',
  reason = '',
): Promise<NamedQuotation> {
  const from: Record<typeof to, QuotationState[]> = {
    sent: ['approved'],
    accepted: ['sent'],
    // Whoever hears no more of it says why it came to nothing.
    rejected: ['sent', 'expired'],
  };
  const row = await needIn(ctx, seen, from[to]);
  const before = await told(ctx, row);
  const at = to === 'sent' ? { sent_at: ctx.now } : { decided_at: ctx.now };
  if (!(await updateQuotation(ctx.tx, row, { state: to, reason, ...at }))) throw stale(row);
  const action = { sent: 'send', accepted: 'accept', rejected: 'reject' }[to];
  return (await record(ctx, `quotations.${action}`, row, before))!;
}

/** Lets what the customer has hold to a later day; its prices were decided when it was sent. */
export async function extendQuotation(
  ctx: WriteContext,
  seen: Seen,
  validTo: string,
): Promise<NamedQuotation> {
  const row = await needIn(ctx, seen, ['sent', 'expired']);
  // What nobody sent yet is sent before it is given more time.
  if (row.state !== 'sent') throw problem('state-refused');
  if (validTo <= row.valid_to || validTo < (await todayOf(ctx))) {
    throw fieldRefused('/validTo', 'dates-out-of-order');
  }
  const before = await told(ctx, row);
  if (!(await updateQuotation(ctx.tx, row, { valid_to: validTo }))) throw stale(row);
  return (await record(ctx, 'quotations.extend', row, before))!;
}

/** What the customer was offered, as it stays known. */
async function frozen(ctx: WriteContext, row: NamedQuotation): Promise<QuotationVersion> {
  const lines = await quotationLinesOf(ctx.tx, row.id);
  const term = row.term_id === null ? undefined : await termById(ctx.tx, row.term_id);
  return {
    revision: row.revision,
    businessDate: row.business_date,
    validTo: row.valid_to,
    sentAt: row.sent_at,
    termName: term?.name ?? '',
    leadTime: row.lead_time,
    note: row.note,
    netFen: row.net_fen,
    taxFen: row.tax_fen,
    grossFen: row.gross_fen,
    lines: lines.map((line) => ({
      productId: line.product_id,
      code: line.code ?? '',
      name: line.name ?? line.text,
      unit: line.unit_name ?? '',
      qtyE4: line.unit_qty_e4,
      priceE4: line.price_e4,
      discountBp: line.discount_bp,
      grossFen: line.gross_fen,
    })),
  };
}

/** Keeps what was offered and begins the next version of it, at the prices that were written. */
export async function reviseQuotation(ctx: WriteContext, seen: Seen): Promise<NamedQuotation> {
  const { tx, now } = ctx;
  const row = await needIn(ctx, seen, ['sent', 'accepted', 'rejected', 'expired']);
  if (await isOrdered(tx, row.id)) throw problem('state-refused');
  const before = await told(ctx, row);
  await insertQuotationVersion(tx, {
    quotation_id: row.id,
    revision: row.revision,
    document: JSON.stringify(await frozen(ctx, row)),
    made_by: ctx.actor.userId,
    made_at: now,
  });
  const today = await todayOf(ctx);
  const done = await updateQuotation(tx, row, {
    state: 'draft',
    revision: row.revision + 1,
    business_date: today,
    valid_to: row.valid_to > today ? row.valid_to : addDays(today, USUAL_DAYS),
    reason: '',
    ask_reason: '',
    reasons: '[]',
    approval_id: null,
    sent_at: null,
    decided_at: null,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'quotations.revise', row, before))!;
}

/** Drafts the order of an accepted quotation: its lines, at its prices. Answers the order's id. */
export async function orderQuotation(
  ctx: WriteContext,
  lastPrices: LastPrices,
  seen: Seen,
): Promise<number> {
  const { tx, actor } = ctx;
  const row = await needIn(ctx, seen, ['accepted']);
  if (await isOrdered(tx, row.id)) throw problem('state-refused');
  const before = await told(ctx, row);
  const customer = await needLiveCustomer(tx, actor, 'salesOrders.update', row.customer_id);
  const lines = await quotationLinesOf(tx, row.id);
  const contact = row.contact_id === null ? undefined : await contactById(tx, row.contact_id);
  const known = contact?.customer_id === customer.id && !contactsMasked(customer);
  const deal =
    row.deal_id === null ? undefined : await findDeal(tx, actor, 'deals.read', row.deal_id);
  const term = row.term_id === null ? undefined : await termById(tx, row.term_id);
  const body = {
    customerId: customer.id,
    businessDate: await todayOf(ctx),
    basis: row.basis as PriceBasis,
    // What is not there any more does not hold the order up.
    contactId: known ? row.contact_id : null,
    dealId: deal?.customer_id === customer.id ? row.deal_id : null,
    ...(term?.active === 1 && { termId: row.term_id }),
    customerOrderNo: '',
    payer: '',
    note: row.note,
    lines: lines.map((line) => {
      const { id: _, ...wanted } = wantedAgain(line);
      return { ...wanted, requiredDate: null, promisedDate: null };
    }),
  };
  const order = await writeOrder(ctx, lastPrices, customer, body, { quotationId: row.id });
  // Of two who order it at once one is told.
  if (!(await updateQuotation(tx, row, {}))) throw stale(row);
  await record(ctx, 'quotations.order', row, before);
  return order.id;
}
