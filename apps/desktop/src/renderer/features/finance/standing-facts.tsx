import type { CreditLimit } from '@xinhang/shared/credit-limit.ts';
import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import { useLimitWords } from '../../form/limit-words.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { money } from './money.ts';
import { sideWords, type MoneySide } from './side-words.ts';
import './finance.css';

export type PartyStanding = Omit<ReceivableRow, 'customer' | 'owner'> & {
  /** Suppliers have none. */
  limitHidden?: boolean;
} & Partial<CreditLimit>;

/** How a customer or a supplier stands, in figures side by side. */
export function StandingFacts({ side, standing }: { side: MoneySide; standing: PartyStanding }) {
  const { t } = useText();
  const limitWords = useLimitWords('');
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
          limitWords({
            limitFen: standing.limitFen ?? null,
            temporary: standing.temporary ?? null,
          }),
        )}
    </dl>
  );
}
