import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { deviceByKey, type DeviceRecord } from '@xinhang/db/repositories/devices.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { isRemote, type Network } from '@xinhang/shared/networks.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyRequest } from 'fastify';
import type { ReadContext } from '../../http/context.ts';
import type { Admission } from '../../http/networks.ts';

/**
 * The approved device at the other end of the connection, null where none is there and none is
 * needed. Refuses what the network does not let in, and one that was revoked wherever it is.
 */
export async function deviceFor(
  db: Reader,
  request: Pick<FastifyRequest, 'deviceKey' | 'admission'>,
): Promise<DeviceRecord | null> {
  const { deviceKey, admission } = request;
  const device = deviceKey === null ? undefined : await deviceByKey(db, deviceKey);
  if (device?.state === 'revoked') throw problem('device-revoked');
  if (device?.state === 'approved') return device;
  if (admission === 'device') throw problem(device ? 'device-pending' : 'device-required');
  return null;
}

/** A device of somebody else, where the device is what lets people in. */
export function isForeign(
  device: DeviceRecord | null,
  userId: number,
  admission: Admission,
): boolean {
  if (admission !== 'device' || device === null) return false;
  return device.user_id !== null && device.user_id !== userId;
}

/** Whoever works from outside the office must have been given that. */
export async function awayWithoutLeave(
  ctx: ReadContext,
  userId: number,
  network: Network,
): Promise<boolean> {
  if (!isRemote(network)) return false;
  const actor = await loadActor(ctx.db, userId);
  return !actor || !may(actor, 'system.remote');
}
