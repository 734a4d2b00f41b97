import { partsOfDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { postAchievement, reverseAchievement } from '../ledgers/service.ts';

const WHOLE_BP = 10_000;

/** Puts a deal that was won into the achievement ledger, to everybody who shares it (S20). */
export async function achieve(ctx: WriteContext, deal: DealRecord): Promise<void> {
  const { shares } = await partsOfDeal(ctx.tx, deal.id);
  await postAchievement(ctx, {
    metric: 'won',
    doc: { kind: 'deal', id: deal.id },
    businessDate: deal.closed_on,
    customerId: deal.customer_id,
    shares:
      shares.length === 0
        ? [{ userId: deal.owner_id, shareBp: WHOLE_BP }]
        : shares.map((share) => ({ userId: share.id, shareBp: share.share_bp })),
    leadId: deal.owner_id,
    amountFen: deal.amount_fen!,
  });
}

/** A deal that is gone on with was not won: what it posted is taken back today. */
export async function takeBack(ctx: WriteContext, dealId: number): Promise<void> {
  await reverseAchievement(ctx, 'won', { kind: 'deal', id: dealId }, await todayOf(ctx));
}
