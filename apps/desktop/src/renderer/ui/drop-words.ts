import { daysBetween } from '@xinhang/shared/business-date.ts';
import type { DropForecast } from '@xinhang/shared/pool-work.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from './dates.ts';

/** Why a customer drops, or drops by a rule: the cause with its days. */
export function useCauseWords() {
  const { t } = useText();
  const span = (n: number, workdays: boolean) =>
    t(workdays ? 'pool.spanWorkdays' : 'pool.span', { n });
  return {
    span,
    why: ({ cause, days, workdays }: Pick<DropForecast, 'cause' | 'days' | 'workdays'>) =>
      t(`pool.causeIn.${cause}`, { span: span(days, workdays) }),
  };
}

/** When and why a customer drops into the pool, in words. */
export function useDropWords() {
  const { t } = useText();
  const dates = useDates();
  const { why } = useCauseWords();
  return {
    on: (date: string | null) => t('pool.drops', { date: dates.day(date) }),
    /** In few words: how long there is left. */
    left: (date: string | null) => {
      const days = date === null ? 0 : daysBetween(dates.today, date);
      return days <= 1 ? t('pool.leftTomorrow') : t('pool.left', { n: days });
    },
    why,
  };
}
