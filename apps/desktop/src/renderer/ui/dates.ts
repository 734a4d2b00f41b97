import { businessDate, daysBetween } from '@xinhang/shared/business-date.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';

/** Dates in words where closeness matters, in the company's time zone. */
export function useDates() {
  const { t } = useText();
  const { company } = useMe();
  const day = (date: string | null): string => {
    if (date === null) return '';
    const days = daysBetween(company.today, date);
    if (days === 0) return t('date.today');
    if (days === 1) return t('date.tomorrow');
    if (days === -1) return t('date.yesterday');
    if (days > 1 && days <= 7) return t('date.inDays', { n: days });
    if (days < 0 && days >= -7) return t('date.daysAgo', { n: -days });
    return date;
  };
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: company.timeZone,
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    today: company.today,
    day,
    dayOf: (ms: number | null) => (ms === null ? '' : day(businessDate(ms, company.timeZone))),
    /** 今天 09:30, 昨天 16:02, 2026-11-20 09:30. */
    time: (ms: number) => {
      const date = businessDate(ms, company.timeZone);
      const days = daysBetween(company.today, date);
      return `${days === 0 || days === -1 ? day(date) : date} ${clock.format(ms)}`;
    },
    overdue: (date: string | null) => date !== null && date < company.today,
  };
}
