import type { Tx } from '../database.ts';
import { actorIn, loadOrganisation } from './rights.ts';
import { insertSession } from './sessions.ts';

/** Somebody who may work and sees most: an owner where there is one. Undefined where nobody may. */
async function widestPerson(tx: Tx): Promise<number | undefined> {
  const organisation = await loadOrganisation(tx);
  const people = organisation.users.filter(({ state }) => state === 'active');
  const owner = people.find(({ id }) => actorIn(organisation, id)?.reach.has('system.owner'));
  return (owner ?? people[0])?.id;
}

/**
 * Opens a session on a copy of the database, so that a server on it can be asked as a person asks.
 * Never on a database that somebody works with: it lifts the rule that a first password is changed.
 */
export async function openRehearsal(tx: Tx, tokenHash: string, now: number): Promise<number> {
  const userId = await widestPerson(tx);
  if (userId === undefined) throw new Error('Nobody in this database may log in.');
  await tx
    .updateTable('user')
    .set({ must_change_password: 0 })
    .where('id', '=', userId)
    .where('must_change_password', '=', 1)
    .execute();
  await insertSession(tx, { tokenHash, userId, client: 'rehearsal', address: '127.0.0.1', now });
  return userId;
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
