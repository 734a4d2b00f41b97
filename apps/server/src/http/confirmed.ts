import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from './context.ts';

/**
 * What a session that was left open must not do for somebody who passes by: its person says the
 * password again, unless that was a moment ago. For endpoints that ask only sometimes; those that
 * always do say so in the contract. Throws `password-needed`.
 */
export function assertConfirmed({ confirmed }: Pick<ReadContext, 'confirmed'>): void {
  if (!confirmed) throw problem('password-needed');
}
