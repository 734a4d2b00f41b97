import { api } from '@xinhang/shared/contract/api.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { WaitsNote } from '../../form/waits-note.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { linesAgain } from './order-line.ts';
import { QuotationActions } from './quotation-actions.tsx';
import { QuotationEditor } from './quotation-editor.tsx';
import type { NewQuotationSearch } from './quotation-search.ts';
import { QuotationState } from './quotation-state.tsx';
import { QuotationVersions } from './quotation-versions.tsx';

/** A quotation on its page. */
export function QuotationPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.quotations.get, { params: { id } });
  const [compared, setCompared] = useState<number | null>(null);
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/quotations/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<Quotation>
      found={found}
      fills
      tab={{
        path: `/quotations/${id}`,
        title: (quotation) => quotation.no || `${t('quotation.one')} ${quotation.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(quotation) => (
        <>
          <Head quotation={quotation} />
          <div className="page">
            <Notes quotation={quotation} />
            <QuotationEditor
              key={`${quotation.id}-${quotation.state}-${quotation.revision}`}
              quotation={quotation}
              onSaved={() => undefined}
              actions={<QuotationActions quotation={quotation} onCompare={() => setCompared(id)} />}
            />
            {/* Not among the actions: they begin anew with each state, and what is read stays open. */}
            <QuotationVersions
              quotation={quotation}
              open={compared === id}
              onClose={() => setCompared(null)}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A quotation that is begun; it gets its own page once it is saved. */
export function NewQuotationPage({ search }: { search: NewQuotationSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { customerId, dealId, copy } = search;
  const customer = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  );
  const from = useEndpoint(
    api.quotations.get,
    { params: { id: copy ?? 0 } },
    { enabled: copy !== undefined },
  );
  const waits =
    (customerId !== undefined && customer.isLoading) || (copy !== undefined && from.isLoading);
  const begun = {
    ...(dealId !== undefined && { dealId }),
    ...(customer.data && { customer: customer.data.customer }),
    ...(from.data && {
      customer: from.data.customer,
      basis: from.data.basis,
      leadTime: from.data.leadTime,
      lines: linesAgain(from.data),
    }),
  };
  return (
    <div className="page">
      <RecordHead title={t('quotation.new')} />
      {waits ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <QuotationEditor
          key={`${customerId} ${dealId} ${copy}`}
          quotation={null}
          begun={begun}
          onSaved={({ id }) =>
            void navigate({ to: '/quotations/$id', params: { id: String(id) }, replace: true })
          }
        />
      )}
    </div>
  );
}

function Head({ quotation }: { quotation: Quotation }) {
  const { t } = useText();
  const { time } = useDates();
  const { no, revision, customer, madeBy, madeAt, sentAt, orders } = quotation;
  return (
    <RecordHead
      title={`${t('quotation.one')} ${no}`}
      facts={
        <>
          <QuotationState state={quotation.state} />
          {revision > 1 && <span>{t('quotation.version', { n: revision })}</span>}
          <Link to="/customers/$id" params={{ id: String(customer.id) }}>
            {customer.name}
          </Link>
          {orders.map((order) => (
            <Link key={order.id} to="/sales-orders/$id" params={{ id: String(order.id) }}>
              {order.name || t('quotation.orderDraft')}
            </Link>
          ))}
          <span className="soft">
            {t('order.madeBy', { who: `${madeBy.name} ${time(madeAt)}` })}
          </span>
          {sentAt !== null && (
            <span className="soft">{t('quotation.sentAt', { at: time(sentAt) })}</span>
          )}
        </>
      }
    />
  );
}

/** Why it came back or to nothing, what it waits for. */
function Notes({ quotation }: { quotation: Quotation }) {
  const { t } = useText();
  const { state, reason, approvalId, reasons, validTo } = quotation;
  if (state === 'approving') {
    const why = reasons.map((one) => t(`order.why.${one}`)).join('、');
    return (
      <WaitsNote
        title={t('order.waits', { why })}
        waitsFor={quotation.waitsFor}
        approvalId={approvalId}
      />
    );
  }
  if (state === 'expired') {
    const title = t('quotation.expiredOn', { on: validTo });
    return <Alert type="warning" showIcon className="page-note" title={title} />;
  }
  if (reason === '') return null;
  const said = state === 'draft' ? 'order.cameBack' : 'quotation.lostBecause';
  return <Alert type="warning" showIcon className="page-note" title={t(said, { reason })} />;
}
