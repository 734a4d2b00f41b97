import type { Enrolment } from '@xinhang/shared/training-work.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

interface Props {
  rows: readonly Enrolment[];
  /** Of the own people: each is named. */
  team: boolean;
}

/** Courses that are due, those due first at the top. */
export function EnrolmentLines({ rows, team }: Props) {
  const { t } = useText();
  const dates = useDates();
  return rows.map((row) => (
    <div key={row.id} className="small-line">
      {row.exam ? (
        <Link
          to="/training/exams/$id"
          params={{ id: String(row.exam.id) }}
          title={row.exam.name}
          className="small-name"
        >
          {row.exam.name}
        </Link>
      ) : (
        <Link
          to="/training/courses/$id"
          params={{ id: String(row.course.id) }}
          title={row.course.name}
          className="small-name"
        >
          {row.course.name}
        </Link>
      )}
      <span className={row.overdue ? 'small-note danger' : 'small-note soft'}>
        {[
          team && row.person.name,
          row.exam ? t('training.exam') : `${row.finished} / ${row.lessons}`,
          dates.day(row.dueOn),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Snooze
        kind={team ? 'trainingOverdue' : 'trainingDue'}
        id={row.id}
        name={(row.exam ?? row.course).name}
      />
    </div>
  ));
}
