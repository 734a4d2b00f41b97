import { hostname, networkInterfaces } from 'node:os';
import { domainToASCII } from 'node:url';
import { listed, type Config } from '../config.ts';

/** A name that a certificate may carry; a computer may have a Chinese one. */
export function hostName(text: string): string | null {
  const name = domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase();
  return /^[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9])?$/.test(name) ? name : null;
}

/** Everything by which this machine may be called: its name, with and without `.local`, its addresses. */
export function ownNames(): string[] {
  const name = hostName(hostname());
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    // Link-local addresses only mean something together with the name of a card.
    .filter(({ address }) => !/^fe80:/i.test(address))
    .map(({ address }) => address);
  const called = name === null ? [] : [name, ...(name.includes('.') ? [] : [`${name}.local`])];
  return [...new Set(['localhost', ...called, '127.0.0.1', '::1', ...addresses])];
}

/** Addresses of this machine in its networks, those that people read first. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ address, internal }) => !internal && !/^fe80:/i.test(address))
    .toSorted((a, b) => (a.family < b.family ? -1 : 1))
    .map(({ address }) => address);
}

/** Listening on every address says nothing of the names. */
const anyAddress = new Set(['0.0.0.0', '::']);

/** What the server's certificate must speak for: the names of this machine and those of config.toml. */
export function certificateNames(config: Pick<Config, 'tls_host' | 'tls_names'>): string[] {
  const hosts = listed(config.tls_host).filter((host) => !anyAddress.has(host));
  return [...new Set([...ownNames(), ...listed(config.tls_names), ...hosts])];
}
