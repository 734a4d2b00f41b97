import type { Marks } from '@xinhang/shared/contract/fields.ts';

export interface Page<Row> {
  rows: Row[];
  next: string | null;
  count: number | null;
  /** Sum of all rows in fen, where it was asked for together with the count. */
  amountFen?: number | null;
}

interface Loaded<Row> {
  rows: readonly Row[];
  /** Something changed since; read again once it comes into view. */
  stale: boolean;
}

/** What is known of a list: where its pages begin, and the rows of those that were read. */
export interface PageBook<Row> {
  /** Cursor that each page is read with, as far as known. */
  cursors: readonly (string | undefined)[];
  /** Pages by number; any may be missing. */
  pages: ReadonlyMap<number, Loaded<Row>>;
  /** Rows of each page but the last. */
  size: number;
  /** As counted with the first page: capped, null where it is not counted. */
  count: number | null;
  /** Sum of all rows in fen; null where it is not counted. */
  amountFen: number | null;
  /** Rows there are; null until the end is known. */
  total: number | null;
  /** The same as far as known: those that were passed, or that there were before a change. */
  length: number;
}

export function openBook<Row>(page: Page<Row>): PageBook<Row> {
  const { rows, next, count } = page;
  return {
    cursors: next === null ? [undefined] : [undefined, next],
    pages: new Map([[0, { rows, stale: false }]]),
    size: Math.max(1, rows.length),
    count,
    amountFen: page.amountFen ?? null,
    total: next === null ? rows.length : null,
    length: next === null ? rows.length : Math.max(count ?? 0, rows.length + 1),
  };
}

/**
 * Puts in a page that was read with the cursor of its number. Where it ends elsewhere than the
 * next one begins something changed: what lies behind is forgotten, but for about how much it was.
 */
export function withPage<Row>(book: PageBook<Row>, at: number, page: Page<Row>): PageBook<Row> {
  const { rows, next } = page;
  const pages = new Map(book.pages).set(at, { rows, stale: false });
  const { count, amountFen } =
    at === 0 ? { count: page.count, amountFen: page.amountFen ?? null } : book;
  const end = at * book.size + rows.length;
  if (next === null) {
    for (const number of pages.keys()) if (number > at) pages.delete(number);
    const cursors = book.cursors.slice(0, at + 1);
    return { ...book, cursors, pages, count, amountFen, total: end, length: end };
  }
  if (next === book.cursors[at + 1]) return { ...book, pages, count, amountFen };
  for (const number of pages.keys()) if (number > at) pages.delete(number);
  const cursors = [...book.cursors.slice(0, at + 1), next];
  const length = Math.max(book.length, end + 1);
  return { ...book, cursors, pages, count, amountFen, total: null, length };
}

/** Adds what a walk found that began at the last known cursor. */
export function withMarks<Row>(book: PageBook<Row>, found: Marks): PageBook<Row> {
  const passed = (book.cursors.length - 1) * book.size + found.count;
  const cursors = [...book.cursors, ...found.marks];
  if (found.next !== null) {
    return { ...book, cursors, length: Math.max(book.length, passed + 1) };
  }
  // A mark behind the very last row begins no page.
  cursors.length = Math.max(1, Math.ceil(passed / book.size));
  return { ...book, cursors, total: passed, length: passed };
}

/** All pages but these are to be read again before they are believed. */
export function outdated<Row>(book: PageBook<Row>, but: ReadonlySet<number>): PageBook<Row> {
  const pages = [...book.pages].map(
    ([at, page]) => [at, but.has(at) ? page : { ...page, stale: true }] as const,
  );
  return { ...book, pages: new Map(pages) };
}

/** Numbers of the pages that hold rows `first` to `last`. */
export function pagesOf<Row>(book: PageBook<Row>, first: number, last: number): number[] {
  const end = Math.max(0, Math.ceil(book.length / book.size) - 1);
  const from = Math.min(end, Math.max(0, Math.floor(first / book.size)));
  const to = Math.min(end, Math.max(from, Math.floor(last / book.size)));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Rows by place. Where no page can be read but in turn, none lie beyond those that were. */
export function rowsOf<Row>(book: PageBook<Row>, anywhere: boolean): Row[] {
  if (!anywhere) {
    const inTurn = [...book.pages].toSorted(([a], [b]) => a - b);
    return inTurn.flatMap(([, page]) => page.rows);
  }
  const rows: Row[] = [];
  rows.length = book.length;
  for (const [at, page] of book.pages) {
    for (const [index, row] of page.rows.entries()) rows[at * book.size + index] = row;
  }
  return rows;
}

/** Rows loaded without a gap around one of them. */
export function runAround<Row>(rows: readonly (Row | undefined)[], at: number): Row[] {
  let from = at;
  let to = at;
  while (rows[from - 1] !== undefined) from -= 1;
  while (rows[to + 1] !== undefined) to += 1;
  return rows.slice(from, to + 1) as Row[];
}
