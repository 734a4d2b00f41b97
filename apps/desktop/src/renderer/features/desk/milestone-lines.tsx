import type { MilestoneRow } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Milestones of contracts that are to be paid: of whom, what, how much and when. */
export function MilestoneLines({ rows }: { rows: readonly MilestoneRow[] }) {
  const dates = useDates();
  return rows.map((row) => {
    const note = [dates.day(row.dueOn), `¥${formatFen(fen(row.amountFen))}`, row.name].join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/contracts/$id"
          params={{ id: String(row.contract.id) }}
          className="small-name"
          title={[row.contract.no, row.contract.title].filter(Boolean).join(' ')}
        >
          {row.customer.name}
        </Link>
        <span className={`small-note ${row.state === 'overdue' ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="milestonesDue" id={row.id} name={`${row.customer.name} ${row.name}`} />
      </div>
    );
  });
}
