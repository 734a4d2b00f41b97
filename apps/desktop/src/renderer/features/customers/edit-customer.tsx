import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { unitedShape } from '@xinhang/shared/sales-models.ts';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { useDuplicates } from './use-duplicates.ts';
import { useCustomerUpdate } from './use-customer-update.tsx';
import { useCustomerWords } from './words.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

type Body = EndpointBody<typeof api.customers.update>;
const shortTexts = ['city', 'shortName', 'taxNo'] as const;
const longTexts = ['address', 'website'] as const;
const dictFields = ['industry', 'region', 'source'] as const;
type Field =
  | (typeof shortTexts)[number]
  | (typeof longTexts)[number]
  | (typeof dictFields)[number]
  | 'note'
  | 'name'
  | 'stage';
type Values = Pick<Body, Field | 'chanceGrade' | 'duplicateReason'> & { parent?: NameRef | null };
type Changes = Pick<Body, Field | 'chanceGrade' | 'duplicateReason' | 'parentId'>;

/** Only what was changed is sent, so that two people may change different fields. */
function changes(customer: Customer, { parent, ...values }: Values): Changes {
  const before = customer as unknown as Record<string, unknown>;
  const changed = Object.entries(values)
    .map(([key, value]) => [key, value ?? (key === 'chanceGrade' ? null : '')] as const)
    .filter(([key, value]) => value !== (before[key] ?? (key === 'chanceGrade' ? null : '')));
  const parentId = parent?.id ?? null;
  const moved = parentId !== (customer.parent?.id ?? null);
  return { ...(Object.fromEntries(changed) as Changes), ...(moved && { parentId }) };
}

export function EditCustomer(props: { customer: Customer; open: boolean; onClose: () => void }) {
  const { open } = props;
  // The page behind follows what colleagues change; the form answers for what it was opened with.
  const [customer, setCustomer] = useState(props.customer);
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setCustomer(props.customer);
  }
  const { t } = useText();
  const words = useCustomerWords();
  const [form] = Form.useForm<Values>();
  const update = useCustomerUpdate(customer);
  const values = Form.useWatch([], form) as Partial<Values> | undefined;
  // What stays as it was is no news.
  const changed = (key: 'name' | 'taxNo') => {
    const value = values?.[key] ?? '';
    return value.trim() === customer[key] ? '' : value;
  };
  const typed = { name: changed('name'), taxNo: changed('taxNo') };
  const found = useDuplicates(typed, open, customer.id);
  const shape = unitedShape(customer.models);
  const graded = shape.chanceGrade || customer.chanceGrade !== null;
  // Contact data of the pool is masked for everybody: what nobody sees nobody overwrites.
  const seen = (field: string) => !customer.pooled || (field !== 'address' && field !== 'taxNo');
  const text = (field: (typeof shortTexts)[number] | (typeof longTexts)[number]) => (
    <Form.Item key={field} name={field} label={t(`customer.${field}`)}>
      <Input maxLength={field === 'address' || field === 'website' ? 200 : 30} />
    </Form.Item>
  );
  const choices = { industry: words.industries, region: words.regions, source: words.sources };

  const close = () => {
    update.reset();
    props.onClose();
  };
  const submit = (values: Values) => {
    const wanted = changes(customer, values);
    if (Object.keys(wanted).length === 0) close();
    else update.save(wanted, close);
  };
  const required = [{ required: true, whitespace: true, message: t('common.required') }];

  return (
    <>
      <FormDrawer<Values>
        title={t('customer.editTitle')}
        open={open}
        size={460}
        form={form}
        initial={{ ...(customer as unknown as Values) }}
        names={{ parentId: 'parent' }}
        error={update.error}
        saving={update.saving}
        refused={found?.verdict === 'refused'}
        onSubmit={submit}
        onClose={close}
      >
        <Form.Item name="name" label={t('customer.name')} rules={required}>
          <Input autoFocus maxLength={120} />
        </Form.Item>
        <DuplicateNotice found={found} />
        <div className="form-pair">
          <Form.Item name="stage" label={t('customer.stage')}>
            <Select options={words.stagesOf(shape, customer.stage)} />
          </Form.Item>
          {graded && (
            <Form.Item name="chanceGrade" label={t('customer.grade')}>
              <Select allowClear options={words.gradeChoices} />
            </Form.Item>
          )}
          {dictFields.map((field) => (
            <Form.Item key={field} name={field} label={t(`customer.${field}`)}>
              <Select allowClear showSearch options={choices[field]} />
            </Form.Item>
          ))}
          {shortTexts.filter(seen).map(text)}
        </div>
        <Form.Item name="parent" label={t('customer.parent')}>
          <CustomerRefPicker label={t('customer.parent')} except={customer.id} />
        </Form.Item>
        {longTexts.filter(seen).map(text)}
        <Form.Item name="note" label={t('customer.note')}>
          <GrowingText maxLength={2000} minRows={2} maxRows={6} />
        </Form.Item>
      </FormDrawer>
      {update.dialog}
    </>
  );
}
