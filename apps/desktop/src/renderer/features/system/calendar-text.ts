import { addDays, isBusinessDate } from '@xinhang/shared/business-date.ts';
import type { CalendarDay, DayKind } from '@xinhang/shared/work-calendar.ts';

export interface ReadCalendar {
  days: CalendarDay[];
  /** Lines that were not understood, counted from 1. */
  bad: { line: number; text: string }[];
  /** Lines with days outside the year. */
  otherYear: number[];
}

const kinds: readonly [RegExp, DayKind][] = [
  [/^(休|休息|放假|假|holiday|off|rest)$/i, 'holiday'],
  [/^(班|上班|补班|補班|调休|調休|workday|work)$/i, 'workday'],
];
const LONGEST_SPAN = 366;

/** `2027-2-6`, `2027/02/06`, `20270206` and `2027年2月6日` are the same day; null for anything else. */
function dateOf(text: string): string | null {
  const parts =
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!parts) return null;
  const date = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
  return isBusinessDate(date) ? date : null;
}

function spanOf(text: string): string[] | null {
  const [from, to = from, ...rest] = text.split(/[~～至]/).map((part) => dateOf(part.trim()));
  if (!from || !to || rest.length > 0 || to < from) return null;
  const days: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days.push(date);
    if (days.length > LONGEST_SPAN) return null;
  }
  return days;
}

function lineOf(text: string): { dates: string[]; kind: DayKind; name: string } | null {
  const [span = '', kindText = '', ...rest] = text
    .replaceAll(/\s*([~～至])\s*/g, '$1')
    .split(/[,，;\t]+|\s+/)
    .map((part) => part.trim().replaceAll(/^"|"$/g, ''));
  const dates = spanOf(span);
  const kind = kinds.find(([pattern]) => pattern.test(kindText))?.[1];
  return dates && kind ? { dates, kind, name: rest.join(' ').trim().slice(0, 40) } : null;
}

/** Days of a year from pasted text or a CSV file: a date or a span, off or work, a name. */
export function readCalendar(text: string, year: number): ReadCalendar {
  const days = new Map<string, CalendarDay>();
  const read: ReadCalendar = { days: [], bad: [], otherYear: [] };
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    // A first line without any digit is the heads of the columns.
    if (line === '' || (at === 0 && !/\d/.test(line))) continue;
    const found = lineOf(line);
    if (!found) read.bad.push({ line: at + 1, text: line.slice(0, 60) });
    else if (found.dates.some((date) => !date.startsWith(`${year}-`))) read.otherYear.push(at + 1);
    else {
      for (const date of found.dates) days.set(date, { date, kind: found.kind, name: found.name });
    }
  }
  read.days = [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return read;
}

/** Bytes of a CSV file as text: UTF-8, or GB18030 as Excel in China writes it. */
export function decodeCsv(bytes: BufferSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
