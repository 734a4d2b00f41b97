import { KEEPALIVE_SECONDS, TUNNEL_MTU } from '@xinhang/shared/branches.ts';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';
import type { Paths } from '../paths.ts';
import { officeAddress } from './addresses.ts';
import type { TunnelKeys } from './keys.ts';

/** The tunnel's name, which WireGuard takes from the name of the file. */
export const TUNNEL = 'xinhang';

/** One branch, as the office's end knows it. */
export interface Peer {
  readonly name: string;
  readonly address: string;
  readonly lan: readonly string[];
  readonly mtu: number;
  readonly publicKey: string;
}

/** What both ends must agree on. */
export interface Tunnel {
  /** `10.77.0.0/24`. */
  readonly range: string;
  /** Where the office is found, `host:port`. */
  readonly endpoint: string;
}

/** A name in a comment: what ends the line would be an order to WireGuard, which runs as root. */
const comment = (name: string) => `# ${name.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()}`;

/** Port of `host:port`, where the office listens. */
export const portOf = (endpoint: string) => Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));

/** The branch's end, with its private key. It reaches the server in the office and nothing else. */
export function branchConfig(
  tunnel: Tunnel,
  { name, address, mtu, privateKey }: Omit<Peer, 'publicKey' | 'lan'> & { privateKey: string },
  officeKey: string,
): string {
  return [
    comment(name),
    '[Interface]',
    `PrivateKey = ${privateKey}`,
    `Address = ${address}/32`,
    `MTU = ${mtu}`,
    '',
    '[Peer]',
    `PublicKey = ${officeKey}`,
    `Endpoint = ${tunnel.endpoint}`,
    `AllowedIPs = ${officeAddress(tunnel.range)}/32`,
    `PersistentKeepalive = ${KEEPALIVE_SECONDS}`,
    '',
  ].join('\n');
}

/** The office's end with every branch in use. */
export function officeConfig(tunnel: Tunnel, keys: TunnelKeys, peers: readonly Peer[]): string {
  const bits = tunnel.range.split('/')[1];
  // The packets of all must fit through the narrowest line.
  const mtu = Math.min(TUNNEL_MTU.usual, ...peers.map((peer) => peer.mtu));
  const peer = ({ name, publicKey, address, lan }: Peer) => [
    '',
    comment(name),
    '[Peer]',
    `PublicKey = ${publicKey}`,
    `AllowedIPs = ${[`${address}/32`, ...lan].join(', ')}`,
  ];
  return [
    '# Made by Xinhang, anew with each branch: changes made here are lost.',
    '[Interface]',
    `PrivateKey = ${keys.privateKey}`,
    `Address = ${officeAddress(tunnel.range)}/${bits}`,
    `ListenPort = ${portOf(tunnel.endpoint)}`,
    `MTU = ${mtu}`,
    ...peers.flatMap(peer),
    '',
  ].join('\n');
}

/** Where the office's end lies; sealed in the backups with the other keys. */
export const officeFile = (paths: Pick<Paths, 'keys'>) => join(paths.keys, `${TUNNEL}.conf`);

/** Readable for the owner of the server's process alone, and for root, who runs WireGuard. */
export function writeOfficeConfig(paths: Pick<Paths, 'keys'>, text: string): void {
  writeDurably(officeFile(paths), text);
}
