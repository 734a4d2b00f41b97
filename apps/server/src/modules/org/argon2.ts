import * as crypto from 'node:crypto';

/** What a hash costs whoever makes or checks it. */
export interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

type Derive = (
  password: string,
  salt: Buffer,
  cost: Cost & { readonly bytes: number },
) => Promise<Buffer>;

const ARGON2ID = 2;

/** The library: twice as fast as Node. Its Windows binary needs the runtime of Visual C++. */
export async function fromLibrary(): Promise<Derive> {
  const { hashRaw } = await import('@node-rs/argon2');
  return (password, salt, { memory, passes, lanes, bytes }) =>
    hashRaw(password, {
      algorithm: ARGON2ID,
      salt,
      memoryCost: memory,
      timeCost: passes,
      parallelism: lanes,
      outputLen: bytes,
    });
}

/** Node's own, since 24.7: null before it. */
export const fromNode: Derive | null =
  'argon2' in crypto
    ? (password, salt, { memory, passes, lanes, bytes }) =>
        new Promise((resolve, reject) => {
          crypto.argon2(
            'argon2id',
            {
              message: password,
              nonce: salt,
              memory,
              passes,
              parallelism: lanes,
              tagLength: bytes,
            },
            (error, derived) => (error ? reject(error) : resolve(derived)),
          );
        })
    : null;

/** `load`, and Node's own where that cannot be loaded; throws its reason where there is neither. */
export async function derivedBy(load: () => Promise<Derive>, own: Derive | null): Promise<Derive> {
  try {
    return await load();
  } catch (error) {
    if (own === null) throw error;
    return own;
  }
}

let chosen: Promise<Derive> | undefined;
const derive: Derive = async (...asked) =>
  await (
    await (chosen ??= derivedBy(fromLibrary, fromNode))
  )(...asked);

/** A hash as it is stored. */
export interface Phc extends Cost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const shape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
/** Whoever restores a database from elsewhere must not make logins cost gigabytes: 1 GiB. */
const MOST_MEMORY = 1_048_576;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  // Base64 is lenient: half a character, or bits that belong to no byte, are no hash of anybody.
  return unpadded(bytes) === text ? bytes : null;
}

/** What a stored hash says; null for what no argon2id ever made, or would take too much. */
export function readPhc(text: string): Phc | null {
  const found = shape.exec(text);
  if (!found) return null;
  const [memory, passes, lanes] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [salt, hash] = [bytesOf(found[4]!), bytesOf(found[5]!)];
  if (!salt || !hash || passes < 1 || lanes < 1) return null;
  if (memory < 8 * lanes || memory > MOST_MEMORY) return null;
  return { memory, passes, lanes, salt, hash };
}

export const writePhc = ({ memory, passes, lanes, salt, hash }: Phc): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;

const HASH_BYTES = 32;

/** argon2id of a password as a PHC string. */
export async function makeHash(password: string, salt: Buffer, cost: Cost): Promise<string> {
  const hash = await derive(password, salt, { ...cost, bytes: HASH_BYTES });
  return writePhc({ ...cost, salt, hash });
}

/** Whether a hash is that of the password, at the cost that it names. */
export async function isHashOf({ salt, hash, ...cost }: Phc, password: string): Promise<boolean> {
  const derived = await derive(password, salt, { ...cost, bytes: hash.length });
  return crypto.timingSafeEqual(derived, hash);
}
