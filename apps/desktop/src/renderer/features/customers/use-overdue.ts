import { idleDaysOf, longestDays } from '@xinhang/shared/contact-rhythm.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { useCallback } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';

/** Days by which the contact with a customer is overdue for its grade; null while it is not. */
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
