import type { PurchaseReturn } from '@xinhang/shared/purchase-returns.ts';
import { Input, Select } from 'antd';
import { HeadField } from '../../form/document/document-frame.tsx';
import { takesBack, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { isOfReceipt, type ReturnDraft } from './purchase-return-line.ts';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';

interface Props {
  /** As it is saved; null of one that is begun. */
  doc: PurchaseReturn | null;
  editable: boolean;
  value: ReturnDraft;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<ReturnDraft>) => void;
}

/** The head of a return: to whom, from where, why, and whether as much is to come again. */
export function PurchaseReturnHead({ doc, editable, value, marks, onChange }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const text = (field: 'supplierReturnNo' | 'reason' | 'note', max: number) => (
    <HeadField
      label={t(`purchaseReturn.${field}`)}
      wrong={marks.get(field)}
      wide={field !== 'supplierReturnNo'}
    >
      <Input
        disabled={!editable}
        maxLength={max}
        autoComplete="off"
        aria-label={t(`purchaseReturn.${field}`)}
        {...(marks.has(field) && { status: 'error' as const })}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      {doc === null && (
        <HeadField label={t('purchase.supplier')} wide wrong={marks.get('supplierId')}>
          <SupplierRefPicker
            autoFocus={value.supplier === null}
            label={t('purchase.supplier')}
            value={value.supplier}
            onChange={(supplier) => onChange({ supplier })}
          />
        </HeadField>
      )}
      <HeadField label={t('purchaseReturn.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('purchaseReturn.date')}
          today={today}
          disabled={!editable}
          value={value.businessDate}
          onChange={(day) => day && onChange({ businessDate: day })}
        />
      </HeadField>
      <HeadField label={t('purchaseReturn.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={takesBack}
          right="receiptNotes.manage"
          label={t('purchaseReturn.warehouse')}
          disabled={!editable}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      {value.lines.some(isOfReceipt) && (
        <HeadField label={t('purchaseReturn.replaces')} wrong={marks.get('replaces')}>
          <Select<'yes' | 'no'>
            aria-label={t('purchaseReturn.replaces')}
            placeholder={t('purchaseReturn.replacesAsk')}
            disabled={!editable}
            {...(marks.has('replaces') && { status: 'error' as const })}
            {...(value.replaces !== null && { value: value.replaces ? 'yes' : 'no' })}
            options={(['no', 'yes'] as const).map((one) => ({
              value: one,
              label: t(`purchaseReturn.replaces.${one}`),
            }))}
            onChange={(one) => onChange({ replaces: one === 'yes' })}
          />
        </HeadField>
      )}
      {text('supplierReturnNo', 60)}
      {text('reason', 200)}
      {text('note', 500)}
    </>
  );
}
