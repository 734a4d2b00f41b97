import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseReturn } from '@xinhang/shared/purchase-returns.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Skeleton } from 'antd';
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
import { printedReturn } from './printed.ts';
import { PurchaseReturnEditor } from './purchase-return-editor.tsx';

/** A return to a supplier on its page. */
export function PurchaseReturnPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.purchaseReturns.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) =>
      void navigate({ to: '/purchase-returns/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<PurchaseReturn>
      found={found}
      fills
      tab={{
        path: `/purchase-returns/${id}`,
        title: (doc) => doc.no || `${t('purchaseReturn.one')} ${doc.supplier.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          <div className="page">
            <PurchaseReturnEditor
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

/** A return that is begun without a receipt; it gets its own page once it is saved. */
export function NewPurchaseReturnPage({ supplierId }: { supplierId?: number | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const supplier = useEndpoint(
    api.suppliers.get,
    { params: { id: supplierId ?? 0 } },
    { enabled: supplierId !== undefined },
  );
  return (
    <div className="page">
      <RecordHead title={t('purchaseReturn.new')} />
      {supplierId !== undefined && supplier.isLoading ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <PurchaseReturnEditor
          key={supplierId ?? 0}
          doc={null}
          supplier={supplier.data ? { id: supplier.data.id, name: supplier.data.name } : null}
          onSaved={({ id }) =>
            void navigate({
              to: '/purchase-returns/$id',
              params: { id: String(id) },
              replace: true,
            })
          }
        />
      )}
    </div>
  );
}

function Head({ doc }: { doc: PurchaseReturn }) {
  const { t } = useText();
  const { time } = useDates();
  const readsSuppliers = useMay('suppliers.read');
  const by = (who: { name: string } | null, at: number | null) =>
    who && at !== null ? `${who.name} ${time(at)}` : '';
  return (
    <RecordHead
      title={`${t('purchaseReturn.one')} ${doc.no}`}
      facts={
        <>
          <span className={doc.state === 'reversed' ? 'danger' : ''}>
            {t(`purchaseReturn.state.${doc.state}`)}
          </span>
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
              {t('purchaseReturn.confirmedBy', { who: by(doc.confirmedBy, doc.confirmedAt) })}
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

function Actions({ doc }: { doc: PurchaseReturn }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [reversing, setReversing] = useState(false);
  const shut = () => setReversing(false);
  const reverse = useCommand(api.purchaseReturns.reverse, { onDone: shut });
  const discard = useCommand(api.purchaseReturns.discard, {
    onDone: () => void navigate({ to: '/purchase-returns' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version, can } = doc;
  const receiptId = doc.lines.find((line) => line.receiptNoteId !== null)?.receiptNoteId;
  const ask = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {doc.state !== 'draft' && <PrintButton doc={printedReturn(doc)} />}
      {receiptId !== undefined && receiptId !== null && (
        <Button
          onClick={() =>
            void navigate({ to: '/receipt-notes/$id', params: { id: String(receiptId) } })
          }
        >
          {t('receiptNote.title')}
        </Button>
      )}
      {can.update && <Button onClick={ask}>{t('order.discard')}</Button>}
      {can.reverse && <Button onClick={() => setReversing(true)}>{t('delivery.reverse')}</Button>}
      <ReasonDialog
        open={reversing}
        title={t('delivery.reverseTitle', { no: doc.no })}
        why={t('purchaseReturn.reverseWhy')}
        okText={t('delivery.reverse')}
        saving={reverse.isPending}
        onReason={(reason) => reverse.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
    </>
  );
}
