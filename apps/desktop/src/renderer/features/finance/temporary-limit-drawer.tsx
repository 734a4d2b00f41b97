import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Form } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';
import { money } from './money.ts';

interface Values {
  limitFen: number;
  validFrom: string;
  validTo: string;
  reason: string;
}

interface Props {
  /** To whom; null: closed. */
  customer: NameRef | null;
  onClose: () => void;
}

/** A higher limit from one day to another, with the reason. */
export function TemporaryLimitDrawer({ customer, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const id = customer?.id ?? 0;
  const whole = useEndpoint(api.customers.get, { params: { id } }, { enabled: customer !== null });
  const standing = whole.data?.creditLimitFen ?? null;
  const give = useCommand(api.temporaryLimits.give, { form: true, onDone: onClose });
  const needed = { required: true, message: t('common.required') };
  return (
    <FormDrawer<Values>
      title={t('limit.giveTo', { name: customer?.name ?? '' })}
      open={customer !== null}
      form={form}
      initial={{ validFrom: today }}
      draft={`temporary-limit-${id}`}
      error={give.error}
      saving={give.isPending}
      onSubmit={(values) =>
        give.mutate({ params: { id }, body: { ...values, reason: values.reason.trim() } })
      }
      onClose={onClose}
    >
      <Form.Item
        name="limitFen"
        label={t('limit.amount')}
        extra={standing === null ? undefined : t('limit.amountWhy', { standing: money(standing) })}
        rules={[needed, reckoned]}
      >
        <MoneyField label={t('limit.amount')} autoFocus />
      </Form.Item>
      <Form.Item name="validFrom" label={t('limit.from')} rules={[needed]}>
        <DayField label={t('limit.from')} />
      </Form.Item>
      <Form.Item name="validTo" label={t('limit.to')} extra={t('limit.toWhy')} rules={[needed]}>
        <DayField label={t('limit.to')} />
      </Form.Item>
      <Form.Item name="reason" label={t('limit.reason')} rules={[{ ...needed, whitespace: true }]}>
        <GrowingText maxLength={200} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
