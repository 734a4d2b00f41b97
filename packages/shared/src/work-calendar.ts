import { addDays, weekday } from './business-date.ts';

export type DayKind = 'holiday' | 'workday';
export interface CalendarDay {
  date: string;
  kind: DayKind;
  name: string;
}
/** Days that differ from the plain week, by date. */
export type WorkCalendar = ReadonlyMap<string, DayKind>;

const SATURDAY = 6;
/** Nobody plans further; a calendar that knows no working day must not loop for ever. */
const FURTHEST_DAYS = 36_600;

export function isWorkday(date: string, calendar: WorkCalendar): boolean {
  const kind = calendar.get(date);
  return kind === undefined ? weekday(date) < SATURDAY : kind === 'workday';
}

/**
 * The date so many working days after (negative: before) a date, which itself is not counted; with
 * 0 the date itself. RangeError where the calendar has too few.
 */
export function addWorkdays(date: string, count: number, calendar: WorkCalendar): string {
  const step = count < 0 ? -1 : 1;
  let found = date;
  let left = Math.abs(count);
  for (let days = 0; left > 0; days += 1) {
    if (days > FURTHEST_DAYS) throw new RangeError(`${count} working days from ${date}`);
    found = addDays(found, step);
    if (isWorkday(found, calendar)) left -= 1;
  }
  return found;
}

function span(name: string, first: string, last: string): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    days.push({ date, kind: 'holiday', name });
  }
  return days;
}

const worked = (name: string, ...dates: string[]): CalendarDay[] =>
  dates.map((date) => ({ date, kind: 'workday', name }));

/** 国务院办公厅关于2026年部分节假日安排的通知; the notice for 2027 is not out yet. */
export const officialDays: readonly CalendarDay[] = [
  ...span('元旦', '2026-01-01', '2026-01-03'),
  ...worked('元旦', '2026-01-04'),
  ...worked('春节', '2026-02-14'),
  ...span('春节', '2026-02-15', '2026-02-23'),
  ...worked('春节', '2026-02-28'),
  ...span('清明节', '2026-04-04', '2026-04-06'),
  ...span('劳动节', '2026-05-01', '2026-05-05'),
  ...worked('劳动节', '2026-05-09'),
  ...span('端午节', '2026-06-19', '2026-06-21'),
  ...worked('国庆节', '2026-09-20'),
  ...span('中秋节', '2026-09-25', '2026-09-27'),
  ...span('国庆节', '2026-10-01', '2026-10-07'),
  ...worked('国庆节', '2026-10-10'),
];
