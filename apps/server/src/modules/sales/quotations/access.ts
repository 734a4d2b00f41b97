import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  findQuotation,
  quotationById,
  quotationLinesOf,
  type NamedQuotation,
  type NamedQuotationLine,
} from '@xinhang/db/repositories/quotations.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { quotationStateOn, type QuotationState } from '@xinhang/shared/quotation-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { needAliveCustomer } from '../orders/access.ts';

/** The quotation if the permission reaches it; one out of scope does not exist (404). */
export async function needQuotation(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedQuotation> {
  const row = await findQuotation(db, actor, permission, id);
  if (row) return row;
  throw problem(
    (await findQuotation(db, actor, 'quotations.read', id)) ? 'forbidden' : 'not-found',
  );
}

/** The same to be changed: in one of these states today, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly QuotationState[],
): Promise<NamedQuotation> {
  const row = await needQuotation(ctx.tx, ctx.actor, 'quotations.update', id);
  const state = quotationStateOn(row.state, row.valid_to, await todayOf(ctx));
  if (!states.includes(state)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  await needAliveCustomer(ctx, row.customer_id);
  return row;
}

const lineTold = (line: NamedQuotationLine) => ({
  kind: line.line_kind,
  product: line.code === null ? line.text : `${line.code} ${line.name}`,
  qtyE4: line.unit_qty_e4,
  unit: line.unit_name,
  priceE4: line.price_e4,
  discountBp: line.discount_bp,
  taxBp: line.tax_bp,
  grossFen: line.gross_fen,
  resolvedPriceE4: line.resolved_price_e4,
  deviation: line.deviation,
  deviatedBy: line.deviator_name,
  note: line.note,
});

/** A quotation as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedQuotation): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    revision: row.revision,
    state: row.state,
    customer: row.customer_name,
    businessDate: row.business_date,
    validTo: row.valid_to,
    contactId: row.contact_id,
    dealId: row.deal_id,
    termId: row.term_id,
    leadTime: row.lead_time,
    note: row.note,
    basis: row.basis,
    grossFen: row.gross_fen,
    askReason: row.ask_reason,
    reasons: row.reasons,
    reason: row.reason,
    lines: (await quotationLinesOf(ctx.tx, row.id)).map(lineTold),
  };
}

/** Audit and news of a change of a quotation; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedQuotation,
  before: object | null,
): Promise<NamedQuotation | undefined> {
  const after = await quotationById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'quotation',
    entityId: id,
    customerId,
    before,
    after: after ? await told(ctx, after) : null,
  });
  await ctx.emit({
    entity: 'quotation',
    id,
    version: after?.version ?? 0,
    customerId,
    audience: owner === null ? [] : [owner],
  });
  return after;
}
