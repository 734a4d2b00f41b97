import { api } from '@xinhang/shared/contract/api.ts';
import type { Unit } from '@xinhang/shared/product-words.ts';
import { Form, Input } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { WordLines } from '../../form/word-lines.tsx';

/** Units of counting: added, renamed, put out of use. */
export function UnitLines() {
  const { t } = useText();
  const found = useEndpoint(api.products.listUnits, {});
  const update = useCommand(api.products.updateUnit);
  return (
    <Loaded found={found}>
      {({ rows }) => (
        <WordLines<Unit>
          rows={rows}
          newLabel={t('product.newUnit')}
          error={update.error}
          onSwitch={({ id, version }, active) =>
            update.mutate({ params: { id }, body: { version, active } })
          }
          form={({ row, open, onClose }) => <UnitForm unit={row} open={open} onClose={onClose} />}
        />
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
