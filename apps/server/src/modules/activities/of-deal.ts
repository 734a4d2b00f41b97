import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { dealNames, findDeal } from '../deals/service.ts';

/** The deal that a talk with this customer was about: one that the actor may read. */
export async function needDealOf(
  ctx: ReadContext,
  customerId: number,
  dealId: number | null,
): Promise<NameRef | null> {
  if (dealId === null) return null;
  const deal = await findDeal(ctx.db, ctx.actor, 'deals.read', dealId);
  // Whether there is such a deal is not said to whom it is hidden.
  if (deal?.customer_id !== customerId) throw fieldRefused('/dealId', 'not-of-this-customer');
  return { id: deal.id, name: deal.name };
}

/** Names of the deals of some follow-ups, where the actor may read these. */
export async function dealsOf(
  ctx: ReadContext,
  rows: readonly { deal_id: number | null }[],
): Promise<(dealId: number | null) => NameRef | null> {
  const ids = [...new Set(rows.flatMap((row) => row.deal_id ?? []))];
  const names = await dealNames(ctx.db, ctx.actor, ids);
  return (id) => (id !== null && names.has(id) ? { id, name: names.get(id)! } : null);
}
