import { z } from 'zod';
import { BridgeError } from './bridge-error.ts';
import type { DeviceIdentity } from './connection.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { reasonOf } from './log.ts';
import { canSeal, type TokenStoreDeps } from './token-store.ts';

const storedDevice = z.object({
  origin: z.string(),
  /** PEM; says nothing that the server does not know. */
  certificate: z.string(),
  /** The private key, sealed by the system's keychain. */
  sealed: z.base64(),
});

export interface DeviceStore {
  load(): Promise<void>;
  /** Key and certificate for this server; null for any other one. */
  identityFor(origin: string): DeviceIdentity | null;
  /** Throws `keychain-missing` where a key cannot be kept safely. */
  assertSafe(): Promise<void>;
  keep(origin: string, identity: DeviceIdentity): Promise<void>;
}

/**
 * The key of this computer. It is made here, never leaves, and lies sealed by the system's keychain.
 * One that cannot be read any more (another user, a moved profile) is as good as none: the computer
 * registers anew.
 */
export function createDeviceStore(deps: TokenStoreDeps): DeviceStore {
  const { file, safeStorage, log } = deps;
  let held: { origin: string; identity: DeviceIdentity } | null = null;
  return {
    async load() {
      const stored = await readJsonFile(file, storedDevice, log);
      if (!stored) return;
      try {
        if (!(await canSeal(deps))) throw new Error('no keychain');
        const opened = await safeStorage.decryptStringAsync(Buffer.from(stored.sealed, 'base64'));
        const identity = { cert: stored.certificate, key: opened.result };
        held = { origin: stored.origin, identity };
        if (opened.shouldReEncrypt) await this.keep(stored.origin, identity);
      } catch (error) {
        // Left where it is: the keychain may only be locked.
        log.warn('device-key-unreadable', { reason: reasonOf(error) });
      }
    },
    identityFor: (origin) => (held?.origin === origin ? held.identity : null),
    async assertSafe() {
      if (!(await canSeal(deps))) throw new BridgeError('keychain-missing');
    },
    async keep(origin, identity) {
      const sealed = (await safeStorage.encryptStringAsync(identity.key)).toString('base64');
      await writeJsonFile(file, { origin, certificate: identity.cert, sealed });
      held = { origin, identity };
    },
  };
}
