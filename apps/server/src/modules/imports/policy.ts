import { may, type Actor } from '@xinhang/db/actor.ts';

/** Imports are seen by who made them, and by those who see every customer. */
export function maySeeAllImports(actor: Actor): boolean {
  return actor.reach.get('customers.read')?.all === true;
}

export function maySeeImport(actor: Actor, batch: { created_by: number }): boolean {
  return batch.created_by === actor.userId || maySeeAllImports(actor);
}

/** Somebody without customers, such as an administrator, is shown counts and verdicts only. */
export function mayReadContents(actor: Actor): boolean {
  return may(actor, 'customers.read');
}

/** Parameters that name nobody: all that is shown to somebody without customers. */
const plain = new Set(['field', 'max', 'row', 'line', 'count', 'column']);

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
