import { unreadable } from './sheet-error.ts';

/** Stands for bytes that are no character. */
export const REPLACED = '\ufffd';
/** Of the letters beyond ASCII so many must be whole, for a file to be in an encoding. */
const WHOLE_OF_TEN = 8;

export interface Decoded {
  /** `utf-8`, `utf-16le`, `utf-16be` or `gb18030`. */
  encoding: string;
  text: string;
  /** Some bytes are no characters. */
  broken: boolean;
}

/**
 * The text of a file that Windows, a spreadsheet or a Chinese shop wrote, without its byte order
 * mark; of broken bytes `REPLACED`. Throws SheetError where it is in none of these encodings.
 */
export function decodeText(bytes: Buffer): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  // No encoding of Chinese text has zero bytes: this is a picture, a PDF, a program.
  if (bytes.includes(0)) throw unreadable('format');
  for (const encoding of ['utf-8', 'gb18030']) {
    if (encoding === 'gb18030' && looksWestern(bytes)) break;
    // A single broken byte of UTF-8 would make a list in GB18030 of it, and of that nothing.
    const found = decodeAs(encoding, bytes);
    if (!found.broken || mostlyWhole(found.text)) return found;
  }
  throw unreadable('encoding');
}

function decodeAs(encoding: string, bytes: Buffer): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { encoding, text, broken: false };
  } catch {
    return { encoding, text: new TextDecoder(encoding).decode(bytes), broken: true };
  }
}

function mostlyWhole(text: string): boolean {
  let [letters, replaced] = [0, 0];
  for (const letter of text) {
    if (letter < '\u0080') continue;
    letters += 1;
    if (letter === REPLACED) replaced += 1;
  }
  return (letters - replaced) * 10 >= letters * WHOLE_OF_TEN;
}

/**
 * In GB18030 nearly every second byte of a character is beyond ASCII too; in a Western European
 * encoding a plain letter follows, and both would be read as one Chinese character.
 */
function looksWestern(bytes: Buffer): boolean {
  let [pairs, single] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at]! < 0x80) continue;
    at += 1;
    const next = bytes[at] ?? 0;
    // A character of four bytes has a digit in the second place.
    const four = next >= 0x30 && next <= 0x39 && (bytes[at + 1] ?? 0) >= 0x80;
    if (next >= 0x80 || four) pairs += 1;
    else single += 1;
    if (four) at += 2;
  }
  return single > pairs;
}
