import { makeHash } from '@xinhang/server/modules/org/argon2.ts';

export const PASSWORD = 'correct horse';

/**
 * A hash of `PASSWORD` that is checked 400 times as fast as those the product makes: argon2 reads
 * its parameters out of the hash itself. Thousands of people log in during a test run; that the
 * product's own hashes have their full price is held by tests/api/login.test.ts.
 */
export function quickHash(): Promise<string> {
  return makeHash(PASSWORD, Buffer.alloc(16, 7), { memory: 8, passes: 1, lanes: 1 });
}
