import { addDays, startOfDay, weekday } from '@xinhang/shared/business-date.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 9;

/** When a notification may come back; mornings on the company's clocks. */
export function useLater() {
  const { t } = useText();
  const { today } = useDates();
  const { company } = useMe();
  const morning = (days: number) =>
    startOfDay(addDays(today, days), company.timeZone) + MORNING_HOUR * HOUR_MS;
  return () => [
    { key: 'hour', label: t('notifications.snooze.hour'), at: Date.now() + HOUR_MS },
    { key: 'tomorrow', label: t('notifications.snooze.tomorrow'), at: morning(1) },
    {
      key: 'monday',
      label: t('notifications.snooze.monday'),
      at: morning(8 - weekday(today)),
    },
  ];
}
