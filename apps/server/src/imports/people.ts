import type { Reader, Tx } from '@xinhang/db/database.ts';
import { userByLogin, userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import { loginKey } from '../modules/org/names.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { addPerson } from '../ops/found.ts';
import type { DataSetPlace, NewLogin } from './dataset.ts';

export interface ImportedPerson {
  externalNo: string;
  login: string;
  name: string;
  post: string;
  roleKey: string;
  /** Business date. */
  hiredOn?: string;
}

export type Passwords = ReadonlyMap<string, { password: string; hash: string; at: number }>;

/** Each takes 64 MiB and a core. */
const HASHES_AT_ONCE = 2;

/** First passwords of those who are not there yet, hashed before the transaction begins. */
export async function preparePasswords(
  { db, now, random }: DataSetPlace,
  people: readonly ImportedPerson[],
): Promise<Passwords> {
  const newcomers: string[] = [];
  for (const no of new Set(people.map(({ externalNo }) => externalNo))) {
    if (!(await userIdByExternalNo(db.read, no))) newcomers.push(no);
  }
  const prepared = new Map<string, { password: string; hash: string; at: number }>();
  for (let from = 0; from < newcomers.length; from += HASHES_AT_ONCE) {
    const some = newcomers.slice(from, from + HASHES_AT_ONCE).map(async (no) => {
      const password = makePassword(random);
      prepared.set(no, { password, hash: await hashPassword(password, random), at: now() });
    });
    await Promise.all(some);
  }
  return prepared;
}

/** A login that nobody has: of two people of one name the second gets a number. */
async function freeLogin(db: Reader, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const login = number === 1 ? wanted : `${wanted}${number}`;
    if (!(await userByLogin(db, loginKey(login)))) return login;
  }
}

/** Adds a person who is not there yet to the department; answers the id. */
export async function importPerson(
  tx: Tx,
  person: ImportedPerson,
  deptId: number,
  passwords: Passwords,
  logins: NewLogin[],
): Promise<number> {
  const { password, hash, at } = passwords.get(person.externalNo)!;
  const login = await freeLogin(tx, person.login);
  logins.push({ login, name: person.name, password });
  return await addPerson(tx, {
    login,
    name: person.name,
    deptId,
    roleKeys: [person.roleKey],
    passwordHash: hash,
    firstPasswordAt: at,
    post: person.post,
    externalNo: person.externalNo,
    ...(person.hiredOn && { hiredOn: person.hiredOn }),
  });
}
