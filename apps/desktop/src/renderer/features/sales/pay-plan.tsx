import { api } from '@xinhang/shared/contract/api.ts';
import { shareOfWhole } from '@xinhang/shared/contract-rules.ts';
import type { Milestone } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { MilestoneState } from './contract-state.tsx';
import { MarkDialog, type Marking } from './mark-dialog.tsx';

const percent = (bp: number | null) => (bp === null ? '' : bp / 100);

/** The pay plan of a contract in force: what is due when, and what was reached and paid. */
export function PayPlan({
  milestones,
  mayMark,
}: {
  milestones: readonly Milestone[];
  mayMark: boolean;
}) {
  const { t } = useText();
  const [marking, setMarking] = useState<Marking | null>(null);
  if (milestones.length === 0) return <p className="soft">{t('contract.noPlan')}</p>;
  const sum = milestones.reduce((all, one) => all + one.amountFen, 0);
  return (
    <div className="contract-part">
      <table className="contract-table">
        <thead>
          <tr>
            <th>{t('milestone.name')}</th>
            <th className="number">{t('milestone.share')}</th>
            <th className="number">{t('milestone.amount')}</th>
            <th>{t('milestone.trigger')}</th>
            <th>{t('milestone.dueOn')}</th>
            <th>{t('milestone.reachedOn')}</th>
            <th>{t('milestone.paidOn')}</th>
            <th>{t('milestone.state')}</th>
            {mayMark && <th />}
          </tr>
        </thead>
        <tbody>
          {milestones.map((one) => (
            <tr key={one.id}>
              <td title={one.note}>{one.name}</td>
              <td className="number">{percent(shareOfWhole(one, sum))}</td>
              <td className="number">{formatFen(fen(one.amountFen))}</td>
              <td>
                <Trigger one={one} />
              </td>
              <td className={one.state === 'overdue' ? 'danger' : ''}>
                {one.dueOn}{' '}
                {one.dueOn !== null && one.reachedOn === null && one.trigger !== 'date' && (
                  <span className="soft">{t('milestone.expected')}</span>
                )}
              </td>
              <td title={one.reachedBy?.name}>{one.reachedOn}</td>
              <td>{one.paidOn}</td>
              <td>
                <MilestoneState state={one.state} />
              </td>
              {mayMark && (
                <td>
                  <Marks one={one} onMark={setMarking} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td />
            <td className="number">
              <strong>{formatFen(fen(sum))}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <MarkDialog marking={marking} onClose={() => setMarking(null)} />
    </div>
  );
}

export function Trigger({ one }: { one: Pick<Milestone, 'trigger' | 'days'> }) {
  const { t } = useText();
  const what = t(`milestone.trigger.${one.trigger}`);
  return <>{one.days === 0 ? what : t('milestone.after', { what, n: one.days })}</>;
}

/** What may be said of a milestone now: that it was reached, that it was paid, or neither. */
function Marks({ one, onMark }: { one: Milestone; onMark: (marking: Marking) => void }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mark = useCommand(api.contracts.mark);
  const button = (what: Marking['what'], label: string) => (
    <Button
      size="small"
      type="link"
      aria-label={`${label} ${one.name}`}
      onClick={() => onMark({ one, what })}
    >
      {label}
    </Button>
  );
  const undo = () => {
    const part = one.paidOn === null ? { reachedOn: null } : { paidOn: null };
    mark.mutate(
      { params: { id: one.id }, body: { version: one.version, ...part } },
      { onError: (error) => void message.error(words(error)) },
    );
  };
  const reaches = one.trigger !== 'date' && one.reachedOn === null && one.paidOn === null;
  return (
    <>
      {reaches && button('reachedOn', t('milestone.reach'))}
      {one.paidOn === null && button('paidOn', t('milestone.pay'))}
      {(one.paidOn !== null || one.reachedOn !== null) && (
        <Button
          size="small"
          type="link"
          loading={mark.isPending}
          aria-label={`${t('milestone.undo')} ${one.name}`}
          onClick={undo}
        >
          {t('milestone.undo')}
        </Button>
      )}
    </>
  );
}
