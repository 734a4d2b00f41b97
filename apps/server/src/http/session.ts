import type {} from '@fastify/cookie';
import { createHash } from 'node:crypto';
import { may, type Actor } from '@xinhang/db/actor.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { findSession } from '@xinhang/db/repositories/sessions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { SettingsCache } from './settings-cache.ts';

export const COOKIE = 'xh_session';
const MINUTE = 60_000;
const MOST_KNOWN = 5000;
const HOUR = 60 * MINUTE;

export interface Identity {
  actor: Actor;
  /** Who logged in; another than the actor while an owner looks through somebody's eyes. */
  personId: number;
  sessionId: number;
  mustChangePassword: boolean;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function tokenOf(request: FastifyRequest): { token: string; fromCookie: boolean } | null {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return { token: header.slice(7), fromCookie: false };
  const cookie = request.cookies[COOKIE];
  return cookie ? { token: cookie, fromCookie: true } : null;
}

/** A browser sends its cookie with whoever asks; writes must come from our own page. */
export function assertOwnOrigin(request: FastifyRequest): void {
  const origin = request.headers.origin;
  if (request.headers.authorization || !request.cookies[COOKIE]) {
    if (origin === undefined) return;
  }
  if (origin === undefined || URL.parse(origin)?.host !== request.host) {
    throw problem('origin-refused');
  }
}

/** Finds who asks. Rights are cached per person until the organisation's revision moves. */
export class Sessions {
  readonly #deps: Deps;
  readonly #settings: SettingsCache;
  readonly #unsaved = new Set<number>();
  readonly #actors = new Map<string, { revision: number; actor: Actor }>();
  /** Last request per session, UTC ms; written to the rows by one job a minute. */
  readonly seen = new Map<number, number>();
  /** Sessions by the hash of a token that was accepted lately. */
  readonly #known = new Map<string, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#settings = new SettingsCache(deps.db.read);
  }

  /** Sessions used since the last time somebody asked, with the moment; they stay known here. */
  takeSeen(): [id: number, at: number][] {
    const fresh = [...this.#unsaved].map((id): [number, number] => [id, this.seen.get(id) ?? 0]);
    this.#unsaved.clear();
    return fresh;
  }

  /** The session of a request whose token was good a moment ago; grants nothing. */
  knownId(request: FastifyRequest): number | null {
    const found = tokenOf(request);
    return found ? (this.#known.get(hashToken(found.token)) ?? null) : null;
  }

  async identify(request: FastifyRequest, now: number): Promise<Identity> {
    const found = tokenOf(request);
    if (!found) throw problem('unauthenticated');
    const hash = hashToken(found.token);
    const session = await findSession(this.#deps.db.read, hash);
    if (!session) {
      this.#known.delete(hash);
      throw problem('session-ended');
    }
    const lastSeen = Math.max(session.lastSeenAt, this.seen.get(session.id) ?? 0);
    const settings = await this.#settings.at(session.settingsVersion);
    const idle = now - lastSeen > settings['sessions.idleMinutes'] * MINUTE;
    const old = now - session.createdAt > settings['sessions.absoluteHours'] * HOUR;
    if (idle || old) throw problem('session-ended');
    this.seen.set(session.id, now);
    request.sessionId = session.id;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(hash, session.id);
    this.#unsaved.add(session.id);
    const userId = session.viewAsUserId ?? session.userId;
    const viewAsBy = session.viewAsUserId === null ? null : session.userId;
    const actor = await this.#actor(userId, viewAsBy, session.orgRevision);
    if (viewAsBy !== null) {
      const viewer = await this.#actor(viewAsBy, null, session.orgRevision);
      if (!may(viewer, 'system.viewAs')) throw problem('session-ended');
    }
    return {
      actor,
      personId: session.userId,
      sessionId: session.id,
      mustChangePassword: session.mustChangePassword,
    };
  }

  async #actor(userId: number, viewAsBy: number | null, revision: number): Promise<Actor> {
    const key = `${userId}/${viewAsBy ?? ''}`;
    const cached = this.#actors.get(key);
    if (cached?.revision === revision) return cached.actor;
    const actor = await loadActor(this.#deps.db.read, userId, viewAsBy);
    if (!actor) throw problem('session-ended');
    this.#actors.set(key, { revision, actor });
    return actor;
  }
}
