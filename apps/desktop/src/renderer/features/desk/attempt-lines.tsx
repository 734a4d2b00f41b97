import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { Link } from '@tanstack/react-router';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Attempts at exams that wait to be marked, oldest first. */
export function AttemptLines({ rows }: { rows: readonly AttemptRow[] }) {
  const dates = useDates();
  return rows.map((row) => (
    <div key={row.id} className="small-line">
      <Link
        to="/training/attempts/$id"
        params={{ id: String(row.id) }}
        title={`${row.person.name} ${row.exam.name}`}
        className="small-name"
      >
        {row.person.name}
      </Link>
      <span className="small-note soft" title={row.exam.name}>
        {[row.exam.name, dates.dayOf(row.closedAt)].filter(Boolean).join(' · ')}
      </span>
      <Snooze kind="attemptsToMark" id={row.id} name={`${row.person.name} ${row.exam.name}`} />
    </div>
  ));
}
