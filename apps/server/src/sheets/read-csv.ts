import { cellText } from './cell-text.ts';
import { csvRecords } from './csv-records.ts';
import type { Damage } from './damage.ts';
import { decodeText, REPLACED } from './decode-text.ts';
import { SheetError, unreadable } from './sheet-error.ts';
import { MAX_CELLS } from './sheet-span.ts';

const MAX_CELL_CHARS = 1_000_000;
const SAMPLE_LINES = 20;
/** Line breaks, those inside quotes too: each may become a row, and a row costs 100 bytes. */
const MAX_LINES = 2_000_000;
const delimiters = [',', '\t', ';'] as const;

/** Rows of a delimited text file, and the encoding it was in. */
export function readCsv(bytes: Buffer): {
  encoding: string;
  rows: string[][];
  damaged?: ReadonlyMap<number, Damage>;
} {
  checkCounts(bytes);
  const { encoding, text, broken } = decodeText(bytes);
  if (/^\s*<(!doctype|html|head|meta|table|div|style|\?xml)/i.test(text))
    throw unreadable('format');
  const [, named] = /^sep=(.)\r?\n/.exec(text) ?? [];
  const body = named ? text.slice(text.indexOf('\n') + 1) : text;
  const rows: string[][] = [];
  const damaged = new Map<number, Damage>();
  const above = named ? 1 : 0;
  for (const { cells, line, openQuote } of csvRecords(body, named ?? detectDelimiter(body))) {
    if (openQuote !== null) {
      damaged.set(rows.length, { code: 'quote-open', line: openQuote + above });
    } else if (broken && cells.some((cell) => cell.includes(REPLACED))) {
      damaged.set(rows.length, { code: 'bytes-broken', line: line + above });
    }
    rows.push(cells.map(csvCell));
  }
  return { encoding, rows, ...(damaged.size > 0 && { damaged }) };
}

/** 50 MB of commas or line breaks would become gigabytes of arrays. */
function checkCounts(bytes: Buffer): void {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]! += 1;
  const count = (text: string) => counts[text.charCodeAt(0)]!;
  if (Math.max(count('\n'), count('\r')) > MAX_LINES) {
    throw new SheetError('sheet-too-large', { reason: 'lines', maxLines: MAX_LINES });
  }
  if (Math.max(...delimiters.map(count)) > MAX_CELLS) {
    throw new SheetError('sheet-too-large', { reason: 'cells', maxCells: MAX_CELLS });
  }
}

/** Chinese web shops write `="00123"` so that Excel keeps the zeros. */
function csvCell(text: string): string {
  if (text.length > MAX_CELL_CHARS) throw new SheetError('sheet-too-large', { reason: 'record' });
  const [, kept] = /^\s*="([^"]*)"\s*$/.exec(text) ?? [];
  return cellText(kept ?? text);
}

/** The delimiter that stands equally often in most of the first lines; the more often the better. */
function detectDelimiter(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    const score = usual === 0 ? 0 : counts.filter((count) => count === usual).length * 100 + usual;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
