import { api } from '@xinhang/shared/contract/api.ts';
import type { EarlyLine } from '@xinhang/shared/fapiao.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { quantity } from './fapiao-lines.tsx';
import { money } from './money.ts';
import { RedReturnsDialog } from './red-returns-dialog.tsx';
import { Sum } from './uninvoiced-sum.tsx';

const PAGE_SIZE = 100;

/** What was invoiced and not delivered, or came back since; of what came back it writes the red one. */
export function EarlyList({ choice }: { choice: ReactNode }) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('fapiao.manage');
  const [chosen, setChosen] = useState<EarlyLine | null>(null);
  const columns = useEarlyColumns();
  const query = { limit: PAGE_SIZE };
  const sums = useEndpoint(api.fapiao.early, { query: { limit: 1 } }, { keep: true });
  return (
    <>
      <ListPage<EarlyLine>
        label={t('uninvoiced.early')}
        page="early"
        queryKey={keyOf(api.fapiao.early, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.fapiao.early, { query: { ...query, ...(cursor && { cursor }) }, signal })
        }
        columns={columns}
        idOf={(row) => row.orderLineId ?? -row.returnLineId!}
        onOpen={(row) => {
          if (row.order) {
            void navigate({ to: '/sales-orders/$id', params: { id: String(row.order.id) } });
          } else if (manages) setChosen(row);
          else void navigate({ to: '/sales-returns/$id', params: { id: String(row.return!.id) } });
        }}
        bar={
          <>
            {choice}
            <span className="soft">{t('uninvoiced.earlyWhy')}</span>
            <span className="spring" />
            {sums.data && <Sum label={t('uninvoiced.early')} fen={sums.data.totals.earlyFen} />}
          </>
        }
        empty={t('uninvoiced.emptyEarly')}
      />
      <RedReturnsDialog line={chosen} onClose={() => setChosen(null)} />
    </>
  );
}

function useEarlyColumns(): Column<EarlyLine>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'order',
        title: t('uninvoiced.orderOrReturn'),
        width: 150,
        text: (row) => (row.order ?? row.return!).no,
      },
      {
        key: 'date',
        title: t('uninvoiced.docDate'),
        width: 110,
        text: (row) => row.businessDate,
      },
      {
        key: 'customer',
        title: t('fapiao.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'goods',
        title: t('fapiao.goods'),
        width: 220,
        text: (row) => [row.code, row.name].filter(Boolean).join(' '),
      },
      {
        key: 'invoiced',
        title: t('uninvoiced.invoicedQty'),
        width: 110,
        align: 'end',
        text: (row) => `${quantity(row.invoicedE4)} ${row.unit}`,
      },
      {
        key: 'delivered',
        title: t('uninvoiced.deliveredQty'),
        width: 110,
        align: 'end',
        text: (row) => `${quantity(row.deliveredE4)} ${row.unit}`,
      },
      {
        key: 'early',
        title: t('uninvoiced.early'),
        width: 140,
        align: 'end',
        text: (row) => money(row.earlyFen),
        value: (row) => row.earlyFen / 100,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
