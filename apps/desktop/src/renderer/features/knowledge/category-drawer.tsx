import { api } from '@xinhang/shared/contract/api.ts';
import type { Category } from '@xinhang/shared/knowledge.ts';
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { depthsOf } from './category-depths.ts';

interface Props {
  rows: readonly Category[];
  open: boolean;
  onClose: () => void;
}

/** Adds, renames, orders and takes away categories. */
export function CategoryDrawer({ rows, open, onClose }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { modal } = App.useApp();
  const [editing, setEditing] = useState<Category | 'new' | null>(null);
  const remove = useCommand(api.knowledge.removeCategory);
  const depths = depthsOf(rows);
  const ask = (row: Category) =>
    void modal.confirm({
      title: t('knowledge.removeCategoryAsk', { name: row.name }),
      okText: t('common.remove'),
      cancelText: t('common.cancel'),
      onOk: () => remove.mutate({ params: { id: row.id } }),
    });
  return (
    <Drawer open={open} title={t('knowledge.editCategories')} onClose={onClose} destroyOnHidden>
      <div className="stack">
        {remove.error && <Alert type="error" showIcon role="alert" title={words(remove.error)} />}
        {rows.map((row) => (
          <div
            key={row.id}
            className="line"
            style={{ paddingInlineStart: (depths.get(row.id) ?? 0) * 16 }}
          >
            <span style={{ flex: 1, minWidth: 0 }}>{row.name}</span>
            <Button
              size="small"
              type="link"
              aria-label={`${t('common.edit')} ${row.name}`}
              onClick={() => setEditing(row)}
            >
              {t('common.edit')}
            </Button>
            <Button
              size="small"
              type="link"
              aria-label={`${t('common.remove')} ${row.name}`}
              onClick={() => ask(row)}
            >
              {t('common.remove')}
            </Button>
          </div>
        ))}
        <div>
          <Button onClick={() => setEditing('new')}>{t('knowledge.newCategory')}</Button>
        </div>
      </div>
      <CategoryForm
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        rows={rows}
        category={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </Drawer>
  );
}

interface Values {
  name: string;
  parentId?: number | null;
  sort?: number | null;
}

function CategoryForm({ rows, category, open, onClose }: Props & { category: Category | null }) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.knowledge.createCategory, { form: true });
  const update = useCommand(api.knowledge.updateCategory);
  const depths = depthsOf(rows);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ name, parentId, sort }: Values) => {
    const body = { name, parentId: parentId ?? null, sort: sort ?? 0 };
    if (!category) create.mutate({ body }, { onSuccess: close });
    else {
      const { id, version } = category;
      update.mutate({ params: { id }, body: { version, ...body } }, { onSuccess: close });
    }
  };
  return (
    <FormDrawer<Values>
      title={category?.name ?? t('knowledge.newCategory')}
      open={open}
      form={form}
      initial={category ?? { sort: rows.length * 10 + 10 }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="name"
        label={t('knowledge.categoryName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="parentId" label={t('knowledge.categoryParent')}>
        <Select<number>
          allowClear
          placeholder={t('knowledge.categoryTop')}
          options={rows
            .filter((row) => row.id !== category?.id)
            .map((row) => ({
              value: row.id,
              label: `${'　'.repeat(depths.get(row.id) ?? 0)}${row.name}`,
            }))}
        />
      </Form.Item>
      <Form.Item name="sort" label={t('knowledge.categorySort')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
    </FormDrawer>
  );
}
