import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { keyOf, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortageColumns } from './shortage-columns.tsx';
import { DraftOrders, useDraftedOrders } from './draft-orders.tsx';

const PAGE_SIZE = 100;
const PAGE = 'shortages';

/** What is searched for, as it stands in the address. */
export const shortageSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
});

/** Goods of which there is too little, and where each is best bought today. */
export function ShortageList({ q }: { q: string | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useShortageColumns();
  const mayOrder = useMay('purchaseOrders.update');
  const query = { ...(q && { q }), limit: PAGE_SIZE };
  const find = (text: string | undefined) =>
    void navigate({ to: '/shortages', search: { q: text } });
  return (
    <ListPage<Shortage>
      label={t('menu.shortages')}
      page={PAGE}
      queryKey={keyOf(api.shortages.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.shortages.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.product.id}
      onOpen={({ product }) =>
        void navigate({ to: '/products/$id', params: { id: String(product.id) } })
      }
      {...(mayOrder && {
        bulk: (_ids: readonly number[], rows: readonly Shortage[]) => <Order rows={rows} />,
      })}
      bar={
        <>
          <FindBox q={q} placeholder={t('product.find')} width={260} onFind={find} />
          {q && (
            <Button type="link" onClick={() => find(undefined)}>
              {t('common.clear')}
            </Button>
          )}
          {mayOrder && <ToDropShip />}
        </>
      }
      empty={t(q ? 'shortage.emptyFiltered' : 'shortage.empty')}
    />
  );
}

/** What is no shortage here, and is to be ordered all the same: the supplier ships it. */
function ToDropShip() {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.dropShipments.wanted, { query: { limit: 1, count: true } });
  const n = found.data?.count ?? 0;
  if (n === 0) return null;
  return (
    <Button onClick={() => void navigate({ to: '/drop-ship', search: { view: 'order' } })}>
      {t('shortage.dropShip', { n: n.toLocaleString('en-US') })}
    </Button>
  );
}

/** Drafts orders: all to the supplier that is named, else each to the one that is proposed. */
function Order({ rows }: { rows: readonly Shortage[] }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { today } = useDates();
  const [whom, setWhom] = useState<NameRef | null>(null);
  const lines = rows.flatMap(({ product, proposal, shortE4 }) => {
    const line = { productId: product.id };
    if (proposal && (whom === null || whom.id === proposal.supplier.id)) {
      const { supplier, unit, qtyE4 } = proposal;
      return [{ ...line, supplierId: supplier.id, unitId: unit.id, qtyE4 }];
    }
    // Whom somebody names need not have stated a price.
    return whom ? [{ ...line, supplierId: whom.id, qtyE4: shortE4 }] : [];
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
      left={unknown > 0 ? t('shortage.unknown', { n: unknown }) : null}
    />
  );
}
