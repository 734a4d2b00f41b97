import type { Flow } from '@xinhang/shared/approval-flows.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { App, Button, Card, Empty, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { FlowDrawer } from './flow-drawer.tsx';
import { FlowPreview } from './flow-preview.tsx';
import { FlowSummary } from './flow-summary.tsx';

/** Who decides on what: every flow with its nodes, changed in a drawer, tried beside. */
export function FlowsPage() {
  const { t } = useText();
  const found = useEndpoint(api.approvalFlows.listFlows, {});
  const [editing, setEditing] = useState<Flow | 'new' | null>(null);
  const rows = found.data?.rows ?? [];
  return (
    <div className="page page-scroll">
      <h1 className="visually-hidden">{t('menu.approvalFlows')}</h1>
      <div className="page-bar">
        <span className="soft">{t('flow.why')}</span>
        <span className="spring" />
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('flow.new')}
        </Button>
      </div>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('flow.empty')} />
      )}
      <div className="stack">
        {found.data?.rows.map((flow) => (
          <FlowCard
            key={flow.id}
            flow={flow}
            choices={found.data}
            onEdit={() => setEditing(flow)}
          />
        ))}
      </div>
      {found.data && (
        <FlowDrawer
          key={editing === null || editing === 'new' ? 'new' : editing.id}
          flow={editing === 'new' ? null : editing}
          open={editing !== null}
          choices={found.data}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

interface CardProps {
  flow: Flow;
  choices: EndpointOutput<typeof api.approvalFlows.listFlows>;
  onEdit: () => void;
}

function FlowCard({ flow, choices, onEdit }: CardProps) {
  const fields = choices.kinds.find(({ kind }) => kind === flow.kind)?.fields ?? [];
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const { message } = App.useApp();
  const update = useCommand(api.approvalFlows.updateFlow);
  const [trying, setTrying] = useState(false);
  const toggle = () =>
    update.mutate(
      { params: { id: flow.id }, body: { version: flow.version, active: !flow.active } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <Card
      size="small"
      title={
        <span className="line">
          <strong>{flow.name}</strong>
          <span className="soft">{t(wordKey('flow.kind', flow.kind, 'flow.kind.other'))}</span>
          {!flow.active && <Tag>{t('flow.stopped')}</Tag>}
        </span>
      }
      extra={
        <span className="soft">
          {[
            t('flow.version', { no: flow.no }),
            flow.changedBy
              ? t('flow.changed', { name: flow.changedBy.name, at: dates.time(flow.changedAt) })
              : t('flow.shipped'),
          ].join(' · ')}
        </span>
      }
    >
      <div className="stack">
        <FlowSummary flow={flow} fields={fields} roles={choices.roles} />
        <div className="line">
          <Button size="small" onClick={onEdit} aria-label={`${t('flow.edit')} ${flow.name}`}>
            {t('flow.edit')}
          </Button>
          <Button
            size="small"
            aria-expanded={trying}
            aria-label={`${t('flow.preview')} ${flow.name}`}
            onClick={() => setTrying(!trying)}
          >
            {t('flow.preview')}
          </Button>
          <Button
            size="small"
            loading={update.isPending}
            aria-label={`${t(flow.active ? 'flow.off' : 'flow.on')} ${flow.name}`}
            onClick={toggle}
          >
            {t(flow.active ? 'flow.off' : 'flow.on')}
          </Button>
        </div>
        {trying && <FlowPreview flow={flow} fields={fields} />}
      </div>
    </Card>
  );
}
