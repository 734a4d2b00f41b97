import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { arAdjustmentKinds, type ArAdjustmentKind } from '@xinhang/shared/receivables.ts';
import { Form, Input, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';

interface Values {
  kind: ArAdjustmentKind;
  customer: NameRef | null;
  oldNo?: string;
  businessDate: string | null;
  dueDate?: string | null;
  amountFen: number | null;
  note?: string;
}

interface Props {
  open: boolean;
  /** Whose it is, where that is known already. */
  customer?: NameRef;
  onClose: () => void;
}

/** Kinds that lessen what is owed: written as people say them, kept below 0. */
const lessens: ReadonlySet<ArAdjustmentKind> = new Set(['writeOff', 'rebate']);

/** What a customer owes more or less without goods: an old document, a rebate, a bad debt. */
export function AdjustmentDrawer({ open, customer, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const kind = Form.useWatch('kind', form) ?? 'opening';
  const adjust = useCommand(api.receivables.adjust, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  const submit = (values: Values) => {
    const { amountFen } = values;
    adjust.mutate({
      body: {
        kind: values.kind,
        customerId: values.customer!.id,
        businessDate: values.businessDate!,
        dueDate: values.dueDate ?? null,
        oldNo: values.oldNo?.trim() ?? '',
        note: values.note?.trim() ?? '',
        amountFen: lessens.has(values.kind) ? -Math.abs(amountFen!) : amountFen!,
      },
    });
  };
  return (
    <FormDrawer<Values>
      title={t('finance.adjust')}
      open={open}
      size={440}
      form={form}
      initial={{ kind: 'opening', customer: customer ?? null, businessDate: today }}
      names={{ customerId: 'customer' }}
      error={adjust.error}
      saving={adjust.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('finance.kind')} extra={t(`finance.adjustWhy.${kind}`)}>
        <Select<ArAdjustmentKind>
          autoFocus
          options={arAdjustmentKinds.map((value) => ({
            value,
            label: t(`finance.adjustKind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="customer" label={t('finance.customer')} rules={needed}>
        <CustomerRefPicker label={t('finance.customer')} placeholder={t('finance.customer')} />
      </Form.Item>
      {kind === 'opening' && (
        <Form.Item name="oldNo" label={t('finance.oldNo')} rules={needed}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="businessDate" label={t('finance.date')} rules={needed}>
        <DayField label={t('finance.date')} />
      </Form.Item>
      {(kind === 'opening' || kind === 'other') && (
        <Form.Item name="dueDate" label={t('finance.due')} extra={t('finance.dueWhy')}>
          <DayField label={t('finance.due')} />
        </Form.Item>
      )}
      <Form.Item
        name="amountFen"
        label={t('finance.amount')}
        {...(kind === 'opening' && { extra: t('finance.openingSign') })}
        rules={[...needed, reckoned]}
      >
        <MoneyField label={t('finance.amount')} signed={!lessens.has(kind)} />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('finance.note')}
        {...(kind !== 'opening' && { rules: needed })}
      >
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
