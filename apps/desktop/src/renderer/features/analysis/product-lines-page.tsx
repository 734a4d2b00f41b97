import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesLine } from '@xinhang/shared/product-sales.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import type { ProductLinesSearch } from './analysis-search.ts';
import { ImportedSwitch } from './imported-switch.tsx';
import { amountColumn } from './amount-column.tsx';
import { money, quantity } from './figures.ts';

const PAGE_SIZE = 100;
const pageOf = { delivery: '/deliveries/$id', return: '/sales-returns/$id' } as const;

/** The documents behind the figure of a product. */
export function ProductLinesPage({ id, search }: { id: number; search: ProductLinesSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const { ownerName: _owner, customerName: _customer, ...narrowed } = search;
  const query = { ...narrowed, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.productSales.lines,
    { params: { id }, query: { ...narrowed, limit: 1 } },
    { keep: true },
  );
  const { product, totals } = sums.data ?? {};
  const decimals = product?.qtyDecimals ?? 0;
  const columns = useColumns(decimals);
  const day = (key: 'from' | 'to') => (
    <DateField
      label={t(key === 'from' ? 'order.from' : 'order.to')}
      today={today}
      style={{ width: 130 }}
      value={search[key] ?? null}
      onChange={(date) =>
        void navigate({
          to: '/product-analysis/$id',
          params: { id: String(id) },
          search: tidy({ ...search, [key]: date ?? undefined }),
        })
      }
    />
  );
  const others = [search.customerName, search.region, search.ownerName].filter(Boolean).join(' · ');
  return (
    <ListPage<SalesLine>
      label={t('analysis.lines')}
      page="product-lines"
      queryKey={keyOf(api.productSales.lines, { params: { id }, query })}
      fetchPage={(cursor, signal) =>
        client.call(api.productSales.lines, {
          params: { id },
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={({ kind, docId, date, customer }) =>
        kind === 'imported'
          ? void navigate({
              to: '/sales-facts',
              search: {
                from: date,
                to: date,
                customerId: customer.id,
                customerName: customer.name,
              },
            })
          : void navigate({ to: pageOf[kind], params: { id: String(docId) } })
      }
      bar={
        <>
          <strong>{product ? `${product.code} ${product.name}` : ''}</strong>
          {day('from')}
          {day('to')}
          <ImportedSwitch
            value={search.imported === true}
            onChange={(value) =>
              void navigate({
                to: '/product-analysis/$id',
                params: { id: String(id) },
                search: tidy({ ...search, imported: value || undefined }),
              })
            }
          />
          {others && <span className="soft">{others}</span>}
          <span className="spring" />
          {totals && (
            <>
              <span className="soft">{t('analysis.qty')}</span>
              <strong>{quantity(totals.qtyE4, decimals)}</strong>
              <span className="soft">{t('analysis.net')}</span>
              <strong>{money(totals.netFen)}</strong>
            </>
          )}
        </>
      }
      empty={t('analysis.noLines')}
    />
  );
}

function useColumns(decimals: number): Column<SalesLine>[] {
  const { t, language } = useText();
  const costs = useMe().fields.cost === 'show';
  return useMemo(() => {
    return [
      { key: 'date', title: t('analysis.date'), width: 110, text: (row) => row.date },
      {
        key: 'kind',
        title: t('analysis.kind'),
        width: 90,
        text: (row) => t(`analysis.kind.${row.kind}`),
      },
      { key: 'no', title: t('analysis.no'), width: 160, text: (row) => row.no },
      {
        key: 'customer',
        title: t('customer.name'),
        width: 240,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'qty',
        title: t('analysis.qty'),
        width: 100,
        align: 'end',
        text: (row) => quantity(row.qtyE4, decimals),
        value: (row) => row.qtyE4 / 10_000,
      },
      amountColumn<SalesLine>('net', t('analysis.net'), (row) => row.netFen),
      ...(costs
        ? [
            amountColumn<SalesLine>('cost', t('analysis.cost'), (row) => row.costFen),
            amountColumn<SalesLine>('margin', t('analysis.margin'), (row) => row.marginFen),
          ]
        : []),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, costs, decimals]);
}
