import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { DueStatement } from '@xinhang/shared/statements.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { Snooze } from './snoozed.tsx';

interface Props {
  rows: readonly DueStatement[];
  team: boolean;
}

/** Statements that nobody answered, and differences past the day of clearing. */
export function StatementLines({ rows, team }: Props) {
  const { t } = useText();
  return rows.map((row) => {
    const note = [
      team && row.owner?.name,
      row.to.slice(0, 7),
      `¥${formatFen(fen(row.closingFen))}`,
      t(`statement.state.${row.state}`),
      t('statement.lateDays', { n: row.lateDays }),
    ]
      .filter(Boolean)
      .join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link to="/statements/$id" params={{ id: String(row.id) }} className="small-name">
          {row.customer.name}
        </Link>
        <span className="small-note danger" title={note}>
          {note}
        </span>
        <Snooze kind="statementsDue" id={row.id} name={row.customer.name} />
      </div>
    );
  });
}
