import { lettered, value } from '../may-be-headers.ts';

/** Longest line that is still taken for a name. */
const LONGEST_NAME = 60;
/** Of the lines of a list so many must look like names, so that one odd line spoils nothing. */
const NAMES_OF_TEN = 9;
const MOST_LOOKED_AT = 1000;

/** What ends a sentence or belongs to a program, and to no company. */
const noName =
  /[。！？!?；;{}<>=|\\^~`$%*]|[:：]\s|[，,]\s*$|\.$(?<!\b(?:co|ltd|inc|corp|llc)\.)|:\/\//iu;
/** Whether rows of one cell each are names of companies, one a line, and not any text. */
export function isListOfNames(rows: readonly (readonly string[])[]): boolean {
  const lines = rows
    .slice(0, MOST_LOOKED_AT)
    .flatMap((cells) => cells.filter((cell) => cell !== ''));
  const names = lines.filter(isName);
  return lines.length > 0 && names.length * 10 >= lines.length * NAMES_OF_TEN;
}

function isName(line: string): boolean {
  const text = line.normalize('NFKC').trim();
  const words = text.split(/\s+/u).length;
  return (
    text.length <= LONGEST_NAME &&
    words <= 8 &&
    lettered.test(text) &&
    !noName.test(text) &&
    !value.test(text.replace(/^(?=\d+[^\d\s])\d+/u, ''))
  );
}
