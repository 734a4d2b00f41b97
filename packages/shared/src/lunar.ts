import { LunarDay, LunarMonth, LunarYear, SolarDay } from 'tyme4ts';
import { dateOf, daysInMonth } from './business-date.ts';

export interface MonthDay {
  month: number;
  day: number;
}

/** A day of the lunar calendar; `leap` for the second month of its number in a leap year. */
export interface LunarMonthDay extends MonthDay {
  leap: boolean;
}

export interface Birthday extends MonthDay {
  calendar: 'solar' | 'lunar';
  /** Born in a leap month; lunar alone. */
  leap?: boolean | undefined;
}

/** Whether a lunar month of this year, the leap one where asked for, has this day. */
export function lunarDayExists(year: number, { month, day, leap }: LunarMonthDay): boolean {
  if (leap && LunarYear.fromYear(year).getLeapMonth() !== month) return false;
  return day <= LunarMonth.fromYm(year, leap ? -month : month).getDayCount();
}

/** How birthdays are found by day: `solar-02-29`, `lunar-08-15`, `lunar-06-01-leap`. */
export function birthdayKey({ calendar, month, day, leap }: Birthday): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const suffix = calendar === 'lunar' && leap ? '-leap' : '';
  return `${calendar}-${two(month)}-${two(day)}${suffix}`;
}

/**
 * The first date on or after `today` on which a birthday is kept. A day that its month lacks falls
 * on the month's last day (29 February on the 28th, lunar 30 on 29); a leap-month birthday falls
 * in the ordinary month of a year without that leap month.
 * Not by Intl: its Chinese calendar is a day late in whole months of some years (2027, first month).
 */
export function nextBirthday(birthday: Birthday, today: string): string {
  checkBirthday(birthday);
  const inYear = birthday.calendar === 'solar' ? solarIn : lunarIn;
  const year =
    birthday.calendar === 'solar' ? Number(today.slice(0, 4)) : lunarDay(today).getYear();
  for (let candidate = year; ; candidate++) {
    const date = inYear(candidate, birthday);
    if (date >= today) return date;
  }
}

/** The birthdays that are kept on a date: the day itself, and those that fall on it for lack of theirs. */
export function birthdaysOn(date: string): { solar: MonthDay[]; lunar: LunarMonthDay[] } {
  const [year, month, day] = partsOf(date);
  const solar = [{ month, day }];
  if (month === 2 && day === 28 && daysInMonth(year, 2) === 28) solar.push({ month, day: 29 });
  return { solar, lunar: lunarOn(date) };
}

function lunarOn(date: string): LunarMonthDay[] {
  const today = lunarDay(date);
  const month = today.getLunarMonth();
  const days = [today.getDay()];
  if (today.getDay() === 29 && month.getDayCount() === 29) days.push(30);
  const number = Math.abs(today.getMonth());
  const alone = LunarYear.fromYear(today.getYear()).getLeapMonth() !== number;
  const leaps = month.isLeap() ? [true] : alone ? [false, true] : [false];
  return leaps.flatMap((leap) => days.map((day) => ({ month: number, day, leap })));
}

/** The day of the lunar calendar that a date is. */
export function lunarOf(date: string): LunarMonthDay & { year: number } {
  const found = lunarDay(date);
  const month = found.getLunarMonth();
  return {
    year: found.getYear(),
    month: Math.abs(found.getMonth()),
    day: found.getDay(),
    leap: month.isLeap(),
  };
}

function solarIn(year: number, { month, day }: MonthDay): string {
  return dateOf(year, month, Math.min(day, daysInMonth(year, month)))!;
}

function lunarIn(year: number, { month, day, leap }: Birthday): string {
  const hasLeap = leap === true && LunarYear.fromYear(year).getLeapMonth() === month;
  const signed = hasLeap ? -month : month;
  const last = LunarMonth.fromYm(year, signed).getDayCount();
  const solar = LunarDay.fromYmd(year, signed, Math.min(day, last)).getSolarDay();
  return dateOf(solar.getYear(), solar.getMonth(), solar.getDay())!;
}

function lunarDay(date: string): LunarDay {
  return SolarDay.fromYmd(...partsOf(date)).getLunarDay();
}

function partsOf(date: string): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function checkBirthday({ calendar, month, day }: Birthday): void {
  const last = calendar === 'lunar' ? 30 : daysInMonth(2000, month);
  const months = Number.isInteger(month) && month >= 1 && month <= 12;
  if (!months || !Number.isInteger(day) || day < 1 || day > last) {
    throw new RangeError(`no ${calendar} birthday: ${month}/${day}`);
  }
}
