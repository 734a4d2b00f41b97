import { dealNames } from '@xinhang/db/repositories/deals.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { sightOf } from '../customers/service.ts';

/** Deals, as lower modules speak of them. */
export const ownedDeal: OwnedKind = {
  kind: 'deal',
  names: (ctx, ids) => dealNames(ctx.db, ctx.actor, ids),
  sight: (ctx, customerIds) => sightOf(ctx, 'deals.read', customerIds),
};
