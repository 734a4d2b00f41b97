import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { OpenRequestLine } from '@xinhang/shared/purchase-requests.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { dueColumn, qtyColumn, unitColumn } from './goods-columns.tsx';
import { shownPrice } from './purchase-line.ts';
import { DraftOrders, useDraftedOrders } from './draft-orders.tsx';

const PAGE_SIZE = 100;

/** What people asked for and nobody ordered; chosen lines become orders, one to each supplier. */
export function RequestsToOrder({ q }: { q: string | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayOrder = useMay('purchaseOrders.update');
  const columns = useColumns();
  const query = { ...(q && { q }), limit: PAGE_SIZE };
  const find = (text: string | undefined) =>
    void navigate({ to: '/requests-to-order', search: { q: text } });
  return (
    <ListPage<OpenRequestLine>
      label={t('menu.requestsToOrder')}
      page="requests-to-order"
      queryKey={keyOf(api.purchaseRequests.openLines, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.purchaseRequests.openLines, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row) =>
        void navigate({ to: '/purchase-requests/$id', params: { id: String(row.requestId) } })
      }
      {...(mayOrder && {
        bulk: (_ids: readonly number[], rows: readonly OpenRequestLine[]) => <Order rows={rows} />,
      })}
      bar={
        <>
          <FindBox q={q} placeholder={t('request.findLine')} width={260} onFind={find} />
          {q && (
            <Button type="link" onClick={() => find(undefined)}>
              {t('common.clear')}
            </Button>
          )}
        </>
      }
      empty={t(q ? 'request.noneFound' : 'request.noneOpen')}
    />
  );
}

/** Drafts orders: all to the supplier that is named, else each to the one that is proposed. */
function Order({ rows }: { rows: readonly OpenRequestLine[] }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { today } = useDates();
  const [whom, setWhom] = useState<NameRef | null>(null);
  const lines = rows.flatMap(({ id, product, openE4, proposal }) => {
    const supplier = whom ?? proposal?.supplier;
    return supplier
      ? [{ supplierId: supplier.id, productId: product.id, qtyE4: openE4, requestLineId: id }]
      : [];
  });
  const create = useCommand(api.purchaseOrders.fromShortages, {
    form: true,
    onDone: useDraftedOrders(),
  });
  const order = () =>
    create.mutate(
      { body: { businessDate: today, lines } },
      { onError: (error: Error) => void message.error(words(error)) },
    );
  const unknown = rows.length - lines.length;
  return (
    <DraftOrders
      whom={whom}
      onWhom={setWhom}
      ready={lines.length}
      pending={create.isPending}
      onOrder={order}
      left={unknown > 0 ? t('request.unknown', { n: unknown }) : null}
    />
  );
}

function useColumns(): Column<OpenRequestLine>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      dueColumn('needed', t('request.needed'), (row) => row.neededDate, { day, overdue }),
      { key: 'no', title: t('request.one'), width: 130, text: (row) => row.requestNo },
      { key: 'code', title: t('product.code'), width: 90, text: (row) => row.product.code },
      {
        key: 'name',
        title: t('product.name'),
        width: 150,
        grows: true,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      qtyColumn('open', t('request.openE4'), (row) => row.openE4),
      unitColumn(t('product.unit')),
      { key: 'dept', title: t('request.dept'), width: 110, text: (row) => row.dept },
      {
        key: 'requester',
        title: t('request.requester'),
        width: 80,
        text: (row) => row.requester.name,
      },
      {
        key: 'supplier',
        title: t('shortage.supplier'),
        width: 140,
        text: (row) => row.proposal?.supplier.name ?? '',
      },
      {
        key: 'price',
        title: t('shortage.price'),
        width: 90,
        align: 'end',
        text: (row) =>
          row.proposal?.priceE4 === null || row.proposal === null
            ? ''
            : `${shownPrice(row.proposal.priceE4)}/${row.proposal.unit.name}`,
      },
      {
        key: 'reason',
        title: t('request.reason'),
        width: 130,
        grows: true,
        text: (row) => [row.reason, row.note].filter(Boolean).join(' · '),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
