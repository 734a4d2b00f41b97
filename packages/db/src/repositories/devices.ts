import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type DeviceRecord = Selectable<DB['device']>;
export type DeviceCode = Selectable<DB['device_code']>;

const MOST_LISTED = 1000;

/** Those that wait for somebody first, then the newest, with the name of whom they are for. */
export function listDevices(db: Reader) {
  return db
    .selectFrom('device')
    .leftJoin('user', 'user.id', 'device.user_id')
    .selectAll('device')
    .select('user.name as user_name')
    .orderBy((eb) => eb.case().when('device.state', '=', 'pending').then(0).else(1).end())
    .orderBy('device.id', 'desc')
    .limit(MOST_LISTED)
    .execute();
}

export async function deviceById(db: Reader, id: number): Promise<DeviceRecord | undefined> {
  return await db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The device with this public key (SHA-256 in hex), whatever its state. */
export async function deviceByKey(db: Reader, keyHash: string): Promise<DeviceRecord | undefined> {
  const [row] = await remembered(db, { key: 'deviceByKey', values: { keyHash } }, (values) =>
    db.selectFrom('device').selectAll().where('key_hash', '=', values.keyHash),
  );
  return row;
}

export async function insertDevice(
  tx: Tx,
  device: Pick<DeviceRecord, 'name' | 'kind' | 'state' | 'key_hash' | 'asked_at' | 'asked_from'> &
    Partial<Pick<DeviceRecord, 'user_id' | 'approved_at' | 'approved_by'>>,
): Promise<DeviceRecord> {
  return await tx
    .insertInto('device')
    .values({ version: 1, ...device })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a device of exactly this version; undefined where it has another. */
export async function changeDevice(
  tx: Tx,
  at: { id: number; version: number },
  changes: Updateable<DB['device']>,
): Promise<DeviceRecord | undefined> {
  return await tx
    .updateTable('device')
    .set({ ...changes, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returningAll()
    .executeTakeFirst();
}

/** Keeps when devices were last used and from where, by their sessions; never moves one back. */
export async function touchDevices(
  tx: Tx,
  seen: readonly (readonly [sessionId: number, at: number])[],
): Promise<void> {
  for (const [sessionId, at] of seen) {
    const session = tx.selectFrom('session').where('session.id', '=', sessionId);
    await tx
      .updateTable('device')
      .set({ last_seen_at: at, last_address: session.select('session.address') })
      .where('id', '=', session.select('session.device_id'))
      .where((eb) => eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<', at)]))
      .execute();
  }
}

/** Turns away the devices of a person who left; answers the ids of those that were not yet. */
export async function revokeDevicesOf(tx: Tx, userId: number, now: number): Promise<number[]> {
  const revoked = await tx
    .updateTable('device')
    .set((eb) => ({ state: 'revoked', revoked_at: now, version: eb('version', '+', 1) }))
    .where('user_id', '=', userId)
    .where('state', '!=', 'revoked')
    .returning('id')
    .execute();
  return revoked.map((row) => row.id);
}

/** Turns every device away, and ends what was begun on one; answers how many there were. */
export async function revokeEveryDevice(tx: Tx, now: number): Promise<number> {
  const revoked = await tx
    .updateTable('device')
    .set((eb) => ({ state: 'revoked', revoked_at: now, version: eb('version', '+', 1) }))
    .where('state', '!=', 'revoked')
    .executeTakeFirst();
  await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('device_id', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
  return Number(revoked.numUpdatedRows);
}

/** Ends every session on a device and answers their ids. */
export async function endDeviceSessions(tx: Tx, deviceId: number, now: number): Promise<number[]> {
  const ended = await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return ended.map((row) => row.id);
}

export async function insertDeviceCode(
  tx: Tx,
  code: { code_hash: string; made_by: number | null; expires_at: number },
): Promise<number> {
  const row = await tx
    .insertInto('device_code')
    .values({ ...code, tries: 0, used_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deviceCode(db: Reader, id: number): Promise<DeviceCode | undefined> {
  return await db.selectFrom('device_code').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function countCodeTry(tx: Tx, id: number): Promise<void> {
  await tx
    .updateTable('device_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Uses a code up; false where somebody was faster. */
export async function spendCode(tx: Tx, id: number, now: number): Promise<boolean> {
  const used = await tx
    .updateTable('device_code')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(used.numUpdatedRows) === 1;
}
