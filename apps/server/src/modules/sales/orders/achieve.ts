import {
  salesShares,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { isFree } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { postAchievements, reverseAchievement } from '../../ledgers/service.ts';

const kind = 'salesOrder';

/** Without tax, of what is still wanted; gifts and freight are nobody's result. */
const amountOf = (line: NamedSalesLine): number =>
  isFree(line.line_kind) || line.line_kind === 'freight'
    ? 0
    : line.net_fen - line.cancelled_net_fen;

/** The line that counts as the order: an order is one, however many lines it has. */
const countingOf = (lines: readonly NamedSalesLine[]): number | undefined =>
  lines.find((line) => amountOf(line) !== 0)?.id;

/** Puts lines of an order into the achievement ledger, to everybody who shares it. */
async function post(
  ctx: WriteContext,
  order: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
  { businessDate, only }: { businessDate: string; only?: ReadonlySet<number> },
): Promise<void> {
  const shares = await salesShares(ctx.tx, [order.id]);
  const counting = countingOf(lines);
  const posting = lines.filter((line) => amountOf(line) !== 0 && (!only || only.has(line.id)));
  await postAchievements(
    ctx,
    posting.map((line) => ({
      metric: 'order',
      doc: { kind, id: order.id, lineId: line.id },
      businessDate,
      customerId: order.customer_id,
      shares: shares.map((share) => ({ userId: share.user_id, shareBp: share.share_bp })),
      ...(order.owner_id !== null && { leadId: order.owner_id }),
      amountFen: amountOf(line),
      qtyE4: line.product_id === null ? 0 : line.qty_e4! - line.cancelled_e4,
      count: line.id === counting ? 1 : 0,
      dimensions: {
        entityId: order.entity_id,
        orderLineId: line.id,
        ...(line.product_id !== null && { productId: line.product_id }),
        ...(line.category_id !== null && { categoryId: line.category_id }),
        ...(order.project_id !== null && { projectId: order.project_id }),
        ...(order.contract_id !== null && { contractId: order.contract_id }),
      },
    })),
  );
}

export async function achieve(
  ctx: WriteContext,
  order: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
): Promise<void> {
  await post(ctx, order, lines, { businessDate: order.business_date });
}

/**
 * Lines came to another amount: what they posted is taken back today and posted anew today, so that
 * months that were evaluated stay as they were.
 */
export async function achieveAnew(
  ctx: WriteContext,
  order: NamedSalesOrder,
  { before, after }: { before: readonly NamedSalesLine[]; after: readonly NamedSalesLine[] },
): Promise<void> {
  const was = new Map(before.map((line) => [line.id, line]));
  const only = new Set(
    after
      .filter((line) => {
        const old = was.get(line.id);
        return (
          !old ||
          amountOf(old) !== amountOf(line) ||
          old.qty_e4! - old.cancelled_e4 !== line.qty_e4! - line.cancelled_e4
        );
      })
      .map((line) => line.id),
  );
  if (only.size === 0) return;
  // Another line counts as the order where the one that did is gone.
  for (const id of [countingOf(before), countingOf(after)]) {
    if (id !== undefined && countingOf(before) !== countingOf(after)) only.add(id);
  }
  const today = await todayOf(ctx);
  for (const lineId of only) {
    await reverseAchievement(ctx, 'order', { kind, id: order.id, lineId }, today);
  }
  const businessDate = today < order.business_date ? order.business_date : today;
  await post(ctx, order, after, { businessDate, only });
}

/** An order that is void was no result. */
export async function takeBack(ctx: WriteContext, orderId: number): Promise<void> {
  await reverseAchievement(ctx, 'order', { kind, id: orderId }, await todayOf(ctx));
}
