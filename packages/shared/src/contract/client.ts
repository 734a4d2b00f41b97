import type { ProblemDocument } from '../problems.ts';
import { API_LEVEL } from './api.ts';
import type { Endpoint, EndpointBody, EndpointOutput } from './endpoint.ts';
import { isWrite, pathOf, type EndpointParams, type EndpointQuery } from './endpoint.ts';

/** An `AbortSignal`, as far as this package needs to know it. */
export interface CallSignal {
  readonly aborted: boolean;
}

/** The little of `fetch` that the client needs; this package knows no DOM. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  signal?: CallSignal;
}
export interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface ClientOptions {
  fetch: Fetch;
  clientVersion: string;
  /** Makes the key of a write whose caller gave none: `crypto.randomUUID`. */
  uuid: () => string;
  /** Scheme and host in front of every path; empty for the same origin. */
  baseUrl?: string;
  headers?: Readonly<Record<string, string>>;
}

/** The server refused; `problem` says why in a code that the screens have words for. */
export class ApiError extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.code);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

/** The server was not reached: the command may or may not have run, so repeat it with its key. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('connection', { cause });
    this.name = 'ConnectionError';
  }
}

type Field<K extends string, T> = undefined extends T ? { [P in K]?: T } : { [P in K]: T };
type QueryField<T> = { query?: undefined extends T ? undefined : T };

export type CallInput<E extends Endpoint> = Field<'params', EndpointParams<E>> &
  QueryField<EndpointQuery<E>> &
  Field<'body', EndpointBody<E>> & {
    /** One UUID per intention of the person; a repeat with the same key never saves twice. */
    idempotencyKey?: string;
    /** Of an `AbortController`. */
    signal?: CallSignal | undefined;
  };

export type CallArguments<E extends Endpoint> =
  Record<string, never> extends CallInput<E> ? [input?: CallInput<E>] : [input: CallInput<E>];

export interface Client {
  call<E extends Endpoint>(endpoint: E, ...input: CallArguments<E>): Promise<EndpointOutput<E>>;
}

type Scalar = string | number | boolean;
interface LooseInput {
  params?: Record<string, Scalar>;
  query?: Record<string, Scalar | readonly Scalar[] | null | undefined>;
  body?: unknown;
  idempotencyKey?: string;
  signal?: CallSignal;
}

function queryText(query: LooseInput['query']): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    const several = Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];
    for (const one of several) {
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`);
    }
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** The address of an endpoint with path parameters and query filled in. */
export function urlOf(
  endpoint: Pick<Endpoint, 'path'>,
  input: Pick<LooseInput, 'params' | 'query'> = {},
): string {
  const path = pathOf(endpoint).replace(/:([a-zA-Z]+)/g, (_match, name: string) => {
    const value = input.params?.[name];
    if (value === undefined) throw new Error(`path parameter ${name} is missing`);
    return encodeURIComponent(String(value));
  });
  return path + queryText(input.query);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asProblem(status: number, answer: unknown): ProblemDocument {
  const known = answer as Partial<ProblemDocument> | undefined;
  if (typeof known?.code === 'string') return known as ProblemDocument;
  const code = status >= 500 ? 'internal' : 'bad-request';
  return { type: `urn:xinhang:problem:${code}`, title: code, status, code, instance: '' };
}

/** Calls the API by its own declarations: typed in, typed out, refusals as `ApiError`. */
export function createClient(options: ClientOptions): Client {
  return {
    async call<E extends Endpoint>(endpoint: E, ...rest: CallArguments<E>) {
      const input = (rest[0] ?? {}) as LooseInput;
      const headers: Record<string, string> = {
        accept: 'application/json',
        'x-client-version': options.clientVersion,
        'x-api-level': String(API_LEVEL),
        ...options.headers,
      };
      if (isWrite(endpoint)) headers['Idempotency-Key'] = input.idempotencyKey ?? options.uuid();
      const init: FetchInit = { method: endpoint.method, headers };
      if (input.body !== undefined) {
        headers['content-type'] = 'application/json';
        init.body = JSON.stringify(input.body);
      }
      if (input.signal) init.signal = input.signal;

      let answer: FetchAnswer;
      let text: string;
      try {
        answer = await options.fetch((options.baseUrl ?? '') + urlOf(endpoint, input), init);
        text = await answer.text();
      } catch (error) {
        if (input.signal?.aborted) throw error;
        throw new ConnectionError(error);
      }
      const value = parsed(text);
      if (!answer.ok) throw new ApiError(asProblem(answer.status, value));
      return value as EndpointOutput<E>;
    },
  };
}
