import { api } from '@xinhang/shared/contract/api.ts';
import { contractKinds, type ContractKind } from '@xinhang/shared/contract-rules.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { OrderCustomer } from '@xinhang/shared/sales-orders.ts';
import { Link } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { HeadField } from '../../form/document/document-frame.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { ContractDraft } from './contract-draft.ts';
import { onlyWords } from '../../ui/only-words.ts';

/** So many deals of a customer are offered. */
const MOST_DEALS = 50;

interface Props {
  /** As it is saved; null of one that is begun. */
  contract: Contract | null;
  editable: boolean;
  value: ContractDraft;
  customer: OrderCustomer | undefined;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<ContractDraft>) => void;
}

interface Choice {
  id: number;
  name: string;
}

/** The head of a contract: with whom, what it is called, from when to when, who signs it. */
export function ContractHead(props: Props) {
  const { contract, editable, value, customer, marks, onChange } = props;
  const { t } = useText();
  const { company } = useMe();
  const mayDeals = useMay('deals.read');
  const customerId = value.customer?.id;
  const deals = useEndpoint(
    api.deals.list,
    { query: { ...(customerId !== undefined && { customerId }), limit: MOST_DEALS } },
    { enabled: editable && mayDeals && customerId !== undefined },
  );
  if (!editable && contract) return <PostedHead contract={contract} />;
  const amends = contract?.amends ?? null;
  const choose = (field: 'contactId' | 'termId' | 'dealId', rows: readonly Choice[]) => (
    <HeadField label={t(`contract.${field}`)} wrong={marks.get(field)}>
      <Select<number | null>
        {...onlyWords}
        allowClear
        aria-label={t(`contract.${field}`)}
        placeholder={t('order.none')}
        {...(marks.has(field) && { status: 'error' as const })}
        showSearch={{ optionFilterProp: 'label' }}
        value={value[field]}
        options={rows.map((row) => ({ value: row.id, label: row.name }))}
        onChange={(id) => onChange({ [field]: id ?? null })}
      />
    </HeadField>
  );
  const open = deals.data?.rows ?? [];
  const deal = contract?.deal;
  const offered = deal && !open.some((one) => one.id === deal.id) ? [deal, ...open] : open;
  const day = (field: 'startOn' | 'endOn' | 'signedOn', from?: string) => (
    <HeadField label={t(`contract.${field}`)} wrong={marks.get(field)}>
      <DateField
        label={t(`contract.${field}`)}
        today={company.today}
        {...(from && { from })}
        value={value[field]}
        onChange={(date) =>
          field === 'startOn' ? date && onChange({ startOn: date }) : onChange({ [field]: date })
        }
      />
    </HeadField>
  );
  const write = (
    field: 'title' | 'customerNo' | 'ourSigner' | 'theirSigner' | 'note',
    max: number,
    { label = t(`contract.${field as 'note'}`), wide = false } = {},
  ) => (
    <HeadField label={label} wide={wide} wrong={marks.get(field)}>
      <Input
        maxLength={max}
        autoComplete="off"
        aria-label={label}
        {...(marks.has(field) && { status: 'error' as const })}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      <HeadField label={t('order.customer')} wide wrong={marks.get('customerId')}>
        {contract ? (
          <strong>{contract.customer.name}</strong>
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
      {write('title', 100, { label: t('contract.name'), wide: true })}
      {amends && (
        <div className="doc-field doc-wide">
          <span>{t('contract.amendReason')}</span>
          <span title={contract?.amendReason}>{contract?.amendReason}</span>
        </div>
      )}
      {!amends && (
        <HeadField label={t('contract.kind')} wrong={marks.get('kind')}>
          <Select<ContractKind>
            aria-label={t('contract.kind')}
            value={value.kind}
            options={contractKinds.map((kind) => ({
              value: kind,
              label: t(`contract.kind.${kind}`),
            }))}
            onChange={(kind) => onChange({ kind })}
          />
        </HeadField>
      )}
      {value.kind === 'frame' && (
        <HeadField label={t('contract.amountFen')} wrong={marks.get('amountFen')}>
          <MoneyField
            label={t('contract.amountFen')}
            placeholder={t('contract.amountHint')}
            value={value.amountFen}
            onChange={(amountFen) => onChange({ amountFen })}
          />
        </HeadField>
      )}
      {day('startOn')}
      {day('endOn', value.startOn)}
      {day('signedOn')}
      <HeadField label={t('contract.ownerId')} wrong={marks.get('ownerId')}>
        <UserPicker
          single
          label={t('contract.ownerId')}
          value={value.owner ? [value.owner] : []}
          onChange={([owner = null]) => onChange({ owner })}
        />
      </HeadField>
      {mayDeals && choose('dealId', offered)}
      {choose('contactId', customer?.contacts ?? [])}
      {choose('termId', customer?.terms ?? (contract?.term ? [contract.term] : []))}
      <HeadField label={t('order.basis')}>
        <Select<PriceBasis>
          aria-label={t('order.basis')}
          value={value.basis}
          options={priceBases.map((basis) => ({ value: basis, label: t(`order.basis.${basis}`) }))}
          onChange={(basis) => onChange({ basis })}
        />
      </HeadField>
      {write('ourSigner', 40)}
      {write('theirSigner', 40)}
      {write('customerNo', 60)}
      {write('note', 500, { wide: true })}
    </>
  );
}

/** The same of what was handed in: words, nothing to write in. */
function PostedHead({ contract }: { contract: Contract }) {
  const { t } = useText();
  const field = (label: string, text: ReactNode, wide = false) =>
    text === '' || text === null ? null : (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span {...(typeof text === 'string' && { title: text })}>{text}</span>
      </div>
    );
  const { deal, amountFen, kind, startOn, endOn, owner, dept, state } = contract;
  const agreed = amountFen === null ? t('contract.open') : `¥${formatFen(fen(amountFen))}`;
  return (
    <>
      {field(t('contract.name'), contract.title, true)}
      {field(t('contract.kind'), t(`contract.kind.${kind}`))}
      {field(t('contract.amountFen'), agreed)}
      {field(t('contract.term'), endOn === null ? `${startOn} –` : `${startOn} – ${endOn}`, true)}
      {field(
        t('contract.signedOn'),
        contract.signedOn ?? (state === 'active' ? t('contract.unsigned') : ''),
      )}
      {field(t('contract.ourSigner'), contract.ourSigner)}
      {field(t('contract.theirSigner'), contract.theirSigner)}
      {field(t('contract.ownerId'), dept ? `${owner.name} · ${dept.name}` : owner.name)}
      {field(
        t('contract.dealId'),
        deal && (
          <Link to="/deals/$id" params={{ id: String(deal.id) }}>
            {deal.name}
          </Link>
        ),
      )}
      {field(t('contract.contactId'), contract.contact?.name ?? '')}
      {field(t('contract.termId'), contract.term?.name ?? '')}
      {field(t('contract.customerNo'), contract.customerNo)}
      {field(t('contract.amendReason'), contract.amendReason, true)}
      {field(t('contract.note'), contract.note, true)}
    </>
  );
}
