import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { EndingLimit } from '@xinhang/shared/temporary-limits.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Temporary credit limits that end soon or just ended: whose, when, how much it was. */
export function LimitLines({ rows }: { rows: readonly EndingLimit[] }) {
  const { t } = useText();
  const dates = useDates();
  return rows.map((row) => {
    const over = row.validTo < dates.today;
    const day = dates.day(row.validTo);
    const note = [
      t(over ? 'desk.limitEnded' : 'desk.limitEnds', { day }),
      `¥${formatFen(fen(row.limitFen))}`,
    ].join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/customers/$id"
          params={{ id: String(row.customer.id) }}
          className="small-name"
          title={row.customer.name}
        >
          {row.customer.name}
        </Link>
        <span className={`small-note ${over ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="limitsEnding" id={row.id} name={row.customer.name} />
      </div>
    );
  });
}
