import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, id, idPath, instant, nameRef, requiredText } from './contract/fields.ts';
import { homeParts } from './dept-homes.ts';
import { networks } from './networks.ts';
import { salesModels } from './company.ts';
import { fieldViews, permissionNames, scopes } from './permissions.ts';

export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof languages)[number];

export const handshake = endpoint({
  method: 'GET',
  path: '/api/handshake',
  access: 'public',
  since: 1,
  summary: 'What this server is; frozen for ever, so that any client of any age can read it',
  response: z.object({
    product: z.literal('xinhang'),
    serverVersion: z.string(),
    apiLevel: z.int(),
    minClientLevel: z.int(),
    updateFeed: z.string().nullable(),
  }),
});

export const health = endpoint({
  method: 'GET',
  path: '/health',
  access: 'public',
  since: 1,
  summary: 'Whether the server answers, keeps up, and can read its database',
  response: z.object({
    /** False while new requests are refused. */
    ok: z.boolean(),
    /** More to do than the server can: `overloaded` is what everybody else is answered. */
    overloaded: z.boolean(),
    schemaVersion: z.int(),
    uptimeMs: z.int(),
  }),
});

/** For whoever is logged in: a stranger on the network learns nothing but handshake and health. */
export const openApi = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'session',
  since: 1,
  summary: 'This API as an OpenAPI 3.1 document, the same as docs/openapi.json of this version',
  response: z.looseObject({ openapi: z.string() }),
});

const grantView = z.object({
  permission: z.enum(permissionNames),
  /** Every road by which it reaches rows; empty where a permission is not about rows. */
  scopes: z.array(z.enum(scopes)),
  /** Whether it reaches rows of anybody else as people and departments stand now. */
  others: z.boolean(),
  /** Places where goods lie that it is narrowed to; null: it is not. */
  places: z.array(id).nullable(),
});

/** The person behind a session, with everything a screen needs to decide what to offer. */
export const me = z.object({
  user: z.object({ id, name: z.string(), login: z.string(), post: z.string(), dept: nameRef }),
  company: z.object({ name: z.string(), timeZone: z.string(), today: z.string() }),
  /** By which the person sells: of the department, or the nearest above, else the company's. */
  salesModel: z.enum(salesModels),
  /**
   * What screens are laid out for: the own model first, development where the department does that
   * beside (S70), then the models of others in reach. Grants nothing.
   */
  models: z.array(z.enum(salesModels)),
  /** What the own department, or the nearest above, says of the home in place of the models. */
  home: homeParts,
  /**
   * Whether lists tell the own team from all that may be seen: for whoever heads departments, and not
   * the whole company.
   */
  headsTeam: z.boolean(),
  roles: z.array(nameRef),
  grants: z.array(grantView),
  fields: z.object({
    phone: z.enum(fieldViews),
    personal: z.enum(fieldViews),
    credit: z.enum(fieldViews),
    cost: z.enum(fieldViews),
  }),
  mustChangePassword: z.boolean(),
  /** Set while an owner looks through this person's eyes: nothing may be written. */
  viewAs: z.object({ byUserId: id, byName: z.string() }).nullable(),
});
export type Me = z.output<typeof me>;

export const login = endpoint({
  method: 'POST',
  path: '/auth/login',
  access: 'public',
  since: 1,
  summary: 'Name and password against a session',
  body: z.object({ login: requiredText(60), password: z.string().min(1).max(200) }),
  response: z.object({
    me,
    /** Only when asked for with `x-xinhang-token: bearer`; browsers get an HttpOnly cookie. */
    token: z.string().nullable(),
  }),
  secret: true,
  problems: [
    'first-password-ended',
    'login-failed',
    'login-delayed',
    'remote-refused',
    'device-required',
    'device-pending',
    'device-revoked',
    'device-foreign',
  ],
});

export const logout = endpoint({
  method: 'POST',
  path: '/auth/logout',
  access: 'session',
  since: 1,
  summary: 'End this session',
  response: done,
});

export const getMe = endpoint({
  method: 'GET',
  path: '/auth/me',
  access: 'session',
  since: 1,
  summary: 'The person behind this session',
  response: me,
});

/** Shortest password accepted; no rules on character classes (ASVS 6.2). */
export const PASSWORD_MIN = 8;

export const changePassword = endpoint({
  method: 'POST',
  path: '/auth/password',
  access: 'session',
  since: 1,
  summary: 'Change the own password; every other session of this person ends',
  body: z.object({
    current: z.string().min(1).max(200),
    next: z.string().min(PASSWORD_MIN).max(200),
  }),
  response: done,
  secret: true,
  problems: ['password-wrong', 'password-too-weak', 'login-delayed'],
});

/** How long that counts is the setting `sessions.confirmMinutes`. */
export const confirmPassword = endpoint({
  method: 'POST',
  path: '/auth/confirm',
  access: 'session',
  since: 1,
  summary: 'Say the own password again, for what a session left open must not do',
  body: z.object({ password: z.string().min(1).max(200) }),
  response: done,
  secret: true,
  problems: ['password-wrong', 'login-delayed'],
});

export const session = z.object({
  id,
  userId: id,
  userName: z.string(),
  client: z.string(),
  address: z.string(),
  network: z.enum(networks),
  createdAt: instant,
  lastSeenAt: instant,
  current: z.boolean(),
});
export type SessionRow = z.output<typeof session>;

export const listSessions = endpoint({
  method: 'GET',
  path: '/auth/sessions',
  access: 'session',
  since: 1,
  summary: 'The own live sessions',
  response: z.object({ rows: z.array(session) }),
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/auth/sessions/:id',
  access: 'session',
  since: 1,
  summary: 'End one of the own sessions',
  params: idPath,
  response: done,
});

export const logoutEverywhere = endpoint({
  method: 'POST',
  path: '/auth/logout-everywhere',
  access: 'session',
  since: 1,
  summary: 'End every session of this person, this one too',
  response: done,
});

export const startViewAs = endpoint({
  method: 'POST',
  path: '/auth/view-as',
  access: 'system.viewAs',
  since: 1,
  summary: 'Look through the eyes of a colleague: read-only, audited, both are notified',
  body: z.object({ userId: id }),
  response: done,
  problems: ['grant-not-held'],
});

export const endViewAs = endpoint({
  method: 'POST',
  path: '/auth/view-as/end',
  access: 'session',
  since: 1,
  summary: 'Back to the own eyes',
  response: done,
});

export const getPreference = endpoint({
  method: 'GET',
  path: '/me/preferences/:key',
  access: 'session',
  since: 1,
  summary: 'A setting of the person: columns of a list, language, density',
  params: z.object({ key: z.string().regex(/^[a-z][a-zA-Z0-9.-]{0,59}$/) }),
  response: z.object({ value: z.unknown() }),
});

export const setPreference = endpoint({
  method: 'PUT',
  path: '/me/preferences/:key',
  access: 'session',
  since: 1,
  summary: 'Keep a setting of the person (JSON up to 16 KB)',
  params: z.object({ key: z.string().regex(/^[a-z][a-zA-Z0-9.-]{0,59}$/) }),
  body: z.object({ value: z.json() }),
  response: done,
});

export const auth = {
  handshake,
  health,
  openApi,
  login,
  logout,
  me: getMe,
  changePassword,
  confirmPassword,
  listSessions,
  endSession,
  logoutEverywhere,
  startViewAs,
  endViewAs,
  getPreference,
  setPreference,
};
