import { dealCounts } from '@xinhang/db/repositories/deal-estate.ts';
import { dealNames } from '@xinhang/db/repositories/deals.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { sightOf } from '../customers/service.ts';
import { dealEstate } from './estate.ts';

/** Deals, as lower modules speak of them. */
export const ownedDeal: OwnedKind = {
  kind: 'deal',
  names: (ctx, ids) => dealNames(ctx.db, ctx.actor, ids),
  async ownedBy(ctx, userId, open) {
    const counts = await dealCounts(ctx.db, userId);
    return open ? counts.open : counts.open + counts.ended;
  },
  estate: dealEstate,
  sight: (ctx, customerIds) => sightOf(ctx, 'deals.read', customerIds),
};
