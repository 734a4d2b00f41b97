import { api } from '@xinhang/shared/contract/api.ts';
import type { Loan, LoanReturn } from '@xinhang/shared/loans.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { LoanActions, ReverseReturn } from './loan-actions.tsx';
import { LoanEditor } from './loan-editor.tsx';
import { shownQty } from './use-line-columns.ts';

/** A loan on its page. */
export function LoanPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.loans.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/loans/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<Loan>
      found={found}
      fills={found.data?.can.update === true}
      tab={{
        path: `/loans/${id}`,
        title: (doc) => doc.no || `${t('loan.one')} ${doc.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          {doc.can.update ? (
            <div className="page">
              <LoanEditor
                key={`${doc.id}-${doc.state}`}
                doc={doc}
                onSaved={() => undefined}
                actions={<LoanActions doc={doc} />}
              />
            </div>
          ) : (
            <Body doc={doc} />
          )}
        </>
      )}
    </RecordPage>
  );
}

/** A loan that is begun; it gets its own page once it is saved. */
export function NewLoanPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page">
      <RecordHead title={t('loan.new')} />
      <LoanEditor
        doc={null}
        onSaved={({ id }) =>
          void navigate({ to: '/loans/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Head({ doc }: { doc: Loan }) {
  const { t } = useText();
  const { time } = useDates();
  const readsCustomers = useMay('customers.read');
  return (
    <RecordHead
      title={`${t('loan.one')} ${doc.no}`}
      facts={
        <>
          <span className={doc.overdue || doc.state === 'reversed' ? 'danger' : ''}>
            {doc.overdue ? t('loan.overdue') : t(`loan.state.${doc.state}`)}
          </span>
          {readsCustomers ? (
            <Link to="/customers/$id" params={{ id: String(doc.customer.id) }}>
              {doc.customer.name}
            </Link>
          ) : (
            <span>{doc.customer.name}</span>
          )}
          <span className="soft">
            {t('stock.madeBy', { who: `${doc.madeBy.name} ${time(doc.madeAt)}` })}
          </span>
          {doc.reversedBy && (
            <span className="soft">
              {t('stock.reversedBy', { who: doc.reversedBy.name })} {doc.reversalReason}
            </span>
          )}
        </>
      }
    />
  );
}

function Body({ doc }: { doc: Loan }) {
  const { t } = useText();
  const lent = doc.state !== 'draft';
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t('loan.date')}</dt>
        <dd>{doc.businessDate}</dd>
        <dt>{t('loan.dueOn')}</dt>
        <dd className={doc.overdue ? 'danger' : ''}>{doc.dueOn}</dd>
        <dt>{t('loan.warehouse')}</dt>
        <dd>{doc.warehouse?.name ?? ''}</dd>
        <dt>{t('loan.purpose')}</dt>
        <dd>{doc.purpose}</dd>
        <dt>{t('stock.note')}</dt>
        <dd>{doc.note}</dd>
      </dl>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('stock.product')}</th>
            <th>{t('stock.batch')}</th>
            <th className="number">{t('loan.qty')}</th>
            {lent && <th className="number">{t('loan.returned')}</th>}
            {lent && <th className="number">{t('loan.sold')}</th>}
            {lent && <th className="number">{t('loan.out')}</th>}
            <th>{t('delivery.unit')}</th>
          </tr>
        </thead>
        <tbody>
          {doc.lines.map((line) => {
            const shown = (value: number | null) => shownQty(value, line.product.qtyDecimals);
            return (
              <tr key={line.id}>
                <td>{`${line.product.code} ${line.product.name}`}</td>
                <td>{[line.batch, ...line.serials].filter(Boolean).join(' ')}</td>
                <td className="number">{shown(line.baseQtyE4)}</td>
                {lent && <td className="number">{shown(line.returnedE4)}</td>}
                {lent && <td className="number">{shown(line.soldE4)}</td>}
                {lent && <td className="number">{shown(line.outE4)}</td>}
                <td>{line.product.unit.name}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {doc.returns.length > 0 && <Returns doc={doc} />}
      <div className="line">
        <LoanActions doc={doc} />
      </div>
    </div>
  );
}

/** What came back or was sold, in the order in which it was noted. */
function Returns({ doc }: { doc: Loan }) {
  const { t } = useText();
  const [asked, setAsked] = useState<LoanReturn | null>(null);
  const goods = (row: LoanReturn) =>
    row.lines
      .map((part) => {
        const line = doc.lines.find((one) => one.id === part.loanLineId)!;
        return `${line.product.name} ${shownQty(part.qtyE4, line.product.qtyDecimals)}`;
      })
      .join('、');
  return (
    <>
      <h3>{t('loan.returns')}</h3>
      <table className="plain-table">
        <tbody>
          {doc.returns.map((row) => (
            <tr key={row.id} className={row.reversed ? 'soft' : ''}>
              <td>{row.no}</td>
              <td>{row.businessDate}</td>
              <td>
                {row.reversed
                  ? t('loan.returnReversed')
                  : t(row.order ? 'loan.soldTo' : 'loan.cameBack')}
              </td>
              <td>{goods(row)}</td>
              <td>
                {row.order && (
                  <Link to="/sales-orders/$id" params={{ id: String(row.order.id) }}>
                    {row.order.no}
                  </Link>
                )}{' '}
                {row.delivery && (
                  <Link to="/deliveries/$id" params={{ id: String(row.delivery.id) }} search={{}}>
                    {row.delivery.no}
                  </Link>
                )}
              </td>
              <td>{row.madeBy.name}</td>
              <td>
                {row.mayReverse && (
                  <Button size="small" onClick={() => setAsked(row)}>
                    {t('stock.reverse')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked && <ReverseReturn row={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
