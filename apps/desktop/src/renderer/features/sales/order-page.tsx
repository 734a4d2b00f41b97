import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { WaitsNote } from '../../form/waits-note.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { DropShipButton, DropShipNote } from './drop-ship.tsx';
import { OrderClose } from './order-close.tsx';
import { OrderEditor } from './order-editor.tsx';
import { linesAgain } from './order-line.ts';
import type { NewOrderSearch } from './order-search.ts';
import { OrderSupply } from './order-supply.tsx';
import { OrderState } from './order-state.tsx';
import { printedOrder } from './printed-order.ts';
import { StopPanel } from './stop-panel.tsx';

/** An order on its page. */
export function OrderPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.salesOrders.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/sales-orders/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<SalesOrder>
      found={found}
      fills
      tab={{
        path: `/sales-orders/${id}`,
        title: (order) => order.no || `${t('order.one')} ${order.customer.name}`,
      }}
      previous={previous}
      next={next}
    >
      {(order) => (
        <>
          <Head order={order} />
          <div className="page">
            <Notes order={order} />
            <DropShipNote order={order} />
            <OrderSupply order={order} />
            <OrderEditor
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
export function NewOrderPage({ search }: { search: NewOrderSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { customerId, dealId, copy } = search;
  const customer = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  );
  const from = useEndpoint(
    api.salesOrders.get,
    { params: { id: copy ?? 0 } },
    { enabled: copy !== undefined },
  );
  const waits =
    (customerId !== undefined && customer.isLoading) || (copy !== undefined && from.isLoading);
  const begun = {
    ...(customer.data && { customer: customer.data.customer }),
    ...(dealId !== undefined && { dealId }),
    ...(from.data && {
      customer: from.data.customer,
      basis: from.data.basis,
      lines: linesAgain(from.data),
    }),
  };
  return (
    <div className="page">
      <RecordHead title={t('order.new')} />
      {waits ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <OrderEditor
          key={`${customerId} ${dealId} ${copy}`}
          order={null}
          begun={begun}
          onSaved={({ id }) =>
            void navigate({ to: '/sales-orders/$id', params: { id: String(id) }, replace: true })
          }
        />
      )}
    </div>
  );
}

function Head({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <RecordHead
      title={`${t('order.one')} ${order.no}`}
      facts={
        <>
          <OrderState state={order.state} />
          <Link to="/customers/$id" params={{ id: String(order.customer.id) }}>
            {order.customer.name}
          </Link>
          {order.deal && (
            <Link to="/deals/$id" params={{ id: String(order.deal.id) }}>
              {t('order.ofDeal', { name: order.deal.name })}
            </Link>
          )}
          {order.quotation && (
            <Link to="/quotations/$id" params={{ id: String(order.quotation.id) }}>
              {t('quotation.from', { no: order.quotation.name.split(' · ')[0] ?? '' })}
            </Link>
          )}
          {order.contract && (
            <Link to="/contracts/$id" params={{ id: String(order.contract.id) }}>
              {t('contract.from', { no: order.contract.name.split(' · ')[0] ?? '' })}
            </Link>
          )}
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

/** Why it came back, what it waits for. */
function Notes({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const { state, reason, approvalId, reasons } = order;
  if (order.changes.open !== null) {
    const params = { id: String(order.id) };
    const begun = order.changes.open === 'draft' && order.can.change;
    return (
      <Alert
        type="info"
        showIcon
        className="page-note"
        title={t(`change.openNote.${order.changes.open}`)}
        action={
          begun ? (
            <Link to="/sales-orders/$id/change" params={params}>
              {t('change.goOn')}
            </Link>
          ) : (
            <Link to="/sales-orders/$id/changes" params={params}>
              {t('change.see')}
            </Link>
          )
        }
      />
    );
  }
  if (state === 'approving') {
    const why = reasons.map((one) => t(`order.why.${one}`)).join('、');
    return (
      <WaitsNote
        title={t('order.waits', { why })}
        waitsFor={order.waitsFor}
        approvalId={approvalId}
      />
    );
  }
  if (state === 'submitted') {
    return <Alert type="info" showIcon className="page-note" title={t('order.waitsConfirm')} />;
  }
  if (reason === '') return null;
  const said = state === 'draft' ? 'order.cameBack' : 'order.voidBecause';
  return <Alert type="warning" showIcon className="page-note" title={t(said, { reason })} />;
}

type Asking = 'close' | 'void' | 'sendBack';

function Actions({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const mayWrite = useMay('salesOrders.update');
  const mayDeliver = useMay('deliveries.manage');
  const readsDeliveries = useMay('deliveries.read');
  const { today } = useDates();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [stopped, setStopped] = useState<OrderCheck | null>(null);
  const shut = () => setAsking(null);
  const makeVoid = useCommand(api.salesOrders.makeVoid, { onDone: shut });
  const sendBack = useCommand(api.salesOrders.sendBack, { onDone: shut });
  const confirm = useCommand(api.salesOrders.confirm, {
    onDone: ({ no }) => void message.success(t('order.confirmed', { no })),
  });
  const deliver = useCommand(api.deliveries.create, {
    onDone: ({ id }) => void navigate({ to: '/deliveries/$id', params: { id: String(id) } }),
  });
  const open = order.lines.flatMap((line) =>
    line.openE4 > 0 && !line.dropShip ? [{ orderLineId: line.id, qtyE4: line.openE4 }] : [],
  );
  const discard = useCommand(api.salesOrders.discard, {
    onDone: () => void navigate({ to: '/sales-orders' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: order.id };
  const confirmRefused = (error: Error) => {
    const stop = error instanceof ApiError && error.problem.code === 'order-stopped';
    if (stop) setStopped(error.problem.data as OrderCheck);
    else void message.error(words(error));
  };
  const own = { id: String(order.id) };
  const { version, can } = order;
  const printed = printedOrder(order);
  const run = { void: makeVoid, sendBack };
  const askDiscard = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {order.state === 'submitted' && can.confirm && (
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ params, body: { version } }, { onError: confirmRefused })}
        >
          {t('order.confirm')}
        </Button>
      )}
      {mayDeliver && open.length > 0 && (
        <Button
          type="primary"
          loading={deliver.isPending}
          onClick={() => deliver.mutate({ body: { businessDate: today, lines: open } }, refused)}
        >
          {t('board.deliver')}
        </Button>
      )}
      {order.no !== '' && readsDeliveries && (
        <Button onClick={() => void navigate({ to: '/deliveries', search: { orderId: order.id } })}>
          {t('order.itsDeliveries')}
        </Button>
      )}
      {can.change && order.changes.open === null && (
        <Button onClick={() => void navigate({ to: '/sales-orders/$id/change', params: own })}>
          {t('change.button')}
        </Button>
      )}
      {order.changes.applied > 0 && (
        <Button onClick={() => void navigate({ to: '/sales-orders/$id/changes', params: own })}>
          {t('change.count', { n: order.changes.applied })}
        </Button>
      )}
      <DropShipButton order={order} />
      {can.sendBack && <Button onClick={() => setAsking('sendBack')}>{t('order.sendBack')}</Button>}
      {can.close && <Button onClick={() => setAsking('close')}>{t('order.closeRest')}</Button>}
      {can.void && <Button onClick={() => setAsking('void')}>{t('order.makeVoid')}</Button>}
      {can.update && <Button onClick={askDiscard}>{t('order.discard')}</Button>}
      {printed && <PrintButton doc={printed} />}
      {mayWrite && order.no !== '' && (
        <Button
          onClick={() => void navigate({ to: '/sales-orders/new', search: { copy: order.id } })}
        >
          {t('order.copy')}
        </Button>
      )}
      <StopPanel
        order={order}
        check={stopped}
        onAsked={() => setStopped(null)}
        onClose={() => setStopped(null)}
      />
      {asking === 'close' && <OrderClose order={order} onClose={shut} />}
      {(['void', 'sendBack'] as const).map((what) => (
        <ReasonDialog
          key={what}
          open={asking === what}
          title={t(`order.${what}Title`, { no: order.no })}
          why={t(`order.${what}Why`)}
          okText={t(`order.${what}Ok`)}
          saving={run[what].isPending}
          onReason={(reason) => run[what].mutate({ params, body: { version, reason } }, refused)}
          onClose={shut}
        />
      ))}
    </>
  );
}
