import { deliveryNames } from '@xinhang/db/repositories/deliveries.ts';
import { returnNames } from '@xinhang/db/repositories/sales-returns.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import { countSeen, hangRows, idsHanging, sightOf } from '../../customers/service.ts';

const sight: OwnedKind['sight'] = (ctx, ids) => sightOf(ctx, 'deliveries.read', ids);

const hanging = (table: 'delivery' | 'sales_return'): NonNullable<OwnedKind['follows']> => ({
  count: (ctx, customerId) => countSeen(ctx, 'deliveries.read', table, customerId),
  ids: (ctx, customerId) => idsHanging(ctx.db, table, customerId),
  move: (ctx, ids, way) => hangRows(ctx.tx, table, ids, way),
});

/** Deliveries and returns, as lower modules speak of them. */
export const ownedDeliveries: readonly OwnedKind[] = [
  {
    kind: 'delivery',
    names: (ctx, ids) => deliveryNames(ctx.db, ctx.actor, ids),
    sight,
    follows: hanging('delivery'),
  },
  {
    kind: 'salesReturn',
    names: (ctx, ids) => returnNames(ctx.db, ctx.actor, ids),
    sight,
    follows: hanging('sales_return'),
  },
];
