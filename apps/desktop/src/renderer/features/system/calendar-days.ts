import { addDays, weekday } from '@xinhang/shared/business-date.ts';
import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';

const SATURDAY = 6;
export const isWeekend = (date: string) => weekday(date) >= SATURDAY;

export type Exceptions = ReadonlyMap<string, CalendarDay>;

export const byDate = (days: readonly CalendarDay[]): Exceptions =>
  new Map(days.map((day) => [day.date, day]));

export const inOrder = (days: Exceptions): CalendarDay[] =>
  [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));

/** The other kind of day: off for a working day, worked for a weekend; and back to the plain week. */
export function switchDay(days: Exceptions, date: string, name: string): Exceptions {
  const next = new Map(days);
  if (next.has(date)) next.delete(date);
  else next.set(date, { date, kind: isWeekend(date) ? 'workday' : 'holiday', name });
  return next;
}

export interface Clash {
  date: string;
  /** Undefined: a day of the plain week. */
  mine: CalendarDay | undefined;
  theirs: CalendarDay | undefined;
}

const same = (a: CalendarDay | undefined, b: CalendarDay | undefined) =>
  a?.kind === b?.kind && a?.name === b?.name;

/**
 * What two people made of the days that both began with: each change of either alone stands; dates
 * that they changed differently are left as mine, and listed.
 */
export function mergeDays(began: Exceptions, mine: Exceptions, theirs: Exceptions) {
  const merged = new Map<string, CalendarDay>();
  const clashes: Clash[] = [];
  for (const date of new Set([...began.keys(), ...mine.keys(), ...theirs.keys()])) {
    const [old, own, other] = [began.get(date), mine.get(date), theirs.get(date)];
    const day = same(old, own) ? other : own;
    if (!same(old, own) && !same(old, other) && !same(own, other)) {
      clashes.push({ date, mine: own, theirs: other });
    }
    if (day) merged.set(date, day);
  }
  return { merged, clashes };
}

/** Dates of a month in weeks that begin on Monday; null fills up. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const cells: (string | null)[] = Array.from({ length: weekday(first) - 1 }, () => null);
  for (let date = first; date.slice(0, 7) === first.slice(0, 7); date = addDays(date, 1)) {
    cells.push(date);
  }
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_week, at) => cells.slice(at * 7, at * 7 + 7));
}

export interface Span {
  name: string;
  kind: CalendarDay['kind'];
  from: string;
  to: string;
}

/** Days one after the other with the same name and kind, as one line. */
export function spansOf(days: Exceptions): Span[] {
  const spans: Span[] = [];
  for (const { date, kind, name } of inOrder(days)) {
    const last = spans.at(-1);
    if (last && last.kind === kind && last.name === name && addDays(last.to, 1) === date) {
      last.to = date;
    } else spans.push({ name, kind, from: date, to: date });
  }
  return spans;
}
