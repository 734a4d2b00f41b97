import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { addDays, weekday } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Plan } from '@xinhang/shared/plans.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useSides } from '../../app/sides.ts';
import { SideChoice } from '../../form/side-choice.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { PlanDrawer } from './plan-drawer.tsx';
import { PlanEntry } from './plan-entry.tsx';
import type { PlanSearch } from './plan-search.ts';

/** As many as one page of the list has; nobody's week is fuller. */
const MOST = 200;

/** What is planned for a week, day by day, with what was done and what was missed. */
export function PlansPage({ search }: { search: PlanSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const me = useMe();
  const navigate = useNavigate();
  const show = (next: PlanSearch) => void navigate({ to: '/plans', search: next });
  const mayPlan = useMay('followUps.create');
  const [adding, setAdding] = useState(false);
  const { others: leads } = useSides('followUps.read');
  const whose = leads ? (search.whose ?? 'mine') : 'mine';
  const on = search.on ?? today;
  const from = addDays(on, 1 - weekday(on));
  const to = addDays(from, 6);
  const chosen = usePeople(search.personId ? [search.personId] : []);
  const person = whose === 'mine' ? me.user.id : search.personId;
  const persons = {
    ...(person !== undefined && { personId: [person] }),
    ...(whose === 'team' && { team: true as const }),
  };
  const week = useEndpoint(
    api.plans.list,
    { query: { from, to, limit: MOST, ...persons } },
    { keep: true },
  );
  const current = from <= today && today <= to;
  useShortcut({ key: 'n', alt: true }, mayPlan ? () => setAdding(true) : null);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {leads && (
          <SideChoice
            label={t('customer.whose')}
            reads={['followUps.read']}
            words="desk"
            value={whose}
            onChange={(value) => show({ ...search, whose: value })}
          />
        )}
        {whose !== 'mine' && (
          <div style={{ width: 170 }}>
            <UserPicker
              single
              label={t('followUp.author')}
              value={chosen}
              onChange={(people) => show({ ...search, personId: people[0]?.id })}
            />
          </div>
        )}
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('workload.before')}
          onClick={() => show({ ...search, on: addDays(from, -1) })}
        />
        <DateField
          label={t('review.day')}
          today={today}
          value={on}
          onChange={(day) => show({ ...search, on: day ?? undefined })}
          style={{ width: 128 }}
        />
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('workload.after')}
          onClick={() => show({ ...search, on: addDays(to, 1) })}
        />
        <span className="soft">
          {from} – {to}
        </span>
        <span className="spring" />
        {mayPlan && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-keyshortcuts="Alt+N"
            onClick={() => setAdding(true)}
          >
            {t('plan.new')}
          </Button>
        )}
      </div>
      {current && <Missed before={from} persons={persons} team={whose !== 'mine'} />}
      <Loaded found={week}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="page-empty">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('plan.none')}>
                {mayPlan && whose === 'mine' && (
                  <Button onClick={() => setAdding(true)}>{t('plan.new')}</Button>
                )}
              </Empty>
            </div>
          ) : (
            <Days rows={rows} team={whose !== 'mine'} />
          )
        }
      </Loaded>
      <PlanDrawer open={adding && mayPlan} onClose={() => setAdding(false)} />
    </div>
  );
}

function Days({ rows, team }: { rows: readonly Plan[]; team: boolean }) {
  const { t } = useText();
  const dates = useDates();
  return [...Map.groupBy(rows, (row) => row.dueOn)].map(([day, plans]) => {
    const kept = plans.filter((plan) => plan.state === 'done').length;
    const counted = plans.filter((plan) => plan.state !== 'cancelled').length;
    return (
      <div className="plan-day" key={day}>
        <Section
          title={`${t(`plan.weekday.${weekday(day)}` as 'plan.weekday.1')} · ${dates.day(day)}`}
          extra={<span className="soft">{t('plan.kept', { kept, n: counted })}</span>}
        >
          {plans.map((plan) => (
            <PlanEntry key={plan.id} plan={plan} team={team} />
          ))}
        </Section>
      </div>
    );
  });
}

interface MissedProps {
  before: string;
  persons: { personId?: number[] };
  team: boolean;
}

/** Plans of earlier weeks that nobody did or gave up. */
function Missed({ before, persons, team }: MissedProps) {
  const { t } = useText();
  const found = useEndpoint(api.plans.list, {
    query: { to: addDays(before, -1), state: ['planned'], limit: MOST, ...persons },
  });
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className="plan-day">
      <Section title={t('plan.missed')}>
        {rows.map((plan) => (
          <PlanEntry key={plan.id} plan={plan} team={team} dated />
        ))}
      </Section>
    </div>
  );
}
