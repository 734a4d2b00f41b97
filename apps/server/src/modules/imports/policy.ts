import { may, type Actor } from '@xinhang/db/actor.ts';
import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import type { ImportKind } from './kind.ts';
import type { ImportKinds } from './kinds.ts';

/** Of a batch. */
export const kindOf = (kinds: ImportKinds, { kind }: Pick<BatchRecord, 'kind'>): ImportKind =>
  kinds[kind as ImportKindName];

/** Imports are seen by who made them, and by those who see everything of their kind. */
export function maySeeImport(
  actor: Actor,
  kind: ImportKind,
  batch: Pick<BatchRecord, 'created_by'>,
): boolean {
  return may(actor, kind.needs) && (batch.created_by === actor.userId || kind.seesAll(actor));
}

/** Parameters that name nobody: all that is shown to somebody without customers. */
const plain = new Set(['field', 'fields', 'max', 'row', 'line', 'count', 'column']);

/** What the words of a reason name; `open`: to somebody who may read the file. */
export function reasonParams(row: { params: string }, open: boolean): Record<string, unknown> {
  const params = JSON.parse(row.params) as Params;
  return open ? params : withheld(params);
}

type Params = Record<string, unknown> & { also?: { code: string; params: Params }[] };

function withheld({ also, ...params }: Params): Record<string, unknown> {
  const kept = Object.entries(params).filter(([name]) => plain.has(name));
  return {
    ...Object.fromEntries(kept),
    ...(also && { also: also.map((one) => ({ ...one, params: withheld(one.params) })) }),
  };
}
