import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { stockMoveKinds, type StockMovement, type StockMoveKind } from '@xinhang/shared/stock.ts';
import { houseLocationKinds } from '@xinhang/shared/product-words.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { PlaceFilter, ProductFilter } from './filters.tsx';
import { StockExport } from './stock-export.tsx';
import { pathOfMove } from './stock-line.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type LedgerSearch } from './stock-search.ts';
import { shownQty } from './use-line-columns.ts';

const PAGE_SIZE = 100;

/** Movements in the order of posting; of one product with what was left after each. */
export function LedgerPage({ search }: { search: LedgerSearch }) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const { productName, ...asked } = search;
  const columns = useColumns(me.fields.cost === 'show', search.productId !== undefined);
  const query = { ...asked, limit: PAGE_SIZE };
  const show = (next: LedgerSearch) => void navigate({ to: '/stock-ledger', search: tidy(next) });
  const change = (part: Partial<LedgerSearch>) => show({ ...search, ...part });
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <ListPage<StockMovement>
        label={t('menu.stockLedger')}
        page="stock-ledger"
        queryKey={keyOf(api.stock.ledger, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.stock.ledger, { query: { ...query, ...(cursor && { cursor }) }, signal })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={({ doc }) =>
          void navigate({ to: `${pathOfMove[doc.kind]}/$id`, params: { id: String(doc.id) } })
        }
        bar={
          <>
            <ProductFilter value={search} onChange={change} />
            {(['batch', 'serial'] as const).map((key) =>
              search[key] === undefined ? null : (
                <Tag key={key} closable onClose={() => change({ [key]: undefined })}>
                  {t(key === 'batch' ? 'stock.batch' : 'stock.serials')} {search[key]}
                </Tag>
              ),
            )}
            <PlaceFilter
              value={search.locationId}
              onChange={(locationId) => change({ locationId })}
            />
            <Select<StockMoveKind | null>
              allowClear
              style={{ width: 130 }}
              aria-label={t('stock.doc')}
              placeholder={t('stock.doc')}
              value={search.kind?.[0] ?? null}
              options={stockMoveKinds.map((value) => ({ value, label: t(`stock.kind.${value}`) }))}
              onChange={(kind) => change({ kind: kind ? [kind] : undefined })}
            />
            <DayRange
              from={search.from}
              to={search.to}
              width={140}
              labels={{ from: t('stock.fromDay'), to: t('stock.toDay') }}
              onChange={change}
            />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <Button
              onClick={() =>
                void navigate({
                  to: '/stock-pieces',
                  search: tidy({
                    productId: search.productId,
                    productName,
                    locationId: search.locationId,
                  }),
                })
              }
            >
              {t('menu.stockPieces')}
            </Button>
            <Button onClick={() => setExporting(true)}>{t('stock.export')}</Button>
          </>
        }
        empty={t(filtered ? 'stock.emptyFiltered' : 'stock.emptyLedger')}
      />
      <StockExport
        open={exporting}
        what="ledger"
        filter={{
          productId: search.productId,
          locationId: search.locationId,
          from: search.from,
          to: search.to,
          kind: search.kind,
          batch: search.batch,
          serial: search.serial,
        }}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

function useColumns(costs: boolean, ofOne: boolean): Column<StockMovement>[] {
  const { t, language } = useText();
  const { time } = useDates();
  return useMemo(() => {
    const place = ({ name, kind }: StockMovement['from']) => {
      const house = houseLocationKinds.find((one) => one === kind);
      return house ? t(`location.kind.${house}`) : name;
    };
    const signed = (row: StockMovement) =>
      `${row.changeE4 > 0 ? '+' : ''}${shownQty(row.changeE4, row.product.qtyDecimals)}`;
    const columns: Column<StockMovement>[] = [
      { key: 'date', title: t('stock.date'), width: 100, text: (row) => row.businessDate },
      {
        key: 'doc',
        title: t('stock.doc'),
        width: 90,
        text: (row) => t(`stock.kind.${row.doc.kind}`),
        words: stockMoveKinds.map((kind) => t(`stock.kind.${kind}`)),
      },
      { key: 'no', title: t('stock.no'), width: 160, text: (row) => row.doc.no },
      {
        key: 'product',
        title: t('stock.product'),
        width: 240,
        grows: true,
        text: (row) => `${row.product.code}  ${row.product.name}`,
      },
      { key: 'from', title: t('stock.from'), width: 120, text: (row) => place(row.from) },
      { key: 'to', title: t('stock.to'), width: 120, text: (row) => place(row.to) },
      { key: 'batch', title: t('stock.batch'), width: 110, extra: true, text: (row) => row.batch },
      {
        key: 'serial',
        title: t('stock.serials'),
        width: 130,
        extra: true,
        text: (row) => row.serial,
      },
      {
        key: 'qty',
        title: t('stock.qty'),
        width: 100,
        align: 'end',
        text: (row) => shownQty(row.qtyE4, row.product.qtyDecimals),
        value: (row) => row.qtyE4 / 10_000,
      },
      {
        key: 'change',
        title: t('stock.change'),
        width: 100,
        align: 'end',
        text: signed,
        value: (row) => row.changeE4 / 10_000,
        render: (row) => (
          <span className={row.changeE4 < 0 ? 'danger' : row.changeE4 === 0 ? 'soft' : ''}>
            {signed(row)}
          </span>
        ),
      },
    ];
    if (ofOne) {
      columns.push({
        key: 'balance',
        title: t('stock.balance'),
        width: 110,
        align: 'end',
        text: (row) => shownQty(row.balanceE4, row.product.qtyDecimals),
      });
    }
    if (costs) {
      columns.push({
        key: 'value',
        title: t('stock.value'),
        width: 120,
        align: 'end',
        text: (row) => (row.valueFen ? formatFen(fen(row.valueFen)) : ''),
        value: (row) => (row.valueFen === null ? null : row.valueFen / 100),
      });
    }
    columns.push(
      {
        key: 'provisional',
        title: t('stock.provisional'),
        width: 80,
        text: (row) => (row.provisional ? t(`stock.provisional.${row.provisional}`) : ''),
        render: (row) =>
          row.provisional && (
            <span className={row.provisional === 'open' ? 'danger' : 'soft'}>
              {t(`stock.provisional.${row.provisional}`)}
            </span>
          ),
      },
      {
        key: 'reversal',
        title: t('stock.reversal'),
        width: 80,
        text: (row) =>
          row.reversal ? t('stock.reversal.is') : row.reversed ? t('stock.reversal.was') : '',
      },
      { key: 'by', title: t('stock.by'), width: 90, text: (row) => row.by },
      { key: 'at', title: t('stock.postedAt'), width: 130, text: (row) => time(row.postedAt) },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, costs, ofOne]);
}
