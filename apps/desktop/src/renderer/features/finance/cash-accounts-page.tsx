import { api } from '@xinhang/shared/contract/api.ts';
import { cashAccountKinds, type CashAccount } from '@xinhang/shared/cash-accounts.ts';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { money } from './money.ts';
import { OpeningCell } from './opening-cell.tsx';
import { OpeningDrawer } from './opening-drawer.tsx';

/** Accounts in which money lies, and what lies there now. */
export function CashAccountsPage() {
  const { t } = useText();
  const found = useEndpoint(api.cashAccounts.list, {});
  const manages = useMay('cash.manage');
  const reads = useMay('cash.read');
  const [opening, setOpening] = useState<CashAccount | null>(null);
  const [editing, setEditing] = useState<CashAccount | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, found.data?.mayAdd ? () => setEditing('new') : null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const { rows } = found.data;
  const total = rows.reduce((sum, row) => sum + (row.balanceFen ?? 0), 0);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {reads && (
          <span>
            <span className="soft">{t('finance.cashTotal')}</span> <strong>{money(total)}</strong>
          </span>
        )}
        <span className="spring" />
        <NewButton
          may={found.data.mayAdd}
          label={t('finance.newCashAccount')}
          onNew={() => setEditing('new')}
        />
      </div>
      <Table<CashAccount>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        locale={{ emptyText: t('finance.noCashAccounts') }}
        columns={[
          {
            title: t('finance.cashAccount'),
            width: 220,
            render: (_v, row) =>
              reads ? (
                <Link to="/cash-accounts/$id" params={{ id: String(row.id) }} search={{}}>
                  {row.name}
                </Link>
              ) : (
                row.name
              ),
          },
          {
            title: t('finance.kind'),
            width: 110,
            render: (_v, row) => t(`finance.cashKind.${row.kind}`),
          },
          { title: t('finance.bankName'), width: 200, dataIndex: 'bankName' },
          { title: t('finance.bankNo'), width: 200, dataIndex: 'bankNo' },
          {
            title: t('finance.cashBalance'),
            width: 150,
            align: 'right',
            render: (_v, row) =>
              row.balanceFen === null ? (
                ''
              ) : (
                <span className={row.balanceFen < 0 ? 'danger' : ''}>{money(row.balanceFen)}</span>
              ),
          },
          {
            title: t('cash.opening'),
            width: 240,
            hidden: !reads,
            render: (_v, row) => (
              <OpeningCell account={row} manages={manages} onOpen={() => setOpening(row)} />
            ),
          },
          {
            title: t('finance.state'),
            width: 90,
            render: (_v, row) =>
              row.active ? t('product.on') : <span className="soft">{t('product.off')}</span>,
          },
          {
            title: '',
            render: (_v, row) =>
              manages && (
                <Button size="small" onClick={() => setEditing(row)}>
                  {t('common.edit')}
                </Button>
              ),
          },
        ]}
      />
      <OpeningDrawer
        key={opening ? `opening-${opening.id}` : 'no-opening'}
        account={opening}
        onClose={() => setOpening(null)}
      />
      <CashAccountDrawer
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        account={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}

interface Values {
  name: string;
  kind: CashAccount['kind'];
  bankName?: string;
  bankNo?: string;
  active?: boolean;
}

function CashAccountDrawer(props: {
  account: CashAccount | null;
  open: boolean;
  onClose: () => void;
}) {
  const { account, open, onClose } = props;
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form) ?? account?.kind ?? 'bank';
  const create = useCommand(api.cashAccounts.create, { form: true, onDone: onClose });
  const update = useCommand(api.cashAccounts.update, { onDone: onClose });
  const submit = (values: Values) => {
    const texts = { bankName: values.bankName?.trim() ?? '', bankNo: values.bankNo?.trim() ?? '' };
    if (account) {
      const { id, version } = account;
      const active = values.active ?? account.active;
      update.mutate({ params: { id }, body: { version, name: values.name, ...texts, active } });
    } else create.mutate({ body: { name: values.name, kind: values.kind, ...texts } });
  };
  return (
    <FormDrawer<Values>
      title={t(account ? 'finance.editCashAccount' : 'finance.newCashAccount')}
      open={open}
      size={440}
      form={form}
      initial={account ?? { kind: 'bank' }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('finance.accountName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      {!account && (
        <Form.Item name="kind" label={t('finance.kind')}>
          <Select<CashAccount['kind']>
            options={cashAccountKinds.map((value) => ({
              value,
              label: t(`finance.cashKind.${value}`),
            }))}
          />
        </Form.Item>
      )}
      {kind !== 'cash' && (
        <>
          <Form.Item name="bankName" label={t('finance.bankName')}>
            <Input maxLength={80} autoComplete="off" />
          </Form.Item>
          <Form.Item name="bankNo" label={t('finance.bankNo')}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        </>
      )}
      {account && (
        <Form.Item name="active" label={t('product.inUse')} valuePropName="checked">
          <Switch size="small" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
