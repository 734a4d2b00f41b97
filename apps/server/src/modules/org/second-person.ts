import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { userByLogin } from '@xinhang/db/repositories/users.ts';
import { may } from '@xinhang/db/actor.ts';
import type { Network } from '@xinhang/shared/networks.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { personOf, type ReadContext } from '../../http/context.ts';
import { countAttempt, type Attempt } from './login-attempts.ts';
import { loginKey } from './names.ts';
import { recordRefusedPassword } from './own-password.ts';
import { passwordMatches } from './passwords.ts';
import { awayWithoutLeave } from './whence.ts';

export interface SecondPerson {
  readonly attempt: Attempt;
  readonly userId: number;
  readonly name: string;
}

/**
 * Somebody else than whoever asks says login and password on the same machine: for what one person
 * alone must not do. Guesses count as those of a login do. Throws `second-refused` for whatever
 * reason, so that it tells nobody which accounts there are and what they may; `login-delayed`.
 */
export async function proveSecondPerson(
  ctx: ReadContext,
  said: { login: string; password: string },
  needs: { permission: Permission; network: Network },
): Promise<SecondPerson> {
  const login = loginKey(said.login);
  // Whatever comes of it must be remembered, so it has transactions of its own.
  const attempt = await ctx.deps.db.transaction((tx) =>
    countAttempt(tx, { login, address: ctx.address }, ctx.now),
  );
  const user = await userByLogin(ctx.db, login);
  const right = await passwordMatches(user?.password_hash, said.password);
  const other = user !== undefined && user.id !== personOf(ctx.actor);
  const settled = user?.state === 'active' && user.must_change_password === 0;
  if (right && other && settled && !(await awayWithoutLeave(ctx, user.id, needs.network))) {
    const actor = await loadActor(ctx.db, user.id);
    if (actor && may(actor, needs.permission))
      return { attempt, userId: user.id, name: actor.name };
  }
  await recordRefusedPassword(ctx, 'auth.secondRefused', user?.id ?? null);
  throw problem('second-refused');
}
