import type { PromisedPayment } from '@xinhang/shared/collections.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

interface Props {
  rows: readonly PromisedPayment[];
  team: boolean;
}

/** Promises to pay that are due or were broken: whose, when, how much. */
export function PromisedLines({ rows, team }: Props) {
  const { t } = useText();
  const dates = useDates();
  return rows.map((row) => {
    const note = [
      team && row.owner?.name,
      dates.day(row.on),
      row.fen !== null && `¥${formatFen(fen(row.fen - row.paidFen))}`,
      t(`collection.promise.${row.state}`),
    ]
      .filter(Boolean)
      .join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/receivables/$id"
          params={{ id: String(row.customer.id) }}
          search={{}}
          className="small-name"
        >
          {row.customer.name}
        </Link>
        <span className={`small-note ${row.state === 'broken' ? 'danger' : 'soft'}`} title={note}>
          {note}
        </span>
        <Snooze kind="paymentsPromised" id={row.id} name={row.customer.name} />
      </div>
    );
  });
}
