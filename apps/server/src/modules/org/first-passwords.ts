import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { WriteContext } from '../../http/context.ts';

const HOUR_MS = 3_600_000;

/** How a person's password stands. */
export interface FirstPasswordState {
  must_change_password: number;
  first_password_at: number | null;
}

/** Whether a first password was not used in time. `now` in UTC ms. */
export async function firstPasswordEnded(
  db: Reader,
  person: FirstPasswordState,
  now: number,
): Promise<boolean> {
  if (person.must_change_password === 0 || person.first_password_at === null) return false;
  return now > person.first_password_at + (await firstPasswordHours(db)) * HOUR_MS;
}

export async function firstPasswordHours(db: Reader): Promise<number> {
  return await readSetting(db, 'accounts.firstPasswordHours');
}

/**
 * Leaves word in the account itself that somebody else knows its password: who gave it, or that it
 * was the operator of the server.
 */
export async function tellOfFirstPassword(
  ctx: WriteContext,
  userId: number,
  kind: 'first-password' | 'first-password-operator',
): Promise<void> {
  const by = kind === 'first-password' ? { entity: 'user', id: ctx.actor.userId } : undefined;
  await ctx.notify([userId], { kind, ...(by && { about: by }), route: null });
}

/** Each login with a first password is seen by whoever the account belongs to, and in the audit. */
export async function tellOfFirstLogin(ctx: WriteContext, userId: number): Promise<void> {
  await ctx.notify([userId], {
    kind: 'first-password-login',
    params: { address: ctx.address },
    route: null,
  });
}
