import { api } from '@xinhang/shared/contract/api.ts';
import { periodBefore, periodOf } from '@xinhang/shared/periods.ts';
import type { StockSummaryRow } from '@xinhang/shared/stock-summary.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { FindBox } from '../../table/find-box.tsx';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { PlaceFilter } from './filters.tsx';
import { StockExport } from './stock-export.tsx';
import type { SummarySearch } from './stock-search.ts';
import {
  inRed,
  qtyColumn,
  shownValue,
  useProductColumns,
  valueColumn,
} from './use-stock-columns.ts';

const PAGE_SIZE = 100;
/** Pixels: eight figures stand beside them on a small screen. */
const narrow: Readonly<Record<string, number>> = { code: 92, name: 150, spec: 100, unit: 54 };
const stands = ['opening', 'in', 'out', 'closing'] as const;

/** What there was of each product, what came, what went and what was left; this month unless said. */
export function SummaryPage({ search }: { search: SummarySearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const show = (next: SummarySearch) => void navigate({ to: '/stock-summary', search: tidy(next) });
  const change = (part: Partial<SummarySearch>) => show({ ...search, ...part });
  const month = periodOf('month', today);
  const { from, to } =
    search.from === undefined && search.to === undefined ? { from: month.from, to: today } : search;
  const asked = tidy({ ...search, from, to });
  const query = { ...asked, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.stock.summary,
    { query: { ...asked, limit: 1, count: true } },
    { keep: true },
  );
  const columns = useColumns(sums.data?.valued ?? false);
  const filtered = Object.values(search).some((value) => value !== undefined);
  const [exporting, setExporting] = useState(false);
  const { totals, count } = sums.data ?? {};
  return (
    <>
      <ListPage<StockSummaryRow>
        label={t('menu.stockSummary')}
        page="stock-summary"
        queryKey={keyOf(api.stock.summary, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.stock.summary, { query: { ...query, ...(cursor && { cursor }) }, signal })
        }
        {...(typeof count === 'number' && { count })}
        columns={columns}
        idOf={(row) => row.product.id}
        onOpen={({ product }) =>
          void navigate({
            to: '/stock-ledger',
            search: tidy({
              productId: product.id,
              productName: product.name,
              locationId: search.locationId,
              from,
              to,
            }),
          })
        }
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('product.find')}
              width={180}
              onFind={(q) => change({ q })}
            />
            <DayRange
              from={from}
              to={to}
              width={124}
              labels={{ from: t('stock.fromDay'), to: t('stock.toDay') }}
              onChange={(part) => change({ from, to, ...part })}
            />
            <Button type="link" onClick={() => change(periodBefore('month', month))}>
              {t('stock.lastMonth')}
            </Button>
            <PlaceFilter
              value={search.locationId}
              onChange={(locationId) => change({ locationId })}
            />
            <CategorySelect
              style={{ width: 130 }}
              value={search.categoryId ?? null}
              onChange={(categoryId) => change({ categoryId: categoryId ?? undefined })}
            />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('stock.export')}</Button>
          </>
        }
        views={
          totals && (
            <div className="line" style={{ justifyContent: 'flex-end', gap: 16, paddingBottom: 4 }}>
              {stands.map((key) => (
                <span key={key}>
                  <span className="soft">{t(`stock.sum.${key}`)}</span>{' '}
                  <strong>{shownValue(totals[`${key}Fen`])}</strong>
                </span>
              ))}
            </div>
          )
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'stock.emptyFiltered' : 'stock.emptySummary')}</span>
            {filtered && (
              <div>
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              </div>
            )}
          </div>
        }
      />
      <StockExport
        open={exporting}
        what="summary"
        filter={asked}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

function useColumns(valued: boolean): Column<StockSummaryRow>[] {
  const { t, language } = useText();
  const products = useProductColumns<StockSummaryRow>();
  return useMemo(
    () => [
      ...products.map((column) => ({ ...column, width: narrow[column.key] ?? column.width })),
      {
        key: 'category',
        title: t('product.category'),
        width: 120,
        extra: true,
        text: (row) => row.category?.name ?? '',
      },
      ...stands.flatMap((key): Column<StockSummaryRow>[] => {
        // Where nothing moved nothing is said; nothing that lies there is a figure.
        const said = (figure: number | null) =>
          figure === 0 && (key === 'in' || key === 'out') ? null : figure;
        const value = ({ [key]: stand }: StockSummaryRow) => said(stand.valueFen);
        const columns = [
          qtyColumn<StockSummaryRow>(
            key,
            t(`stock.sum.${key}Qty`),
            ({ [key]: stand }) => said(stand.qtyE4),
            { width: 84 },
          ),
        ];
        if (!valued) return columns;
        const inCells = {
          width: 104,
          render: (row: StockSummaryRow) => inRed(shownValue(value(row)), (value(row) ?? 0) < 0),
        };
        return [...columns, valueColumn(`${key}Value`, t(`stock.sum.${key}Value`), value, inCells)];
      }),
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, products, valued],
  );
}
