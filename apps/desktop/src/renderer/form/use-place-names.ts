import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import { useCallback } from 'react';
import { useEndpoint } from '../app/query.ts';

/** Says a place of a document with whom goods lie there; empty where there is none. */
export function usePlaceNames(): (place: NameRef | null | undefined) => string {
  const { data } = useEndpoint(api.locations.list, {});
  return useCallback(
    (place: NameRef | null | undefined) => {
      const known = data?.rows.find((row) => row.id === place?.id);
      return known ? placeName(known) : (place?.name ?? '');
    },
    [data],
  );
}
