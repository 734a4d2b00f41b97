import { z } from 'zod';
import { requiredText } from './contract/fields.ts';
import { nextBirthday } from './lunar.ts';

/** A day that comes every year, by one of the two calendars. */
export const festival = z
  .object({
    /** What it is called; rules of care name it by this. */
    name: requiredText(20),
    calendar: z.enum(['solar', 'lunar']),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
  })
  .refine(({ calendar, month, day }) => day <= lastDay(calendar, month), { path: ['day'] });
export type Festival = z.output<typeof festival>;

function lastDay(calendar: 'solar' | 'lunar', month: number): number {
  if (calendar === 'lunar') return 30;
  return month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

type Ready = readonly [
  cn: string,
  tw: string,
  en: string,
  Festival['calendar'],
  month: number,
  day: number,
];

/** What companies send greetings for; the first word is what is stored. */
const ready: readonly Ready[] = [
  ['元旦', '元旦', 'New Year’s Day', 'solar', 1, 1],
  ['春节', '春節', 'Spring Festival', 'lunar', 1, 1],
  ['元宵节', '元宵節', 'Lantern Festival', 'lunar', 1, 15],
  ['妇女节', '婦女節', 'Women’s Day', 'solar', 3, 8],
  ['劳动节', '勞動節', 'Labour Day', 'solar', 5, 1],
  ['端午节', '端午節', 'Dragon Boat Festival', 'lunar', 5, 5],
  ['教师节', '教師節', 'Teachers’ Day', 'solar', 9, 10],
  ['中秋节', '中秋節', 'Mid-Autumn Festival', 'lunar', 8, 15],
  ['国庆节', '國慶節', 'National Day', 'solar', 10, 1],
  ['重阳节', '重陽節', 'Double Ninth Festival', 'lunar', 9, 9],
];

/** Those that a new company starts with. */
export const readyFestivals: readonly Festival[] = ready.map(
  ([name, , , calendar, month, day]) => ({
    name,
    calendar,
    month,
    day,
  }),
);

/** A ready festival in another language; own ones read as they are stored. */
export function shownFestival(name: string, language: 'zh-CN' | 'zh-TW' | 'en'): string {
  const found = ready.find(([stored]) => stored === name);
  return found?.[{ 'zh-CN': 0, 'zh-TW': 1, en: 2 }[language] as 0 | 1 | 2] ?? name;
}

/**
 * The first date on or after `from` on which a festival is kept. It falls in the ordinary month, and
 * a day that its month lacks on the month's last (lunar 12/30, New Year's Eve, on 29).
 */
export function nextFestival({ calendar, month, day }: Festival, from: string): string {
  return nextBirthday({ calendar, month, day }, from);
}
