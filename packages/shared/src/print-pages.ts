import { printKinds, showsPrices, type PrintColumn, type PrintKindName } from './print-kinds.ts';
import { maker } from './print-parts.ts';
import type { PrintLayout, PrintPaper } from './print-templates.ts';
import type { Words } from './words.ts';

/** A document as paper takes it: words, and beside them the numbers that have sums. */
export interface PrintedDocument {
  kind: PrintKindName;
  id: number;
  no: string;
  head: Readonly<Record<string, string>>;
  lines: readonly PrintedLine[];
  /** Whether the reader sees prices at all. */
  priced: boolean;
  /** Who wrote it: it stands where the paper says who does. */
  maker?: string;
}
export interface PrintedLine {
  texts: Readonly<Record<string, string>>;
  /** By column: fen of an `amount`, 1/10,000 of the unit of a `qty`. */
  numbers: Readonly<Record<string, number>>;
}

/** What stands below the lines: who signs, and who wrote it where that is asked in any language. */
export const footOf = (foot: readonly string[], doc: Pick<PrintedDocument, 'maker'>): string[] =>
  foot.map((one) => {
    const asked = Object.values(maker).some((words) => words === one.trim());
    return `${one}：${asked ? (doc.maker ?? '') : ''}`;
  });

/** In millimetres; what a printer cannot reach is the margin. */
export const paperSizes: Readonly<
  Record<PrintPaper, { width: number; height: number; across: number; down: number }>
> = {
  a4: { width: 210, height: 297, across: 12, down: 12 },
  'a4-landscape': { width: 297, height: 210, across: 12, down: 12 },
  // 241 mm with the holes; 12.7 mm at each side are torn off.
  'continuous-280': { width: 241, height: 280, across: 16, down: 6 },
  'continuous-140': { width: 241, height: 140, across: 16, down: 6 },
  'continuous-93': { width: 241, height: 93, across: 16, down: 4 },
};

export interface PrintedColumn extends PrintColumn {
  title: string;
}

export interface PrintPage {
  /** Name of the copy; empty on carbon paper, where all come out of one print. */
  copy: string;
  number: number;
  of: number;
  lines: readonly { at: number; line: PrintedLine; height: number }[];
  /** Of this page, where there are several; by column. */
  subtotals: Readonly<Record<string, number>> | null;
  /** Of the whole document, on its last page. */
  totals: Readonly<Record<string, number>> | null;
}

const MM_PER_POINT = 25.4 / 72;
/** Height of a line of text, in its size. */
export const LINE_HEIGHT = 1.35;
/** Space within a cell: across both sides, and above and below, in millimetres. */
const CELL = { across: 2, down: 1 };

/** Columns that stand on this paper, each with its title. */
export function columnsOn(
  doc: Pick<PrintedDocument, 'kind' | 'priced'>,
  layout: PrintLayout,
  titleOf: (column: PrintColumn) => string,
): PrintedColumn[] {
  const priced = showsPrices(doc, layout);
  return layout.columns.flatMap(({ key, title, width }) => {
    const column = printKinds[doc.kind].columns.find((one) => one.key === key);
    if (!column) return [];
    const money = column.type === 'price' || column.type === 'amount';
    if (money && !priced) return [];
    return [{ ...column, width, title: title === '' ? titleOf(column) : title }];
  });
}

/** How broad a text is, in its size: han and full-width signs take a whole, others about half. */
const breadth = (text: string) =>
  Array.from(text).reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.58), 0);

/** Height of a line of the document in millimetres, as high as its highest cell. */
function heightOf(line: PrintedLine, columns: readonly PrintedColumn[], layout: PrintLayout) {
  const { width, across } = paperSizes[layout.paper];
  const whole = columns.reduce((sum, column) => sum + column.width, NUMBER_WIDTH);
  const em = layout.fontSize * MM_PER_POINT;
  const rows = columns.map((column) => {
    const room = ((width - 2 * across) * column.width) / whole - CELL.across;
    return Math.ceil((breadth(line.texts[column.key] ?? '') * em) / Math.max(room, em) - 0.001);
  });
  return Math.max(1, ...rows) * em * LINE_HEIGHT + CELL.down;
}

/** The width of the column with the number of each line. */
export const NUMBER_WIDTH = 8;

/** A field above the table, with what stands in it. */
export interface PrintedField {
  key: string;
  words: Words;
  text: string;
  /** Whether it takes rows of its own: three stand in a row, and nothing is cut off. */
  wide: boolean;
  /** Lines that its text takes where it is wide. */
  rows: number;
}

/** The fields above the table of this paper. */
export function headFieldsOf({ kind, head }: PrintedDocument, layout: PrintLayout): PrintedField[] {
  const { width, across } = paperSizes[layout.paper];
  const em = layout.fontSize * MM_PER_POINT;
  const whole = width - 2 * across;
  const third = (whole - 2 * em) / 3;
  return layout.head.flatMap((key) => {
    const field = printKinds[kind].head.find((one) => one.key === key);
    if (!field) return [];
    const text = head[key] ?? '';
    // Its word stands before the text in the first line, in the language that needs the most room.
    const label = Math.max(...Object.values(field.words).map(breadth)) + 1;
    const broad = text.split('\n').map((line, at) => (breadth(line) + (at === 0 ? label : 0)) * em);
    const wide = field.wide === true || broad.length > 1 || broad[0]! > third;
    const rows = broad.reduce((sum, one) => sum + Math.max(1, Math.ceil(one / whole)), 0);
    return { key, words: field.words, text, wide, rows };
  });
}

/** Lines that the fields above the table take: three in a row, holes beside wide ones are filled. */
function headRows(doc: PrintedDocument, layout: PrintLayout): number {
  const fields = headFieldsOf(doc, layout);
  const beside = fields.filter(({ wide }) => !wide).length;
  return fields.reduce((sum, { wide, rows }) => sum + (wide ? rows : 0), Math.ceil(beside / 3));
}

/** What is left for the lines of a page, in millimetres. */
function roomFor(
  doc: PrintedDocument,
  layout: PrintLayout,
  last: boolean,
  priced: boolean,
): number {
  const { height, down } = paperSizes[layout.paper];
  const text = layout.fontSize * MM_PER_POINT * LINE_HEIGHT;
  const heads = headRows(doc, layout);
  const title = text * 1.7 + (layout.subtitle === '' ? 0 : text);
  const sums = (text + CELL.down) * (last ? 2 : 1);
  const closing = last
    ? (layout.capitals && priced ? text + CELL.down : 0) +
      (layout.note === '' ? 0 : text * Math.ceil(layout.note.length / 60))
    : 0;
  const foot = text * 2 + 3;
  return height - 2 * down - title - heads * text - (text + CELL.down) - sums - closing - foot - 2;
}

const sumsOf = (lines: readonly PrintedLine[], columns: readonly PrintedColumn[]) => {
  // Pieces and kilograms have no sum.
  const oneUnit = new Set(lines.map((line) => line.texts['unit'])).size <= 1;
  // A column to be written in by hand has none either.
  const blank = (key: string) =>
    lines.length > 0 && lines.every((line) => (line.texts[key] ?? '') === '');
  return Object.fromEntries(
    columns
      .filter(({ type, key }) => (type === 'amount' || (type === 'qty' && oneUnit)) && !blank(key))
      .map(({ key }) => [key, lines.reduce((sum, line) => sum + (line.numbers[key] ?? 0), 0)]),
  );
};

/** The pages of a document on this paper: filled line by line, each copy after the other. */
export function pagesOf(
  doc: PrintedDocument,
  layout: PrintLayout,
  columns: readonly PrintedColumn[],
): PrintPage[] {
  const priced = showsPrices(doc, layout);
  const room = roomFor(doc, layout, false, priced);
  const lastRoom = roomFor(doc, layout, true, priced);
  const sheets: PrintPage['lines'][number][][] = [[]];
  let used = 0;
  for (const [at, line] of doc.lines.entries()) {
    const height = heightOf(line, columns, layout);
    // The last line of all needs the room for the sums beside it.
    const limit = at === doc.lines.length - 1 ? lastRoom : room;
    if (used + height > limit && sheets.at(-1)!.length > 0) {
      sheets.push([]);
      used = 0;
    }
    sheets.at(-1)!.push({ at: at + 1, line, height });
    used += height;
  }
  const copies = layout.carbon ? [''] : layout.copies;
  return copies.flatMap((copy) =>
    sheets.map((lines, index) => ({
      copy,
      number: index + 1,
      of: sheets.length,
      lines,
      subtotals:
        layout.subtotals && sheets.length > 1
          ? sumsOf(
              lines.map(({ line }) => line),
              columns,
            )
          : null,
      totals: index === sheets.length - 1 ? sumsOf(doc.lines, columns) : null,
    })),
  );
}
