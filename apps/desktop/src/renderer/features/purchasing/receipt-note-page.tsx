import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
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
import { printedNote } from './printed.ts';
import { ReceiptNoteEditor } from './receipt-note-editor.tsx';

/** A receipt of goods on its page. */
export function ReceiptNotePage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.receiptNotes.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/receipt-notes/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<ReceiptNote>
      found={found}
      fills
      tab={{
        path: `/receipt-notes/${id}`,
        title: (doc) => doc.no || `${t('receiptNote.one')} ${doc.supplier.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          <div className="page">
            <ReceiptNoteEditor
              key={`${doc.id}-${doc.state}`}
              doc={doc}
              actions={<Actions doc={doc} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

function Head({ doc }: { doc: ReceiptNote }) {
  const { t } = useText();
  const { time } = useDates();
  const readsSuppliers = useMay('suppliers.read');
  const by = (who: { name: string } | null, at: number | null) =>
    who && at !== null ? `${who.name} ${time(at)}` : '';
  return (
    <RecordHead
      title={`${t('receiptNote.one')} ${doc.no}`}
      facts={
        <>
          <span className={doc.state === 'reversed' ? 'danger' : ''}>
            {t(`receiptNote.state.${doc.state}`)}
          </span>
          {doc.dropShip && <strong title={t('dropShip.ofDelivery')}>{t('dropShip.badge')}</strong>}
          {readsSuppliers ? (
            <Link to="/suppliers/$id" params={{ id: String(doc.supplier.id) }}>
              {doc.supplier.name}
            </Link>
          ) : (
            <span>{doc.supplier.name}</span>
          )}
          <span className="soft">{t('order.madeBy', { who: by(doc.madeBy, doc.madeAt) })}</span>
          {doc.confirmedBy && (
            <span className="soft">
              {t('receiptNote.confirmedBy', { who: by(doc.confirmedBy, doc.confirmedAt) })}
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

function Actions({ doc }: { doc: ReceiptNote }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { today } = useDates();
  const { message, modal } = App.useApp();
  const [reversing, setReversing] = useState(false);
  const shut = () => setReversing(false);
  const reverse = useCommand(doc.dropShip ? api.dropShipments.reverse : api.receiptNotes.reverse, {
    onDone: shut,
  });
  const post = useCommand(api.dropShipments.post, {
    onDone: ({ receiptNote, delivery }) =>
      void message.success(
        t('dropShip.shipped', { receipt: receiptNote.no, delivery: delivery.no }),
      ),
  });
  const discard = useCommand(api.receiptNotes.discard, {
    onDone: () => void navigate({ to: '/receipt-notes' }),
  });
  const giveBack = useCommand(api.purchaseReturns.create, {
    onDone: ({ id }) => void navigate({ to: '/purchase-returns/$id', params: { id: String(id) } }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version, can } = doc;
  const left = doc.lines.flatMap((line) =>
    line.way === 'goods' && line.qtyE4 > line.returnedE4
      ? [
          {
            receiptLineId: line.id,
            qtyE4: line.qtyE4 - line.returnedE4,
            // Pieces are named on the return where some went back already.
            ...(line.returnedE4 === 0 && { serials: line.serials }),
          },
        ]
      : [],
  );
  const returned = doc.lines.some((line) => line.returnedE4 > 0);
  const ask = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {can.ship && (
        <Button
          type="primary"
          loading={post.isPending}
          onClick={() => post.mutate({ params, body: { version } }, refused)}
        >
          {t('dropShip.post')}
        </Button>
      )}
      {can.return && (
        <Button
          loading={giveBack.isPending}
          onClick={() => giveBack.mutate({ body: { businessDate: today, lines: left } }, refused)}
        >
          {t('purchaseReturn.begin')}
        </Button>
      )}
      {returned && (
        <Button
          onClick={() =>
            void navigate({ to: '/purchase-returns', search: { receiptNoteId: doc.id } })
          }
        >
          {t('purchaseReturn.title')}
        </Button>
      )}
      {doc.no !== '' && <PrintButton doc={printedNote(doc)} />}
      {(can.update || can.ship) && <Button onClick={ask}>{t('order.discard')}</Button>}
      {can.reverse && <Button onClick={() => setReversing(true)}>{t('delivery.reverse')}</Button>}
      <ReasonDialog
        open={reversing}
        title={t('delivery.reverseTitle', { no: doc.no })}
        why={t(doc.dropShip ? 'dropShip.reverseWhy' : 'receiptNote.reverseWhy')}
        okText={t('delivery.reverse')}
        saving={reverse.isPending}
        onReason={(reason) => reverse.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
    </>
  );
}
