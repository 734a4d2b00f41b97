import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import { useEndpoint } from '../app/query.ts';

/** Says a place of a document with whom goods lie there; empty where there is none. */
export function usePlaceNames(): (place: NameRef | null | undefined) => string {
  const { data } = useEndpoint(api.locations.list, {});
  const names = new Map((data?.rows ?? []).map((row) => [row.id, placeName(row)]));
  return (place) => (place ? (names.get(place.id) ?? place.name) : '');
}
