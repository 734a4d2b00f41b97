import type { OrderCustomer, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { Input, Select } from 'antd';
import { useMe } from '../../app/session.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { isSoldFrom, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { ChangeDraft } from './change-line.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  order: SalesOrder;
  value: ChangeDraft;
  customer: OrderCustomer | undefined;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<ChangeDraft>) => void;
}

interface Choice {
  id: number;
  name: string;
}

/** What of the head of an order may still be changed, and why it is. */
export function ChangeHead({ order, value, customer, marks, onChange }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const text = (
    field: 'reason' | 'customerOrderNo' | 'payer' | 'note',
    label: string,
    max: number,
  ) => (
    <HeadField label={label} wide={field !== 'customerOrderNo'} wrong={marks.get(field)}>
      <Input
        autoFocus={field === 'reason' && value.reason === ''}
        maxLength={max}
        autoComplete="off"
        aria-label={label}
        {...(marks.has(field) && { status: 'error' as const })}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  const choose = (field: 'termId' | 'addressId', rows: readonly Choice[], wide = false) => (
    <HeadField label={t(`order.${field}`)} wide={wide} wrong={marks.get(field)}>
      <Select<number | null>
        {...onlyWords}
        allowClear
        aria-label={t(`order.${field}`)}
        placeholder={t('order.none')}
        showSearch={{ optionFilterProp: 'label' }}
        value={value[field]}
        options={rows.map((row) => ({ value: row.id, label: row.name }))}
        onChange={(id) => onChange({ [field]: id ?? null })}
      />
    </HeadField>
  );
  const { shipTo } = order;
  const places = customer?.addresses.map(({ id, text: name }) => ({ id, name })) ?? [];
  const known = places.some((one) => one.id === order.addressId);
  // The one of the order may be off by now.
  const own =
    order.addressId === null || known || !shipTo
      ? []
      : [
          {
            id: order.addressId,
            name: [shipTo.address, shipTo.receiver].filter(Boolean).join(' '),
          },
        ];
  return (
    <>
      {text('reason', t('change.reason'), 200)}
      <HeadField label={t('order.required')} wrong={marks.get('requiredDate')}>
        <DateField
          label={t('order.required')}
          today={company.today}
          value={value.requiredDate}
          onChange={(requiredDate) => onChange({ requiredDate })}
        />
      </HeadField>
      <HeadField label={t('order.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={isSoldFrom}
          label={t('order.warehouse')}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      {choose('termId', customer?.terms ?? (order.term ? [order.term] : []))}
      {choose('addressId', [...own, ...places], true)}
      {text('customerOrderNo', t('order.customerOrderNo'), 60)}
      {text('payer', t('order.payer'), 100)}
      {text('note', t('order.note'), 500)}
    </>
  );
}
