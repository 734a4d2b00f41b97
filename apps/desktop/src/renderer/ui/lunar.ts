import type { Language } from '@xinhang/shared/auth.ts';

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;
const months = ['正', ...digits.slice(2), '十一', '十二'];

function dayWords(day: number): string {
  if (day <= 10) return `初${digits[day]}`;
  if (day === 20 || day === 30) return `${digits[day / 10]}十`;
  return `${day < 20 ? '十' : '廿'}${digits[day % 10]}`;
}

/** Month and day of the lunar calendar as people say them: 正月初八; in English they are numbers. */
export function lunarWords(
  language: Language,
  { month, day }: { month: number; day: number },
): { month: string; day: string } {
  if (language === 'en') return { month: String(month), day: String(day) };
  return { month: months[month - 1] ?? String(month), day: dayWords(day) };
}
