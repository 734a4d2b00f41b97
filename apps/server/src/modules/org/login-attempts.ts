import type { Tx } from '@xinhang/db/database.ts';
import {
  clearLoginAttempt,
  loginAttempt,
  saveLoginAttempt,
} from '@xinhang/db/repositories/sessions.ts';
import { problem } from '@xinhang/shared/problems.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

/**
 * How long to wait after so many failures, in ms: some are free, then one second, doubling up to
 * fifteen minutes (reliability.md X8). An account is never locked for good by guessing.
 */
function delayAfter(failures: number, free: number): number {
  if (failures < free) return 0;
  return Math.min(FIRST_MS * 2 ** (failures - free), LONGEST_MS);
}

/**
 * Failures count for an account and for an address, each forgotten after a quiet while. Behind one
 * address sits a whole branch, whose people mistype too: with twenty free ones it still gets 33
 * guesses in its first hour, where reliability.md X8 allows sixty.
 */
const kinds = [
  { name: 'login', free: 5, forgottenAfterMs: 24 * HOUR_MS },
  { name: 'address', free: 20, forgottenAfterMs: HOUR_MS },
] as const;

interface Counter {
  key: string;
  failures: number;
  next_at: number;
  last_at: number;
}

/** A try that was let through; it counts as a failure until it is taken back. */
export interface Attempt {
  before: Counter[];
}

/**
 * Lets one try of a password through, or says how long to wait. The try is counted before the
 * password is looked at, so that a thousand at once get no further than a thousand in turn.
 * Call it in a transaction of its own, which must be kept whatever comes.
 */
export async function countAttempt(
  tx: Tx,
  who: { login: string; address: string },
  now: number,
): Promise<Attempt> {
  const before: Counter[] = [];
  const after: Counter[] = [];
  for (const { name, free, forgottenAfterMs } of kinds) {
    const key = `${name}:${who[name]}`;
    const known = await loginAttempt(tx, key);
    if (known && known.next_at > now) {
      throw problem('login-delayed', {
        params: { seconds: Math.ceil((known.next_at - now) / 1000) },
      });
    }
    const fresh = known && now - known.last_at <= forgottenAfterMs;
    const counter = fresh ? known : { key, failures: 0, next_at: 0, last_at: now };
    before.push(counter);
    const failures = counter.failures + 1;
    after.push({ key, failures, next_at: now + delayAfter(failures, free), last_at: now });
  }
  // Only now: who has to wait for one of them was not let through.
  for (const counter of after) await saveLoginAttempt(tx, counter);
  return { before };
}

/**
 * The password was right: the account starts afresh, the address stands where it stood. A person
 * who logs in between two guesses at somebody else's account gains nothing by it.
 */
export async function takeBackAttempt(tx: Tx, { before }: Attempt): Promise<void> {
  const [login, address] = before;
  await clearLoginAttempt(tx, login!.key);
  if (address!.failures === 0) await clearLoginAttempt(tx, address!.key);
  else await saveLoginAttempt(tx, address!);
}

/** An account with a new first password waits for nothing. */
export async function forgetFailures(tx: Tx, loginKey: string): Promise<void> {
  await clearLoginAttempt(tx, `login:${loginKey}`);
}
