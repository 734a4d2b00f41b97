import type { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { outcomeOf, outcomeWords } from '@xinhang/shared/exam-words.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { HoursButton } from '../../form/hours-button.tsx';

type Training = NonNullable<EndpointOutput<typeof api.team.get>['training']>;

/** Courses and exams of the period. */
export function PersonTraining({
  training,
  person,
  period,
}: {
  training: Training;
  person: NameRef;
  period: { from: string; to: string };
}) {
  const { t, language } = useText();
  const dates = useDates();
  const { due, finished, overdue, minutes, exams } = training;
  return (
    <>
      <p>{t('person.courses', { due, finished, overdue })}</p>
      <p>
        {t('training.hours')}{' '}
        <HoursButton person={person} minutes={minutes} from={period.from} to={period.to} />
      </p>
      {exams.length === 0 ? (
        <p className="soft">{t('person.noExams')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('training.exam')}</th>
              <th>{t('exam.closedAt')}</th>
              <th className="number">{t('exam.result')}</th>
              <th>{t('exam.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {exams.map((row) => (
              <tr key={row.attemptId}>
                <td>
                  <Link to="/training/attempts/$id" params={{ id: String(row.attemptId) }}>
                    {row.exam.name}
                  </Link>
                </td>
                <td>{dates.day(row.on)}</td>
                <td className="number">{(row.percentBp / 100).toFixed(1)}%</td>
                <td className={row.passed ? '' : 'danger'}>
                  {outcomeWords[outcomeOf({ state: 'done', passed: row.passed })][language]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
