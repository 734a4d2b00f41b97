import type { Actor } from '@xinhang/db/actor.ts';
import {
  guardedFields,
  permissionNames,
  widerView,
  type FieldPolicy,
  type Permission,
} from '@xinhang/shared/permissions.ts';

interface Rights {
  /** By permission; what is not held is not there. */
  reach: Partial<Record<string, { all: boolean; owners: readonly number[] }>>;
  fields: FieldPolicy;
}

function rights(actor: Actor, permissions: readonly string[]): Rights {
  const held = permissions.flatMap((permission) => {
    const one = actor.reach.get(permission as Permission);
    return one ? [[permission, { all: one.all, owners: one.ownerIds }] as const] : [];
  });
  return { reach: Object.fromEntries(held), fields: actor.fields };
}

/** What decides which rows and cells a file may hold; `permissions` are those that it goes by. */
export function rightsOf(actor: Actor, permissions: readonly Permission[]): string {
  return JSON.stringify(rights(actor, permissions));
}

/** Whether what was made with those rights may still be had by this person. */
export function stillCovers(actor: Actor, made: string): boolean {
  const then = JSON.parse(made) as Rights;
  const now = rights(actor, Object.keys(then.reach));
  const reaches = Object.entries(then.reach).every(([permission, before]) => {
    const after = now.reach[permission];
    if (!before || after?.all) return true;
    return after ? !before.all && before.owners.every((id) => after.owners.includes(id)) : false;
  });
  return (
    reaches &&
    guardedFields.every(
      (name) => widerView(now.fields[name], then.fields[name]) === now.fields[name],
    )
  );
}

/** For a file that may speak of anything. */
export const everyRight: readonly Permission[] = permissionNames;
