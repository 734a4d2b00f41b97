import {
  findSalesOrder,
  salesLinesOf,
  salesOrderById,
  salesShares,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { customerById } from '../../customers/service.ts';
import { stale } from '../../../http/conflict.ts';

/** The order if the permission reaches it; one out of scope does not exist (404). */
export async function needOrder(
  db: Reader,
  actor: Actor,
  permission: Permission | readonly Permission[],
  id: number,
): Promise<NamedSalesOrder> {
  for (const one of [permission].flat()) {
    const row = await findSalesOrder(db, actor, one, id);
    if (row) return row;
  }
  const readable = await findSalesOrder(db, actor, 'salesOrders.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  permission: Permission | readonly Permission[],
  { id, version }: { id: number; version: number },
  states: readonly SalesOrderState[],
): Promise<NamedSalesOrder> {
  const row = await needOrder(ctx.tx, ctx.actor, permission, id);
  if (!states.includes(row.state as SalesOrderState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** Nothing new is written for a customer that was put away. */
export async function needAliveCustomer(ctx: WriteContext, customerId: number): Promise<void> {
  const customer = await customerById(ctx.tx, customerId);
  if (customer!.archived_at !== null) throw problem('customer-archived');
}

const lineTold = (line: NamedSalesLine) => ({
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
  requiredDate: line.required_date,
  promisedDate: line.promised_date,
  deliveredE4: line.delivered_e4,
  returnedE4: line.returned_e4,
  replaceE4: line.replace_e4,
  cancelledE4: line.cancelled_e4,
  closeReason: line.close_reason,
  dropShip: line.drop_ship === 1,
  note: line.note,
});

/** An order as the audit tells it; `lines` where they are read already. */
export async function told(
  ctx: WriteContext,
  row: NamedSalesOrder,
  lines?: readonly NamedSalesLine[],
): Promise<object> {
  const shares = await salesShares(ctx.tx, [row.id]);
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    businessDate: row.business_date,
    requiredDate: row.required_date,
    contactId: row.contact_id,
    dealId: row.deal_id,
    termId: row.term_id,
    warehouseId: row.warehouse_id,
    addressId: row.address_id,
    titleId: row.title_id,
    customerOrderNo: row.customer_order_no,
    payer: row.payer,
    note: row.note,
    basis: row.basis,
    grossFen: row.gross_fen,
    askReason: row.ask_reason,
    reasons: row.reasons,
    creditUntil: row.credit_until,
    reason: row.reason,
    shares: shares.map((share) => `${share.name} ${share.share_bp / 100}%`),
    lines: (lines ?? (await salesLinesOf(ctx.tx, row.id))).map(lineTold),
  };
}

/** Audit and news of a change of an order; `before` as `told` told it, `lines` as they are now. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedSalesOrder,
  before: object | null,
  lines?: readonly NamedSalesLine[],
): Promise<NamedSalesOrder | undefined> {
  const after = await salesOrderById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'salesOrder',
    entityId: id,
    customerId,
    before,
    after: after ? await told(ctx, after, lines) : null,
  });
  await ctx.emit({
    entity: 'salesOrder',
    id,
    version: after?.version ?? 0,
    customerId,
    audience: owner === null ? [] : [owner],
  });
  return after;
}
