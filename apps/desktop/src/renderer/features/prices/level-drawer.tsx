import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceLevel } from '@xinhang/shared/prices.ts';
import { Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { WordLines } from '../../form/word-lines.tsx';

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
  const found = useEndpoint(api.prices.listLevels, {});
  const update = useCommand(api.prices.updateLevel);
  return (
    <Loaded found={found}>
      {({ rows }) => (
        <div className="stack">
          <span className="soft">{t('price.levelsWhy')}</span>
          <WordLines<PriceLevel>
            rows={rows}
            newLabel={t('price.newLevel')}
            error={update.error}
            onSwitch={({ id, version }, active) =>
              update.mutate({ params: { id }, body: { version, active } })
            }
            form={({ row, open, onClose }) => (
              <LevelForm
                level={row}
                sort={rows.length * STEP + STEP}
                open={open}
                onClose={onClose}
              />
            )}
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
