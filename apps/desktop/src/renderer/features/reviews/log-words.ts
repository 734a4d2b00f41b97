import { weekday } from '@xinhang/shared/business-date.ts';
import type { LogKind, WorkLog } from '@xinhang/shared/work-logs.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

/** Periods and marks of logs in words. */
export function useLogWords() {
  const { t } = useText();
  const dates = useDates();
  const period = (kind: LogKind, { from, to }: { from: string; to: string }) =>
    kind === 'week'
      ? `${from} – ${to.slice(5)}`
      : `${from} ${t(`plan.weekday.${weekday(from)}` as 'plan.weekday.1')}`;
  /** What is noteworthy of when it was submitted and changed. */
  const marks = (log: Pick<WorkLog, 'late' | 'editedAt' | 'editedLate'>): string[] => [
    ...(log.late ? [t('workLog.late')] : []),
    ...(log.editedAt !== null
      ? [
          t(log.editedLate ? 'workLog.editedLate' : 'workLog.edited', {
            at: dates.time(log.editedAt),
          }),
        ]
      : []),
  ];
  return { period, marks };
}
