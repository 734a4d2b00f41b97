import { addDays } from '@xinhang/shared/business-date.ts';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { useDates } from '../../ui/dates.ts';

/** Customer id to the business date on which it comes back. */
const schema = z.record(z.string(), z.string());

/** Work put off until tomorrow: off this desk, not out of the books. */
export function useSnoozed() {
  const { today } = useDates();
  const [kept, set] = usePreference('desk.snoozed', schema, {});
  const asleep = Object.entries(kept).filter(([, until]) => until > today);
  return {
    isAsleep: (customerId: number) => asleep.some(([id]) => id === String(customerId)),
    snooze: (customerId: number) =>
      set({ ...Object.fromEntries(asleep), [customerId]: addDays(today, 1) }),
    wakeAll: () => set({}),
  };
}
