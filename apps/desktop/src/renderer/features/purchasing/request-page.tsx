import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseRequest } from '@xinhang/shared/purchase-requests.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { RequestEditor } from './request-editor.tsx';

/** A request for goods on its page. */
export function RequestPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.purchaseRequests.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({
            to: '/purchase-requests/$id',
            params: { id: String(to) },
            replace: true,
          });
  return (
    <RecordPage<PurchaseRequest>
      found={found}
      fills
      tab={{
        path: `/purchase-requests/${id}`,
        title: (doc) => doc.no || `${t('request.one')} ${doc.reason}`,
      }}
      previous={go(previous)}
      next={go(next)}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          <div className="page">
            {doc.refusal !== '' && (
              <Alert
                type="warning"
                showIcon
                className="page-note"
                title={t(doc.state === 'closed' ? 'request.closedBecause' : 'request.cameBack', {
                  reason: doc.refusal,
                })}
              />
            )}
            <RequestEditor
              key={`${doc.id}-${doc.state}`}
              doc={doc}
              onSaved={() => undefined}
              actions={<Actions doc={doc} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A request that is begun; it gets its own page once it is saved. */
export function NewRequestPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page">
      <RecordHead title={t('request.new')} />
      <RequestEditor
        doc={null}
        onSaved={({ id }) =>
          void navigate({ to: '/purchase-requests/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Head({ doc }: { doc: PurchaseRequest }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <RecordHead
      title={`${t('request.one')} ${doc.no}`}
      facts={
        <>
          <span>{t(`request.state.${doc.state}`)}</span>
          {doc.openCount > 0 && <span>{t('request.openLines', { n: doc.openCount })}</span>}
          <span className="soft">
            {`${doc.dept.name} ${doc.requester.name} ${time(doc.madeAt)}`}
          </span>
          {doc.approvalId !== null && (
            <Link to="/approvals/$id" params={{ id: String(doc.approvalId) }}>
              {t('request.approval')}
            </Link>
          )}
        </>
      }
    />
  );
}

function Actions({ doc }: { doc: PurchaseRequest }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [closing, setClosing] = useState(false);
  const shut = () => setClosing(false);
  const withdraw = useCommand(api.purchaseRequests.withdraw);
  const close = useCommand(api.purchaseRequests.close, { onDone: shut });
  const discard = useCommand(api.purchaseRequests.discard, {
    onDone: () => void navigate({ to: '/purchase-requests' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version, can } = doc;
  const ask = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {can.order && (
        <Button
          type="primary"
          onClick={() => void navigate({ to: '/requests-to-order', search: { q: doc.no } })}
        >
          {t('request.toOrder')}
        </Button>
      )}
      {can.withdraw && (
        <Button
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params, body: { version } }, refused)}
        >
          {t('request.withdraw')}
        </Button>
      )}
      {can.discard && <Button onClick={ask}>{t('order.discard')}</Button>}
      {can.close && <Button onClick={() => setClosing(true)}>{t('request.close')}</Button>}
      <ReasonDialog
        open={closing}
        title={t('request.closeTitle', { no: doc.no })}
        why={t('request.closeWhy')}
        okText={t('request.close')}
        saving={close.isPending}
        onReason={(reason) => close.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
    </>
  );
}
