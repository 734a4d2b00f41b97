import type { z } from 'zod';
import type { Permission } from '../permissions.ts';
import type { ProblemCode } from '../problems.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * Who may ever call an endpoint: `public` (no login), `session` (any login; what comes back is the
 * caller's own), one permission, or any of several.
 */
export type Access = 'public' | 'session' | Permission | readonly Permission[];

/**
 * `json` is the rule. `upload` receives raw bytes (application/octet-stream), `download` answers
 * bytes, `events` is the server-sent event stream.
 */
export type EndpointKind = 'json' | 'upload' | 'download' | 'events';

export interface EndpointSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  readonly method: Method;
  /** Below `/api/v1`, parameters as `:name`. A path starting with `/api/` is taken as it is. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** API level that introduced it; within one major version endpoints are only added. */
  readonly since: number;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly kind?: EndpointKind;
  /** The answer carries a secret, so it is not stored for replays of the same command. */
  readonly secret?: true;
  /**
   * The person must have said the password a moment ago: `always`, or where the server finds that
   * what is asked for is of that kind. Logging in counts.
   */
  readonly confirm?: 'always' | 'sometimes';
  /** HTTP status of success, 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Problem codes it answers beyond those that its shape implies (`refusalsOf`). */
  readonly problems?: readonly ProblemCode[];
}

export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = EndpointSpec<P, Q, B, R>;

/** Declares one endpoint of the API as data; the server implements it, clients call it by it. */
export function endpoint<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
>(spec: EndpointSpec<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return spec;
}

type Part<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler on the server receives after validation. */
export interface EndpointInput<E extends Endpoint> {
  params: Part<NonNullable<E['params']>>;
  query: Part<NonNullable<E['query']>>;
  body: Part<NonNullable<E['body']>>;
}

/** What the server answers, as the client reads it. */
export type EndpointOutput<E extends Endpoint> = z.output<E['response']>;

export type EndpointBody<E extends Endpoint> = z.input<NonNullable<E['body']>>;
export type EndpointQuery<E extends Endpoint> = Partial<z.output<NonNullable<E['query']>>>;
export type EndpointParams<E extends Endpoint> = z.output<NonNullable<E['params']>>;

/** The absolute path template of an endpoint, with `:name` parameters. */
export function pathOf(endpoint: Pick<Endpoint, 'path'>): string {
  return endpoint.path.startsWith('/api/') ? endpoint.path : `/api/v1${endpoint.path}`;
}

/** Writing endpoints run in a transaction and need an Idempotency-Key. */
export function isWrite(endpoint: Pick<Endpoint, 'method'>): boolean {
  return endpoint.method !== 'GET';
}
