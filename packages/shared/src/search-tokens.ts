import { foldHan } from './han-fold.ts';

/**
 * Ordered bigrams: exact substring search for SQLite FTS5 (`unicode61`) and PostgreSQL (`simple`)
 * alike. A run is what stands between punctuation and spaces, Chinese, letters and digits
 * together. A run `华瑞A4` is indexed as the pairs 华瑞, 瑞a, a4 and the last letter 4; a query
 * word is the phrase of its pairs, or for one letter the prefix of a pair. The single letter at
 * the end of each run keeps a phrase from reaching into the next run, so that token lists of
 * several texts may be joined with a space.
 */
export interface Term {
  /** Tokens that must stand next to each other in this order. */
  tokens: string[];
  /** The one token is only the beginning of a token. */
  prefix: boolean;
}

/** One word of a query, as the texts hold it and as the numbers do. */
export interface Word {
  text: Term;
  /** Null where the word is no row of digits. */
  number: Term | null;
}

const betweenRuns = /[^\p{L}\p{N}\p{M}]+/u;

/** Lower-case text in one width and one Chinese script, cut at everything that is no letter, mark or digit. */
export function searchRuns(text: string): string[] {
  return (
    foldHan(text.normalize('NFKC'))
      .toLowerCase()
      .normalize('NFKC')
      .replaceAll('ς', 'σ')
      // As pinyin is typed and kept here: 吕 is lv, whoever writes lü.
      .replaceAll('ü', 'v')
      .split(betweenRuns)
      .filter((run) => run !== '')
  );
}

/** Tokens of a text for the index, with a space between. */
export function indexTokens(text: string): string {
  const tokens: string[] = [];
  for (const run of searchRuns(text)) {
    const codes = Array.from(run, codeOf);
    for (const [at, code] of codes.entries()) tokens.push(code + (codes[at + 1] ?? ''));
  }
  return tokens.join(' ');
}

/**
 * Numbers (phones, extensions) are indexed by rows of four digits, since every pair of digits
 * stands in thousands of phones: 13812345 as 1381, 3812, 8123 … and at its end 345, 45, 5. Behind
 * the sign that begins them no code of a letter goes on with a digit, so that they share no list
 * with the tokens of texts.
 */
export function numberTokens(text: string): string {
  return searchRuns(text)
    .filter((run) => digits.test(run))
    .flatMap((run) => rowsOf(run, run.length))
    .join(' ');
}

/** The words of a query; all of them must be found. Empty when nothing searchable was typed. */
export function parseQuery(query: string): Word[] {
  return [...new Set(searchRuns(query))].map((word) => ({
    text: textTerm(word),
    number: digits.test(word) ? numberTerm(word) : null,
  }));
}

/** Whether a number has this word of a query in it: as the index finds it. */
export function numberHas(number: string, word: string): boolean {
  return word.length < SHORTEST_INSIDE ? number.endsWith(word) : number.includes(word);
}

function textTerm(word: string): Term {
  const codes = Array.from(word, codeOf);
  if (codes.length === 1) return { tokens: codes, prefix: true };
  return { tokens: codes.slice(1).map((code, at) => codes[at]! + code), prefix: false };
}

/** One or two digits stand in nearly every number: they are found at its end alone (尾号). */
function numberTerm(word: string): Term {
  const rows = word.length < ROW ? [NUMBER + word] : rowsOf(word, word.length - ROW + 1);
  return { tokens: rows, prefix: word.length >= SHORTEST_INSIDE && word.length < ROW };
}

const digits = /^[0-9]+$/;
const NUMBER = 'z';
const ROW = 4;
const SHORTEST_INSIDE = 3;

function rowsOf(run: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => NUMBER + run.slice(at, at + ROW));
}

/** A term as an FTS5 phrase. */
export function ftsPhrase({ tokens, prefix }: Term): string {
  return `"${tokens.join(' ')}"${prefix ? '*' : ''}`;
}

/** A term for `to_tsquery('simple', ...)`, only in lexemes of these weights (letters A to D). */
export function tsPhrase({ tokens, prefix }: Term, weights = ''): string {
  const mark = `${prefix ? '*' : ''}${weights}`;
  return `(${tokens.map((token) => (mark === '' ? token : `${token}:${mark}`)).join(' <-> ')})`;
}

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;

/**
 * One letter in [a-z0-9], where no code begins another: a-w and digits as they are, x y z behind a
 * z, the common Chinese characters as y and three digits of base 36, all else as x and four.
 */
function codeOf(letter: string): string {
  const point = letter.codePointAt(0)!;
  if (point < 0x80) return letter >= 'x' ? `z${letter}` : letter;
  if (point >= FIRST_HAN && point <= LAST_HAN) return `y${base36(point - FIRST_HAN, 3)}`;
  return `x${base36(point, 4)}`;
}

function base36(value: number, width: number): string {
  return value.toString(36).padStart(width, '0');
}
