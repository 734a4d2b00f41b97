import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { DeliveryEditor } from './delivery-editor.tsx';
import { usePrinted } from './use-printed.ts';
import { ReturnDialog } from './return-dialog.tsx';
import { SignDialog } from './sign-dialog.tsx';

/** A delivery on its page. */
export function DeliveryPage({ id, print }: { id: number; print: boolean }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.deliveries.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/deliveries/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<Delivery>
      found={found}
      fills
      tab={{
        path: `/deliveries/${id}`,
        title: (doc) => doc.no || `${t('delivery.one')} ${doc.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          <div className="page">
            <DeliveryEditor
              key={`${doc.id}-${doc.state}`}
              doc={doc}
              actions={<Actions doc={doc} print={print} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

function Head({ doc }: { doc: Delivery }) {
  const { t } = useText();
  const { time } = useDates();
  const readsCustomers = useMay('customers.read');
  const by = (who: { name: string } | null, at: number | null) =>
    who && at !== null ? `${who.name} ${time(at)}` : '';
  return (
    <RecordHead
      title={`${t('delivery.one')} ${doc.no}`}
      facts={
        <>
          <span className={doc.state === 'reversed' ? 'danger' : ''}>
            {t(`delivery.state.${doc.state}`)}
          </span>
          {doc.dropShip && <strong title={t('dropShip.ofReceipt')}>{t('dropShip.badge')}</strong>}
          {readsCustomers ? (
            <Link to="/customers/$id" params={{ id: String(doc.customer.id) }}>
              {doc.customer.name}
            </Link>
          ) : (
            <span>{doc.customer.name}</span>
          )}
          <span className="soft">{t('delivery.madeBy', { who: by(doc.madeBy, doc.madeAt) })}</span>
          {doc.confirmedBy && (
            <span className="soft">
              {t('delivery.confirmedBy', { who: by(doc.confirmedBy, doc.confirmedAt) })}
            </span>
          )}
          {doc.releasedBy && (
            <span className="soft">
              {t('delivery.releasedBy', { who: doc.releasedBy.name, why: doc.releaseReason })}
              {doc.releaseUntil && ` ${t('delivery.releasedUntil', { day: doc.releaseUntil })}`}
            </span>
          )}
          {doc.signedOn && (
            <span className="soft">
              {t('delivery.signedOn', { date: doc.signedOn, who: doc.signedName })} {doc.signedNote}
            </span>
          )}
          {doc.reversedBy && (
            <span className="soft">
              {t('delivery.reversedBy', { who: by(doc.reversedBy, doc.reversedAt) })}{' '}
              {doc.reversalReason}
            </span>
          )}
        </>
      }
    />
  );
}

type Asking = 'reverse' | 'release' | 'sign' | 'return';

function Actions({ doc, print }: { doc: Delivery; print: boolean }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const shut = () => setAsking(null);
  const reverse = useCommand(api.deliveries.reverse, { onDone: shut });
  const release = useCommand(api.deliveries.release, { onDone: shut });
  const discard = useCommand(api.deliveries.discard, {
    onDone: () => void navigate({ to: '/deliveries' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version, can } = doc;
  const printed = usePrinted(doc);
  const back = doc.lines.some((line) => line.qtyE4 > line.returnedE4);
  const mayReverse = useMay('deliveries.reverse');
  const cameBack = doc.lines.some((line) => line.returnedE4 > 0);
  const toReturns = () => void navigate({ to: '/sales-returns', search: { deliveryId: doc.id } });
  const ask = () =>
    void modal.confirm({
      title: t('delivery.discardAsk'),
      okText: t('delivery.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  const tellReturns = () =>
    void modal.confirm({
      title: t('delivery.reverseAfterReturn'),
      okText: t('delivery.itsReturns'),
      cancelText: t('common.cancel'),
      onOk: toReturns,
    });
  return (
    <>
      {can.release && <Button onClick={() => setAsking('release')}>{t('delivery.release')}</Button>}
      {can.update && <Button onClick={ask}>{t('delivery.discard')}</Button>}
      {can.sign && (
        <Button
          type={doc.state === 'confirmed' ? 'primary' : 'default'}
          onClick={() => setAsking('sign')}
        >
          {t('delivery.sign')}
        </Button>
      )}
      {printed && <PrintButton doc={printed} asked={print} />}
      {can.return && back && (
        <Button onClick={() => setAsking('return')}>{t('delivery.return')}</Button>
      )}
      {cameBack && <Button onClick={toReturns}>{t('delivery.itsReturns')}</Button>}
      {(can.reverse || (mayReverse && cameBack)) && (
        <Button onClick={can.reverse ? () => setAsking('reverse') : tellReturns}>
          {t('delivery.reverse')}
        </Button>
      )}
      <ReasonDialog
        open={asking === 'reverse'}
        title={t('delivery.reverseTitle', { no: doc.no })}
        why={t('delivery.reverseWhy')}
        okText={t('delivery.reverse')}
        saving={reverse.isPending}
        onReason={(reason) => reverse.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
      <ReasonDialog
        open={asking === 'release'}
        title={t('delivery.releaseTitle')}
        why={t('delivery.releaseWhy')}
        okText={t('delivery.release')}
        saving={release.isPending}
        onReason={(reason) => release.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
      {asking === 'sign' && <SignDialog doc={doc} onClose={shut} />}
      {asking === 'return' && <ReturnDialog doc={doc} onClose={shut} />}
    </>
  );
}
