import { idleDaysOf, longestDays } from '@xinhang/shared/contact-rhythm.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { useCallback } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** Days by which the contact with a customer is overdue for its grade: 0 today, null before. */
export function useOverdue(): (row: CustomerRow) => number | null {
  const { company } = useMe();
  const settings = useEndpoint(api.settings.get, {});
  const values = settings.data?.values;
  return useCallback(
    (row) => {
      if (!values) return null;
      const days = idleDaysOf(row, values, company);
      return days === null ? null : days - longestDays(values, row.chanceGrade);
    },
    [values, company],
  );
}

/** What a line says of it, in red where it is late. */
export function useOverdueWords(): (late: number | null) => { words: string; danger: boolean } {
  const { t } = useText();
  return useCallback(
    (late) => ({
      words:
        late === null
          ? ''
          : late === 0
            ? t('customer.dueToday')
            : t('customer.overdueBy', { n: late }),
      danger: late !== null && late > 0,
    }),
    [t],
  );
}
