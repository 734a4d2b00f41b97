import { api } from '@xinhang/shared/contract/api.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import type { ReviewSearch } from './review-search.ts';

const PAGE_SIZE = 200;

/**
 * All records of a day, reviewed or not: what is reviewed must not vanish below the hands of who
 * reviews it. A day of a large office is a few pages, read one after the other.
 */
export function useQueue({ day, authorId }: ReviewSearch) {
  const query = {
    limit: PAGE_SIZE,
    count: true,
    ...(day && { day }),
    ...(authorId && { authorId }),
  };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.reviews.queue, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.reviews.queue, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const pages = found.data?.pages;
  return {
    found,
    rows: pages?.flatMap((page) => page.rows),
    day: pages?.[0]?.day,
    until: pages?.[0]?.until,
    older: pages?.[0]?.older ?? null,
    left: pages?.[0]?.left ?? 0,
  };
}
