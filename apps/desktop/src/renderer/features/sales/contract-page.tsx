import { api } from '@xinhang/shared/contract/api.ts';
import { ENDING_DAYS } from '@xinhang/shared/contract-rules.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { WaitsNote } from '../../form/waits-note.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { ContractActions } from './contract-actions.tsx';
import { ContractEditor } from './contract-editor.tsx';
import type { NewContractSearch } from './contract-search.ts';
import { ContractState } from './contract-state.tsx';
import { ContractVersions } from './contract-versions.tsx';

/** A contract, or an amendment of one, on its page. */
export function ContractPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.contracts.get, { params: { id } });
  const [compared, setCompared] = useState<number | null>(null);
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/contracts/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<Contract>
      found={found}
      fills
      tab={{
        path: `/contracts/${id}`,
        title: (contract) => contract.no || `${t('contract.one')} ${contract.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(contract) => (
        <>
          <Head contract={contract} />
          <div className="page">
            <Notes contract={contract} />
            <ContractEditor
              key={`${contract.id}-${contract.state}-${contract.revision}`}
              contract={contract}
              onSaved={() => undefined}
              actions={<ContractActions contract={contract} onCompare={() => setCompared(id)} />}
            />
            {/* Not among the actions: they begin anew with each state, and what is read stays open. */}
            <ContractVersions
              contract={contract}
              open={compared === id}
              onClose={() => setCompared(null)}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A contract that is begun; it gets its own page once it is saved. */
export function NewContractPage({ search }: { search: NewContractSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { customerId, dealId } = search;
  const customer = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  );
  const begun = {
    ...(dealId !== undefined && { dealId }),
    ...(customer.data && { customer: customer.data.customer }),
  };
  return (
    <div className="page">
      <RecordHead title={t('contract.new')} />
      {customerId !== undefined && customer.isLoading ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <ContractEditor
          key={`${customerId} ${dealId}`}
          contract={null}
          begun={begun}
          onSaved={({ id }) =>
            void navigate({ to: '/contracts/$id', params: { id: String(id) }, replace: true })
          }
        />
      )}
    </div>
  );
}

function Head({ contract }: { contract: Contract }) {
  const { t } = useText();
  const { time } = useDates();
  const { no, revision, customer, madeBy, madeAt, amends, amendment, quotation } = contract;
  return (
    <RecordHead
      title={`${t(amends ? 'contract.amendmentOf' : 'contract.one')} ${no}`}
      facts={
        <>
          <ContractState state={contract.state} />
          {revision > 1 && <span>{t('contract.version', { n: revision })}</span>}
          <Link to="/customers/$id" params={{ id: String(customer.id) }}>
            {customer.name}
          </Link>
          {amends && (
            <Link to="/contracts/$id" params={{ id: String(amends.id) }}>
              {t('contract.amends', { no: amends.name })}
            </Link>
          )}
          {amendment && (
            <Link to="/contracts/$id" params={{ id: String(amendment.id) }}>
              {t('contract.amendment')}
            </Link>
          )}
          {quotation && (
            <Link to="/quotations/$id" params={{ id: String(quotation.id) }}>
              {t('quotation.from', { no: quotation.name.split(' · ')[0] ?? '' })}
            </Link>
          )}
          <span className="soft">
            {t('order.madeBy', { who: `${madeBy.name} ${time(madeAt)}` })}
          </span>
        </>
      }
    />
  );
}

/** Why it came back or was ended, what it waits for, when it ends. */
function Notes({ contract }: { contract: Contract }) {
  const { t } = useText();
  const { today } = useDates();
  const { state, reason, approvalId, reasons, endOn } = contract;
  if (state === 'approving') {
    const why = reasons.map((one) => t(`order.why.${one}`)).join('、');
    return (
      <WaitsNote
        title={why === '' ? t('contract.waits') : t('contract.waitsWhy', { why })}
        waitsFor={contract.waitsFor}
        approvalId={approvalId}
      />
    );
  }
  if (state === 'active' && endOn !== null) {
    const n = daysBetween(today, endOn);
    if (n > ENDING_DAYS) return null;
    const title =
      n < 0 ? t('contract.ended', { on: endOn }) : t('contract.endsSoon', { on: endOn, n });
    return <Alert type="warning" showIcon className="page-note" title={title} />;
  }
  if (reason === '' || state === 'active') return null;
  const said = state === 'draft' ? 'order.cameBack' : 'contract.endedBecause';
  return <Alert type="warning" showIcon className="page-note" title={t(said, { reason })} />;
}
