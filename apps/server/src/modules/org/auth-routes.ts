import type { Tx } from '@xinhang/db/database.ts';
import { appendAudit } from '@xinhang/db/repositories/commands.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import {
  confirmSession,
  endSessions,
  insertSession,
  liveSessions,
} from '@xinhang/db/repositories/sessions.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { setPassword, touchLogin, userById, userByLogin } from '@xinhang/db/repositories/users.ts';
import { API_LEVEL, MIN_CLIENT_LEVEL, api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { personOf, type ReadContext, type WriteContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cookieOf, hashToken } from '../../http/session.ts';
import { awayWithoutLeave, deviceFor, isForeign } from './whence.ts';
import { firstPasswordEnded, tellOfFirstLogin } from './first-passwords.ts';
import { countAttempt, takeBackAttempt } from './login-attempts.ts';
import { describeMe } from './me.ts';
import { loginKey } from './names.ts';
import { proveOwnPassword } from './own-password.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { tooWeak } from './weak-passwords.ts';
import { endViewAs, startViewAs } from './view-as.ts';

export function authRoutes(http: Http): void {
  const { deps, hub } = http;
  const startedAt = deps.now();

  implement(http, api.auth.handshake, {
    run: async () => ({
      product: 'xinhang' as const,
      serverVersion: deps.version,
      apiLevel: API_LEVEL,
      minClientLevel: MIN_CLIENT_LEVEL,
      updateFeed: null,
    }),
  });

  implement(http, api.auth.health, {
    run: async (ctx) => ({
      ok: !http.app.overloaded(),
      overloaded: http.app.overloaded(),
      schemaVersion: deps.db.schemaVersion,
      uptimeMs: ctx.now - startedAt,
    }),
  });

  implement(http, api.auth.login, {
    async prepare(ctx, { body }, { request }) {
      const login = loginKey(body.login);
      // Before the password is looked at: a strange machine does not get to guess.
      const device = await deviceFor(ctx.db, request);
      // Whatever comes of it must be remembered, so it has transactions of its own.
      const attempt = await deps.db.transaction((tx) =>
        countAttempt(tx, { login, address: ctx.address }, ctx.now),
      );
      const user = await userByLogin(ctx.db, login);
      const right = await passwordMatches(user?.password_hash, body.password);
      const known = right && (user?.state === 'active' || user?.state === 'leaving');
      const ended = known && (await firstPasswordEnded(ctx.db, user, ctx.now));
      const away = known && (await awayWithoutLeave(ctx, user.id, request.network));
      const foreign = known && isForeign(device, user.id, request.admission);
      if (known && !ended && !away && !foreign) {
        const own = device?.user_id === null || device?.user_id === user.id;
        return { attempt, userId: user.id, deviceId: own ? (device?.id ?? null) : null };
      }
      await deps.db.transaction((tx) => recordRefusal(tx, ctx, user?.id ?? null));
      if (away) throw problem('remote-refused');
      if (foreign) throw problem('device-foreign');
      throw problem(ended ? 'first-password-ended' : 'login-failed');
    },
    async run(ctx, _input, { attempt, userId, deviceId }, { request, reply }) {
      const token = deps.random(32).toString('base64url');
      await takeBackAttempt(ctx.tx, attempt);
      await insertSession(ctx.tx, {
        tokenHash: hashToken(token),
        userId,
        client: String(request.headers['user-agent'] ?? '').slice(0, 200),
        address: ctx.address,
        network: request.network,
        deviceId,
        now: ctx.now,
      });
      await touchLogin(ctx.tx, userId, ctx.now);
      const first = (await userById(ctx.tx, userId))?.must_change_password === 1;
      await ctx.audit({
        action: first ? 'auth.loginFirst' : 'auth.login',
        entity: 'user',
        entityId: userId,
        actorId: userId,
      });
      if (first) await tellOfFirstLogin(ctx, userId);
      const actor = await loadActor(ctx.tx, userId);
      if (!actor) throw problem('login-failed');
      const bearer = request.headers['x-xinhang-token'] === 'bearer';
      if (!bearer) {
        const { name, ...attributes } = cookieOf(request);
        void reply.setCookie(name, token, attributes);
      }
      return { me: await describeMe(ctx.tx, actor, ctx.now), token: bearer ? token : null };
    },
  });

  async function end(
    ctx: WriteContext,
    which: { only?: number; except?: number },
    action = 'auth.endSessions',
  ) {
    // Through another's eyes it is still the own session.
    const personId = personOf(ctx.actor);
    const ended = await endSessions(ctx.tx, personId, ctx.now, which);
    await ctx.audit({
      action,
      entity: 'user',
      entityId: personId,
      after: { sessions: ended },
    });
    ctx.onCommit(() => hub.closeWhere((stream) => ended.includes(stream.sessionId)));
    return { ok: true as const };
  }

  implement(http, api.auth.logout, {
    run: async (ctx, _input, _prepared, { request, reply }) => {
      const { name, ...attributes } = cookieOf(request);
      void reply.clearCookie(name, attributes);
      return await end(ctx, { only: ctx.sessionId }, 'auth.logout');
    },
  });

  implement(http, api.auth.logoutEverywhere, { run: async (ctx) => await end(ctx, {}) });

  implement(http, api.auth.endSession, {
    async run(ctx, { params }) {
      const own = await liveSessions(ctx.tx, ctx.actor.userId);
      if (!own.some((session) => session.id === params.id)) throw problem('not-found');
      return await end(ctx, { only: params.id });
    },
  });

  implement(http, api.auth.me, {
    run: async (ctx) => await describeMe(ctx.db, ctx.actor, ctx.now),
  });

  implement(http, api.auth.listSessions, {
    run: async (ctx) => ({
      rows: (await http.sessions.listOf(ctx.db, ctx.actor.userId, ctx.now)).map((row) => ({
        ...row,
        userId: ctx.actor.userId,
        userName: ctx.actor.name,
        current: row.id === ctx.sessionId,
      })),
    }),
  });

  implement(http, api.auth.changePassword, {
    async prepare(ctx, { body }) {
      const proven = await proveOwnPassword(ctx, body.current);
      const firm = await company(ctx.db);
      const about = { login: proven.login, company: firm?.name ?? '' };
      if (body.next === body.current || (await tooWeak(body.next, about))) {
        // The password that was said is right: it is no guess.
        await deps.db.transaction((tx) => takeBackAttempt(tx, proven.attempt));
        throw problem('password-too-weak');
      }
      return { ...proven, hash: await hashPassword(body.next, deps.random) };
    },
    async run(ctx, _input, { attempt, hash }) {
      await takeBackAttempt(ctx.tx, attempt);
      await confirmSession(ctx.tx, ctx.sessionId, ctx.now);
      await setPassword(ctx.tx, ctx.actor.userId, hash, null);
      return await end(ctx, { except: ctx.sessionId }, 'auth.password');
    },
  });

  implement(http, api.auth.confirmPassword, {
    prepare: async (ctx, { body }) => await proveOwnPassword(ctx, body.password),
    async run(ctx, _input, { attempt }) {
      await takeBackAttempt(ctx.tx, attempt);
      await confirmSession(ctx.tx, ctx.sessionId, ctx.now);
      const personId = personOf(ctx.actor);
      await ctx.audit({ action: 'auth.confirm', entity: 'user', entityId: personId });
      return { ok: true as const };
    },
  });

  implement(http, api.auth.startViewAs, {
    async run(ctx, { body }) {
      await startViewAs(http, ctx, body.userId);
      return { ok: true as const };
    },
  });

  implement(http, api.auth.endViewAs, {
    async run(ctx) {
      await endViewAs(http, ctx);
      return { ok: true as const };
    },
  });
}

/** Who was refused and from where; what was typed may be a password in the wrong box. */
async function recordRefusal(tx: Tx, ctx: ReadContext, userId: number | null): Promise<void> {
  await appendAudit(tx, {
    at: ctx.now,
    actor_id: null,
    session_id: null,
    request_id: ctx.requestId,
    address: ctx.address,
    action: 'auth.loginRefused',
    entity: 'user',
    entity_id: userId,
    customer_id: null,
    before: null,
    after: null,
  });
}
