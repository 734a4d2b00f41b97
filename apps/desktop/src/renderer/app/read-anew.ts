import type { Query, QueryClient } from '@tanstack/react-query';
import { readInOrder } from './read-in-order.ts';

/**
 * Reads anew what fits and is on the screen. A first reading that is under way may have been
 * answered before the change, and TanStack Query takes its answer for the new one: it is read once
 * more when it is there. It is not cut, for under many changes nothing would ever be shown; one that
 * failed says so on the screen, and is asked for again by the person.
 */
export async function readAnew(
  client: QueryClient,
  fits: (query: Query) => boolean,
): Promise<void> {
  const begun = new Set(
    client.getQueryCache().findAll({
      predicate: (query) => {
        const { data, fetchStatus } = query.state;
        return data === undefined && fetchStatus === 'fetching' && fits(query);
      },
    }),
  );
  await readInOrder(client, fits);
  if (begun.size === 0) return;
  const answered = (query: Query) => begun.has(query) && query.state.data !== undefined;
  await client.invalidateQueries({ predicate: answered });
}
