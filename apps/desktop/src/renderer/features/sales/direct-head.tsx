import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { receiptMethods, type ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { Checkbox, Input, Select } from 'antd';
import { useMay, useMe } from '../../app/session.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { HeadField } from '../../form/document/document-frame.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isSoldFrom, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { DirectDraft } from './direct-sale.ts';

interface Props {
  value: DirectDraft;
  /** What the lines come to, in fen. */
  grossFen: number;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<DirectDraft>) => void;
}

/** For whom, from where, and how it is paid. */
export function DirectHead({ value, grossFen, marks, onChange }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const takesMoney = useMay('receipts.manage');
  const paid = takesMoney && !value.onAccount;
  return (
    <>
      <HeadField label={t('order.customer')} wide wrong={marks.get('customerId')}>
        <CustomerRefPicker
          autoFocus={value.customer === null}
          label={t('order.customer')}
          placeholder={t('order.findCustomer')}
          value={value.customer}
          onChange={(customer) => onChange({ customer })}
        />
      </HeadField>
      <HeadField label={t('order.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('order.date')}
          today={company.today}
          value={value.businessDate}
          onChange={(date) => date && onChange({ businessDate: date })}
        />
      </HeadField>
      <HeadField label={t('order.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={isSoldFrom}
          right="deliveries.manage"
          label={t('order.warehouse')}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      <HeadField label={t('order.basis')}>
        <Select<PriceBasis>
          aria-label={t('order.basis')}
          value={value.basis}
          options={priceBases.map((basis) => ({ value: basis, label: t(`order.basis.${basis}`) }))}
          onChange={(basis) => onChange({ basis })}
        />
      </HeadField>
      {paid && (
        <>
          <HeadField label={t('direct.paid')} wrong={marks.get('amountFen')}>
            <MoneyField
              label={t('direct.paid')}
              value={value.amountFen ?? grossFen}
              onChange={(amountFen) => onChange({ amountFen })}
            />
          </HeadField>
          <HeadField label={t('finance.cashAccount')} wrong={marks.get('accountId')}>
            <CashAccountSelect
              value={value.accountId}
              onChange={(accountId) => onChange({ accountId })}
            />
          </HeadField>
          <HeadField label={t('finance.method')}>
            <Select<ReceiptMethod>
              aria-label={t('finance.method')}
              value={value.method}
              options={receiptMethods.map((one) => ({
                value: one,
                label: t(`finance.method.${one}`),
              }))}
              onChange={(method) => onChange({ method })}
            />
          </HeadField>
        </>
      )}
      {takesMoney && (
        <HeadField label={t('direct.onAccount')}>
          <Checkbox
            aria-label={t('direct.onAccount')}
            checked={value.onAccount}
            onChange={(event) => onChange({ onAccount: event.target.checked })}
          />
        </HeadField>
      )}
      <HeadField label={t('order.note')} wide>
        <Input
          maxLength={500}
          autoComplete="off"
          aria-label={t('order.note')}
          value={value.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </HeadField>
    </>
  );
}
