import { deviceByKey, listDevices } from '@xinhang/db/repositories/devices.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { personOf } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { readAuthority } from '../../ops/tls/office-keys.ts';
import { approve, described, needDevice, needWhom, revoke, toDevice } from './devices.ts';
import { enrol, makeCode, makeFile, proveDevice } from './enrolment.ts';

/** Devices of the office: how they ask, who lets them in, and how they are turned away. */
export function deviceRoutes(http: Http): void {
  const { app, hub } = http;

  implement(http, api.devices.authority, {
    run(ctx) {
      const found = readAuthority(ctx.deps.paths)?.certificate;
      const authority = found && {
        fingerprint: found.fingerprint256,
        certificate: found.toString(),
        until: found.validToDate.getTime(),
      };
      return Promise.resolve({ authority: authority ?? null });
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
      await needWhom(ctx.tx, body.userId);
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
      const own = before.key_hash === request.deviceKey;
      if (own && body.userId !== null && body.userId !== personOf(ctx.actor)) {
        throw problem('locks-you-out');
      }
      return await approve(hub, ctx, before, body);
    },
  });

  implement(http, api.devices.revoke, {
    async run(ctx, { params, body }, _prepared, { request }) {
      const before = await needDevice(ctx.tx, params.id);
      if (before.key_hash === request.deviceKey) throw problem('locks-you-out');
      return await revoke(hub, ctx, before, body.version);
    },
  });
}
