import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomField } from '@xinhang/shared/settings.ts';
import { App, Button, Empty, Switch, Table } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { CustomFieldDrawer } from './custom-field-drawer.tsx';

/** The company's own fields of the customer. */
export function CustomFields() {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const found = useEndpoint(api.settings.listCustomFields, {});
  const update = useCommand(api.settings.updateCustomField);
  const [editing, setEditing] = useState<CustomField | 'new' | null>(null);
  if (!found.data) return <Unread found={found} />;
  const rows = found.data.rows.toSorted((a, b) => a.sort - b.sort);
  const addButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      {t('custom.new')}
    </Button>
  );
  return (
    <div className="setting-lines setting-wide">
      <div className="page-bar">
        <span className="soft">{t('custom.why')}</span>
        <span className="spring" />
        {rows.length > 0 && addButton}
      </div>
      <Table<CustomField>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        locale={{
          emptyText: (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('custom.empty')}>
              {addButton}
            </Empty>
          ),
        }}
        columns={[
          {
            title: t('custom.label'),
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                onClick={() => setEditing(row)}
              >
                {row.label}
              </button>
            ),
          },
          { title: t('custom.type'), render: (_v, row) => t(`customType.${row.type}`) },
          { title: t('custom.options'), render: (_v, row) => row.options.join(comma()) },
          {
            title: t('custom.required'),
            render: (_v, row) => (row.required ? t('common.yes') : ''),
          },
          {
            title: t('custom.active'),
            render: (_v, row) => (
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('custom.active')} ${row.label}`}
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
      <CustomFieldDrawer
        field={editing === 'new' ? null : editing}
        nextSort={(rows.at(-1)?.sort ?? 0) + 1}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
