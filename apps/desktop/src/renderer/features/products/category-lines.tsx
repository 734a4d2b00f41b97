import { api } from '@xinhang/shared/contract/api.ts';
import { accountCodes, expenseAccounts, type ExpenseAccount } from '@xinhang/shared/accounts.ts';
import type { ProductCategory } from '@xinhang/shared/product-words.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import { Alert, App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { CategorySelect, depthsOf } from '../../form/product-category-select.tsx';

const STEP = 10;

/** Categories as a tree: added, renamed, moved, taken away where they are empty. */
export function CategoryLines() {
  const { t } = useText();
  const words = useProblemText();
  const { modal } = App.useApp();
  const found = useEndpoint(api.products.listCategories, {});
  const remove = useCommand(api.products.removeCategory);
  const [editing, setEditing] = useState<ProductCategory | 'new' | null>(null);
  const ask = (row: ProductCategory) =>
    void modal.confirm({
      title: t('product.removeCategoryAsk', { name: row.name }),
      okText: t('common.remove'),
      cancelText: t('common.cancel'),
      onOk: () => remove.mutate({ params: { id: row.id } }),
    });
  return (
    <Loaded found={found}>
      {({ rows }) => {
        const depths = depthsOf(rows);
        const action = (label: string, row: ProductCategory, run: () => void) => (
          <Button size="small" type="link" aria-label={`${label} ${row.name}`} onClick={run}>
            {label}
          </Button>
        );
        return (
          <div className="stack">
            {remove.error && (
              <Alert type="error" showIcon role="alert" title={words(remove.error)} />
            )}
            {rows.length === 0 && <span className="soft">{t('product.noCategories')}</span>}
            {rows.map((row) => (
              <div
                key={row.id}
                className="line"
                style={{ paddingInlineStart: (depths.get(row.id) ?? 0) * 16 }}
              >
                <span style={{ flex: 1, minWidth: 0 }}>
                  {row.name} <span className="soft">{row.products}</span>
                </span>
                {action(t('common.edit'), row, () => setEditing(row))}
                {action(t('common.remove'), row, () => ask(row))}
              </div>
            ))}
            <div>
              <Button onClick={() => setEditing('new')}>{t('product.newCategory')}</Button>
            </div>
            <CategoryForm
              key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
              category={editing === 'new' ? null : editing}
              sort={rows.length * STEP + STEP}
              open={editing !== null}
              onClose={() => setEditing(null)}
            />
          </div>
        );
      }}
    </Loaded>
  );
}

interface Values {
  name: string;
  parentId?: number | null;
  sort?: number | null;
  expenseAccount?: ExpenseAccount | null;
}

interface FormProps {
  category: ProductCategory | null;
  sort: number;
  open: boolean;
  onClose: () => void;
}

function CategoryForm({ category, sort, open, onClose }: FormProps) {
  const { t, language } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.products.createCategory, { form: true, onDone: onClose });
  const update = useCommand(api.products.updateCategory, { onDone: onClose });
  const submit = (values: Values) => {
    const body = {
      name: values.name,
      parentId: values.parentId ?? null,
      sort: values.sort ?? 0,
      expenseAccount: values.expenseAccount ?? null,
    };
    if (!category) create.mutate({ body });
    else {
      const { id, version } = category;
      update.mutate({ params: { id }, body: { version, ...body } });
    }
  };
  return (
    <FormDrawer<Values>
      title={category?.name ?? t('product.newCategory')}
      open={open}
      form={form}
      initial={category ?? { sort }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('product.categoryName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="parentId" label={t('product.categoryParent')}>
        <CategorySelect
          placeholder={t('product.categoryTop')}
          {...(category && { except: category.id })}
        />
      </Form.Item>
      <Form.Item name="sort" label={t('product.categorySort')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
      <Form.Item
        name="expenseAccount"
        label={t('product.expenseAccount')}
        extra={t('product.expenseAccountWhy')}
      >
        <Select<ExpenseAccount>
          allowClear
          placeholder={t('product.expenseAsAbove')}
          options={expenseAccounts.map((value) => ({
            value,
            label: `${accountCodes[value]} ${accountWords[value][language]}`,
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
