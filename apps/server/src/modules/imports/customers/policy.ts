import { may, type Actor } from '@xinhang/db/actor.ts';

/** Somebody without customers, such as an administrator, is shown counts and verdicts only. */
export function mayReadContents(actor: Actor): boolean {
  return may(actor, 'customers.read');
}
