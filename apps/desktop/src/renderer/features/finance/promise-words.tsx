import type { PaymentPromise } from '@xinhang/shared/collections.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';

/** A promise to pay in words: when, how much, and how it stands. */
export function usePromiseWords() {
  const { t } = useText();
  const dates = useDates();
  return (promise: PaymentPromise): string =>
    [
      dates.day(promise.on),
      promise.fen === null ? '' : `¥${money(promise.fen)}`,
      t(`collection.promise.${promise.state}`),
    ]
      .filter(Boolean)
      .join(' · ');
}

/** How loud a promise is said. */
export const promiseTone = ({ state }: PaymentPromise): string =>
  state === 'broken' ? 'danger' : state === 'today' ? 'warn' : 'soft';
