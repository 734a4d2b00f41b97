import type { NewChangeLine } from '@xinhang/db/repositories/order-changes.ts';
import type { NamedSalesLine, NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { discounted, type StopReason } from '@xinhang/shared/sales-order-rules.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { checkOffer, creditAgainst, isBelow, unpromisedOf } from '../orders/check.ts';

const grossOf = (lines: readonly { gross_fen: number }[]) =>
  lines.reduce((all, line) => all + line.gross_fen, 0);

/** A price that was let pass stays let pass for as much of it. */
const letPass = (was: NamedSalesLine | undefined, line: NewChangeLine, basis: string): boolean =>
  was !== undefined &&
  isBelow(was, basis) &&
  line.qty_e4 <= was.qty_e4! &&
  line.tax_bp === was.tax_bp &&
  line.unit_id === was.unit_id &&
  discounted(line.price_e4!, line.discount_bp) >= discounted(was.price_e4!, was.discount_bp);

/**
 * What stands against a change of a confirmed order, by the rules of confirming one: of prices and
 * gifts what the change makes worse, of the credit what it adds. Knows no scope.
 */
export async function checkChange(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  order: NamedSalesOrder,
  { now, wanted }: { now: readonly NamedSalesLine[]; wanted: readonly NewChangeLine[] },
): Promise<OrderCheck> {
  const { db } = ctx;
  const known = new Map(now.map((line) => [line.id, line]));
  const offer = await checkOffer(db, order.basis, wanted);
  const before = await checkOffer(db, order.basis, now);
  const worse = offer.below.filter((at) => {
    const line = wanted[at]!;
    if (line.qty_e4 === 0) return false;
    const was = line.order_line_id === null ? undefined : known.get(line.order_line_id);
    return !letPass(was, line, order.basis);
  });
  const below = await unpromisedOf(db, order, wanted, worse);
  const least = await readSetting(db, 'sales.approveFromYuan');
  const addFen = Math.max(0, grossOf(wanted) - grossOf(now));
  const credit = await creditAgainst(ctx, order, addFen);
  const reasons: StopReason[] = [];
  if (below.length > 0) reasons.push('price');
  if (offer.giftsBp > offer.giftsMaxBp && offer.giftsBp > before.giftsBp) reasons.push('gifts');
  if (least > 0 && addFen > 0 && grossOf(wanted) >= least * 100) reasons.push('amount');
  return {
    reasons: [...reasons, ...credit.reasons],
    below,
    giftsBp: offer.giftsBp,
    giftsMaxBp: offer.giftsMaxBp,
    credit: credit.figures,
  };
}
