import { isDeepStrictEqual } from 'node:util';
import { problem, type Problem } from '@xinhang/shared/problems.ts';

/**
 * What somebody else saved meanwhile beside what was sent: the client shows both. `current` is the
 * row as this person reads it, so that nothing hidden comes out; names are the contract's.
 */
export function conflict(version: number, current: object, wanted: object): Problem {
  const known = current as Record<string, unknown>;
  const fields = Object.entries(wanted)
    .filter(([field, value]) => value !== undefined && !isDeepStrictEqual(known[field], value))
    .map(([field, value]) => ({ field, current: known[field] ?? null, yours: value as unknown }));
  return problem('version-conflict', { data: { version, fields } });
}

/** Somebody was faster with a row whose fields are not compared one by one. */
export const stale = (row: { version: number }): Problem =>
  problem('version-conflict', { data: { version: row.version, fields: [] } });
