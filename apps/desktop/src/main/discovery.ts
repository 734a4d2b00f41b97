import { networkInterfaces } from 'node:os';
import bonjourService from 'bonjour-service';
import type { ChannelOutput } from '../bridge/contract.ts';
import { BridgeError } from './bridge-error.ts';
import type { Handshake } from './handshake.ts';
import { reasonOf, type Log } from './log.ts';

/** What a machine on the network announces about itself. Never believed without a handshake. */
export interface Announcement {
  name: string;
  /** IPv4 or IPv6 addresses, best first. */
  addresses: string[];
  port: number;
}

const MAX_FOUND = 16;
const SERVICE_TYPE = 'xinhang';

/** Listens for announcements (mDNS) for a while. Finds nothing where a firewall blocks it. */
export function browse(listenMs: number, log: Log): Promise<Announcement[]> {
  const found = new Map<string, Announcement>();
  return new Promise((done) => {
    const finish = (bonjour?: InstanceType<typeof bonjourService>) => {
      bonjour?.destroy();
      done([...found.values()]);
    };
    try {
      const bonjour = new bonjourService({}, (error: unknown) =>
        log.warn('discovery-failed', { reason: reasonOf(error) }),
      );
      bonjour.find({ type: SERVICE_TYPE }, ({ name, fqdn, port, addresses = [], referer }) => {
        if (found.size >= MAX_FOUND) return;
        const all = referer ? [referer.address, ...addresses] : addresses;
        found.set(fqdn, { name, addresses: all, port });
      });
      setTimeout(() => finish(bonjour), listenMs);
    } catch (error) {
      log.warn('discovery-failed', { reason: reasonOf(error) });
      finish();
    }
  });
}

function ownAddresses(): Set<string> {
  return new Set(
    Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address)),
  );
}

/** The address to offer: this computer's own server is reached over loopback. */
export function addressOf(found: Announcement, own = ownAddresses()): string | null {
  if (!Number.isInteger(found.port) || found.port < 1 || found.port > 65_535) return null;
  if (found.addresses.some((address) => own.has(address))) return `http://127.0.0.1:${found.port}`;
  const address = found.addresses.find((one) => /^\d{1,3}(\.\d{1,3}){3}$/.test(one));
  return address ? `https://${address}:${found.port}` : null;
}

export interface DiscoveryDeps {
  browse: () => Promise<Announcement[]>;
  verify: (address: string) => Promise<Handshake>;
}

/** The servers found, each with whether it can be used and if not, why. */
export async function discover(deps: DiscoveryDeps): Promise<ChannelOutput<'server.discover'>> {
  const rows = (await deps.browse()).map((found) => ({
    // oxlint-disable-next-line no-control-regex -- a name from the network is shown to a person
    name: found.name.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 100),
    address: addressOf(found),
  }));
  const usable = rows.filter(
    (row): row is { name: string; address: string } => row.address !== null,
  );
  return Promise.all(
    usable.slice(0, MAX_FOUND).map(async (row) => {
      try {
        await deps.verify(row.address);
        return { ...row, state: 'ok' };
      } catch (error) {
        return { ...row, state: error instanceof BridgeError ? error.code : 'internal' };
      }
    }),
  );
}
