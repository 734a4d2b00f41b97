import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { shownFen, shownQty } from './delivery-line.ts';

/** A return on its page. */
export function ReturnPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.salesReturns.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({ to: '/sales-returns/$id', params: { id: String(to) }, replace: true });
  return (
    <RecordPage<SalesReturn>
      found={found}
      tab={{
        path: `/sales-returns/${id}`,
        title: (row) => row.no || `${t('salesReturn.one')} ${row.customer.name}`,
      }}
      previous={go(previous)}
      next={go(next)}
    >
      {(row) => <Body row={row} />}
    </RecordPage>
  );
}

function Body({ row }: { row: SalesReturn }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <>
      <RecordHead
        title={`${t('salesReturn.one')} ${row.no}`}
        facts={
          <>
            <span className={row.state === 'reversed' ? 'danger' : ''}>
              {t(`salesReturn.state.${row.state}`)}
            </span>
            <span>{row.customer.name}</span>
            <Link to="/deliveries/$id" params={{ id: String(row.delivery.id) }}>
              {row.delivery.no}
            </Link>
            <span className="soft">
              {t('delivery.madeBy', { who: `${row.madeBy.name} ${time(row.madeAt)}` })}
            </span>
            {row.reversedBy && (
              <span className="soft">
                {t('delivery.reversedBy', { who: row.reversedBy.name })} {row.reversalReason}
              </span>
            )}
          </>
        }
      />
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
        </dl>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('delivery.product')}</th>
              <th>{t('delivery.batch')}</th>
              <th className="number">{t('salesReturn.qty')}</th>
              <th>{t('delivery.unit')}</th>
              {row.grossFen !== null && <th className="number">{t('delivery.gross')}</th>}
            </tr>
          </thead>
          <tbody>
            {row.lines.map((line) => (
              <tr key={line.id}>
                <td>{line.product ? `${line.product.code} ${line.product.name}` : line.text}</td>
                <td>{[line.batch, ...line.serials].filter(Boolean).join(' ')}</td>
                <td className="number">{shownQty(line.qtyE4, line.product?.qtyDecimals)}</td>
                <td>{line.product?.unit.name ?? ''}</td>
                {row.grossFen !== null && <td className="number">{shownFen(line.grossFen)}</td>}
              </tr>
            ))}
            {row.grossFen !== null && (
              <tr className="plain-total">
                <td colSpan={4}>{t('delivery.sum')}</td>
                <td className="number">{shownFen(row.grossFen)}</td>
              </tr>
            )}
          </tbody>
        </table>
        <Actions row={row} />
      </div>
    </>
  );
}

function Actions({ row }: { row: SalesReturn }) {
  const { t } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const confirm = useCommand(api.salesReturns.confirm, {
    onDone: ({ no }) => void message.success(`${t('salesReturn.state.confirmed')} ${no}`),
  });
  const discard = useCommand(api.salesReturns.discard, {
    onDone: () => void navigate({ to: '/deliveries/$id', params: { id: String(row.delivery.id) } }),
  });
  const reverse = useCommand(api.salesReturns.reverse, { onDone: () => setAsking(false) });
  const params = { id: row.id };
  const { version, can } = row;
  const failed = confirm.error ?? discard.error;
  return (
    <div className="stack">
      {failed && <Alert type="error" showIcon role="alert" title={words(failed)} />}
      <div className="line">
        {can.confirm && (
          <>
            <Button
              type="primary"
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ params, body: { version } })}
            >
              {t('salesReturn.confirm')}
            </Button>
            <Button onClick={() => discard.mutate({ params, body: { version } })}>
              {t('delivery.discard')}
            </Button>
            <span className="soft">{t('salesReturn.confirmWhy')}</span>
          </>
        )}
        {can.reverse && <Button onClick={() => setAsking(true)}>{t('delivery.reverse')}</Button>}
      </div>
      <ReasonDialog
        open={asking}
        title={t('delivery.reverseTitle', { no: row.no })}
        why={t('salesReturn.reverseWhy')}
        okText={t('delivery.reverse')}
        saving={reverse.isPending}
        onReason={(reason) =>
          reverse.mutate(
            { params, body: { version, reason } },
            { onError: (error: Error) => void message.error(words(error)) },
          )
        }
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
