import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PlanDrawer } from './plan-drawer.tsx';
import { PlanEntry } from './plan-entry.tsx';

/** So many stand on the page of a customer; the others are on the page of plans. */
const SHOWN = 5;

interface Props {
  customer: NameRef;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** Open plans with a customer, on its page; nothing for whoever reads no follow-ups. */
export function CustomerPlans(props: Props) {
  return useMay('followUps.read') ? <Block {...props} /> : null;
}

function Block({ customer, mayAdd }: Props) {
  const { t } = useText();
  const mayPlan = useMay('followUps.create') && mayAdd;
  const [adding, setAdding] = useState(false);
  const found = useEndpoint(api.plans.list, {
    query: { customerId: customer.id, state: ['planned'], limit: SHOWN },
  });
  return (
    <Section
      title={t('menu.plans')}
      extra={
        mayPlan && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('plan.new')}
          </Button>
        )
      }
    >
      <Loaded found={found} waiting={null}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('plan.noneOpen')}</span>
          ) : (
            rows.map((plan) => <PlanEntry key={plan.id} plan={plan} ofCustomer dated />)
          )
        }
      </Loaded>
      <PlanDrawer open={adding && mayPlan} customer={customer} onClose={() => setAdding(false)} />
    </Section>
  );
}
