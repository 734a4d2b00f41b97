const formatters = new Map<string, Intl.DateTimeFormat>();
const DAY_MS = 86_400_000;
/** No clock has stood further from UTC than this. */
const MAX_OFFSET_MS = 16 * 3_600_000;

/** Offsets of UTC days on which the clocks of a zone were not set; null for the others. */
const offsets = new Map<string, Map<number, number | null>>();
const MOST_OFFSETS = 20_000;

/**
 * The calendar day `YYYY-MM-DD` of an instant (UTC ms) in a time zone such as `Asia/Shanghai`.
 * Lists ask for it in each row, and the calendar of the system takes a multiple of an addition:
 * it is asked once for each UTC day.
 */
export function businessDate(ms: number, timeZone: string): string {
  const offset = offsetOn(Math.floor(ms / DAY_MS), timeZone);
  if (offset === null) return isoDate(partsOf(ms, timeZone));
  return new Date(ms + offset).toISOString().slice(0, 10);
}

function offsetOn(day: number, timeZone: string): number | null {
  const known = offsets.get(timeZone) ?? new Map<number, number | null>();
  offsets.set(timeZone, known);
  let offset = known.get(day);
  if (offset === undefined) {
    const [first, last] = [day, day + 1].map((at) => offsetAt(at * DAY_MS, timeZone));
    offset = first === last ? first! : null;
    if (known.size >= MOST_OFFSETS) known.clear();
    known.set(day, offset);
  }
  return offset;
}

/** How far the clocks of a zone stand before UTC at an instant, ms. */
function offsetAt(ms: number, timeZone: string): number | null {
  const parts = partsOf(ms, timeZone);
  const [date, time] = [isoDate(parts), `${parts.hour}:${parts.minute}:${parts.second}`];
  // A year of five digits, or before the first, is not worth a rule of its own.
  const local = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(local) ? null : local - ms;
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

function partsOf(ms: number, timeZone: string): Parts {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  const found: Parts = {};
  for (const { type, value } of formatter.formatToParts(ms)) found[type] = value;
  return found;
}

const isoDate = ({ year, month, day }: Parts) => `${year?.padStart(4, '0')}-${month}-${day}`;

/** An instant (UTC ms) as `YYYY-MM-DD HH:mm` on the clocks of a time zone. */
export function localMinute(ms: number, timeZone: string): string {
  const offset = offsetOn(Math.floor(ms / DAY_MS), timeZone);
  if (offset !== null) return new Date(ms + offset).toISOString().slice(0, 16).replace('T', ' ');
  const parts = partsOf(ms, timeZone);
  return `${isoDate(parts)} ${parts.hour}:${parts.minute}`;
}

/** Every look for one asks the calendar of the system some thirty times. */
const knownStarts = new Map<string, number>();
const MOST_STARTS = 1000;

/**
 * The first instant (UTC ms) of a date in a time zone: midnight, or later where the clocks jump
 * over it. A day ends where the next one starts; it need not have 24 hours.
 */
export function startOfDay(date: string, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  let start = knownStarts.get(key);
  if (start === undefined) {
    start = findStart(date, timeZone);
    if (knownStarts.size >= MOST_STARTS) knownStarts.clear();
    knownStarts.set(key, start);
  }
  return start;
}

function findStart(date: string, timeZone: string): number {
  let before = midnight(date) - MAX_OFFSET_MS;
  let start = midnight(date) + MAX_OFFSET_MS;
  while (start - before > 1) {
    const middle = Math.floor((before + start) / 2);
    if (businessDate(middle, timeZone) < date) before = middle;
    else start = middle;
  }
  return start;
}

/** The date so many calendar days later (negative: earlier). RangeError for a date that is none. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * A span of dates, both included, as instants (UTC ms): from the start of the first until before
 * the start of the day after the last. An end that is not given stays open.
 */
export function daySpan(
  from: string | undefined,
  to: string | undefined,
  timeZone: string,
): { since: number | undefined; before: number | undefined } {
  return {
    since: from === undefined ? undefined : startOfDay(from, timeZone),
    before: to === undefined ? undefined : startOfDay(addDays(to, 1), timeZone),
  };
}

/** Calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (midnight(to) - midnight(from)) / DAY_MS;
}

/** The same day of another month, or the last of it where it is shorter. */
export function addMonths(date: string, count: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + count;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))!;
}

/** Day of the week, 1 Monday to 7 Sunday (ISO 8601). */
export function weekday(date: string): number {
  return new Date(midnight(date)).getUTCDay() || 7;
}

/** Whether a text is a date that exists: `2027-02-29` is none. */
export function isBusinessDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return (
    day !== undefined && Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month))
  );
}

/** Days of a month, 1 to 12, of the Gregorian calendar; 0 for another month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month >= 1 && month <= 12 ? ([4, 6, 9, 11].includes(month) ? 30 : 31) : 0;
}

/** `2026`, `11`, `3` as `2026-11-03`; null when the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isBusinessDate(date) ? date : null;
}

const words: Record<string, number> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  今天: 0,
  今日: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};

/**
 * A date as people type it: `2026-11-23`, `2026/11/23`, `20261123`, `2026年11月23日`; without a year
 * (`1123`, `11-23`) the one nearest to `today`; `明天`, `+3` (days from today). Null for anything
 * else, and for day-first or month-first orders with a year.
 */
export function parseLooseDate(text: string, today: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s/g, '');
  if (Object.hasOwn(words, typed)) return addDays(today, words[typed]!);
  if (/^[+-]\d{1,4}$/.test(typed)) return addDays(today, Number(typed));
  const full =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(typed) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?$/.exec(typed) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(typed);
  if (full) return dateOf(Number(full[1]), Number(full[3]), Number(full[4]));
  const short =
    /^(\d{1,2})[-/.](\d{1,2})$/.exec(typed) ??
    /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(typed) ??
    /^(\d{2})(\d{2})$/.exec(typed);
  return short ? nearest(Number(short[1]), Number(short[2]), today) : null;
}

/** The day of a month in this year, the last or the next, whichever is nearest; later on a tie. */
function nearest(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  let found: string | null = null;
  for (const candidate of [year + 1, year, year - 1]) {
    const date = dateOf(candidate, month, day);
    const distance = (other: string) => Math.abs(daysBetween(today, other));
    if (date && (!found || distance(date) < distance(found))) found = date;
  }
  return found;
}

function midnight(date: string): number {
  if (!isBusinessDate(date)) throw new RangeError(`not a date: ${date}`);
  return Date.parse(`${date}T00:00:00Z`);
}
