import type { DueBill } from '@xinhang/shared/bills.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Bills that are due soon: to collect or to pay, whose, from when, how much. */
export function BillLines({ rows }: { rows: readonly DueBill[] }) {
  const { t } = useText();
  const dates = useDates();
  return rows.map((row) => {
    const note = [
      t(row.side === 'received' ? 'desk.billToCollect' : 'desk.billToPay'),
      dates.day(row.dueOn),
      `¥${formatFen(fen(row.amountFen))}`,
    ].join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/bills/$id"
          params={{ id: String(row.id) }}
          className="small-name"
          title={`${row.acceptor} ${row.no}`}
        >
          {row.acceptor}
        </Link>
        <span className={`small-note ${row.dueOn < dates.today ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="billsDue" id={row.id} name={row.no} />
      </div>
    );
  });
}
