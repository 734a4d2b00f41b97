import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesPlan } from '@xinhang/shared/sales-plans.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useRef } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanFigures } from './plan-figures.tsx';
import { PlanStrategy, type Unsaved } from './plan-strategy.tsx';
import { usePeriodName } from '../../form/period-bar.tsx';

/** One plan: strategy, whom it aims at, what is done for it (S15, S16). */
export function SalesPlanPage({ id }: { id: number }) {
  const found = useEndpoint(api.salesPlans.get, { params: { id } });
  return (
    <div className="page page-scroll">
      <Loaded found={found}>
        {(plan) => <Plan plan={plan} onChanged={() => void found.refetch()} />}
      </Loaded>
    </div>
  );
}

function Plan({ plan, onChanged }: { plan: SalesPlan; onChanged: () => void }) {
  const { t } = useText();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const words = useFieldProblemText();
  const unsaved = useRef<Unsaved>(null);
  const period = usePeriodName();
  const submit = useCommand(api.salesPlans.submit);
  const reopen = useCommand(api.salesPlans.reopen);
  const discard = useCommand(api.salesPlans.discard);
  const asked = { params: { id: plan.id }, body: { version: plan.version } };
  const send = async () => {
    // What was typed goes along.
    const left = unsaved.current;
    if (left && 'why' in left) {
      void message.warning(t(left.why));
      return;
    }
    try {
      const { version } = left ? await left.save() : plan;
      const { state } = await submit.mutateAsync({ ...asked, body: { version } });
      void message.success(t(state === 'locked' ? 'target.lockedNow' : 'target.sent'));
    } catch {
      // Said on the page, with all that was typed.
    }
    onChanged();
  };
  const error = submit.error ?? reopen.error ?? discard.error;
  return (
    <>
      <div className="page-bar person-head">
        <h1>
          {plan.dept.name} {period(plan.span, plan.from)}
        </h1>
        <span className="soft">
          {t(`salesPlanState.${plan.state}`)} · {plan.madeBy.name}
        </span>
        <span className="spring" />
        <Link to="/targets" search={{ deptId: plan.dept.id, year: Number(plan.from.slice(0, 4)) }}>
          {t('target.openBelow', { name: plan.dept.name })}
        </Link>
        <Link
          to="/achievement"
          search={{ nodeKind: 'dept', nodeId: plan.dept.id, span: plan.span, on: plan.from }}
        >
          {t('menu.achievement')}
        </Link>
        {plan.can.update && plan.actions.length === 0 && (
          <Button
            onClick={() =>
              void modal.confirm({
                title: t('salesPlan.discardAsk'),
                content: t('salesPlan.discardWhy'),
                okText: t('target.discard'),
                cancelText: t('common.cancel'),
                onOk: () =>
                  discard.mutate(asked, { onSuccess: () => void navigate({ to: '/sales-plans' }) }),
              })
            }
          >
            {t('target.discard')}
          </Button>
        )}
        {plan.can.submit && (
          <Button type="primary" loading={submit.isPending} onClick={() => void send()}>
            {t('target.submit')}
          </Button>
        )}
        {plan.can.reopen && (
          <Button
            loading={reopen.isPending}
            onClick={() => reopen.mutate(asked, { onSuccess: onChanged })}
          >
            {t('salesPlan.reopen')}
          </Button>
        )}
      </div>
      {error && <Alert type="error" showIcon className="page-note" title={words(error)} />}
      <PlanStrategy
        key={plan.id}
        plan={plan}
        onUnsaved={(left) => void (unsaved.current = left)}
        onChanged={onChanged}
      />
      <PlanFigures plan={plan} />
      <Section title={t('salesPlan.actions')}>
        <PlanActions plan={plan} onChanged={onChanged} />
      </Section>
    </>
  );
}
