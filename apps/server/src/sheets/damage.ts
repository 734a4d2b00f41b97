/** What is wrong with the text of a row. */
export interface Damage {
  /** A quote is opened and never closed; bytes are no characters of the encoding. */
  code: 'quote-open' | 'bytes-broken';
  /** Of the text, from 1. */
  line: number;
}
