import { createHash, type X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { parseAddress } from './address.ts';
import { BridgeError } from './bridge-error.ts';
import { connectionFailure, type Pin } from './connection.ts';

/** The line that an administrator hands over: where, with which code, and whom to trust. */
export interface Registration {
  /** `https://192.168.1.20:7843`. */
  address: string;
  code: string;
  /** The first 128 bits of the SHA-256 of the authority's certificate, hex in capitals. */
  authority: string;
}

const line = /^([^/\s]+)\/(\d{1,9}-[A-Z2-7]{10})\/([0-9A-F]{32})$/;

/** Reads the line; throws `registration-invalid`. */
export function parseRegistration(text: string): Registration {
  const [, host, code, authority] = line.exec(text.replaceAll(/\s/g, '').toUpperCase()) ?? [];
  if (host === undefined || code === undefined || authority === undefined) {
    throw new BridgeError('registration-invalid');
  }
  const { origin } = parseAddress(`https://${host.toLowerCase()}`);
  return { address: origin, code, authority };
}

const CONNECT_TIMEOUT_MS = 5_000;

/** Every certificate that the other end showed, its own first. */
function shown(address: string): Promise<X509Certificate[]> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    // Nothing is sent over this connection: it is only looked at whom the other end belongs to.
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 443),
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    socket.once('secureConnect', () => {
      const found: X509Certificate[] = [];
      let next = socket.getPeerX509Certificate();
      while (next && !found.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) {
        found.push(next);
        next = next.issuerCertificate;
      }
      socket.destroy();
      resolve(found);
    });
    socket.once('timeout', () => {
      socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    });
    socket.once('error', reject);
  });
}

const halfHash = ({ raw }: X509Certificate) =>
  createHash('sha256').update(raw).digest('hex').slice(0, 32).toUpperCase();

/**
 * The authority that the line names, as the server shows it. Whoever stands between can show
 * anything but a certificate of this hash, and what it did not sign is refused from here on.
 * Throws `server-unreachable` or `server-untrusted`.
 */
export async function fetchAuthority({ address, authority }: Registration): Promise<Pin> {
  const certificates = await shown(address).catch((error: unknown) => {
    throw connectionFailure(error);
  });
  const found = certificates.find((one) => halfHash(one) === authority);
  if (!found?.ca) throw new BridgeError('server-untrusted', { reason: 'another authority' });
  return found.toString();
}
