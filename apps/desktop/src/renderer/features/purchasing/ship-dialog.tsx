import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { OpenPurchaseLine } from '@xinhang/shared/purchase-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { shownQty } from './purchase-line.ts';

/** The supplier says that he shipped to the customer: what, and with whom it goes. */
export function ShipDialog({ orderId, onClose }: { orderId: number; onClose: () => void }) {
  const { t } = useText();
  const found = useEndpoint(api.purchaseOrders.openLines, {
    query: { orderId, dropShip: true, limit: 200 },
  });
  return (
    <Modal
      {...beginInField}
      open
      width={760}
      title={t('dropShip.ship')}
      footer={null}
      onCancel={onClose}
    >
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {!found.data && !found.error && <Skeleton active paragraph={{ rows: 4 }} />}
      {found.data?.rows.length === 0 && <p className="soft">{t('dropShip.nothingOpen')}</p>}
      {found.data && found.data.rows.length > 0 && (
        <Content orderId={orderId} lines={found.data.rows} onClose={onClose} />
      )}
    </Modal>
  );
}

interface Asked {
  qtyE4: number | null;
  batch: string;
  serials: string;
}

interface Props {
  orderId: number;
  lines: readonly OpenPurchaseLine[];
  onClose: () => void;
}

function Content({ orderId, lines, onClose }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { today } = useDates();
  const [on, setOn] = useState<string | null>(today);
  const [head, setHead] = useState({ carrier: '', trackingNo: '', supplierNoteNo: '' });
  const [asked, setAsked] = useState<ReadonlyMap<number, Asked>>(
    () => new Map(lines.map((line) => [line.id, { qtyE4: line.openE4, batch: '', serials: '' }])),
  );
  const ship = useCommand(api.dropShipments.ship, {
    form: true,
    onDone: ({ receiptNote, delivery }) => {
      if (receiptNote.no === '') {
        void message.info(t('dropShip.held'));
        void navigate({ to: '/deliveries/$id', params: { id: String(delivery.id) } });
        return;
      }
      void message.success(
        t('dropShip.shipped', { receipt: receiptNote.no, delivery: delivery.no }),
      );
      onClose();
    },
  });
  const chosen = lines.flatMap((line) => {
    const one = asked.get(line.id);
    return one?.qtyE4 ? [{ line, ...one, qtyE4: one.qtyE4 }] : [];
  });
  const ready =
    on !== null &&
    chosen.length > 0 &&
    chosen.every(({ qtyE4 }) => isReckoned(qtyE4)) &&
    !ship.isPending;
  const send = (hold: boolean) => {
    if (!ready) return;
    ship.mutate({
      params: { id: orderId },
      body: {
        businessDate: on,
        ...head,
        hold,
        lines: chosen.map(({ line, qtyE4, batch, serials }) => ({
          orderLineId: line.id,
          qtyE4,
          batch,
          serials: serialsOf(serials),
        })),
      },
    });
  };
  const sent = ship.variables?.body.lines;
  const nameOf = (at: number) =>
    lines.find((line) => line.id === sent?.[at]?.orderLineId)?.product.name;
  const change = (id: number, part: Partial<Asked>) =>
    setAsked(new Map(asked).set(id, { ...asked.get(id)!, ...part }));
  const stopped = ship.error instanceof ApiError && ship.error.problem.code === 'delivery-stopped';
  const place = lines[0]!.shipTo;
  const text = (field: keyof typeof head, label: string, max: number) => (
    <label className="stack">
      {label}
      <Input
        maxLength={max}
        value={head[field]}
        onChange={(event) => setHead({ ...head, [field]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="stack" {...saveKeys(() => send(false))}>
      {ship.error && (
        <Alert
          type={stopped ? 'warning' : 'error'}
          showIcon
          role="alert"
          title={words(ship.error, nameOf)}
          action={
            stopped && (
              <Button size="small" onClick={() => send(true)}>
                {t('dropShip.hold')}
              </Button>
            )
          }
        />
      )}
      <span>
        {lines[0]!.supplier.name} → {[place?.receiver, place?.phone, place?.address].join(' ')}
      </span>
      <div style={{ maxHeight: '40vh', overflow: 'auto' }}>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('order.product')}</th>
              <th className="number">{t('dropShip.open')}</th>
              <th className="number">{t('dropShip.qty')}</th>
              <th>{t('product.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr key={line.id}>
                <td>
                  {line.product.code} {line.product.name}
                  {line.tracksBatch && (
                    <Input
                      aria-label={`${t('delivery.batch')} ${line.product.name}`}
                      placeholder={t('delivery.batch')}
                      value={asked.get(line.id)?.batch ?? ''}
                      onChange={(event) => change(line.id, { batch: event.target.value })}
                    />
                  )}
                  {line.tracksSerial && (
                    <Input
                      aria-label={`${t('delivery.serials')} ${line.product.name}`}
                      placeholder={t('delivery.serials')}
                      value={asked.get(line.id)?.serials ?? ''}
                      onChange={(event) => change(line.id, { serials: event.target.value })}
                    />
                  )}
                </td>
                <td className="number">{shownQty(line.openE4, line.product.qtyDecimals)}</td>
                <td style={{ width: 140 }}>
                  <ReckonedField
                    label={`${t('dropShip.qty')} ${line.product.name}`}
                    autoFocus={at === 0}
                    decimals={4}
                    show={(value) => shownQty(value, line.product.qtyDecimals)}
                    value={asked.get(line.id)?.qtyE4 ?? null}
                    onChange={(qtyE4) => change(line.id, { qtyE4 })}
                  />
                </td>
                <td>{line.product.unit.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <label className="stack">
        {t('dropShip.on')}
        <DateField label={t('dropShip.on')} today={today} value={on} onChange={setOn} />
      </label>
      {text('carrier', t('delivery.carrier'), 80)}
      {text('trackingNo', t('delivery.trackingNo'), 80)}
      {text('supplierNoteNo', t('receiptNote.supplierNoteNo'), 60)}
      <span className="soft">{t('dropShip.shipWhy')}</span>
      <DialogButtons
        okText={t('dropShip.post')}
        ready={ready}
        saving={ship.isPending}
        onOk={() => send(false)}
        onClose={onClose}
      />
    </div>
  );
}
