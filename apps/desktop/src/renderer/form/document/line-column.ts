import type { PickedProduct } from '@xinhang/shared/products.ts';

/** A line of any document: a product, or a text that no product matched. */
export interface DocLine {
  /** Of the screen alone; lines that are not saved yet have no id. */
  key: string;
  product: PickedProduct | null;
  /** Pasted or scanned, and found nowhere. */
  unmatched?: string;
}

interface Shown<Line> {
  key: string;
  title: string;
  /** Pixels. */
  width: number;
  grows?: boolean;
  align?: 'end';
  /** How it reads while nobody writes in it. */
  text: (line: Line) => string;
  /**
   * Enter stops here; without it the cell is reached by Tab, arrow or mouse. Says only what the line
   * itself knows: where a key goes must not hang on how fast an answer comes.
   */
  stops?: (line: Line) => boolean;
  /** Needs typing, as is known by an answer that came later: it is shown so, and reached at the end. */
  lacks?: (line: Line) => boolean;
  /** Nobody writes here now. */
  locked?: (line: Line) => boolean;
}

/** What is written in a column; a column without it is only read. */
export type LineInput<Line> =
  | {
      kind: 'product';
      /** Also what has no stock. */
      services?: boolean;
      /** Also what is out of use: for goods that leave or move. */
      retired?: boolean;
      take: (line: Line, picked: PickedProduct) => Line;
    }
  | {
      kind: 'text';
      max: number;
      take: (line: Line, text: string) => Line;
      hints?: (line: Line) => string[];
    }
  | {
      kind: 'number';
      /** Places of what is kept, in units of the last: 4 keeps 1.5 as 15,000. */
      decimals: number;
      /** The largest that may be written, in the same units. */
      most?: number;
      take: (line: Line, value: number | null) => Line;
    }
  | {
      kind: 'select';
      value: (line: Line) => number;
      options: (line: Line) => { value: number; label: string }[];
      take: (line: Line, value: number) => Line;
    };

export interface LineColumn<Line> extends Shown<Line> {
  input?: LineInput<Line>;
}

/** A cell by the key of its line and of its column. */
export interface LineAt {
  key: string;
  column: string;
}

export interface Place {
  row: number;
  column: number;
}

/** Whether somebody may write in this cell. */
export function writable<Line>(column: LineColumn<Line>, line: Line): boolean {
  return column.input !== undefined && !(column.locked?.(line) ?? false);
}

/** Whether this cell needs typing. */
const asks = <Line>(column: LineColumn<Line>, line: Line): boolean =>
  writable(column, line) && (column.stops?.(line) ?? false);

/** Whether this cell turned out to need typing. */
export const isLack = <Line>(column: LineColumn<Line>, line: Line): boolean =>
  writable(column, line) && (column.lacks?.(line) ?? false);

/**
 * Where Enter goes on to: the next cell of the line that needs typing, else the product of the line
 * below; from the last line to the blank one after it.
 */
export function nextStop<Line>(
  columns: readonly LineColumn<Line>[],
  lines: readonly Line[],
  { row, column }: Place,
): Place {
  const line = lines[row];
  if (line !== undefined) {
    const next = columns.findIndex((one, at) => at > column && asks(one, line));
    if (next >= 0) return { row, column: next };
  }
  const product = columns.findIndex((one) => one.input?.kind === 'product');
  const below = lines[row + 1];
  if (product >= 0 && (below === undefined || writable(columns[product]!, below))) {
    return { row: row + 1, column: product };
  }
  // Where products stand fast (a delivery, a count), what needs typing of the next line, else
  // whatever may be written there: never a cell that is locked, in which no key is heard.
  const first = below === undefined ? -1 : columns.findIndex((one) => asks(one, below));
  if (first >= 0) return { row: row + 1, column: first };
  return nextCell(columns, lines, { row, column: columns.length }, 1) ?? { row: row + 1, column };
}

/** The first cell that turned out to need typing; null: none does. */
export function firstLack<Line>(
  columns: readonly LineColumn<Line>[],
  lines: readonly Line[],
): Place | null {
  for (const [row, line] of lines.entries()) {
    const column = columns.findIndex((one) => isLack(one, line));
    if (column >= 0) return { row, column };
  }
  return null;
}

/** The neighbour cell that may be written in, along the line and on to the next one. */
export function nextCell<Line>(
  columns: readonly LineColumn<Line>[],
  lines: readonly Line[],
  from: Place,
  step: 1 | -1,
): Place | null {
  let { row, column } = from;
  for (;;) {
    column += step;
    if (column < 0 || column >= columns.length) {
      row += step;
      column = step === 1 ? 0 : columns.length - 1;
    }
    const line = lines[row];
    if (line === undefined) return null;
    if (writable(columns[column]!, line)) return { row, column };
  }
}

/** Pixels of a digit, and of what stands around the words of a cell. */
const DIGIT = 8;
const AROUND = 20;

/** A figure is read whole, however large it is: a figure that is cut is another one. */
export const widthFor = <Line>(column: LineColumn<Line>, lines: readonly Line[]): number =>
  column.align === 'end'
    ? lines.reduce(
        (most, line) => Math.max(most, column.text(line).length * DIGIT + AROUND),
        column.width,
      )
    : column.width;
