import { COUNT_CAP, type Marks } from '@xinhang/shared/contract/fields.ts';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  openBook,
  outdated,
  pagesOf,
  rowsOf,
  withMarks,
  withPage,
  type Page,
  type PageBook,
} from './page-book.ts';

export interface Source<Row> {
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  /** Walks along the list from a cursor on; with it any page is read without those before. */
  fetchMarks?: (cursor: string, step: number, signal: AbortSignal) => Promise<Marks>;
}

interface View {
  first: number;
  last: number;
}
/** Where each list stood, so that Back finds it there. */
const views = new Map<string, View>();
const top: View = { first: 0, last: 0 };

/** Rows to load ahead of the last one in view, and behind the first. */
const AHEAD = 60;

/** What to read next so that the view is filled: a page, a walk, or nothing. */
function nextRead<Row>(book: PageBook<Row>, view: View, marks: boolean, toEnd: boolean) {
  const last = Math.ceil(book.length / book.size) - 1;
  const inView = pagesOf(book, view.first, view.last);
  const around = pagesOf(book, view.first - AHEAD, view.last + AHEAD);
  const missing = [...inView, ...around].find((at) => at <= last && !book.pages.has(at));
  const endUnknown = marks && book.total === null;
  // Whoever scrolls in a list that is too long to count may want its end next.
  const long = endUnknown && view.first > 0 && (book.count ?? 0) >= COUNT_CAP;
  if (toEnd && endUnknown) return 'walk';
  if (missing === undefined) return long ? 'walk' : null;
  if (missing < book.cursors.length) return missing;
  if (endUnknown) return 'walk';
  return book.total === null ? book.cursors.length - 1 : null;
}

function stop(fetching: { current: AbortController | null }): void {
  fetching.current?.abort();
  fetching.current = null;
}

/**
 * Keyset pages of a list. Pages are read as they come into view, those far away by the marks of a
 * walk along the list; when something changed, those in view alone are read again and the others
 * once they come into view, so that a list of 100,000 rows costs as little to keep fresh as one of
 * fifty.
 */
export function usePages<Row>(key: readonly unknown[], source: Source<Row>) {
  const { fetchPage, fetchMarks } = source;
  const queries = useQueryClient();
  const keyText = JSON.stringify(key);
  const queryKey = useMemo(() => [...key, 'pages'], [key]);
  const fetching = useRef<AbortController | null>(null);
  const [seen, setSeen] = useState<{ of: string; view: View } | null>(null);
  const view = seen?.of === keyText ? seen.view : (views.get(keyText) ?? top);
  const [endOf, setEndOf] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ of: string; error: Error } | null>(null);
  const error = failure?.of === keyText ? failure.error : null;

  const list = useQuery<PageBook<Row>>({
    queryKey,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      stop(fetching);
      const old = queries.getQueryData<PageBook<Row>>(queryKey);
      if (!old) return openBook(await fetchPage(undefined, signal));
      const { first, last } = views.get(keyText) ?? top;
      const shown = pagesOf(old, first, last).filter((at) => at < old.cursors.length);
      let book = old;
      for (const at of shown.length > 0 ? shown : [0]) {
        if (at >= book.cursors.length) break;
        book = withPage(book, at, await fetchPage(book.cursors[at], signal));
      }
      return outdated(book, new Set(shown));
    },
  });
  const book = list.data;
  const isOld = list.isPlaceholderData;

  const read = useCallback(
    async (what: number | 'walk') => {
      const known = queries.getQueryData<PageBook<Row>>(queryKey);
      if (!known || fetching.current) return;
      const at = what === 'walk' ? known.cursors.length - 1 : what;
      const cursor = known.cursors[at];
      const controller = new AbortController();
      const { signal } = controller;
      fetching.current = controller;
      const put = (made: (now: PageBook<Row>) => PageBook<Row>) => {
        queries.setQueryData<PageBook<Row>>(queryKey, (now) =>
          now && now.cursors[at] === cursor ? made(now) : now,
        );
      };
      try {
        if (what === 'walk') {
          const found = await fetchMarks!(cursor!, known.size, signal);
          put((now) => (now.cursors.length - 1 === at ? withMarks(now, found) : now));
        } else {
          const page = await fetchPage(cursor, signal);
          put((now) => withPage(now, at, page));
        }
      } catch (reason) {
        if (!signal.aborted) throw reason;
      } finally {
        if (fetching.current === controller) fetching.current = null;
      }
    },
    [queries, queryKey, fetchPage, fetchMarks],
  );

  const wanted =
    book && !isOld && !list.isFetching
      ? nextRead(book, view, fetchMarks !== undefined, endOf === keyText)
      : null;
  useEffect(() => {
    // Each answer changes the book, and so asks for what is wanted then.
    if (!book || wanted === null || error) return;
    read(wanted).catch((reason: Error) => setFailure({ of: keyText, error: reason }));
  }, [book, wanted, error, read, keyText]);
  useEffect(() => () => stop(fetching), [queryKey]);

  const { refetch, isFetching } = list;
  const onView = useCallback(
    (first: number, last: number) => {
      views.set(keyText, { first, last });
      setSeen({ of: keyText, view: { first, last } });
      if (!book || isFetching) return;
      if (book.total !== null) setEndOf(null);
      if (pagesOf(book, first, last).some((at) => book.pages.get(at)?.stale)) void refetch();
    },
    [keyText, book, isFetching, refetch, setSeen],
  );

  const anywhere = fetchMarks !== undefined;
  const rows = useMemo(() => (book ? rowsOf(book, anywhere) : []), [book, anywhere]);
  const loaded = useMemo(() => rows.filter((row) => row !== undefined), [rows]);
  return {
    /** By place; those of pages that were not read are missing. */
    rows,
    loaded,
    count: book?.count ?? null,
    /** Sum of all of them in fen, null where the list does not tell it. */
    amountFen: book?.amountFen ?? null,
    /** Rows there are, null until the end is known. */
    total: book?.total ?? null,
    /** Row to begin at: where the person left. */
    startAt: (views.get(keyText) ?? top).first,
    /** Finds out where the list ends. */
    seekEnd: useCallback(() => setEndOf(keyText), [keyText]),
    /** Why the rest could not be read. */
    moreError: error,
    retry: () => setFailure(null),
    onView,
    isPending: list.isPending,
    /** Rows of the question before are still shown. */
    isOld,
    error: list.error,
    refetch,
  };
}
