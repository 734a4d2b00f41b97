import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useEndpoint } from '../app/query.ts';

/** People whom an address or a value names by their ids alone; `…` until their names are here. */
export function usePeople(ids: readonly number[]): NameRef[] {
  const found = useEndpoint(
    api.org.pickUsers,
    { query: { id: [...ids] } },
    { enabled: ids.length > 0, keep: true },
  );
  const named = new Map((found.data?.rows ?? []).map((person) => [person.id, person.name]));
  return ids.map((id) => ({ id, name: named.get(id) ?? '…' }));
}
