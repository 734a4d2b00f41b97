import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError } from '@xinhang/shared/contract/client.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { useShape } from '../../app/home.ts';
import { useDraft } from '../../form/drafts.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { FirstOwner } from './first-owner.tsx';
import { useDuplicates } from './use-duplicates.ts';
import { useCustomerWords } from './words.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

const DRAFT = 'customer.new';

type Body = EndpointBody<typeof api.customers.create>;

interface Values extends Pick<
  Body,
  | 'name'
  | 'stage'
  | 'chanceGrade'
  | 'industry'
  | 'region'
  | 'source'
  | 'taxNo'
  | 'note'
  | 'duplicateReason'
  | 'ownerId'
> {
  parent?: NameRef | null;
  contactName?: string;
  contactPhone?: string;
  contactPost?: string;
}

function bodyOf({ contactName, contactPhone, contactPost, parent, ...filled }: Values): Body {
  const fields = { ...filled, ...(parent && { parentId: parent.id }) };
  const phone = contactPhone?.trim();
  const name = contactName?.trim();
  if (!name) return phone ? { ...fields, phone } : fields;
  return {
    ...fields,
    contact: {
      name,
      primary: true,
      ...(contactPost && { post: contactPost }),
      ...(phone && { phones: [{ number: phone }] }),
    },
  };
}

export function NewCustomer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const shape = useShape();
  const words = useCustomerWords();
  const [form] = Form.useForm<Values>();
  const values = Form.useWatch([], form) as Partial<Values> | undefined;
  const create = useCommand(api.customers.create, { form: true });
  const draft = useDraft<Values>(DRAFT);
  // What resembles the customer then may be the customer itself, saved before the line went.
  const unanswered = create.error instanceof ConnectionError;
  const found = useDuplicates(
    {
      name: values?.name ?? '',
      phone: values?.contactPhone ?? '',
      taxNo: values?.taxNo ?? '',
    },
    open && !unanswered,
  );

  const close = () => {
    create.reset();
    onClose();
  };
  const submit = (filled: Values) => {
    create.mutate(
      { body: bodyOf(filled) },
      {
        onSuccess: (customer) => {
          // The page is left before the drawer hears that it was closed.
          draft.keep(null);
          close();
          void navigate({ to: '/customers/$id', params: { id: String(customer.id) } });
        },
      },
    );
  };
  const required = [{ required: true, whitespace: true, message: t('common.required') }];

  return (
    <FormDrawer<Values>
      title={t('customer.new')}
      open={open}
      size={460}
      form={form}
      draft={DRAFT}
      initial={{ stage: 'potential' }}
      names={{ parentId: 'parent' }}
      error={create.error}
      saving={create.isPending}
      refused={found?.verdict === 'refused'}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item name="name" label={t('customer.name')} rules={required}>
        <Input autoFocus maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="contactPhone" label={t('customer.contactPhone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <DuplicateNotice found={found} />
      <div className="form-pair">
        <Form.Item name="contactName" label={t('customer.contactName')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="contactPost" label={t('customer.contactPost')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <FirstOwner open={open} />
      <div className="form-pair">
        <Form.Item name="stage" label={t('customer.stage')}>
          <Select options={words.stagesOf(shape)} />
        </Form.Item>
        {shape.chanceGrade && (
          <Form.Item name="chanceGrade" label={t('customer.grade')}>
            <Select allowClear options={words.gradeChoices} />
          </Form.Item>
        )}
        <Form.Item name="industry" label={t('customer.industry')}>
          <Select allowClear showSearch options={words.industries} />
        </Form.Item>
        <Form.Item name="region" label={t('customer.region')}>
          <Select allowClear showSearch options={words.regions} />
        </Form.Item>
        <Form.Item name="source" label={t('customer.source')}>
          <Select allowClear showSearch options={words.sources} />
        </Form.Item>
        <Form.Item name="taxNo" label={t('customer.taxNo')}>
          <Input maxLength={30} />
        </Form.Item>
      </div>
      <Form.Item name="parent" label={t('customer.parent')}>
        <CustomerRefPicker label={t('customer.parent')} />
      </Form.Item>
      <Form.Item name="note" label={t('customer.note')}>
        <GrowingText maxLength={2000} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
