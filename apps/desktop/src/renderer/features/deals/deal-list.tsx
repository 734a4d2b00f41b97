import { api } from '@xinhang/shared/contract/api.ts';
import { dealSorts, type DealRow } from '@xinhang/shared/deals.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useSides } from '../../app/sides.ts';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { BulkActions } from './bulk-actions.tsx';
import { ExportDialog } from './export-dialog.tsx';
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
  const { first } = useSides('deals.read');
  const navigate = useNavigate();
  const columns = useDealColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const mayCreate = useMay('deals.create');
  const mayExport = useMay('deals.export');
  const [exporting, setExporting] = useState<readonly number[] | null>(null);
  const [job, setJob] = useState<{ id: number; title: string } | null>(null);
  const view = search.view ?? first;
  const query = {
    ...search,
    view,
    state: search.state ?? (['open'] as const),
    sort: search.sort ?? ('expectedOn' as const),
    dir: search.dir ?? ('asc' as const),
    limit: PAGE_SIZE,
  };
  const { sort: _sort, dir: _dir, limit: _limit, stuck, late, waiting, ...narrowed } = query;
  // Bodies carry flags as the address does.
  const yes = (flag: true | undefined) => (flag ? ('true' as const) : undefined);
  const filter = {
    ...narrowed,
    state: [...query.state],
    stuck: yes(stuck),
    late: yes(late),
    waiting: yes(waiting),
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
        bulk={(ids, rows, _drop, count) => (
          <>
            <BulkActions
              ids={ids}
              rows={rows}
              count={count}
              filter={filter}
              onStarted={(id) => setJob({ id, title: t('deal.bulkTitle') })}
            />
            <Button disabled={!mayExport} onClick={() => setExporting(ids)}>
              {t('deal.export')}
            </Button>
          </>
        )}
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
          </>
        }
        actions={
          <>
            <Button
              disabled={!mayExport}
              title={mayExport ? undefined : t('problem.forbidden')}
              onClick={() => setExporting([])}
            >
              {t('deal.export')}
            </Button>
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
      <ExportDialog
        open={exporting !== null}
        ids={exporting ?? []}
        filter={filter}
        sort={query.sort}
        dir={query.dir}
        onClose={() => setExporting(null)}
        onStarted={(id) => setJob({ id, title: t('deal.exportTitle') })}
      />
      <JobDialog jobId={job?.id ?? null} title={job?.title ?? ''} onClose={() => setJob(null)} />
    </>
  );
}
