import { expect, test } from 'vitest';
import { spread, type Column } from './column.ts';
import { builtWidth } from './text-width.ts';

const column = (key: string, width: number, grows?: boolean): Column<string> => ({
  key,
  title: key,
  width,
  text: (row) => row,
  ...(grows !== undefined && { grows }),
});
const columns = [column('name', 100, true), column('age', 50), column('note', 100, true)];
const widths = (room: number, shown = columns) => spread(shown, room).map(({ width }) => width);

test('the room that is left goes to the columns that grow', () => {
  expect(widths(350)).toEqual([150, 50, 150]);
  expect(widths(200)).toEqual([100, 50, 100]);
  expect(widths(350, [column('name', 100, false), column('note', 100, true)])).toEqual([100, 200]);
  expect(widths(900)).toEqual([200, 50, 200]);
});

test('a column is as wide as its title, and as the longest of few words, in any language', () => {
  const width = (title: string, words: string[] = []) =>
    builtWidth({ ...column('key', 90), title, words });
  expect([width('状态'), width('单据种类')]).toEqual([90, 90]);
  expect(width('Confirmed by')).toBeGreaterThan(95);
  expect(width('State', ['Draft', 'Partly received'])).toBeGreaterThan(105);
});
