import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import { writeDurably } from '../durable-file.ts';
import type { Paths } from '../paths.ts';
import { PRIVATE_FILE } from './files.ts';
import { publicText } from './manifest.ts';

/** Loaded by whoever seals or opens: it costs 25 MB, and the server seldom does. */
const age = () => import('age-encryption');

const SIGNING = 'backup-signing.pem';
const SERVER_AGE = 'backup-age.txt';
const RECOVERY = 'recovery.json';
const SIGNERS = 'known-signers.json';
/** Not secret, and of this machine. */
const notSealed: readonly string[] = [RECOVERY, SIGNERS];

const recoveryShape = z.object({
  /** Public half of the recovery key. */
  recipient: z.string(),
  /** UTC ms. */
  madeAt: z.int(),
  /** Whether whole backups are encrypted. */
  encrypt: z.boolean(),
});
export type Recovery = z.output<typeof recoveryShape>;

/** The key that signs the backups of this installation; made at the first one. */
export function signingKey(paths: Paths): KeyObject {
  const file = join(paths.keys, SIGNING);
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(file, pem, { flag: 'wx', mode: PRIVATE_FILE, flush: true });
  }
  return createPrivateKey(readFileSync(file));
}

/** Signers whose backups are taken without asking: the own key and those accepted before. */
export function trustedSigners(paths: Paths): string[] | null {
  const known = existsSync(join(paths.keys, SIGNERS))
    ? z.array(z.string()).parse(JSON.parse(readFileSync(join(paths.keys, SIGNERS), 'utf8')))
    : [];
  const signer = ownSigner(paths);
  const own = signer === null ? [] : [signer];
  return own.length + known.length === 0 ? null : [...own, ...known];
}

/** Who signs the backups of this installation; null before the first of them. */
export function ownSigner(paths: Paths): string | null {
  return existsSync(join(paths.keys, SIGNING)) ? publicText(signingKey(paths)) : null;
}

/** Takes backups of this signer from now on. */
export function trustSigner(paths: Paths, signer: string): void {
  const known = trustedSigners(paths) ?? [];
  if (known.includes(signer)) return;
  writeDurably(join(paths.keys, SIGNERS), `${JSON.stringify([...known, signer])}\n`);
}

/** The server's own key for encrypted backups, so that it can prove what it wrote. */
export async function serverIdentity(paths: Paths): Promise<string> {
  const file = join(paths.keys, SERVER_AGE);
  if (!existsSync(file)) {
    const identity = await (await age()).generateX25519Identity();
    writeFileSync(file, `${identity}\n`, { flag: 'wx', mode: PRIVATE_FILE, flush: true });
  }
  return readFileSync(file, 'utf8').trim();
}

export function recovery(paths: Paths): Recovery | null {
  const file = join(paths.keys, RECOVERY);
  if (!existsSync(file)) return null;
  return recoveryShape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Makes a recovery key and answers its secret half, which is kept nowhere. Backups made before it
 * still open with the one they were sealed to.
 */
export async function makeRecoveryKey(paths: Paths, now: number): Promise<string> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const encrypt = recovery(paths)?.encrypt ?? false;
  saveRecovery(paths, { recipient, madeAt: now, encrypt });
  return identity;
}

/** Switches the encryption of whole backups; throws `state-refused` without a recovery key. */
export function setEncryption(paths: Paths, encrypt: boolean): void {
  const found = recovery(paths);
  if (!found) throw problem('state-refused', { params: { reason: 'no-recovery-key' } });
  saveRecovery(paths, { ...found, encrypt });
}

function saveRecovery(paths: Paths, value: Recovery): void {
  writeDurably(join(paths.keys, RECOVERY), `${JSON.stringify(value)}\n`);
}

/**
 * What a machine without a recovery key takes over from the backup that it restores, as a file of
 * `keys/`: its backups go on being sealed to the key that the company has on paper, and encrypted
 * where that one was. Null where there is nothing to take over.
 */
export function inheritedRecovery(
  paths: Paths,
  backup: { sealedTo: string | null; madeAt: number; encrypted: boolean },
): { name: string; body: string } | null {
  const { sealedTo: recipient, madeAt, encrypted: encrypt } = backup;
  if (recipient === null || recovery(paths)) return null;
  const value: Recovery = { recipient, madeAt, encrypt };
  return { name: RECOVERY, body: `${JSON.stringify(value)}\n` };
}

/** As typed from paper: any case, with spaces where a line broke. */
export function tidyRecoveryKey(text: string): string {
  const key = text.replaceAll(/\s/g, '').toUpperCase();
  if (!/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(key)) throw problem('recovery-key-wrong');
  return key;
}

const keyFiles = z.record(z.string().regex(/^[\w.-]{1,80}$/), z.base64());

/** Every secret file of `keys/`, sealed to the recovery key alone. */
export async function sealKeys(directory: string, recipient: string): Promise<Buffer> {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((file) => file.isFile() && !notSealed.includes(file.name))
    .map((file) => file.name);
  const packed = names.map((name) => [name, readFileSync(join(directory, name), 'base64')]);
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(JSON.stringify(Object.fromEntries(packed))));
}

/** The sealed files by name; throws `recovery-key-wrong`. */
export async function unsealKeys(sealed: Buffer, identity: string): Promise<Map<string, Buffer>> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let text: string;
  try {
    text = await decrypter.decrypt(sealed, 'text');
  } catch (error) {
    throw problem('recovery-key-wrong', {}, error);
  }
  const files = keyFiles.parse(JSON.parse(text));
  return new Map(Object.entries(files).map(([name, body]) => [name, Buffer.from(body, 'base64')]));
}
