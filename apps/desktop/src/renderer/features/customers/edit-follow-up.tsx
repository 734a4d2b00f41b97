import { followUpTypes, type FollowUp } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
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

/** Corrects an own follow-up while it is still open; afterwards it is sealed. */
export function EditFollowUp(props: { followUp: FollowUp | null; onClose: () => void }) {
  const { followUp } = props;
  const { t } = useText();
  const dates = useDates();
  const [form] = Form.useForm<Values>();
  const update = useCommand(api.activities.update);
  const close = () => {
    update.reset();
    props.onClose();
  };
  const submit = ({ nextOn, ...values }: Values) => {
    if (!followUp) return;
    const date = nextOn?.format('YYYY-MM-DD') ?? null;
    const body = {
      version: followUp.version,
      ...values,
      ...(date !== followUp.nextOn && { nextOn: date }),
    };
    update.mutate({ params: { id: followUp.id }, body }, { onSuccess: close });
  };
  return (
    <FormDrawer<Values>
      title={t('timeline.edit')}
      open={followUp !== null}
      form={form}
      initial={
        followUp
          ? {
              type: followUp.type as Values['type'],
              content: followUp.content,
              result: followUp.result,
              nextOn: followUp.nextOn === null ? null : dayjs(followUp.nextOn),
            }
          : {}
      }
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
          followUp?.editableUntil
            ? t('timeline.editable', { time: dates.time(followUp.editableUntil) })
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
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </FormDrawer>
  );
}
