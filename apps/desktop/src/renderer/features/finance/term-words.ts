import type { PaymentTermLine } from '@xinhang/shared/payment-term-api.ts';
import { useText } from '../../i18n/i18n.ts';

/** Terms of payment in words: what falls due when. */
export function useTermWords() {
  const { t } = useText();
  const when = ({ trigger, days, fixedDay }: PaymentTermLine) => {
    const from = t(`finance.trigger.${trigger}`);
    const after = days === 0 ? from : t('finance.daysAfter', { from, n: days });
    return fixedDay === null ? after : t('finance.onFixedDay', { when: after, n: fixedDay });
  };
  return {
    lines: (lines: readonly PaymentTermLine[]): string =>
      lines
        .map((line) =>
          lines.length === 1
            ? when(line)
            : t('finance.share', { part: `${line.shareBp / 100}%`, when: when(line) }),
        )
        .join(t('finance.termJoin')),
  };
}
