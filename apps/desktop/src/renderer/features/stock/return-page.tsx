import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { shownQty } from './use-line-columns.ts';
import { FreeReturnEditor } from './free-return-editor.tsx';
import { ReturnActions } from './return-actions.tsx';

/** A return on its page. */
export function ReturnPage({
  id,
  change,
}: {
  id: number;
  change: (row: SalesReturn) => ReactNode;
}) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.salesReturns.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/sales-returns/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<SalesReturn>
      found={found}
      fills={found.data?.can.update === true}
      tab={{
        path: `/sales-returns/${id}`,
        title: (row) => row.no || `${t('salesReturn.one')} ${row.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(row) => (
        <>
          <Head row={row} />
          {row.can.update ? (
            <div className="page">
              <FreeReturnEditor
                key={`${row.id}-${row.state}`}
                doc={row}
                onSaved={() => undefined}
                actions={<ReturnActions row={row} />}
              />
            </div>
          ) : (
            <Body row={row} change={change(row)} />
          )}
        </>
      )}
    </RecordPage>
  );
}

/** One without a delivery that is begun; it gets its own page once it is saved. */
export function NewReturnPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page">
      <RecordHead title={t('salesReturn.newFree')} />
      <FreeReturnEditor
        doc={null}
        onSaved={({ id }) =>
          void navigate({ to: '/sales-returns/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Head({ row }: { row: SalesReturn }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <RecordHead
      title={`${t('salesReturn.one')} ${row.no}`}
      facts={
        <>
          <span className={row.state === 'reversed' ? 'danger' : ''}>
            {t(`salesReturn.state.${row.state}`)}
          </span>
          <span>{row.customer.name}</span>
          {row.delivery ? (
            <Link to="/deliveries/$id" params={{ id: String(row.delivery.id) }} search={{}}>
              {row.delivery.no}
            </Link>
          ) : (
            <span>{t('salesReturn.free')}</span>
          )}
          <span className="soft">
            {t('delivery.madeBy', { who: `${row.madeBy.name} ${time(row.madeAt)}` })}
          </span>
          {row.reversedBy && (
            <span className="soft">
              {t('delivery.reversedBy', { who: row.reversedBy.name })} {row.reversalReason}
            </span>
          )}
          {row.backReason !== '' && (
            <span className="danger">{t('salesReturn.backBecause', { why: row.backReason })}</span>
          )}
        </>
      }
    />
  );
}

function Body({ row, change }: { row: SalesReturn; change: ReactNode }) {
  const { t } = useText();
  const batches = row.lines.some((line) => line.batch !== '');
  const serials = row.lines.some((line) => line.serials.length > 0);
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t('delivery.date')}</dt>
        <dd>{row.businessDate}</dd>
        <dt>{t('salesReturn.reason')}</dt>
        <dd>{row.reason}</dd>
        <dt>{t('salesReturn.disposal')}</dt>
        <dd>{t(`salesReturn.disposal.${row.disposal}`)}</dd>
        <dt>{t('delivery.warehouse')}</dt>
        <dd>{row.warehouse?.name ?? ''}</dd>
        {row.note !== '' && (
          <>
            <dt>{t('stock.note')}</dt>
            <dd>{row.note}</dd>
          </>
        )}
      </dl>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('delivery.product')}</th>
            {batches && <th>{t('delivery.batch')}</th>}
            {serials && <th>{t('delivery.serials')}</th>}
            <th className="number">{t('salesReturn.qty')}</th>
            <th>{t('delivery.unit')}</th>
            {row.grossFen !== null && <th className="number">{t('delivery.gross')}</th>}
          </tr>
        </thead>
        <tbody>
          {row.lines.map((line) => (
            <tr key={line.id}>
              <td>{line.product ? `${line.product.code} ${line.product.name}` : line.text}</td>
              {batches && <td>{line.batch}</td>}
              {serials && <td>{line.serials.join(' ')}</td>}
              <td className="number">
                {shownQty(line.unitQtyE4 ?? line.qtyE4, line.product?.qtyDecimals)}
              </td>
              <td>{line.unit?.name ?? line.product?.unit.name ?? ''}</td>
              {row.grossFen !== null && <td className="number">{shownFen(line.grossFen)}</td>}
            </tr>
          ))}
          {row.grossFen !== null && (
            <tr className="plain-total">
              <td colSpan={3 + [batches, serials].filter(Boolean).length}>{t('delivery.sum')}</td>
              <td className="number">{shownFen(row.grossFen)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <ReturnActions row={row} change={change} />
    </div>
  );
}

const shownFen = (value: number | null) => (value === null ? '' : formatFen(fen(value)));
