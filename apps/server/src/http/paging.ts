import { decodeCursor, encodeCursor, type Position } from '@xinhang/db/keyset.ts';
import { COUNT_CAP, type Marks } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';

/**
 * Where the page starts that was asked for; a cursor that is none of ours is refused. `of` is the
 * type of the column the list is sorted by.
 */
export function startOf(
  query: { cursor?: string | undefined },
  of: 'number' | 'string' = 'number',
): Position | null {
  if (query.cursor === undefined) return null;
  const position = decodeCursor(query.cursor);
  if (!position || typeof position.value !== of) throw problem('bad-cursor');
  return position;
}

/** Cuts what was read (one row more than asked) to a page and says where the next one starts. */
export function cutPage<Row>(
  found: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): { rows: Row[]; next: string | null } {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last ? encodeCursor(positionOf(last)) : null };
}

/** Rows that one walk for marks passes: whole steps, and no more than a count does. */
export const walkOf = (step: number): number => COUNT_CAP - (COUNT_CAP % step);

/** The places that a walk found (the last one is its last row) as marks of pages of `step` rows. */
export function asMarks(found: { marks: Position[]; count: number }, step: number): Marks {
  const marks = found.marks.slice(0, Math.floor(found.count / step)).map(encodeCursor);
  return {
    marks,
    count: found.count,
    next: found.count === walkOf(step) ? marks.at(-1)! : null,
  };
}
