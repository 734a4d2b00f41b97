import type { LoanRow } from '@xinhang/shared/loans.ts';
import { Link } from '@tanstack/react-router';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Goods that are to come back: from whom, when, what for. */
export function LoanLines({ rows }: { rows: readonly LoanRow[] }) {
  const dates = useDates();
  return rows.map((row) => {
    const note = [dates.day(row.dueOn), row.no, row.purpose].filter(Boolean).join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link to="/loans/$id" params={{ id: String(row.id) }} className="small-name">
          {row.customer.name}
        </Link>
        <span className={`small-note ${row.overdue ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="loansDue" id={row.id} name={`${row.customer.name} ${row.no}`} />
      </div>
    );
  });
}
