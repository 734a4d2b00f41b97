import {
  changeDevice,
  deviceById,
  endDeviceSessions,
  type DeviceRecord,
} from '@xinhang/db/repositories/devices.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { EventHub } from '../../http/events.ts';

export function toDevice(row: DeviceRecord, userName: string | null): Device {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    state: row.state,
    user: row.user_id === null ? null : { id: row.user_id, name: userName ?? '' },
    askedAt: row.asked_at,
    askedFrom: row.asked_from,
    approvedAt: row.approved_at,
    revokedAt: row.revoked_at,
    lastSeenAt: row.last_seen_at,
    lastAddress: row.last_address,
    key: row.key_hash,
  };
}

export async function described(db: Reader, row: DeviceRecord): Promise<Device> {
  const user = row.user_id === null ? undefined : await userById(db, row.user_id);
  return toDevice(row, user?.name ?? null);
}

export async function needDevice(db: Reader, id: number): Promise<DeviceRecord> {
  const device = await deviceById(db, id);
  if (!device) throw problem('not-found');
  return device;
}

/** Null stands for everybody. Throws `field-refused` for nobody there is. */
export async function needWhom(db: Reader, userId: number | null): Promise<void> {
  const user = userId === null ? null : await userById(db, userId);
  if (user === undefined || user?.state === 'left') throw fieldRefused('/userId', 'unknown-user');
}

const shown = ({ state, user_id: userId }: Pick<DeviceRecord, 'state' | 'user_id'>) => ({
  state,
  userId,
});

/** Changes a device; whoever was logged in on it logs in again, if he still may. */
async function change(
  hub: EventHub,
  ctx: WriteContext,
  before: DeviceRecord,
  version: number,
  changes: Pick<DeviceRecord, 'state' | 'user_id'> & Partial<DeviceRecord>,
  action: string,
): Promise<Device> {
  const after = await changeDevice(ctx.tx, { id: before.id, version }, changes);
  if (!after) throw conflict(before.version, shown(before), shown(changes));
  const ended = await endDeviceSessions(ctx.tx, before.id, ctx.now);
  await ctx.audit({
    action,
    entity: 'device',
    entityId: before.id,
    before: shown(before),
    after: { ...shown(after), sessions: ended.length },
  });
  await ctx.emit({ entity: 'device', id: after.id, version: after.version, audience: [] });
  ctx.onCommit(() => hub.closeWhere((stream) => ended.includes(stream.sessionId)));
  return await described(ctx.tx, after);
}

/** Lets a device in for one person or, with null, for several; or gives it to somebody else. */
export async function approve(
  hub: EventHub,
  ctx: WriteContext,
  before: DeviceRecord,
  wanted: { version: number; userId: number | null },
): Promise<Device> {
  if (before.state === 'revoked') throw problem('state-refused');
  await needWhom(ctx.tx, wanted.userId);
  // The command line is nobody of the company.
  const first = { approved_at: ctx.now, approved_by: ctx.actor.userId || null };
  const changes = {
    state: 'approved' as const,
    user_id: wanted.userId,
    ...(before.state === 'pending' && first),
  };
  return await change(hub, ctx, before, wanted.version, changes, 'devices.approve');
}

/** Turns a device away for good: its sessions and streams end with the transaction. */
export async function revoke(
  hub: EventHub,
  ctx: WriteContext,
  before: DeviceRecord,
  version: number,
): Promise<Device> {
  if (before.state === 'revoked') throw problem('state-refused');
  const changes = {
    state: 'revoked' as const,
    user_id: before.user_id,
    revoked_at: ctx.now,
  };
  return await change(hub, ctx, before, version, changes, 'devices.revoke');
}
