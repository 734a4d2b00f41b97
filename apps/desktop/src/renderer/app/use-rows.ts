import type { Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { keyOf } from './query.ts';

interface Page<Row> {
  rows: Row[];
  next: string | null;
}
type Query = Record<string, string | number | boolean | readonly (string | number)[]>;

/** The rows of a list, page after page, as far as somebody asked for them. */
export function useRows<Row>(
  endpoint: Pick<Endpoint, 'path'>,
  query: Query,
  fetch: (page: { cursor?: string }, signal: AbortSignal) => Promise<Page<Row>>,
) {
  const found = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, { query }), 'all'],
    queryFn: ({ pageParam, signal }) => fetch(pageParam ? { cursor: pageParam } : {}, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return { found, rows: found.data?.pages.flatMap((page) => page.rows) };
}
