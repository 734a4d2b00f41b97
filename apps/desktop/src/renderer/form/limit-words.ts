import type { CreditLimit } from '@xinhang/shared/credit-limit.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useText } from '../i18n/i18n.ts';

/** A limit in words: of a temporary one until when, and what follows. `sign` as beside it. */
export function useLimitWords(sign: '¥' | '' = '¥'): (limit: CreditLimit) => string {
  const { t } = useText();
  const money = (amount: number) => `${sign}${formatFen(fen(amount))}`;
  return ({ limitFen, temporary }) => {
    if (limitFen === null) return t('order.credit.none');
    if (temporary === null) return money(limitFen);
    const { until, standingFen } = temporary;
    return t('limit.untilThen', {
      limit: money(limitFen),
      until,
      standing: money(standingFen),
    });
  };
}
