import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceLevel } from '@xinhang/shared/prices.ts';
import { Alert, Button, Drawer, Form, Input, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** Opens the levels of prices: added, renamed, put out of use. */
export function LevelsButton() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('price.levels')}</Button>
      <Drawer open={open} title={t('price.levels')} onClose={() => setOpen(false)} destroyOnHidden>
        <LevelLines />
      </Drawer>
    </>
  );
}

const STEP = 10;

function LevelLines() {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(api.prices.listLevels, {});
  const update = useCommand(api.prices.updateLevel);
  const [editing, setEditing] = useState<PriceLevel | 'new' | null>(null);
  return (
    <Loaded found={found}>
      {({ rows }) => (
        <div className="stack">
          <span className="soft">{t('price.levelsWhy')}</span>
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
            <Button onClick={() => setEditing('new')}>{t('price.newLevel')}</Button>
          </div>
          <LevelForm
            key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
            level={editing === 'new' ? null : editing}
            sort={rows.length * STEP + STEP}
            open={editing !== null}
            onClose={() => setEditing(null)}
          />
        </div>
      )}
    </Loaded>
  );
}

interface FormProps {
  level: PriceLevel | null;
  sort: number;
  open: boolean;
  onClose: () => void;
}
interface Values {
  name: string;
  sort?: number | null;
}

function LevelForm({ level, sort, open, onClose }: FormProps) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.prices.createLevel, { form: true, onDone: onClose });
  const update = useCommand(api.prices.updateLevel, { onDone: onClose });
  const submit = (values: Values) => {
    const body = { name: values.name, sort: values.sort ?? 0 };
    if (!level) create.mutate({ body });
    else {
      const { id, version } = level;
      update.mutate({ params: { id }, body: { version, ...body } });
    }
  };
  return (
    <FormDrawer<Values>
      title={level?.name ?? t('price.newLevel')}
      open={open}
      form={form}
      initial={level ?? { sort }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('price.levelName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="sort" label={t('product.categorySort')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
    </FormDrawer>
  );
}
