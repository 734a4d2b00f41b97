import { createHash } from 'node:crypto';
import type { Actor, RowReach } from '@xinhang/db/actor.ts';
import { actorIn, rolesIn, type Organisation } from '@xinhang/db/repositories/rights.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import type { Gain } from '@xinhang/shared/grants.ts';
import {
  effectiveRights,
  fieldViews,
  guardedFields,
  permissionRow,
  type Grant,
  type Permission,
  type RoleRights,
} from '@xinhang/shared/permissions.ts';
import { widerPlaces } from './power.ts';

const MOST_NAMED = 50;

/** What a change gives, as it is shown to whoever confirms it. */
export interface Gains {
  gains: Gain[];
  more: number;
  seal: string;
}

/** Names of what gains speak of by number. */
export interface GainNames {
  roles: ReadonlyMap<number, string>;
  warehouses: ReadonlyMap<number, string>;
  accounts: ReadonlyMap<number, string>;
}

/** A newcomer owns nothing, so that whoever comes to reach him sees no row more. */
const wider = (was: RowReach, is: RowReach, known: ReadonlySet<number>) =>
  widerPlaces([was], is) ||
  (!was.all &&
    (is.all || is.ownerIds.some((owner) => known.has(owner) && !was.ownerIds.includes(owner))));

/** Accounts of money that were not reached before. */
function moreAccounts(was: Actor, is: Actor, permission: Permission): boolean {
  const [had, has] = [accountsOf(was, permission), accountsOf(is, permission)];
  return had !== null && (has === null || has.some((id) => !had.includes(id)));
}

function widerFields(was: Actor['fields'] | undefined, is: Actor['fields']): string[] {
  const rank = (fields: Actor['fields'] | undefined, name: (typeof guardedFields)[number]) =>
    fields ? fieldViews.indexOf(fields[name]) : 0;
  return guardedFields.flatMap((name) =>
    rank(is, name) > rank(was, name) ? `${name}:${is[name]}` : [],
  );
}

/** A permission with whose rows it reaches: `customers.read:headed,self`; without rows its name. */
function worded(name: Permission, grants: readonly Grant[]): string {
  if (permissionRow(name).scopes.length === 0) return name;
  const reach = [...new Set(grants.map(({ scope }) => scope))];
  return `${name}:${reach.toSorted().join(',')}`;
}

/** Where every grant of a permission is narrowed, to what all of them together reach. */
function narrowedTo(
  permission: Permission,
  grants: readonly Grant[],
  names: GainNames,
): Gain['narrowed'] {
  const together = (
    of: (grant: Grant) => readonly number[] | null,
    known: ReadonlyMap<number, string>,
  ) => {
    const lists = grants.map(of);
    if (lists.includes(null)) return null;
    const ids = new Set(lists.flatMap((list) => list ?? []));
    return [...ids].toSorted((a, b) => a - b).map((id) => known.get(id) ?? '');
  };
  const warehouses = together((grant) => grant.warehouseIds, names.warehouses);
  const accounts = together((grant) => grant.cashAccountIds, names.accounts);
  return warehouses || accounts ? [{ permission, warehouses, accounts }] : [];
}

/** One line of what is given, with the grants it comes from: the same words may stand for others. */
interface Line {
  id: number;
  gain: Gain;
  grants: readonly Grant[];
}

function ofPerson(before: Organisation, after: Organisation, id: number, names: GainNames): Line[] {
  const known = new Set(before.users.map((user) => user.id));
  const was = actorIn(before, id);
  const is = actorIn(after, id)!;
  const had = before.rolesOf.get(id) ?? [];
  const { grants } = effectiveRights(rolesIn(after, id));
  const held = (fits: (name: Permission, reach: RowReach) => boolean) =>
    [...is.reach].flatMap(([name, reach]) => (fits(name, reach) ? name : []));
  const fresh = held((name) => was?.reach.has(name) !== true);
  const grown = held((name, reach) => {
    const had = was?.reach.get(name);
    return had !== undefined && (wider(had, reach, known) || moreAccounts(was!, is, name));
  });
  const inWords = (name: Permission) => worded(name, grants.get(name) ?? []);
  const gain: Gain = {
    person: is.name,
    role: null,
    roles: (after.rolesOf.get(id) ?? []).flatMap((role) =>
      had.includes(role) ? [] : (names.roles.get(role) ?? []),
    ),
    permissions: fresh.map(inWords),
    wider: grown.map(inWords),
    narrowed: [...fresh, ...grown].flatMap((name) =>
      narrowedTo(name, grants.get(name) ?? [], names),
    ),
    fields: widerFields(was?.fields, is.fields),
  };
  const { roles, permissions, fields } = gain;
  if ([roles, permissions, gain.wider, fields].every((list) => list.length === 0)) return [];
  // Whoever is made by it has another id each time.
  const from = [...fresh, ...grown].flatMap((name) => grants.get(name) ?? []);
  return [{ id: known.has(id) ? id : 0, gain, grants: from }];
}

function ofRole(
  was: RoleRights | undefined,
  is: RoleRights,
  name: string,
  names: GainNames,
): Line[] {
  const known = new Set(was?.grants.map((grant) => JSON.stringify(grant)));
  const added = is.grants.filter((grant) => !known.has(JSON.stringify(grant)));
  const held = new Set(was?.grants.map((grant) => grant.permission));
  const fields = widerFields(was?.fields, is.fields);
  if (added.length === 0 && fields.length === 0) return [];
  const lines = Map.groupBy(added, (grant) => grant.permission);
  const named = (fits: (name: Permission) => boolean) =>
    [...lines].flatMap(([name, grants]) => (fits(name) ? worded(name, grants) : []));
  const gain: Gain = {
    person: null,
    role: name,
    roles: [],
    permissions: named((permission) => !held.has(permission)),
    wider: named((permission) => held.has(permission)),
    narrowed: [...lines].flatMap(([permission, grants]) => narrowedTo(permission, grants, names)),
    fields,
  };
  return [{ id: 0, gain, grants: added }];
}

/** Whom a change gives what, role by role and person by person; pure. */
export function gainsOf(before: Organisation, after: Organisation, names: GainNames): Gains {
  const lines = [
    ...[...after.roles].flatMap(([id, role]) =>
      ofRole(before.roles.get(id), role, names.roles.get(id) ?? '', names),
    ),
    ...after.users.flatMap(({ id }) => ofPerson(before, after, id, names)),
  ];
  const seal = createHash('sha256').update(JSON.stringify(lines)).digest('base64url').slice(0, 22);
  return {
    gains: lines.slice(0, MOST_NAMED).map(({ gain }) => gain),
    more: Math.max(0, lines.length - MOST_NAMED),
    seal,
  };
}
