import {
  effectiveRights,
  permissionNames,
  permissionRow,
  takesPlaces,
  type FieldView,
  type Grant,
  type Permission,
  type RoleRights,
  type Scope,
  type WallSide,
} from '@xinhang/shared/permissions.ts';
import type { Actor, RowReach } from '../actor.ts';
import { cashReaches } from '../cash-reach.ts';
import type { Reader } from '../database.ts';

/** People, departments and roles as they stand: all that rights are made of. */
export interface Organisation {
  users: { id: number; name: string; dept_id: number; state: string }[];
  depts: { id: number; path: string; head_user_id: number | null }[];
  /** Colleagues whom an assistant works for. */
  principals: ReadonlyMap<number, number[]>;
  roles: ReadonlyMap<number, RoleRights>;
  rolesOf: ReadonlyMap<number, number[]>;
}

const ids = (json: string) => JSON.parse(json) as number[];

async function loadRoles(db: Reader): Promise<Map<number, RoleRights>> {
  const roles = await db.selectFrom('role').selectAll().execute();
  const grants = await db.selectFrom('role_grant').selectAll().orderBy('id').execute();
  const grantsOf = Map.groupBy(grants, (grant) => grant.role_id);
  return new Map(
    roles.map((role) => [
      role.id,
      {
        side: role.side as WallSide | null,
        fields: {
          phone: role.phone_view as FieldView,
          personal: role.personal_view as FieldView,
          credit: role.credit_view as FieldView,
          cost: role.cost_view as FieldView,
        },
        grants: (grantsOf.get(role.id) ?? []).map((grant) => ({
          permission: grant.permission as Permission,
          scope: grant.scope as Scope,
          deptIds: ids(grant.dept_ids),
          warehouseIds: grant.warehouse_ids === null ? null : ids(grant.warehouse_ids),
          cashAccountIds: grant.cash_account_ids === null ? null : ids(grant.cash_account_ids),
        })),
      },
    ]),
  );
}

export async function loadOrganisation(db: Reader): Promise<Organisation> {
  const roles = await loadRoles(db);
  const assists = await db.selectFrom('user_assist').selectAll().execute();
  const held = await db.selectFrom('user_role').selectAll().orderBy('role_id').execute();
  const lists = <T>(rows: readonly T[], key: (row: T) => number, value: (row: T) => number) =>
    new Map([...Map.groupBy(rows, key)].map(([id, list]) => [id, list.map(value)]));
  return {
    users: await db.selectFrom('user').select(['id', 'name', 'dept_id', 'state']).execute(),
    depts: await db.selectFrom('dept').select(['id', 'path', 'head_user_id']).execute(),
    principals: lists(
      assists,
      (row) => row.assistant_id,
      (row) => row.principal_id,
    ),
    rolesOf: lists(
      held,
      (row) => row.user_id,
      (row) => row.role_id,
    ),
    roles,
  };
}

/** The roles of a person as rights. */
export function rolesIn(organisation: Organisation, userId: number): RoleRights[] {
  return (organisation.rolesOf.get(userId) ?? []).flatMap((id) => {
    const role = organisation.roles.get(id);
    return role ? [role] : [];
  });
}

function below(organisation: Organisation, roots: readonly number[]): number[] {
  const paths = organisation.depts
    .filter((dept) => roots.includes(dept.id))
    .map((dept) => dept.path);
  const inside = new Set(
    organisation.depts
      .filter((dept) => paths.some((path) => dept.path.startsWith(path)))
      .map((dept) => dept.id),
  );
  return organisation.users.filter((user) => inside.has(user.dept_id)).map((user) => user.id);
}

function ownersOf(organisation: Organisation, userId: number, grant: Grant): number[] {
  switch (grant.scope) {
    case 'self':
    case 'all':
      return [];
    case 'principals':
      return organisation.principals.get(userId) ?? [];
    case 'dept': {
      const dept = organisation.users.find((user) => user.id === userId)?.dept_id;
      return organisation.users.filter((user) => user.dept_id === dept).map((user) => user.id);
    }
    case 'headed': {
      const headed = organisation.depts.filter((dept) => dept.head_user_id === userId);
      return below(
        organisation,
        headed.map((dept) => dept.id),
      );
    }
    case 'custom':
      return below(organisation, grant.deptIds);
  }
}

/** Who works below the heads' departments, with the head; undefined where it narrows nothing. */
function teamOf(organisation: Organisation, userId: number): { team?: number[] } {
  const headed = organisation.depts.filter((dept) => dept.head_user_id === userId);
  const whole = headed.some((dept) =>
    organisation.depts.every((one) => one.path.startsWith(dept.path)),
  );
  if (headed.length === 0 || whole) return {};
  const people = below(
    organisation,
    headed.map((dept) => dept.id),
  );
  return { team: [...new Set([userId, ...people])].toSorted((a, b) => a - b) };
}

/** What both reach. */
function narrower(a: RowReach, b: RowReach): RowReach {
  const places = a.places && b.places ? a.places.filter((id) => b.places!.includes(id)) : undefined;
  const narrowed = places ?? a.places ?? b.places;
  const owners = a.all
    ? b.ownerIds
    : a.ownerIds.filter((owner) => b.all || b.ownerIds.includes(owner));
  return { all: a.all && b.all, ownerIds: owners, ...(narrowed && { places: narrowed }) };
}

/** Places that grants of one permission are narrowed to, in order; none where one of them is not. */
function placesIn(permission: Permission, grants: readonly Grant[]): { places?: number[] } {
  if (!takesPlaces(permission) || grants.some((grant) => grant.warehouseIds === null)) return {};
  const all = new Set(grants.flatMap((grant) => grant.warehouseIds!));
  return { places: [...all].toSorted((a, b) => a - b) };
}

/** A person's rights, with each scope resolved to the users whose rows it reaches. */
export function actorIn(
  organisation: Organisation,
  userId: number,
  viewAsBy: number | null = null,
): Actor | null {
  const user = organisation.users.find((one) => one.id === userId);
  if (!user) return null;
  const rights = effectiveRights(rolesIn(organisation, userId));
  const reach = new Map<Permission, RowReach>();
  const reachOf = (grants: readonly Grant[]): RowReach => {
    const owners = new Set([userId]);
    for (const grant of grants) {
      for (const owner of ownersOf(organisation, userId, grant)) owners.add(owner);
    }
    return {
      all: grants.some((grant) => grant.scope === 'all'),
      ownerIds: [...owners].toSorted((a, b) => a - b),
    };
  };
  for (const [permission, grants] of rights.grants) {
    reach.set(permission, { ...reachOf(grants), ...placesIn(permission, grants) });
  }
  // In the order of the table: what is within another is bound by what that is bound by.
  for (const permission of permissionNames) {
    const own = reach.get(permission);
    const within = permissionRow(permission).within;
    const bound = within && reach.get(within);
    if (own && bound) reach.set(permission, narrower(own, bound));
  }
  const cash = cashReaches(rights.grants, (permission, some) =>
    narrower(reachOf(some), reach.get(permission)!),
  );
  const { fields } = rights;
  return {
    userId,
    name: user.name,
    reach,
    fields,
    cash,
    ...teamOf(organisation, userId),
    viewAsBy,
  };
}

/** By which roads a permission reaches rows, in the order of the policy table; none for others. */
export function scopesIn(organisation: Organisation, userId: number): Map<Permission, Scope[]> {
  const { grants } = effectiveRights(rolesIn(organisation, userId));
  return new Map(
    [...grants].map(([permission, held]) => [
      permission,
      permissionRow(permission).scopes.filter((scope) =>
        held.some((grant) => grant.scope === scope),
      ),
    ]),
  );
}

/** People who may log in and hold a permission, for what concerns whoever holds it. */
export async function holdersOf(db: Reader, permission: Permission): Promise<number[]> {
  const organisation = await loadOrganisation(db);
  return organisation.users
    .filter(({ id, state }) => state !== 'left' && actorIn(organisation, id)?.reach.has(permission))
    .map(({ id }) => id);
}

/** Loads a person's rights; null where there is no such person. */
export async function loadActor(
  db: Reader,
  userId: number,
  viewAsBy: number | null = null,
): Promise<Actor | null> {
  return actorIn(await loadOrganisation(db), userId, viewAsBy);
}

/** Those of these people who hold a permission, whatever its scope and their state. */
export async function holdersAmong(
  db: Reader,
  permission: Permission,
  userIds: readonly number[],
): Promise<Set<number>> {
  const roles = await loadRoles(db);
  const held = await db
    .selectFrom('user_role')
    .select(['user_id', 'role_id'])
    .where('user_id', 'in', userIds)
    .execute();
  const of = Map.groupBy(held, (row) => row.user_id);
  const holds = (rows: typeof held) =>
    effectiveRights(rows.flatMap((row) => roles.get(row.role_id) ?? [])).grants.has(permission);
  return new Set([...of].flatMap(([id, rows]) => (holds(rows) ? id : [])));
}

/** People who may log in and hold a permission, whatever its scope. */
export async function peopleWho(db: Reader, permission: Permission): Promise<number[]> {
  const organisation = await loadOrganisation(db);
  return organisation.users
    .filter(({ state }) => state === 'active' || state === 'leaving')
    .filter(({ id }) => effectiveRights(rolesIn(organisation, id)).grants.has(permission))
    .map(({ id }) => id);
}

/** People who work and have a ready role, by its key. */
export async function peopleOfRole(db: Reader, key: string): Promise<number[]> {
  const rows = await db
    .selectFrom('user_role')
    .innerJoin('role', 'role.id', 'user_role.role_id')
    .innerJoin('user', 'user.id', 'user_role.user_id')
    .select('user.id as id')
    .where('role.key', '=', key)
    .where('user.state', 'in', ['active', 'leaving'])
    .orderBy('user.id')
    .execute();
  return rows.map((row) => row.id);
}

/** Departments that a permission reaches whole, with what is below them where the grant says so. */
export interface DeptReach {
  readonly all: boolean;
  readonly ids: ReadonlySet<number>;
}

function deptsOf(organisation: Organisation, userId: number, permission: Permission): DeptReach {
  const rights = effectiveRights(rolesIn(organisation, userId));
  const grants = rights.grants.get(permission) ?? [];
  const ids = new Set<number>();
  const addBelow = (roots: readonly number[]) => {
    const paths = organisation.depts.filter((dept) => roots.includes(dept.id));
    for (const dept of organisation.depts) {
      if (paths.some((root) => dept.path.startsWith(root.path))) ids.add(dept.id);
    }
  };
  for (const grant of grants) {
    if (grant.scope === 'custom') addBelow(grant.deptIds);
    if (grant.scope === 'headed') {
      const headed = organisation.depts.filter((dept) => dept.head_user_id === userId);
      addBelow(headed.map((dept) => dept.id));
    }
    if (grant.scope === 'dept') {
      const own = organisation.users.find((user) => user.id === userId)?.dept_id;
      if (own !== undefined) ids.add(own);
    }
  }
  return { all: grants.some((grant) => grant.scope === 'all'), ids };
}

/**
 * The departments that a person's permission reaches: all of them, those he heads, those that a
 * grant names, or his own; bound by the permission within which it stands.
 */
export async function deptsReached(
  db: Reader,
  userId: number,
  permission: Permission,
): Promise<DeptReach> {
  const organisation = await loadOrganisation(db);
  const own = deptsOf(organisation, userId, permission);
  const within = permissionRow(permission).within;
  if (!within) return own;
  const bound = deptsOf(organisation, userId, within);
  if (bound.all) return own;
  const all = own.all ? bound.ids : own.ids;
  return { all: false, ids: new Set([...all].filter((id) => bound.ids.has(id))) };
}
