import type { RoleRights } from '@xinhang/shared/permissions.ts';
import type { Insertable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { listed, numbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { insertGrants } from './roles.ts';

export async function userByLogin(db: Reader, loginKey: string) {
  return await db
    .selectFrom('user')
    .select(['id', 'state', 'password_hash', 'must_change_password', 'first_password_at'])
    .where('login_key', '=', loginKey)
    .executeTakeFirst();
}

export async function userById(db: Reader, id: number) {
  const [row] = await remembered(db, { key: 'userById', values: { id } }, (values) =>
    db
      .selectFrom('user')
      .innerJoin('dept', 'dept.id', 'user.dept_id')
      .selectAll('user')
      .select('dept.name as dept_name')
      .where('user.id', '=', values.id),
  );
  return row;
}

export function rolesOfUser(db: Reader, userId: number) {
  return db
    .selectFrom('role')
    .innerJoin('user_role', 'user_role.role_id', 'role.id')
    .select(['role.id as id', 'role.name as name'])
    .where('user_role.user_id', '=', userId)
    .orderBy('role.id')
    .execute();
}

/** Active colleagues; the caller narrows by name. With ids, those people whatever their state. */
export function colleagues(db: Reader, ids?: readonly number[]) {
  const query = db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select(['user.id', 'user.name', 'user.py', 'user.login', 'user.post', 'dept.name as dept'])
    .orderBy('user.py')
    .orderBy('user.id');
  return (
    ids ? query.where('user.id', 'in', ids) : query.where('user.state', '=', 'active')
  ).execute();
}

export async function userNames(db: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const values = numbered([...new Set(ids)]);
  const key = `names,${Object.keys(values).length}`;
  const rows = await remembered(db, { key, values }, (slots) =>
    db.selectFrom('user').select(['id', 'name']).where('id', 'in', listed(slots)),
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function insertUser(
  tx: Tx,
  user: Omit<Insertable<DB['user']>, 'id'>,
  roleIds: readonly number[],
): Promise<number> {
  const row = await tx.insertInto('user').values(user).returning('id').executeTakeFirstOrThrow();
  for (const roleId of roleIds) {
    await tx.insertInto('user_role').values({ user_id: row.id, role_id: roleId }).execute();
  }
  return row.id;
}

/** `firstAt`: UTC ms of giving a first password, null for one of the person's own. */
export async function setPassword(
  tx: Tx,
  userId: number,
  hash: string,
  firstAt: number | null,
): Promise<void> {
  await tx
    .updateTable('user')
    .set((eb) => ({
      password_hash: hash,
      must_change_password: firstAt === null ? 0 : 1,
      first_password_at: firstAt,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', userId)
    .execute();
}

export async function touchLogin(tx: Tx, userId: number, now: number): Promise<void> {
  await tx.updateTable('user').set({ last_login_at: now }).where('id', '=', userId).execute();
}

export async function insertRole(
  tx: Tx,
  role: RoleRights & { key: string | null; name: string },
): Promise<number> {
  const row = await tx
    .insertInto('role')
    .values({
      version: 1,
      key: role.key,
      name: role.name,
      side: role.side,
      phone_view: role.fields.phone,
      personal_view: role.fields.personal,
      credit_view: role.fields.credit,
      cost_view: role.fields.cost,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertGrants(tx, row.id, role.grants);
  return row.id;
}

export function roleIdsByKey(db: Reader) {
  return db.selectFrom('role').select(['id', 'key', 'name']).execute();
}

/** The person that an import brought in under this foreign number. */
export async function userIdByExternalNo(
  db: Reader,
  externalNo: string,
): Promise<number | undefined> {
  const user = await db
    .selectFrom('user')
    .select('id')
    .where('external_no', '=', externalNo)
    .executeTakeFirst();
  return user?.id;
}

/** Everybody whom a file may name, whatever their state. */
export function namedUsers(db: Reader) {
  return db
    .selectFrom('user')
    .select(['id', 'login', 'name', 'external_no as externalNo', 'state'])
    .orderBy('id')
    .execute();
}
