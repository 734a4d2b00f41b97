import { z } from 'zod';
import type { ChannelOutput } from '../bridge/contract.ts';
import type { SafeStorageApi } from './electron-api.ts';
import { readJsonFile, removeFile, writeJsonFile } from './json-file.ts';
import { reasonOf, type Log } from './log.ts';

const storedSession = z.object({ origin: z.string(), sealed: z.base64() });

export interface TokenStore {
  load(): Promise<void>;
  /** The token for this server; null for any other one. */
  tokenFor(origin: string): string | null;
  keep(origin: string, token: string): Promise<void>;
  clear(): Promise<void>;
  state(): ChannelOutput<'session.state'>;
}

export interface TokenStoreDeps {
  file: string;
  safeStorage: SafeStorageApi;
  platform: NodeJS.Platform;
  log: Log;
}

/** `basic_text` is Chromium's built-in password: the same on every Linux, so no protection. */
export async function canSeal({ safeStorage, platform }: TokenStoreDeps): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  if (platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

/**
 * The session token. It lives here and in a file sealed by the system's keychain, never in the
 * renderer. Where the system has no keychain it stays in memory and ends with the program.
 */
export function createTokenStore(deps: TokenStoreDeps): TokenStore {
  const { file, safeStorage, log } = deps;
  let held: { origin: string; token: string } | null = null;
  let sealable = false;
  let lost = false;
  // Writes follow each other, so that a logout is never overtaken by the login before it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work).catch((error: unknown) => {
      log.error('session-not-stored', { reason: reasonOf(error) });
    });
    last = turn;
    return turn;
  };
  const seal = async (origin: string, token: string) => {
    const sealed = (await safeStorage.encryptStringAsync(token)).toString('base64');
    await writeJsonFile(file, { origin, sealed });
  };

  return {
    async load() {
      sealable = await canSeal(deps);
      const stored = await readJsonFile(file, storedSession, log);
      if (!stored) return;
      try {
        if (!sealable) throw new Error('no keychain');
        const opened = await safeStorage.decryptStringAsync(Buffer.from(stored.sealed, 'base64'));
        held = { origin: stored.origin, token: opened.result };
        if (opened.shouldReEncrypt) await inTurn(() => seal(stored.origin, opened.result));
      } catch (error) {
        lost = true;
        log.warn('session-unreadable', { reason: reasonOf(error) });
        await removeFile(file);
      }
    },
    tokenFor: (origin) => (held?.origin === origin ? held.token : null),
    async keep(origin, token) {
      held = { origin, token };
      lost = false;
      await inTurn(() => (sealable ? seal(origin, token) : removeFile(file)));
    },
    async clear() {
      held = null;
      await inTurn(() => removeFile(file));
    },
    state: () => ({
      signedIn: held !== null,
      storage: sealable ? 'keychain' : 'memory',
      lost,
    }),
  };
}
