import { milestoneTriggers, type MilestoneTrigger } from '@xinhang/shared/contract-rules.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Button, Input, Select } from 'antd';
import { useMe } from '../../app/session.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { ReckonedField } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { blankMilestone, plannedAmounts, type MilestoneDraft } from './contract-draft.ts';

interface Props {
  plan: readonly MilestoneDraft[];
  /** What the contract is about, in fen; null: nothing is agreed. */
  amountFen: number | null;
  onChange: (plan: MilestoneDraft[]) => void;
}

/** The pay plan of a contract while it is written: each milestone a share or an amount. */
export function PayPlanEditor({ plan, amountFen, onChange }: Props) {
  const { t } = useText();
  const amounts = plannedAmounts(amountFen ?? 0, plan);
  const sum = amounts.reduce((all, one) => all + one, 0);
  const whole = plan.length === 0 || sum === amountFen;
  const change = (at: number, part: Partial<MilestoneDraft>) =>
    onChange(plan.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <div className="contract-part">
      {plan.length === 0 ? (
        <p className="soft">{t('contract.noPlan')}</p>
      ) : (
        <table className="contract-table">
          <thead>
            <tr>
              <th>{t('milestone.name')}</th>
              <th className="number">{t('milestone.share')}</th>
              <th className="number">{t('milestone.amount')}</th>
              <th>{t('milestone.trigger')}</th>
              <th className="number">{t('milestone.days')}</th>
              <th>{t('milestone.plannedOn')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {plan.map((one, at) => (
              <Row
                key={one.key}
                one={one}
                amountFen={amounts[at]!}
                onChange={(part) => change(at, part)}
                onRemove={() => onChange(plan.filter((_, place) => place !== at))}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className="line">
        <Button onClick={() => onChange([...plan, blankMilestone()])}>
          {t('contract.addMilestone')}
        </Button>
        {plan.length > 0 && (
          <span className={whole ? 'soft' : 'danger'} role="status">
            {t('contract.planSum', {
              sum: `¥${formatFen(fen(sum))}`,
              amount: amountFen === null ? t('contract.open') : `¥${formatFen(fen(amountFen))}`,
            })}
          </span>
        )}
        {plan.some((one) => one.paidFen !== null) && (
          <span className="soft">{t('contract.planPaid')}</span>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  one: MilestoneDraft;
  amountFen: number;
  onChange: (part: Partial<MilestoneDraft>) => void;
  onRemove: () => void;
}

function Row({ one, amountFen, onChange, onRemove }: RowProps) {
  const { t } = useText();
  const { company } = useMe();
  const isPaid = one.paidFen !== null;
  return (
    <tr>
      <td>
        <Input
          maxLength={60}
          autoComplete="off"
          aria-label={t('milestone.name')}
          value={one.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </td>
      <td className="contract-narrow">
        <ReckonedField
          label={t('milestone.share')}
          decimals={2}
          disabled={isPaid}
          show={(bp) => String(bp / 100)}
          value={isPaid ? null : one.shareBp}
          onChange={(shareBp) => onChange({ shareBp, amountFen: null })}
        />
      </td>
      <td className="contract-money">
        <MoneyField
          label={t('milestone.amount')}
          disabled={isPaid}
          value={one.shareBp === null && !isPaid ? one.amountFen : amountFen}
          onChange={(amount) => onChange({ amountFen: amount, shareBp: null })}
        />
      </td>
      <td className="contract-money">
        <Select<MilestoneTrigger>
          style={{ width: '100%' }}
          aria-label={t('milestone.trigger')}
          value={one.trigger}
          options={milestoneTriggers.map((value) => ({
            value,
            label: t(`milestone.trigger.${value}`),
          }))}
          onChange={(trigger) => onChange({ trigger, ...(trigger === 'date' && { days: 0 }) })}
        />
      </td>
      <td className="contract-narrow">
        <ReckonedField
          label={t('milestone.days')}
          decimals={0}
          disabled={one.trigger === 'date'}
          show={String}
          value={one.trigger === 'date' ? null : one.days}
          onChange={(days) => onChange({ days: Number.isNaN(days) ? 0 : (days ?? 0) })}
        />
      </td>
      <td className="contract-money">
        <DateField
          label={t('milestone.plannedOn')}
          today={company.today}
          value={one.plannedOn}
          onChange={(plannedOn) => onChange({ plannedOn })}
        />
      </td>
      <td className="contract-tool">
        <Button
          type="text"
          disabled={isPaid}
          aria-label={t('milestone.remove', { name: one.name })}
          title={t('milestone.remove', { name: one.name })}
          onClick={onRemove}
        >
          ×
        </Button>
      </td>
    </tr>
  );
}
