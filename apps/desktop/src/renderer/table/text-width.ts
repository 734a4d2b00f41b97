import type { Column } from './column.ts';

/** Pixels of what stands around the words of a cell, and of the arrow of an order. */
const AROUND = 20;
const ARROW = 14;
/** At the smallest type: a sign of Chinese is as wide as it is high. */
const WIDE = 13;
const CAPITAL = 9;
const NARROW = 4;
const OTHER = 7.2;

function signWidth(sign: string): number {
  if (sign >= '⺀') return WIDE;
  if (/[A-Zmw%@]/.test(sign)) return CAPITAL;
  return /[iljtfI.,:;'’|() -]/.test(sign) ? NARROW + 0.4 : OTHER;
}

/** About how wide words stand in a cell, in pixels at the smallest type: rather too wide than cut. */
const cellWidth = (text: string, sorts = false): number =>
  Math.ceil(
    Array.from(text).reduce((sum, sign) => sum + signWidth(sign), AROUND + (sorts ? ARROW : 0)),
  );

/** Titles and words of one language are longer than those of another: none of them is cut. */
export const builtWidth = <Row>({ title, sort, words = [], width }: Column<Row>): number =>
  Math.max(width, cellWidth(title, sort !== undefined), ...words.map((word) => cellWidth(word)));
