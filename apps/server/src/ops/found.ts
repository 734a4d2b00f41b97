import type { Database, Tx } from '@xinhang/db/database.ts';
import { company, foundCompany } from '@xinhang/db/repositories/company.ts';
import { writeSettings } from '@xinhang/db/repositories/settings.ts';
import { insertRole, insertUser, roleIdsByKey } from '@xinhang/db/repositories/users.ts';
import { UNNAMED_COMPANY } from '@xinhang/shared/company.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { insertFirstWords } from './first-words.ts';
import { loginKey, namePinyin } from '../modules/org/names.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';

export interface NewPerson {
  login: string;
  name: string;
  deptId: number;
  roleKeys: readonly string[];
  passwordHash: string;
  post?: string;
  externalNo?: string;
  /** Business date. */
  hiredOn?: string;
  /** At the first login; true unless said. */
  mustChangePassword?: boolean;
  /** UTC ms from when on the first password ends after a while; it does not without. */
  firstPasswordAt?: number;
}

/** Adds a person with ready roles. */
export async function addPerson(tx: Tx, person: NewPerson): Promise<number> {
  const roles = await roleIdsByKey(tx);
  return await insertUser(
    tx,
    {
      version: 1,
      login: person.login,
      login_key: loginKey(person.login),
      name: person.name,
      py: namePinyin(person.name),
      post: person.post ?? '',
      phone: '',
      dept_id: person.deptId,
      mentor_id: null,
      hired_on: person.hiredOn ?? null,
      probation_ends_on: null,
      regularised_on: null,
      left_on: null,
      state: 'active',
      password_hash: person.passwordHash,
      must_change_password: person.mustChangePassword === false ? 0 : 1,
      first_password_at: person.firstPasswordAt ?? null,
      last_login_at: null,
      external_no: person.externalNo ?? '',
    },
    person.roleKeys.map((key) => {
      const role = roles.find((row) => row.key === key);
      if (!role) throw new Error(`There is no ready role "${key}".`);
      return role.id;
    }),
  );
}

/** A new company with its ready roles; the caller adds people. */
export async function foundWithRoles(tx: Tx, name: string): Promise<{ rootDeptId: number }> {
  const founded = await foundCompany(tx, name, 'Asia/Shanghai');
  for (const role of readyRoles) await insertRole(tx, { ...role, name: role.name['zh-CN'] });
  await insertFirstWords(tx);
  return founded;
}

/** What a first start calls whatever nobody named. */
export const firstNames = { company: UNNAMED_COMPANY, login: 'admin', name: '管理员' };

/**
 * First start: a company, the ready roles, and one person who is owner and administrator.
 * Answers the one-time password, or null when there is a company already.
 */
export async function initialise(
  db: Database,
  random: (bytes: number) => Buffer,
  names: Partial<typeof firstNames> = {},
): Promise<{ login: string; password: string } | null> {
  if (await company(db.read)) return null;
  const { company: companyName, login, name } = { ...firstNames, ...names };
  const password = makePassword(random);
  const passwordHash = await hashPassword(password, random);
  await db.transaction(async (tx) => {
    const { rootDeptId: deptId } = await foundWithRoles(tx, companyName);
    const roleKeys = ['owner', 'administrator'];
    await addPerson(tx, { login, name, deptId, roleKeys, passwordHash });
    await writeSettings(tx, { 'setup.step': 'company' });
  });
  return { login, password };
}
