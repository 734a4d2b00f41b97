import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { branchPlaces } from '@xinhang/db/repositories/branches.ts';
import { networkVersions, readSettings } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { parseRange, type Network } from '@xinhang/shared/networks.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Settings } from '@xinhang/shared/settings.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { overlap, ownRanges } from '../ops/tunnel/addresses.ts';
import { deviceKeyOf } from './device-key.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where it comes from, by the connection alone: no header says so. */
    network: Network;
    /** What that network asks of whoever comes. */
    admission: Admission;
    /** SHA-256 (hex) of the key of the device at the other end; null for none of the office's. */
    deviceKey: string | null;
  }
}

/** Both ends of a connection. */
export interface Ends {
  readonly encrypted: boolean;
  /** Address of whoever asks. */
  readonly remote: string;
  /** Address of the server that was called. */
  readonly local: string;
}

export type Admission = 'password' | 'device' | 'refused';

/** An IPv4 address that came in at a socket for both kinds is written as one. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

const family = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

interface Range {
  readonly from: BlockList;
  readonly at: string | null;
}

function compile(lines: readonly string[]): Range[] {
  return lines.flatMap((line) => {
    const range = parseRange(line);
    if (!range) return [];
    const [address = '', bits] = range.from.split('/');
    const from = new BlockList();
    if (bits === undefined) from.addAddress(address, family(address));
    else from.addSubnet(address, Number(bits), family(address));
    return [{ from, at: range.at }];
  });
}

const holds = (ranges: readonly Range[], { remote, local }: Ends) =>
  ranges.some(
    ({ from, at }) => (at === null || at === local) && from.check(remote, family(remote)),
  );

const loopback = compile(['127.0.0.0/8', '::1']);

/** Addresses of the branches: those that come through the tunnel, and those of revoked ones. */
export interface Tunnels {
  readonly vpn: readonly string[];
  readonly gone: readonly string[];
}

/**
 * The whole tunnel and the offices behind it are VPN. What a revoked branch had is no network of
 * the company, even while the tunnel still carries it, and lies in a range of offices.
 */
export async function tunnelsOf(db: Reader, rules: Settings): Promise<Tunnels> {
  const all = await branchPlaces(db);
  if (all.length === 0) return { vpn: [], gone: [] };
  const range = rules['branches.range'];
  const live = all.filter((one) => one.live).flatMap(({ address, lan }) => [address, ...lan]);
  const used = [...live, ...ownRanges(range)];
  const gone = all
    .filter((one) => !one.live)
    .flatMap(({ address, lan }) => [address, ...lan])
    .filter((one) => !used.some((other) => overlap(one, other)));
  return { vpn: [range, ...live], gone };
}

/** Tells networks apart by the rules of these settings and what the branches have. */
export function networksBy(
  rules: Pick<Settings, 'network.lanRanges' | 'network.vpnRanges'>,
  tunnels: Tunnels = { vpn: [], gone: [] },
): (ends: Ends) => Network {
  const lan = compile(rules['network.lanRanges']);
  const vpn = compile([...rules['network.vpnRanges'], ...tunnels.vpn]);
  const gone = compile(tunnels.gone);
  return (raw) => {
    const ends = { ...raw, remote: plain(raw.remote), local: plain(raw.local) };
    if (!isIPv4(ends.remote) && !isIPv6(ends.remote)) return 'elsewhere';
    if (holds(loopback, ends)) return 'loopback';
    if (holds(gone, ends)) return 'elsewhere';
    // A tunnel has addresses like those of offices: the stricter rule is asked first.
    if (holds(vpn, ends)) return 'vpn';
    return holds(lan, ends) ? 'lan' : 'elsewhere';
  };
}

/** What the company lets in from a network; the machine itself is never locked out. */
export function admissionOf(network: Network, rules: Settings): Admission {
  if (network === 'loopback') return 'password';
  return rules[`network.${network}Access`];
}

export const endsOf = ({ socket }: FastifyRequest): Ends => ({
  encrypted: (socket as Partial<TLSSocket>).encrypted === true,
  remote: socket.remoteAddress ?? '',
  local: socket.localAddress ?? '',
});

/** The rules as the database has them now, worked out once per state of the settings. */
export class Networks {
  readonly #db: Reader;
  #known: { version: string; rules: Settings; find: (ends: Ends) => Network } | undefined;

  constructor(db: Reader) {
    this.#db = db;
  }

  async of(ends: Ends): Promise<{ network: Network; admission: Admission }> {
    // Without encryption there is only the door of this machine.
    if (!ends.encrypted) return { network: 'loopback', admission: 'password' };
    const version = await networkVersions(this.#db);
    if (this.#known?.version !== version) {
      const { values } = await readSettings(this.#db);
      const find = networksBy(values, await tunnelsOf(this.#db, values));
      this.#known = { version, rules: values, find };
    }
    const network = this.#known.find(ends);
    return { network, admission: admissionOf(network, this.#known.rules) };
  }
}

/** Turns away whoever calls from where nobody is let in, before anything else is looked at. */
export function admitNetworks(app: FastifyInstance, networks: Networks): void {
  app.decorateRequest('network', 'elsewhere');
  app.decorateRequest('admission', 'refused');
  app.decorateRequest('deviceKey', null);
  app.decorateRequest('deviceId', null);
  app.addHook('onRequest', async (request) => {
    const { network, admission } = await networks.of(endsOf(request));
    request.network = network;
    request.admission = admission;
    request.deviceKey = deviceKeyOf(request.socket);
    if (admission === 'refused') throw problem('network-refused');
  });
}
