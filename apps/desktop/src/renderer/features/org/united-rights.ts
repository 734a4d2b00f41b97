import type { Role } from '@xinhang/shared/roles.ts';
import {
  effectiveRights,
  permissionNames,
  permissionRow,
  scopes,
  takesPlaces,
  type FieldPolicy,
  type Grant,
  type Permission,
  type Scope,
} from '@xinhang/shared/permissions.ts';
import { accountsIn } from './role-accounts.ts';

export interface UnitedRow {
  permission: Permission;
  /** Whether it is about rows of somebody at all. */
  scoped: boolean;
  scopes: Scope[];
  deptIds: number[];
  /** Accounts of money to which it is narrowed; null: all. */
  accountIds: number[] | null;
  /** Places that it is narrowed to; null: all. */
  places: number[] | null;
  /** Names of the roles that grant it. */
  from: string[];
}

/** Of one that is granted without places, all. */
function placesOf(permission: Permission, held: readonly Grant[]): number[] | null {
  if (!takesPlaces(permission) || held.some((grant) => grant.warehouseIds === null)) return null;
  return [...new Set(held.flatMap((grant) => grant.warehouseIds ?? []))];
}

/** The rights that roles add up to, in the order of the policy table. */
export function unite(roles: readonly Role[]): {
  rows: UnitedRow[];
  fields: FieldPolicy;
  /** Granted by a role and taken away by the wall or for want of another permission. */
  lost: Permission[];
} {
  const { grants, fields } = effectiveRights(roles);
  const rows = permissionNames.flatMap((permission): UnitedRow[] => {
    const held = grants.get(permission);
    if (!held) return [];
    const given = new Set(held.map((grant) => grant.scope));
    // Everything includes the rest; any reach includes the own rows.
    const shown: Scope[] = given.has('all')
      ? ['all']
      : scopes.filter((scope) => given.has(scope) && (scope !== 'self' || given.size === 1));
    return [
      {
        permission,
        scoped: permissionRow(permission).scopes.length > 0,
        scopes: shown,
        deptIds: [...new Set(held.flatMap((grant) => grant.deptIds))],
        accountIds: accountsIn(held, permission),
        places: placesOf(permission, held),
        from: roles
          .filter((role) => role.grants.some((grant) => grant.permission === permission))
          .map((role) => role.name),
      },
    ];
  });
  const given = new Set(roles.flatMap((role) => role.grants.map((grant) => grant.permission)));
  const lost = permissionNames.filter(
    (permission) => given.has(permission) && !grants.has(permission),
  );
  return { rows, fields, lost };
}
