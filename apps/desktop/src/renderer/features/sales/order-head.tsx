import type { OrderCustomer, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { Input, Select } from 'antd';
import { useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { HeadField } from '../../form/document/document-frame.tsx';
import { OptionalSelect } from '../../form/document/optional-select.tsx';
import { isSoldFrom, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { OrderDraft } from './order-line.ts';
import { OrderShares } from './order-shares.tsx';

interface Props {
  /** As it is saved; null of one that is begun. */
  order: SalesOrder | null;
  editable: boolean;
  value: OrderDraft;
  customer: OrderCustomer | undefined;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<OrderDraft>) => void;
}

interface Choice {
  id: number;
  name: string;
}

/** The head of an order: for whom, when, where to, and how it is paid. */
export function OrderHead(props: Props) {
  const { order, editable, value, customer, marks, onChange } = props;
  const { t } = useText();
  const { company } = useMe();
  if (!editable && order) return <PostedHead order={order} />;
  const choose = (
    field: 'contactId' | 'termId' | 'addressId' | 'titleId',
    rows: readonly Choice[],
    wide = false,
  ) => (
    <HeadField label={t(`order.${field}`)} wide={wide} wrong={marks.get(field)}>
      <OptionalSelect
        label={t(`order.${field}`)}
        placeholder={t('order.none')}
        rows={rows}
        value={value[field]}
        wrong={marks.has(field)}
        onChange={(id) => onChange({ [field]: id })}
      />
    </HeadField>
  );
  const terms = customer?.terms ?? (order?.term ? [order.term] : []);
  return (
    <>
      <HeadField label={t('order.customer')} wide wrong={marks.get('customerId')}>
        {order ? (
          <strong>{order.customer.name}</strong>
        ) : (
          <CustomerRefPicker
            autoFocus={value.customer === null}
            label={t('order.customer')}
            placeholder={t('order.findCustomer')}
            value={value.customer}
            onChange={(chosen) => onChange({ customer: chosen })}
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
      {choose('termId', terms)}
      {choose('contactId', customer?.contacts ?? [])}
      <HeadField label={t('order.customerOrderNo')}>
        <Input
          maxLength={60}
          autoComplete="off"
          aria-label={t('order.customerOrderNo')}
          value={value.customerOrderNo}
          onChange={(event) => onChange({ customerOrderNo: event.target.value })}
        />
      </HeadField>
      {choose(
        'addressId',
        (customer?.addresses ?? []).map(({ id, text }) => ({ id, name: text })),
        true,
      )}
      {choose('titleId', customer?.titles ?? [])}
      <HeadField label={t('order.basis')}>
        <Select<PriceBasis>
          aria-label={t('order.basis')}
          value={value.basis}
          options={priceBases.map((basis) => ({ value: basis, label: t(`order.basis.${basis}`) }))}
          onChange={(basis) => onChange({ basis })}
        />
      </HeadField>
      <HeadField label={t('order.payer')} wrong={marks.get('payer')}>
        <Input
          maxLength={100}
          autoComplete="off"
          aria-label={t('order.payer')}
          placeholder={t('order.payerSame')}
          value={value.payer}
          onChange={(event) => onChange({ payer: event.target.value })}
        />
      </HeadField>
      <HeadField label={t('order.people')} wrong={marks.get('shares')}>
        <OrderShares
          value={value.shares}
          usual={customer?.owner ?? null}
          onChange={(shares) => onChange({ shares })}
        />
      </HeadField>
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

/** The same of what was handed in: words, nothing to write in. */
function PostedHead({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const field = (label: string, text: string, wide = false) =>
    text === '' ? null : (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span title={text}>{text}</span>
      </div>
    );
  const { shipTo, shares } = order;
  const people = shares.map(({ user, shareBp }) =>
    shares.length === 1 ? user.name : `${user.name} ${shareBp / 100}%`,
  );
  return (
    <>
      {field(t('order.customer'), order.customer.name, true)}
      {field(t('order.date'), order.businessDate)}
      {field(t('order.required'), order.requiredDate ?? '')}
      {field(t('order.warehouse'), order.warehouse?.name ?? '')}
      {field(t('order.termId'), order.term?.name ?? '')}
      {field(t('order.contactId'), order.contact?.name ?? '')}
      {field(t('order.customerOrderNo'), order.customerOrderNo)}
      {field(t('order.payer'), order.payer)}
      {field(
        t('order.addressId'),
        shipTo ? [shipTo.address, shipTo.receiver, shipTo.phone].filter(Boolean).join(' ') : '',
        true,
      )}
      {field(t('order.titleId'), order.title?.title ?? '')}
      {field(t('order.people'), people.join('、'))}
      {field(t('order.note'), order.note, true)}
    </>
  );
}
