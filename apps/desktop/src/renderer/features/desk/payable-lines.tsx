import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { DuePayable } from '@xinhang/shared/payables.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Suppliers that are to be paid soon: whom, from when, how much, and how much of it is late. */
export function PayableLines({ rows }: { rows: readonly DuePayable[] }) {
  const { t } = useText();
  const dates = useDates();
  const yuan = (amount: number) => `¥${formatFen(fen(amount))}`;
  return rows.map((row) => {
    const note = [
      dates.day(row.dueOn),
      yuan(row.dueFen),
      row.overdueFen > 0 && t('desk.payableLate', { amount: yuan(row.overdueFen) }),
    ]
      .filter(Boolean)
      .join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/payables/$id"
          params={{ id: String(row.id) }}
          search={{}}
          className="small-name"
          title={row.name}
        >
          {row.name}
        </Link>
        <span className={`small-note ${row.overdueFen > 0 ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="payablesDue" id={row.id} name={row.name} />
      </div>
    );
  });
}
