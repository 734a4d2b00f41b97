import {
  forgetForecast,
  lockOf,
  putLock,
  type LockRecord,
} from '@xinhang/db/repositories/pools.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { customerById, findCustomer } from '../customers/service.ts';

/** Whether the first keeps a customer longer than the second. */
const stricter = (one: LockRecord, than: LockRecord | undefined) =>
  !than || (than.until_on !== null && (one.until_on === null || one.until_on > than.until_on));

const bare = ({ reason, until_on, by_user_id, at }: LockRecord) => ({
  reason,
  until_on,
  by_user_id,
  at,
});

/**
 * Locks, as a merge knows them: the stricter of two stays on the kept customer, the other one waits
 * on the entry that goes, so that an undo gives each its own. A lock is known by its instant.
 */
export const ownedLock: OwnedKind = {
  kind: 'lock',
  follows: {
    async count(ctx, customerId) {
      const row = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      if (!row || poolOnly(ctx.actor, row)) return null;
      return (await lockOf(ctx.db, customerId)) ? 1 : 0;
    },
    async ids(ctx, customerId) {
      const lock = await lockOf(ctx.db, customerId);
      return lock ? [lock.at] : [];
    },
    async move({ tx }, ids, { from, to }) {
      const [theirs, own] = [await lockOf(tx, from), await lockOf(tx, to)];
      const stays = !theirs || !ids.includes(theirs.at) || !stricter(theirs, own);
      // Nothing in the pool is locked.
      if (stays || (await customerById(tx, to))?.owner_id === null) return [];
      await putLock(tx, to, bare(theirs));
      await putLock(tx, from, own ? bare(own) : null);
      for (const id of [from, to]) await forgetForecast(tx, id);
      return [theirs.at];
    },
  },
};
