import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { money } from './money.ts';
import { sideWords, type MoneySide } from './side-words.ts';
import './finance.css';

export type PartyStanding = Omit<ReceivableRow, 'customer' | 'owner'> & {
  limitFen?: number | null;
  /** Suppliers have none. */
  limitHidden?: boolean;
};

/** How a customer or a supplier stands, in figures side by side. */
export function StandingFacts({ side, standing }: { side: MoneySide; standing: PartyStanding }) {
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
      {figure(sideWords[side].balance, money(standing.balanceFen))}
      {figure('finance.current', money(standing.currentFen))}
      {figure('finance.overdue', money(standing.overdueFen), late)}
      {late && figure('finance.overdueDays', t('finance.days', { n: standing.overdueDays }), true)}
      {figure(sideWords[side].advance, money(standing.advanceFen))}
      {standing.limitHidden === false &&
        figure(
          'finance.limit',
          standing.limitFen === null || standing.limitFen === undefined
            ? t('finance.noLimit')
            : money(standing.limitFen),
        )}
    </dl>
  );
}
