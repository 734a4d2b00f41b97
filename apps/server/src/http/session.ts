import type {} from '@fastify/cookie';
import { createHash } from 'node:crypto';
import { may, sameRights, type Actor } from '@xinhang/db/actor.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { findSession, liveSessions, type LiveSession } from '@xinhang/db/repositories/sessions.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { isRemote, type Network } from '@xinhang/shared/networks.ts';
import type { Settings } from '@xinhang/shared/settings.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { SettingsCache } from './settings-cache.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The device that the session is bound to; null for none. */
    deviceId: number | null;
  }
}

/** The session's cookie where the line is not encrypted, which is this machine alone. */
export const COOKIE = 'xh_session';

/**
 * How a browser keeps its session. On the encrypted door the name says so to the browser, which
 * then takes the cookie from no other host and from no unencrypted page (RFC 6265bis, `__Host-`).
 */
export function cookieOf(request: FastifyRequest) {
  const secure = request.protocol === 'https';
  const name = secure ? `__Host-${COOKIE}` : COOKIE;
  return { name, httpOnly: true, sameSite: 'strict', path: '/', secure } as const;
}

const cookieIn = (request: FastifyRequest) => request.cookies[cookieOf(request).name];

const MINUTE = 60_000;
const MOST_KNOWN = 5000;
const HOUR = 60 * MINUTE;

export interface Identity {
  actor: Actor;
  /** Who logged in; another than the actor while an owner looks through somebody's eyes. */
  personId: number;
  sessionId: number;
  mustChangePassword: boolean;
  /** Whether the person said the password a moment ago. */
  confirmed: boolean;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function tokenOf(request: FastifyRequest): { token: string; fromCookie: boolean } | null {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return { token: header.slice(7), fromCookie: false };
  const cookie = cookieIn(request);
  return cookie ? { token: cookie, fromCookie: true } : null;
}

/** A browser sends its cookie with whoever asks; writes must come from our own page. */
export function assertOwnOrigin(request: FastifyRequest): void {
  const origin = request.headers.origin;
  if (request.headers.authorization || !cookieIn(request)) {
    if (origin === undefined) return;
  }
  if (origin === undefined || URL.parse(origin)?.host !== request.host) {
    throw problem('origin-refused');
  }
}

/** Not used for too long, or begun too long ago; outside the office both are shorter. */
function ranOut(
  session: { createdAt: number; lastSeenAt: number; network: Network },
  settings: Settings,
  now: number,
): boolean {
  const remote = isRemote(session.network);
  const idle = settings[remote ? 'sessions.remoteIdleMinutes' : 'sessions.idleMinutes'];
  const longest = settings[remote ? 'sessions.remoteAbsoluteHours' : 'sessions.absoluteHours'];
  return now - session.lastSeenAt > idle * MINUTE || now - session.createdAt > longest * HOUR;
}

/** A token that was carried off is worth nothing on another machine. */
function sameDevice({ device }: LiveSession, request: FastifyRequest): boolean {
  if (device === null) return request.admission === 'password';
  return device.approved && device.key === request.deviceKey;
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
    const session = await findSession(this.#deps.db.read, { tokenHash: hash });
    if (!session) this.#known.delete(hash);
    if (!session || (await this.#over(session, now))) throw problem('session-ended');
    // A laptop that leaves the office logs in again where it is.
    if (session.network !== request.network) throw problem('session-ended');
    if (!sameDevice(session, request)) throw problem('session-ended');
    request.deviceId = session.device?.id ?? null;
    this.seen.set(session.id, now);
    request.sessionId = session.id;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(hash, session.id);
    this.#unsaved.add(session.id);
    return {
      actor: await this.#actorOf(session),
      personId: session.userId,
      sessionId: session.id,
      mustChangePassword: session.mustChangePassword,
      confirmed: await this.#confirmed(session, now),
    };
  }

  /** Whether a session may still be used, by somebody with these rights; not a use itself. */
  async stands(sessionId: number, actor: Actor, now: number): Promise<boolean> {
    const session = await findSession(this.#deps.db.read, { id: sessionId });
    if (!session || (await this.#over(session, now))) return false;
    if (session.device?.approved === false) return false;
    const current = await this.#actorOf(session).catch(() => null);
    return current?.userId === actor.userId && sameRights(current, actor);
  }

  /** The sessions of a person that may still be used, as screens list them. */
  async listOf(db: Reader, userId: number, now: number) {
    const { values } = await readSettings(db);
    return (await liveSessions(db, userId))
      .map((row) => ({
        id: row.id,
        client: row.client,
        address: row.address,
        network: row.network,
        createdAt: row.created_at,
        lastSeenAt: Math.max(row.last_seen_at, this.seen.get(row.id) ?? 0),
      }))
      .filter((session) => !ranOut(session, values, now));
  }

  async #confirmed({ confirmedAt, settingsVersion }: LiveSession, now: number): Promise<boolean> {
    const settings = await this.#settings.at(settingsVersion);
    return now - confirmedAt < settings['sessions.confirmMinutes'] * MINUTE;
  }

  async #over(session: LiveSession, now: number): Promise<boolean> {
    const lastSeenAt = Math.max(session.lastSeenAt, this.seen.get(session.id) ?? 0);
    const settings = await this.#settings.at(session.settingsVersion);
    return ranOut({ ...session, lastSeenAt }, settings, now);
  }

  async #actorOf(session: LiveSession): Promise<Actor> {
    const { userId, viewAsUserId, orgRevision } = session;
    const viewer = await this.#actor(userId, null, orgRevision);
    if (isRemote(session.network) && !may(viewer, 'system.remote')) throw problem('session-ended');
    if (viewAsUserId === null) return viewer;
    if (!may(viewer, 'system.viewAs')) throw problem('session-ended');
    return await this.#actor(viewAsUserId, userId, orgRevision);
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
