import type { Reader } from '@xinhang/db/database.ts';
import { partsOfDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { leadOf, postAchievement, reverseAchievement } from '../ledgers/service.ts';

const WHOLE_BP = 10_000;

/** Who shares a deal, the biggest first; without shares all of it is its owner's. */
async function sharesOfDeal(tx: Reader, deal: Pick<DealRecord, 'id' | 'owner_id'>) {
  const { shares } = await partsOfDeal(tx, deal.id);
  return shares.length === 0
    ? [{ userId: deal.owner_id, shareBp: WHOLE_BP }]
    : shares.map((share) => ({ userId: share.id, shareBp: share.share_bp }));
}

/** Whose result a deal is that ends now, as the ledger counts it; null where that is its owner. */
export async function creditedTo(tx: Reader, deal: DealRecord): Promise<number | null> {
  const lead = leadOf({ shares: await sharesOfDeal(tx, deal), leadId: deal.owner_id });
  return lead === deal.owner_id ? null : lead;
}

/** Puts a deal that was won into the achievement ledger, to everybody who shares it (S20). */
export async function achieve(ctx: WriteContext, deal: DealRecord): Promise<void> {
  await postAchievement(ctx, {
    metric: 'won',
    doc: { kind: 'deal', id: deal.id },
    businessDate: deal.closed_on,
    customerId: deal.customer_id,
    shares: await sharesOfDeal(ctx.tx, deal),
    leadId: deal.owner_id,
    amountFen: deal.amount_fen!,
  });
}

/** A deal that is gone on with was not won: what it posted is taken back today. */
export async function takeBack(ctx: WriteContext, dealId: number): Promise<void> {
  await reverseAchievement(ctx, 'won', { kind: 'deal', id: dealId }, await todayOf(ctx));
}
