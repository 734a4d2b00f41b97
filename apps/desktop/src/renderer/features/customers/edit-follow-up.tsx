import { followUpTypes } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { TimelineItem } from '@xinhang/shared/customers.ts';
import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values {
  type: (typeof followUpTypes)[number];
  content: string;
  result: string;
  nextOn: Dayjs | null;
}

/** What a talk on the timeline was written with. */
function valuesOf({ text, data }: TimelineItem): Values {
  const nextOn = data['nextOn'];
  return {
    type: data['type'] as Values['type'],
    content: text,
    result: String(data['result'] ?? ''),
    nextOn: typeof nextOn === 'string' ? dayjs(nextOn) : null,
  };
}

/** Corrects an own follow-up while it is still open; afterwards it is sealed. */
export function EditFollowUp(props: { item: TimelineItem | null; onClose: () => void }) {
  const { item } = props;
  const before = item && valuesOf(item);
  const { t } = useText();
  const dates = useDates();
  const [form] = Form.useForm<Values>();
  const update = useCommand(api.activities.update);
  const close = () => {
    update.reset();
    props.onClose();
  };
  const submit = ({ nextOn, ...values }: Values) => {
    if (!item) return;
    const date = nextOn?.format('YYYY-MM-DD') ?? null;
    const body = {
      version: Number(item.data['version']),
      ...values,
      ...(date !== item.data['nextOn'] && { nextOn: date }),
    };
    update.mutate({ params: { id: item.id }, body }, { onSuccess: close });
  };
  return (
    <FormDrawer<Values>
      title={t('timeline.edit')}
      open={item !== null}
      form={form}
      initial={before ?? {}}
      error={update.error}
      saving={update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="content"
        label={t('followUp.content')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        extra={
          item?.editableUntil
            ? t('timeline.editable', { time: dates.time(item.editableUntil) })
            : t('timeline.sealed')
        }
      >
        <GrowingText autoFocus maxLength={4000} minRows={3} maxRows={10} />
      </Form.Item>
      <Form.Item name="type" label={t('followUp.type')}>
        <Select
          options={followUpTypes.map((value) => ({ value, label: t(`followType.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="result" label={t('followUp.result')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="nextOn" label={t('followUp.nextOn')}>
        <DatePicker style={{ width: '100%' }} minDate={dayjs(dates.today)} />
      </Form.Item>
    </FormDrawer>
  );
}
