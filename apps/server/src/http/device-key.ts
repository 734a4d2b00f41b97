import { createHash, type KeyObject } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** By which a device is known: SHA-256 of its public key (SPKI, DER), in hex. */
export const keyHash = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const known = new WeakMap<TLSSocket, string | null>();

/**
 * The key of the device at the other end: its certificate is of the office's authority, for devices,
 * and the handshake proved that it has the key. The name in the certificate proves nothing. Null
 * where there is none, or where any of it is not so.
 */
export function deviceKeyOf(socket: Socket): string | null {
  if (!(socket instanceof TLSSocket)) return null;
  const before = known.get(socket);
  if (before !== undefined) return before;
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  const key = certificate ? keyHash(certificate.publicKey) : null;
  known.set(socket, key);
  return key;
}
