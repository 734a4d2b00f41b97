import type { Damage } from './damage.ts';
import { SheetError } from './sheet-error.ts';
import { MAX_CELLS } from './sheet-span.ts';

export interface SheetRows {
  format: 'xlsx' | 'xls' | 'csv';
  /** What a CSV file was written in: `utf-8`, `utf-16le`, `utf-16be` or `gb18030`. */
  encoding?: string;
  /**
   * Trimmed texts, every row as wide as the widest; empty rows only between filled ones, so that
   * index + 1 is the row number that a person sees. Dates are `YYYY-MM-DD`, with ` HH:mm` when
   * they have a time; numbers plain decimals; booleans TRUE and FALSE.
   */
  rows: string[][];
  /** Rows of a CSV file whose text is damaged, by index. */
  damaged?: ReadonlyMap<number, Damage>;
}

export interface ReadOptions {
  /** Rows, header included; 200,000. */
  maxRows?: number | undefined;
  /** Bytes of the file; 50 MiB. */
  maxBytes?: number | undefined;
  /** Bytes that an .xlsx may unpack to; 200 MiB. */
  maxUnpacked?: number | undefined;
}

const MIB = 1024 * 1024;
export const DEFAULT_MAX_ROWS = 200_000;
export const DEFAULT_MAX_BYTES = 50 * MIB;
const MAX_RATIO = 200;
const workbookName = /\.xls[xm]?$/i;

/**
 * The first sheet of a file as text. The content says what it is, and a text that calls itself a
 * workbook is refused: whoever renamed it expects cells that it does not have. Throws SheetError.
 */
export async function readSheet(
  bytes: Buffer,
  fileName: string,
  options: ReadOptions = {},
): Promise<SheetRows> {
  const { maxRows = DEFAULT_MAX_ROWS, maxBytes = DEFAULT_MAX_BYTES } = options;
  try {
    if (bytes.length > maxBytes) throw new SheetError('sheet-too-large', { maxBytes });
    const sheet = await readAny(bytes, fileName, options.maxUnpacked ?? 200 * MIB);
    const rows = tidy(sheet.rows);
    if (rows.length === 0) throw new SheetError('sheet-empty');
    if (rows.length > maxRows) throw new SheetError('sheet-too-large', { maxRows });
    const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
    if (columns * rows.length > MAX_CELLS) {
      throw new SheetError('sheet-too-large', { reason: 'cells', maxCells: MAX_CELLS });
    }
    for (const row of rows) while (row.length < columns) row.push('');
    return { ...sheet, rows };
  } catch (error) {
    if (error instanceof SheetError) error.params.fileName ??= fileName;
    throw error;
  }
}

/** Only the reader that a file needs is loaded: a thread is started for each file. */
async function readAny(bytes: Buffer, fileName: string, maxUnpacked: number): Promise<SheetRows> {
  if (bytes.length === 0) throw new SheetError('sheet-empty');
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0x504b0304) {
    const { readXlsx } = await import('./read-xlsx.ts');
    return { format: 'xlsx', rows: await readXlsx(bytes, { maxUnpacked, maxRatio: MAX_RATIO }) };
  }
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) {
    const { readXls } = await import('./read-xls.ts');
    return { format: 'xls', rows: await readXls(bytes) };
  }
  const { readCsv } = await import('./read-csv.ts');
  const read = readCsv(bytes);
  if (workbookName.test(fileName)) throw new SheetError('sheet-is-text');
  return { format: 'csv', ...read };
}

/** Drops empty rows at the end and empty cells at the end of each row. */
function tidy(rows: readonly string[][]): string[][] {
  const cut = rows.map((row) => row.slice(0, widthOf(row)));
  return cut.slice(0, cut.findLastIndex((row) => row.length > 0) + 1);
}

/**
 * How many cells rows of a CSV file usually have, up to their last filled one: a longer row has a
 * comma too many. Other formats have their cells where somebody put them: null.
 */
export function usualWidth({ format, rows }: SheetRows): number | null {
  if (format !== 'csv') return null;
  const widths = rows.map(widthOf).filter((width) => width > 0);
  return widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? null;
}

/** Cells up to the last filled one. */
export const widthOf = (row: readonly string[]) => row.findLastIndex((cell) => cell !== '') + 1;
