import { appendAudit } from '@xinhang/db/repositories/commands.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { personOf, type ReadContext } from '../../http/context.ts';
import { countAttempt, type Attempt } from './login-attempts.ts';
import { passwordMatches } from './passwords.ts';

export interface ProvenPassword {
  readonly attempt: Attempt;
  readonly login: string;
}

/**
 * The person behind a session says the password again. Guesses count as those of a login do, so
 * that a session left open is no way around its delays. Throws `password-wrong`, `login-delayed`.
 */
export async function proveOwnPassword(
  ctx: ReadContext,
  password: string,
): Promise<ProvenPassword> {
  const { db } = ctx.deps;
  const userId = personOf(ctx.actor);
  const user = await userById(ctx.db, userId);
  const login = user?.login_key ?? '';
  // Whatever comes of it must be remembered, so it has transactions of its own.
  const attempt = await db.transaction((tx) =>
    countAttempt(tx, { login, address: ctx.address }, ctx.now),
  );
  if (await passwordMatches(user?.password_hash, password)) return { attempt, login };
  await recordRefusedPassword(ctx, 'auth.passwordRefused', userId);
  throw problem('password-wrong');
}

/** That a password was refused which somebody inside said; what was typed is nowhere. */
export async function recordRefusedPassword(
  ctx: ReadContext,
  action: 'auth.passwordRefused' | 'auth.secondRefused',
  userId: number | null,
): Promise<void> {
  await ctx.deps.db.transaction((tx) =>
    appendAudit(tx, {
      at: ctx.now,
      actor_id: personOf(ctx.actor),
      session_id: ctx.sessionId,
      request_id: ctx.requestId,
      address: ctx.address,
      action,
      entity: 'user',
      entity_id: userId,
      customer_id: null,
      before: null,
      after: null,
    }),
  );
}
