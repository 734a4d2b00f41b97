import {
  changeDevice,
  deviceById,
  deviceByKey,
  endDeviceSessions,
  listDevices,
  type DeviceRecord,
} from '@xinhang/db/repositories/devices.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import { personOf, type WriteContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { authorityOf, enrol, makeCode, makeFile, proveDevice } from './enrolment.ts';

function toDevice(row: DeviceRecord, userName: string | null): Device {
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

async function described(db: Reader, row: DeviceRecord): Promise<Device> {
  const user = row.user_id === null ? undefined : await userById(db, row.user_id);
  return toDevice(row, user?.name ?? null);
}

async function needDevice(db: Reader, id: number): Promise<DeviceRecord> {
  const device = await deviceById(db, id);
  if (!device) throw problem('not-found');
  return device;
}

/** Null stands for everybody. */
async function needPerson(db: Reader, userId: number | null): Promise<void> {
  const user = userId === null ? null : await userById(db, userId);
  if (user === undefined || user?.state === 'left') throw fieldRefused('/userId', 'unknown-user');
}

const shown = ({ state, user_id: userId }: Pick<DeviceRecord, 'state' | 'user_id'>) => ({
  state,
  userId,
});

/** Changes a device; whoever was logged in on it logs in again, if he still may. */
async function change(
  { hub }: Http,
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

/** Devices of the office: how they ask, who lets them in, and how they are turned away. */
export function deviceRoutes(http: Http): void {
  const { app } = http;

  implement(http, api.devices.authority, {
    run(ctx) {
      const { certificate } = authorityOf(ctx.deps);
      return Promise.resolve({
        fingerprint: certificate.fingerprint256,
        certificate: certificate.toString(),
        until: certificate.validToDate.getTime(),
      });
    },
  });

  implement(http, api.devices.list, {
    async run(ctx) {
      const rows = await listDevices(ctx.db);
      return {
        rows: rows.map(({ user_name: name, ...row }) => toDevice(row, name)),
        addresses: app.tls.addresses,
      };
    },
  });

  implement(http, api.devices.makeCode, {
    run: async (ctx) => await makeCode(ctx, app.tls.addresses),
  });

  implement(http, api.devices.makeFile, {
    async run(ctx, { body }) {
      if (app.tls.addresses.length === 0) throw problem('network-shut');
      await needPerson(ctx.tx, body.userId);
      const made = await makeFile(ctx, body);
      return { ...made, device: await described(ctx.tx, made.device) };
    },
  });

  implement(http, api.devices.enrol, {
    prepare: async (ctx, { body }) => await proveDevice(ctx, body),
    run: async (ctx, { body }, proven) => await enrol(ctx, body, proven),
  });

  implement(http, api.devices.current, {
    async run(ctx, _input, _prepared, { request }) {
      const { deviceKey, admission } = request;
      const device = deviceKey === null ? undefined : await deviceByKey(ctx.db, deviceKey);
      return {
        state: device?.state ?? ('none' as const),
        name: device?.name ?? null,
        needed: admission === 'device',
      };
    },
  });

  implement(http, api.devices.approve, {
    async run(ctx, { params, body }, _prepared, { request }) {
      const before = await needDevice(ctx.tx, params.id);
      if (before.state === 'revoked') throw problem('state-refused');
      const own = before.key_hash === request.deviceKey;
      if (own && body.userId !== null && body.userId !== personOf(ctx.actor)) {
        throw problem('locks-you-out');
      }
      await needPerson(ctx.tx, body.userId);
      const first = { approved_at: ctx.now, approved_by: ctx.actor.userId };
      const changes = {
        state: 'approved' as const,
        user_id: body.userId,
        ...(before.state === 'pending' && first),
      };
      return await change(http, ctx, before, body.version, changes, 'devices.approve');
    },
  });

  implement(http, api.devices.revoke, {
    async run(ctx, { params, body }, _prepared, { request }) {
      const before = await needDevice(ctx.tx, params.id);
      if (before.state === 'revoked') throw problem('state-refused');
      if (before.key_hash === request.deviceKey) throw problem('locks-you-out');
      const changes = {
        state: 'revoked' as const,
        user_id: before.user_id,
        revoked_at: ctx.now,
      };
      return await change(http, ctx, before, body.version, changes, 'devices.revoke');
    },
  });
}
