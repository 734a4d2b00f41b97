import { api } from '@xinhang/shared/contract/api.ts';
import type { Plan } from '@xinhang/shared/plans.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { PlanDrawer } from './plan-drawer.tsx';

interface Props {
  plan: Plan;
  /** Says whose it is. */
  team?: boolean;
  /** Says when it was due. */
  dated?: boolean;
  /** On the page of its customer. */
  ofCustomer?: boolean;
}

/** One plan: what, with whom, and whether it was done; its people do, change or give it up. */
export function PlanEntry({ plan, team = false, dated = false, ofCustomer = false }: Props) {
  const { t } = useText();
  const dates = useDates();
  const missed = plan.state === 'planned' && plan.dueOn < dates.today;
  return (
    <article className="entry" aria-label={plan.purpose}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span>{t(`plan.kind.${plan.kind}`)}</span>
        {!ofCustomer && (
          <Link to="/customers/$id" params={{ id: String(plan.customer.id) }}>
            <strong>{plan.customer.name}</strong>
          </Link>
        )}
        {plan.deal && (
          <Link to="/deals/$id" params={{ id: String(plan.deal.id) }}>
            {plan.deal.name}
          </Link>
        )}
        {(team || ofCustomer) && <span>{plan.person.name}</span>}
        {plan.companion && (
          <span className="soft">{t('plan.with', { name: plan.companion.name })}</span>
        )}
        {plan.missed && (
          <span className="soft">
            {t('plan.missedBy', { name: plan.missed.by.name, on: dates.day(plan.missed.on) })}
          </span>
        )}
        {dated && <span className={missed ? 'danger' : 'soft'}>{dates.day(plan.dueOn)}</span>}
        {plan.dueTime !== null && <span className="soft">{plan.dueTime}</span>}
        <span className="spring" />
        {plan.followUpId === null ? (
          <span className={missed ? 'danger' : 'soft'}>
            {t(missed ? 'plan.state.missed' : `plan.state.${plan.state}`)}
          </span>
        ) : (
          <Link to="/reviews/$id" params={{ id: String(plan.followUpId) }}>
            {t('plan.state.done')}
          </Link>
        )}
      </div>
      <div className="entry-text">{plan.purpose}</div>
      {plan.state === 'planned' && <Actions plan={plan} />}
    </article>
  );
}

function Actions({ plan }: { plan: Plan }) {
  const { t } = useText();
  const words = useProblemText();
  const { modal } = App.useApp();
  const me = useMe();
  const [logging, setLogging] = useState(false);
  const [editing, setEditing] = useState(false);
  const cancel = useCommand(api.plans.cancel);
  const goesAlong = plan.companion?.id === me.user.id && me.viewAs === null;
  if (!plan.own && !goesAlong) return null;
  const ask = () =>
    void modal.confirm({
      title: t('plan.cancelAsk'),
      content: plan.purpose,
      okText: t('plan.cancel'),
      cancelText: t('common.cancel'),
      onOk: () => cancel.mutate({ params: { id: plan.id } }),
    });
  return (
    <div className="stack review-answer">
      <div className="line">
        <Button size="small" aria-expanded={logging} onClick={() => setLogging(!logging)}>
          {t('plan.do')}
        </Button>
        {plan.own && (
          <>
            <Button size="small" type="text" onClick={() => setEditing(true)}>
              {t('plan.change')}
            </Button>
            <Button size="small" type="text" loading={cancel.isPending} onClick={ask}>
              {t('plan.cancel')}
            </Button>
          </>
        )}
      </div>
      {logging && (
        <FollowUpBox
          customerId={plan.customer.id}
          {...(plan.deal && { dealId: plan.deal.id })}
          planId={plan.id}
          autoFocus
          onSaved={() => setLogging(false)}
        />
      )}
      {cancel.error && <Alert type="error" showIcon role="alert" title={words(cancel.error)} />}
      <PlanDrawer open={editing} plan={plan} onClose={() => setEditing(false)} />
    </div>
  );
}
