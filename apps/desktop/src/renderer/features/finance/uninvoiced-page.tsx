import { api } from '@xinhang/shared/contract/api.ts';
import type { UninvoicedRow } from '@xinhang/shared/fapiao.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { rowsOf, emptyFapiao } from './fapiao-draft.ts';
import { EarlyList } from './early-list.tsx';
import { FapiaoLines } from './fapiao-lines.tsx';
import type { UninvoicedSearch } from './fapiao-search.ts';
import { moneyOrNone } from './money.ts';
import { NoFapiaoButton } from './no-fapiao-dialog.tsx';
import { NoFapiaoList } from './no-fapiao-list.tsx';
import { Sum } from './uninvoiced-sum.tsx';

const PAGE_SIZE = 100;

/**
 * What was delivered and not invoiced, by customer; what was invoiced and not delivered; and what
 * wants no fapiao.
 */
export function UninvoicedPage({ search }: { search: UninvoicedSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: UninvoicedSearch) => void navigate({ to: '/uninvoiced', search: tidy(next) });
  const choice = (
    <Segmented<'delivered' | 'early' | 'marked'>
      aria-label={t('menu.uninvoiced')}
      value={search.marked ? 'marked' : search.early ? 'early' : 'delivered'}
      options={[
        { value: 'delivered', label: t('uninvoiced.delivered') },
        { value: 'early', label: t('uninvoiced.early') },
        { value: 'marked', label: t('uninvoiced.notNeeded') },
      ]}
      onChange={(value) =>
        show({ early: value === 'early' || undefined, marked: value === 'marked' || undefined })
      }
    />
  );
  if (search.marked) {
    return <NoFapiaoList choice={choice} q={search.q} onFind={(q) => show({ q, marked: true })} />;
  }
  return search.early ? (
    <EarlyList choice={choice} />
  ) : (
    <CustomerList
      choice={choice}
      q={search.q}
      onFind={(q) => show({ q })}
      onClear={() => show({})}
    />
  );
}

interface ListProps {
  choice: ReactNode;
  q: string | undefined;
  onFind: (q: string | undefined) => void;
  onClear: () => void;
}

function CustomerList({ choice, q, onFind, onClear }: ListProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('fapiao.manage');
  const columns = useCustomerColumns();
  const query = { ...(q !== undefined && { q }), limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.fapiao.uninvoiced,
    { query: { ...query, limit: 1 } },
    { keep: true },
  );
  return (
    <ListPage<UninvoicedRow>
      label={t('uninvoiced.delivered')}
      page="uninvoiced"
      queryKey={keyOf(api.fapiao.uninvoiced, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.fapiao.uninvoiced, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.customer.id}
      onOpen={({ customer: { id, name } }) =>
        void (manages
          ? navigate({ to: '/fapiao/new', search: { customerId: id, customerName: name } })
          : navigate({ to: '/uninvoiced/$id', params: { id: String(id) } }))
      }
      bar={
        <>
          {choice}
          <FindBox q={q} placeholder={t('uninvoiced.find')} width={200} onFind={onFind} />
          {q !== undefined && (
            <Button type="link" onClick={onClear}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {sums.data && (
            <Sum label={t('uninvoiced.delivered')} fen={sums.data.totals.uninvoicedFen} />
          )}
        </>
      }
      empty={t(q === undefined ? 'uninvoiced.empty' : 'fapiao.emptyFiltered')}
    />
  );
}

function useCustomerColumns(): Column<UninvoicedRow>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('fapiao.customer'),
        width: 260,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'owner',
        title: t('uninvoiced.owner'),
        width: 90,
        text: (row) => row.owner?.name ?? '',
      },
      {
        key: 'open',
        title: t('uninvoiced.delivered'),
        width: 150,
        align: 'end',
        text: (row) => moneyOrNone(row.uninvoicedFen),
        value: (row) => row.uninvoicedFen / 100,
      },
      {
        key: 'early',
        title: t('uninvoiced.early'),
        width: 150,
        align: 'end',
        text: (row) => moneyOrNone(row.earlyFen),
        value: (row) => row.earlyFen / 100,
      },
      {
        key: 'orders',
        title: t('uninvoiced.orders'),
        width: 80,
        align: 'end',
        text: (row) => String(row.orderCount),
        value: (row) => row.orderCount,
      },
      {
        key: 'oldest',
        title: t('uninvoiced.oldest'),
        width: 120,
        text: (row) => row.oldestOn,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}

/** What of one customer may be invoiced, to be read. */
export function CustomerInvoicingPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('fapiao.manage');
  const found = useEndpoint(api.fapiao.ofCustomer, { params: { id } });
  return (
    <RecordPage found={found}>
      {(open) => (
        <>
          <RecordHead
            title={t('uninvoiced.of', { name: open.customer.name })}
            facts={
              <>
                <Sum label={t('uninvoiced.delivered')} fen={open.uninvoicedFen} />
                <Sum label={t('uninvoiced.early')} fen={open.earlyFen} />
              </>
            }
          >
            {manages && open.delivered.length > 0 && <NoFapiaoButton customer={open.customer} />}
            {manages && (
              <Button
                type="primary"
                onClick={() =>
                  void navigate({
                    to: '/fapiao/new',
                    search: { customerId: id, customerName: open.customer.name },
                  })
                }
              >
                {t('fapiao.new')}
              </Button>
            )}
          </RecordHead>
          <FapiaoLines rows={rowsOf(null, open, emptyFapiao('', null))} more={open.more} />
        </>
      )}
    </RecordPage>
  );
}
