import { api } from '@xinhang/shared/contract/api.ts';
import { stockLevels, type AvailableRow, type OnHandRow } from '@xinhang/shared/stock.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { PlaceFilter } from './filters.tsx';
import { StockExport } from './stock-export.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { onHandSearch, type OnHandSearch } from './stock-search.ts';
import { useAvailableColumns, useOnHandColumns } from './use-stock-columns.ts';

const PAGE_SIZE = 100;
const PAGE = 'stock';

interface Props {
  search: OnHandSearch;
}

/** What there is: all of it for the stock room, what may be promised for the others. */
export function OnHandPage({ search }: Props) {
  return useMay('stock.read') ? <OnHandList search={search} /> : <AvailableList search={search} />;
}

function useShow() {
  const navigate = useNavigate();
  return (next: OnHandSearch) => void navigate({ to: '/stock', search: tidy(next) });
}

function Find({
  search,
  onFind,
}: {
  search: OnHandSearch;
  onFind: (q: string | undefined) => void;
}) {
  const { t } = useText();
  return <FindBox q={search.q} placeholder={t('product.find')} width={240} onFind={onFind} />;
}

function OnHandList({ search }: Props) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const show = useShow();
  const change = (part: Partial<OnHandSearch>) => show({ ...search, ...part });
  const columns = useOnHandColumns(me.fields.cost === 'show');
  const query = { ...search, limit: PAGE_SIZE };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <ListPage<OnHandRow>
        label={t('menu.onHand')}
        page={PAGE}
        queryKey={keyOf(api.stock.onHand, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.stock.onHand, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.product.id}
        onOpen={({ product }) =>
          void navigate({
            to: '/stock-ledger',
            search: tidy({
              productId: product.id,
              productName: product.name,
              locationId: search.locationId,
            }),
          })
        }
        bar={
          <>
            <Find search={search} onFind={(q) => change({ q })} />
            <PlaceFilter
              value={search.locationId}
              onChange={(locationId) => change({ locationId })}
            />
            <CategorySelect
              style={{ width: 150 }}
              value={search.categoryId ?? null}
              onChange={(categoryId) => change({ categoryId: categoryId ?? undefined })}
            />
            <Select<(typeof stockLevels)[number] | null>
              allowClear
              style={{ width: 120 }}
              aria-label={t('stock.level')}
              placeholder={t('stock.level')}
              value={search.level?.[0] ?? null}
              options={stockLevels.map((value) => ({ value, label: t(`stock.level.${value}`) }))}
              onChange={(level) => change({ level: level ? [level] : undefined })}
            />
            <Checkbox
              checked={search.empty === true}
              onChange={(event) => change({ empty: event.target.checked || undefined })}
            >
              {t('stock.withEmpty')}
            </Checkbox>
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <SaveView page={PAGE} state={search} />
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('stock.export')}</Button>
          </>
        }
        views={
          <ViewTabs
            page={PAGE}
            state={search}
            onApply={(state) => show(onHandSearch.parse(state))}
          />
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'stock.emptyFiltered' : 'stock.emptyOnHand')}</span>
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
        what="onHand"
        filter={search}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

function AvailableList({ search }: Props) {
  const { t } = useText();
  const show = useShow();
  const columns = useAvailableColumns();
  const { q, categoryId } = search;
  const query = {
    ...(q !== undefined && { q }),
    ...(categoryId !== undefined && { categoryId }),
    limit: PAGE_SIZE,
  };
  return (
    <ListPage<AvailableRow>
      label={t('stock.availableTitle')}
      page="stock-available"
      queryKey={keyOf(api.stock.available, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.stock.available, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.product.id}
      bar={
        <>
          <Find search={search} onFind={(found) => show({ ...search, q: found })} />
          <CategorySelect
            style={{ width: 180 }}
            value={categoryId ?? null}
            onChange={(id) => show({ ...search, categoryId: id ?? undefined })}
          />
        </>
      }
      empty={t('product.emptyFiltered')}
    />
  );
}
