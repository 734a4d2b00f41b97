import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';
import type { Paths } from '../paths.ts';
import { KeyFileError } from '../tls/office-keys.ts';

/** As `wg genkey` writes it: 32 bytes in base64 and the end of the line. */
const OFFICE = 'tunnel.key';
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an X25519 key in PKCS#8. */
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A key pair of WireGuard, both base64. */
export interface TunnelKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

type Random = (bytes: number) => Buffer;

function publicOf(raw: Buffer): string {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, raw]),
    format: 'der',
    type: 'pkcs8',
  });
  return Buffer.from(jwkOf(createPublicKey(key)), 'base64url').toString('base64');
}

const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }).x ?? '';

/** A new key pair for one end of the tunnel. */
export function makeTunnelKeys(random: Random): TunnelKeys {
  const raw = Buffer.from(random(KEY_BYTES));
  // The form that WireGuard itself gives its keys (RFC 7748, section 5).
  raw[0]! &= 248;
  raw[31] = (raw[31]! & 127) | 64;
  return { privateKey: raw.toString('base64'), publicKey: publicOf(raw) };
}

function readKey(file: string): TunnelKeys {
  const text = readFileSync(file, 'utf8').trim();
  const raw = Buffer.from(text, 'base64');
  if (raw.length !== KEY_BYTES || raw.toString('base64') !== text) {
    throw new KeyFileError(
      `${file} is no key of WireGuard. Bring it back from a backup, or take it away and make every branch anew.`,
    );
  }
  return { privateKey: text, publicKey: publicOf(raw) };
}

/** The office's own keys, made where there are none yet. Throws `KeyFileError`. */
export function officeTunnelKeys(paths: Pick<Paths, 'keys'>, random: Random): TunnelKeys {
  const file = join(paths.keys, OFFICE);
  if (existsSync(file)) return readKey(file);
  const made = makeTunnelKeys(random);
  writeDurably(file, `${made.privateKey}\n`);
  return made;
}
