import { SheetError, unreadable } from './sheet-error.ts';

/** Slots of the rectangle that a sheet's cells span; a reader fills it all. */
export const MAX_CELLS = 10_000_000;

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
const usual = Buffer.from('<c r="');
const [QUOTE, SLASH, LESS, GREATER] = [0x22, 0x2f, 0x3c, 0x3e];

interface Address {
  column: number;
  row: number;
}

/**
 * Refuses a worksheet that would make a reader fill gigabytes: two cells at opposite corners, or
 * one row with a huge number, take a few hundred bytes of XML.
 */
export function checkSpan(sheet: Buffer): void {
  let [rows, columns] = [0, 0];
  for (let at = sheet.indexOf(LESS); at !== -1; at = sheet.indexOf(LESS, at + 1)) {
    const end = sheet.indexOf(GREATER, at);
    const found =
      usualAddress(sheet, at) ?? addressIn(sheet.toString('latin1', at, Math.min(end, at + 500)));
    if (!found) continue;
    if (found.row > MAX_ROW || found.column > MAX_COLUMN) throw unreadable('damaged');
    const filled = found.column > 0 && sheet[end - 1] !== SLASH;
    if (filled) [rows, columns] = [Math.max(rows, found.row), Math.max(columns, found.column)];
  }
  if (rows * columns > MAX_CELLS) {
    throw new SheetError('sheet-too-large', { reason: 'cells', maxCells: MAX_CELLS });
  }
}

/** The fast way, for `<c r="AB12"`; null for any other beginning. */
function usualAddress(bytes: Buffer, from: number): Address | null {
  let at = from;
  for (const byte of usual) if (bytes[at++] !== byte) return null;
  let [column, row] = [0, 0];
  for (; bytes[at]! >= 0x41 && bytes[at]! <= 0x5a; at++) column = column * 26 + bytes[at]! - 0x40;
  for (; bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) row = row * 10 + bytes[at]! - 0x30;
  return bytes[at] === QUOTE ? { column, row } : null;
}

/** Rows, and cells written in another way. */
function addressIn(tag: string): Address | null {
  if (!/^<(?:\w+:)?(?:c|row)\s/.test(tag)) return null;
  const [, value] = /\sr\s*=\s*["']([^"']*)/.exec(tag) ?? [];
  if (value === undefined) return null;
  const [, letters = '', digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(value) ?? [];
  if (digits === undefined) throw unreadable('damaged');
  const column = Array.from(letters).reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
  return { column, row: Number(digits) };
}
