import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';
import type { Paths } from '../paths.ts';
import type { KeyedCertificate, Maker } from './certificate.ts';

/** Each file holds a private key and its certificate, so that the two never disagree. */
const AUTHORITY = 'authority.pem';
const SERVER = 'server.pem';

const DAY_MS = 86_400_000;
/** A server certificate is made anew when it has this much left. */
const RENEW_BEFORE_MS = 30 * DAY_MS;

export interface OfficeKeys {
  readonly authority: KeyedCertificate;
  readonly server: KeyedCertificate;
}

/** A file of keys/ is not what it should be; the message names it. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

function readPair(file: string): KeyedCertificate | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  try {
    const key = createPrivateKey(text);
    const certificate = new X509Certificate(text);
    if (!certificate.checkPrivateKey(key)) throw new Error('Key and certificate do not match.');
    return { key, certificate };
  } catch (error) {
    throw new KeyFileError(
      `${file} cannot be read as a key with its certificate. Bring it back from a backup, or take it away and start anew.`,
      { cause: error },
    );
  }
}

/** Private key and certificate as PEM. */
export function pemOf({ key, certificate }: KeyedCertificate): string {
  return `${key.export({ type: 'pkcs8', format: 'pem' }).toString()}${certificate.toString()}`;
}

const keepPair = (file: string, pair: KeyedCertificate) => writeDurably(file, pemOf(pair));

/** SHA-256 of a certificate as `AB:CD:…`, as browsers and operating systems show it. */
export const fingerprint = ({ certificate }: Pick<KeyedCertificate, 'certificate'>) =>
  certificate.fingerprint256;

/** Whether a certificate speaks for this name or address. */
export function speaksFor(certificate: X509Certificate, name: string): boolean {
  const found =
    isIP(name) === 0
      ? certificate.checkHost(name, { subject: 'never', wildcards: false })
      : certificate.checkIP(name);
  return found !== undefined;
}

/** Why a server certificate must be made anew; null where it is good. */
function staleness(
  { authority, server }: OfficeKeys,
  names: readonly string[],
  now: number,
): 'authority' | 'time' | 'names' | null {
  const { certificate } = server;
  const own = authority.certificate;
  if (!certificate.checkIssued(own) || !certificate.verify(own.publicKey)) return 'authority';
  const ends = certificate.validToDate.getTime();
  // An authority at its end gives nothing longer, however often it is asked.
  const best = Math.min(own.validToDate.getTime(), now + 2 * RENEW_BEFORE_MS);
  if (now < certificate.validFromDate.getTime()) return 'time';
  if (ends - now < RENEW_BEFORE_MS && ends < best) return 'time';
  return names.every((name) => speaksFor(certificate, name)) ? null : 'names';
}

export interface KeptKeys extends OfficeKeys {
  /** What had to be made, and why; null where all was there and good. */
  readonly made: 'all' | 'missing' | 'authority' | 'time' | 'names' | 'asked' | null;
}

/**
 * The office's authority and the certificate of its server, made or renewed where that is needed:
 * it ends soon, the machine got another name or address, or a restore brought another authority.
 * With `anew` the server gets a new one whatever it has. Throws `KeyFileError`.
 */
export async function keepOfficeKeys(
  paths: Paths,
  maker: Maker,
  names: readonly string[],
  anew = false,
): Promise<KeptKeys> {
  const authorityFile = join(paths.keys, AUTHORITY);
  const serverFile = join(paths.keys, SERVER);
  const found = readPair(authorityFile);
  const known = readPair(serverFile);
  const stale =
    found && known ? staleness({ authority: found, server: known }, names, maker.now) : 'missing';
  const made = found ? (stale ?? (anew ? 'asked' : null)) : 'all';
  if (found && known && made === null) return { authority: found, server: known, made };
  // Loaded here: a server that has its keys can do without.
  const { issueServer, makeAuthority } = await import('./certificate.ts');
  const authority = found ?? (await makeAuthority(maker));
  if (!found) keepPair(authorityFile, authority);
  const server = await issueServer(authority, names, maker);
  keepPair(serverFile, server);
  return { authority, server, made };
}

/** Takes the authority and its server certificate away; `keepOfficeKeys` then makes others. */
export function forgetOfficeKeys(paths: Paths): void {
  for (const file of [AUTHORITY, SERVER]) rmSync(join(paths.keys, file), { force: true });
}

/** The authority of a data directory; null before the first start. Throws `KeyFileError`. */
export const readAuthority = (paths: Paths) => readPair(join(paths.keys, AUTHORITY));

/** The certificate of its server; null before the first start. Throws `KeyFileError`. */
export const readServerPair = (paths: Paths) => readPair(join(paths.keys, SERVER));
