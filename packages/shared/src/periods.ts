import { addDays, dateOf, daysBetween, daysInMonth, weekday } from './business-date.ts';

export const periodSpans = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodSpan = (typeof periodSpans)[number];

/** Business dates, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** How many months a span takes; null for those that are counted in days. */
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const isMonths = (span: PeriodSpan): span is keyof typeof MONTHS => span in MONTHS;

const yearOf = (date: string) => Number(date.slice(0, 4));
const monthOf = (date: string) => Number(date.slice(5, 7));

function months(first: number, count: number): Period {
  const at = (index: number) => [Math.floor(index / 12), (index % 12) + 1] as const;
  const [year, month] = at(first);
  const [lastYear, lastMonth] = at(first + count - 1);
  return {
    from: dateOf(year, month, 1)!,
    to: dateOf(lastYear, lastMonth, daysInMonth(lastYear, lastMonth))!,
  };
}

/** The day, the week (from Monday), the month, the quarter or the year in which a date lies. */
export function periodOf(span: PeriodSpan, on: string): Period {
  if (span === 'day') return { from: on, to: on };
  if (span === 'week') {
    const from = addDays(on, 1 - weekday(on));
    return { from, to: addDays(from, 6) };
  }
  const index = yearOf(on) * 12 + monthOf(on) - 1;
  return months(index - (index % MONTHS[span]), MONTHS[span]);
}

/** The one before, of the same span. */
export function periodBefore(span: PeriodSpan, { from }: Period): Period {
  return periodOf(span, addDays(from, -1));
}

/** The same months one year before. */
export function yearBefore({ from, to }: Period): Period {
  const start = (yearOf(from) - 1) * 12 + monthOf(from) - 1;
  const end = (yearOf(to) - 1) * 12 + monthOf(to) - 1;
  return months(start, end - start + 1);
}

/**
 * As much of a period as has gone of another by a day: the first 23 days of October beside those of
 * November. Of one that is over all of it; of one that has not begun its first day.
 */
export function asFarAs(period: Period, other: Period, today: string): Period {
  if (today >= other.to) return period;
  const gone = Math.max(0, daysBetween(other.from, today));
  const to = addDays(period.from, gone);
  return { from: period.from, to: to < period.to ? to : period.to };
}

/** The months of a period as `YYYY-MM`. */
export function monthsOf({ from, to }: Period): string[] {
  const first = yearOf(from) * 12 + monthOf(from) - 1;
  const last = yearOf(to) * 12 + monthOf(to) - 1;
  return Array.from({ length: last - first + 1 }, (_, at) =>
    months(first + at, 1).from.slice(0, 7),
  );
}

/** The period after or before, as a screen pages through them. */
export function periodAt(span: PeriodSpan, on: string, step: number): string {
  const { from } = periodOf(span, on);
  if (!isMonths(span)) return addDays(from, step * (span === 'week' ? 7 : 1));
  const index = yearOf(from) * 12 + monthOf(from) - 1 + step * MONTHS[span];
  return months(index, 1).from;
}
