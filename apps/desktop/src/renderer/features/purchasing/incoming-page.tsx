import { api } from '@xinhang/shared/contract/api.ts';
import type { OpenPurchaseLine } from '@xinhang/shared/purchase-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { shownQty } from './purchase-line.ts';
import type { IncomingSearch } from './purchase-search.ts';

const PAGE_SIZE = 100;

/** What is to come, by the day it is expected; chosen lines of one supplier become a receipt. */
export function IncomingPage({ search }: { search: IncomingSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayReceive = useMay('receiptNotes.manage');
  const readsOrders = useMay('purchaseOrders.read');
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const change = (part: Partial<IncomingSearch>) =>
    void navigate({ to: '/incoming', search: tidy({ ...search, ...part }) });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage<OpenPurchaseLine>
      label={t('menu.incoming')}
      page="incoming"
      queryKey={keyOf(api.purchaseOrders.openLines, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.purchaseOrders.openLines, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      opens={() => readsOrders}
      onOpen={(row) =>
        void navigate({ to: '/purchase-orders/$id', params: { id: String(row.orderId) } })
      }
      {...(mayReceive && {
        bulk: (_ids: readonly number[], rows: readonly OpenPurchaseLine[]) => (
          <Receive rows={rows} />
        ),
      })}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('incoming.find')}
            width={240}
            onFind={(q) => change({ q })}
          />
          <PlaceSelect
            label={t('purchase.warehouse')}
            clearable
            style={{ width: 150 }}
            value={search.warehouseId ?? null}
            onChange={(warehouseId) => change({ warehouseId: warehouseId ?? undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => void navigate({ to: '/incoming', search: {} })}>
              {t('common.clear')}
            </Button>
          )}
        </>
      }
      empty={t(filtered ? 'incoming.emptyFiltered' : 'incoming.empty')}
    />
  );
}

/** Drafts a receipt of all that is open of the chosen lines. */
function Receive({ rows }: { rows: readonly OpenPurchaseLine[] }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { today } = useDates();
  const create = useCommand(api.receiptNotes.create, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/receipt-notes/$id', params: { id: String(id) } }),
  });
  const receive = () => {
    if (new Set(rows.map((row) => row.supplier.id)).size > 1) {
      void message.warning(t('incoming.oneSupplier'));
      return;
    }
    const lines = rows.map((row) => ({ orderLineId: row.id, qtyE4: row.openE4 }));
    create.mutate(
      { body: { businessDate: today, lines } },
      { onError: (error: Error) => void message.error(words(error)) },
    );
  };
  return (
    <Button type="primary" loading={create.isPending} onClick={receive}>
      {t('purchase.receive')}
    </Button>
  );
}

function useColumns(): Column<OpenPurchaseLine>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(() => {
    const quantity = (
      key: string,
      title: string,
      of: (row: OpenPurchaseLine) => number,
    ): Column<OpenPurchaseLine> => ({
      key,
      title,
      width: 84,
      align: 'end',
      text: (row) => (of(row) === 0 ? '' : shownQty(of(row), row.product.qtyDecimals)),
    });
    return [
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
        width: 170,
        text: (row) => row.supplier.name,
      },
      { key: 'order', title: t('order.no'), width: 150, text: (row) => row.orderNo },
      { key: 'code', title: t('product.code'), width: 100, text: (row) => row.product.code },
      {
        key: 'name',
        title: t('product.name'),
        width: 160,
        grows: true,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      quantity('qty', t('order.qty'), (row) => row.qtyE4),
      quantity('received', t('purchase.received'), (row) => row.receivedE4),
      quantity('open', t('purchase.open'), (row) => row.openE4),
      { key: 'unit', title: t('product.unit'), width: 56, text: (row) => row.product.unit.name },
      {
        key: 'warehouse',
        title: t('purchase.warehouse'),
        width: 100,
        text: (row) => row.warehouse?.name ?? '',
      },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language]);
}
