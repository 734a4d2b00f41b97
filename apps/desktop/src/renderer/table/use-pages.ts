import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export interface Page<Row> {
  rows: Row[];
  next: string | null;
  count: number | null;
}

interface Loaded<Row> extends Page<Row> {
  cursor: string | undefined;
  /** Something changed since; read again once it comes into view. */
  stale?: true;
}

type FetchPage<Row> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;

interface View {
  first: number;
  last: number;
}
/** Where each list stood, so that Back finds it there. */
const views = new Map<string, View>();

function viewOf(key: readonly unknown[]): View {
  return views.get(JSON.stringify(key)) ?? { first: 0, last: 0 };
}

/** Pages that hold rows `first` to `last`, by index. */
function pagesInView<Row>(pages: readonly Loaded<Row>[], first: number, last: number) {
  let from = 0;
  let start = 0;
  while (start < pages.length - 1 && from + pages[start]!.rows.length <= first) {
    from += pages[start]!.rows.length;
    start += 1;
  }
  let end = start;
  let to = from + (pages[start]?.rows.length ?? 0);
  while (end < pages.length - 1 && to <= last) {
    end += 1;
    to += pages[end]!.rows.length;
  }
  return { start, end };
}

/**
 * Keyset pages of a list. Pages are added while scrolling; when something changed, those in view
 * alone are read again and the others once they come into view, so that a list of 100,000 rows
 * costs as little to keep fresh as one of fifty.
 */
export function usePages<Row>(
  key: readonly unknown[],
  fetchPage: FetchPage<Row>,
  idOf: (row: Row) => number,
) {
  const queries = useQueryClient();
  const queryKey = useMemo(() => [...key, 'pages'], [key]);
  const view = useMemo(() => viewOf(key), [key]);
  const fetching = useRef<AbortController | null>(null);
  const [more, setMore] = useState<{ busy: boolean; error: Error | null }>({
    busy: false,
    error: null,
  });

  const list = useQuery<Loaded<Row>[]>({
    queryKey,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      fetching.current?.abort();
      const old = queries.getQueryData<Loaded<Row>[]>(queryKey) ?? [];
      const now = viewOf(key);
      if (old.length === 0) return [{ cursor: undefined, ...(await fetchPage(undefined, signal)) }];
      const { start, end } = pagesInView(old, now.first, now.last);
      const fresh: Loaded<Row>[] = [];
      let cursor = old[start]!.cursor;
      for (let at = start; at <= end; at += 1) {
        const page = await fetchPage(cursor, signal);
        fresh.push({ cursor, ...page });
        if (page.next === null) break;
        cursor = page.next;
      }
      const before = old.slice(0, start).map((page) => ({ ...page, stale: true as const }));
      const fits = fresh.length === end - start + 1 && fresh.at(-1)!.next === old[end]!.next;
      const after = fits
        ? old.slice(end + 1).map((page) => ({ ...page, stale: true as const }))
        : [];
      const pages: Loaded<Row>[] = [...before, ...fresh, ...after];
      return pages.map((page, at) => ({ ...page, count: at === 0 ? page.count : null }));
    },
  });
  const pages = list.data;

  const loadMore = useCallback(async () => {
    const known = queries.getQueryData<Loaded<Row>[]>(queryKey);
    const cursor = known?.at(-1)?.next;
    if (!cursor || fetching.current) return;
    const controller = new AbortController();
    fetching.current = controller;
    setMore({ busy: true, error: null });
    try {
      const page = await fetchPage(cursor, controller.signal);
      queries.setQueryData<Loaded<Row>[]>(queryKey, (now) =>
        now?.at(-1)?.next === cursor ? [...now, { cursor, ...page }] : now,
      );
      setMore({ busy: false, error: null });
    } catch (error) {
      const aborted = controller.signal.aborted;
      setMore({ busy: false, error: aborted ? null : (error as Error) });
    } finally {
      if (fetching.current === controller) fetching.current = null;
    }
  }, [queries, queryKey, fetchPage]);

  useEffect(() => () => fetching.current?.abort(), [queryKey]);

  const rows = useMemo(() => {
    const seen = new Set<number>();
    return (pages ?? []).flatMap((page) =>
      page.rows.filter((row) => {
        const id = idOf(row);
        if (seen.has(id)) return false;
        seen.add(id);
        return true;
      }),
    );
    // oxlint-disable-next-line react/exhaustive-deps -- an id is an id, whatever the closure
  }, [pages]);

  const { refetch, isFetching } = list;
  const onView = useCallback(
    (first: number, last: number) => {
      views.set(JSON.stringify(key), { first, last });
      if (!pages || isFetching) return;
      const { start, end } = pagesInView(pages, first, last);
      if (pages.slice(start, end + 1).some((page) => page.stale)) void refetch();
    },
    [key, pages, isFetching, refetch],
  );

  return {
    rows,
    count: pages?.[0]?.count ?? null,
    /** Row to begin at: where the person left. */
    startAt: view.first,
    hasMore: typeof pages?.at(-1)?.next === 'string',
    more,
    loadMore,
    onView,
    isPending: list.isPending,
    /** Rows of the question before are still shown. */
    isOld: list.isPlaceholderData,
    error: list.error,
    refetch,
  };
}
