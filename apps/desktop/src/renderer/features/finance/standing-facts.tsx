import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { money } from './money.ts';
import './finance.css';

export type CustomerStanding = Omit<ReceivableRow, 'customer' | 'owner'> & {
  limitFen: number | null;
  limitHidden: boolean;
};

/** How a customer stands, in figures side by side. */
export function StandingFacts({ standing }: { standing: CustomerStanding }) {
  const { t } = useText();
  const figure = (label: TextKey, text: string, late = false) => (
    <div key={label}>
      <dt className="soft">{t(label)}</dt>
      <dd className={late ? 'danger' : ''}>{text}</dd>
    </div>
  );
  const late = standing.overdueFen > 0;
  return (
    <dl className="finance-figures">
      {figure('finance.balance', money(standing.balanceFen))}
      {figure('finance.current', money(standing.currentFen))}
      {figure('finance.overdue', money(standing.overdueFen), late)}
      {late && figure('finance.overdueDays', t('finance.days', { n: standing.overdueDays }), true)}
      {figure('finance.advance', money(standing.advanceFen))}
      {!standing.limitHidden &&
        figure(
          'finance.limit',
          standing.limitFen === null ? t('finance.noLimit') : money(standing.limitFen),
        )}
    </dl>
  );
}
