import type { ReadOptions } from '../../sheets/read-sheet.ts';
import { readSheetInWorker } from '../../sheets/in-worker.ts';
import { SheetError } from '../../sheets/sheet-error.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { guessMapping } from './guess-mapping.ts';

/** A file as the screens show it before anything is decided. */
export interface SheetShape {
  /** Row of the headers, from 1; 0 where there are none. */
  headerRow: number;
  header: string[];
  /** Filled rows below the headers. */
  rowCount: number;
  sample: string[][];
}

export interface SheetRow {
  /** As a person counts, from 1. */
  row: number;
  cells: string[];
}

const MAX_COLUMNS = 500;
const SAMPLE_ROWS = 5;
/** A title may stand above the headers. */
const HEADER_WITHIN = 10;
const SHOWN_CHARS = 200;

const filled = (cells: readonly string[]) => cells.some((cell) => cell !== '');

/** Where the headers stand: the first row with most known words; a plain list of names has none. */
function headerRowOf(rows: readonly string[][]): number {
  const scores = rows
    .slice(0, HEADER_WITHIN)
    .map((cells) => guessMapping(cells).filter((target) => target !== null).length);
  const best = Math.max(...scores);
  if (best > 0) return scores.indexOf(best) + 1;
  const wide = rows.findIndex((cells) => cells.filter((cell) => cell !== '').length > 1);
  return wide + 1;
}

/** Reads a file once in a worker. Throws the problem that the upload answers. */
export async function shapeOf(
  path: string,
  fileName: string,
  options: ReadOptions = {},
): Promise<SheetShape> {
  const first: string[][] = [];
  let shape: Omit<SheetShape, 'rowCount'> | null = null;
  let rowCount = 0;
  try {
    for await (const { rows } of readSheetInWorker(path, fileName, options)) {
      if (!shape) {
        if ((rows[0]?.length ?? 0) > MAX_COLUMNS) {
          throw new SheetError('sheet-too-large', { reason: 'columns', maxColumns: MAX_COLUMNS });
        }
        first.push(...rows);
        shape = shapeFrom(rows);
        rowCount -= rows.slice(0, shape.headerRow).filter(filled).length;
      }
      rowCount += rows.filter(filled).length;
    }
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw problem(error.code, { params: error.params });
  }
  if (!shape || rowCount < 1) throw problem('sheet-empty', { params: { fileName } });
  return { ...shape, rowCount };
}

function shapeFrom(rows: readonly string[][]): Omit<SheetShape, 'rowCount'> {
  const headerRow = headerRowOf(rows);
  const short = (cells: readonly string[]) => cells.map((cell) => cell.slice(0, SHOWN_CHARS));
  const header = headerRow === 0 ? (rows[0] ?? []).map(() => '') : short(rows[headerRow - 1]!);
  const sample = rows.slice(headerRow).filter(filled).slice(0, SAMPLE_ROWS).map(short);
  return { headerRow, header, sample };
}

/** The filled rows below the headers, in blocks, after a row that is done already. */
export async function* rowsBelow(
  path: string,
  fileName: string,
  from: { headerRow: number; after: number; size: number },
): AsyncGenerator<SheetRow[], void, undefined> {
  let row = 0;
  for await (const { rows } of readSheetInWorker(path, fileName)) {
    let block: SheetRow[] = [];
    for (const cells of rows) {
      row += 1;
      if (row <= from.headerRow || row <= from.after || !filled(cells)) continue;
      block.push({ row, cells });
      if (block.length < from.size) continue;
      yield block;
      block = [];
    }
    if (block.length > 0) yield block;
  }
}
