import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Skeleton } from 'antd';
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
import { ChangedNote } from './drop-ship-changed.tsx';
import { MoveDates } from './move-dates.tsx';
import { printedPurchase } from './printed.ts';
import { PurchaseCauses } from './purchase-causes.tsx';
import { PurchaseEditor } from './purchase-editor.tsx';
import { linesAgain } from './purchase-line.ts';
import { PurchaseState } from './purchase-list.tsx';
import { ShipDialog } from './ship-dialog.tsx';
import type { NewPurchaseSearch } from './purchase-search.ts';

/** An order to a supplier on its page. */
export function PurchasePage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.purchaseOrders.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) =>
      void navigate({ to: '/purchase-orders/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<PurchaseOrder>
      found={found}
      fills
      tab={{
        path: `/purchase-orders/${id}`,
        title: (order) => order.no || `${t('purchase.one')} ${order.supplier.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(order) => (
        <>
          <Head order={order} />
          <div className="page">
            {order.reason !== '' && (
              <Alert
                type="warning"
                showIcon
                className="page-note"
                title={t('order.voidBecause', { reason: order.reason })}
              />
            )}
            <ChangedNote order={order} />
            <PurchaseCauses order={order} />
            <PurchaseEditor
              key={`${order.id}-${order.state}`}
              order={order}
              onSaved={() => undefined}
              actions={<Actions order={order} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** An order that is begun; it gets its own page once it is saved. */
export function NewPurchasePage({ search: { supplierId, copy } }: { search: NewPurchaseSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const supplier = useEndpoint(
    api.suppliers.get,
    { params: { id: supplierId ?? 0 } },
    { enabled: supplierId !== undefined },
  );
  const from = useEndpoint(
    api.purchaseOrders.get,
    { params: { id: copy ?? 0 } },
    { enabled: copy !== undefined },
  );
  const waits =
    (supplierId !== undefined && supplier.isLoading) || (copy !== undefined && from.isLoading);
  const begun = {
    ...(supplier.data && { supplier: { id: supplier.data.id, name: supplier.data.name } }),
    ...(from.data && {
      supplier: from.data.supplier,
      basis: from.data.basis,
      lines: linesAgain(from.data),
    }),
  };
  return (
    <div className="page">
      <RecordHead title={t('purchase.new')} />
      {waits ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <PurchaseEditor
          key={`${supplierId} ${copy}`}
          order={null}
          begun={begun}
          onSaved={({ id }) =>
            void navigate({ to: '/purchase-orders/$id', params: { id: String(id) }, replace: true })
          }
        />
      )}
    </div>
  );
}

function Head({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <RecordHead
      title={`${t('purchase.one')} ${order.no}`}
      facts={
        <>
          <PurchaseState state={order.state} />
          {order.shipTo && <strong>{t('dropShip.badge')}</strong>}
          <Link to="/suppliers/$id" params={{ id: String(order.supplier.id) }}>
            {order.supplier.name}
          </Link>
          <span className="soft">
            {t('order.madeBy', { who: `${order.madeBy.name} ${time(order.madeAt)}` })}
          </span>
          {order.confirmedBy && order.confirmedAt !== null && (
            <span className="soft">
              {t('order.confirmedBy', {
                who: `${order.confirmedBy.name} ${time(order.confirmedAt)}`,
              })}
            </span>
          )}
        </>
      }
    />
  );
}

type Asking = 'close' | 'void';

function Actions({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { today } = useDates();
  const mayWrite = useMay('purchaseOrders.update');
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [shipping, setShipping] = useState(false);
  const shut = () => setAsking(null);
  const close = useCommand(api.purchaseOrders.close, { onDone: shut });
  const makeVoid = useCommand(api.purchaseOrders.makeVoid, { onDone: shut });
  const receive = useCommand(api.receiptNotes.create, {
    onDone: ({ id }) => void navigate({ to: '/receipt-notes/$id', params: { id: String(id) } }),
  });
  const discard = useCommand(api.purchaseOrders.discard, {
    onDone: () => void navigate({ to: '/purchase-orders' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: order.id };
  const { version, can } = order;
  const run = { close, void: makeVoid };
  const open = order.lines.flatMap((line) =>
    line.openE4 > 0 && (order.shipTo === null || line.kind === 'service')
      ? [{ orderLineId: line.id, qtyE4: line.openE4 }]
      : [],
  );
  const askDiscard = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {can.receive && open.length > 0 && (
        <Button
          type="primary"
          loading={receive.isPending}
          onClick={() => receive.mutate({ body: { businessDate: today, lines: open } }, refused)}
        >
          {t('purchase.receive')}
        </Button>
      )}
      {can.ship && (
        <Button type="primary" onClick={() => setShipping(true)}>
          {t('dropShip.ship')}
        </Button>
      )}
      {order.no !== '' && (
        <Button
          onClick={() => void navigate({ to: '/receipt-notes', search: { orderId: order.id } })}
        >
          {t('receiptNote.title')}
        </Button>
      )}
      {order.no !== '' && <PrintButton doc={printedPurchase(order)} />}
      {can.close && <MoveDates order={order} />}
      {can.close && <Button onClick={() => setAsking('close')}>{t('purchase.closeRest')}</Button>}
      {can.void && <Button onClick={() => setAsking('void')}>{t('order.makeVoid')}</Button>}
      {can.update && <Button onClick={askDiscard}>{t('order.discard')}</Button>}
      {mayWrite && order.no !== '' && (
        <Button
          onClick={() => void navigate({ to: '/purchase-orders/new', search: { copy: order.id } })}
        >
          {t('order.copy')}
        </Button>
      )}
      {shipping && <ShipDialog orderId={order.id} onClose={() => setShipping(false)} />}
      {(['close', 'void'] as const).map((what) => (
        <ReasonDialog
          key={what}
          open={asking === what}
          title={t(`purchase.${what}Title`, { no: order.no })}
          why={t(`purchase.${what}Why`)}
          okText={t(`order.${what}Ok`)}
          saving={run[what].isPending}
          onReason={(reason) => run[what].mutate({ params, body: { version, reason } }, refused)}
          onClose={shut}
        />
      ))}
    </>
  );
}
