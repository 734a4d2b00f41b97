import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvRecords } from '../sheets/csv-records.ts';
import { decodeText, REPLACED } from '../sheets/decode-text.ts';
import { SheetError } from '../sheets/sheet-error.ts';

/** A row that could not be taken as it stands: where it is and why. */
export interface Finding {
  file: string;
  /** Counted from 1 with the header. */
  line: number;
  reason: string;
}

export interface Row {
  file: string;
  line: number;
  /** Text of a column, without the space around it. */
  text(column: string): string;
  /** The number in a column, null where there is none. */
  number(column: string): number | null;
}

/** A file that is not what it should be; nothing of the data set is imported then. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(directory: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(directory, file));
  } catch (error) {
    throw new DataSetError(`${file} cannot be read in ${directory}.`, { cause: error });
  }
  try {
    return decodeText(bytes).text;
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw new DataSetError(
      `${file}:${brokenLine(bytes)}: neither UTF-8 nor GB18030; save the file as UTF-8.`,
      { cause: error },
    );
  }
}

function brokenLine(bytes: Buffer): number {
  for (let line = 1, from = 0; ; line += 1) {
    const end = bytes.indexOf(10, from);
    try {
      utf8.decode(bytes.subarray(from, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    from = end + 1;
  }
}

/**
 * The rows of a CSV file with these columns, in any order and among others. Rows that are broken
 * are reported and left out; a file without one of the columns is refused.
 */
function readTable(
  directory: string,
  file: string,
  columns: readonly string[],
  findings: Finding[],
): Row[] {
  const all = csvRecords(textOf(directory, file), ',');
  const filled = [...all].filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...body] = filled;
  const header = (head?.cells ?? []).map((name) => name.trim());
  const missing = columns.find((column) => !header.includes(column));
  if (missing !== undefined) {
    throw new DataSetError(`${file}:${head?.line ?? 1}: there is no column "${missing}".`);
  }
  return body.flatMap(({ cells, line, openQuote }) => {
    const reason =
      openQuote !== null
        ? 'opens a quote that is never closed; read on from the next line'
        : cells.some((cell) => cell.includes(REPLACED))
          ? 'has broken characters'
          : cells.length === header.length
            ? null
            : `has ${cells.length} cells and should have ${header.length}`;
    if (reason === null) return [rowOf(file, line, header, cells)];
    findings.push({ file, line: openQuote ?? line, reason });
    return [];
  });
}

function rowOf(file: string, line: number, header: string[], record: string[]): Row {
  const text = (column: string) => (record[header.indexOf(column)] ?? '').trim();
  return {
    file,
    line,
    text,
    number(column) {
      const found = text(column);
      const value = /^-?\d+(\.\d+)?$/.test(found) ? Number(found) : Infinity;
      return Number.isFinite(value) ? value : null;
    },
  };
}

/** Reads the tables of a data set; what is wrong with their rows goes to the findings. */
export function tablesIn(directory: string, findings: Finding[]) {
  const rows = (file: string, columns: string) =>
    readTable(directory, file, columns.split(' '), findings);
  return {
    /** `columns`: the names of those that must be there, with spaces between. */
    rows,
    /** The same by the first of the columns. */
    byFirst: (file: string, columns: string) =>
      byKey(rows(file, columns), columns.split(' ', 1)[0]!, findings),
  };
}

/** Rows by the value of a column that must be there and only once; the others are reported. */
function byKey(rows: readonly Row[], column: string, findings: Finding[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = row.text(column);
    const earlier = found.get(key);
    if (key === '') report(findings, row, `has no ${column}`);
    else if (earlier) report(findings, row, `repeats ${column} ${key} of line ${earlier.line}`);
    else found.set(key, row);
  }
  return found;
}

export function report(findings: Finding[], { file, line }: Row, reason: string): void {
  findings.push({ file, line, reason });
}
