import { PlusOutlined } from '@ant-design/icons';
import type { CarePlan } from '@xinhang/shared/care.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { shownFestival } from '@xinhang/shared/festivals.ts';
import { App, Button, Empty, Switch, Table } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { CarePlanDrawer } from './care-plan-drawer.tsx';

/** When a plan asks, in words. */
function useWhen(): (plan: CarePlan) => string {
  const { t, language } = useText();
  return (plan) => {
    switch (plan.trigger) {
      case 'interval':
        return t('care.when.interval', { n: plan.everyDays ?? 0 });
      case 'festival':
        return t('care.when.festival', { name: shownFestival(plan.festival ?? '', language) });
      default:
        return t(`care.when.${plan.trigger}`);
    }
  };
}

/** For which customers it is meant, in words. */
function useWhom(): (plan: CarePlan) => string {
  const { t } = useText();
  const tags = useEndpoint(api.settings.listTags, {});
  return ({ grades, valueGrades, models, tagIds }) => {
    const named = (tags.data?.rows ?? []).filter((tag) => tagIds.includes(tag.id));
    const parts = [
      grades.length > 0 && t('care.whom.grades', { grades: grades.join(comma()) }),
      valueGrades.length > 0 && t('care.whom.valueGrades', { grades: valueGrades.join(comma()) }),
      models.map((model) => t(`model.${model}`)).join(comma()),
      named.map((tag) => tag.name).join(comma()),
    ].filter(Boolean);
    return parts.join(' · ') || t('care.whom.all');
  };
}

/** The rules of care; who may sets them. */
export function CarePlanList() {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const when = useWhen();
  const whom = useWhom();
  const may = useMay('care.manage');
  const found = useEndpoint(api.carePlans.list, {});
  const update = useCommand(api.carePlans.update);
  const [editing, setEditing] = useState<CarePlan | 'new' | null>(null);
  return (
    <div className="setting-lines setting-wide">
      <div className="page-bar">
        <span className="soft">{t('care.plansWhy')}</span>
        <span className="spring" />
        {may && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('care.newPlan')}
          </Button>
        )}
      </div>
      <Loaded found={found}>
        {({ rows }) => (
          <Table<CarePlan>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('care.noPlans')} />
              ),
            }}
            columns={[
              {
                title: t('care.name'),
                width: 180,
                render: (_v, row) =>
                  may ? (
                    <button
                      type="button"
                      className="plain-button grid-link"
                      onClick={() => setEditing(row)}
                    >
                      {row.name}
                    </button>
                  ) : (
                    row.name
                  ),
              },
              { title: t('care.kind'), width: 90, render: (_v, row) => t(`care.kind.${row.kind}`) },
              { title: t('care.what'), render: (_v, row) => row.what },
              { title: t('care.when'), width: 190, render: (_v, row) => when(row) },
              { title: t('care.whom'), width: 220, render: (_v, row) => whom(row) },
              {
                title: t('care.active'),
                width: 70,
                render: (_v, row) => (
                  <Switch
                    size="small"
                    disabled={!may}
                    checked={row.active}
                    aria-label={`${t('care.active')} ${row.name}`}
                    onChange={(active) =>
                      update.mutate(
                        { params: { id: row.id }, body: { version: row.version, active } },
                        { onError: (error) => void message.error(words(error)) },
                      )
                    }
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <CarePlanDrawer
        key={editing === null || editing === 'new' ? 'new' : editing.id}
        plan={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
