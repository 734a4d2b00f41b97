import {
  branchById,
  branchPlaces,
  changeBranch,
  insertBranch,
  lanOf,
  liveBranches,
  type BranchRecord,
} from '@xinhang/db/repositories/branches.ts';
import { readSettings, writeSettings } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { TUNNEL_MTU, type Branch } from '@xinhang/shared/branches.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Deps } from '../../deps.ts';
import type { EventHub } from '../../http/events.ts';
import type { Http } from '../../http/implement.ts';
import { nextAddress, overlap, ownRanges, tidyRange } from '../../ops/tunnel/addresses.ts';
import { branchConfig, officeConfig, writeOfficeConfig } from '../../ops/tunnel/config.ts';
import { makeTunnelKeys, officeTunnelKeys } from '../../ops/tunnel/keys.ts';

export function toBranch(
  row: BranchRecord,
  byName: string | null,
  lastSeenAt: number | null,
): Branch {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    address: row.address,
    lan: lanOf(row),
    mtu: row.mtu,
    publicKey: row.public_key,
    madeAt: row.made_at,
    madeBy: row.made_by === null ? null : { id: row.made_by, name: byName ?? '' },
    revokedAt: row.revoked_at,
    lastSeenAt,
  };
}

const peerOf = (row: BranchRecord) => ({
  name: row.name,
  address: row.address,
  lan: lanOf(row),
  mtu: row.mtu,
  publicKey: row.public_key,
});

/** What both ends agree on; throws `branches-unset` until somebody said where the office is. */
async function tunnelOf(db: Reader) {
  const { values } = await readSettings(db);
  const endpoint = values['branches.endpoint'];
  if (endpoint === '') throw problem('branches-unset');
  return { endpoint, range: values['branches.range'] };
}

/** Writes the office's end as the branches are now; nothing where the office has no tunnel. */
export async function writeOfficeEnd(
  db: Reader,
  { paths, random }: Pick<Deps, 'paths' | 'random'>,
): Promise<void> {
  const { values } = await readSettings(db);
  if (values['branches.endpoint'] === '' || (await branchPlaces(db)).length === 0) return;
  const tunnel = await tunnelOf(db);
  const peers = (await liveBranches(db)).map(peerOf);
  writeOfficeConfig(paths, officeConfig(tunnel, officeTunnelKeys(paths, random), peers));
}

/** The same after a command: what is in the database is right whatever becomes of the file. */
export async function keepOfficeEnd({ app, deps }: Pick<Http, 'app' | 'deps'>): Promise<void> {
  try {
    await writeOfficeEnd(deps.db.read, deps);
  } catch (err) {
    app.log.error({ err }, 'the office’s end of the tunnel cannot be written');
  }
}

/** A range of a branch's office must not be one of this office, of the tunnel or of another branch. */
async function assertApart(db: Reader, lan: readonly string[], range: string): Promise<void> {
  const others = (await liveBranches(db)).flatMap(lanOf);
  const known = [range, ...ownRanges(range), ...others];
  const meets = (one: string, among: readonly string[]) => among.some((two) => overlap(one, two));
  lan.forEach((one, at) => {
    if (meets(one, known) || meets(one, lan.slice(0, at))) {
      throw fieldRefused(`/lan/${at}`, 'range-taken');
    }
  });
}

export interface WantedBranch {
  readonly name: string;
  readonly lan: readonly string[];
  readonly pppoe: boolean;
}

export interface MadeBranch {
  readonly row: BranchRecord;
  readonly fileName: string;
  readonly config: string;
}

/** A tunnel for a branch. Its private key leaves in the configuration and is kept nowhere. */
export async function makeBranch(ctx: WriteContext, wanted: WantedBranch): Promise<MadeBranch> {
  const { tx, deps } = ctx;
  const tunnel = await tunnelOf(tx);
  const named = (await liveBranches(tx)).some(({ name }) => name === wanted.name);
  if (named) throw fieldRefused('/name', 'name-taken');
  const lan = wanted.lan.map(tidyRange);
  await assertApart(tx, lan, tunnel.range);
  const address = nextAddress(tunnel.range, await branchPlaces(tx));
  if (address === null) throw problem('branches-full');
  const keys = makeTunnelKeys(deps.random);
  const mtu = wanted.pppoe ? TUNNEL_MTU.pppoe : TUNNEL_MTU.usual;
  const row = await insertBranch(tx, {
    name: wanted.name,
    address,
    lan: JSON.stringify(lan),
    mtu,
    public_key: keys.publicKey,
    made_at: ctx.now,
    // The command line is nobody of the company.
    made_by: ctx.actor.userId || null,
  });
  await ctx.audit({
    action: 'branches.create',
    entity: 'branch',
    entityId: row.id,
    after: { name: row.name, address, lan, key: keys.publicKey },
  });
  await ctx.emit({ entity: 'branch', id: row.id, version: 1, audience: [] });
  const office = officeTunnelKeys(deps.paths, deps.random).publicKey;
  const own = { name: wanted.name, address, mtu, privateKey: keys.privateKey };
  return {
    row,
    // At most 15 letters, of which WireGuard makes the tunnel's name.
    fileName: `xinhang-${row.id}.conf`,
    config: branchConfig(tunnel, own, office),
  };
}

export async function needBranch(db: Reader, id: number): Promise<BranchRecord> {
  const found = await branchById(db, id);
  if (!found) throw problem('not-found');
  return found;
}

/** Takes a branch out for good: the server refuses its addresses at once, whatever still runs. */
export async function revokeBranch(
  hub: EventHub,
  ctx: WriteContext,
  before: BranchRecord,
  version: number,
): Promise<BranchRecord> {
  if (before.revoked_at !== null) throw problem('state-refused');
  const changes = { revoked_at: ctx.now, revoked_by: ctx.actor.userId || null };
  const after = await changeBranch(ctx.tx, { id: before.id, version }, changes);
  if (!after) throw conflict(before.version, { revoked: false }, { revoked: true });
  await ctx.audit({
    action: 'branches.revoke',
    entity: 'branch',
    entityId: after.id,
    before: { name: after.name, address: after.address, lan: lanOf(after) },
  });
  await ctx.emit({ entity: 'branch', id: after.id, version: after.version, audience: [] });
  // Whoever is still let in comes back at once.
  ctx.onCommit(() => hub.closeWhere(() => true));
  return after;
}

/** Says where branches find the office, from the command line. */
export async function setEndpoint(ctx: WriteContext, endpoint: string): Promise<void> {
  const { values } = await readSettings(ctx.tx);
  const key = 'branches.endpoint';
  if (values[key] === endpoint) return;
  await writeSettings(ctx.tx, { [key]: endpoint });
  await ctx.audit({
    action: 'settings.update',
    entity: 'setting',
    entityId: null,
    before: { [key]: values[key] },
    after: { [key]: endpoint },
  });
}
