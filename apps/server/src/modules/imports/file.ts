import type { Damage } from '../../sheets/damage.ts';
import type { ReadOptions } from '../../sheets/read-sheet.ts';
import { readSheetInWorker } from '../../sheets/in-worker.ts';
import { widthOf } from '../../sheets/read-sheet.ts';
import { SheetError } from '../../sheets/sheet-error.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { HeaderLook } from './headers.ts';
import { mayBeHeaders } from './may-be-headers.ts';
import type { Reason } from './reason.ts';

/** A file as the screens show it before anything is decided. */
export interface SheetShape {
  /** Row of the headers, from 1; 0 where there are none. */
  headerRow: number;
  header: string[];
  /** Rows below the headers up to the last filled one, the empty ones between them too. */
  rowCount: number;
  sample: string[][];
}

export interface SheetRow {
  /** As a person counts, from 1. */
  row: number;
  cells: string[];
  /** What is wrong with how it is written, whatever it says. */
  fault: Reason | null;
  /** Columns up to the last that has a header; 0 in a list without headers. */
  named: number;
}

const MAX_COLUMNS = 500;
const SAMPLE_ROWS = 5;
/** A title may stand above the headers. */
const HEADER_WITHIN = 10;
const SHOWN_CHARS = 200;
/** Two columns told, one of them by a whole word. */
const SURE_SCORE = 3;

const filled = (cells: readonly string[]) => cells.some((cell) => cell !== '');

const cellsIn = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;

/**
 * Where the headers stand: the first row with most known words, else the first with several cells
 * that may be headers; a plain list has none (0). Anything else is no table of its kind.
 * Data below headers that nobody knows may hold a known word by chance: one such word outweighs no
 * row of headers above it that is as wide, or that and all between would be left out unsaid.
 */
function headerRowOf(rows: readonly string[][], look: HeaderLook): number {
  const scores = rows.slice(0, HEADER_WITHIN).map((cells) => look.score(cells));
  const best = Math.max(...scores.map(({ score }) => score));
  const at = scores.findIndex(({ score }) => score === best);
  const wide = rows.findIndex((cells) => cellsIn(cells) > 1);
  const above = wide >= 0 && mayBeHeaders(rows[wide]!);
  const chance = best < SURE_SCORE || scores[at]!.words === 0;
  const asWide = above && wide < at && cellsIn(rows[wide]!) >= cellsIn(rows[at]!);
  if (best > 0 && !(chance && asWide)) return at + 1;
  if (wide < 0 ? look.plainList(rows) : above) return wide + 1;
  throw new SheetError('sheet-without-columns', { row: Math.max(wide, 0) + 1 });
}

/** Reads a file once in a worker. Throws the problem that the upload answers. */
export async function shapeOf(
  path: string,
  fileName: string,
  look: HeaderLook,
  options: ReadOptions = {},
): Promise<SheetShape> {
  const first: string[][] = [];
  let shape: Omit<SheetShape, 'rowCount'> | null = null;
  let rowCount = 0;
  /** Rows since the last filled one. */
  let pending = 0;
  try {
    for await (const { rows } of readSheetInWorker(path, fileName, options)) {
      if (!shape) {
        if ((rows[0]?.length ?? 0) > MAX_COLUMNS) {
          throw new SheetError('sheet-too-large', { reason: 'columns', maxColumns: MAX_COLUMNS });
        }
        first.push(...rows);
        shape = shapeFrom(rows, look);
        rowCount -= shape.headerRow;
      }
      for (const cells of rows) {
        pending += 1;
        if (!filled(cells)) continue;
        rowCount += pending;
        pending = 0;
      }
    }
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw problem(error.code, { params: error.params });
  }
  if (!shape || rowCount < 1) throw problem('sheet-empty', { params: { fileName } });
  return { ...shape, rowCount };
}

function shapeFrom(rows: readonly string[][], look: HeaderLook): Omit<SheetShape, 'rowCount'> {
  const headerRow = headerRowOf(rows, look);
  const short = (cells: readonly string[]) => cells.map((cell) => cell.slice(0, SHOWN_CHARS));
  const header = headerRow === 0 ? (rows[0] ?? []).map(() => '') : short(rows[headerRow - 1]!);
  const sample = rows.slice(headerRow).filter(filled).slice(0, SAMPLE_ROWS).map(short);
  return { headerRow, header, sample };
}

/**
 * The rows below the headers up to the last filled one, in blocks, after a row that is done;
 * `mapped` is the number of columns up to the last that becomes something.
 */
export async function* rowsBelow(
  path: string,
  fileName: string,
  from: { headerRow: number; after: number; size: number; mapped?: number },
): AsyncGenerator<SheetRow[], void, undefined> {
  let row = 0;
  let named = 0;
  /** Held back until a filled row shows that the table goes on. */
  const empty: SheetRow[] = [];
  for await (const { rows, usualWidth, damaged } of readSheetInWorker(path, fileName)) {
    let block: SheetRow[] = [];
    for (const [at, cells] of rows.entries()) {
      row += 1;
      if (row === from.headerRow) named = widthOf(cells);
      if (row <= from.headerRow || row <= from.after) continue;
      const most = usualWidth && Math.max(named, usualWidth, from.mapped ?? 0);
      const fault = faultOf(cells, { damage: damaged.get(at), most });
      empty.push({ row, cells, fault, named });
      if (!filled(cells)) continue;
      for (const one of empty.splice(0)) {
        block.push(one);
        if (block.length < from.size) continue;
        yield block;
        block = [];
      }
    }
    if (block.length > 0) yield block;
  }
}

/** `most`: cells that a row may have, where the file says how many. */
function faultOf(
  cells: readonly string[],
  { damage, most }: { damage: Damage | undefined; most: number | null },
): Reason | null {
  if (damage) return { code: damage.code, params: { line: damage.line } };
  const found = most === null ? 0 : widthOf(cells);
  return most !== null && found > most
    ? { code: 'cells-too-many', params: { count: found, max: most } }
    : null;
}
