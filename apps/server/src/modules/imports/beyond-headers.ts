import { shown } from './cells.ts';
import type { Mapping } from './headers.ts';
import type { Reason } from './reason.ts';

/**
 * Cells to the right of the last header, in columns that become nothing: nobody has chosen to
 * leave them out, as with a column that bears a name.
 */
export function beyondHeaders(
  cells: readonly string[],
  named: number,
  mapping: Mapping,
): Reason | null {
  const found = [...cells.entries()].filter(
    ([at, cell]) => at >= named && cell !== '' && (mapping[at] ?? null) === null,
  );
  if (found.length === 0) return null;
  const column = found.map(([at]) => at + 1).join(', ');
  const value = shown(found.map(([, cell]) => cell).join(' · '));
  return { code: 'cell-without-header', params: { column, value } };
}
