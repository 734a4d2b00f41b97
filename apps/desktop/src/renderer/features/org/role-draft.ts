import type { Role } from '@xinhang/shared/roles.ts';
import {
  guardedFields,
  permissionNames,
  permissionRow,
  scopes,
  takesPlaces,
  type Grant,
  type Permission,
  type Scope,
} from '@xinhang/shared/permissions.ts';
import { accountsIn } from './role-accounts.ts';
import { placesIn, placesOfRole } from './role-places.ts';

/** What of a role can be edited. */
export type RoleDraft = Pick<Role, 'name' | 'side' | 'grants' | 'fields'>;

/** A draft and the version of the role that it began with. */
export interface KeptDraft {
  version: number;
  draft: RoleDraft;
}

export const draftOf = ({ name, side, grants, fields }: Role): RoleDraft => ({
  name,
  side,
  grants,
  fields,
});

/** Scopes of a permission in the draft, in the order of the columns; empty means none. */
export function scopesOf(draft: RoleDraft, permission: Permission): Scope[] {
  return scopes.filter((scope) =>
    draft.grants.some((grant) => grant.permission === permission && grant.scope === scope),
  );
}

export const deptsOf = (draft: RoleDraft, permission: Permission): number[] =>
  draft.grants.find((grant) => grant.permission === permission && grant.scope === 'custom')
    ?.deptIds ?? [];

const grantOf = (permission: Permission, scope: Scope, deptIds: number[] = []): Grant => ({
  permission,
  scope,
  deptIds,
  warehouseIds: null,
  cashAccountIds: null,
});

/**
 * Ticks or unticks a scope; null takes the permission away. Own and all stand alone: every other
 * scope includes the own rows, and all includes every other. Those between unite.
 */
export function toggle(draft: RoleDraft, permission: Permission, scope: Scope | null): RoleDraft {
  const others = draft.grants.filter((grant) => grant.permission !== permission);
  const held = draft.grants.filter((grant) => grant.permission === permission);
  if (scope === null) return { ...draft, grants: others };
  if (held.some((grant) => grant.scope === scope)) {
    return {
      ...draft,
      grants: draft.grants.filter((one) => !held.includes(one) || one.scope !== scope),
    };
  }
  const alone = scope === 'self' || scope === 'all';
  const kept = alone ? [] : held.filter((grant) => grant.scope !== 'self' && grant.scope !== 'all');
  const added = grantOf(permission, scope);
  // What is added to a role of some places is of these places.
  if (takesPlaces(permission)) added.warehouseIds = placesOfRole(draft) ?? null;
  return { ...draft, grants: [...others, ...kept, added] };
}

export function chooseDepts(draft: RoleDraft, permission: Permission, ids: number[]): RoleDraft {
  return {
    ...draft,
    grants: draft.grants.map((grant) =>
      grant.permission === permission && grant.scope === 'custom'
        ? { ...grant, deptIds: ids }
        : grant,
    ),
  };
}

const grantText = (draft: RoleDraft, permission: Permission) =>
  JSON.stringify([
    scopesOf(draft, permission),
    deptsOf(draft, permission).toSorted((a, b) => a - b),
    accountsIn(draft.grants, permission),
    placesIn(draft, permission)?.toSorted((a, b) => a - b) ?? null,
  ]);

/** Permissions whose grants differ from what is saved. */
export function changedPermissions(saved: RoleDraft, draft: RoleDraft): Permission[] {
  return permissionNames.filter(
    (permission) => grantText(saved, permission) !== grantText(draft, permission),
  );
}

/** Body of the change: only what differs. */
export function changesOf(saved: RoleDraft, draft: RoleDraft): Partial<RoleDraft> {
  return {
    ...(draft.name.trim() !== saved.name && { name: draft.name.trim() }),
    ...(draft.side !== saved.side && { side: draft.side }),
    ...(changedPermissions(saved, draft).length > 0 && { grants: draft.grants }),
    ...(guardedFields.some((field) => draft.fields[field] !== saved.fields[field]) && {
      fields: draft.fields,
    }),
  };
}

/** How many things differ, as the person counts them. */
export function changeCount(saved: RoleDraft, draft: RoleDraft): number {
  return (
    changedPermissions(saved, draft).length +
    guardedFields.filter((field) => draft.fields[field] !== saved.fields[field]).length +
    Number(draft.name.trim() !== saved.name) +
    Number(draft.side !== saved.side)
  );
}

/** Permissions with chosen departments of which none is chosen. */
export function withoutDepts(draft: RoleDraft): Permission[] {
  return permissionNames.filter(
    (permission) =>
      scopesOf(draft, permission).includes('custom') && deptsOf(draft, permission).length === 0,
  );
}

export interface PermissionGroup {
  module: ReturnType<typeof permissionRow>['module'];
  permissions: Permission[];
}

/** The rows of the matrix by module, in the order of the policy table. */
export function permissionGroups(): PermissionGroup[] {
  const groups: PermissionGroup[] = [];
  for (const permission of permissionNames) {
    const { module } = permissionRow(permission);
    const group = groups.find((one) => one.module === module);
    if (group) group.permissions.push(permission);
    else groups.push({ module, permissions: [permission] });
  }
  return groups;
}
