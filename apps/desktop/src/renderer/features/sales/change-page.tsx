import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Empty } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { WaitsNote } from '../../form/waits-note.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { ChangeEditor } from './change-editor.tsx';
import { ChangeSides } from './change-sides.tsx';
import { ChangeStop } from './change-stop.tsx';
import './sales.css';

/** Changes of an order: the one that is open, and those that were, for ever. */
export function ChangesPage({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.salesOrders.get, { params: { id } });
  const changes = useEndpoint(api.orderChanges.list, { params: { id } });
  return (
    <RecordPage<SalesOrder>
      found={found}
      tab={{
        path: `/sales-orders/${id}/changes`,
        title: ({ no }) => t('change.ofOrder', { no }),
      }}
    >
      {(order) => (
        <>
          <Head order={order} title={t('change.title')} />
          <div className="page stack">
            <Loaded found={changes}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <Empty description={t('change.none')} />
                ) : (
                  <>
                    {rows.map((change) => (
                      <Change key={change.id} change={change} />
                    ))}
                  </>
                )
              }
            </Loaded>
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A change that is written: the draft that is there, or one that is begun. */
export function ChangeEditorPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.salesOrders.get, { params: { id } });
  const changes = useEndpoint(api.orderChanges.list, { params: { id } });
  const [written, setWritten] = useState<number | null>(null);
  const params = { id: String(id) };
  const saved = (change: OrderChange) => {
    setWritten(change.id);
    if (change.state === 'draft') return;
    if (change.state === 'applied') void navigate({ to: '/sales-orders/$id', params });
    else void navigate({ to: '/sales-orders/$id/changes', params });
  };
  return (
    <RecordPage<SalesOrder>
      found={found}
      fills
      tab={{ path: `/sales-orders/${id}/change`, title: ({ no }) => t('change.toOrder', { no }) }}
    >
      {(order) => (
        <>
          <Head order={order} title={t('change.new')} />
          <div className="page">
            <Loaded found={changes}>
              {({ rows }) => {
                const open = rows.find(({ state }) => state !== 'applied');
                // The one that is written here stays here while it is on its way.
                const waits = open && !open.can.update && open.id !== written;
                return waits || (!open && !order.can.change) ? (
                  <Alert
                    type="info"
                    showIcon
                    title={t(waits ? 'change.oneWaits' : 'change.nothingOpen')}
                    action={
                      <Link to="/sales-orders/$id/changes" params={params}>
                        {t('change.title')}
                      </Link>
                    }
                  />
                ) : (
                  <ChangeEditor
                    key={order.id}
                    order={order}
                    change={open ?? null}
                    onSaved={saved}
                  />
                );
              }}
            </Loaded>
          </div>
        </>
      )}
    </RecordPage>
  );
}

function Head({ order, title }: { order: SalesOrder; title: string }) {
  return (
    <RecordHead
      title={title}
      facts={
        <>
          <Link to="/sales-orders/$id" params={{ id: String(order.id) }}>
            {order.no}
          </Link>
          <Link to="/customers/$id" params={{ id: String(order.customer.id) }}>
            {order.customer.name}
          </Link>
        </>
      }
    />
  );
}

/** One change: why, by whom, and what it makes otherwise. */
function Change({ change }: { change: OrderChange }) {
  const { t } = useText();
  const { time } = useDates();
  const { state, no, reasons, approvalId, backReason } = change;
  const name = no === null ? t('change.open') : t('change.nth', { n: no });
  return (
    <section className="change" aria-label={name}>
      <header className="line">
        <strong>{name}</strong>
        <span className={state === 'draft' ? 'soft' : ''}>{t(`change.state.${state}`)}</span>
        <span>{change.reason}</span>
        <span className="soft">
          {change.appliedBy && change.appliedAt !== null
            ? `${change.appliedBy.name} ${time(change.appliedAt)}`
            : `${change.madeBy.name} ${time(change.madeAt)}`}
        </span>
        <span className="spring" />
        {state !== 'applied' && <Actions change={change} />}
      </header>
      {state === 'approving' && (
        <WaitsNote
          title={t('order.waits', { why: reasons.map((one) => t(`order.why.${one}`)).join('、') })}
          waitsFor={change.waitsFor}
          approvalId={approvalId}
        />
      )}
      {state === 'draft' && backReason !== '' && (
        <Alert type="warning" showIcon title={t('order.cameBack', { reason: backReason })} />
      )}
      <ChangeSides change={change} />
    </section>
  );
}

function Actions({ change }: { change: OrderChange }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [stopped, setStopped] = useState<OrderCheck | null>(null);
  const { can, version, orderId } = change;
  const params = { id: change.id };
  const apply = useCommand(api.orderChanges.apply, {
    onDone: () => void message.success(t('change.applied')),
  });
  const discard = useCommand(api.orderChanges.discard);
  const sendBack = useCommand(api.orderChanges.sendBack, { onDone: () => setAsking(false) });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const applyRefused = (error: Error) => {
    const stop = error instanceof ApiError && error.problem.code === 'order-stopped';
    if (stop && can.update) setStopped(error.problem.data as OrderCheck);
    else void message.error(words(error));
  };
  return (
    <>
      {can.apply && change.state === 'submitted' && (
        <Button
          type="primary"
          loading={apply.isPending}
          onClick={() => apply.mutate({ params, body: { version } }, { onError: applyRefused })}
        >
          {t('change.apply')}
        </Button>
      )}
      {can.update && (
        <Button
          onClick={() =>
            void navigate({ to: '/sales-orders/$id/change', params: { id: String(orderId) } })
          }
        >
          {t('change.goOn')}
        </Button>
      )}
      {can.sendBack && <Button onClick={() => setAsking(true)}>{t('order.sendBack')}</Button>}
      {can.update && (
        <Button
          onClick={() =>
            void modal.confirm({
              title: t('change.discardAsk'),
              okText: t('change.discard'),
              cancelText: t('common.cancel'),
              onOk: () => discard.mutate({ params, body: { version } }, refused),
            })
          }
        >
          {t('change.discard')}
        </Button>
      )}
      <ChangeStop
        change={change}
        check={stopped}
        onAsked={() => setStopped(null)}
        onClose={() => setStopped(null)}
      />
      <ReasonDialog
        open={asking}
        title={t('change.sendBackTitle')}
        why={t('order.sendBackWhy')}
        okText={t('order.sendBackOk')}
        saving={sendBack.isPending}
        onReason={(reason) => sendBack.mutate({ params, body: { version, reason } }, refused)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
