import type { AlertRow } from '@xinhang/shared/alerts.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from './dates.ts';

/** What an alert says, in one line; days go on while it is open. */
export function useAlertWords() {
  const { t } = useText();
  const { today } = useDates();
  return ({ kind, days, state, openedOn }: AlertRow) => {
    const grows = state === 'open' && kind !== 'dealSlipped';
    const n = grows ? days + Math.max(daysBetween(openedOn, today), 0) : days;
    return t(`alert.says.${kind}`, { n });
  };
}
