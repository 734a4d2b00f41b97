import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import type { NodeKind, SplitDimension } from '@xinhang/shared/performance.ts';

/** A cell of a sheet: whose target, or which part of one, of which month (1 to 12). */
export interface CellRef extends Pick<SheetRow, 'kind' | 'id'> {
  month: number;
}
export const keyOfCell = ({ kind, id, month }: CellRef) => `${kind}:${id}:${month}`;

/** A row of the grid that can be written in. */
export interface SheetRow {
  kind: NodeKind | SplitDimension;
  id: number | string;
  name: string;
}

export const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** What was copied from a spreadsheet: lines and cells, without the last empty line. */
export function readBlock(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  return lines.map((line) => line.split('\t').map((cell) => cell.trim()));
}

export interface Placed {
  /** Texts by cell, whether they are numbers or not. */
  texts: { cell: CellRef; text: string }[];
  /**
   * What found no place: a name that nobody has or several have, cells beyond December or below the
   * last row, what is written for a year and is no number.
   */
  lost: { text: string; why: 'unknown-name' | 'same-name' | 'outside' | 'former' | 'no-year' }[];
}

const isNumberLike = (text: string) =>
  /^[-\d.,¥￥\s*+/万萬亿億元]*$/u.test(text) && /\d/.test(text);

const numerals = '一二三四五六七八九十';
const english = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];

/** The month that a head names: `7月`, `七月份`, `2026年7月`, `2026-07`, `Jul`; null: none. */
function monthOf(head: string): number | null {
  const text = head.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();
  const found =
    /^(?:(?:19|20)\d\d年?)?[-/.]?(\d{1,2})月份?$/u.exec(text) ??
    /^(?:19|20)\d\d[-/.](\d{1,2})$/u.exec(text);
  const [, tens, ones] = /^(十?)([一二三四五六七八九十]?)月份?$/u.exec(text) ?? [];
  const month = found
    ? Number(found[1])
    : (tens ? 10 : 0) + numerals.indexOf(ones || '-') + 1 ||
      english.indexOf(/^([a-z]{3})[a-z]*[-.]?\d{0,4}$/.exec(text)?.[1] ?? '') + 1;
  return month >= 1 && month <= MONTHS.length ? month : null;
}

/** Heads over sums, which no cell takes. */
const isSum = (head: string) =>
  head === '' || /[合总總小]计|[合總小]計|全年|季|total|sum|year|q\d/iu.test(head);

/**
 * Lays a block onto the rows, from a cell on. A block whose lines begin with names is laid by them,
 * from January on, wherever the cursor stands; a first line without numbers is a head, and where it
 * names months they say where the columns go.
 */
export function placeBlock(
  block: readonly (readonly string[])[],
  rows: readonly SheetRow[],
  at: { row: number; month: number },
): Placed {
  const placed: Placed = { texts: [], lost: [] };
  const [first = []] = block;
  const months = first.map(monthOf);
  const last = months.findLastIndex((month) => month !== null);
  const dated = block.length > 1 && last >= 0;
  // What is wider than its head goes on behind it.
  const headed = (column: number) =>
    column < first.length ? months[column] : months[last]! + column - last;
  const head = dated || (block.length > 1 && !first.some(isNumberLike));
  const lines = head ? block.slice(1) : block;
  const named =
    lines.length > 0 &&
    lines.every((line) => line.length > 1 && line[0] !== '' && !isNumberLike(line[0]!));
  for (const [index, line] of lines.entries()) {
    const [row, ...others] = named
      ? rows.filter((one) => one.name === line[0])
      : rows.slice(at.row + index, at.row + index + 1);
    if (!row || others.length > 0) {
      const why = !named ? 'outside' : row ? 'same-name' : 'unknown-name';
      placed.lost.push({ text: line.join(' '), why });
      continue;
    }
    for (const [step, text] of (named ? line.slice(1) : line).entries()) {
      const column = named ? step + 1 : step;
      const month = dated ? headed(column) : (named ? 1 : at.month) + step;
      if (typeof month !== 'number') {
        if (text !== '' && !isSum(first[column] ?? '')) {
          placed.lost.push({ text: `${row.name} ${text}`, why: 'outside' });
        }
      } else if (month <= 12) {
        placed.texts.push({ cell: { kind: row.kind, id: row.id, month }, text });
      } else if (text !== '' && month > 13) {
        placed.lost.push({ text: `${row.name} ${text}`, why: 'outside' });
      } else if (text !== '' && !named) {
        placed.lost.push({ text: `${row.name} ${text}`, why: 'outside' });
      }
      // A thirteenth column beside names is the sum of the year.
    }
  }
  return placed;
}

/**
 * Whoever belongs here no more keeps what he has, or loses it, and gets nothing new: his texts are
 * named among what found no place.
 */
export function withoutFormer(
  placed: Placed,
  rows: readonly (SheetRow & { former: boolean })[],
): Placed {
  const rowOf = ({ kind, id }: CellRef) => rows.find((row) => row.kind === kind && row.id === id);
  const refused = ({ cell, text }: Placed['texts'][number]) =>
    text !== '' && rowOf(cell)?.former === true;
  return {
    texts: placed.texts.filter((one) => !refused(one)),
    lost: [
      ...placed.lost,
      ...placed.texts.filter(refused).map(({ cell, text }) => ({
        text: `${rowOf(cell)!.name} ${text}`,
        why: 'former' as const,
      })),
    ],
  };
}

export type SplitWay = 'equal' | 'yearAgo' | 'weights';

/**
 * Splits a month's target among members: equally, by what they reached in that month a year before
 * (in a month without any by the whole year, else equally), or by weights. Sums to the fen, or to
 * the step in which a quantity is counted.
 */
export function splitMonth(
  total: number,
  members: readonly { yearAgo: readonly number[]; weight: number }[],
  way: SplitWay,
  month: number,
  step = 1,
): number[] {
  const equal = members.map(() => 1);
  const ofMonth = members.map((one) => Math.max(0, one.yearAgo[month - 1] ?? 0));
  const ofYear = members.map((one) =>
    one.yearAgo.reduce((sum, value) => sum + Math.max(0, value), 0),
  );
  const given = members.map((one) => one.weight);
  const ways: Record<SplitWay, readonly (readonly number[])[]> = {
    equal: [equal],
    yearAgo: [ofMonth, ofYear, equal],
    weights: [given, equal],
  };
  const weights = ways[way].find((list) => list.some((weight) => weight > 0)) ?? equal;
  return inSteps(total, weights, step);
}

/** In parts that each are a whole number of steps: nobody sells a third of a pump. */
const inSteps = (total: number, weights: readonly number[], step: number): number[] =>
  splitByWeights(fen(Math.round(total / step)), weights).map((part) => part * step);

/** A year's target in twelve parts that sum to it. */
export const spreadYear = (total: number, step = 1): number[] =>
  inSteps(
    total,
    MONTHS.map(() => 1),
    step,
  );
