import { api } from '@xinhang/shared/contract/api.ts';
import type { ChangedDropShip } from '@xinhang/shared/drop-ship.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { dueColumn, qtyColumn, unitColumn } from './goods-columns.tsx';
import { shownQty } from './purchase-line.ts';

const addressOf = ({ shipTo }: ChangedDropShip) =>
  shipTo ? [shipTo.receiver, shipTo.phone, shipTo.address].filter(Boolean).join(' ') : '';

/** What is on order and the side that sells wants otherwise by now. */
export function DropShipChanged({ bar }: { bar: ReactNode }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const readsOrders = useMay('purchaseOrders.read');
  return (
    <ListPage<ChangedDropShip>
      label={t('menu.dropShip')}
      page="drop-ship-changed"
      queryKey={keyOf(api.dropShipments.changed, { query: {} })}
      fetchPage={async (_cursor, signal) => {
        const { rows } = await client.call(api.dropShipments.changed, { query: {}, signal });
        return { rows, next: null, count: rows.length };
      }}
      columns={columns}
      idOf={(row) => row.lineId}
      opens={() => readsOrders}
      onOpen={(row) =>
        void navigate({ to: '/purchase-orders/$id', params: { id: String(row.orderId) } })
      }
      bar={bar}
      empty={t('dropShip.noneChanged')}
    />
  );
}

/** The same above the order to the supplier, with what there is to do. */
export function ChangedNote({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { day } = useDates();
  const may = useMay('purchaseOrders.update');
  const found = useEndpoint(
    api.dropShipments.changed,
    { query: { orderId: order.id } },
    { enabled: may && order.shipTo !== null && order.no !== '' },
  );
  const move = useCommand(api.dropShipments.moveShipTo);
  const cut = useCommand(api.purchaseOrders.close);
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  const elsewhere = rows.find((row) => row.differs.includes('shipTo'));
  const qty = (row: ChangedDropShip, value: number) =>
    `${shownQty(value, row.product.qtyDecimals)} ${row.product.unit.name}`;
  const less = rows
    .filter((row) => row.differs.includes('cut'))
    .map((row) => ({ lineId: row.lineId, qtyE4: row.orderedE4 - row.wantedE4 }));
  const lines = rows.flatMap((row) => [
    ...(row.differs.includes('cut')
      ? [
          t('dropShip.cutNote', {
            name: row.product.name,
            ordered: qty(row, row.orderedE4),
            wanted: qty(row, row.wantedE4),
          }),
        ]
      : []),
    ...(row.differs.includes('late')
      ? [t('dropShip.lateNote', { name: row.product.name, on: day(row.wantedOn) })]
      : []),
  ]);
  return (
    <Alert
      type="warning"
      showIcon
      className="page-note"
      title={t('dropShip.changedTitle')}
      description={
        <>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {elsewhere && (
            <div>
              {elsewhere.shipTo
                ? t('dropShip.placeNote', { place: addressOf(elsewhere) })
                : t('dropShip.noAddress')}
            </div>
          )}
        </>
      }
      action={
        <div className="stack">
          {less.length > 0 && order.can.close && (
            <Button
              loading={cut.isPending}
              onClick={() =>
                cut.mutate(
                  {
                    params: { id: order.id },
                    body: { version: order.version, parts: less, reason: t('dropShip.cutReason') },
                  },
                  { onError: (error: Error) => void message.error(words(error)) },
                )
              }
            >
              {t('dropShip.cut')}
            </Button>
          )}
          {elsewhere?.shipTo && (
            <Button
              loading={move.isPending}
              onClick={() =>
                move.mutate(
                  { params: { id: order.id }, body: { version: order.version } },
                  { onError: (error: Error) => void message.error(words(error)) },
                )
              }
            >
              {t('dropShip.movePlace')}
            </Button>
          )}
        </div>
      }
    />
  );
}

function useColumns(): Column<ChangedDropShip>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      {
        key: 'differs',
        title: t('dropShip.differs'),
        width: 120,
        text: (row) => row.differs.map((one) => t(`dropShip.differs.${one}`)).join(comma()),
      },
      { key: 'order', title: t('order.no'), width: 150, text: (row) => row.orderNo },
      {
        key: 'supplier',
        title: t('purchase.supplier'),
        width: 150,
        text: (row) => row.supplier.name,
      },
      {
        key: 'name',
        title: t('product.name'),
        width: 160,
        grows: true,
        text: ({ product }) => [product.code, product.name, product.spec].filter(Boolean).join(' '),
      },
      qtyColumn('ordered', t('dropShip.ordered'), (row) => row.orderedE4),
      qtyColumn('wanted', t('dropShip.wanted'), (row) => row.wantedE4),
      unitColumn(t('product.unit')),
      { key: 'coming', title: t('purchase.due'), width: 90, text: (row) => day(row.comingOn) },
      dueColumn('due', t('shortage.dueOn'), (row) => row.wantedOn, { day, overdue }),
      {
        key: 'shipTo',
        title: t('dropShip.shipTo'),
        width: 220,
        grows: true,
        text: (row) => addressOf(row) || t('dropShip.noAddress'),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
