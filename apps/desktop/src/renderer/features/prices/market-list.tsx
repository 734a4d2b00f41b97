import { api } from '@xinhang/shared/contract/api.ts';
import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { CompetitorSelect } from './competitor-select.tsx';
import { useMarketColumns } from './market-columns.tsx';
import { MarketDetail } from './market-detail.tsx';
import { MarketDrawer } from './market-drawer.tsx';
import { MarketExport } from './market-export.tsx';
import type { MarketSearch } from './market-search.ts';
import { RegionSelect } from '../../form/region-select.tsx';

const PAGE_SIZE = 100;

/** What competitors ask, the newest first. */
export function MarketList({
  search: { new: creating, followUpId, ...search },
}: {
  search: MarketSearch;
}) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useMarketColumns();
  const mayNote = useMay('marketPrices.create');
  const [opened, setOpened] = useState<MarketPrice | null>(null);
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: MarketSearch) => void navigate({ to: '/market-prices', search: next });
  const change = (part: Partial<MarketSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const create = () => show({ ...search, new: true });
  useShortcut({ key: 'n', alt: true }, mayNote ? create : null);
  const newButton = <NewButton may={mayNote} label={t('market.new')} onNew={create} />;
  return (
    <>
      <ListPage<MarketPrice>
        label={t('menu.marketPrices')}
        page="market-prices"
        queryKey={keyOf(api.marketPrices.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.marketPrices.list, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) => setOpened(row)}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('product.find')}
              width={200}
              onFind={(q) => change({ q })}
            />
            <CompetitorSelect
              filters
              value={search.competitorId ?? null}
              onChange={(competitorId) => change({ competitorId: competitorId ?? undefined })}
            />
            <RegionSelect
              clearable
              value={search.region ?? null}
              onChange={(region) => change({ region: region ?? undefined })}
            />
            <DayRange
              from={search.from}
              to={search.to}
              width={130}
              labels={{ from: t('market.from'), to: t('market.to') }}
              onChange={change}
            />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <MarketExport filter={search} />
            {newButton}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'market.emptyFiltered' : 'market.empty')}</span>
            <div>
              {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : newButton}
            </div>
          </div>
        }
      />
      <MarketDrawer
        open={creating === true && mayNote}
        followUpId={followUpId}
        onClose={() => show(search)}
      />
      <MarketDetail row={opened} onClose={() => setOpened(null)} />
    </>
  );
}
