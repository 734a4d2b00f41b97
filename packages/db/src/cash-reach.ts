import { cashNarrowed, type CashPermission } from '@xinhang/shared/cash-narrowing.ts';
import type { Grant, Permission } from '@xinhang/shared/permissions.ts';
import type { CashReach, CashReaches, RowReach } from './actor.ts';

/**
 * Permissions of which a grant is narrowed to accounts, each with what its grants reach: a part for
 * what is not narrowed and one for each narrowed grant, so that rows of one grant never meet the
 * accounts of another. Those that nothing narrows have no entry.
 */
export function cashReaches(
  grants: ReadonlyMap<Permission, readonly Grant[]>,
  reachOf: (permission: Permission, some: readonly Grant[]) => RowReach,
): CashReaches {
  const found = new Map<CashPermission, CashReach[]>();
  for (const permission of cashNarrowed) {
    const held = grants.get(permission) ?? [];
    const narrowed = held.filter((grant) => grant.cashAccountIds !== null);
    if (narrowed.length === 0) continue;
    const free = held.filter((grant) => grant.cashAccountIds === null);
    found.set(permission, [
      ...(free.length === 0 ? [] : [{ rows: reachOf(permission, free), accountIds: null }]),
      ...narrowed.map((grant) => ({
        rows: reachOf(permission, [grant]),
        accountIds: grant.cashAccountIds,
      })),
    ]);
  }
  return found;
}
