import {
  campaignsEnded,
  campaignsMovedOn,
  campaignsToHand,
  handCampaigns,
} from '@xinhang/db/repositories/campaign-estate.ts';
import { namesOfCampaigns } from '@xinhang/db/repositories/campaigns.ts';
import { hangRows, idsHanging } from '../customers/service.ts';
import type { Estate } from '../../registry/estate.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { CAMPAIGN } from './target.ts';

const none = { region: '', industry: '', grade: '' };

/** Campaigns of somebody who leaves: a colleague finishes, sends or gives up what is not over. */
const campaignEstate: Estate = {
  async counts(ctx, userId) {
    const { length: count } = await campaignsToHand(ctx.db, userId);
    return [{ sort: 'campaigns', count, fate: 'moves' }];
  },
  handing: {
    receiversNeed: 'campaigns.create',
    async rows(ctx, userId) {
      const ids = await campaignsToHand(ctx.db, userId);
      return ids.map((id) => ({ id, sort: 'campaigns', follows: null, ...none }));
    },
    async hand(ctx, handover) {
      return await handCampaigns(ctx.tx, { ...handover, byUserId: ctx.actor.userId, at: ctx.now });
    },
    mark: () => Promise.resolve(0),
    movedOn: (ctx, handoverId) => campaignsMovedOn(ctx.tx, handoverId),
    ended: (ctx, handoverId) => campaignsEnded(ctx.tx, handoverId),
  },
};

/** Campaigns, as lower modules speak of them. */
export const ownedCampaign: OwnedKind = {
  kind: CAMPAIGN,
  names: (ctx, ids) => namesOfCampaigns(ctx.db, ctx.actor, ids),
  estate: campaignEstate,
};

/** What was written to contacts, which follows its customer in a merge. */
export const ownedOutbox: OwnedKind = {
  kind: 'outbox',
  follows: {
    // What was written is no figure of a merge.
    count: () => Promise.resolve(null),
    ids: (ctx, customerId) => idsHanging(ctx.db, 'campaign_outbox', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'campaign_outbox', ids, way),
  },
};
