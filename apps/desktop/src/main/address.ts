import { isIP } from 'node:net';
import { BridgeError } from './bridge-error.ts';

/** The address of a server, as it is stored and shown: scheme, host and port, no path. */
export interface ServerAddress {
  /** `https://192.168.1.20:8443`, without a trailing slash. */
  origin: string;
  secure: boolean;
}

/** Whether a host name can only mean this computer. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name === '::1') return true;
  return isIP(name) === 4 && name.startsWith('127.');
}

function withScheme(typed: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  const guess = URL.parse(`https://${typed}`);
  return guess && isLoopback(guess.hostname) ? `http://${typed}` : `https://${typed}`;
}

/**
 * Reads an address typed by a person: `192.168.1.20:8443`, `office.lan`, `http://localhost:8080`.
 * Throws `address-invalid`, or `address-insecure` for http to another machine.
 */
export function parseAddress(typed: string): ServerAddress {
  const url = URL.parse(withScheme(typed.trim()));
  const usable =
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  if (!usable) throw new BridgeError('address-invalid');
  const secure = url.protocol === 'https:';
  if (!secure && !isLoopback(url.hostname)) throw new BridgeError('address-insecure');
  return { origin: url.origin, secure };
}
