import { permissionNames, showAll } from '@xinhang/shared/permissions.ts';
import type { Tx } from '../database.ts';
import { raiseOrgRevision } from './company.ts';
import { insertSession } from './sessions.ts';
import { insertRole } from './users.ts';

/**
 * Opens a session on a copy of the database, so that a server on it can be asked as a person asks:
 * by somebody who may everything, whatever the roles of the company are. Never on a database that
 * somebody works with.
 */
export async function openRehearsal(tx: Tx, tokenHash: string, now: number): Promise<void> {
  const person = await tx
    .selectFrom('user')
    .select('id')
    .where('state', '=', 'active')
    .orderBy('id')
    .executeTakeFirst();
  if (!person) throw new Error('Nobody in this database may log in.');
  const grants = permissionNames.map((permission) => ({
    permission,
    scope: 'all' as const,
    deptIds: [],
    warehouseIds: null,
    cashAccountIds: null,
  }));
  const fields = showAll;
  const role = { key: null, name: `rehearsal ${tokenHash}`, side: null, fields, grants };
  const roleId = await insertRole(tx, role);
  await tx.insertInto('user_role').values({ user_id: person.id, role_id: roleId }).execute();
  await raiseOrgRevision(tx);
  await tx
    .updateTable('user')
    .set({ must_change_password: 0 })
    .where('id', '=', person.id)
    .execute();
  await insertSession(tx, {
    tokenHash,
    userId: person.id,
    client: 'rehearsal',
    address: '127.0.0.1',
    network: 'loopback',
    deviceId: null,
    now,
  });
}

/** Ends every session there is: after a restore those of the past must not live again. */
export async function endEverySession(tx: Tx, now: number): Promise<number> {
  const ended = await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** People who may still work, for a word to all of them. */
export async function workingPeople(tx: Tx): Promise<number[]> {
  const rows = await tx
    .selectFrom('user')
    .select('id')
    .where('state', 'in', ['active', 'leaving'])
    .execute();
  return rows.map((row) => row.id);
}
