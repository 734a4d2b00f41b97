import type { Database, Tx } from '@xinhang/db/database.ts';
import { userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { addPerson } from '../ops/found.ts';
import type { NewLogin } from './dataset.ts';

export interface ImportedPerson {
  externalNo: string;
  login: string;
  name: string;
  post: string;
  roleKey: string;
}

/** First passwords of those who are not there yet, hashed before the transaction begins. */
export async function preparePasswords(
  db: Database,
  people: readonly ImportedPerson[],
  random: (bytes: number) => Buffer,
): Promise<Map<string, { password: string; hash: string }>> {
  const prepared = new Map<string, { password: string; hash: string }>();
  for (const person of people) {
    if (await userIdByExternalNo(db.read, person.externalNo)) continue;
    const password = makePassword(random);
    prepared.set(person.externalNo, { password, hash: await hashPassword(password) });
  }
  return prepared;
}

/** The person's id, added to the department when an earlier run did not. */
export async function importPerson(
  tx: Tx,
  person: ImportedPerson,
  deptId: number,
  passwords: ReadonlyMap<string, { password: string; hash: string }>,
  logins: NewLogin[],
): Promise<number> {
  const known = await userIdByExternalNo(tx, person.externalNo);
  if (known) return known;
  const secret = passwords.get(person.externalNo)!;
  logins.push({ login: person.login, name: person.name, password: secret.password });
  return await addPerson(tx, {
    login: person.login,
    name: person.name,
    deptId,
    roleKeys: [person.roleKey],
    passwordHash: secret.hash,
    post: person.post,
    externalNo: person.externalNo,
  });
}
