import { api } from '@xinhang/shared/contract/api.ts';
import { printKindNames, printKinds } from '@xinhang/shared/print-kinds.ts';
import { readyTemplates, type ReadyTemplate } from '@xinhang/shared/print-ready.ts';
import type { PrintTemplate } from '@xinhang/shared/print-templates.ts';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { TemplateDrawer, type TemplateStart } from './template-drawer.tsx';

type Row = ReadyTemplate & { own: PrintTemplate | null };

/** How documents stand on paper: the company’s own templates, and those that are always there. */
export function TemplatesPage() {
  const { t, language } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const found = useEndpoint(api.printTemplates.list, {});
  const remove = useCommand(api.printTemplates.remove);
  const [editing, setEditing] = useState<TemplateStart | null>(null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const own = found.data.rows;
  const rows = printKindNames.flatMap((kind): Row[] => [
    ...own.filter((row) => row.kind === kind).map((row) => ({ ...row, own: row })),
    ...readyTemplates(kind, language).map((row) => ({ ...row, own: null })),
  ]);
  const ask = ({ id, version, name }: PrintTemplate) =>
    void modal.confirm({
      title: t('prints.removeAsk', { name }),
      okText: t('prints.remove'),
      cancelText: t('common.cancel'),
      onOk: () =>
        remove.mutate(
          { params: { id }, body: { version } },
          { onError: (error) => void message.error(words(error)) },
        ),
    });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <span className="soft">{t('prints.why')}</span>
      </div>
      <Table<Row>
        size="small"
        rowKey={(row) => (row.own ? String(row.own.id) : `${row.kind}-${row.layout.paper}`)}
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('prints.kind'),
            width: 160,
            render: (_v, row) => printKinds[row.kind].title[language],
          },
          {
            title: t('prints.name'),
            width: 280,
            render: (_v, row) =>
              row.own ? (
                <button
                  type="button"
                  className="plain-button grid-link"
                  onClick={() => setEditing({ from: row, own: row.own })}
                >
                  {row.name}
                </button>
              ) : (
                row.name
              ),
          },
          {
            title: t('prints.paper'),
            width: 220,
            render: (_v, row) => t(`prints.paper.${row.layout.paper}`),
          },
          {
            title: t('prints.use'),
            render: (_v, row) =>
              row.own?.standard ? (
                t('prints.standard')
              ) : (
                <span className="soft">{row.own ? '' : t('prints.ready')}</span>
              ),
          },
          {
            width: 180,
            render: (_v, row) => (
              <>
                <Button
                  size="small"
                  type="link"
                  aria-label={`${t('prints.copy')} ${printKinds[row.kind].title[language]} ${row.name}`}
                  onClick={() => setEditing({ from: row, own: null })}
                >
                  {t('prints.copy')}
                </Button>
                {row.own && (
                  <Button size="small" type="link" danger onClick={() => ask(row.own!)}>
                    {t('prints.remove')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {editing && (
        <TemplateDrawer
          key={editing.own?.id ?? `${editing.from.kind}-${editing.from.name}`}
          start={editing}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}
