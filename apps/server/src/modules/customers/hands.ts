import {
  appendOwnerHistory,
  lastHandOf,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
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
  /** Takes back the way into the pool: what ended there goes on. */
  back?: boolean | undefined;
}

/** Ids of the open work that ended with a way into the pool, by the kind of its rows. */
type Ended = Record<string, number[]>;

/**
 * Writes down that a customer that is saved has another owner, or lies in the pool. Open work of
 * the former owner with it goes to the new one, or ends (docs/decisions/0202).
 */
export async function passOn(
  ctx: WriteContext,
  owned: OwnedKinds,
  saved: CustomerRecord,
  { from, reason, note = '', by = {}, ruleId = null, back = false }: Way,
): Promise<CustomerRecord> {
  const customer = await refreshDerived(ctx.tx, ctx.deps.db.search, saved);
  if (back && from === null) await goOn(ctx, owned, customer);
  const touched: Ended = {};
  for (const kind of owned.all()) {
    const ids = (await kind.customerPassed?.(ctx, { customer, from })) ?? [];
    if (ids.length > 0) touched[kind.kind] = ids;
  }
  const work = Object.keys(touched).length > 0;
  const ended = saved.owner_id === null && work;
  await appendOwnerHistory(ctx.tx, {
    customer_id: saved.id,
    from_owner_id: from,
    to_owner_id: saved.owner_id,
    reason,
    note,
    by_user_id: ctx.actor.userId || null,
    at: ctx.now,
    pool_rule_id: ruleId,
    detail: JSON.stringify({ ...by, ...(work && { work }), ...(ended && { ended: touched }) }),
  });
  return customer;
}

/** What ended when this customer went into the pool goes on. */
async function goOn(ctx: WriteContext, owned: OwnedKinds, customer: CustomerRecord): Promise<void> {
  const last = await lastHandOf(ctx.tx, customer.id);
  if (!last || last.to_owner_id !== null) return;
  const { ended = {} } = JSON.parse(last.detail) as { ended?: Ended };
  for (const [kind, ids] of Object.entries(ended))
    await owned.get(kind)?.goesOn?.(ctx, customer, ids);
}
