import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { apAdjustmentKinds, type ApAdjustmentKind } from '@xinhang/shared/payables.ts';
import { Form, Input, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';

interface Values {
  kind: ApAdjustmentKind;
  supplier: NameRef | null;
  oldNo?: string;
  businessDate: string | null;
  dueDate?: string | null;
  amountFen: number | null;
  note?: string;
}

/** A claim for what was lost, or what of one is given up; the amount above 0. */
export interface Begun {
  kind: 'claim' | 'claimDropped';
  oldNo: string;
  amountFen: number | null;
  note: string;
}

interface Props {
  open: boolean;
  /** Whose it is, where that is known already. */
  supplier?: NameRef;
  /** What is begun with. */
  begun?: Begun;
  onClose: () => void;
}

/** Kinds that name another document by its number. */
const named: ReadonlySet<ApAdjustmentKind> = new Set(['opening', 'claim', 'claimDropped']);
/** Kinds that lessen what is owed: written as people say them, kept below 0. */
const lessens: ReadonlySet<ApAdjustmentKind> = new Set(['writeOff', 'claim']);

/** What a supplier is owed more or less without goods: an old document, a changed price. */
export function ApAdjustmentDrawer({ open, supplier, begun, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const kind = Form.useWatch('kind', form) ?? 'opening';
  const adjust = useCommand(api.payables.adjust, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  const submit = (values: Values) => {
    const { amountFen } = values;
    adjust.mutate({
      body: {
        kind: values.kind,
        supplierId: values.supplier!.id,
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
      title={t('payable.adjust')}
      open={open}
      size={440}
      form={form}
      initial={{
        kind: 'opening',
        supplier: supplier ?? null,
        businessDate: today,
        ...begun,
      }}
      names={{ supplierId: 'supplier' }}
      error={adjust.error}
      saving={adjust.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('finance.kind')} extra={t(`payable.why.${kind}`)}>
        <Select<ApAdjustmentKind>
          autoFocus
          options={apAdjustmentKinds.map((value) => ({
            value,
            label: t(`payable.kind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="supplier" label={t('payable.supplier')} rules={needed}>
        <SupplierRefPicker label={t('payable.supplier')} />
      </Form.Item>
      {named.has(kind) && (
        <Form.Item
          name="oldNo"
          label={t(kind === 'opening' ? 'finance.oldNo' : 'payable.claimFor')}
          rules={needed}
        >
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
        {...(kind === 'opening' && { extra: t('payable.openingSign') })}
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
