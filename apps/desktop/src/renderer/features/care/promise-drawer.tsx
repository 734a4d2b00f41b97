import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerPromise } from '@xinhang/shared/gifts.ts';
import { Form } from 'antd';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { ContactSelect } from './contact-select.tsx';

interface Values {
  contactId: number | null;
  text: string;
  dueOn: string;
}

interface Props {
  open: boolean;
  onClose: () => void;
  customerId: number;
  /** The contact of a new one, where it is known. */
  contactId?: number;
  /** Changed instead of a new one. */
  promise?: CustomerPromise;
}

/** What was promised, to whom, and until when. */
export function PromiseDrawer({ open, onClose, customerId, contactId, promise }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.promises.create, { form: true });
  const update = useCommand(api.promises.update);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ contactId: chosen, text, dueOn }: Values) => {
    if (promise) {
      const body = { version: promise.version, text, ...(dueOn !== promise.dueOn && { dueOn }) };
      update.mutate({ params: { id: promise.id }, body }, { onSuccess: close });
    } else {
      const whose = { customerId, contactId: contactId ?? chosen ?? null };
      create.mutate({ body: { ...whose, text, dueOn } }, { onSuccess: close });
    }
  };
  return (
    <FormDrawer<Values>
      title={t(promise ? 'promise.edit' : 'promise.new')}
      open={open}
      size={440}
      form={form}
      draft={promise ? `promise.${promise.id}` : `promise.of.${customerId}.${contactId ?? 0}`}
      initial={promise ?? {}}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {!promise && contactId === undefined && (
        <Form.Item name="contactId" label={t('gift.contact')}>
          <ContactSelect customerId={customerId} />
        </Form.Item>
      )}
      <Form.Item
        name="text"
        label={t('promise.text')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
      <Form.Item
        name="dueOn"
        label={t('promise.dueOn')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  );
}
