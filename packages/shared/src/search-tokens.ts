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

const betweenRuns = /[^\p{L}\p{N}\p{M}]+/u;

/** Lower-case text in one width and one Chinese script, cut at everything that is no letter, mark or digit. */
export function searchRuns(text: string): string[] {
  return foldHan(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll('ς', 'σ')
    .split(betweenRuns)
    .filter((run) => run !== '');
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

/** The words of a query; all of them must be found. Empty when nothing searchable was typed. */
export function parseQuery(query: string): Term[] {
  return [...new Set(searchRuns(query))].map((word) => {
    const codes = Array.from(word, codeOf);
    if (codes.length === 1) return { tokens: codes, prefix: true };
    return { tokens: codes.slice(1).map((code, at) => codes[at]! + code), prefix: false };
  });
}

/** The terms as an FTS5 MATCH expression; `''` for no terms, which FTS5 refuses. */
export function ftsMatch(terms: readonly Term[]): string {
  return terms
    .map(({ tokens, prefix }) => `"${tokens.join(' ')}"${prefix ? '*' : ''}`)
    .join(' AND ');
}

/** The terms for `to_tsquery('simple', ...)`; `''` for no terms, which matches nothing there. */
export function tsQuery(terms: readonly Term[]): string {
  return terms
    .map(({ tokens, prefix }) => {
      const phrase = tokens.join(' <-> ') + (prefix ? ':*' : '');
      return tokens.length > 1 ? `(${phrase})` : phrase;
    })
    .join(' & ');
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
