import { findCustomer, namesInScope, customersOwned } from '@xinhang/db/repositories/customers.ts';
import { customersByIds } from '@xinhang/db/repositories/desk.ts';
import { contactsMasked, poolOnly } from '@xinhang/db/scope.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import type { HangingFile, OwnedKind, Sight } from '../../registry/owned.ts';
import { childAudience, needLiveCustomer } from './access.ts';
import { customerEstate } from './estate.ts';
import { phoneView } from './mapper.ts';
import { recordEvent } from './timeline.ts';

/** Whoever sees a customer only through the pool sees nothing that hangs on it. */
async function needToChange(ctx: ReadContext, { customerId }: HangingFile): Promise<void> {
  const row = await needLiveCustomer(ctx.db, ctx.actor, 'customers.update', customerId);
  if (poolOnly(ctx.actor, row)) throw problem('forbidden');
}

/** Of these customers those that the permission reaches otherwise than through the pool. */
export async function sightOf(
  ctx: ReadContext,
  permission: Permission,
  ids: readonly number[],
): Promise<Map<number, Sight>> {
  const { personal, credit, cost } = ctx.actor.fields;
  const rows = await customersByIds(ctx.db, ctx.actor, permission, ids);
  return new Map(
    [...rows.values()]
      .filter((row) => !poolOnly(ctx.actor, row))
      .map((row) => [
        row.id,
        {
          phone: phoneView(ctx.actor, row),
          personal,
          credit,
          cost,
          contacts: !contactsMasked(row),
        },
      ]),
  );
}

/** Customers, as lower modules speak of them. */
export const ownedCustomer: OwnedKind = {
  kind: 'customer',
  names: (ctx, ids) => namesInScope(ctx.db, ctx.actor, ids),
  ownedBy: (ctx, userId, open) => customersOwned(ctx.db, userId, open),
  estate: customerEstate,
  ownersNeed: 'customers.read',
  sight: (ctx, ids) => sightOf(ctx, 'customers.read', ids),
  files: {
    reads: 'customers.read',
    async readable(ctx, customerId) {
      const row = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      return row !== undefined && !poolOnly(ctx.actor, row);
    },
    needAdd: needToChange,
    needRemove: needToChange,
    hung: (ctx, customerId, name) => recordEvent(ctx, customerId, 'file', { name }),
    async audience(ctx, { customerId }) {
      const row = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      return await childAudience(ctx.db, row);
    },
  },
};
