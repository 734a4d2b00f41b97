import { findCustomer, namesInScope, ownsCustomers } from '@xinhang/db/repositories/customers.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import type { HangingFile, OwnedKind } from '../../registry/owned.ts';
import { audienceOf, needLiveCustomer } from './access.ts';

/** Whoever sees a customer only through the pool sees nothing that hangs on it. */
async function needToChange(ctx: ReadContext, { customerId }: HangingFile): Promise<void> {
  const row = await needLiveCustomer(ctx.db, ctx.actor, 'customers.update', customerId);
  if (poolOnly(ctx.actor, row)) throw problem('forbidden');
}

/** Customers, as lower modules speak of them. */
export const ownedCustomer: OwnedKind = {
  kind: 'customer',
  names: (ctx, ids) => namesInScope(ctx.db, ctx.actor, ids),
  ownedBy: (ctx, userId, open) => ownsCustomers(ctx.db, userId, open),
  files: {
    async readable(ctx, customerId) {
      const row = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      return row !== undefined && !poolOnly(ctx.actor, row);
    },
    needAdd: needToChange,
    needRemove: needToChange,
    async audience(ctx, { customerId }) {
      const row = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      return await audienceOf(ctx.db, customerId, [row?.owner_id]);
    },
  },
};
