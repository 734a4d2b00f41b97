import { receiptMethods, type ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { Form, Select } from 'antd';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DayField } from './day-field.tsx';

/** From or into which account a refund goes, when and how: fields of its form. */
export function RefundWay() {
  const { t } = useText();
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name="accountId" label={t('finance.cashAccount')} rules={needed}>
        <CashAccountSelect />
      </Form.Item>
      <Form.Item name="businessDate" label={t('finance.date')} rules={needed}>
        <DayField label={t('finance.date')} />
      </Form.Item>
      <Form.Item name="method" label={t('refund.method')}>
        <Select<ReceiptMethod>
          options={receiptMethods.map((value) => ({ value, label: t(`finance.method.${value}`) }))}
        />
      </Form.Item>
    </>
  );
}
