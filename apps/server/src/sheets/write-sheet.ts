import { stringify } from 'csv-stringify/sync';
import type { Cell } from 'write-excel-file/node';
import { guarded, plainNumber } from './cell-text.ts';
import { SheetError } from './sheet-error.ts';

export interface SheetColumn {
  header: string;
  /** In characters; 8 to 60 by the header when absent. */
  width?: number | undefined;
  type: 'text' | 'number' | 'date' | 'datetime';
  /** Excel number format, such as `#,##0.00`. */
  format?: string | undefined;
}

/**
 * Numbers as number or plain decimal text; dates `YYYY-MM-DD`, datetimes `YYYY-MM-DD HH:mm` with or
 * without seconds, in the company's zone. What does not fit its column's type is written as text.
 */
export type SheetValue = string | number | null | undefined;

export interface WriteOptions {
  /** Name of the worksheet; what Excel forbids in it is left out. */
  sheetName?: string | undefined;
}

const MAX_ROWS = 1_048_575;
const MAX_CELL_CHARS = 32_767;
const formats = { date: 'yyyy-mm-dd', datetime: 'yyyy-mm-dd hh:mm' };

/** An .xlsx file with a bold header row that stays in sight; no cell is ever a formula. */
export async function writeXlsx(
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetValue[])[],
  options: WriteOptions = {},
): Promise<Buffer> {
  if (rows.length > MAX_ROWS) throw new SheetError('sheet-too-large', { maxRows: MAX_ROWS });
  // Loaded by who writes such a file: a thread is started for each, also for CSV.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const header = columns.map((column): Cell => ({
    ...textCell(column.header),
    fontWeight: 'bold',
    backgroundColor: '#F0F2F5',
  }));
  const body = rows.map((row) => columns.map((column, at) => xlsxCell(column, row[at])));
  return await writeXlsxFile([header, ...body], {
    sheet: (options.sheetName ?? '').replace(/[[\]/\\:*?']/g, '').slice(0, 31) || 'Sheet1',
    stickyRowsCount: 1,
    columns: columns.map(({ header: name, width }) => ({
      width: width ?? Math.min(60, Math.max(8, displayWidth(name) + 4)),
    })),
  }).toBuffer();
}

/** A CSV file for Excel: UTF-8 with byte order mark, CRLF, no text that becomes a formula. */
export function writeCsv(
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetValue[])[],
): Buffer {
  const header = columns.map((column) => guarded(column.header));
  const body = rows.map((row) => columns.map((column, at) => csvText(column, row[at])));
  const text = stringify([header, ...body], {
    bom: true,
    record_delimiter: '\r\n',
    // By itself it quotes for whole line ends alone.
    quoted_match: /[\r\n]/,
  });
  return Buffer.from(text);
}

function xlsxCell(column: SheetColumn, value: SheetValue): Cell {
  if (value === null || value === undefined || textOf(value) === '') return null;
  if (column.type === 'number') {
    const number = numberOf(value);
    if (number === null) return textCell(textOf(value));
    return { value: number, type: Number, ...(column.format && { format: column.format }) };
  }
  if (column.type === 'text') return textCell(textOf(value));
  const date = dateOf(textOf(value));
  if (!date) return textCell(textOf(value));
  return { value: date, type: Date, format: column.format ?? formats[column.type] };
}

function csvText(column: SheetColumn, value: SheetValue): string {
  if (value === null || value === undefined) return '';
  const number = column.type === 'number' ? numberOf(value) : null;
  if (number !== null) return plainNumber(number);
  // A zero byte makes Excel and our own reader take the file for no text at all.
  return guarded(textOf(value).toWellFormed().replaceAll('\0', ''));
}

function textOf(value: string | number): string {
  return typeof value === 'number' ? plainNumber(value) : value;
}

/** A number that survives as a spreadsheet's binary number: at most 15 digits. */
function numberOf(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return null;
  return value.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(value) : null;
}

/** Null for no date, and before March 1900, where Excel counts a day that never was. */
function dateOf(text: string): Date | null {
  const [, day, time = '00:00:00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
  if (day === undefined || day < '1900-03-01') return null;
  const date = new Date(`${day}T${time.padEnd(8, ':00')}Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
  return exists ? date : null;
}

function textCell(text: string): { value: string; type: StringConstructor } {
  const safe = guarded(text.toWellFormed());
  const cut = safe.length > MAX_CELL_CHARS ? `${safe.slice(0, MAX_CELL_CHARS - 1)}…` : safe;
  return { value: escaped(cut.toWellFormed()), type: String };
}

/**
 * Characters that XML forbids as `_x0000_`, and a literal `_x0041_` so that it stays one (ECMA-376,
 * 22.9.2.19). write-excel-file drops the first and keeps its strings as keys of a plain object,
 * where the cell `constructor` finds a function: such words are escaped by their first letter.
 */
function escaped(text: string): string {
  const code = (letter: string) =>
    `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  const whole = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, code)
    // eslint-disable-next-line no-control-regex -- these are the ones to escape
    .replace(/[\0-\x08\v\f\r\x0E-\x1F\x7F-\x84\x86-\x9F\uFDD0-\uFDEF\uFFFD-\uFFFF]/g, code);
  return whole in Object.prototype ? code(whole) + whole.slice(1) : whole;
}

function displayWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > '\u2E7F' ? 2 : 1), 0);
}
