import {
  effectiveRights,
  permissionRow,
  type FieldView,
  type Grant,
  type Permission,
  type RoleRights,
  type Scope,
  type WallSide,
} from '@xinhang/shared/permissions.ts';
import type { Actor, RowReach } from '../actor.ts';
import type { Reader } from '../database.ts';

async function rolesOf(db: Reader, userId: number): Promise<RoleRights[]> {
  const roles = await db
    .selectFrom('role')
    .innerJoin('user_role', 'user_role.role_id', 'role.id')
    .where('user_role.user_id', '=', userId)
    .selectAll('role')
    .execute();
  if (roles.length === 0) return [];
  const ids = roles.map((role) => role.id);
  const grants = await db
    .selectFrom('role_grant')
    .where('role_id', 'in', ids)
    .selectAll()
    .execute();
  return roles.map((role) => ({
    side: role.side as WallSide | null,
    fields: {
      phone: role.phone_view as FieldView,
      credit: role.credit_view as FieldView,
      cost: role.cost_view as FieldView,
    },
    grants: grants
      .filter((grant) => grant.role_id === role.id)
      .map((grant) => ({
        permission: grant.permission as Permission,
        scope: grant.scope as Scope,
        deptIds: JSON.parse(grant.dept_ids) as number[],
        warehouseIds:
          grant.warehouse_ids === null ? null : (JSON.parse(grant.warehouse_ids) as number[]),
        cashAccountIds:
          grant.cash_account_ids === null ? null : (JSON.parse(grant.cash_account_ids) as number[]),
      })),
  }));
}

/** Everything scopes are resolved against, read once per actor. */
interface Organisation {
  users: { id: number; dept_id: number }[];
  depts: { id: number; path: string; head_user_id: number | null }[];
  principals: number[];
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
      return organisation.principals;
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

/** What both reach. */
function narrower(a: RowReach, b: RowReach): RowReach {
  if (a.all) return b;
  if (b.all) return a;
  return { all: false, ownerIds: a.ownerIds.filter((owner) => b.ownerIds.includes(owner)) };
}

/** Loads a person's rights and resolves each scope to the users whose rows it reaches. */
export async function loadActor(
  db: Reader,
  userId: number,
  viewAsBy: number | null = null,
): Promise<Actor | null> {
  const user = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) return null;
  const rights = effectiveRights(await rolesOf(db, userId));
  const organisation: Organisation = {
    users: await db.selectFrom('user').select(['id', 'dept_id']).execute(),
    depts: await db.selectFrom('dept').select(['id', 'path', 'head_user_id']).execute(),
    principals: (
      await db
        .selectFrom('user_assist')
        .select('principal_id')
        .where('assistant_id', '=', userId)
        .execute()
    ).map((row) => row.principal_id),
  };
  const reach = new Map<Permission, RowReach>();
  for (const [permission, grants] of rights.grants) {
    const owners = new Set([userId]);
    for (const grant of grants) {
      for (const owner of ownersOf(organisation, userId, grant)) owners.add(owner);
    }
    reach.set(permission, {
      all: grants.some((grant) => grant.scope === 'all'),
      ownerIds: [...owners].toSorted((a, b) => a - b),
    });
  }
  for (const [permission, own] of reach) {
    const within = permissionRow(permission).within;
    const bound = within && reach.get(within);
    if (bound) reach.set(permission, narrower(own, bound));
  }
  return { userId, name: user.name, reach, fields: rights.fields, viewAsBy };
}
