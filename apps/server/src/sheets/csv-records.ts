/** One row of a delimited text. */
export interface CsvRecord {
  cells: string[];
  /** Line on which it begins, from 1. */
  line: number;
  /**
   * Line on which a quote was opened that is never closed, else null. Its cells are then what
   * stands up to the end of that line, quotes included; the next record begins on the next line.
   */
  openQuote: number | null;
}

const QUOTE = '"';
/** No cell of a list is this long: its quote was meant to be closed long before. */
const MAX_QUOTED = 1_000_000;

/**
 * Rows of a text after RFC 4180, and what people and programs make of it: a quote inside a cell is
 * a quote, rows may be ragged, lines end in LF or CRLF, or all of them in CR. A quote that is never
 * closed costs its own line alone: what follows is read once more, and can hold no other such quote
 * up to where the first search ended.
 */
export function csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  return new Reader(text, delimiter).records();
}

interface Cell {
  text: string;
  /** Of the delimiter or line end behind it. */
  end: number;
}

class Reader {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #breaks: Breaks;
  #line = 1;
  /** Cells of the first row. */
  #width = 0;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#breaks = new Breaks(text);
  }

  *records(): Generator<CsvRecord> {
    for (let at = 0; at < this.#text.length;) {
      const end = this.#breaks.next(at);
      const first = this.#text.slice(at, end);
      if (first.includes(QUOTE)) {
        const { record, after } = this.#quoted(at);
        yield record;
        at = after;
      } else {
        const cells = first.split(this.#delimiter);
        this.#width ||= cells.length;
        yield { cells, line: this.#line, openQuote: null };
        this.#line += 1;
        at = this.#breaks.past(end);
      }
    }
  }

  /** A record with quotes somewhere on its first line. */
  #quoted(from: number): { record: CsvRecord; after: number } {
    const line = this.#line;
    const cells: string[] = [];
    for (let at = from; ;) {
      const end = this.#breaks.next(at);
      const cell = this.#text[at] === QUOTE ? this.#quotedCell(at, end) : this.#plainCell(at, end);
      if (cell === null) {
        // The line is read as it stands, for somebody who mends it.
        cells.push(...this.#text.slice(at, end).split(this.#delimiter));
        const record = { cells, line, openQuote: this.#line };
        this.#line += 1;
        return { record, after: this.#breaks.past(end) };
      }
      cells.push(cell.text);
      if (cell.end > end) this.#line += this.#breaks.count(end, cell.end);
      if (this.#text[cell.end] === this.#delimiter) {
        at = cell.end + 1;
        continue;
      }
      this.#width ||= cells.length;
      this.#line += 1;
      return { record: { cells, line, openQuote: null }, after: this.#breaks.past(cell.end) };
    }
  }

  #plainCell(at: number, lineEnd: number): Cell {
    const found = this.#text.indexOf(this.#delimiter, at);
    const end = found < 0 || found > lineEnd ? lineEnd : found;
    return { text: this.#text.slice(at, end), end };
  }

  /** A cell that begins with a quote; null where its end cannot be told. */
  #quotedCell(at: number, lineEnd: number): Cell | null {
    const text = this.#text;
    for (let from = at + 1; ;) {
      const quote = text.indexOf(QUOTE, from);
      if (quote < 0 || quote - at > MAX_QUOTED) return null;
      if (text[quote + 1] === QUOTE) {
        from = quote + 2;
        continue;
      }
      const end = this.#closedAt(quote + 1);
      const inside = text.slice(at + 1, quote);
      if (end === null) {
        return quote < lineEnd ? this.#strayQuote(at, quote, lineEnd) : null;
      }
      if (quote > lineEnd && this.#swallowsRows(inside)) return null;
      return { text: inside.replaceAll('""', QUOTE), end };
    }
  }

  /** Where the delimiter or line end stands behind a closing quote and blanks; null for others. */
  #closedAt(from: number): number | null {
    let at = from;
    while (this.#text[at] === ' ') at += 1;
    const closes = this.#text[at] === this.#delimiter || this.#breaks.at(at);
    return closes ? at : null;
  }

  /** `"深圳"华瑞"公司"` is quoted all the same, `"A" 牌` begins with a quote by chance. */
  #strayQuote(at: number, quote: number, lineEnd: number): Cell {
    const { end } = this.#plainCell(quote, lineEnd);
    const raw = this.#text.slice(at, end).trimEnd();
    const whole = raw.length > 1 && raw.endsWith(QUOTE);
    return { text: whole ? raw.slice(1, -1).replaceAll('""', QUOTE) : raw, end };
  }

  /** Whole rows stand between the quotes: the second is that of another cell. */
  #swallowsRows(inside: string): boolean {
    const lines = inside.split(/\r\n|\n|\r/).slice(1, -1);
    const cells = (line: string) => line.split(this.#delimiter).length;
    return (
      this.#width > 2 && lines.length > 0 && lines.every((line) => cells(line) === this.#width)
    );
  }
}

/** Where lines end; each character is looked at once, however the reader goes forward. */
class Breaks {
  readonly #text: string;
  /** Beside LF; a lone CR ends a line only where it ends the first one. */
  readonly #mark: string;
  #lf = -1;
  #cr = -1;

  constructor(text: string) {
    this.#text = text;
    const first = text.search(/[\r\n]/);
    this.#mark = text[first] === '\r' && text[first + 1] !== '\n' ? '\r' : '\r\n';
  }

  /** Of the line end at or behind `from`, or of the end of the text; places only go forward. */
  next(from: number): number {
    if (this.#lf < from) this.#lf = this.#find('\n', from);
    if (this.#cr < from) this.#cr = this.#find(this.#mark, from);
    return Math.min(this.#lf, this.#cr);
  }

  /** Whether a line or the text ends there. */
  at(place: number): boolean {
    if (place >= this.#text.length || this.#text[place] === '\n') return true;
    return this.#text.startsWith(this.#mark, place);
  }

  /** Behind the line end that stands there. */
  past(end: number): number {
    return this.#text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }

  /** Line ends from one up to another place. */
  count(from: number, to: number): number {
    let found = 0;
    for (let at = from; at < to; at += 1) {
      if (!this.at(at)) continue;
      found += 1;
      at = this.past(at) - 1;
    }
    return found;
  }

  #find(mark: string, from: number): number {
    const found = this.#text.indexOf(mark, from);
    return found < 0 ? this.#text.length : found;
  }
}
