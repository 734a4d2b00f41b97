import type { PickedProduct } from '@xinhang/shared/products.ts';
import { expect, test } from 'vitest';
import {
  firstLack,
  nextCell,
  nextStop,
  widthFor,
  type DocLine,
  type LineColumn,
} from './line-column.ts';
import { byBarcode, cellsOf, isBlock, theOne } from './paste-lines.ts';

const picked = (id: number, code: string, name: string): PickedProduct => ({
  id,
  code,
  name,
  spec: '',
  kind: 'goods',
  qtyDecimals: 0,
  taxBp: 1300,
  unit: { id: 1, name: '个' },
  num: 1,
  den: 1,
  baseUnit: { id: 1, name: '个' },
});

test('what a spreadsheet copies is rows and cells, and a word is none', () => {
  expect(cellsOf('A1\t2\t3.5\r\n\r\n B2 \t4\t\r\n')).toEqual([
    ['A1', '2', '3.5'],
    ['B2', '4', ''],
  ]);
  expect([isBlock('A1'), isBlock('A1\r\n'), isBlock('A1\t2'), isBlock('A1\nB2')]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('a pasted text means one product or none', () => {
  const [bolt, bolts] = [picked(1, 'A1', '螺栓'), picked(2, 'A10', '螺栓 M8')];
  expect(theOne('a1', [bolt, bolts])).toBe(bolt);
  expect(theOne('螺栓', [bolt, bolts])).toBe(bolt);
  expect(theOne('螺', [bolt, bolts])).toBeNull();
  expect(theOne('螺栓 M', [bolts])).toBe(bolts);
  expect(theOne('没有', [])).toBeNull();
});

test('a barcode is known by what it is not', () => {
  expect(byBarcode('6901234567892', picked(1, 'A1', '螺栓'))).toBe(true);
  expect(byBarcode('10023456', picked(1, '10023456', '螺栓'))).toBe(false);
  expect(byBarcode('luoshuan', picked(1, 'A1', '螺栓'))).toBe(false);
});

type Line = DocLine & { qty: number };
const columns: LineColumn<Line>[] = [
  {
    key: 'product',
    title: '',
    width: 1,
    text: () => '',
    input: { kind: 'product', take: (line) => line },
  },
  { key: 'unit', title: '', width: 1, text: () => '' },
  {
    key: 'batch',
    title: '',
    width: 1,
    text: () => '',
    input: { kind: 'text', max: 9, take: (line) => line },
    stops: () => false,
  },
  {
    key: 'qty',
    title: '',
    width: 1,
    text: () => '',
    input: { kind: 'number', decimals: 4, take: (line) => line },
    stops: () => true,
  },
];
const lines: Line[] = [
  { key: 'a', product: null, qty: 1 },
  { key: 'b', product: null, qty: 1 },
];

test('Enter goes to what needs typing, Tab to every cell that may be written in', () => {
  expect(nextStop(columns, lines, { row: 0, column: 0 })).toEqual({ row: 0, column: 3 });
  expect(nextStop(columns, lines, { row: 0, column: 3 })).toEqual({ row: 1, column: 0 });
  expect(nextStop(columns, lines, { row: 1, column: 3 })).toEqual({ row: 2, column: 0 });
  expect(nextCell(columns, lines, { row: 0, column: 0 }, 1)).toEqual({ row: 0, column: 2 });
  expect(nextCell(columns, lines, { row: 0, column: 3 }, 1)).toEqual({ row: 1, column: 0 });
  expect(nextCell(columns, lines, { row: 0, column: 0 }, -1)).toBeNull();
});

test('where products stand fast, Enter goes to what needs typing, and never into a locked cell', () => {
  type Sent = { batched: boolean; batch: string };
  const text = () => '';
  const take = (line: Sent) => line;
  const columns: LineColumn<Sent>[] = [
    { key: 'product', title: '', width: 1, text },
    {
      key: 'qty',
      title: '',
      width: 1,
      text,
      stops: () => true,
      input: { kind: 'text', max: 9, take },
    },
    {
      key: 'batch',
      title: '',
      width: 1,
      text,
      locked: ({ batched }) => !batched,
      stops: ({ batch }) => batch === '',
      input: { kind: 'text', max: 9, take },
    },
  ];
  const lines = [
    { batched: true, batch: '' },
    { batched: false, batch: '' },
  ];
  expect(nextStop(columns, lines, { row: 0, column: 1 })).toEqual({ row: 0, column: 2 });
  expect(nextStop(columns, lines, { row: 0, column: 2 })).toEqual({ row: 1, column: 1 });
  const kept = columns.map((one) => ({ ...one, stops: () => false }));
  expect(nextStop(kept, lines, { row: 0, column: 2 })).toEqual({ row: 1, column: 1 });
});

test('what an answer says to be missing moves no key, and is found from the top', () => {
  const late = columns.map((one) =>
    one.key === 'batch' ? { ...one, lacks: (line: Line) => line.qty > 1 } : one,
  );
  const two = [lines[0]!, { ...lines[1]!, qty: 2 }];
  expect(nextStop(late, two, { row: 1, column: 0 })).toEqual({ row: 1, column: 3 });
  expect(firstLack(late, two)).toEqual({ row: 1, column: 2 });
  expect(firstLack(late, lines)).toBeNull();
  const locked = late.map((one) => ({ ...one, locked: () => true }));
  expect(firstLack(locked, two)).toBeNull();
});

test('a column is as wide as its longest figure, and never narrower than it is drawn', () => {
  const column = { key: 'qty', title: '', width: 84, text: (line: { n: string }) => line.n };
  const lines = [{ n: '1' }, { n: '1,234,567,890.1234' }];
  expect(widthFor({ ...column, align: 'end' }, lines)).toBeGreaterThan(18 * 7);
  expect(widthFor({ ...column, align: 'end' }, lines.slice(0, 1))).toBe(84);
  expect(widthFor(column, lines)).toBe(84);
});
