import { api } from '@xinhang/shared/contract/api.ts';
import { giftKinds, type Gift } from '@xinhang/shared/gifts.ts';
import { Form, Input, Segmented } from 'antd';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { ContactSelect } from './contact-select.tsx';

interface Values {
  contactId: number | null;
  kind: Gift['kind'];
  what: string;
  costFen?: number | null;
  on: string;
  note?: string;
}

interface Props {
  open: boolean;
  onClose: () => void;
  customerId: number;
  /** The contact of a new one, where it is known. */
  contactId?: number;
  /** Corrected instead of a new one. */
  gift?: Gift;
}

/** What was given, to whom, when, and what it cost. */
export function GiftDrawer({ open, onClose, customerId, contactId, gift }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.gifts.create, { form: true });
  const update = useCommand(api.gifts.update);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ contactId: chosen, note = '', costFen = null, ...values }: Values) => {
    const body = { ...values, costFen, note: note.trim() };
    if (gift) {
      update.mutate(
        { params: { id: gift.id }, body: { version: gift.version, ...body } },
        { onSuccess: close },
      );
    } else {
      const whose = { customerId, contactId: contactId ?? chosen ?? null };
      create.mutate({ body: { ...body, ...whose } }, { onSuccess: close });
    }
  };
  return (
    <FormDrawer<Values>
      title={t(gift ? 'gift.edit' : 'gift.new')}
      open={open}
      size={440}
      form={form}
      draft={gift ? `gift.${gift.id}` : `gift.of.${customerId}.${contactId ?? 0}`}
      initial={gift ?? { kind: 'gift', on: today }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item name="kind" label={t('gift.kind')}>
        <Segmented<Gift['kind']>
          options={giftKinds.map((value) => ({ value, label: t(`gift.kind.${value}`) }))}
        />
      </Form.Item>
      {!gift && contactId === undefined && (
        <Form.Item name="contactId" label={t('gift.contact')}>
          <ContactSelect customerId={customerId} />
        </Form.Item>
      )}
      <Form.Item
        name="what"
        label={t('gift.what')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="costFen" label={t('gift.cost')} extra={t('gift.costWhy')}>
        <MoneyField label={t('gift.cost')} />
      </Form.Item>
      <Form.Item
        name="on"
        label={t('gift.on')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DateField />
      </Form.Item>
      <Form.Item name="note" label={t('gift.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
