import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';

/** Claims that wait for their money, and own ones that came back: each a way to them. */
export function ExpenseCounts({ counts }: { counts: NonNullable<DeskBlock['expenses']> }) {
  const { t } = useText();
  const line = (label: string, n: number, search: object, danger: boolean) =>
    n > 0 && (
      <div className="small-line">
        <Link to="/expenses" search={search} className="small-name">
          {label}
        </Link>
        <span className={danger ? 'small-note danger' : 'small-note soft'}>
          {t('desk.expenseClaims', { n })}
        </span>
      </div>
    );
  return (
    <>
      {line(t('expense.view.toPay'), counts.toPay, { state: ['approved'] }, false)}
      {line(t('expense.cameBack'), counts.cameBack, { mine: true, state: ['draft'] }, true)}
    </>
  );
}
