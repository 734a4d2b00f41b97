import { accountCodes, type AccountKey } from '@xinhang/shared/accounts.ts';
import {
  cashCategoryKinds,
  categoryAccounts,
  type CashCategory,
  type CashCategoryKind,
} from '@xinhang/shared/cash-categories.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import { Button, Form, Input, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';

/** What other income, other payments and expenses are for, each with its account of the chart. */
export function CategoryPage() {
  const { t, language } = useText();
  const found = useEndpoint(api.cashCategories.list, { query: {} });
  const settings = useMay('system.settings');
  const manages = useMay('cash.manage') || settings;
  const [editing, setEditing] = useState<CashCategory | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, manages ? () => setEditing('new') : null);
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
        <span className="soft">{t('category.why')}</span>
        <span className="spring" />
        <NewButton may={manages} label={t('category.new')} onNew={() => setEditing('new')} />
      </div>
      <Table<CashCategory>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={found.data.rows}
        columns={[
          {
            title: t('finance.kind'),
            width: 110,
            render: (_v, row) => t(`category.kind.${row.kind}`),
          },
          { title: t('category.name'), width: 220, dataIndex: 'name' },
          {
            title: t('category.account'),
            render: (_v, row) =>
              `${accountCodes[row.account]} ${accountWords[row.account][language]}`,
          },
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
              manages && (
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
      <CategoryDrawer
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        category={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}

interface Values {
  kind: CashCategoryKind;
  name: string;
  account: AccountKey;
  active?: boolean;
}

function CategoryDrawer(props: {
  category: CashCategory | null;
  open: boolean;
  onClose: () => void;
}) {
  const { category, open, onClose } = props;
  const { t, language } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.cashCategories.create, { form: true, onDone: onClose });
  const update = useCommand(api.cashCategories.update, { onDone: onClose });
  const submit = ({ kind, name, account, active }: Values) => {
    if (category) {
      const { id, version } = category;
      const body = { version, name, account, active: active ?? category.active };
      update.mutate({ params: { id }, body });
    } else create.mutate({ body: { kind, name, account } });
  };
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t(category ? 'category.edit' : 'category.new')}
      open={open}
      size={440}
      form={form}
      initial={category ?? { kind: 'payment', account: 'adminExpense' }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {!category && (
        <Form.Item name="kind" label={t('finance.kind')} rules={needed}>
          <Select<CashCategoryKind>
            options={cashCategoryKinds.map((value) => ({
              value,
              label: t(`category.kind.${value}`),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('category.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="account" label={t('category.account')} rules={needed}>
        <Select<AccountKey>
          showSearch={{ optionFilterProp: 'label' }}
          options={categoryAccounts.map((value) => ({
            value,
            label: `${accountCodes[value]} ${accountWords[value][language]}`,
          }))}
        />
      </Form.Item>
      {category && (
        <Form.Item name="active" label={t('product.inUse')} valuePropName="checked">
          <Switch size="small" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
