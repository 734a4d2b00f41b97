import { isHashOf, makeHash, readPhc, type Phc } from './argon2.ts';

/** argon2id with the parameters of reliability.md X9: 64 MiB, three passes, one lane. */
const cost = { memory: 65_536, passes: 3, lanes: 1 } as const;
const SALT_BYTES = 16;

/** Nobody's hash: checking it costs what a real check costs, so that names cannot be guessed by time. */
const NOBODY: Phc = { ...cost, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(32) };

/** Each takes 64 MiB and a thread that writing to the disk needs too (reliability.md X9). */
const AT_ONCE = 2;

/** Runs at most so many pieces of work at once, the others in the order in which they came. */
export function queue(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((start) => waiting.push(start));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place; without anybody it is free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

const inTurn = queue(AT_ONCE);

export function hashPassword(password: string, random: (bytes: number) => Buffer): Promise<string> {
  return inTurn(() => makeHash(password, random(SALT_BYTES), cost));
}

/** False for a wrong password, no account at all and a hash that is none, after the same work. */
export async function passwordMatches(stored: string | undefined, password: string) {
  const known = stored === undefined ? null : readPhc(stored);
  return (await inTurn(() => isHashOf(known ?? NOBODY, password))) && known !== null;
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password that can be read out on the phone: no l, o, 0, 1 or i. */
export function makePassword(random: (bytes: number) => Buffer): string {
  const letters = [...random(12)].map((byte) => alphabet[byte % alphabet.length]);
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)]
    .map((part) => part.join(''))
    .join('-');
}
