import { deliveryLines, type NamedDelivery } from '@xinhang/db/repositories/deliveries.ts';
import { salesOrderById, undeliveredOf } from '@xinhang/db/repositories/sales-orders.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import type { DeliveryStop } from '@xinhang/shared/delivery-rules.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { creditGroupOf, creditOf, isTooLate } from '../../ledgers/service.ts';

/**
 * What stands against a delivery: exposure above the limit, something overdue, or money that is not
 * in where a customer only pays before (domain.md, Credit). It adds nothing to the exposure: it was
 * undelivered and becomes owed. An order that was approved over its credit passes until its day.
 */
export async function checkDelivery(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  row: NamedDelivery,
): Promise<DeliveryCheck> {
  const { db } = ctx;
  const today = await todayOf(ctx);
  const [days, late] = [
    await readSetting(db, 'sales.creditDays'),
    await readSetting(db, 'sales.overdueDays'),
  ];
  const upTo = days === 0 ? null : addDays(today, days);
  const group = await creditGroupOf(db, row.customer_id);
  const undeliveredFen = await undeliveredOf(db, group, upTo);
  const credit = await creditOf(db, row.customer_id, { group, today, undeliveredFen, addFen: 0 });
  const { stopped: _, ...figures } = credit;
  const reasons: DeliveryStop[] = [];
  if (row.gross_fen > 0 && !(await approvedOver(ctx, row, today))) {
    if (credit.limitFen === 0) {
      // Only this delivery must be paid for: what else is ordered is not owed yet.
      const owed = credit.openFen + row.gross_fen - credit.advanceFen;
      if (owed > 0) reasons.push('prepay');
    } else if (credit.limitFen !== null && credit.exposureFen > credit.limitFen) {
      reasons.push('credit');
    }
    if (isTooLate(credit, late)) reasons.push('overdue');
  }
  return { reasons, credit: { ...figures, addFen: 0 } };
}

/** Whether every order of it was approved over the credit, up to today at least. */
async function approvedOver(
  { db }: Pick<ReadContext, 'db'>,
  row: NamedDelivery,
  today: string,
): Promise<boolean> {
  const ids = new Set((await deliveryLines(db, row.id)).map((line) => line.order_id));
  for (const id of ids) {
    const until = (await salesOrderById(db, id))!.credit_until;
    if (until === null || until < today) return false;
  }
  return ids.size > 0;
}

/** The same as this reader is shown it. */
export const shownStop = (actor: Actor, check: DeliveryCheck): DeliveryCheck => ({
  ...check,
  credit: actor.fields.credit === 'show' ? check.credit : null,
});
