import { PlusOutlined } from '@ant-design/icons';
import type { AlertRule } from '@xinhang/shared/alerts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button, Switch, Table } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { AlertRuleDrawer } from './alert-rule-drawer.tsx';

/** What makes alerts, by department and kind, and to whom they go in what time. */
export function AlertRuleList() {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const found = useEndpoint(api.alerts.listRules, {});
  const pipelines = useEndpoint(api.pipelines.list, {});
  const update = useCommand(api.alerts.updateRule);
  const [editing, setEditing] = useState<AlertRule | 'new' | null>(null);
  if (!found.data) return <Unread found={found} />;
  const stages = new Map(
    (pipelines.data?.rows ?? []).flatMap((one) =>
      one.stages.map((stage) => [stage.id, stage.name]),
    ),
  );
  const about = (rule: AlertRule) =>
    rule.kind === 'customerIdle'
      ? rule.grades.map((one) => (one === 'none' ? t('pool.grade.none') : one)).join(comma())
      : rule.kind === 'dealIdle' && rule.stageIds.length > 0
        ? rule.stageIds.flatMap((id) => stages.get(id) ?? []).join(comma())
        : t('alert.rule.all');
  const unit = (rule: AlertRule) => t(rule.workdays ? 'alert.rule.workdays' : 'alert.rule.days');
  const when = (rule: AlertRule) => {
    if (rule.kind === 'dealBack') return t('alert.rule.atOnce');
    if (rule.kind === 'dealRival') return t('alert.rule.onRival');
    // How far a date moved is counted in plain days.
    const days = `${rule.days} ${rule.kind === 'dealSlipped' ? t('alert.rule.days') : unit(rule)}`;
    return rule.kind === 'dealSlipped' && rule.times !== null
      ? t('alert.rule.daysOrTimes', { days, times: rule.times })
      : days;
  };
  const chain = (rule: AlertRule) =>
    rule.headDays === null
      ? t('alert.rule.never')
      : [
          t('alert.rule.head', { n: rule.headDays }),
          rule.aboveDays !== null && t('alert.rule.above', { n: rule.aboveDays }),
        ]
          .filter(Boolean)
          .join(' → ');
  return (
    <div className="setting-lines setting-wide">
      <div className="page-bar">
        <span className="soft">{t('alert.rule.why')}</span>
        <span className="spring" />
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('alert.rule.new')}
        </Button>
      </div>
      <Table<AlertRule>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={found.data.rows}
        columns={[
          {
            title: t('alert.kind'),
            width: 170,
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                onClick={() => setEditing(row)}
              >
                {t(`alert.kind.${row.kind}`)}
              </button>
            ),
          },
          {
            title: t('workLog.dept'),
            width: 130,
            render: (_v, row) => row.dept?.name ?? t('alert.rule.company'),
          },
          { title: t('alert.rule.about'), render: (_v, row) => about(row) },
          { title: t('alert.rule.when'), width: 170, render: (_v, row) => when(row) },
          { title: t('alert.chain'), width: 250, render: (_v, row) => chain(row) },
          {
            title: t('alert.rule.active'),
            width: 70,
            render: (_v, row) => (
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('alert.rule.active')} ${t(`alert.kind.${row.kind}`)} ${about(row)}`}
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
      {editing !== null && (
        <AlertRuleDrawer
          key={editing === 'new' ? 0 : editing.id}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}
