import type { FieldPolicy, Grant } from '@xinhang/shared/permissions.ts';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** With the number of people who hold it, whatever their state. */
export type RoleRecord = Selectable<DB['role']> & { user_count: number };

function roles(db: Reader) {
  return db
    .selectFrom('role')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('user_role')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('user_role.role_id', '=', 'role.id')
        .as('user_count'),
    )
    .$narrowType<{ user_count: number }>();
}

export function allRoles(db: Reader): Promise<RoleRecord[]> {
  return roles(db).orderBy('role.id').execute();
}

export async function roleById(db: Reader, id: number): Promise<RoleRecord | undefined> {
  return await roles(db).where('role.id', '=', id).executeTakeFirst();
}

export async function roleIdByName(db: Reader, name: string): Promise<number | undefined> {
  const role = await db.selectFrom('role').select('id').where('name', '=', name).executeTakeFirst();
  return role?.id;
}

/** Saves a role of this version; false when it has another by now. */
export async function updateRole(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: { name?: string; side?: string | null; fields?: FieldPolicy; grants?: readonly Grant[] },
): Promise<boolean> {
  const { name, side, fields, grants } = changes;
  const saved = await tx
    .updateTable('role')
    .set({
      version: version + 1,
      ...(name !== undefined && { name }),
      ...(side !== undefined && { side }),
      ...(fields && {
        phone_view: fields.phone,
        personal_view: fields.personal,
        credit_view: fields.credit,
        cost_view: fields.cost,
      }),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) return false;
  if (grants) {
    await tx.deleteFrom('role_grant').where('role_id', '=', id).execute();
    await insertGrants(tx, id, grants);
  }
  return true;
}

export async function insertGrants(
  tx: Tx,
  roleId: number,
  grants: readonly Grant[],
): Promise<void> {
  if (grants.length === 0) return;
  const rows = grants.map((grant) => ({
    role_id: roleId,
    permission: grant.permission,
    scope: grant.scope,
    dept_ids: JSON.stringify(grant.deptIds),
    warehouse_ids: grant.warehouseIds && JSON.stringify(grant.warehouseIds),
    cash_account_ids: grant.cashAccountIds && JSON.stringify(grant.cashAccountIds),
  }));
  await tx.insertInto('role_grant').values(rows).execute();
}

export async function deleteRole(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('role_grant').where('role_id', '=', id).execute();
  await tx.deleteFrom('role').where('id', '=', id).execute();
}

/** Places where the company's goods lie, to which a grant may be narrowed. */
export async function heldPlaces(
  db: Reader,
): Promise<{ id: number; name: string; kind: string; active: number }[]> {
  return await db
    .selectFrom('location')
    .select(['id', 'name', 'kind', 'active'])
    .where('kind', 'in', heldKinds)
    .orderBy('id')
    .execute();
}

/** Accounts of money by name: for what is said of rights that are narrowed to them. */
export async function cashAccountNames(db: Reader): Promise<{ id: number; name: string }[]> {
  return await db.selectFrom('cash_account').select(['id', 'name']).orderBy('id').execute();
}
