import { missingTargets, type ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Mapping } from '../headers.ts';

/** Throws `mapping-incomplete` with the column that a file of the kind lacks. */
export function needColumns(kind: ImportKindName, mapping: Mapping): void {
  const missing = missingTargets(kind, mapping);
  if (missing) throw problem('mapping-incomplete', { params: { target: missing.at(-1)! } });
}
