import type { OwnedKind } from '../../registry/owned.ts';
import { sightOf } from '../customers/service.ts';

/** What is said of follow-ups, as lower modules speak of it. */
export const ownedReview: OwnedKind = {
  kind: 'review',
  sight: (ctx, customerIds) => sightOf(ctx, 'followUps.read', customerIds),
};
export const ownedMessage: OwnedKind = {
  kind: 'message',
  sight: (ctx, customerIds) => sightOf(ctx, 'customers.read', customerIds),
};
