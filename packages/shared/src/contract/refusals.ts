import type { ProblemCode } from '../problems.ts';
import type { Endpoint } from './endpoint.ts';
import { isWrite } from './endpoint.ts';

/** What any request to any endpoint may be answered, whoever asks and whatever for. */
const always: readonly ProblemCode[] = [
  'bad-request',
  'header-too-large',
  'rate-limited',
  'network-refused',
  'client-too-old',
  'stopping',
  'overloaded',
  'storage-unavailable',
  'timed-out',
  'internal',
];

/**
 * What somebody with a first password, or looking through another's eyes, may still call (paths
 * below `/api/v1`): seeing who one is, getting out, and getting a password of one's own.
 */
export const openWithFirstPassword: ReadonlySet<string> = new Set([
  '/auth/me',
  '/auth/logout',
  '/auth/password',
]);
export const openInViewAs: ReadonlySet<string> = new Set(['/auth/logout', '/auth/view-as/end']);

/** The closed list of codes that an endpoint may answer, in the order of the list of problems. */
export function refusalsOf(endpoint: Endpoint): ProblemCode[] {
  const codes = new Set<ProblemCode>(always);
  const add = (...more: readonly ProblemCode[]) => more.forEach((code) => codes.add(code));
  if (endpoint.params || endpoint.query || endpoint.body) add('validation-failed');
  if (endpoint.params) add('not-found');
  if (endpoint.method === 'PATCH') add('nothing-to-change');
  if (endpoint.access !== 'public') {
    add('unauthenticated', 'session-ended');
    if (!openWithFirstPassword.has(endpoint.path)) add('password-change-required');
    if (endpoint.access !== 'session') add('forbidden');
  }
  if (isWrite(endpoint)) {
    add('storage-full', 'origin-refused', 'idempotency-key-missing');
    if (endpoint.access !== 'public') {
      add('idempotency-key-reused');
      if (!openInViewAs.has(endpoint.path)) add('view-as-read-only');
    }
    if (endpoint.secret) add('state-refused');
  }
  if (endpoint.body || endpoint.kind === 'upload') add('unsupported-media-type', 'body-too-large');
  if (endpoint.kind === 'download') add('file-damaged', 'range-not-satisfiable');
  // A rule that no schema states, on a field or on a row that the body names.
  if (endpoint.body && endpoint.access !== 'public') add('field-refused', 'not-found');
  if (endpoint.confirm) add('password-needed');
  if (queryNames(endpoint).includes('cursor')) add('bad-cursor');
  add(...(endpoint.problems ?? []));
  return [...codes].toSorted();
}

/** Names of the query parameters. */
export function queryNames(endpoint: Endpoint): string[] {
  const shape = (endpoint.query as { shape?: Record<string, unknown> } | undefined)?.shape;
  return Object.keys(shape ?? {});
}
