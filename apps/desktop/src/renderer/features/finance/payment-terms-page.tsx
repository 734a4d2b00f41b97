import { api } from '@xinhang/shared/contract/api.ts';
import type { PaymentTerm } from '@xinhang/shared/payment-term-api.ts';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { PaymentTermDrawer } from './payment-term-drawer.tsx';
import { useTermWords } from './term-words.ts';

/** When what is delivered falls due: the terms that customers and suppliers have. */
export function PaymentTermsPage() {
  const { t } = useText();
  const words = useTermWords();
  const found = useEndpoint(api.paymentTerms.list, {});
  const adjusts = useMay('receivables.adjust');
  const mayEdit = useMay('system.settings') || adjusts;
  const [editing, setEditing] = useState<PaymentTerm | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, mayEdit ? () => setEditing('new') : null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <span className="soft">{t('finance.termsWhy')}</span>
        <span className="spring" />
        <NewButton may={mayEdit} label={t('finance.newTerm')} onNew={() => setEditing('new')} />
      </div>
      <Table<PaymentTerm>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={found.data.rows}
        locale={{ emptyText: t('finance.noTerms') }}
        columns={[
          { title: t('finance.term'), width: 180, dataIndex: 'name' },
          { title: t('finance.termLines'), render: (_v, row) => words.lines(row.lines) },
          {
            title: t('finance.state'),
            width: 90,
            render: (_v, row) =>
              row.active ? t('product.on') : <span className="soft">{t('product.off')}</span>,
          },
          {
            title: '',
            width: 90,
            render: (_v, row) =>
              mayEdit && (
                <Button
                  size="small"
                  aria-label={`${t('common.edit')} ${row.name}`}
                  onClick={() => setEditing(row)}
                >
                  {t('common.edit')}
                </Button>
              ),
          },
        ]}
      />
      <PaymentTermDrawer
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        term={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
