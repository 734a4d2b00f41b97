import { api } from '@xinhang/shared/contract/api.ts';
import type { NoFapiaoLine } from '@xinhang/shared/no-fapiao.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { keyOf, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { quantity } from './fapiao-lines.tsx';
import { money } from './money.ts';
import { Sum } from './uninvoiced-sum.tsx';
import { useFieldWords } from './use-field-words.ts';

const PAGE_SIZE = 100;

interface Props {
  choice: ReactNode;
  q: string | undefined;
  onFind: (q: string | undefined) => void;
}

/** What was delivered and wants no fapiao, who said so and why; it is wanted again from here. */
export function NoFapiaoList({ choice, q, onFind }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('fapiao.manage');
  const columns = useColumns();
  const query = { ...(q !== undefined && { q }), limit: PAGE_SIZE };
  const sums = useEndpoint(api.fapiao.notNeeded, { query: { ...query, limit: 1 } }, { keep: true });
  return (
    <ListPage<NoFapiaoLine>
      label={t('uninvoiced.notNeeded')}
      page="no-fapiao"
      queryKey={keyOf(api.fapiao.notNeeded, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.fapiao.notNeeded, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.deliveryLineId}
      onOpen={(row) =>
        void navigate({ to: '/deliveries/$id', params: { id: String(row.delivery.id) } })
      }
      {...(manages && {
        bulk: (_ids: readonly number[], rows: readonly NoFapiaoLine[]) => <Again rows={rows} />,
      })}
      bar={
        <>
          {choice}
          <FindBox q={q} placeholder={t('uninvoiced.findMarked')} width={200} onFind={onFind} />
          <span className="spring" />
          {sums.data && (
            <>
              <Sum label={t('fapiao.tax')} fen={sums.data.totals.taxFen} />
              <Sum label={t('uninvoiced.notNeeded')} fen={sums.data.totals.grossFen} />
            </>
          )}
          <FileButton
            label={t('fapiao.export')}
            endpoint={api.fapiao.export}
            body={{ what: 'notNeeded', ...(q !== undefined && { q }) }}
          />
        </>
      }
      empty={t(q === undefined ? 'uninvoiced.emptyNotNeeded' : 'uninvoiced.emptyMarkedFiltered')}
    />
  );
}

/** A fapiao is wanted after all: a command for each customer whose lines are chosen. */
function Again({ rows }: { rows: readonly NoFapiaoLine[] }) {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const fields = useFieldWords();
  const again = useCommand(api.fapiao.neededAgain);
  const save = async () => {
    try {
      for (const [customerId, own] of Map.groupBy(rows, (row) => row.customer.id)) {
        const deliveryLineIds = own.map((row) => row.deliveryLineId);
        await again.mutateAsync({ body: { customerId, deliveryLineIds } });
      }
      void message.success(t('uninvoiced.wantedAgain', { n: rows.length }));
    } catch (error) {
      void message.error(fields(error, words(error as Error)).join(' '));
    }
  };
  return (
    <Button loading={again.isPending} onClick={() => void save()}>
      {t('uninvoiced.again')}
    </Button>
  );
}

function useColumns(): Column<NoFapiaoLine>[] {
  const { t, language } = useText();
  const { time } = useDates();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('fapiao.customer'),
        width: 170,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'delivery',
        title: t('uninvoiced.delivery'),
        width: 140,
        text: (row) => row.delivery.no,
      },
      {
        key: 'on',
        title: t('uninvoiced.deliveredOn'),
        width: 100,
        text: (row) => row.businessDate,
      },
      {
        key: 'goods',
        title: t('fapiao.goods'),
        width: 150,
        grows: true,
        text: (row) => [row.code, row.name].filter(Boolean).join(' '),
      },
      {
        key: 'qty',
        title: t('fapiao.qty'),
        width: 80,
        align: 'end',
        text: (row) => `${quantity(row.qtyE4)} ${row.unit}`,
      },
      {
        key: 'gross',
        title: t('fapiao.gross'),
        width: 100,
        align: 'end',
        text: (row) => money(row.grossFen),
        value: (row) => row.grossFen / 100,
      },
      {
        key: 'reason',
        title: t('fapiao.reason'),
        width: 150,
        grows: true,
        text: (row) => row.reason,
      },
      { key: 'who', title: t('uninvoiced.markedBy'), width: 70, text: (row) => row.markedBy.name },
      { key: 'at', title: t('uninvoiced.markedOn'), width: 140, text: (row) => time(row.markedAt) },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
