import { dealCounts } from '@xinhang/db/repositories/deal-estate.ts';
import { may } from '@xinhang/db/actor.ts';
import { countDeals } from '@xinhang/db/repositories/deal-list.ts';
import { dealNames } from '@xinhang/db/repositories/deals.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { hangRows, idsHanging, sightOf } from '../customers/service.ts';
import { dealEstate } from './estate.ts';
import { askerOf, toDealConditions } from './filters.ts';

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
  follows: {
    async count(ctx, customerId) {
      if (!may(ctx.actor, 'deals.read')) return null;
      const asked = await toDealConditions(askerOf(ctx), { customerId });
      return await countDeals(ctx.db, ctx.actor, asked, COUNT_CAP);
    },
    ids: (ctx, customerId) => idsHanging(ctx.db, 'deal', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'deal', ids, way),
  },
};
