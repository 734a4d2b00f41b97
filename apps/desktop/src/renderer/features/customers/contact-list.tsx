import { api } from '@xinhang/shared/contract/api.ts';
import { Button, Form, Input, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';

interface Values {
  name: string;
  post?: string;
  dept?: string;
  phone?: string;
}

export function ContactList({ customerId, editable }: { customerId: number; editable: boolean }) {
  const { t } = useText();
  const list = useEndpoint(api.contacts.list, { params: { id: customerId } });
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={t('customer.contacts')}>
      <div className="page-bar">
        <Typography.Title level={5} style={{ margin: 0 }}>
          {t('customer.contacts')}
        </Typography.Title>
        <span className="spring" />
        <Button
          size="small"
          disabled={!editable}
          title={editable ? undefined : t('customer.noForbidden')}
          onClick={() => setAdding(true)}
        >
          {t('contact.new')}
        </Button>
      </div>
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {list.data?.rows.length === 0 && (
        <Typography.Text type="secondary">{t('customer.noContacts')}</Typography.Text>
      )}
      {list.data?.rows.map((row) => (
        <div key={row.id} className="work-line">
          <Typography.Text strong={row.primary}>{row.name}</Typography.Text>
          <Typography.Text type="secondary">
            {[
              row.dept,
              row.post,
              row.primary && t('contact.primary'),
              row.leftAt !== null && t('contact.left'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Typography.Text>
          {row.phones.map((phone) => (
            <span key={phone.number}>
              {phone.number}
              {phone.extension && `-${phone.extension}`}
            </span>
          ))}
        </div>
      ))}
      <NewContact customerId={customerId} open={adding} onClose={() => setAdding(false)} />
    </section>
  );
}

function NewContact(props: { customerId: number; open: boolean; onClose: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.contacts.create);
  const close = () => {
    create.reset();
    props.onClose();
  };
  const submit = ({ phone, ...fields }: Values) => {
    const body = { ...fields, ...(phone?.trim() && { phones: [{ number: phone }] }) };
    create.mutate({ params: { id: props.customerId }, body }, { onSuccess: close });
  };
  return (
    <FormDrawer<Values>
      title={t('contact.new')}
      open={props.open}
      form={form}
      initial={{}}
      error={create.error}
      saving={create.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="name"
        label={t('contact.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('contact.phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="dept" label={t('contact.dept')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="post" label={t('contact.post')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  );
}
