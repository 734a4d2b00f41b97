import {
  keepRequiredDates,
  nameOrderApproval,
  salesLinesOf,
  salesOrderById,
  updateSalesOrder,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { StopReason } from '@xinhang/shared/sales-order-rules.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import type { ApprovalTargets } from '../../../registry/approvals.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { assertCome, assertSinceGoingLive } from '../../ledgers/service.ts';
import { callOff, startApproval, takeDocumentNo, wouldDecide } from '../../system/service.ts';
import { stale } from '../../../http/conflict.ts';
import { needAliveCustomer, needIn, record, told } from './access.ts';
import { achieve } from './achieve.ts';
import { checkDates, checkOrder, checkWhole, shownCheck } from './check.ts';
import { pricedAnew } from './drafts.ts';
import { markDealing } from './dealing.ts';
import { keepOpen } from './keep.ts';

/** What of the server confirming needs. */
export interface Doors {
  readonly approvals: ApprovalTargets;
  readonly lastPrices: LastPrices;
}

type Api = typeof api.salesOrders;
type SubmitBody = EndpointInput<Api['submit']>['body'];

export const SALES_ORDER = 'salesOrder';
/** Initials of 销售订单. */
const PREFIX = 'XSDD';

/** An order that waits, whole and priced: of a draft the rules are asked once more. */
async function readyOrder(
  http: Doors,
  ctx: WriteContext,
  order: NamedSalesOrder,
  old: NamedSalesLine[],
) {
  await needAliveCustomer(ctx, order.customer_id);
  await assertCome(ctx, order.business_date);
  const found =
    order.state === 'draft'
      ? await pricedAnew(ctx, http.lastPrices, order, old)
      : { lines: old, totals: {} };
  checkWhole(order, found.lines);
  checkDates(order, found.lines);
  return { ...found, check: await checkOrder(ctx, order, found.lines) };
}

const isOfCredit = (reason: StopReason) => reason === 'credit' || reason === 'overdue';

/** Hands an order in: to whoever confirms, or for the approval that it needs. */
export async function submitOrder(
  http: Doors,
  ctx: WriteContext,
  id: number,
  body: SubmitBody,
): Promise<NamedSalesOrder> {
  const { tx } = ctx;
  const seen = { id, version: body.version };
  const order = await needIn(ctx, 'salesOrders.update', seen, ['draft', 'submitted']);
  const old = await salesLinesOf(tx, id);
  const before = await told(ctx, order, old);
  const { check, totals, lines } = await readyOrder(http, ctx, order, old);
  if (check.reasons.length === 0) {
    if (order.state === 'submitted') throw problem('state-refused');
    const clean = { reason: '', reasons: '[]', ask_reason: '', credit_until: null };
    const handed = { ...totals, ...clean, state: 'submitted' };
    if (!(await updateSalesOrder(tx, order, handed))) throw stale(order);
    return (await record(ctx, 'salesOrders.submit', order, before, lines))!;
  }
  if (body.reason === '') throw fieldRefused('/reason', 'reason-needed');
  const asked = {
    ...totals,
    state: 'approving',
    reason: '',
    ask_reason: body.reason,
    reasons: JSON.stringify(check.reasons),
    // Nobody lets pass what nothing stands against: deliveries of the order would not be asked again.
    credit_until: check.reasons.some(isOfCredit) ? body.creditUntil : null,
  };
  if (!(await updateSalesOrder(tx, order, asked))) throw stale(order);
  const waiting = (await record(ctx, 'salesOrders.ask', order, before, lines))!;
  const approval = await startApproval(http, ctx, {
    kind: SALES_ORDER,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: factsOf(waiting.gross_fen, check),
    changeSet: { reasons: check.reasons },
  });
  if (!approval) throw fieldRefused('/reason', 'no-flow');
  await nameOrderApproval(tx, id, approval.id);
  return (await salesOrderById(tx, id))!;
}

/** What the flows of orders ask. */
export const factsOf = (amountFen: number, { below, credit }: OrderCheck) => ({
  amountFen,
  belowLines: below.length,
  overCreditFen:
    credit!.limitFen === null
      ? 0
      : Math.max(0, credit!.exposureFen + credit!.addFen - credit!.limitFen),
  overdueDays: credit!.overdueDays,
});

/** What stands against an order as its reader is shown it, with who would decide. */
export async function shownStop(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  amountFen: number,
  check: OrderCheck,
): Promise<OrderCheck> {
  const shown = shownCheck(ctx.actor, check);
  if (check.reasons.length === 0) return shown;
  const facts = factsOf(amountFen, check);
  return { ...shown, deciders: await wouldDecide(ctx, { kind: SALES_ORDER, facts }) };
}

/** Confirms an order against which nothing stands; `order-stopped` says what does. */
export async function confirmByHand(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedSalesOrder> {
  const order = await needIn(ctx, 'salesOrders.confirm', { id, version }, ['draft', 'submitted']);
  const old = await salesLinesOf(ctx.tx, id);
  const before = await told(ctx, order, old);
  const { check, totals, lines } = await readyOrder(http, ctx, order, old);
  if (check.reasons.length > 0) {
    throw problem('order-stopped', {
      data: await shownStop(ctx, { ...order, ...totals }.gross_fen, check),
    });
  }
  const changes = { ...totals, credit_until: null };
  return await confirmOrder(ctx, order, { before, lines, changes });
}

/**
 * Confirms: number, reservation, result and exposure, whoever asked for it (domain.md, state
 * machines). The rules were asked by whoever calls; `before` as `told` told it, `lines` as they are.
 */
export async function confirmOrder(
  ctx: WriteContext,
  order: NamedSalesOrder,
  {
    before,
    lines,
    changes = {},
  }: { before: object; lines: readonly NamedSalesLine[]; changes?: object },
): Promise<NamedSalesOrder> {
  const { tx } = ctx;
  await assertSinceGoingLive(ctx, order.business_date);
  const no = await takeDocumentNo(ctx, {
    entityId: order.entity_id,
    prefix: PREFIX,
    businessDate: order.business_date,
  });
  const done = await updateSalesOrder(tx, order, {
    ...changes,
    no,
    state: 'confirmed',
    reason: '',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(order);
  const confirmed = (await salesOrderById(tx, order.id))!;
  await keepRequiredDates(tx, order.id, order.required_date);
  await keepOpen(ctx, confirmed, lines, { bound: true });
  await achieve(ctx, confirmed, lines);
  await markDealing(ctx, order.customer_id);
  return (await record(ctx, 'salesOrders.confirm', confirmed, before, lines))!;
}

/** Makes a draft again of what waits; an approval that runs is withdrawn. */
export async function sendBackOrder(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedSalesOrder> {
  const rights = ['salesOrders.update', 'salesOrders.confirm'] as const;
  const order = await needIn(ctx, rights, { id, version }, ['submitted', 'approving']);
  await needAliveCustomer(ctx, order.customer_id);
  if (order.state === 'approving') {
    await callOff(http, ctx, order.approval_id!, reason);
    return (await salesOrderById(ctx.tx, id))!;
  }
  const before = await told(ctx, order);
  if (!(await updateSalesOrder(ctx.tx, order, { state: 'draft', reason }))) throw stale(order);
  return (await record(ctx, 'salesOrders.sendBack', order, before))!;
}
