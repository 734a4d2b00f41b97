import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { App, Form } from 'antd';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { TimeField } from '../../form/time-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values {
  to?: NameRef[];
  text: string;
  dueOn?: string | null;
  dueTime?: string | null;
  about?: NameRef | null;
}

interface Props {
  open: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Tells somebody what to do, until when, about which customer. */
export function NewTask({ open, onClose, onSaved }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const seesCustomers = useMay('customers.read');
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.tasks.create, { form: true });
  const close = () => {
    create.reset();
    onClose();
  };
  const submit = ({ to, text, dueOn, dueTime, about }: Values) => {
    const body = {
      toId: to![0]!.id,
      text,
      dueOn: dueOn ?? null,
      dueTime: dueTime ?? null,
      about: about ? ({ kind: 'customer', id: about.id } as const) : null,
    };
    create.mutate(
      { body },
      {
        onSuccess: () => {
          close();
          void message.success(t('task.saved'));
          onSaved();
        },
      },
    );
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t('task.new')}
      open={open}
      size={460}
      form={form}
      draft="task.new"
      initial={{}}
      names={{ toId: 'to' }}
      error={create.error}
      saving={create.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item name="to" label={t('task.to')} rules={required}>
        <UserPicker single label={t('task.to')} />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('task.text')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={2000} minRows={3} maxRows={12} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('task.dueOn')}>
        <DateField />
      </Form.Item>
      <Form.Item name="dueTime" label={t('plan.dueTime')} extra={t('plan.dueTimeWhy')}>
        <TimeField />
      </Form.Item>
      {seesCustomers && (
        <Form.Item name="about" label={t('task.about')} extra={t('task.aboutWhy')}>
          <CustomerRefPicker label={t('task.about')} placeholder={t('common.none')} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
