import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { customFieldTypes, type CustomField } from '@xinhang/shared/settings.ts';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { TagInput } from '../../ui/tag-input.tsx';

type Values = EndpointBody<typeof api.settings.createCustomField>;

interface Props {
  /** Null adds a new one at the end. */
  field: CustomField | null;
  nextSort: number;
  open: boolean;
  onClose: () => void;
}

export function CustomFieldDrawer({ field, nextSort, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const type = Form.useWatch('type', form);
  const create = useCommand(api.settings.createCustomField, { form: true });
  const update = useCommand(api.settings.updateCustomField);
  const conflict = conflictOf(update.error);
  const initial = useMemo<Partial<Values>>(
    () => field ?? { type: 'text', options: [], required: false, sort: nextSort },
    [field, nextSort],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const changes = (values: Values) => {
    const { type: _type, ...rest } = changedFields(field!, values);
    return rest;
  };
  const send = (version: number, body: Partial<Values>) =>
    update.mutate({ params: { id: field!.id }, body: { version, ...body } }, { onSuccess: close });
  const submit = (values: Values) => {
    if (!field) create.mutate({ body: values }, { onSuccess: close });
    else if (Object.keys(changes(values)).length === 0) close();
    else send(field.version, changes(values));
  };
  const show = (value: unknown): string => {
    if (Array.isArray(value)) return value.join(comma());
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return (
    <>
      <FormDrawer<Values>
        title={t(field ? 'custom.edit' : 'custom.new')}
        open={open}
        form={form}
        draft={field ? `customField.${field.id}` : 'customField.new'}
        initial={initial}
        codes={{ 'already-exists': 'label' }}
        error={create.error ?? (conflict ? null : update.error)}
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <Form.Item
          name="label"
          label={t('custom.label')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="type" label={t('custom.type')}>
          <Select
            disabled={field !== null}
            options={customFieldTypes.map((value) => ({ value, label: t(`customType.${value}`) }))}
          />
        </Form.Item>
        {type === 'select' && (
          <Form.Item
            name="options"
            label={t('custom.options')}
            extra={t('custom.optionsWhy')}
            rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}
          >
            <TagInput />
          </Form.Item>
        )}
        <Form.Item name="required" valuePropName="checked" extra={t('custom.requiredWhy')}>
          <Checkbox>{t('custom.required')}</Checkbox>
        </Form.Item>
        <Form.Item name="sort" label={t('dept.sort')}>
          <InputNumber min={0} max={9999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(name) => t(wordKey('custom', name, 'dept.sort'))}
        show={(_name, value) => show(value)}
        onClose={close}
        onResolve={(version, mine) => {
          const all = changes(form.getFieldsValue(true) as Values);
          const kept = Object.entries(all).filter(([name]) => mine.has(name));
          if (kept.length === 0) close();
          else send(version, Object.fromEntries(kept));
        }}
      />
    </>
  );
}
