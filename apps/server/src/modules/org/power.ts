import { sameRights, type Actor, type RowReach } from '@xinhang/db/actor.ts';
import { actorIn, rolesIn, type Organisation } from '@xinhang/db/repositories/rights.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import {
  effectiveRights,
  fieldViews,
  guardedFields,
  type Grant,
  type Permission,
} from '@xinhang/shared/permissions.ts';
import { problem, type Problem } from '@xinhang/shared/problems.ts';

/**
 * Nobody gives what he does not hold (docs/decisions/0029): whatever is changed, by whatever way,
 * nobody may come to reach more rows or see more of a field than the one who changes it, unless
 * that one is an owner. All of this is pure and compares an organisation before and after.
 */

const nobody: ReadonlySet<number> = new Set();

export function isOwner(actor: Actor | null): boolean {
  return actor?.reach.has('system.owner') === true;
}

export function notHeld(permission: string): Problem {
  return problem('grant-not-held', { params: { permission } });
}

/** Whether it reaches places that none of these does. */
export function widerPlaces(held: readonly (RowReach | undefined)[], gained: RowReach): boolean {
  const known = held.flatMap((one) => one ?? []);
  if (known.some((one) => !one.places)) return false;
  return !gained.places?.every((id) => known.some((one) => one.places!.includes(id)));
}

/**
 * What `after` holds beyond `before` that `holder` does not hold: the name of the first permission
 * or field, null where there is none. `free`: people whose rows count for nothing.
 */
export function missing(
  holder: Actor,
  before: Actor | null,
  after: Actor,
  free: ReadonlySet<number> = nobody,
): string | null {
  for (const [permission, gained] of after.reach) {
    const had = before?.reach.get(permission);
    const own = holder.reach.get(permission);
    if (!had && !own) return permission;
    if (!coversAccounts({ before, holder, after }, permission)) return permission;
    if (widerPlaces([had, own], gained)) return permission;
    if (had?.all || own?.all) continue;
    if (gained.all) return permission;
    const uncovered = gained.ownerIds.some(
      (owner) =>
        !had?.ownerIds.includes(owner) && !own?.ownerIds.includes(owner) && !free.has(owner),
    );
    if (uncovered) return permission;
  }
  const field = guardedFields.find((name) => {
    const rank = (actor: Actor | null) => (actor ? fieldViews.indexOf(actor.fields[name]) : 0);
    return rank(after) > rank(before) && rank(after) > rank(holder);
  });
  return field ?? null;
}

/** Whether every account that is reached was reached before, or is by the holder. */
function coversAccounts(
  { before, holder, after }: { before: Actor | null; holder: Actor; after: Actor },
  permission: Permission,
): boolean {
  const had = before ? accountsOf(before, permission) : [];
  const own = accountsOf(holder, permission);
  if (had === null || own === null) return true;
  const gained = accountsOf(after, permission);
  return gained !== null && gained.every((id) => had.includes(id) || own.includes(id));
}

/** What somebody can do that `holder` cannot: whoever can become him has that too. */
export function mightier(holder: Actor, other: Actor): string | null {
  if (isOwner(holder) || holder.userId === other.userId) return null;
  return missing(holder, null, other);
}

/** On both sides of the wall without the permission to be. */
function split(organisation: Organisation, userId: number): boolean {
  const roles = rolesIn(organisation, userId);
  const sides = new Set(roles.flatMap((role) => role.side ?? []));
  return sides.size > 1 && !effectiveRights(roles).grants.has('system.acrossWall');
}

const mayLogIn = (user: { state: string }) => user.state === 'active' || user.state === 'leaving';
const hasOwner = (organisation: Organisation) =>
  organisation.users.some((user) => mayLogIn(user) && isOwner(actorIn(organisation, user.id)));

/**
 * Throws for a change that the rules forbid; answers the people whose rights are others now.
 * `weightless`: people without rows of their own, so that whoever comes to reach them sees nothing.
 */
export function judgeChange(
  before: Organisation,
  after: Organisation,
  byId: number,
  weightless: ReadonlySet<number> = nobody,
): Set<number> {
  const by = actorIn(before, byId);
  if (!by) throw problem('session-ended');
  const changed = new Set<number>();
  for (const { id } of after.users) {
    const [was, is] = [actorIn(before, id), actorIn(after, id)!];
    if (split(after, id) && !split(before, id)) throw problem('roles-exclusive');
    if (was && sameRights(was, is)) continue;
    changed.add(id);
    // Whoever holds a permission at all may give it for the rows that are a person's own.
    const lacking = isOwner(by) ? null : missing(by, was, is, new Set([id, ...weightless]));
    if (lacking) throw notHeld(lacking);
  }
  if (hasOwner(before) && !hasOwner(after)) throw problem('last-owner');
  return changed;
}

function covers(organisation: Organisation, holderId: number, own: Grant, wanted: Grant): boolean {
  const within = (a: number[] | null, b: number[] | null) =>
    a === null || (b !== null && b.every((id) => a.includes(id)));
  if (!within(own.warehouseIds, wanted.warehouseIds)) return false;
  if (!within(own.cashAccountIds, wanted.cashAccountIds)) return false;
  if (own.scope === 'all' || wanted.scope === 'self') return true;
  if (wanted.scope !== 'custom') return own.scope === wanted.scope;
  const { depts } = organisation;
  const roots =
    own.scope === 'custom'
      ? depts.filter((dept) => own.deptIds.includes(dept.id))
      : depts.filter((dept) => own.scope === 'headed' && dept.head_user_id === holderId);
  return wanted.deptIds.every((id) => {
    const path = depts.find((dept) => dept.id === id)?.path;
    return path !== undefined && roots.some((root) => path.startsWith(root.path));
  });
}

/** Whether this person may put this line into a role: he has it himself, as wide at least. */
export function mayGrant(organisation: Organisation, holderId: number, wanted: Grant): boolean {
  const { grants } = effectiveRights(rolesIn(organisation, holderId));
  if (grants.has('system.owner')) return true;
  const held = grants.get(wanted.permission as Permission) ?? [];
  return held.some((own) => covers(organisation, holderId, own, wanted));
}
