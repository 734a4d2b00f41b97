import { api } from '@xinhang/shared/contract/api.ts';
import { dealSorts, type DealRow } from '@xinhang/shared/deals.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { reachesOthers, useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useDealColumns } from './list-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { dealListSearch, filterCount, tidy, type DealListSearch } from './list-search.ts';
import { NewButton, NewDeal } from './new-deal.tsx';
import { Whose } from './whose.tsx';

const PAGE_SIZE = 100;
const PAGE = 'deals';

/** Every deal the person may see, as a list; the open ones unless said. */
export function DealList({ search: { new: creating, ...search } }: { search: DealListSearch }) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const columns = useDealColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const mayCreate = useMay('deals.create');
  const view = search.view ?? (reachesOthers(me, 'deals.read') ? 'team' : 'mine');
  const query = {
    ...search,
    view,
    state: search.state ?? (['open'] as const),
    sort: search.sort ?? ('expectedOn' as const),
    dir: search.dir ?? ('asc' as const),
    limit: PAGE_SIZE,
  };
  const filters = filterCount(search);
  const show = (next: DealListSearch) => void navigate({ to: '/deals', search: tidy(next) });
  const change = (part: Partial<DealListSearch>) => show({ ...search, ...part });
  const create = () => show({ ...search, new: true });
  const clear = () => show(search.view ? { view: search.view } : {});
  useShortcut({ key: 'n', alt: true }, mayCreate ? create : null);

  return (
    <>
      <ListPage<DealRow>
        label={t('menu.dealList')}
        page={PAGE}
        queryKey={keyOf(api.deals.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.deals.list, {
            // Count and sum are asked for once, with the first page.
            query: {
              ...query,
              state: [...query.state],
              ...(cursor ? { cursor } : { count: true }),
            },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/deals/$id', params: { id: String(row.id) } });
        }}
        sort={{ key: query.sort, dir: query.dir }}
        onSort={({ key, dir }) => change({ sort: dealSorts.find((one) => one === key), dir })}
        bar={
          <>
            <Whose view={view} onChange={(chosen) => change({ view: chosen })} />
            <ListFilters search={search} onChange={change} />
            {filters > 0 && (
              <Button type="link" onClick={clear}>
                {t('common.clear')}
              </Button>
            )}
            <SaveView page={PAGE} state={search} />
            <span className="spring" />
            <NewButton onClick={create} />
          </>
        }
        views={
          <ViewTabs
            page={PAGE}
            state={search}
            onApply={(state) => show(dealListSearch.parse(state))}
          />
        }
        empty={
          filters > 0 ? (
            <div className="stack">
              <span>{t('deal.emptyFiltered')}</span>
              <div>
                <Button onClick={clear}>{t('common.clear')}</Button>
              </div>
            </div>
          ) : (
            <div className="stack">
              <span>{t('deal.empty')}</span>
              <div>
                <NewButton onClick={create} />
              </div>
            </div>
          )
        }
      />
      <NewDeal open={creating === true && mayCreate} onClose={() => show(search)} />
    </>
  );
}
