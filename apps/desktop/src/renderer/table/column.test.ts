import { expect, test } from 'vitest';
import { spread, type Column } from './column.ts';

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
