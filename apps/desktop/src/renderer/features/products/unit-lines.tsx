import { api } from '@xinhang/shared/contract/api.ts';
import type { Unit } from '@xinhang/shared/product-words.ts';
import { Alert, Button, Form, Input, Switch } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** Units of counting: added, renamed, put out of use. */
export function UnitLines() {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(api.products.listUnits, {});
  const update = useCommand(api.products.updateUnit);
  const [editing, setEditing] = useState<Unit | 'new' | null>(null);
  return (
    <Loaded found={found}>
      {({ rows }) => (
        <div className="stack">
          {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
          {rows.map((row) => (
            <div className="line" key={row.id}>
              <span style={{ flex: 1 }} className={row.active ? '' : 'soft'}>
                {row.name}
              </span>
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('product.inUse')} ${row.name}`}
                onChange={(active) =>
                  update.mutate({ params: { id: row.id }, body: { version: row.version, active } })
                }
              />
              <Button
                size="small"
                type="link"
                aria-label={`${t('common.edit')} ${row.name}`}
                onClick={() => setEditing(row)}
              >
                {t('common.edit')}
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => setEditing('new')}>{t('product.newUnit')}</Button>
          </div>
          <UnitForm
            key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
            unit={editing === 'new' ? null : editing}
            open={editing !== null}
            onClose={() => setEditing(null)}
          />
        </div>
      )}
    </Loaded>
  );
}

function UnitForm({
  unit,
  open,
  onClose,
}: {
  unit: Unit | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useText();
  const [form] = Form.useForm<{ name: string }>();
  const create = useCommand(api.products.createUnit, { form: true, onDone: onClose });
  const update = useCommand(api.products.updateUnit, { onDone: onClose });
  return (
    <FormDrawer<{ name: string }>
      title={unit?.name ?? t('product.newUnit')}
      open={open}
      form={form}
      initial={unit ?? {}}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={({ name }) =>
        unit
          ? update.mutate({ params: { id: unit.id }, body: { version: unit.version, name } })
          : create.mutate({ body: { name } })
      }
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('product.unitName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={20} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
