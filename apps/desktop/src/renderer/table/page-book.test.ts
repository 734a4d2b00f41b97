import { expect, test } from 'vitest';
import {
  openBook,
  outdated,
  pagesOf,
  rowsOf,
  runAround,
  withMarks,
  withPage,
} from './page-book.ts';

const page = (from: number, next: string | null, size = 3) => ({
  rows: Array.from({ length: size }, (_, index) => from + index),
  next,
  count: 10,
});
const filled = (rows: readonly number[]) => Object.entries(rows).map(([at, row]) => `${at}:${row}`);

test('pages that are read in turn grow to the end', () => {
  let book = openBook(page(0, 'b'));
  expect([book.total, book.length]).toEqual([null, 10]);
  book = withPage(book, 1, page(3, 'c'));
  book = withPage(book, 2, page(6, null, 2));
  expect([book.total, book.length]).toEqual([8, 8]);
  expect(rowsOf(book, false)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('a walk says where pages begin, so that the last is read without those before', () => {
  let book = withMarks(openBook(page(0, 'b')), { marks: ['c', 'd'], count: 6, next: 'd' });
  expect([book.cursors, book.total]).toEqual([[undefined, 'b', 'c', 'd'], null]);
  book = withMarks(book, { marks: [], count: 1, next: null });
  expect([book.cursors.length, book.total, book.length]).toEqual([4, 10, 10]);
  book = withPage(book, 3, page(9, null, 1));
  expect(filled(rowsOf(book, true))).toEqual(['0:0', '1:1', '2:2', '9:9']);
  expect(rowsOf(book, true)).toHaveLength(10);
  expect(pagesOf(book, 5, 9)).toEqual([1, 2, 3]);
});

test('a mark behind the very last row begins no page', () => {
  const book = withMarks(openBook(page(0, 'b')), { marks: ['c'], count: 3, next: null });
  expect([book.cursors, book.total]).toEqual([[undefined, 'b'], 6]);
});

test('a page that ends elsewhere than before forgets what lies behind, not how much it was', () => {
  let book = withMarks(openBook(page(0, 'b')), { marks: ['c'], count: 4, next: null });
  book = withPage(book, 2, page(6, null, 1));
  const same = withPage(book, 1, page(3, 'c'));
  expect([same.pages.size, same.total]).toEqual([3, 7]);
  const moved = withPage(book, 1, page(3, 'other'));
  expect([...moved.pages.keys()]).toEqual([0, 1]);
  expect([moved.cursors, moved.total, moved.length]).toEqual([[undefined, 'b', 'other'], null, 7]);
});

test('after a change only what is in view is believed', () => {
  const book = outdated(withPage(openBook(page(0, 'b')), 1, page(3, 'c')), new Set([1]));
  expect([book.pages.get(0)?.stale, book.pages.get(1)?.stale]).toEqual([true, false]);
});

test('rows next to each other end at a gap', () => {
  const rows: (number | undefined)[] = [0, 1];
  rows[4] = 4;
  rows[5] = 5;
  expect(runAround(rows, 1)).toEqual([0, 1]);
  expect(runAround(rows, 4)).toEqual([4, 5]);
});
