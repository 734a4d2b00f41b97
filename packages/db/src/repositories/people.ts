import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** What finding and sorting people needs; a company has few enough to read them all. */
export function peopleBrief(db: Reader, roleId?: number) {
  let people = db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select(['user.id', 'user.name', 'user.py', 'user.login_key', 'user.state', 'dept.path']);
  if (roleId !== undefined) {
    people = people.where('user.id', 'in', (eb) =>
      eb.selectFrom('user_role').select('user_id').where('role_id', '=', roleId),
    );
  }
  return people.execute();
}

type PersonColumns = Omit<Selectable<DB['user']>, 'password_hash'>;
export interface Person extends PersonColumns {
  dept_name: string;
  mentor_name: string | null;
  roles: { id: number; name: string }[];
  principals: { id: number; name: string }[];
}

/** These people as they stand, with roles and principals, in the order of the ids. */
export async function peopleByIds(db: Reader, ids: readonly number[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const users = await db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .leftJoin('user as mentor', 'mentor.id', 'user.mentor_id')
    .selectAll('user')
    .select(['dept.name as dept_name', 'mentor.name as mentor_name'])
    .where('user.id', 'in', ids)
    .execute();
  const roles = await db
    .selectFrom('user_role')
    .innerJoin('role', 'role.id', 'user_role.role_id')
    .select(['user_role.user_id', 'role.id', 'role.name'])
    .where('user_role.user_id', 'in', ids)
    .orderBy('role.id')
    .execute();
  const principals = await db
    .selectFrom('user_assist')
    .innerJoin('user', 'user.id', 'user_assist.principal_id')
    .select(['user_assist.assistant_id', 'user.id', 'user.name'])
    .where('user_assist.assistant_id', 'in', ids)
    .orderBy('user.id')
    .execute();
  const byId = new Map(users.map((user) => [user.id, user]));
  return ids.flatMap((id) => {
    const user = byId.get(id);
    if (!user) return [];
    const { password_hash: _secret, ...shown } = user;
    return [
      {
        ...shown,
        roles: roles.filter((row) => row.user_id === id).map(({ id, name }) => ({ id, name })),
        principals: principals
          .filter((row) => row.assistant_id === id)
          .map(({ id, name }) => ({ id, name })),
      },
    ];
  });
}

/** Saves a person of this version; false when it has another by now. */
export async function updatePerson(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['user']>, 'id' | 'version' | 'password_hash'>,
): Promise<boolean> {
  const saved = await tx
    .updateTable('user')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

export async function setRoles(tx: Tx, userId: number, roleIds: readonly number[]) {
  await tx.deleteFrom('user_role').where('user_id', '=', userId).execute();
  for (const roleId of new Set(roleIds)) {
    await tx.insertInto('user_role').values({ user_id: userId, role_id: roleId }).execute();
  }
}

/** Ids of the colleagues whom this assistant works for. */
export async function principalsOf(db: Reader, assistantId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('user_assist')
    .select('principal_id')
    .where('assistant_id', '=', assistantId)
    .execute();
  return rows.map((row) => row.principal_id);
}

/** Names the colleagues whom this assistant works for. */
export async function setPrincipals(tx: Tx, assistantId: number, principalIds: readonly number[]) {
  await tx.deleteFrom('user_assist').where('assistant_id', '=', assistantId).execute();
  for (const principalId of new Set(principalIds)) {
    await tx
      .insertInto('user_assist')
      .values({ assistant_id: assistantId, principal_id: principalId })
      .execute();
  }
}

/** Departments that somebody heads, colleagues he guides, and assistants who work for him. */
export async function countsAround(db: Reader, userId: number) {
  const headed = await db
    .selectFrom('dept')
    .select('id')
    .where('head_user_id', '=', userId)
    .where('closed', '=', 0)
    .execute();
  const mentees = await db
    .selectFrom('user')
    .select('id')
    .where('mentor_id', '=', userId)
    .where('state', '!=', 'left')
    .execute();
  const assistants = await db
    .selectFrom('user_assist')
    .innerJoin('user', 'user.id', 'user_assist.assistant_id')
    .select('user.id')
    .where('user_assist.principal_id', '=', userId)
    .where('user.state', '!=', 'left')
    .execute();
  return { headed: headed.length, mentees: mentees.length, assistants: assistants.length };
}

/** Everybody with what rules about people ask: post, department, dates; by id. */
export function staff(db: Reader) {
  return db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select([
      'user.id',
      'user.name',
      'user.post',
      'user.dept_id',
      'dept.path',
      'user.hired_on',
      'user.probation_ends_on',
      'user.regularised_on',
      'user.state',
    ])
    .orderBy('user.id')
    .execute();
}
export type StaffMember = Awaited<ReturnType<typeof staff>>[number];
