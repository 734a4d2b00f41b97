import { appendOwnerHistory, type CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { PassedBy } from '@xinhang/shared/pools.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { refreshDerived } from './derived.ts';

interface Way {
  from: number | null;
  reason: 'assign' | 'return' | 'recycle' | 'claim' | 'undo';
  note?: string;
  /** What the timeline says of the rule, as it read at this moment. */
  by?: PassedBy;
  ruleId?: number | null;
}

/**
 * Writes down that a customer that is saved has another owner, or lies in the pool. Open work of
 * the former owner with it goes to the new one, or ends (docs/decisions/0202).
 */
export async function passOn(
  ctx: WriteContext,
  owned: OwnedKinds,
  saved: CustomerRecord,
  { from, reason, note = '', by = {}, ruleId = null }: Way,
): Promise<CustomerRecord> {
  const customer = await refreshDerived(ctx.tx, ctx.deps.db.search, saved);
  let work = false;
  for (const kind of owned.all()) {
    work = ((await kind.customerPassed?.(ctx, { customer, from })) ?? false) || work;
  }
  await appendOwnerHistory(ctx.tx, {
    customer_id: saved.id,
    from_owner_id: from,
    to_owner_id: saved.owner_id,
    reason,
    note,
    by_user_id: ctx.actor.userId || null,
    at: ctx.now,
    pool_rule_id: ruleId,
    detail: JSON.stringify({ ...by, ...(work && { work }) }),
  });
  return customer;
}
