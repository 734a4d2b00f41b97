import { hash } from '@node-rs/argon2';

export const PASSWORD = 'correct horse';

/**
 * A hash of `PASSWORD` that is checked 400 times as fast as those the product makes: argon2 reads
 * its parameters out of the hash itself. Thousands of people log in during a test run; that the
 * product's own hashes have their full price is held by tests/api/login.test.ts.
 */
export function quickHash(): Promise<string> {
  return hash(PASSWORD, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 });
}
