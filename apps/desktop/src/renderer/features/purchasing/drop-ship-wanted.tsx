import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { DropShipLine } from '@xinhang/shared/drop-ship.ts';
import { App } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { dueColumn, qtyColumn, unitColumn } from './goods-columns.tsx';
import { DraftOrders, useDraftedOrders } from './draft-orders.tsx';

const PAGE_SIZE = 100;

/** What suppliers are to ship and nobody ordered; chosen lines become orders, one to each place. */
export function DropShipWanted({ bar }: { bar: ReactNode }) {
  const { t } = useText();
  const columns = useColumns();
  const query = { limit: PAGE_SIZE };
  return (
    <ListPage<DropShipLine>
      label={t('menu.dropShip')}
      page="drop-ship-wanted"
      queryKey={keyOf(api.dropShipments.wanted, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.dropShipments.wanted, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.lineId}
      opens={() => false}
      onOpen={() => undefined}
      bulk={(_ids: readonly number[], rows: readonly DropShipLine[]) => <Order rows={rows} />}
      bar={bar}
      empty={t('dropShip.noneWanted')}
    />
  );
}

/** Drafts orders: all to the supplier that is named, else each to the one that is proposed. */
function Order({ rows }: { rows: readonly DropShipLine[] }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { today } = useDates();
  const [whom, setWhom] = useState<NameRef | null>(null);
  const lines = rows.flatMap(({ lineId, openE4, supplier, shipTo }) => {
    const supplierId = (whom ?? supplier)?.id;
    return supplierId !== undefined && shipTo ? [{ lineId, supplierId, qtyE4: openE4 }] : [];
  });
  const create = useCommand(api.dropShipments.order, {
    form: true,
    onDone: useDraftedOrders(),
  });
  const order = () =>
    create.mutate(
      { body: { businessDate: today, lines } },
      { onError: (error: Error) => void message.error(words(error)) },
    );
  const left = rows.length - lines.length;
  return (
    <DraftOrders
      whom={whom}
      onWhom={setWhom}
      ready={lines.length}
      pending={create.isPending}
      onOrder={order}
      left={left > 0 ? t('dropShip.left', { n: left }) : null}
    />
  );
}

function useColumns(): Column<DropShipLine>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      dueColumn('wanted', t('shortage.dueOn'), (row) => row.wantedOn, { day, overdue }),
      { key: 'code', title: t('product.code'), width: 100, text: (row) => row.product.code },
      {
        key: 'name',
        title: t('product.name'),
        width: 170,
        grows: true,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      qtyColumn('open', t('dropShip.toOrder'), (row) => row.openE4),
      unitColumn(t('product.unit')),
      {
        key: 'receiver',
        title: t('dropShip.receiver'),
        width: 160,
        text: ({ shipTo }) => (shipTo ? `${shipTo.receiver} ${shipTo.phone}`.trim() : ''),
      },
      {
        key: 'address',
        title: t('dropShip.shipTo'),
        width: 220,
        grows: true,
        text: ({ shipTo }) => shipTo?.address ?? t('dropShip.noAddress'),
      },
      {
        key: 'supplier',
        title: t('shortage.supplier'),
        width: 150,
        text: (row) => row.supplier?.name ?? '',
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
