import {
  dealCounts,
  dealsMovedOn,
  dealsToHand,
  handDeals,
  keepShares,
  keptShares,
  lastDealEvent,
  replaceShares,
  sharesNow,
  type ShareRow,
} from '@xinhang/db/repositories/deal-estate.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Estate, HandedOver } from '../../registry/estate.ts';
import { passedShares } from './shares.ts';

/** Gives the shares of the former owner in open deals to whoever gets the deal. */
async function passShares(ctx: WriteContext, { id, userId }: HandedOver): Promise<void> {
  await keepShares(ctx.tx, id, userId);
  const deals = Map.groupBy(await keptShares(ctx.tx, id), (row) => row.deal_id);
  const rows = [...deals].flatMap(([dealId, shares]) =>
    passedShares(dealId, shares, userId, shares[0]!.to_id),
  );
  await replaceShares(ctx.tx, [...deals.keys()], rows);
}

const asText = (rows: readonly ShareRow[]) =>
  rows
    .map((row) => `${row.user_id}:${row.share_bp}`)
    .toSorted()
    .join();

/** Gives shares of open deals back where nobody changed them since; who ended one keeps the result. */
async function takeSharesBack(ctx: WriteContext, { id, userId }: HandedOver): Promise<void> {
  const now = Map.groupBy(await sharesNow(ctx.tx, id), (row) => row.deal_id);
  const deals = [...Map.groupBy(await keptShares(ctx.tx, id), (row) => row.deal_id)].filter(
    ([dealId, was]) =>
      was[0]!.outcome === 'back' &&
      was[0]!.state === 'open' &&
      asText(passedShares(dealId, was, userId, was[0]!.to_id)) === asText(now.get(dealId) ?? []),
  );
  const rows = deals.flatMap(([, was]) =>
    was.map(({ deal_id, user_id, share_bp }) => ({ deal_id, user_id, share_bp })),
  );
  await replaceShares(
    ctx.tx,
    deals.map(([dealId]) => dealId),
    rows,
  );
}

/**
 * Deals of somebody who leaves: each goes with its customer. Stages, dates and the shares of ended
 * ones stay; their result is still that of the person of the time.
 */
export const dealEstate: Estate = {
  async counts(ctx, userId) {
    const { open, ended } = await dealCounts(ctx.db, userId);
    return [
      { sort: 'dealsOpen', count: open, fate: 'moves' },
      { sort: 'dealsEnded', count: ended, fate: 'moves' },
    ];
  },
  handing: {
    receiversNeed: 'deals.read',
    async rows(ctx, userId) {
      return (await dealsToHand(ctx.db, userId)).map((row) => ({
        id: row.id,
        sort: row.state === 'open' ? 'dealsOpen' : 'dealsEnded',
        follows: row.customer_id === null ? null : { kind: 'customer', id: row.customer_id },
        region: row.region ?? '',
        industry: row.industry ?? '',
        grade: row.chance_grade ?? '',
      }));
    },
    async hand(ctx, handover) {
      const { userId: byUserId } = ctx.actor;
      const went = await handDeals(ctx.tx, { ...handover, byUserId, at: ctx.now });
      if (handover.shares) await (handover.back ? takeSharesBack : passShares)(ctx, handover);
      return went;
    },
    mark: (ctx) => lastDealEvent(ctx.tx),
    movedOn: (ctx, handoverId, mark) => dealsMovedOn(ctx.tx, handoverId, mark),
  },
};
