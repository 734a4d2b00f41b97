import { isCashPermission } from '@xinhang/shared/cash-narrowing.ts';
import type { Grant, Permission } from '@xinhang/shared/permissions.ts';

/** What of a role is asked here. */
interface Held {
  grants: Grant[];
}

/** Accounts of money that grants of one permission reach together; null: all of them. */
export function accountsIn(
  grants: readonly Pick<Grant, 'permission' | 'cashAccountIds'>[],
  permission: Permission,
): number[] | null {
  const held = grants.filter((grant) => grant.permission === permission);
  if (!isCashPermission(permission) || held.length === 0) return null;
  if (held.some((grant) => grant.cashAccountIds === null)) return null;
  return [...new Set(held.flatMap((grant) => grant.cashAccountIds ?? []))].toSorted(
    (a, b) => a - b,
  );
}

/** Whether a role holds anything that accounts can narrow. */
export const speaksOfMoney = (draft: Held): boolean =>
  draft.grants.some(({ permission }) => isCashPermission(permission));

/** Accounts to which a role is narrowed, in all that speaks of money; null: not narrowed, or partly. */
export function accountsOfRole(draft: Held): number[] | null {
  const lines = draft.grants.filter(({ permission }) => isCashPermission(permission));
  const narrowed = lines.flatMap((grant) => grant.cashAccountIds ?? []);
  return lines.length > 0 && lines.every((grant) => grant.cashAccountIds !== null)
    ? [...new Set(narrowed)].toSorted((a, b) => a - b)
    : null;
}

/** Narrows whatever of a role speaks of money. */
export const narrowAccounts = <Role extends Held>(draft: Role, ids: number[] | null): Role => ({
  ...draft,
  grants: draft.grants.map((grant) =>
    isCashPermission(grant.permission) ? { ...grant, cashAccountIds: ids } : grant,
  ),
});

/** What a narrowed role comes to hold is narrowed as the rest of it. */
export function keepAccounts<Role extends Held>(before: Role, next: Role): Role {
  const ids = accountsOfRole(before);
  if (ids === null) return next;
  const known = new Set(before.grants);
  const fresh = next.grants.filter((grant) => !known.has(grant) && grant.cashAccountIds === null);
  return {
    ...next,
    grants: next.grants.map((grant) =>
      fresh.includes(grant) && isCashPermission(grant.permission)
        ? { ...grant, cashAccountIds: ids }
        : grant,
    ),
  };
}

/** Narrowed to no account at all: nothing that may be saved. */
export const withoutAccounts = (draft: Held): Permission[] =>
  draft.grants.flatMap(({ permission, cashAccountIds }) =>
    cashAccountIds?.length === 0 ? permission : [],
  );
