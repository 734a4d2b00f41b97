import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { DueStatement } from '@xinhang/shared/statements.ts';
import type { DueSupplierStatement } from '@xinhang/shared/supplier-statements.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { Snooze } from './snoozed.tsx';

type Due = DueStatement | DueSupplierStatement;
const partyOf = (row: Due) => ('customer' in row ? row.customer : row.supplier);

interface Props {
  /** What customers owe, or what suppliers are owed. */
  side: 'ar' | 'ap';
  rows: readonly Due[];
  team: boolean;
}

/** Statements that nobody answered, and differences past the day of clearing. */
export function StatementLines({ side, rows, team }: Props) {
  const { t } = useText();
  return rows.map((row) => {
    const note = [
      team && 'owner' in row && row.owner?.name,
      row.to.slice(0, 7),
      `¥${formatFen(fen(row.closingFen))}`,
      t(`statement.state.${row.state}`),
      t('statement.lateDays', { n: row.lateDays }),
    ]
      .filter(Boolean)
      .join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link
          to={side === 'ar' ? '/statements/$id' : '/supplier-statements/$id'}
          params={{ id: String(row.id) }}
          className="small-name"
        >
          {partyOf(row).name}
        </Link>
        <span className="small-note danger" title={note}>
          {note}
        </span>
        <Snooze
          kind={side === 'ar' ? 'statementsDue' : 'supplierStatementsDue'}
          id={row.id}
          name={partyOf(row).name}
        />
      </div>
    );
  });
}
