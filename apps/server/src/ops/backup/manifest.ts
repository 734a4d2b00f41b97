import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import { backupKinds } from './names.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const entry = z.strictObject({ name: z.string(), size: z.int().min(0), sha256 });

/** What a backup says of itself; every other entry of the archive is named in it. */
export const manifestShape = z.strictObject({
  format: z.literal(1),
  product: z.literal('xinhang'),
  appVersion: z.string(),
  schemaVersion: z.int(),
  company: z.string(),
  kind: z.enum(backupKinds),
  businessDate: z.string(),
  zone: z.string(),
  /** UTC ms. */
  madeAt: z.int(),
  /** The same moment on the clocks of the zone. */
  local: z.string(),
  /** Counts the backups of this installation; a gap is a missing one. */
  sequence: z.int().positive(),
  host: z.strictObject({ id: z.string(), name: z.string() }),
  /** The backup before: its name and the SHA-256 of its manifest. */
  previous: z.strictObject({ file: z.string(), manifest: sha256 }).nullable(),
  entries: z.array(entry),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int(), sha256 })),
  /** Newest link of the audit chain. */
  audit: z.strictObject({ seq: z.int(), hash: z.string() }).nullable(),
  /** Attached files that were missing or damaged already when the backup was made. */
  lost: z.array(sha256),
  /** The recovery key that the server's keys are sealed to; null where none was made yet. */
  sealedTo: z.string().nullable(),
  /** Public key that signed, SPKI in base64. */
  signer: z.string(),
});
export type Manifest = z.output<typeof manifestShape>;
export type ManifestEntry = z.output<typeof entry>;

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

export function sha256Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function publicText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}

/** What people compare with the recovery sheet: eight groups of four. */
export function fingerprint(publicKey: string): string {
  const hex = sha256Of(Buffer.from(publicKey, 'base64')).slice(0, 32);
  return (hex.match(/.{4}/g) ?? []).join('-');
}

/** The manifest as it is written, and the signature beside it. */
export function signedManifest(
  manifest: Manifest,
  key: KeyObject,
): { text: Buffer; signature: Buffer } {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  return { text, signature: Buffer.from(`${sign(null, text, key).toString('base64')}\n`) };
}

const damaged = (reason: string) => problem('backup-damaged', { params: { reason } });

/**
 * Reads a manifest whose signature is right. `trusted` are the signers that this installation
 * knows; null takes any, which is the case of a machine that has none yet.
 */
export function readManifest(
  text: Buffer,
  signature: Buffer,
  trusted: readonly string[] | null,
): Manifest {
  let found: Manifest;
  try {
    found = manifestShape.parse(JSON.parse(text.toString('utf8')));
  } catch (error) {
    const raw = newerFormat(text);
    if (raw !== null) throw problem('backup-newer', { params: { format: raw } });
    throw new Error('the manifest cannot be read', { cause: error });
  }
  let right = false;
  try {
    const key = createPublicKey({
      key: Buffer.from(found.signer, 'base64'),
      format: 'der',
      type: 'spki',
    });
    right =
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, text, key, Buffer.from(signature.toString('ascii').trim(), 'base64'));
  } catch {
    right = false;
  }
  if (!right) throw damaged('signature');
  if (trusted !== null && !trusted.includes(found.signer)) {
    throw problem('backup-foreign', { params: { signer: fingerprint(found.signer) } });
  }
  return found;
}

function newerFormat(text: Buffer): number | null {
  try {
    const { product, format } = JSON.parse(text.toString('utf8')) as Record<string, unknown>;
    return product === 'xinhang' && typeof format === 'number' && format > 1 ? format : null;
  } catch {
    return null;
  }
}
