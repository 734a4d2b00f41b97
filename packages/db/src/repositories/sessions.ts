import type { Network } from '@xinhang/shared/networks.ts';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import { settingChanges, versionAfter } from './settings.ts';

export interface LiveSession {
  id: number;
  userId: number;
  viewAsUserId: number | null;
  createdAt: number;
  lastSeenAt: number;
  /** When its person last said the password. */
  confirmedAt: number;
  mustChangePassword: boolean;
  network: Network;
  /** The device that it is good on; null for any. */
  device: { id: number; key: string; approved: boolean } | null;
  orgRevision: number;
  /** Version of the settings, so that cached ones are known to be right. */
  settingsVersion: number;
}

/** The session behind a token or of an id, null unless it is open and its user may work. One query. */
export async function findSession(
  db: Reader,
  by: { tokenHash: string } | { id: number },
): Promise<LiveSession | null> {
  const byId = 'id' in by;
  const values = { sought: byId ? by.id : by.tokenHash };
  const [row] = await remembered(db, { key: `session,${byId}`, values }, ({ sought }) =>
    db
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.user_id')
      .leftJoin('device', 'device.id', 'session.device_id')
      .select((eb) => [
        'session.id as id',
        'session.user_id as userId',
        'session.view_as_user_id as viewAsUserId',
        'session.created_at as createdAt',
        'session.last_seen_at as lastSeenAt',
        'session.confirmed_at as confirmedAt',
        'session.network as network',
        'device.id as deviceId',
        'device.key_hash as deviceKey',
        'device.state as deviceState',
        'user.must_change_password as mustChangePassword',
        eb
          .selectFrom('company')
          .select('company.org_revision')
          .where('company.id', '=', 1)
          .as('revision'),
        settingChanges(eb),
      ])
      .where(byId ? 'session.id' : 'session.token_hash', '=', sought)
      .where('session.ended_at', 'is', null)
      .where('user.state', 'in', ['active', 'leaving']),
  );
  if (!row) return null;
  const { revision, mustChangePassword, settingChanges: changes, ...more } = row;
  const { deviceId, deviceKey, deviceState, ...session } = more;
  return {
    ...session,
    device:
      deviceId === null
        ? null
        : { id: deviceId, key: deviceKey ?? '', approved: deviceState === 'approved' },
    mustChangePassword: mustChangePassword === 1,
    orgRevision: revision ?? 0,
    settingsVersion: versionAfter(changes),
  };
}

export async function insertSession(
  tx: Tx,
  session: {
    tokenHash: string;
    userId: number;
    client: string;
    address: string;
    network: Network;
    deviceId: number | null;
    now: number;
  },
): Promise<number> {
  const row = await tx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      client: session.client,
      address: session.address,
      network: session.network,
      device_id: session.deviceId,
      created_at: session.now,
      last_seen_at: session.now,
      confirmed_at: session.now,
      ended_at: null,
      view_as_user_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Ends sessions of a user: one by id, all, or all but one. Returns the ids that ended. */
export async function endSessions(
  tx: Tx,
  userId: number,
  now: number,
  which: { only?: number; except?: number } = {},
): Promise<number[]> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null);
  if (which.only !== undefined) query = query.where('id', '=', which.only);
  if (which.except !== undefined) query = query.where('id', '!=', which.except);
  return (await query.returning('id').execute()).map((row) => row.id);
}

/** Its person just said the password. */
export async function confirmSession(tx: Tx, sessionId: number, now: number): Promise<void> {
  await tx.updateTable('session').set({ confirmed_at: now }).where('id', '=', sessionId).execute();
}

/** Looks through the eyes of another person from now on, or with null through the own ones. */
export async function setViewAs(tx: Tx, sessionId: number, userId: number | null): Promise<void> {
  await tx
    .updateTable('session')
    .set({ view_as_user_id: userId })
    .where('id', '=', sessionId)
    .execute();
}

export function liveSessions(db: Reader, userId: number) {
  return db
    .selectFrom('session')
    .select(['id', 'client', 'address', 'network', 'created_at', 'last_seen_at'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** Failures of a login name or an address, for growing delays. */
export async function loginAttempt(db: Reader, key: string) {
  return await db.selectFrom('login_attempt').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function saveLoginAttempt(
  tx: Tx,
  attempt: { key: string; failures: number; next_at: number; last_at: number },
): Promise<void> {
  await tx
    .insertInto('login_attempt')
    .values(attempt)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(attempt))
    .execute();
}

export async function clearLoginAttempt(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('login_attempt').where('key', '=', key).execute();
}

/** Keeps when sessions were last used, never moving one back. */
export async function touchSessions(
  tx: Tx,
  seen: readonly (readonly [id: number, at: number])[],
): Promise<void> {
  for (const [id, at] of seen) {
    await tx
      .updateTable('session')
      .set({ last_seen_at: at })
      .where('id', '=', id)
      .where('last_seen_at', '<', at)
      .execute();
  }
}
