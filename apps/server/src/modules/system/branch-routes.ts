import {
  lanOf,
  lastSeenThroughTunnel,
  listBranches,
  type BranchRecord,
} from '@xinhang/db/repositories/branches.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyRequest } from 'fastify';
import type { WriteContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { liesIn, officeAddress } from '../../ops/tunnel/addresses.ts';
import { officeFile, portOf } from '../../ops/tunnel/config.ts';
import { hintsFor } from '../../ops/tunnel/hints.ts';
import { keepOfficeEnd, makeBranch, needBranch, revokeBranch, toBranch } from './branches.ts';

/** WireGuard's own, until somebody says another. */
const TUNNEL_PORT = 51_820;

const placesOf = (row: Pick<BranchRecord, 'address' | 'lan'>) => [row.address, ...lanOf(row)];

/** Branches and their tunnels: who has one, a new one, and the way out. */
export function branchRoutes(http: Http): void {
  const { app, deps, hub } = http;

  const keepAfter = (ctx: WriteContext) => ctx.onCommit(() => void keepOfficeEnd(http));
  // A restore brings other branches.
  if (!deps.asleep) app.addHook('onReady', () => keepOfficeEnd(http));

  implement(http, api.branches.list, {
    async run(ctx) {
      const { values } = await readSettings(ctx.db);
      const seen = await lastSeenThroughTunnel(ctx.db);
      const rows = (await listBranches(ctx.db)).map(({ made_by_name: by, ...row }) => {
        const own = seen.filter((one) => one.at >= row.made_at && isOf(one.address, row));
        const last = own.reduce((latest, one) => Math.max(latest, one.at), 0);
        return toBranch(row, by, last || null);
      });
      const endpoint = values['branches.endpoint'];
      const address = officeAddress(values['branches.range']);
      const { port } = app.tls;
      const file = officeFile(deps.paths);
      const tunnelPort = endpoint === '' ? TUNNEL_PORT : portOf(endpoint);
      return {
        rows,
        office: {
          endpoint,
          address,
          url: port === null ? null : `https://${address}:${port}`,
          listens: app.tls.listensAt(address),
          file,
        },
        hints: hintsFor({ file, tunnelPort, appPort: port ?? 7843 }),
      };
    },
  });

  implement(http, api.branches.create, {
    async run(ctx, { body }, _prepared, { request }) {
      const made = await makeBranch(ctx, body);
      const { row, ...file } = made;
      // From an office that would become a branch nobody gets back in.
      if (isRemoteOf(request, row) && request.network !== 'vpn') throw problem('locks-you-out');
      keepAfter(ctx);
      return { ...file, branch: toBranch(row, ctx.actor.name, null) };
    },
  });

  implement(http, api.branches.revoke, {
    async run(ctx, { params, body }, _prepared, { request }) {
      const before = await needBranch(ctx.tx, params.id);
      if (isRemoteOf(request, before)) throw problem('locks-you-out');
      const after = await revokeBranch(hub, ctx, before, body.version);
      keepAfter(ctx);
      const found = (await listBranches(ctx.tx)).find((row) => row.id === after.id);
      return toBranch(after, found?.made_by_name ?? null, null);
    },
  });
}

const isOf = (address: string, row: BranchRecord) => liesIn(address, placesOf(row));
const isRemoteOf = (request: FastifyRequest, row: BranchRecord) =>
  request.network !== 'loopback' && isOf(request.ip, row);
