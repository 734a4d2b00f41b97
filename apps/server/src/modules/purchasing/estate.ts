import { may } from '@xinhang/db/actor.ts';
import {
  handSuppliers,
  suppliersMovedOn,
  suppliersToHand,
} from '@xinhang/db/repositories/supplier-estate.ts';
import { namesOfSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import type { OwnedKind } from '../../registry/owned.ts';

const none = { region: '', industry: '', grade: '' };

/** Suppliers of a buyer who leaves: a colleague keeps them. */
export const ownedSupplier: OwnedKind = {
  kind: 'supplier',
  names: async (ctx, ids) =>
    may(ctx.actor, 'suppliers.read') ? await namesOfSuppliers(ctx.db, ids) : new Map(),
  estate: {
    async counts(ctx, userId) {
      const { length: count } = await suppliersToHand(ctx.db, userId);
      return [{ sort: 'suppliers', count, fate: 'moves' }];
    },
    handing: {
      receiversNeed: 'suppliers.read',
      async rows(ctx, userId) {
        const ids = await suppliersToHand(ctx.db, userId);
        return ids.map((id) => ({ id, sort: 'suppliers', follows: null, ...none }));
      },
      hand: async (ctx, handover) =>
        await handSuppliers(ctx.tx, { ...handover, byUserId: ctx.actor.userId, at: ctx.now }),
      mark: () => Promise.resolve(0),
      movedOn: (ctx, handoverId) => suppliersMovedOn(ctx.tx, handoverId),
    },
  },
};
