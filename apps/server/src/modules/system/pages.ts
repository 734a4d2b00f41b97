import { decodeCursor, encodeCursor } from '@xinhang/db/keyset.ts';
import { problem } from '@xinhang/shared/problems.ts';

/** Id after which a page starts, null for the first page. */
export function pageStart(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const position = decodeCursor(cursor);
  if (!position) throw problem('bad-cursor');
  return position.id;
}

/** A page in the order of ids out of one row more than its limit. */
export function pageOfIds<T>(found: readonly T[], limit: number, id: (row: T) => number) {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last ? encodeCursor({ value: id(last), id: id(last) }) : null };
}
