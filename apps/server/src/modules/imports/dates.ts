import type { z } from 'zod';
import type { birthday } from '@xinhang/shared/contacts.ts';
import {
  addDays,
  businessDate,
  dateOf,
  parseLooseDate,
  startOfDay,
} from '@xinhang/shared/business-date.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Days of a spreadsheet that can only be meant as dates: 1954 to 2119. */
const SERIALS = { from: 20_000, to: 80_000 };

export interface When {
  /** Business date in the company's zone. */
  date: string;
  /** Minutes of the day, null when only the date was given. */
  minutes: number | null;
}

/**
 * A date, with or without a time, in the shapes that files have: `2026-11-23 8:30`, `2026/11/23`,
 * `20261123`, `2026年11月23日 下午3:00`, `民國115年11月23日`, `23/11/2026` where the order is certain,
 * `46349.35` (days of a spreadsheet), ISO 8601 with a zone. Null for anything else.
 */
export function whenOf(text: string, zone: string): When | null {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/\s*\(?(星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?\s*/u, ' ')
    .trim();
  const instant = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(typed)
    ? Date.parse(typed)
    : NaN;
  if (!Number.isNaN(instant)) {
    const date = businessDate(instant, zone);
    return { date, minutes: Math.floor((instant - startOfDay(date, zone)) / MINUTE_MS) };
  }
  if (/^\d{5}(\.\d+)?$/.test(typed)) return serial(Number(typed));
  const [, half, hour, minute, late] =
    /(?:^|[\sT])\s*(上午|下午|晚上|早上|am|pm)?\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?$/i.exec(
      typed.replace(/(日|号)(?=\s*(上午|下午|晚上|早上|\d{1,2}:))/u, '$1 '),
    ) ?? [];
  const bare =
    hour === undefined
      ? typed
      : typed.replace(
          /[\sT]*(上午|下午|晚上|早上|am|pm)?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?$/i,
          '',
        );
  const date = dateIn(bare.trim());
  if (date === null) return null;
  if (hour === undefined) return { date, minutes: null };
  const afternoon = /下午|晚上|pm/i.test(`${half ?? ''}${late ?? ''}`);
  const minutes = (Number(hour) + (afternoon && Number(hour) < 12 ? 12 : 0)) * 60 + Number(minute);
  return minutes < DAY_MINUTES && Number(minute) < 60 ? { date, minutes } : null;
}

/** The instant (UTC ms) of a date and time of the company; midnight without a time. */
export function instantOf({ date, minutes }: When, zone: string): number {
  return startOfDay(date, zone) + (minutes ?? 0) * MINUTE_MS;
}

function serial(days: number): When | null {
  if (days < SERIALS.from || days >= SERIALS.to) return null;
  const minutes = Math.round((days % 1) * DAY_MINUTES);
  const date = addDays('1899-12-30', Math.floor(days) + (minutes === DAY_MINUTES ? 1 : 0));
  return { date, minutes: minutes % DAY_MINUTES === 0 ? null : minutes };
}

function dateIn(text: string): string | null {
  if (/^\d{4}/.test(text)) return parseLooseDate(text, '2000-01-01');
  // Taiwan counts from 1912: 115/11/23, 民國115年11月23日.
  const [, republic, month, day] =
    /^(?:民國|民国)\s*(\d{1,3})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(text) ??
    /^(1\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(text) ??
    [];
  if (republic !== undefined) return dateOf(Number(republic) + 1911, Number(month), Number(day));
  const [, first, second, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return dateOf(Number(year), b, a);
  return b > 12 ? dateOf(Number(year), a, b) : null;
}

export type Birthday = z.output<typeof birthday>;

const months = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月'];
const numerals = '〇一二三四五六七八九';

/** `初五`, `十五`, `廿三`, `三十`, `15`. */
function lunarDay(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const [, tens = '', ones = ''] =
    /^(初|二十|廿|三十|卅|十)?([一二三四五六七八九十])?$/.exec(text) ?? [];
  const base = { 初: 0, 十: 10, 二十: 20, 廿: 20, 三十: 30, 卅: 30 }[tens] ?? 0;
  return base + (ones === '十' ? 10 : Math.max(0, numerals.indexOf(ones || '〇')));
}

function lunarMonth(text: string): number {
  if (/^\d{1,2}月$/.test(text)) return Number(text.slice(0, -1));
  if (text === '冬月' || text === '十一月') return 11;
  if (/^([腊臘]|十二)月$/.test(text)) return 12;
  return (text === '一月' ? 0 : months.indexOf(text)) + 1;
}

/** `1980-08-15`, `8月15日`, `08-15`, `农历八月十五`, `阴历1980年闰六月初一`; null for anything else. */
export function birthdayOf(text: string, zone: string): Birthday | null {
  const typed = text.normalize('NFKC').replaceAll(/\s/g, '');
  const [, lunar] = /^(?:农历|農曆|阴历|陰曆|旧历|舊曆|lunar)[::]?(.*)$/i.exec(typed) ?? [];
  if (lunar !== undefined) {
    const [, year, leap, month = '', day = ''] =
      /^(?:(\d{4})[年/.-])?([闰閏])?(.{1,3}月|\d{1,2}[/.-])(.{1,3}?)[日号號]?$/.exec(lunar) ?? [];
    const found = {
      calendar: 'lunar' as const,
      month: lunarMonth(month.replace(/[/.-]$/, '月')),
      day: lunarDay(day),
      leap: leap !== undefined,
      year: year === undefined ? null : Number(year),
    };
    return found.month >= 1 && found.month <= 12 && found.day >= 1 && found.day <= 30
      ? found
      : null;
  }
  const [, month, day] = /^(\d{1,2})[月/.-](\d{1,2})[日号號]?$/.exec(typed) ?? [];
  // 2000 has every day that any year has.
  const date =
    month === undefined ? whenOf(text, zone)?.date : dateOf(2000, Number(month), Number(day));
  if (!date) return null;
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  if (month === undefined && (y < 1900 || y > 2100)) return null;
  return { calendar: 'solar', month: m, day: d, leap: false, year: month === undefined ? y : null };
}
