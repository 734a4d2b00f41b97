import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesFact } from '@xinhang/shared/sales-facts.ts';
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Tag } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { amountColumn } from './amount-column.tsx';
import { money, quantity } from './figures.ts';
import type { FactSearch } from './fact-search.ts';

const PAGE_SIZE = 100;

/** What was sold before the company kept its books here, line by line. */
export function FactList({ search }: { search: FactSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { customerName, productName, ...narrowed } = search;
  const query = tidy({ ...narrowed, limit: PAGE_SIZE });
  const sums = useEndpoint(
    api.salesFacts.list,
    { query: tidy({ ...narrowed, limit: 1 }) },
    { keep: true },
  );
  const totals = sums.data?.totals;
  const columns = useColumns();
  const change = (part: Partial<FactSearch>) =>
    void navigate({ to: '/sales-facts', search: tidy({ ...search, ...part }) });
  return (
    <ListPage<SalesFact>
      label={t('menu.salesFacts')}
      page="sales-facts"
      queryKey={keyOf(api.salesFacts.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.salesFacts.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={({ customer }) =>
        void navigate({
          to: '/customers/$id/trading',
          params: { id: String(customer.id) },
          search: { span: 'month', imported: true },
        })
      }
      bar={
        <>
          <DayRange from={search.from} to={search.to} width={130} onChange={change} />
          <Checkbox
            checked={search.unlisted === true}
            onChange={({ target }) => change({ unlisted: target.checked || undefined })}
          >
            {t('facts.unlisted')}
          </Checkbox>
          {search.customerId && (
            <Tag
              closable
              onClose={() => change({ customerId: undefined, customerName: undefined })}
            >
              {customerName ?? search.customerId}
            </Tag>
          )}
          {search.productId && (
            <Tag closable onClose={() => change({ productId: undefined, productName: undefined })}>
              {productName ?? search.productId}
            </Tag>
          )}
          {search.importId && (
            <Tag closable onClose={() => change({ importId: undefined })}>
              {t('facts.ofImport')}
            </Tag>
          )}
          <span className="spring" />
          {totals && (
            <>
              <span className="soft">{t('facts.lines', { n: totals.lines })}</span>
              <span className="soft">{t('analysis.net')}</span>
              <strong>{money(totals.netFen)}</strong>
            </>
          )}
        </>
      }
      empty={t('facts.none')}
    />
  );
}

function useColumns(): Column<SalesFact>[] {
  const { t, language } = useText();
  const costs = useMe().fields.cost === 'show';
  return useMemo(() => {
    return [
      { key: 'date', title: t('analysis.date'), width: 110, text: (row) => row.date },
      {
        key: 'no',
        title: t('facts.oldNo'),
        width: 150,
        text: ({ oldNo, lineNo }) => (lineNo ? `${oldNo} #${lineNo}` : oldNo),
      },
      {
        key: 'customer',
        title: t('customer.name'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'product',
        title: t('stock.product'),
        width: 220,
        grows: true,
        text: ({ product, code, name }) =>
          [product?.code ?? code, product?.name ?? name].filter(Boolean).join(' '),
        render: ({ product, code, name }) =>
          product ? (
            `${product.code} ${product.name}`
          ) : (
            <>
              {[code, name].filter(Boolean).join(' ')}{' '}
              <span className="soft">{t('facts.noProduct')}</span>
            </>
          ),
      },
      {
        key: 'qty',
        title: t('analysis.qty'),
        width: 110,
        align: 'end',
        text: (row) => `${quantity(row.qtyE4, row.product ? row.qtyDecimals : 0)} ${row.unit}`,
        value: (row) => row.qtyE4 / 10_000,
      },
      amountColumn<SalesFact>('net', t('analysis.net'), (row) => row.netFen),
      ...(costs ? [amountColumn<SalesFact>('cost', t('analysis.cost'), (row) => row.costFen)] : []),
      {
        key: 'salesperson',
        title: t('analysis.owner'),
        width: 100,
        text: (row) => row.salesperson,
      },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, costs]);
}
