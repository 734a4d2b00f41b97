import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { namedUsers } from '@xinhang/db/repositories/users.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { WriteContext } from '../http/context.ts';

/** What somebody must do who enters goods, orders and deliveries of a whole company. */
const needed: readonly Permission[] = [
  'products.update',
  'prices.update',
  'suppliers.update',
  'stock.move',
  'customers.credit',
  'salesOrders.update',
  'salesOrders.confirm',
  'deliveries.manage',
];

/** The one person in whose name documents come in: who may write all of them, and sees what goods cost. */
export async function traderOf(db: Reader): Promise<Actor> {
  for (const { id, state } of await namedUsers(db)) {
    const actor = state === 'active' ? await loadActor(db, id) : null;
    if (!actor || actor.fields.cost !== 'show') continue;
    if (needed.every((one) => may(actor, one) && actor.reach.get(one)?.all)) return actor;
  }
  throw new Error(
    'There is nobody in the company who may enter goods, orders and deliveries of everybody.',
  );
}

/** The same transaction in that name, in the audit as well. */
export const asTrader = (ctx: WriteContext, trader: Actor): WriteContext => ({
  ...ctx,
  actor: trader,
  audit: async (entry) => await ctx.audit({ actorId: trader.userId, ...entry }),
});
