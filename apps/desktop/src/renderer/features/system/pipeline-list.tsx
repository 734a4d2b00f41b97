import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { App, Button, Empty, Switch, Table } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { MoveButtons } from '../../ui/move-buttons.tsx';
import { PipelineDrawer } from './pipeline-drawer.tsx';

/** The ways that deals go, in the order in which they are offered. */
export function PipelineList() {
  const { t, language } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const found = useEndpoint(api.pipelines.list, {});
  const update = useCommand(api.pipelines.update);
  const [editing, setEditing] = useState<Pipeline | 'new' | null>(null);
  if (!found.data) return <Unread found={found} />;
  const rows = found.data.rows.toSorted((a, b) => a.sort - b.sort || a.id - b.id);
  const change = (row: Pipeline, part: { active?: boolean; sort?: number }) =>
    update.mutateAsync({ params: { id: row.id }, body: { version: row.version, ...part } });
  const refuse = (error: Error) => void message.error(words(error));
  // Places are told anew from the top, so that two with the same number come apart.
  const shift = async (at: number, by: -1 | 1) => {
    const next = [...rows];
    const [row] = next.splice(at, 1);
    next.splice(at + by, 0, row!);
    for (const [sort, one] of next.entries()) if (one.sort !== sort) await change(one, { sort });
  };
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      {t('pipeline.new')}
    </Button>
  );
  return (
    <div className="setting-lines setting-wide">
      <div className="page-bar">
        <span className="soft">{t('pipeline.why')}</span>
        <span className="spring" />
        {rows.length > 0 && add}
      </div>
      <Table<Pipeline>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        locale={{
          emptyText: (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('pipeline.empty')}>
              {add}
            </Empty>
          ),
        }}
        columns={[
          {
            title: t('pipeline.name'),
            width: 180,
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                onClick={() => setEditing(row)}
              >
                {shownStage(row.name, language)}
              </button>
            ),
          },
          {
            title: t('pipeline.model'),
            width: 110,
            render: (_v, row) =>
              t(row.salesModel ? `model.${row.salesModel}` : 'pipeline.anyModel'),
          },
          {
            title: t('pipeline.stages'),
            render: (_v, row) => (
              <span className="pipeline-stages">
                {row.stages.map((stage) => shownStage(stage.name, language)).join(' → ')}
              </span>
            ),
          },
          {
            title: t('pipeline.order'),
            width: 84,
            render: (_v, row, at) => (
              <MoveButtons
                name={row.name}
                at={at}
                of={rows.length}
                disabled={update.isPending}
                onMove={(by) => void shift(at, by).catch(refuse)}
              />
            ),
          },
          {
            title: t('pipeline.active'),
            width: 70,
            render: (_v, row) => (
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('pipeline.active')} ${row.name}`}
                onChange={(active) => void change(row, { active }).catch(refuse)}
              />
            ),
          },
        ]}
      />
      <PipelineDrawer
        pipeline={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
