import { api } from '@xinhang/shared/contract/api.ts';
import type { OpenPurchaseLine } from '@xinhang/shared/purchase-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownQty } from './purchase-line.ts';
import { ShipDialog } from './ship-dialog.tsx';

const PAGE_SIZE = 100;

/** What is on order and suppliers did not ship yet; whoever hears that they did posts it from here. */
export function DropShipOpen({ bar }: { bar: ReactNode }) {
  const { t } = useText();
  const navigate = useNavigate();
  const readsOrders = useMay('purchaseOrders.read');
  const posts = [useMay('receiptNotes.manage'), useMay('deliveries.manage')].every(Boolean);
  const columns = useColumns();
  const [shipping, setShipping] = useState<number | null>(null);
  const query = { dropShip: true, limit: PAGE_SIZE };
  return (
    <>
      <ListPage<OpenPurchaseLine>
        label={t('menu.dropShip')}
        page="drop-ship-open"
        queryKey={keyOf(api.purchaseOrders.openLines, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.purchaseOrders.openLines, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        opens={() => readsOrders || posts}
        onOpen={(row) =>
          readsOrders
            ? void navigate({ to: '/purchase-orders/$id', params: { id: String(row.orderId) } })
            : setShipping(row.orderId)
        }
        {...(posts && {
          bulk: (_ids: readonly number[], rows: readonly OpenPurchaseLine[]) => (
            <Ship rows={rows} onShip={setShipping} />
          ),
        })}
        bar={bar}
        empty={t('dropShip.noneOpen')}
      />
      {shipping !== null && <ShipDialog orderId={shipping} onClose={() => setShipping(null)} />}
    </>
  );
}

function Ship({
  rows,
  onShip,
}: {
  rows: readonly OpenPurchaseLine[];
  onShip: (orderId: number) => void;
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const ship = () => {
    const [first, ...others] = new Set(rows.map((row) => row.orderId));
    if (others.length > 0) void message.warning(t('dropShip.oneOrder'));
    else if (first !== undefined) onShip(first);
  };
  return (
    <Button type="primary" onClick={ship}>
      {t('dropShip.ship')}
    </Button>
  );
}

function useColumns(): Column<OpenPurchaseLine>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      {
        key: 'due',
        title: t('purchase.due'),
        width: 100,
        text: (row) => row.expectedDate ?? '',
        render: (row) => (
          <span
            className={overdue(row.expectedDate) ? 'danger' : ''}
            title={row.expectedDate ?? ''}
          >
            {day(row.expectedDate)}
          </span>
        ),
      },
      {
        key: 'supplier',
        title: t('purchase.supplier'),
        width: 160,
        text: (row) => row.supplier.name,
      },
      { key: 'order', title: t('order.no'), width: 150, text: (row) => row.orderNo },
      { key: 'code', title: t('product.code'), width: 90, text: (row) => row.product.code },
      {
        key: 'name',
        title: t('product.name'),
        width: 150,
        grows: true,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      {
        key: 'open',
        title: t('dropShip.open'),
        width: 84,
        align: 'end',
        text: (row) => shownQty(row.openE4, row.product.qtyDecimals),
      },
      { key: 'unit', title: t('product.unit'), width: 56, text: (row) => row.product.unit.name },
      {
        key: 'shipTo',
        title: t('dropShip.shipTo'),
        width: 240,
        grows: true,
        text: ({ shipTo }) =>
          shipTo ? [shipTo.receiver, shipTo.phone, shipTo.address].filter(Boolean).join(' ') : '',
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
