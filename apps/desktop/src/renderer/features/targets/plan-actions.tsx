import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { SalesPlan } from '@xinhang/shared/sales-plans.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { typedSince } from '../../form/typed-since.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Props {
  plan: SalesPlan;
  onChanged: () => void;
}

/** What people were told to do for the plan: instructions, with their state. */
export function PlanActions({ plan, onChanged }: Props) {
  const { t } = useText();
  const { day, overdue } = useDates();
  return (
    <>
      {plan.actions.length === 0 ? (
        <p className="soft">{t('salesPlan.noActions')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('salesPlan.what')}</th>
              <th>{t('task.to')}</th>
              <th>{t('task.dueOn')}</th>
              <th>{t('target.state')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.actions.map((action) => (
              <tr key={action.id}>
                <td>
                  {action.text}
                  {action.note !== '' && <div className="soft">{action.note}</div>}
                </td>
                <td className="nowrap">{action.to.name}</td>
                <td
                  className={
                    action.state !== 'done' && overdue(action.dueOn) ? 'nowrap danger' : 'nowrap'
                  }
                >
                  {day(action.dueOn)}
                </td>
                <td className="nowrap">{t(`actionState.${action.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {plan.can.act && <NewAction plan={plan} onChanged={onChanged} />}
    </>
  );
}

function NewAction({ plan, onChanged }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useFieldProblemText();
  const [to, setTo] = useState<NameRef[]>([]);
  const [text, setText] = useState('');
  const [dueOn, setDueOn] = useState<string | null>(null);
  const act = useCommand(api.salesPlans.act);
  const give = () =>
    act.mutate(
      { params: { id: plan.id }, body: { toId: to[0]!.id, text, dueOn } },
      {
        onSuccess: () => {
          setText((now) => typedSince(text, now));
          setTo((now) => (now === to ? [] : now));
          onChanged();
        },
      },
    );
  return (
    <>
      {act.error && <Alert type="error" showIcon className="page-note" title={words(act.error)} />}
      <div className="line new-action">
        <div className="new-action-text">
          <GrowingText
            aria-label={t('salesPlan.what')}
            placeholder={t('salesPlan.what')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={2000}
            minRows={1}
            maxRows={6}
          />
        </div>
        <div style={{ width: 180 }}>
          <UserPicker single label={t('task.to')} value={to} onChange={(chosen) => setTo(chosen)} />
        </div>
        <DateField
          label={t('task.dueOn')}
          today={today}
          value={dueOn}
          onChange={setDueOn}
          style={{ width: 140 }}
        />
        <Button
          disabled={text.trim() === '' || to.length === 0}
          loading={act.isPending}
          onClick={give}
        >
          {t('salesPlan.give')}
        </Button>
      </div>
    </>
  );
}
