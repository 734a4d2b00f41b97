import { api } from '@xinhang/shared/contract/api.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import type { OrderCustomer } from '@xinhang/shared/sales-orders.ts';
import { Link } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { HeadField } from '../../form/document/document-frame.tsx';
import { OptionalSelect } from '../../form/document/optional-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { QuotationDraft } from './quotation-draft.ts';

/** So many open deals of a customer are offered. */
const MOST_DEALS = 50;

interface Props {
  /** As it is saved; null of one that is begun. */
  quotation: Quotation | null;
  editable: boolean;
  value: QuotationDraft;
  customer: OrderCustomer | undefined;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<QuotationDraft>) => void;
}

interface Choice {
  id: number;
  name: string;
}

/** The head of a quotation: to whom, for which deal, up to when, and on what terms. */
export function QuotationHead(props: Props) {
  const { quotation, editable, value, customer, marks, onChange } = props;
  const { t } = useText();
  const { company } = useMe();
  const mayDeals = useMay('deals.read');
  const customerId = value.customer?.id;
  const deals = useEndpoint(
    api.deals.list,
    {
      query: {
        ...(customerId !== undefined && { customerId }),
        state: ['open'],
        limit: MOST_DEALS,
      },
    },
    { enabled: editable && mayDeals && customerId !== undefined },
  );
  if (!editable && quotation) return <PostedHead quotation={quotation} />;
  const choose = (field: 'contactId' | 'termId' | 'dealId', rows: readonly Choice[]) => (
    <HeadField label={t(`quotation.${field}`)} wrong={marks.get(field)}>
      <OptionalSelect
        label={t(`quotation.${field}`)}
        placeholder={t('order.none')}
        rows={rows}
        value={value[field]}
        wrong={marks.has(field)}
        onChange={(id) => onChange({ [field]: id })}
      />
    </HeadField>
  );
  const open = deals.data?.rows ?? [];
  const deal = quotation?.deal;
  const offered = deal && !open.some((one) => one.id === deal.id) ? [deal, ...open] : open;
  const day = (field: 'businessDate' | 'validTo', from?: string) => (
    <HeadField label={t(`quotation.${field}`)} wrong={marks.get(field)}>
      <DateField
        label={t(`quotation.${field}`)}
        today={company.today}
        {...(from && { from })}
        value={value[field]}
        onChange={(date) => date && onChange({ [field]: date })}
      />
    </HeadField>
  );
  const write = (field: 'leadTime' | 'note', max: number, wide = false) => (
    <HeadField label={t(`quotation.${field}`)} wide={wide}>
      <Input
        maxLength={max}
        autoComplete="off"
        aria-label={t(`quotation.${field}`)}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      <HeadField label={t('order.customer')} wide wrong={marks.get('customerId')}>
        {quotation ? (
          <strong>{quotation.customer.name}</strong>
        ) : (
          <CustomerRefPicker
            autoFocus={value.customer === null}
            label={t('order.customer')}
            placeholder={t('order.findCustomer')}
            value={value.customer}
            onChange={(chosen) => onChange({ customer: chosen, contactId: null, dealId: null })}
          />
        )}
      </HeadField>
      {day('businessDate')}
      {day('validTo', value.businessDate)}
      {mayDeals && choose('dealId', offered)}
      {choose('contactId', customer?.contacts ?? [])}
      {choose('termId', customer?.terms ?? (quotation?.term ? [quotation.term] : []))}
      <HeadField label={t('order.basis')}>
        <Select<PriceBasis>
          aria-label={t('order.basis')}
          value={value.basis}
          options={priceBases.map((basis) => ({ value: basis, label: t(`order.basis.${basis}`) }))}
          onChange={(basis) => onChange({ basis })}
        />
      </HeadField>
      {write('leadTime', 100)}
      {write('note', 500, true)}
    </>
  );
}

/** The same of what was handed in: words, nothing to write in. */
function PostedHead({ quotation }: { quotation: Quotation }) {
  const { t } = useText();
  const field = (label: string, text: ReactNode, wide = false) =>
    text === '' || text === null ? null : (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span {...(typeof text === 'string' && { title: text })}>{text}</span>
      </div>
    );
  const { deal } = quotation;
  return (
    <>
      {field(t('order.customer'), quotation.customer.name, true)}
      {field(t('quotation.businessDate'), quotation.businessDate)}
      {field(t('quotation.validTo'), quotation.validTo)}
      {field(
        t('quotation.dealId'),
        deal && (
          <Link to="/deals/$id" params={{ id: String(deal.id) }}>
            {deal.name}
          </Link>
        ),
      )}
      {field(t('quotation.contactId'), quotation.contact?.name ?? '')}
      {field(t('quotation.termId'), quotation.term?.name ?? '')}
      {field(t('quotation.leadTime'), quotation.leadTime)}
      {field(t('quotation.note'), quotation.note, true)}
    </>
  );
}
