import { api } from '@xinhang/shared/contract/api.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PurchaseOrder, ShipTo } from '@xinhang/shared/purchase-orders.ts';
import { Input, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { OptionalSelect } from '../../form/document/optional-select.tsx';
import { isWarehouse, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { PurchaseDraft } from './purchase-line.ts';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';

interface Props {
  /** As it is saved; null of one that is begun. */
  order: PurchaseOrder | null;
  editable: boolean;
  value: PurchaseDraft;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<PurchaseDraft>) => void;
}

/** The head of an order to a supplier: to whom, when, where to, and how it is paid. */
export function PurchaseHead({ order, editable, value, marks, onChange }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const terms = useEndpoint(api.suppliers.terms, {}, { enabled: editable });
  if (!editable && order) return <PostedHead order={order} />;
  const text = (field: 'supplierOrderNo' | 'note', max: number, wide = false) => (
    <HeadField label={t(`purchase.${field}`)} wide={wide}>
      <Input
        maxLength={max}
        autoComplete="off"
        aria-label={t(`purchase.${field}`)}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      <HeadField label={t('purchase.supplier')} wide wrong={marks.get('supplierId')}>
        {order ? (
          <strong>{order.supplier.name}</strong>
        ) : (
          <SupplierRefPicker
            autoFocus={value.supplier === null}
            label={t('purchase.supplier')}
            value={value.supplier}
            onChange={(supplier) => onChange({ supplier })}
          />
        )}
      </HeadField>
      <HeadField label={t('order.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('order.date')}
          today={company.today}
          value={value.businessDate}
          onChange={(date) => date && onChange({ businessDate: date })}
        />
      </HeadField>
      <HeadField label={t('purchase.expected')} wrong={marks.get('expectedDate')}>
        <DateField
          label={t('purchase.expected')}
          today={company.today}
          value={value.expectedDate}
          onChange={(expectedDate) => onChange({ expectedDate })}
        />
      </HeadField>
      {order?.shipTo ? (
        <HeadField label={t('dropShip.shipTo')} wide>
          <span>{placeText(order.shipTo)}</span>
        </HeadField>
      ) : (
        <HeadField label={t('purchase.warehouse')} wrong={marks.get('warehouseId')}>
          <PlaceSelect
            fits={isWarehouse}
            label={t('purchase.warehouse')}
            status={marks.has('warehouseId')}
            value={value.warehouseId ?? null}
            onChange={(warehouseId) => onChange({ warehouseId })}
          />
        </HeadField>
      )}
      <HeadField label={t('purchase.term')} wrong={marks.get('termId')}>
        <OptionalSelect
          label={t('purchase.term')}
          placeholder={t(value.termId === undefined ? 'purchase.termUsual' : 'supplier.noTerm')}
          rows={[
            ...(order?.term ? [order.term] : []),
            ...(terms.data?.rows ?? []).filter((row) => row.id !== order?.term?.id),
          ]}
          value={value.termId ?? null}
          wrong={marks.has('termId')}
          onChange={(termId) => onChange({ termId })}
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
      {text('supplierOrderNo', 60)}
      {text('note', 500, true)}
    </>
  );
}

/** Where the supplier ships to, in one line. */
const placeText = ({ receiver, phone, address }: ShipTo) =>
  [receiver, phone, address].filter(Boolean).join(' ');

/** The same of what was confirmed: words, nothing to write in. */
function PostedHead({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const field = (label: string, text: string, wide = false) =>
    text === '' ? null : (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span title={text}>{text}</span>
      </div>
    );
  return (
    <>
      {field(t('purchase.supplier'), order.supplier.name, true)}
      {field(t('order.date'), order.businessDate)}
      {field(t('purchase.expected'), order.expectedDate ?? '')}
      {field(t('purchase.warehouse'), order.warehouse?.name ?? '')}
      {order.shipTo && field(t('dropShip.shipTo'), placeText(order.shipTo), true)}
      {field(t('purchase.term'), order.term?.name ?? '')}
      {field(t('purchase.supplierOrderNo'), order.supplierOrderNo)}
      {field(t('purchase.note'), order.note, true)}
    </>
  );
}
